/* class_tables.c - see class_tables.h. */
#include "class_tables.h"

#include <stdlib.h>

#include "chart.h"
#include "html.h"

enum { FAILING_MOST = 10 };

static void begin_table(FILE *out, const char *id, const char *title,
                        const char *head)
{
    fprintf(out,
            "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n"
            "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
            "aria-labelledby=\"%s\"><table class=\"list\">\n<thead><tr>%s</tr>"
            "</thead>\n<tbody>\n",
            id, id, title, id, head);
}

static void end_table(FILE *out)
{
    fputs("</tbody></table></div>\n</section>\n", out);
}

static void put_head(FILE *out, const char *tag, struct text text)
{
    fprintf(out, "<%s scope=\"row\">", tag);
    html_name(out, text);
    fprintf(out, "</%s>", tag);
}

static void put_named(FILE *out, const char *name)
{
    fputs("<td>", out);
    html_name(out, text_of(name));
    fputs("</td>", out);
}

/* ---- labs ---- */

void put_labs(FILE *out, const struct class *class, const struct tally *tally)
{
    begin_table(out, "labs", "Points by lab",
                "<th scope=\"col\">Lab</th><th scope=\"col\">Attempts</th>"
                "<th scope=\"col\">Full marks</th>"
                "<th scope=\"col\">Average</th><th></th>");
    for (size_t i = 0; i < tally->lab_count; i++) {
        const struct tally_lab *lab = &tally->labs[i];
        fputs("<tr>", out);
        put_head(out, "th", text_of(class->labs.items[i]));
        fprintf(out,
                "<td class=\"number\">%zu</td><td class=\"number\">%zu</td>",
                lab->results, lab->full);
        if (lab->results > 0)
            fprintf(out, "<td class=\"number\">%.1f of %.0f</td><td>",
                    (double)lab->points / (double)lab->results,
                    (double)lab->max / (double)lab->results);
        else
            fputs("<td></td><td>", out);
        chart_bar(out, "fill", (double)lab->points, (double)lab->max);
        fputs("</td></tr>\n", out);
    }
    end_table(out);
}

/* ---- checks ---- */

struct failing {
    size_t lab;
    const struct tally_check *check;
};

static size_t all_of(const struct tally_check *check)
{
    size_t all = 0;
    for (int i = 0; i < TALLY_STATUSES; i++)
        all += check->count[i];
    return all;
}

/* The most frequent ones first, then in the order of labs and rubrics. */
static int by_failures(const void *a, const void *b)
{
    const struct failing *left = a, *right = b;
    size_t l = left->check->count[CHECK_FAILED];
    size_t r = right->check->count[CHECK_FAILED];
    if (l != r)
        return l < r ? 1 : -1;
    if (left->lab != right->lab)
        return left->lab < right->lab ? -1 : 1;
    return left->check < right->check ? -1 : 1;
}

/* Owns: the caller frees it. */
static struct failing *all_failing(const struct tally *tally, size_t *count)
{
    size_t room = 0;
    for (size_t i = 0; i < tally->lab_count; i++)
        room += tally->labs[i].check_count;
    struct failing *all = view_alloc(room, sizeof *all);
    *count = 0;
    for (size_t i = 0; i < tally->lab_count; i++)
        for (size_t k = 0; k < tally->labs[i].check_count; k++)
            if (tally->labs[i].checks[k].count[CHECK_FAILED] > 0)
                all[(*count)++] =
                    (struct failing){i, &tally->labs[i].checks[k]};
    qsort(all, *count, sizeof *all, by_failures);
    return all;
}

void put_failing(FILE *out, const struct class *class,
                 const struct tally *tally)
{
    size_t count;
    struct failing *all = all_failing(tally, &count);
    begin_table(out, "failing", "Checks that fail most often",
                "<th scope=\"col\">Check</th><th scope=\"col\">Lab</th>"
                "<th scope=\"col\">Failed</th><th></th>");
    for (size_t i = 0; i < count && i < FAILING_MOST; i++) {
        const struct tally_check *check = all[i].check;
        fputs("<tr>", out);
        put_head(out, "th", text_of(check->name));
        put_named(out, class->labs.items[all[i].lab]);
        fprintf(out, "<td class=\"number\">%zu of %zu</td><td>",
                check->count[CHECK_FAILED], all_of(check));
        chart_bar(out, "bad", (double)check->count[CHECK_FAILED],
                  (double)all_of(check));
        fputs("</td></tr>\n", out);
    }
    if (count == 0)
        fputs("<tr><td colspan=\"4\">None fails.</td></tr>\n", out);
    end_table(out);
    free(all);
}

