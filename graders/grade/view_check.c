#include <stdlib.h>
#include <string.h>

#include "view_commands.h"
#include "view_details.h"
#include "view_result.h"

enum {
    MARK_COLUMNS = 9,
    NAME_COLUMNS = 34,
    FACT_LINES = 8,
    TOKEN_SHOWN = 200, /* longer ones are for programs */
};

static const struct {
    const char *word;
    enum colour colour;
} marks[] = {
    [CHECK_PASSED] = {"ok", COLOUR_GOOD},
    [CHECK_FAILED] = {"FAIL", COLOUR_BAD},
    [CHECK_NOT_RUN] = {"not run", COLOUR_WARN},
    [CHECK_UNDECIDED] = {"?", COLOUR_WARN},
};

static void print_mark(enum check_status status)
{
    text_mark(stdout, marks[status].colour, marks[status].word, MARK_COLUMNS);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The widths of the columns of names and of points. */
struct widths {
    size_t names, points;
};

static struct widths widths_of(const struct result *result)
{
    struct widths widths = {0, 0};
    int max = 0;
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check *check = &result->checks[i];
        if (check->name.length > widths.names)
            widths.names = check->name.length;
        if (check->max > max)
            max = check->max;
    }
    widths.names = least(widths.names, NAME_COLUMNS);
    widths.points = (size_t)snprintf(NULL, 0, "%d/%d", max, max);
    return widths;
}

/* "3/3"; an undecided check has no points yet, neither lost nor won. */
static void print_points(const struct check *check, size_t columns)
{
    char points[32];
    if (check->status == CHECK_UNDECIDED)
        snprintf(points, sizeof points, "?/%d", check->max);
    else
        snprintf(points, sizeof points, "%d/%d", check->points, check->max);
    printf("%*s\n", (int)columns, points);
}

static void print_row(const struct check *check, struct widths widths)
{
    size_t used = 2 + MARK_COLUMNS + widths.names + 2 + 2 + widths.points;
    fputs("  ", stdout);
    print_mark(check->status);
    text_pad(stdout, check->name, widths.names);
    fputs("  ", stdout);
    text_pad(stdout, check->claim, VIEW_COLUMNS - used);
    fputs("  ", stdout);
    print_points(check, widths.points);
}

static void print_title(const struct check *check, const char *words)
{
    putchar('\n');
    print_mark(check->status);
    text_put(stdout, check->name, NAME_COLUMNS);
    printf(": %s\n", words);
}

/* The default is the file that the lab's commands take by themselves. */
static bool is_default(const struct result *result, const char *attempt)
{
    struct draft draft;
    draft_begin(&draft);
    fputs("labs/", draft.stream);
    text_copy(draft.stream, result->lab);
    putc('/', draft.stream);
    struct text lead = draft_end(&draft);
    bool is_it = strncmp(attempt, lead.bytes, lead.length) == 0;
    draft_free(&draft);
    return is_it;
}

/* For a shell, whatever the name holds. */
static void put_quoted(FILE *out, struct text text)
{
    putc('\'', out);
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] == '\'')
            fputs("'\\''", out);
        else
            putc(text.bytes[i], out);
    putc('\'', out);
}

static void print_replay_command(const struct result *result,
                                 const struct check *check, const char *attempt,
                                 const char *lab_arg)
{
    struct draft draft;
    const char *token =
        json_string_value(json_object_get(check->schedule, "token"));
    if (!token || strlen(token) > TOKEN_SHOWN)
        return;
    draft_begin(&draft);
    fprintf(draft.stream, "make replay LAB=%s ", lab_arg);
    if (attempt && !is_default(result, attempt)) {
        fputs("ATTEMPT=", draft.stream);
        put_quoted(draft.stream, text_of(attempt));
        putc(' ', draft.stream);
    }
    fprintf(draft.stream, "TOKEN=%s", token);
    text_wrap(stdout, "  replay:  ", draft_end(&draft), FACT_LINES);
    draft_free(&draft);
}

static void print_hint_command(const struct check *check, const char *lab_arg)
{
    struct draft draft;
    draft_begin(&draft);
    fprintf(draft.stream, "make hint LAB=%s CHECK=", lab_arg);
    text_copy(draft.stream, check->name);
    text_wrap(stdout, "  hint:  ", draft_end(&draft), FACT_LINES);
    draft_free(&draft);
}

