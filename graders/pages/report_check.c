/* report_check.c - see report_check.h. */
#include "report_check.h"

#include "html.h"
#include "stepper.h"

const char *status_words(const struct check *check)
{
    switch (check->status) {
    case CHECK_PASSED:
        return "passed";
    case CHECK_FAILED:
        return verdict_words(check->verdict);
    case CHECK_NOT_RUN:
        return "not run";
    default:
        return "not decided";
    }
}

const char *status_class(enum check_status status)
{
    static const char *const classes[] = {[CHECK_PASSED] = "passed",
                                          [CHECK_FAILED] = "failed",
                                          [CHECK_NOT_RUN] = "not-run",
                                          [CHECK_UNDECIDED] = "undecided"};
    return classes[status];
}

void put_points(FILE *out, const struct check *check)
{
    if (check->status == CHECK_UNDECIDED)
        fprintf(out, "?/%d", check->max);
    else
        fprintf(out, "%d/%d", check->points, check->max);
}

void put_notes(FILE *out, const struct texts *notes)
{
    if (notes->count == 0)
        return;
    fputs("<ul class=\"notes\">\n", out);
    for (size_t i = 0; i < notes->count; i++) {
        fputs("<li>", out);
        html_prose(out, notes->items[i]);
        fputs("</li>\n", out);
    }
    fputs("</ul>\n", out);
}

static void put_fact(FILE *out, const char *name, struct text fact)
{
    if (!text_given(fact))
        return;
    fprintf(out, "<dt>%s</dt><dd>", name);
    html_prose(out, fact);
    fputs("</dd>\n", out);
}

/* "racy_counter.c:41 in counter_transfer" */
static void put_place(FILE *out, const struct where *where)
{
    fputs(" <span class=\"at\">", out);
    html_text(out, where->file);
    if (where->line > 0)
        fprintf(out, ":%d", where->line);
    if (text_given(where->function)) {
        fputs(" in ", out);
        html_text(out, where->function);
    }
    fputs("</span>", out);
    if (text_given(where->code))
        html_element(out, "code", "class=\"row\"", where->code);
}

static void put_wheres(FILE *out, const struct check *check)
{
    if (check->where.count == 0)
        return;
    fputs("<ul class=\"wheres\">\n", out);
    for (size_t i = 0; i < check->where.count; i++) {
        const struct where *where = &check->where.items[i];
        fputs("<li>", out);
        html_element(out, "b", "", where->thread);
        putc(' ', out);
        html_prose(out, where->doing);
        put_place(out, where);
        fputs("</li>\n", out);
    }
    fputs("</ul>\n", out);
}

/* Where it fails, if that is all that is known of the schedule. */
static void put_failing_line(FILE *out, const struct check *check)
{
    static struct shown shown;
    if (!check->schedule)
        return;
    if (shown_take(&shown, check->schedule) && shown.where.line > 0) {
        struct where where = {.file = shown.where.file,
                              .function = shown.where.function,
                              .code = shown.where.code,
                              .line = shown.where.line};
        fputs("<p>It fails at", out);
        put_place(out, &where);
        fputs("</p>\n", out);
    }
    shown_free(&shown);
}

static void put_output(FILE *out, const struct check *check)
{
    if (!text_given(check->output))
        return;
    fputs("<details><summary>What the attempt printed</summary><pre>", out);
    html_block(out, check->output);
    fputs("</pre></details>\n", out);
}

static void put_hints(FILE *out, const struct report *report,
                      const struct check *check)
{
    const struct rubric_row *row = NULL;
    for (int i = 0; i < RUBRICS_MAX && !row; i++)
        if (report->rubrics[i])
            row = rubric_row(report->rubrics[i], check->name);
    for (int i = 0; row && i < row->levels; i++) {
        fprintf(out, "<details class=\"hint\"><summary>Hint %d of %d</summary>",
                i + 1, row->levels);
        fputs("<p>", out);
        html_prose(out, row->hints[i]);
        fputs("</p></details>\n", out);
    }
}

static void put_heading(FILE *out, const struct check *check)
{
    fputs("<section class=\"check\" id=\"", out);
    html_text(out, check->name);
    fputs("\">\n<h3>", out);
    html_text(out, check->name);
    fprintf(out, " <span class=\"badge %s\">%s</span> <span class=\"points\">",
            status_class(check->status), status_words(check));
    put_points(out, check);
    fputs("</span></h3>\n", out);
}

bool report_check(FILE *out, const struct report *report,
                  const struct source *source, const struct check *check)
{
    struct stepper stepper = {report->result, check, source};
    put_heading(out, check);
    if (text_given(check->diagnosis)) {
        fputs("<p class=\"diagnosis\">", out);
        html_prose(out, check->diagnosis);
        fputs("</p>\n", out);
    }
    fputs("<dl class=\"facts\">\n", out);
    put_fact(out, "Claim", check->claim);
    put_fact(out, "Expected", check->expected);
    put_fact(out, "Found", check->found);
    put_fact(out, "Scenario", check->scenario);
    fputs("</dl>\n", out);
    put_wheres(out, check);
    bool stepping = stepper_write(out, &stepper);
    if (!stepping)
        put_failing_line(out, check);
    put_notes(out, &check->notes);
    put_output(out, check);
    if (check->status == CHECK_FAILED)
        put_hints(out, report, check);
    fputs("</section>\n", out);
    return stepping;
}
