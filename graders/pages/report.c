/* report.c - see report.h. */
#include "report.h"

#include "html.h"
#include "page.h"
#include "report_check.h"
#include "source.h"

static void begin(FILE *out, const char *student, struct text lab,
                  const char *home)
{
    struct draft title;
    draft_begin(&title);
    if (student)
        fprintf(title.stream, "%s, ", student);
    text_copy(title.stream, lab);
    page_begin(out, draft_end(&title));
    fputs("<header>\n", out);
    if (home)
        fprintf(out, "<nav><a href=\"%s\">The class</a></nav>\n", home);
    html_element(out, "h1", "", (struct text){title.bytes, title.length});
    draft_free(&title);
}

/* ---- the sum ---- */

static void put_sum(FILE *out, const struct report *report)
{
    const struct result *result = report->result;
    fprintf(out, "\n<p class=\"sum\"><b>%d</b> of %d points", result->points,
            result->max);
    if (!result->decided)
        fputs(" so far", out);
    fprintf(out, " <span class=\"badge %s\">%s</span></p>\n",
            !result->decided                ? "undecided"
            : result->verdict == VERDICT_OK ? "passed"
                                            : "failed",
            verdict_words(result->verdict));
    if (!result->decided)
        fputs("<p class=\"undecided\">Something went wrong while grading, "
              "so that not everything could be decided. This is the grader's "
              "fault, and costs no points.</p>\n",
              out);
    const struct mark *mark = report->mark;
    if (mark && (mark->points != result->points || mark->max != result->max)) {
        fprintf(out, "<p>In this course: %d of %d points", mark->points,
                mark->max);
        if (mark->days > 0)
            fprintf(out, ", handed in %d day%s late", mark->days,
                    mark->days == 1 ? "" : "s");
        fputs(".</p>\n", out);
    }
}

/* ---- the checks ---- */

/* Whether there is more to say of it than its line in the table. */
static bool has_section(const struct check *check)
{
    return check->status == CHECK_FAILED || check->status == CHECK_UNDECIDED ||
           check->notes.count > 0;
}

static void put_row(FILE *out, const struct check *check)
{
    fprintf(out, "<tr><td><span class=\"badge %s\">%s</span></td>",
            status_class(check->status), status_words(check));
    fputs("<th scope=\"row\">", out);
    if (has_section(check)) {
        fputs("<a href=\"#", out);
        html_text(out, check->name);
        fputs("\">", out);
    }
    html_name(out, check->name);
    fputs(has_section(check) ? "</a></th><td class=\"claim\">"
                             : "</th><td class=\"claim\">",
          out);
    html_prose(out, check->claim);
    if (check->status == CHECK_NOT_RUN) {
        fputs(" <span class=\"why\">", out);
        html_prose(out, text_given(check->diagnosis)
                            ? check->diagnosis
                            : text_of(verdict_words(check->verdict)));
        fputs("</span>", out);
    }
    fputs("</td><td class=\"number\">", out);
    put_points(out, check);
    fputs("</td></tr>\n", out);
}

static void put_table(FILE *out, const struct result *result)
{
    fputs("<section aria-labelledby=\"checks\">\n<h2 id=\"checks\">Checks</h2>"
          "\n<div class=\"wide\" tabindex=\"0\" role=\"region\" "
          "aria-labelledby=\"checks\">"
          "<table class=\"list checks\">\n<thead><tr><th "
          "scope=\"col\">Result</th>"
          "<th scope=\"col\">Check</th><th scope=\"col\">Claim</th>"
          "<th scope=\"col\">Points</th></tr></thead>\n<tbody>\n",
          out);
    for (size_t i = 0; i < result->check_count; i++)
        put_row(out, &result->checks[i]);
    fputs("</tbody></table></div>\n</section>\n", out);
}

static void put_compiler(FILE *out, const struct result *result)
{
    if (result->compiler.count == 0)
        return;
    fputs("<section aria-labelledby=\"compiler\">\n<h2 id=\"compiler\">What "
          "the compiler says</h2>\n<pre>",
          out);
    for (size_t i = 0; i < result->compiler.count; i++) {
        html_text(out, result->compiler.items[i]);
        putc('\n', out);
    }
    fputs("</pre>\n</section>\n", out);
}

static bool put_checks(FILE *out, const struct report *report,
                       const struct source *source)
{
    const struct result *result = report->result;
    bool stepping = false, any = false;
    for (int status = 0; status < 2; status++)
        for (size_t i = 0; i < result->check_count; i++) {
            const struct check *check = &result->checks[i];
            if (!has_section(check) ||
                (check->status == CHECK_PASSED) != (status == 1))
                continue;
            if (!any)
                fputs("<section aria-labelledby=\"found\">\n<h2 id=\"found\">"
                      "What was found</h2>\n",
                      out);
            any = true;
            stepping = report_check(out, report, source, check) || stepping;
        }
    fputs(any ? "</section>\n" : "", out);
    return stepping;
}

/* ---- the rest ---- */

static void put_source(FILE *out, const struct report *report,
                       const struct source *source)
{
    if (source->count == 0)
        return;
    fputs("<section id=\"source\" aria-labelledby=\"file\">\n"
          "<h2 id=\"file\">",
          out);
    html_text(out, report->result->file);
    fputs("</h2>\n", out);
    if (!source->whole)
        fputs("<p>The file itself is not at hand, or has changed since it was "
              "graded: these are the lines that the result quotes.</p>\n",
              out);
    source_write(out, source);
    fputs("</section>\n", out);
}

static void put_footer(FILE *out, const struct result *result)
{
    fputs("<footer>\n<p>Attempt ", out);
    html_element(out, "code", "", result->file);
    fputs(", SHA-256 ", out);
    html_element(out, "code", "", result->sha256);
    fputs("; grader ", out);
    html_cut(out, result->grader, 64);
    fputs(". Confinement: ", out);
    html_text(out, result->confinement);
    for (size_t i = 0; i < result->layers.count; i++) {
        fputs(i ? ", " : " (", out);
        html_text(out, result->layers.items[i]);
    }
    fputs(result->layers.count > 0 ? ").</p>\n</footer>\n"
                                   : ".</p>\n</footer>\n",
          out);
}

void report_missing(FILE *out, const char *student, const char *lab,
                    const char *home, const char *problem)
{
    begin(out, student, text_of(lab), home);
    fputs("</header>\n<main id=\"main\">\n<p class=\"undecided\">There is no "
          "result: ",
          out);
    html_prose(out, text_of(problem));
    fputs(". This is the grader's fault, and costs no points.</p>\n</main>\n",
          out);
    page_end(out, false);
}

void report_write(FILE *out, const struct report *report)
{
    struct source source;
    source_read(&source, report->result, report->source);
    begin(out, report->student, report->result->lab, report->home);
    put_sum(out, report);
    fputs("</header>\n<main id=\"main\">\n", out);
    put_notes(out, &report->result->notes);
    put_table(out, report->result);
    put_compiler(out, report->result);
    bool stepping = put_checks(out, report, &source);
    put_source(out, report, &source);
    fputs("</main>\n", out);
    put_footer(out, report->result);
    page_end(out, stepping);
    source_free(&source);
}
