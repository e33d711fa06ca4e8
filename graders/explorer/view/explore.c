/* explore.c - runs exploring programs from outside, and shows their reports.
 *
 *     explore run [OPTION...] PROGRAM [option=value...]
 *     explore show [OPTION...] DOCUMENT
 *
 * The program under test may do anything: it is confined and watched
 * (confine.h, watch.h), and its document is read as somebody else's.
 *
 * Exit status: 0 ok, 1 a failure was found, 2 undecided.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore_view.h"

static int usage(void)
{
    fputs(
        "usage: explore run [OPTION...] PROGRAM [option=value...]\n"
        "       explore show [OPTION...] DOCUMENT\n"
        "\n"
        "  --name TEXT    what was explored, for the heading\n"
        "  --replay TEXT  the command that runs a token, which is put behind\n"
        "  --all          every step, none is folded\n"
        "  --json FILE    keep the document\n"
        "  --cpu SECONDS  of processor time (60)\n"
        "\n"
        "Exit status: 0 ok, 1 a failure was found, 2 undecided.\n",
        stderr);
    return EXIT_NOT_DECIDED;
}

static bool read_options(struct request *request, int argc, char **argv)
{
    static const struct option options[] = {
        {"name", required_argument, NULL, 'n'},
        {"replay", required_argument, NULL, 'r'},
        {"all", no_argument, NULL, 'a'},
        {"json", required_argument, NULL, 'j'},
        {"cpu", required_argument, NULL, 'c'},
        {NULL, 0, NULL, 0},
    };
    int letter;
    while ((letter = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        switch (letter) {
        case 'n':
            request->view.program = text_of(optarg);
            break;
        case 'r':
            request->view.replay = optarg;
            break;
        case 'a':
            request->view.every_step = true;
            break;
        case 'j':
            request->json = optarg;
            break;
        case 'c':
            request->cpu_s = atol(optarg);
            break;
        default:
            return false;
        }
    }
    request->arguments = argv + optind;
    return optind < argc && request->cpu_s > 0;
}

int main(int argc, char **argv)
{
    struct request request = {.cpu_s = 60};
    if (argc < 3 || !read_options(&request, argc - 1, argv + 1))
        return usage();
    int status;
    if (strcmp(argv[1], "run") == 0)
        status = explore_run(&request);
    else if (strcmp(argv[1], "show") == 0)
        status = explore_show(&request);
    else
        return usage();
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain(NULL, "standard output cannot be written");
        return EXIT_NOT_DECIDED;
    }
    return status;
}
