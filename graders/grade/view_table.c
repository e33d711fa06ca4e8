#include <stdlib.h>
#include <string.h>

#include "view_class.h"
#include "view_commands.h"

enum {
    ID_COLUMNS = 28,
    CELL_COLUMNS = 5,
    TOTAL_COLUMNS = 11, /* "  1000/1000", and a "?" behind it */
    UNDECIDED_MOST = 10,
};

/* The head of a lab's column: its number, else its first letters. */
static void print_lab_head(const char *lab)
{
    printf("%*.2s", CELL_COLUMNS, lab);
}

static void print_cell(const struct cell *cell)
{
    char words[16];
    switch (cell->state) {
    case CELL_MISSING:
        snprintf(words, sizeof words, "-");
        break;
    case CELL_POINTS:
        snprintf(words, sizeof words, "%d%s", cell->points,
                 cell->days > 0 ? "L" : "");
        break;
    case CELL_NO_COMPILE:
        snprintf(words, sizeof words, "%dc", cell->points);
        break;
    case CELL_UNDECIDED:
        snprintf(words, sizeof words, "?");
        break;
    }
    printf("%*s", CELL_COLUMNS, words);
}

static void print_total(struct class_sum sum)
{
    char words[40];
    snprintf(words, sizeof words, "%d/%d", sum.points, sum.max);
    printf("%*s%s", TOTAL_COLUMNS, words, sum.undecided > 0 ? "?" : "");
}

static size_t id_columns(const struct class *class)
{
    size_t widest = strlen("student");
    for (size_t i = 0; i < class->students.count && widest < ID_COLUMNS; i++) {
        size_t columns = text_columns(text_of(class->students.items[i]));
        if (columns > widest)
            widest = columns;
    }
    return widest < ID_COLUMNS ? widest : ID_COLUMNS;
}

/* A part of the table: all students, some labs, the total if it is the last. */
struct part {
    size_t first, end;
    size_t ids;
    bool last;
};

static void print_head(const struct class *class, const struct part *part)
{
    text_pad(stdout, text_of("student"), part->ids);
    for (size_t lab = part->first; lab < part->end; lab++)
        print_lab_head(class->labs.items[lab]);
    if (part->last)
        printf("%*s", TOTAL_COLUMNS, "total");
    putchar('\n');
}

static void print_student(const struct class *class, const struct part *part,
                          size_t student)
{
    text_pad(stdout, text_of(class->students.items[student]), part->ids);
    for (size_t lab = part->first; lab < part->end; lab++)
        print_cell(class_cell(class, student, lab));
    if (part->last)
        print_total(class_sum(class, student));
    putchar('\n');
}

static void print_part(const struct class *class, const struct part *part)
{
    print_head(class, part);
    for (size_t i = 0; i < class->students.count; i++)
        print_student(class, part, i);
}

/* As many labs side by side as fit, the others below. */
static void print_parts(const struct class *class)
{
    size_t ids = id_columns(class);
    size_t room = (VIEW_COLUMNS - ids - TOTAL_COLUMNS - 1) / CELL_COLUMNS;
    size_t first = 0;
    do {
        size_t rest = class->labs.count - first;
        struct part part = {first, first + (rest < room ? rest : room), ids,
                            rest <= room};
        print_part(class, &part);
        putchar('\n');
        first = part.end;
    } while (first < class->labs.count);
}

static bool any_cell(const struct class *class, enum cell_state state)
{
    size_t count = class->students.count * class->labs.count;
    for (size_t i = 0; i < count; i++)
        if (class->cells[i].state == state)
            return true;
    return false;
}

static bool any_late(const struct class *class)
{
    size_t count = class->students.count * class->labs.count;
    for (size_t i = 0; i < count; i++)
        if (class->cells[i].state == CELL_POINTS && class->cells[i].days > 0)
            return true;
    return false;
}

/* What the signs mean: those that occur. */
static void print_legend(const struct class *class)
{
    struct draft draft;
    draft_begin(&draft);
    for (size_t i = 0; i < class->labs.count; i++)
        fprintf(draft.stream, "%s%s", i > 0 ? ", " : "", class->labs.items[i]);
    if (class->labs.count > 0)
        text_wrap(stdout, "labs: ", draft_end(&draft), 40);
    else
        draft_end(&draft);
    draft_free(&draft);
    if (any_cell(class, CELL_MISSING))
        puts("   -  no file for this lab: 0 points");
    if (any_cell(class, CELL_NO_COMPILE))
        puts("  0c  does not compile");
    if (any_late(class))
        puts("   L  handed in late, which may have cost points");
    if (any_cell(class, CELL_UNDECIDED))
        puts("   ?  not decided, by the grader's fault: not in the total");
}

static void print_warning(const struct class *class)
{
    if (class->undecided == 0)
        return;
    text_mark(stdout, COLOUR_WARN, "warning:", 0);
    printf(" %zu result%s not decided; grade %s again:\n", class->undecided,
           class->undecided == 1 ? " is" : "s are",
           class->undecided == 1 ? "it" : "them");
    class_print_undecided(stdout, class, UNDECIDED_MOST);
    putchar('\n');
}

int view_table(const struct request *request)
{
    struct problem problem;
    struct names labs = {request->labs, request->lab_count};
    struct class *class =
        class_load(request->args[0], &labs, request->course, &problem);
    if (!class) {
        complain(request->args[0], problem.words);
        return EXIT_NOT_DECIDED;
    }
    print_warning(class);
    print_parts(class);
    print_legend(class);
    int status = class->undecided > 0 ? EXIT_NOT_DECIDED : 0;
    class_free(class);
    return status;
}
