/* What every format says of a result, in the same words. */
#include "export.h"

#include "verdict.h"
#include "view_details.h"

static void say_late(FILE *out, const struct item *item)
{
    if (item->mark.days > 0)
        fprintf(out, "Handed in %d day%s late: %d instead of %d points.\n",
                item->mark.days, item->mark.days == 1 ? "" : "s",
                item->mark.points, item->mark.whole);
}

void say_summary(FILE *out, const struct item *item)
{
    const struct result *result = item->result;
    if (result->decided)
        fprintf(out, "%d/%d points\n", item->mark.points, item->mark.max);
    else
        fputs("Not decided: something went wrong while grading. This is the "
              "grader's\nfault, and no points were taken; your instructor "
              "grades it again.\n",
              out);
    say_late(out, item);
    details_compiler(out, result);
    details_notes(out, "note: ", &result->notes);
}

void say_outcome(FILE *out, const struct check *check)
{
    switch (check->status) {
    case CHECK_PASSED:
        fputs("passed", out);
        return;
    case CHECK_NOT_RUN:
        fprintf(out, "not run (%s)", verdict_words(check->verdict));
        return;
    case CHECK_UNDECIDED:
        fputs("not decided, by the grader's fault", out);
        return;
    case CHECK_FAILED:
        break;
    }
    fputs(verdict_words(check->verdict), out);
    if (text_given(check->diagnosis)) {
        fputs(": ", out);
        text_put(out, check->diagnosis, 100);
    }
}

void say_check(FILE *out, const struct check *check)
{
    if (check->status == CHECK_PASSED)
        return;
    if (check->status == CHECK_FAILED)
        fputs(verdict_words(check->verdict), out);
    else
        say_outcome(out, check);
    putc('\n', out);
    details_check(out, check);
}

bool decided(const struct item *item, struct problem *problem)
{
    const struct check *check = result_first(item->result, CHECK_UNDECIDED);
    if (!item->result->decided)
        snprintf(problem->words, sizeof problem->words,
                 "is not decided, so there is nothing to hand on%s%.*s",
                 check ? ": " : "", check ? (int)check->name.length : 0,
                 check ? check->name.bytes : "");
    return item->result->decided;
}
