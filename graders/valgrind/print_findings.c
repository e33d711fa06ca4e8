/* print_findings.c - see print_findings.h. */
#include "print_findings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "policy.h"
#include "text.h"

enum { SOURCE_MAX = 512, SHOWN_MAX = 20 };

struct page {
    FILE *out;
    FILE *source; /* NULL when the attempt cannot be read */
    const char *name;
    bool colour;
};

/* The bytes up to the next blank; of a longer word as many as fit a line, but
 * no part of a UTF-8 character. */
static int word_length(const char *text, int most)
{
    int length = (int)strcspn(text, " ");
    if (length > most) {
        length = most;
        while (length > 1 && ((unsigned char)text[length] & 0xc0) == 0x80) {
            length--;
        }
    }
    return length;
}

/* Words of ours, wrapped; every line is indented by so many spaces. The first
 * line may stand behind a mark of that width. */
static void print_wrapped(FILE *out, const char *mark, int indent,
                          const char *text)
{
    int column = fprintf(out, "%*s", indent, mark);
    bool fresh = true;
    while (*text != '\0') {
        int length = word_length(text, PAGE_COLUMNS - indent);
        if (!fresh && column + 1 + length > PAGE_COLUMNS) {
            column = fprintf(out, "\n%*s", indent, "") - 1;
            fresh = true;
        }
        column += fprintf(out, "%s%.*s", fresh ? "" : " ", length, text);
        fresh = false;
        text += length;
        text += *text == ' ';
    }
    fputc('\n', out);
}

static const char *const bold = "\033[1m";
static const char *const plain = "\033[0m";

static bool wants_colour(FILE *out)
{
    const char *no_colour = getenv("NO_COLOR");
    return isatty(fileno(out)) && !(no_colour && no_colour[0] != '\0');
}

/* Reads the given line of the attempt, without the blanks around it.
 * Returns: false if the file has no such line. */
static bool source_line(FILE *source, int number, char text[SOURCE_MAX])
{
    int line = 1;
    size_t length = 0;
    int byte = EOF;
    if (!source || number < 1) {
        return false;
    }
    rewind(source);
    while (line < number && (byte = getc(source)) != EOF) {
        line += byte == '\n';
    }
    while ((byte = getc(source)) != EOF && byte != '\n') {
        bool leads = length == 0 && (byte == ' ' || byte == '\t');
        if (!leads && length + 1 < SOURCE_MAX) {
            text[length++] = byte == '\0' ? '?' : (char)byte;
        }
    }
    while (length > 0 && strchr(" \t\r", text[length - 1])) {
        length--;
    }
    text[length] = '\0';
    return length > 0;
}

/* racy_counter.c:12  counter = counter + 1; */
static void print_place(const struct page *page, const struct access *access)
{
    char text[SOURCE_MAX];
    size_t used = 4;
    fputs("    ", page->out);
    if (access->file[0] == '\0') {
        fputs("(the tool does not say where)\n", page->out);
        return;
    }
    used += text_print(page->out, access->file, 40);
    used += (size_t)fprintf(page->out, ":%d", access->line);
    if (access->in_attempt && source_line(page->source, access->line, text)) {
        fputs("  ", page->out);
        text_print(page->out, text, PAGE_COLUMNS - used - 2);
    } else if (!access->in_attempt) {
        fputs("  (not in the attempt)", page->out);
    }
    fputc('\n', page->out);
}

static void print_access(const struct page *page, const struct access *access)
{
    print_place(page, access);
    if (access->role[0] == '\0' && access->function[0] == '\0') {
        return;
    }
    size_t used = 8;
    fputs("        ", page->out);
    used += text_print(page->out, access->role, 52);
    if (access->function[0] != '\0' && used < PAGE_COLUMNS - 12) {
        fputs(access->role[0] ? ", in " : "in ", page->out);
        text_print(page->out, access->function, PAGE_COLUMNS - used - 7);
        fputs("()", page->out);
    }
    fputc('\n', page->out);
}