void put_checks(FILE *out, const struct class *class, const struct tally *tally)
{
    begin_table(out, "checks", "All checks",
                "<th scope=\"col\">Check</th>"
                "<th scope=\"col\" class=\"claim\">Claim</th>"
                "<th scope=\"col\">Points</th><th scope=\"col\">Passed</th>"
                "<th scope=\"col\">Failed</th><th scope=\"col\">Not run</th>"
                "<th></th>");
    for (size_t i = 0; i < tally->lab_count; i++) {
        fputs("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"7\">", out);
        html_text(out, text_of(class->labs.items[i]));
        fputs("</th></tr>\n", out);
        for (size_t k = 0; k < tally->labs[i].check_count; k++) {
            const struct tally_check *check = &tally->labs[i].checks[k];
            fputs("<tr>", out);
            put_head(out, "th", text_of(check->name));
            html_element(out, "td", "class=\"claim\"", text_of(check->claim));
            fprintf(out,
                    "<td class=\"number\">%d</td><td class=\"number\">%zu</td>"
                    "<td class=\"number\">%zu</td><td class=\"number\">%zu</td>"
                    "<td>",
                    check->max, check->count[CHECK_PASSED],
                    check->count[CHECK_FAILED], check->count[CHECK_NOT_RUN]);
            chart_bar(out, "fill", (double)check->count[CHECK_PASSED],
                      (double)all_of(check));
            fputs("</td></tr>\n", out);
        }
    }
    end_table(out);
}

/* ---- verdicts ---- */

/* The most frequent one that is less frequent than the last, or comes behind
 * it in the list. Returns: VERDICT_COUNT when there is none. */
static int next_verdict(const struct tally *tally, int last)
{
    int best = VERDICT_COUNT;
    for (int i = 0; i < VERDICT_COUNT; i++) {
        size_t count = tally->verdicts[i];
        bool told =
            last >= 0 && (count > tally->verdicts[last] ||
                          (count == tally->verdicts[last] && i <= last));
        if (count == 0 || told)
            continue;
        if (best == VERDICT_COUNT || count > tally->verdicts[best])
            best = i;
    }
    return best;
}

void put_verdicts(FILE *out, const struct tally *tally)
{
    int verdict = next_verdict(tally, -1);
    begin_table(out, "verdicts", "Why checks fail",
                "<th scope=\"col\">Verdict</th><th scope=\"col\">Checks</th>"
                "<th></th>");
    if (verdict == VERDICT_COUNT)
        fputs("<tr><td colspan=\"3\">None fails.</td></tr>\n", out);
    for (; verdict != VERDICT_COUNT; verdict = next_verdict(tally, verdict)) {
        fputs("<tr>", out);
        put_head(out, "th", text_of(verdict_words((enum verdict)verdict)));
        fprintf(out, "<td class=\"number\">%zu</td><td>",
                tally->verdicts[verdict]);
        chart_bar(out, "bad", (double)tally->verdicts[verdict],
                  (double)tally->failed);
        fputs("</td></tr>\n", out);
    }
    end_table(out);
}

/* ---- students ---- */

void cell_link(FILE *out, const struct class *class, size_t student, size_t lab)
{
    fputs("<a href=\"./", out);
    html_path(out, class->students.items[student]);
    putc('/', out);
    html_path(out, class->labs.items[lab]);
    fputs("/report.html\">", out);
}

static void put_cell(FILE *out, const struct class *class, size_t student,
                     size_t lab)
{
    const struct cell *cell = class_cell(class, student, lab);
    if (cell->state == CELL_MISSING) {
        fputs("<td class=\"number\"><span title=\"nothing was handed in\">"
              "\xE2\x80\x93</span></td>",
              out);
        return;
    }
    fprintf(out, "<td class=\"number%s\">",
            cell->state == CELL_UNDECIDED    ? " undecided"
            : cell->points == cell->max      ? " full"
            : cell->state == CELL_NO_COMPILE ? " no-compile"
                                             : "");
    cell_link(out, class, student, lab);
    if (cell->state == CELL_UNDECIDED)
        fputs("not decided", out);
    else
        fprintf(out, "%d", cell->points);
    fputs("</a>", out);
    if (cell->state == CELL_NO_COMPILE)
        fputs(" <small>does not compile</small>", out);
    if (cell->days > 0)
        fprintf(out, " <small>%d day%s late</small>", cell->days,
                cell->days == 1 ? "" : "s");
    fputs("</td>", out);
}

static void put_student(FILE *out, const struct class *class, size_t student)
{
    struct class_sum sum = class_sum(class, student);
    fputs("<tr>", out);
    put_head(out, "th", text_of(class->students.items[student]));
    for (size_t lab = 0; lab < class->labs.count; lab++)
        put_cell(out, class, student, lab);
    fprintf(out, "<td class=\"number total\">%d of %d</td></tr>\n", sum.points,
            sum.max);
}

void put_students(FILE *out, const struct class *class)
{
    struct draft head;
    draft_begin(&head);
    fputs("<th scope=\"col\">Student</th>", head.stream);
    for (size_t lab = 0; lab < class->labs.count; lab++) {
        fputs("<th scope=\"col\">", head.stream);
        html_name(head.stream, text_of(class->labs.items[lab]));
        fputs("</th>", head.stream);
    }
    fputs("<th scope=\"col\">Total</th>", head.stream);
    draft_end(&head);
    begin_table(out, "students", "Students", head.bytes);
    draft_free(&head);
    for (size_t student = 0; student < class->students.count; student++)
        put_student(out, class, student);
    end_table(out);
}
