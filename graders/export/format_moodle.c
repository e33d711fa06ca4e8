/* Moodle's offline grading worksheet of one assignment, filled in. What Moodle
 * knows its rows by is kept byte for byte. */
#include "export.h"

#include <stdlib.h>
#include <string.h>

#include "view_csv.h"
#include "worksheet.h"

/* One assignment is one lab. */
struct filling {
    const struct sheet *sheet;
    struct worksheet given;
    size_t lab;
    int identifier, grade, modified, feedback, maximum;
    long *participants; /* of each student; -1 if the folder does not say */
    bool *filled;
};

static bool say(struct problem *problem, const char *words)
{
    snprintf(problem->words, sizeof problem->words, "%s", words);
    return false;
}

/* "Ann Lee_5331_assignsubmission_file_", as Moodle names folders, is 5331. */
static long participant(const char *folder)
{
    const char *mark = strstr(folder, "_assignsubmission_");
    const char *digits = mark;
    while (digits && digits > folder && digits[-1] >= '0' && digits[-1] <= '9')
        digits--;
    if (!mark || digits == mark || mark - digits > 15 || digits == folder ||
        digits[-1] != '_')
        return -1;
    return strtol(digits, NULL, 10);
}

static bool find_lab(struct filling *filling, struct problem *problem)
{
    const struct class *class = filling->sheet->class;
    const char *lab = filling->sheet->lab;
    if (!lab && class->labs.count != 1)
        return say(problem, "a worksheet belongs to one lab: say which one "
                            "(LAB=1)");
    for (size_t i = 0; i < class->labs.count; i++)
        if (!lab || strcmp(class->labs.items[i], lab) == 0) {
            filling->lab = i;
            return true;
        }
    return say(problem, "nobody has a result of that lab");
}

static bool find_columns(struct filling *filling, struct problem *problem)
{
    const struct worksheet *given = &filling->given;
    filling->identifier = worksheet_column(given, "Identifier");
    filling->grade = worksheet_column(given, "Grade");
    filling->modified = worksheet_column(given, "Last modified (grade)");
    filling->feedback = worksheet_column(given, "Feedback comments");
    filling->maximum = worksheet_column(given, "Maximum Grade");
    if (filling->identifier < 0 || filling->grade < 0 || filling->modified < 0)
        return say(problem,
                   "is no worksheet of Moodle's: it lacks Identifier, Grade or "
                   "Last modified (grade), in English. Download it in the "
                   "assignment: View all submissions, Download grading "
                   "worksheet");
    return true;
}

static bool same_maximum(struct filling *filling, struct problem *problem)
{
    int max = filling->sheet->class->max[filling->lab];
    for (size_t row = 1; row < filling->given.row_count; row++) {
        const char *cell =
            worksheet_cell(&filling->given, row, filling->maximum);
        char *end;
        double given = strtod(cell, &end);
        if (end != cell && given != (double)max) {
            snprintf(problem->words, sizeof problem->words,
                     "the assignment's maximum is %.20s, the lab is worth %d: "
                     "change one of them (the points in the course file)",
                     cell, max);
            return false;
        }
    }
    return true;
}

/* By the participant's number, an id of Moodle's, or the e-mail address with
 * or without its domain. Returns: -1 if nobody is it. */
static long student_of(const struct filling *filling, size_t row)
{
    static const char *const ids[] = {"Username", "ID number", "Email address"};
    const struct class *class = filling->sheet->class;
    const char *who = worksheet_cell(&filling->given, row, filling->identifier);
    long student = worksheet_student(class, who);
    long number =
        strncmp(who, "Participant ", 12) == 0 ? strtol(who + 12, NULL, 10) : -1;
    for (size_t i = 0; student < 0 && number >= 0 && i < class->students.count;
         i++)
        if (filling->participants[i] == number)
            student = (long)i;
    const char *cell = "";
    for (size_t i = 0; student < 0 && i < sizeof ids / sizeof *ids; i++) {
        cell = worksheet_cell(&filling->given, row,
                              worksheet_column(&filling->given, ids[i]));
        student = worksheet_student(class, cell);
    }
    if (student < 0 && strchr(cell, '@')) {
        char *local = view_copy(cell);
        *strchr(local, '@') = '\0';
        student = worksheet_student(class, local);
        free(local);
    }
    return student;
}

