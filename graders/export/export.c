/* export: results in the form that a course platform reads.
 *
 *     export FORMAT [OPTION]... RESULT.json            one, on standard output
 *     export FORMAT [OPTION]... --to FOLDER OUT        a class, as files
 *
 * Exit status: 0; 2 it could not be written, or something in it is not decided,
 * which is then left out or says so. */
#include "export.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "verdict.h"
#include "view_file.h"

static const struct format *const formats[] = {
    &format_gradescope, &format_classroom50, &format_prairielearn,
    &format_autolab,    &format_vpl,         &format_junit,
    &format_canvas,     &format_moodle,      &format_csv,
};

#define FORMATS (sizeof formats / sizeof *formats)

struct request {
    const struct format *format;
    const char *course, *submitted, *metadata, *stamp, *worksheet, *to;
    const char *path;
    struct names labs;
};

static int usage(FILE *out)
{
    fputs("usage: export FORMAT [OPTION]... RESULT.json\n"
          "       export FORMAT [OPTION]... --to FOLDER OUT_DIR\n\n"
          "  --course FILE     what labs are worth, deadlines: course.tsv\n"
          "  --submitted TIME  when it was handed in: 2026-10-05T23:59+02:00\n"
          "  --metadata FILE   the same, from Gradescope's "
          "submission_metadata.json\n"
          "  --stamp FILE      the fields that only Classroom 50 knows\n"
          "  --worksheet FILE  what Moodle or Canvas gave to be filled in\n"
          "  --lab LAB         this lab alone\n\nFormats:\n",
          out);
    for (size_t i = 0; i < FORMATS; i++)
        fprintf(out, "  %-13s %s\n", formats[i]->name, formats[i]->words);
    return EXIT_NOT_DECIDED;
}

static const struct format *format_named(const char *name)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

static bool read_options(int argc, char **argv, struct request *request)
{
    static const struct option options[] = {
        {"course", required_argument, NULL, 'c'},
        {"submitted", required_argument, NULL, 's'},
        {"metadata", required_argument, NULL, 'm'},
        {"stamp", required_argument, NULL, 'p'},
        {"worksheet", required_argument, NULL, 'w'},
        {"to", required_argument, NULL, 't'},
        {"lab", required_argument, NULL, 'k'},
        {NULL, 0, NULL, 0},
    };
    int letter;
    while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
        const char **where = letter == 'c'   ? &request->course
                             : letter == 's' ? &request->submitted
                             : letter == 'm' ? &request->metadata
                             : letter == 'p' ? &request->stamp
                             : letter == 'w' ? &request->worksheet
                             : letter == 't' ? &request->to
                                             : NULL;
        if (letter == 'k')
            request->labs.items[request->labs.count++] = optarg;
        else if (!where)
            return false;
        else
            *where = *optarg ? optarg : NULL;
    }
    request->path = argv[optind];
    return optind + 1 == argc;
}

/* ---- one result ---- */

/* When it was handed in, as Gradescope says it. */
static const char *time_in(const char *path, json_t **metadata)
{
    *metadata = json_load_file(path, 0, NULL);
    return json_string_value(json_object_get(*metadata, "created_at"));
}

/* Returns: false, and the problem, for a time that is none. */
static bool find_time(const struct request *request, int64_t *moment,
                      struct problem *problem)
{
    json_t *metadata = NULL;
    const char *text = request->submitted;
    if (request->metadata)
        text = time_in(request->metadata, &metadata);
    *moment = text ? moment_read(text) : MOMENT_NONE;
    bool good =
        *moment != MOMENT_NONE || (!request->metadata && !request->submitted);
    if (!good)
        snprintf(problem->words, sizeof problem->words,
                 "the time of handing in is not 2026-10-05T23:59+02:00");
    json_decref(metadata);
    return good;
}

static bool write_one(const struct request *request, struct item *item,
                      struct problem *problem)
{
    int64_t moment;
    struct course *course = course_load(request->course, problem);
    bool good = course && find_time(request, &moment, problem);
    item->course = course;
    if (good) {
        item->mark = course_mark(course, item->result, moment);
        good = request->format->item(stdout, item, problem);
    }
    course_free(course);
    return good;
}

static int export_one(const struct request *request)
{
    struct problem problem;
    struct item item = {.stamp = request->stamp};
    struct result *result = NULL;
    if (!request->format->item)
        snprintf(problem.words, sizeof problem.words,
                 "this format is of a class: --to FOLDER OUT_DIR");
    else
        result = result_load(request->path, &problem);
    item.result = result;
    bool good = result && write_one(request, &item, &problem);
    if (!good)
        complain(request->path, problem.words);
    int status = good && result->decided ? EXIT_FULL_MARKS : EXIT_NOT_DECIDED;
    result_free(result);
    return status;
}

/* ---- a class ---- */

