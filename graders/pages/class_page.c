/* class_page.c - see class_page.h. */
#include "class_page.h"

#include "chart.h"
#include "class_tables.h"
#include "html.h"
#include "page.h"

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- what is not decided ---- */

static void put_undecided(FILE *out, const struct class *class)
{
    size_t count = class->students.count * class->labs.count;
    if (class->undecided == 0)
        return;
    fprintf(out,
            "<section class=\"undecided\" aria-labelledby=\"undecided\">\n"
            "<h2 id=\"undecided\">Not decided: %zu</h2>\n<p>This is the "
            "grader's fault. Nothing is counted for these.</p>\n<ul>\n",
            class->undecided);
    for (size_t i = 0; i < count; i++) {
        size_t student = i / class->labs.count, lab = i % class->labs.count;
        if (class->cells[i].state != CELL_UNDECIDED)
            continue;
        fputs("<li>", out);
        cell_link(out, class, student, lab);
        html_text(out, text_of(class->students.items[student]));
        fputs(", ", out);
        html_text(out, text_of(class->labs.items[lab]));
        fputs("</a>: ", out);
        html_text(out, text_of(class->cells[i].problem));
        fputs("</li>\n", out);
    }
    fputs("</ul>\n</section>\n", out);
}

/* ---- the distribution ---- */

static int percent(const struct class_sum *sum)
{
    return sum->max > 0 ? (int)(100L * sum->points / sum->max) : 0;
}

static void put_distribution(FILE *out, const struct class *class)
{
    size_t tenths[10] = {0}, counted = 0;
    long sum_of_percents = 0;
    for (size_t i = 0; i < class->students.count; i++) {
        struct class_sum sum = class_sum(class, i);
        if (sum.max == 0)
            continue; /* nothing of theirs is decided */
        int tenth = percent(&sum) / 10;
        tenths[tenth < 9 ? tenth : 9]++;
        sum_of_percents += percent(&sum);
        counted++;
    }
    fputs("<section aria-labelledby=\"grades\">\n<h2 id=\"grades\">Grades</h2>"
          "\n",
          out);
    if (counted > 0)
        fprintf(out, "<p>%zu student%s; on average %ld percent.</p>\n", counted,
                plural(counted), sum_of_percents / (long)counted);
    chart_tenths(out, tenths);
    fputs("</section>\n", out);
}

/* ---- the whole ---- */

static void put_sum(FILE *out, const struct class *class)
{
    size_t results = 0, count = class->students.count * class->labs.count;
    for (size_t i = 0; i < count; i++)
        results += class->cells[i].state != CELL_MISSING;
    fprintf(out,
            "<p class=\"sum\">%zu student%s, %zu lab%s, %zu attempt%s, "
            "%zu not decided</p>\n",
            class->students.count, plural(class->students.count),
            class->labs.count, plural(class->labs.count), results,
            plural(results), class->undecided);
    if (class->timeless > 0)
        fprintf(out,
                "<p>Of %zu attempt%s nobody knows when they were handed in; "
                "they count as in time.</p>\n",
                class->timeless, plural(class->timeless));
}

void class_page_write(FILE *out, const struct class *class,
                      const struct tally *tally)
{
    page_begin(out, text_of("Class"));
    fputs("<header>\n<h1>Class</h1>\n", out);
    put_sum(out, class);
    fputs("</header>\n<main id=\"main\">\n", out);
    put_undecided(out, class);
    fputs("<div class=\"pair\">\n", out);
    put_distribution(out, class);
    put_labs(out, class, tally);
    fputs("</div>\n<div class=\"pair\">\n", out);
    put_failing(out, class, tally);
    put_verdicts(out, tally);
    fputs("</div>\n", out);
    put_students(out, class);
    put_checks(out, class, tally);
    fputs("</main>\n", out);
    page_end(out, false);
}
