#include <stdlib.h>
#include <string.h>

#include "view_class.h"
#include "view_commands.h"
#include "view_file.h"

enum { UNDECIDED_MOST = 10 };

/* Whether a spreadsheet would take the field for a formula. */
static bool looks_like_formula(const char *field)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n",
                                         /* the full-width forms of = + - @ */
                                         "\xEF\xBC\x9D", "\xEF\xBC\x8B",
                                         "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(field, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* A field as RFC 4180 wants it, in printable characters. */
static void write_field(FILE *out, const char *field)
{
    struct draft draft;
    draft_begin(&draft);
    if (looks_like_formula(field))
        putc('\'', draft.stream);
    text_print(draft.stream, text_of(field));
    draft_end(&draft);
    bool quoted = strpbrk(draft.bytes, "\",") || *draft.bytes == ' ';
    if (quoted)
        putc('"', out);
    for (const char *at = draft.bytes; *at; at++) {
        if (*at == '"')
            putc('"', out);
        putc(*at, out);
    }
    if (quoted)
        putc('"', out);
    draft_free(&draft);
}

static void write_head(FILE *out, const struct class *class)
{
    fputs("student", out);
    for (size_t lab = 0; lab < class->labs.count; lab++) {
        putc(',', out);
        write_field(out, class->labs.items[lab]);
    }
    fputs(",total,max,undecided\n", out);
}

static void write_cell(FILE *out, const struct cell *cell)
{
    putc(',', out);
    if (cell->state == CELL_UNDECIDED)
        fputs("undecided", out);
    else if (cell->state != CELL_MISSING)
        fprintf(out, "%d", cell->points);
}

static void write_student(FILE *out, const struct class *class, size_t student)
{
    struct class_sum sum = class_sum(class, student);
    write_field(out, class->students.items[student]);
    for (size_t lab = 0; lab < class->labs.count; lab++)
        write_cell(out, class_cell(class, student, lab));
    fprintf(out, ",%d,%d,%d\n", sum.points, sum.max, sum.undecided);
}

static bool write_book(const struct class *class, const char *path,
                       struct problem *problem)
{
    struct new_file file;
    if (!new_file_begin(&file, path, problem))
        return false;
    write_head(file.stream, class);
    for (size_t i = 0; i < class->students.count; i++)
        write_student(file.stream, class, i);
    return new_file_commit(&file, problem);
}

static void report(const struct class *class, const char *path)
{
    text_say(stdout, "", "%s: %zu student%s, %zu lab%s, %zu not decided", path,
             class->students.count, class->students.count == 1 ? "" : "s",
             class->labs.count, class->labs.count == 1 ? "" : "s",
             class->undecided);
    if (class->undecided > 0)
        complain(NULL, "not decided, and not counted:");
    class_print_undecided(stderr, class, UNDECIDED_MOST);
}

int view_gradebook(const struct request *request)
{
    struct problem problem;
    struct names labs = {request->labs, request->lab_count};
    struct class *class = class_load(request->args[0], &labs, &problem);
    if (!class) {
        complain(request->args[0], problem.words);
        return EXIT_NOT_DECIDED;
    }
    struct draft path;
    draft_begin(&path);
    fprintf(path.stream, "%s/gradebook.csv", request->args[0]);
    draft_end(&path);
    bool written = write_book(class, path.bytes, &problem);
    if (written)
        report(class, path.bytes);
    else
        complain(path.bytes, problem.words);
    draft_free(&path);
    class_free(class);
    return written ? 0 : EXIT_NOT_DECIDED;
}
