/* pages: results as pages that a browser shows, and as pictures.
 *
 *     pages report RESULT.json [--source FILE] [--graders FOLDER] > page
 *     pages class OUT > page
 *     pages write OUT                      all pages of a class, into OUT
 *     pages svg [--check NAME] [--all] RESULT.json|SCHEDULE.json > picture
 *     pages palette                        the colours of threads, for a theme
 *
 * They only read results. Exit status: 0; 2 something could not be read or
 * written. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "class_write.h"
#include "hints.h"
#include "view_palette.h"
#include "picture.h"
#include "report.h"
#include "verdict.h"

struct request {
    const char *course, *graders, *source, *student, *check, *path;
    struct names labs;
    bool every_step;
};

static int print_report(const struct request *request)
{
    struct problem problem;
    struct hints hints;
    struct result *result = result_load(request->path, &problem);
    if (!result) {
        complain(request->path, problem.words);
        return EXIT_NOT_DECIDED;
    }
    hints_read(&hints, request->graders, result->lab);
    struct report report = {.result = result,
                            .student = request->student,
                            .source = request->source,
                            .rubrics = {hints.rubrics[0], hints.rubrics[1]}};
    report_write(stdout, &report);
    hints_free(&hints);
    result_free(result);
    return EXIT_FULL_MARKS;
}

static struct class_request class_of(const struct request *request)
{
    return (struct class_request){request->path, request->course,
                                  request->graders, request->labs};
}

static int print_class(const struct request *request)
{
    struct class_request class = class_of(request);
    return class_print(&class);
}

static int write_class(const struct request *request)
{
    struct class_request class = class_of(request);
    return class_write(&class);
}

static int print_picture(const struct request *request)
{
    return picture_print(request->path, request->check, request->every_step);
}

static int print_palette(const struct request *request)
{
    (void)request;
    palette_css(stdout);
    return EXIT_FULL_MARKS;
}

static const struct command {
    const char *name;
    int (*run)(const struct request *request);
    int arguments;
    const char *usage;
} commands[] = {
    {"report", print_report, 1,
     "report [--source FILE] [--graders FOLDER] [--student NAME] RESULT.json"},
    {"class", print_class, 1, "class [--course FILE] [--lab LAB]... OUT_DIR"},
    {"write", write_class, 1,
     "write [--course FILE] [--graders FOLDER] [--lab LAB]... OUT_DIR"},
    {"svg", print_picture, 1,
     "svg [--check NAME] [--all] RESULT.json|SCHEDULE.json"},
    {"palette", print_palette, 0, "palette"},
};

#define COMMANDS (sizeof commands / sizeof *commands)

static int usage(FILE *out)
{
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "%s pages %s\n", i == 0 ? "usage:" : "      ",
                commands[i].usage);
    fputs("\n"
          "  --source FILE     the attempt, whose text the page shows\n"
          "  --graders FOLDER  where LAB/rubric.tsv is, which holds the hints\n"
          "  --student NAME    for the heading\n"
          "  --course FILE     what labs are worth, deadlines: course.tsv\n"
          "  --lab LAB         a lab to show even if nobody has a result\n"
          "  --check NAME      the check whose failing run is drawn\n"
          "  --all             every step of it\n"
          "\n"
          "Exit status: 0; 2 something could not be read or written.\n",
          out);
    return EXIT_NOT_DECIDED;
}

static bool read_options(int argc, char **argv, struct request *request)
{
    static const struct option options[] = {
        {"course", required_argument, NULL, 'c'},
        {"graders", required_argument, NULL, 'g'},
        {"source", required_argument, NULL, 's'},
        {"student", required_argument, NULL, 'n'},
        {"check", required_argument, NULL, 'k'},
        {"lab", required_argument, NULL, 'l'},
        {"all", no_argument, NULL, 'a'},
        {NULL, 0, NULL, 0},
    };
    int letter;
    while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
        const char **where = letter == 'c'   ? &request->course
                             : letter == 'g' ? &request->graders
                             : letter == 's' ? &request->source
                             : letter == 'n' ? &request->student
                             : letter == 'k' ? &request->check
                                             : NULL;
        if (letter == 'a')
            request->every_step = true;
        else if (letter == 'l')
            request->labs.items[request->labs.count++] = optarg;
        else if (!where)
            return false;
        else
            *where = *optarg ? optarg : NULL;
    }
    request->path = argv[optind];
    return true;
}

static const struct command *command_named(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

int main(int argc, char **argv)
{
    struct request request = {0};
    complain_as("pages");
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        usage(stdout);
        return EXIT_FULL_MARKS;
    }
    const struct command *command = argc > 1 ? command_named(argv[1]) : NULL;
    request.labs.items = view_alloc((size_t)argc, sizeof(char *));
    int status = EXIT_NOT_DECIDED;
    if (!command || !read_options(argc - 1, argv + 1, &request) ||
        argc - 1 - optind != command->arguments)
        usage(stderr);
    else
        status = command->run(&request);
    free(request.labs.items);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain(NULL, "standard output cannot be written");
        return EXIT_NOT_DECIDED;
    }
    return status;
}