/* The tool's own sentence, made safe and then wrapped. */
static void print_tool_words(FILE *out, const char *text)
{
    char *words = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&words, &length);
    if (!memory) {
        return;
    }
    fputs("The tool says: ", memory);
    text_print(memory, text, 4 * FINDING_TEXT_MAX);
    if (fclose(memory) == 0) {
        print_wrapped(out, "", 3, words);
    }
    free(words);
}

static void print_finding(const struct page *page, size_t number,
                          const struct finding *finding)
{
    bool counts = finding->weight == FINDING_COUNTS;
    fprintf(page->out, "\n%s%zu. %s%s%s\n", page->colour ? bold : "", number,
            finding->title, counts ? "" : " (information)",
            page->colour ? plain : "");
    print_wrapped(page->out, "", 3, finding->meaning);
    for (int i = 0; i < finding->access_count; i++) {
        const struct access *access = &finding->accesses[i];
        if (access->in_attempt || access->sort == ACCESS_EVENT) {
            print_access(page, access);
        }
    }
    if (finding->datum[0] != '\0') {
        fputs("   The memory: ", page->out);
        text_print(page->out, finding->datum, PAGE_COLUMNS - 15);
        fputc('\n', page->out);
    }
    print_tool_words(page->out, finding->text);
    if (!counts) {
        char why[FINDING_TEXT_MAX] = "It does not count: ";
        text_append(why, sizeof why, finding->reason);
        text_append(why, sizeof why, ".");
        print_wrapped(page->out, "", 3, why);
    }
}

static void print_header(const struct page *page,
                         const struct findings *findings)
{
    const char *tool = tool_name(findings->tool);
    if (findings->count == 0) {
        fprintf(page->out, "%s: nothing found in this run, about ", tool);
        text_print(page->out, page->name, 40);
        fputc('\n', page->out);
        return;
    }
    size_t counts = findings_with_weight(findings, FINDING_COUNTS);
    fprintf(page->out, "%s: ", tool);
    text_print(page->out, page->name, 30);
    fprintf(page->out, ": %zu that count%s, %zu for information\n", counts,
            counts == 1 ? "s" : "", findings->count - counts);
}

static void print_footer(const struct page *page,
                         const struct findings *findings, size_t shown,
                         const char *log_path)
{
    size_t hidden = findings->count - shown + findings->not_kept;
    fputc('\n', page->out);
    if (hidden > 0) {
        fprintf(page->out, "%zu more like these are in the log.\n", hidden);
    }
    if (findings->elsewhere > 0) {
        fprintf(page->out, "Reports that touch no line of this file: %zu.\n",
                findings->elsewhere);
    }
    fprintf(page->out, "What %s cannot see:\n", tool_name(findings->tool));
    const char *const *spot = policy_blind_spots(findings->tool);
    for (; *spot; spot++) {
        print_wrapped(page->out, "- ", 4, *spot);
    }
    fputs("Raw log: ", page->out);
    text_print(page->out, log_path, PATH_COLUMNS);
    fputc('\n', page->out);
}

/* A page that nobody reads to the end helps nobody. Returns: how many. */
static size_t print_first(const struct page *page,
                          const struct findings *findings)
{
    size_t shown = 0;
    while (shown < findings->count && shown < SHOWN_MAX) {
        print_finding(page, shown + 1, &findings->list[shown]);
        shown++;
    }
    return shown;
}

void print_findings(FILE *out, const struct findings *findings,
                    const char *attempt_path, const char *name,
                    const char *log_path)
{
    struct page page = {
        .out = out,
        .source = fopen(attempt_path, "rb"),
        .name = name,
        .colour = wants_colour(out),
    };
    print_header(&page, findings);
    size_t shown = print_first(&page, findings);
    print_footer(&page, findings, shown, log_path);
    if (page.source) {
        fclose(page.source);
    }
}
