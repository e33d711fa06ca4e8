#include <stdlib.h>
#include <string.h>

#include "view_class.h"
#include "view_commands.h"
#include "view_csv.h"
#include "view_file.h"

enum { UNDECIDED_MOST = 10 };

/* Whether the course has deadlines, so that somebody can be late. */
static bool has_deadlines(const struct class *class)
{
    for (size_t i = 0; i < class->course->row_count; i++)
        if (class->course->rows[i].deadline != MOMENT_NONE)
            return true;
    return false;
}

static void write_head(FILE *out, const struct class *class)
{
    fputs("student", out);
    for (size_t lab = 0; lab < class->labs.count; lab++) {
        putc(',', out);
        csv_field(out, text_of(class->labs.items[lab]));
    }
    fputs(",total,max,undecided", out);
    fputs(has_deadlines(class) ? ",late\n" : "\n", out);
}

static void write_cell(FILE *out, const struct cell *cell)
{
    putc(',', out);
    if (cell->state == CELL_UNDECIDED)
        fputs("undecided", out);
    else if (cell->state != CELL_MISSING)
        fprintf(out, "%d", cell->points);
}

/* "01_racy_counter 2 days: 15 instead of 20", for each lab that came late. */
static void write_late(FILE *out, const struct class *class, size_t student)
{
    struct draft draft;
    bool any = false;
    draft_begin(&draft);
    for (size_t lab = 0; lab < class->labs.count; lab++) {
        const struct cell *cell = class_cell(class, student, lab);
        if (cell->days <= 0)
            continue;
        fprintf(draft.stream, "%s%s %d day%s: %d instead of %d",
                any ? "; " : "", class->labs.items[lab], cell->days,
                cell->days == 1 ? "" : "s", cell->points, cell->whole);
        any = true;
    }
    putc(',', out);
    csv_field(out, draft_end(&draft));
    draft_free(&draft);
}

static void write_student(FILE *out, const struct class *class, size_t student)
{
    struct class_sum sum = class_sum(class, student);
    csv_field(out, text_of(class->students.items[student]));
    for (size_t lab = 0; lab < class->labs.count; lab++)
        write_cell(out, class_cell(class, student, lab));
    fprintf(out, ",%d,%d,%d", sum.points, sum.max, sum.undecided);
    if (has_deadlines(class))
        write_late(out, class, student);
    putc('\n', out);
}

void class_write_book(FILE *out, const struct class *class)
{
    write_head(out, class);
    for (size_t i = 0; i < class->students.count; i++)
        write_student(out, class, i);
}

static bool write_book(const struct class *class, const char *path,
                       struct problem *problem)
{
    struct new_file file;
    if (!new_file_begin(&file, path, problem))
        return false;
    class_write_book(file.stream, class);
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
    class_print_timeless(stderr, class);
}

int view_gradebook(const struct request *request)
{
    struct problem problem;
    struct names labs = {request->labs, request->lab_count};
    struct class *class =
        class_load(request->args[0], &labs, request->course, &problem);
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