/* Moodle shows feedback as HTML, so that it is escaped like XML. */
static void write_feedback(FILE *out, const struct item *item)
{
    struct draft words, html;
    draft_begin(&words);
    say_summary(words.stream, item);
    for (size_t i = 0; i < item->result->check_count; i++) {
        const struct check *check = &item->result->checks[i];
        if (check->status == CHECK_PASSED)
            continue;
        text_print(words.stream, check->name);
        fputs(": ", words.stream);
        say_outcome(words.stream, check);
        putc('\n', words.stream);
    }
    struct text rest = draft_end(&words);
    draft_begin(&html);
    while (rest.length > 0) {
        const char *end = memchr(rest.bytes, '\n', rest.length);
        size_t length = end ? (size_t)(end - rest.bytes) : rest.length;
        xml_text(html.stream, (struct text){rest.bytes, length});
        fputs("<br>", html.stream);
        length += end ? 1 : 0;
        rest.bytes += length;
        rest.length -= length;
    }
    csv_field(out, draft_end(&html));
    draft_free(&words);
    draft_free(&html);
}

/* The comments of a student's result. */
static void write_comments(FILE *out, const struct filling *filling,
                           size_t student)
{
    struct problem problem;
    struct draft path;
    const struct class *class = filling->sheet->class;
    const struct cell *cell = class_cell(class, student, filling->lab);
    draft_begin(&path);
    fprintf(path.stream, "%s/%s/%s/result.json", filling->sheet->out_dir,
            class->students.items[student], class->labs.items[filling->lab]);
    draft_end(&path);
    struct result *result = NULL;
    if (cell->state != CELL_MISSING)
        result = result_load(path.bytes, &problem);
    struct item item = {result,
                        class->course,
                        {cell->points, cell->max, cell->whole, cell->days},
                        NULL,
                        NULL};
    if (result)
        write_feedback(out, &item);
    else
        csv_field(out, text_of("nothing was handed in for this lab"));
    result_free(result);
    draft_free(&path);
}

/* A cell that is not filled: those that Moodle reads are kept as they are; the
 * others, a name for one, are words that a student chose. */
static void keep_cell(FILE *out, const struct filling *filling, size_t row,
                      int column)
{
    struct text cell = text_of(worksheet_cell(&filling->given, row, column));
    bool read = row == 0 || column == filling->identifier ||
                column == filling->modified || column == filling->grade ||
                column == filling->feedback;
    if (read || text_equal(cell, text_of("-")))
        csv_verbatim(out, cell);
    else
        csv_field(out, cell);
}

static void write_row(FILE *out, struct filling *filling, size_t row)
{
    const struct class *class = filling->sheet->class;
    long student = row == 0 ? -1 : student_of(filling, row);
    const struct cell *cell = NULL;
    if (student >= 0) {
        filling->filled[student] = true;
        cell = class_cell(class, (size_t)student, filling->lab);
    }
    bool fill = cell && cell->state != CELL_UNDECIDED;
    for (int column = 0; column < filling->given.columns; column++) {
        if (column > 0)
            putc(',', out);
        if (fill && column == filling->grade)
            fprintf(out, "%d.00", cell->points);
        else if (fill && column == filling->feedback)
            write_comments(out, filling, (size_t)student);
        else
            keep_cell(out, filling, row, column);
    }
    fputs("\n", out);
}

static void fill(FILE *out, struct filling *filling)
{
    const struct class *class = filling->sheet->class;
    size_t left_out = 0;
    filling->participants =
        view_alloc(class->students.count, sizeof *filling->participants);
    filling->filled =
        view_alloc(class->students.count, sizeof *filling->filled);
    for (size_t i = 0; i < class->students.count; i++)
        filling->participants[i] = participant(class->students.items[i]);
    for (size_t row = 0; row < filling->given.row_count; row++)
        write_row(out, filling, row);
    for (size_t i = 0; i < class->students.count; i++)
        left_out += !filling->filled[i];
    if (left_out > 0)
        text_say(stderr,
                 "export: ", "%zu of %zu students are not in the worksheet",
                 left_out, class->students.count);
    free(filling->participants);
    free(filling->filled);
}

static bool write_moodle(FILE *out, const struct sheet *sheet,
                         struct problem *problem)
{
    struct filling filling = {.sheet = sheet};
    if (!sheet->worksheet)
        return say(problem,
                   "Moodle's own worksheet is needed, to be filled in "
                   "(WORKSHEET=file): View all submissions, Download grading "
                   "worksheet");
    bool good = worksheet_load(&filling.given, sheet->worksheet, problem) &&
                find_columns(&filling, problem) &&
                find_lab(&filling, problem) && same_maximum(&filling, problem);
    if (good)
        fill(out, &filling);
    worksheet_free(&filling.given);
    return good;
}

const struct format format_moodle = {
    .name = "moodle",
    .file = "moodle.csv",
    .words = "Moodle's grading worksheet, filled in (WORKSHEET=file LAB=1)",
    .sheet = write_moodle,
};
