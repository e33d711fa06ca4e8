/* A grade book that Canvas imports. Canvas knows a student by ID, then by SIS
 * User ID, then by SIS Login ID: by the columns of its own export if that is
 * given (WORKSHEET=), else the folders' names are taken for login ids. */
#include "export.h"

#include <stdlib.h>
#include <string.h>

#include "view_csv.h"
#include "worksheet.h"

static const char *const heads[] = {"Student", "ID", "SIS User ID",
                                    "SIS Login ID", "Section"};
enum { STUDENT, ID, USER_ID, LOGIN_ID, SECTION, HEADS };

/* Canvas leaves columns of these names out, whatever is in them. */
static bool is_taken(struct text title)
{
    static const char *const kinds[] = {"Current", "Final", "Override"};
    static const char *const units[] = {"Score", "Points", "Grade"};
    struct draft draft;
    bool kind = false, unit = false;
    draft_begin(&draft);
    text_copy(draft.stream, title);
    draft_end(&draft);
    for (size_t i = 0; i < 3; i++) {
        kind = kind || strstr(draft.bytes, kinds[i]) != NULL;
        unit = unit || strstr(draft.bytes, units[i]) != NULL;
    }
    draft_free(&draft);
    return kind && unit;
}

static bool write_head(FILE *out, const struct class *class,
                       struct problem *problem)
{
    for (size_t i = 0; i < HEADS; i++)
        fprintf(out, "%s%s", i > 0 ? "," : "", heads[i]);
    for (size_t i = 0; i < class->labs.count; i++) {
        struct text title =
            course_title(class->course, text_of(class->labs.items[i]));
        if (is_taken(title)) {
            snprintf(problem->words, sizeof problem->words,
                     "Canvas ignores a column with the title of %.64s: choose "
                     "another one",
                     class->labs.items[i]);
            return false;
        }
        putc(',', out);
        csv_field(out, title);
    }
    fputs("\n    Points Possible,,,,", out);
    for (size_t i = 0; i < class->labs.count; i++)
        fprintf(out, ",%d", class->max[i]);
    putc('\n', out);
    return true;
}

/* No file is no points; what is not decided is left as Canvas has it. */
static void write_cells(FILE *out, const struct class *class, size_t student)
{
    for (size_t lab = 0; lab < class->labs.count; lab++) {
        const struct cell *cell = class_cell(class, student, lab);
        putc(',', out);
        if (cell->state != CELL_UNDECIDED)
            fprintf(out, "%d", cell->points);
    }
    putc('\n', out);
}

static void write_logins(FILE *out, const struct class *class)
{
    for (size_t i = 0; i < class->students.count; i++) {
        struct text id = text_of(class->students.items[i]);
        csv_field(out, id);
        fputs(",,,", out);
        csv_field(out, id);
        putc(',', out);
        write_cells(out, class, i);
    }
}

/* The row's student, by any of the ids that Canvas has. */
static long student_of(const struct class *class, const struct worksheet *given,
                       size_t row, const int columns[HEADS])
{
    long student = -1;
    for (int i = LOGIN_ID; student < 0 && i >= ID; i--)
        student =
            worksheet_student(class, worksheet_cell(given, row, columns[i]));
    return student;
}

/* A row for each student whom both know. Returns: how many. */
static size_t write_known(FILE *out, const struct class *class,
                          const struct worksheet *given)
{
    int columns[HEADS];
    size_t known = 0;
    for (int i = 0; i < HEADS; i++)
        columns[i] = worksheet_column(given, heads[i]);
    for (size_t row = 1; row < given->row_count; row++) {
        long student = student_of(class, given, row, columns);
        if (student < 0)
            continue;
        known++;
        for (int i = 0; i < HEADS; i++) {
            if (i > 0)
                putc(',', out);
            csv_field(out, text_of(worksheet_cell(given, row, columns[i])));
        }
        write_cells(out, class, (size_t)student);
    }
    return known;
}

static bool write_canvas(FILE *out, const struct sheet *sheet,
                         struct problem *problem)
{
    struct worksheet given = {0};
    if (!write_head(out, sheet->class, problem))
        return false;
    if (!sheet->worksheet) {
        write_logins(out, sheet->class);
        return true;
    }
    bool good = worksheet_load(&given, sheet->worksheet, problem);
    size_t known = good ? write_known(out, sheet->class, &given) : 0;
    size_t all = sheet->class->students.count;
    if (good && known < all)
        text_say(stderr,
                 "export: ", "%zu of %zu students are not in the worksheet",
                 all - known, all);
    worksheet_free(&given);
    return good;
}

const struct format format_canvas = {
    .name = "canvas",
    .file = "canvas.csv",
    .words = "a grade book for Canvas (WORKSHEET=its own export)",
    .sheet = write_canvas,
};