/* "a/b/c", made as folders but for the last. Owns: the caller frees it. */
static char *make_path(const char *to, const char *student, const char *lab,
                       const char *file)
{
    struct draft draft;
    draft_begin(&draft);
    fprintf(draft.stream, "%s/", to);
    if (student)
        fprintf(draft.stream, "%s/%s/", student, lab);
    fputs(file, draft.stream);
    draft_end(&draft);
    for (char *slash = strchr(draft.bytes + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(draft.bytes, 0777);
        *slash = '/';
    }
    return draft.bytes;
}

/* One file of a class; what a student chose is a folder's name in both. */
static bool write_cell(const struct request *request, const struct class *class,
                       size_t student, size_t lab, struct problem *problem)
{
    const char *who = class->students.items[student];
    const char *key = class->labs.items[lab];
    struct new_file file;
    char *from = make_path(request->path, who, key, "result.json");
    struct result *result = result_load(from, problem);
    struct item item = {result, class->course, {0}, who, request->stamp};
    bool good = false;
    free(from);
    if (result) {
        struct draft text;
        draft_begin(&text);
        item.mark = course_mark(class->course, result,
                                course_time(class->course, who, key));
        good = request->format->item(text.stream, &item, problem);
        draft_end(&text);
        char *to = make_path(request->to, who, key, request->format->file);
        good = good && new_file_begin(&file, to, problem);
        if (good) {
            text_copy(file.stream, (struct text){text.bytes, text.length});
            good = new_file_commit(&file, problem);
        } else {
            remove(to);
        }
        draft_free(&text);
        free(to);
    }
    result_free(result);
    return good;
}

static void complain_cell(const struct class *class, size_t student, size_t lab,
                          const char *problem)
{
    struct draft where;
    draft_begin(&where);
    fprintf(where.stream, "%s/%s", class->students.items[student],
            class->labs.items[lab]);
    draft_end(&where);
    complain(where.bytes, problem);
    draft_free(&where);
}

static bool is_wanted(const struct request *request, const char *lab)
{
    bool wanted = request->labs.count == 0;
    for (size_t i = 0; i < request->labs.count; i++)
        wanted = wanted || strcmp(request->labs.items[i], lab) == 0;
    return wanted;
}

/* A file a result. Returns: the exit status. */
static int export_items(const struct request *request,
                        const struct class *class)
{
    size_t written = 0, failed = 0;
    for (size_t i = 0; i < class->students.count * class->labs.count; i++) {
        size_t student = i / class->labs.count, lab = i % class->labs.count;
        struct problem problem;
        if (class->cells[i].state == CELL_MISSING ||
            !is_wanted(request, class->labs.items[lab]))
            continue;
        if (write_cell(request, class, student, lab, &problem)) {
            written++;
            continue;
        }
        if (failed++ < 20)
            complain_cell(class, student, lab, problem.words);
    }
    text_say(stdout, "", "%zu file%s in %s/<student>/<lab>/%s", written,
             written == 1 ? "" : "s", request->to, request->format->file);
    if (failed > 0)
        text_say(stderr, "export: ", "%zu could not be written", failed);
    return failed > 0 ? EXIT_NOT_DECIDED : EXIT_FULL_MARKS;
}

/* One table. Returns: the exit status. */
static int export_sheet(const struct request *request,
                        const struct class *class)
{
    struct sheet sheet = {class, request->path, request->worksheet,
                          request->labs.count > 0 ? request->labs.items[0]
                                                  : NULL};
    struct problem problem;
    struct new_file file;
    struct draft text;
    draft_begin(&text);
    bool good = request->format->sheet(text.stream, &sheet, &problem);
    draft_end(&text);
    char *to = make_path(request->to, NULL, NULL, request->format->file);
    good = good && new_file_begin(&file, to, &problem);
    if (good) {
        text_copy(file.stream, (struct text){text.bytes, text.length});
        good = new_file_commit(&file, &problem);
    }
    if (good)
        text_say(stdout, "", "%s: %zu students", to, class->students.count);
    else
        complain(request->format->name, problem.words);
    free(to);
    draft_free(&text);
    return good ? EXIT_FULL_MARKS : EXIT_NOT_DECIDED;
}

static int export_class(const struct request *request)
{
    struct problem problem;
    struct names none = {0};
    struct class *class = class_load(
        request->path, request->format->sheet ? &request->labs : &none,
        request->course, &problem);
    if (!class) {
        complain(request->path, problem.words);
        return EXIT_NOT_DECIDED;
    }
    int status = request->format->item ? export_items(request, class)
                                       : export_sheet(request, class);
    if (class->undecided > 0) {
        text_say(stderr, "export: ", "%zu not decided:", class->undecided);
        class_print_undecided(stderr, class, 10);
        status = EXIT_NOT_DECIDED;
    }
    class_print_timeless(stderr, class);
    class_free(class);
    return status;
}

int main(int argc, char **argv)
{
    struct request request = {0};
    complain_as("export");
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        usage(stdout);
        return EXIT_FULL_MARKS;
    }
    request.labs.items = view_alloc((size_t)argc, sizeof(char *));
    request.format = argc > 1 ? format_named(argv[1]) : NULL;
    if (argc > 1 && !request.format)
        complain(argv[1], "there is no such format");
    int status = EXIT_NOT_DECIDED;
    if (!request.format || !read_options(argc - 1, argv + 1, &request))
        usage(stderr);
    else if (request.to)
        status = export_class(&request);
    else
        status = export_one(&request);
    free(request.labs.items);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain(NULL, "standard output cannot be written");
        return EXIT_NOT_DECIDED;
    }
    return status;
}
