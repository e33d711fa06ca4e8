/* JUnit XML, the part of it that everybody reads: GitLab, Jenkins, Azure,
 * CircleCI, CodeGrade. */
#include "export.h"

#include "verdict.h"

static void attribute(FILE *out, const char *name, struct text value)
{
    fprintf(out, " %s=\"", name);
    xml_text(out, value);
    putc('"', out);
}

/* The element of a check that was not passed: failure, error or skipped. */
static void write_trouble(FILE *out, const char *element,
                          const struct check *check)
{
    struct draft message, details;
    draft_begin(&message);
    say_outcome(message.stream, check);
    draft_begin(&details);
    say_check(details.stream, check);
    fprintf(out, "\n      <%s", element);
    attribute(out, "type", text_of(verdict_name(check->verdict)));
    attribute(out, "message", draft_end(&message));
    putc('>', out);
    xml_text(out, draft_end(&details));
    fprintf(out, "</%s>\n    ", element);
    draft_free(&message);
    draft_free(&details);
}

static void write_check(FILE *out, const struct item *item,
                        const struct check *check)
{
    static const char *const elements[] = {
        [CHECK_FAILED] = "failure",
        [CHECK_NOT_RUN] = "skipped",
        [CHECK_UNDECIDED] = "error",
    };
    fputs("    <testcase", out);
    attribute(out, "classname", item->result->lab);
    attribute(out, "name", check->name);
    fputs(" time=\"0\">", out);
    if (check->status != CHECK_PASSED)
        write_trouble(out, elements[check->status], check);
    fputs("</testcase>\n", out);
}

static void counts(FILE *out, const struct result *result)
{
    fprintf(out,
            " tests=\"%zu\" failures=\"%d\" errors=\"%d\" skipped=\"%d\""
            " time=\"0\"",
            result->check_count, result_count(result, CHECK_FAILED),
            result_count(result, CHECK_UNDECIDED),
            result_count(result, CHECK_NOT_RUN));
}

static bool write_junit(FILE *out, const struct item *item,
                        struct problem *problem)
{
    const struct result *result = item->result;
    struct draft summary;
    (void)problem;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", out);
    attribute(out, "name", text_of(item->student ? item->student : "attempt"));
    counts(out, result);
    fputs(">\n  <testsuite", out);
    attribute(out, "name", result->lab);
    counts(out, result);
    fputs(">\n", out);
    for (size_t i = 0; i < result->check_count; i++)
        write_check(out, item, &result->checks[i]);
    draft_begin(&summary);
    say_summary(summary.stream, item);
    fputs("    <system-out>", out);
    xml_text(out, draft_end(&summary));
    fputs("</system-out>\n  </testsuite>\n</testsuites>\n", out);
    draft_free(&summary);
    return true;
}

const struct format format_junit = {
    .name = "junit",
    .file = "junit.xml",
    .words = "JUnit XML",
    .item = write_junit,
};
