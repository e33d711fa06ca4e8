/* run.c - see explore_view.h. */
#define _GNU_SOURCE
#include "explore_view.h"
#include "outcome.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define MEMORY_MIB 4096 /* of addresses; what is touched is a small part */
#define DOCUMENT_MAX (64 << 20)
#define FOLDER "/tmp/explore-XXXXXX"

static int status_of(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_OK:
        return EXIT_FULL_MARKS;
    case VERDICT_LIMIT_REACHED:
    case VERDICT_GRADER_FAULT:
        return EXIT_NOT_DECIDED;
    default:
        return EXIT_ATTEMPT_WRONG;
    }
}

static int print_last_lines(enum verdict verdict, long executions)
{
    printf("verdict: %s\nexecutions: %ld\n", verdict_name(verdict), executions);
    return status_of(verdict);
}

static int show_document(const struct request *request, const char *text,
                         size_t length)
{
    static struct shown shown;
    if (!shown_read(&shown, text, length)) {
        shown_free(&shown);
        complain(NULL, "this is not a document of the explorer");
        return print_last_lines(VERDICT_GRADER_FAULT, 0);
    }
    report_print(stdout, &shown, &request->view);
    int status = print_last_lines(shown.verdict, shown.executions);
    shown_free(&shown);
    return status;
}

/* ---- from a file ---- */

int explore_show(const struct request *request)
{
    FILE *file = fopen(request->arguments[0], "re");
    if (!file) {
        complain(request->arguments[0], "cannot be read");
        return EXIT_NOT_DECIDED;
    }
    char *text = view_alloc(DOCUMENT_MAX, 1);
    size_t length = fread(text, 1, DOCUMENT_MAX, file);
    fclose(file);
    int status = show_document(request, text, length);
    free(text);
    return status;
}

/* ---- from a program ---- */

/* The document in what was written to the report descriptor: a line that
 * begins with our nonce, which the program under test never saw. */
static bool find_document(const struct watched *watched, const char *nonce,
                          struct text *document)
{
    char lead[80];
    int length = snprintf(lead, sizeof lead, "\n%s\texplored\t", nonce);
    if (!watched->report)
        return false;
    const char *start =
        memmem(watched->report, watched->report_length, lead, (size_t)length);
    if (!start)
        return false;
    start += length;
    size_t rest = watched->report_length - (size_t)(start - watched->report);
    const char *end = memchr(start, '\n', rest);
    *document = (struct text){start, end ? (size_t)(end - start) : rest};
    return end != NULL;
}

static bool keep_document(const char *path, struct text document)
{
    FILE *file = fopen(path, "we");
    if (!file)
        return false;
    text_copy(file, document);
    putc('\n', file);
    return fclose(file) == 0;
}

/* The explorer refuses its options: nothing of the program has run. */
static bool complains_itself(const struct watched *watched)
{
    static const char lead[] = "explorer: ";
    return watched->ending == ENDED_EXIT &&
           strncmp(watched->output, lead, sizeof lead - 1) == 0;
}

/* It ended without saying anything. */
static int show_silence(const struct request *request,
                        const struct watched *watched)
{
    enum verdict verdict = VERDICT_GRADER_FAULT;
    const char *why = "the exploring program ended without a report";
    if (watched->ending == ENDED_CPU) {
        verdict = VERDICT_LIMIT_REACHED;
        why = "the explorer needs more processor time than it may use";
    } else if (watched->ending == ENDED_MEMORY) {
        verdict = VERDICT_LIMIT_REACHED;
        why = "the program takes more memory than it may";
    } else if (watched->ending == ENDED_NOT_RUN && watched->problem[0]) {
        why = watched->problem;
    }
    text_put(stdout, request->view.program, VIEW_COLUMNS / 2);
    printf("  %s\n", verdict_words(verdict));
    if (complains_itself(watched)) {
        text_wrap(stdout, "  ", text_of(watched->output), 4);
        return print_last_lines(verdict, 0);
    }
    text_say(stdout, "  ", "%s", why);
    if (watched->output[0])
        text_tail(stdout, "  | ", text_of(watched->output), 10);
    return print_last_lines(verdict, 0);
}

static int show_watched(const struct request *request, const char *nonce,
                        const struct watched *watched)
{
    struct text document;
    if (!find_document(watched, nonce, &document))
        return show_silence(request, watched);
    if (request->json && !keep_document(request->json, document)) {
        complain(request->json, "cannot be written");
        return EXIT_NOT_DECIDED;
    }
    return show_document(request, document.bytes, document.length);
}

static void make_nonce(char nonce[33])
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        abort();
    for (int i = 0; i < 16; i++)
        snprintf(nonce + 2 * i, 3, "%02x", bytes[i]);
}

int explore_run(const struct request *request)
{
    const struct confine_limits limits = {.cpu_s = request->cpu_s,
                                          .memory_mib = MEMORY_MIB,
                                          .file_mib = 1,
                                          .processes = 16,
                                          .all_files = true};
    char nonce[33], folder[] = FOLDER;
    struct watched watched;
    make_nonce(nonce);
    if (!mkdtemp(folder)) {
        complain(folder, "cannot be made");
        return EXIT_NOT_DECIDED;
    }
    char *program = realpath(request->arguments[0], NULL);
    if (!program) {
        complain(request->arguments[0], "there is no such program");
        rmdir(folder);
        return EXIT_NOT_DECIDED;
    }
    request->arguments[0] = program;
    watch_program((const char *const *)request->arguments, folder, nonce,
                  &limits, "", false, &watched);
    int status = show_watched(request, nonce, &watched);
    watch_free(&watched);
    rmdir(folder);
    free(program);
    return status;
}