static void print_failures(const struct result *result, const char *lab_arg,
                           const char *attempt, const struct check *only)
{
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check *check = &result->checks[i];
        if (only && check != only)
            continue;
        if (check->status == CHECK_FAILED) {
            print_title(check, verdict_words(check->verdict));
            details_check(stdout, check);
            print_replay_command(result, check, attempt, lab_arg);
            print_hint_command(check, lab_arg);
        } else if (check->status == CHECK_UNDECIDED) {
            print_title(check, check->verdict == VERDICT_GRADER_FAULT
                                   ? "not decided"
                                   : verdict_words(check->verdict));
            details_check(stdout, check);
        }
    }
}

/* The first check, if any, that this kept from running; and how many. */
static const struct check *kept_by(const struct result *result,
                                   enum verdict verdict, int *count)
{
    const struct check *first = NULL;
    *count = 0;
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check *check = &result->checks[i];
        if (check->status != CHECK_NOT_RUN || check->verdict != verdict)
            continue;
        if (!first)
            first = check;
        ++*count;
    }
    return first;
}

/* Why checks did not run, once for each reason. */
static void print_not_run(const struct result *result)
{
    for (int v = 0; v < VERDICT_COUNT; v++) {
        int count;
        const struct check *first = kept_by(result, (enum verdict)v, &count);
        if (!first)
            continue;
        putchar('\n');
        text_say(stdout, "", "%d check%s could not run (%s).", count,
                 count == 1 ? "" : "s", verdict_words((enum verdict)v));
        if (text_given(first->diagnosis))
            text_wrap(stdout, "  ", first->diagnosis, FACT_LINES);
    }
}

static void print_grader_fault(const char *path)
{
    putchar('\n');
    text_mark(stdout, COLOUR_WARN, "This is the grader's fault, not yours.", 0);
    putchar('\n');
    text_say(stdout, "",
             "Something went wrong while grading, so that not everything could "
             "be decided. No points were taken. Try once more; if it says the "
             "same, ask the instructor of your course, and send them this "
             "file:");
    text_say(stdout, "  ", "%s", path);
}

static void print_total(const struct result *result)
{
    int undecided = result_count(result, CHECK_UNDECIDED);
    putchar('\n');
    if (result->verdict == VERDICT_OK) {
        text_mark(stdout, COLOUR_GOOD, "Full marks:", 0);
        printf(" %d/%d points. Every check passes. Well done!\n",
               result->points, result->max);
        return;
    }
    printf("%d/%d points", result->points, result->max);
    if (undecided > 0)
        printf(" so far, and %d check%s not decided", undecided,
               undecided == 1 ? "" : "s");
    else if (!result->decided)
        printf(" so far");
    putchar('\n');
}

static void print_heading(const struct result *result, const char *attempt)
{
    struct draft draft;
    draft_begin(&draft);
    text_copy(draft.stream, result->lab);
    fputs("  ", draft.stream);
    text_print(draft.stream, attempt ? text_of(attempt) : result->file);
    text_wrap(stdout, "", draft_end(&draft), FACT_LINES);
    draft_free(&draft);
    putchar('\n');
}

/* All of it, or what is known of one check. */
static void print_result(const struct result *result, const char *lab_arg,
                         const struct request *request,
                         const struct check *only)
{
    struct widths widths = widths_of(result);
    print_heading(result, request->attempt);
    for (size_t i = 0; i < result->check_count; i++)
        if (!only || only == &result->checks[i])
            print_row(&result->checks[i], widths);
    print_not_run(result);
    details_compiler(stdout, result);
    print_failures(result, lab_arg, request->attempt, only);
    if (result->notes.count > 0)
        putchar('\n');
    details_notes(stdout, "note: ", &result->notes);
    if (!result->decided)
        print_grader_fault(request->args[0]);
    print_total(result);
}

static int no_such_check(const struct result *result, const char *name)
{
    complain(name, "there is no such check; this lab has:");
    for (size_t i = 0; i < result->check_count; i++) {
        fputs("  ", stderr);
        text_print(stderr, result->checks[i].name);
        fputc('\n', stderr);
    }
    return EXIT_NOT_DECIDED;
}

int view_check(const struct request *request)
{
    struct problem problem;
    struct result *result = result_load(request->args[0], &problem);
    const struct check *only = NULL;
    char number[80];
    if (!result) {
        complain(request->args[0], problem.words);
        return EXIT_NOT_DECIDED;
    }
    int status = result_status(result);
    if (request->check)
        only = result_check(result, text_of(request->check));
    struct text lab = lab_number(result->lab);
    snprintf(number, sizeof number, "%.*s", (int)lab.length, lab.bytes);
    if (request->check && !only)
        status = no_such_check(result, request->check);
    else
        print_result(result, request->lab_arg ? request->lab_arg : number,
                     request, only);
    result_free(result);
    return status;
}
