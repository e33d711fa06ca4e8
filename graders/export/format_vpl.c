/* What vpl_execution prints for Moodle's Virtual Programming Lab.
 *
 * VPL takes every line that begins with "Grade :=>>" for the grade, the last
 * one winning: each line of text stands behind a ">". */
#include "export.h"

static void write_check(FILE *out, const struct item *item,
                        const struct check *check)
{
    struct mark mark = course_check(item->course, item->result, check);
    struct draft draft;
    fputs("-", out);
    text_print(out, check->name);
    if (mark.max > mark.points && check->status != CHECK_UNDECIDED)
        fprintf(out, " (-%d)", mark.max - mark.points);
    putc('\n', out);
    draft_begin(&draft);
    if (check->status == CHECK_PASSED)
        fputs("passed\n", draft.stream);
    say_check(draft.stream, check);
    lines_behind(out, ">", draft_end(&draft));
    draft_free(&draft);
}

static bool write_vpl(FILE *out, const struct item *item,
                      struct problem *problem)
{
    struct draft draft;
    (void)problem;
    fputs("<|--\n-", out);
    text_print(out, item->result->lab);
    putc('\n', out);
    draft_begin(&draft);
    say_summary(draft.stream, item);
    lines_behind(out, ">", draft_end(&draft));
    draft_free(&draft);
    for (size_t i = 0; i < item->result->check_count; i++)
        write_check(out, item, &item->result->checks[i]);
    fputs("--|>\n", out);
    /* Without this line VPL gives no grade. */
    if (item->result->decided)
        fprintf(out, "\nGrade :=>>%d\n", item->mark.points);
    return true;
}

const struct format format_vpl = {
    .name = "vpl",
    .file = "vpl.txt",
    .words = "what vpl_execution prints for VPL in Moodle",
    .item = write_vpl,
};
