#include <stdlib.h>

#include "view_commands.h"
#include "view_result.h"
#include "view_rubric.h"
#include "view_state.h"

enum { HINT_LINES = 40 };

struct hint {
    const struct request *request;
    struct rubric *rubric;
    struct result *result;
    struct state state;
};

/* Checks that pass now start over, should they ever fail again. */
static void forget_passed(struct hint *hint)
{
    const struct result *result = hint->result;
    for (size_t i = 0; i < result->check_count; i++)
        if (result->checks[i].status == CHECK_PASSED)
            state_set(&hint->state, result->lab, result->checks[i].name, 0);
}

static int unknown_check(const struct hint *hint, struct text name)
{
    struct draft draft;
    draft_begin(&draft);
    fputs("there is no check '", draft.stream);
    text_put(draft.stream, name, 40);
    fputs("' in this lab; its checks are:", draft.stream);
    text_wrap(stderr, "show: ", draft_end(&draft), HINT_LINES);
    draft_free(&draft);
    for (size_t i = 0; i < hint->rubric->count; i++)
        text_wrap(stderr, "  ", hint->rubric->rows[i].check, 1);
    return EXIT_NOT_DECIDED;
}

/* "make check LAB=1", with whatever the student calls the lab. */
static void write_command(FILE *out, const struct hint *hint)
{
    struct text number = lab_number(hint->result->lab);
    fputs("make check LAB=", out);
    if (hint->request->lab_arg)
        number = text_of(hint->request->lab_arg);
    text_copy(out, number);
}

/* Says why there is nothing to hint at. */
static int nothing_failing(const struct hint *hint)
{
    const struct result *result = hint->result;
    struct draft draft;
    draft_begin(&draft);
    if (result->verdict == VERDICT_OK) {
        fputs("Nothing is failing: full marks. No hint is needed.",
              draft.stream);
    } else if (!result->decided) {
        fputs("No check is known to fail, but the grader could not decide "
              "everything. That is its fault, not yours; run ",
              draft.stream);
        write_command(draft.stream, hint);
        fputs(" again.", draft.stream);
    } else {
        fprintf(draft.stream, "No check could run yet: %s. Mend that first: ",
                verdict_words(result->verdict));
        write_command(draft.stream, hint);
    }
    text_wrap(stdout, "", draft_end(&draft), HINT_LINES);
    draft_free(&draft);
    return EXIT_FULL_MARKS;
}

static void print_hint(const struct rubric_row *row, int level)
{
    struct draft draft;
    draft_begin(&draft);
    text_copy(draft.stream, row->check);
    fputs(": ", draft.stream);
    text_copy(draft.stream, row->claim);
    text_wrap(stdout, "", draft_end(&draft), HINT_LINES);
    draft_free(&draft);
    printf("\nhint %d of %d\n", level, row->levels);
    text_wrap(stdout, "  ", row->hints[level - 1], HINT_LINES);
    if (level == row->levels)
        puts("\nThis is the last hint.");
    else
        puts("\nAsk again for the next one, when you have tried this one.");
}

/* Goes one level deeper, as far as there is one, and shows that. */
static void deepen(struct hint *hint, const struct rubric_row *row)
{
    struct text lab = hint->result->lab;
    int level = state_level(&hint->state, lab, row->check);
    if (level < row->levels)
        level++;
    else
        level = row->levels;
    print_hint(row, level);
    state_set(&hint->state, lab, row->check, level);
}

static int hint_named(struct hint *hint, struct text name)
{
    const struct rubric_row *row = rubric_row(hint->rubric, name);
    const struct check *check = result_check(hint->result, name);
    if (!row)
        return unknown_check(hint, name);
    if (check && check->status == CHECK_PASSED) {
        text_put(stdout, check->name, 40);
        puts(" passes: no hint is needed.");
        return EXIT_FULL_MARKS;
    }
    deepen(hint, row);
    return EXIT_FULL_MARKS;
}

static int choose(struct hint *hint)
{
    if (hint->request->arg_count > 1 && *hint->request->args[1])
        return hint_named(hint, text_of(hint->request->args[1]));
    const struct check *check = result_first(hint->result, CHECK_FAILED);
    if (!check)
        return nothing_failing(hint);
    return hint_named(hint, check->name);
}

/* A hint that cannot be remembered is still a hint. */
static void remember(const struct hint *hint)
{
    struct problem problem;
    const char *path = hint->request->state;
    if (!state_save(&hint->state, path, &problem))
        complain(path, problem.words);
}

static bool load(struct hint *hint)
{
    const struct request *request = hint->request;
    struct problem problem;
    hint->rubric = rubric_load(request->rubric, &problem);
    if (!hint->rubric) {
        complain(request->rubric, problem.words);
        return false;
    }
    hint->result = result_load(request->args[0], &problem);
    if (!hint->result)
        complain(request->args[0], problem.words);
    return hint->result != NULL;
}

int view_hint(const struct request *request)
{
    struct hint hint = {.request = request};
    int status = EXIT_NOT_DECIDED;
    if (!request->rubric || !request->state) {
        complain(NULL, "hint needs --rubric FILE and --state FILE");
        return EXIT_NOT_DECIDED;
    }
    if (load(&hint)) {
        state_load(&hint.state, request->state);
        forget_passed(&hint);
        status = choose(&hint);
        remember(&hint);
        state_free(&hint.state);
    }
    rubric_free(hint.rubric);
    result_free(hint.result);
    return status;
}
