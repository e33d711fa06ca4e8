#include "view_course.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "view_file.h"

enum { COLUMNS = 6, DAY = 86400, POINTS_MAX = 1000, DAYS_MAX = 366 };

static const char header[] = "lab\tpoints\tdeadline\tpenalty\tdays\ttitle";

/* Takes the next column off a line; NULL when there is none. */
static char *column(char **rest)
{
    char *start = *rest;
    if (!start)
        return NULL;
    char *tab = strchr(start, '\t');
    if (tab)
        *tab = '\0';
    *rest = tab ? tab + 1 : NULL;
    return start;
}

static bool is_none(const char *word)
{
    return strcmp(word, "-") == 0 || *word == '\0';
}

/* A number within bounds, with that unit behind it or without. Returns: -2 if
 * it is none. */
static int number(const char *word, const char *unit, int most)
{
    char *end;
    if (*word < '0' || *word > '9')
        return -2;
    long value = strtol(word, &end, 10);
    bool good = (*end == '\0' || strcmp(end, unit) == 0) && value <= most;
    return good ? (int)value : -2;
}

/* "01_racy_counter" or "01_racy_counter/no_data_race". */
static bool is_key(const char *key, bool *of_check)
{
    const char *slash = strchr(key, '/');
    struct text lab = {key, slash ? (size_t)(slash - key) : strlen(key)};
    *of_check = slash != NULL;
    return lab_is_key(lab) && (!slash || slash[1] != '\0');
}

/* Fills a row from its columns. Returns: what is wrong with it, or NULL. */
static const char *read_row(struct course_row *row, char *const cells[COLUMNS])
{
    bool of_check;
    if (!is_key(cells[0], &of_check))
        return "the first column is no lab (01_racy_counter) and no check of "
               "one (01_racy_counter/no_data_race)";
    row->points = is_none(cells[1]) ? -1 : number(cells[1], "", POINTS_MAX);
    row->deadline = is_none(cells[2]) ? MOMENT_NONE : moment_read(cells[2]);
    row->penalty = is_none(cells[3]) ? 0 : number(cells[3], "%", 100);
    row->days = is_none(cells[4]) ? -1 : number(cells[4], "", DAYS_MAX);
    if (row->points == -2)
        return "points are a whole number up to 1000, or -";
    if (row->deadline == MOMENT_NONE && !is_none(cells[2]))
        return "a deadline is written 2026-10-05T23:59+02:00, or -";
    if (row->penalty == -2)
        return "the penalty is percent a day, such as 10%, or -";
    if (row->days == -2)
        return "days is a number up to 366, or -";
    if (row->deadline == MOMENT_NONE && (row->penalty > 0 || row->days >= 0))
        return "it has a penalty or days, but no deadline";
    if (of_check && (row->deadline != MOMENT_NONE || !is_none(cells[5])))
        return "a check has points and nothing else";
    return NULL;
}

static const struct course_row *find_row(const struct course *course,
                                         struct text key)
{
    for (size_t i = 0; i < course->row_count; i++)
        if (text_equal(text_of(course->rows[i].key), key))
            return &course->rows[i];
    return NULL;
}

/* Adds a line. Returns: what is wrong with it, or NULL. */
static const char *add_row(struct course *course, char *line)
{
    static char nothing[] = "-";
    char *cells[COLUMNS], *rest = line;
    struct course_row row = {0};
    for (size_t i = 0; i < COLUMNS; i++) {
        cells[i] = column(&rest);
        if (!cells[i])
            cells[i] = nothing;
    }
    const char *wrong = read_row(&row, cells);
    if (rest)
        wrong = "it has more than six columns";
    if (!wrong && find_row(course, text_of(cells[0])))
        wrong = "this lab or check stands there twice";
    if (wrong)
        return wrong;
    row.key = view_copy(cells[0]);
    row.title = is_none(cells[5]) ? NULL : view_copy(cells[5]);
    course->rows = view_grow(course->rows, course->row_count + 1, sizeof row);
    course->rows[course->row_count++] = row;
    return NULL;
}

static bool say(struct problem *problem, const char *file, int line,
                const char *wrong)
{
    snprintf(problem->words, sizeof problem->words, "%s line %d: %s", file,
             line, wrong);
    return false;
}

/* The columns in their order; those at the end may be left out. */
static bool is_header(const char *line)
{
    size_t length = strlen(line);
    return length >= strlen("lab\tpoints") &&
           strncmp(line, header, length) == 0 &&
           (header[length] == '\t' || header[length] == '\0');
}

static bool read_rows(struct course *course, FILE *file,
                      struct problem *problem)
{
    const char *wrong = NULL;
    bool headed = false;
    char *line;
    for (int number_of = 1; !wrong && (line = file_line(file)); number_of++) {
        bool empty = *line == '\0' || *line == '#';
        if (!empty && headed)
            wrong = add_row(course, line);
        else if (!empty && !is_header(line))
            wrong = "the first line names the columns: lab points deadline "
                    "penalty days title, with tabs between them";
        headed = headed || !empty;
        free(line);
        if (wrong)
            say(problem, "course file,", number_of, wrong);
    }
    return !wrong;
}

struct course *course_load(const char *path, struct problem *problem)
{
    struct course *course = view_alloc(1, sizeof *course);
    if (!path || *path == '\0')
        return course;
    FILE *file = file_open(path, problem);
    bool good = file && read_rows(course, file, problem);
    if (file)
        fclose(file);
    if (good)
        return course;
    course_free(course);
    return NULL;
}

void course_free(struct course *course)
{
    if (!course)
        return;
    for (size_t i = 0; i < course->row_count; i++) {
        free(course->rows[i].key);
        free(course->rows[i].title);
    }
    for (size_t i = 0; i < course->time_count; i++)
        free(course->times[i].key);
    free(course->rows);
    free(course->times);
    free(course);
}

/* ---- when it was handed in ---- */

static int by_key(const void *a, const void *b)
{
    const struct handed_in *left = a;
    const struct handed_in *right = b;
    return strcmp(left->key, right->key);
}

/* "student<TAB>lab<TAB>time": the first two together are the key. */
static bool add_time(struct course *course, char *line)
{
    char *tab = strrchr(line, '\t');
    if (!tab || !strchr(line, '\t') || strchr(line, '\t') == tab)
        return false;
    int64_t moment = moment_read(tab + 1);
    if (moment == MOMENT_NONE)
        return false;
    *tab = '\0';
    course->times =
        view_grow(course->times, course->time_count + 1, sizeof *course->times);
    course->times[course->time_count++] =
        (struct handed_in){view_copy(line), moment};
    return true;
}

bool course_read_times(struct course *course, const char *path,
                       struct problem *problem)
{
    bool good = true;
    char *line;
    errno = 0;
    FILE *file = file_open(path, problem);
    if (!file)
        return errno == ENOENT;
    for (int number_of = 1; good && (line = file_line(file)); number_of++) {
        if (*line != '\0' && *line != '#' && !add_time(course, line))
            good = say(problem, "times,", number_of,
                       "is not: student, tab, lab, tab, "
                       "2026-10-05T23:59+02:00");
        free(line);
    }
    fclose(file);
    if (course->time_count > 0)
        qsort(course->times, course->time_count, sizeof *course->times, by_key);
    return good;
}

int64_t course_time(const struct course *course, const char *student,
                    const char *lab)
{
    struct draft draft;
    draft_begin(&draft);
    fprintf(draft.stream, "%s\t%s", student, lab);
    draft_end(&draft);
    struct handed_in wanted = {draft.bytes, 0};
    const struct handed_in *found = NULL;
    if (course->time_count > 0)
        found = bsearch(&wanted, course->times, course->time_count,
                        sizeof *course->times, by_key);
    draft_free(&draft);
    return found ? found->moment : MOMENT_NONE;
}

/* ---- what it is worth ---- */

/* Scales whole points, halves up. */
static int scale(int points, int to, int from)
{
    if (from == 0)
        return 0;
    return (int)((2 * (int64_t)points * to + from) / (2 * (int64_t)from));
}

struct mark course_check(const struct course *course,
                         const struct result *result, const struct check *check)
{
    struct mark mark = {check->points, check->max, check->points, 0};
    struct draft draft;
    draft_begin(&draft);
    text_copy(draft.stream, result->lab);
    putc('/', draft.stream);
    text_copy(draft.stream, check->name);
    const struct course_row *row = find_row(course, draft_end(&draft));
    draft_free(&draft);
    if (row && row->points >= 0) {
        mark.points = scale(check->points, row->points, check->max);
        mark.max = row->points;
    }
    mark.whole = mark.points;
    return mark;
}

static int days_late(const struct course_row *row, int64_t moment)
{
    if (row->deadline == MOMENT_NONE)
        return 0;
    if (moment == MOMENT_NONE)
        return -1;
    if (moment <= row->deadline)
        return 0;
    int64_t days = (moment - row->deadline + DAY - 1) / DAY;
    return days > 100000 ? 100000 : (int)days;
}

struct mark course_mark(const struct course *course,
                        const struct result *result, int64_t handed_in)
{
    struct mark mark = {0};
    const struct course_row *row = find_row(course, result->lab);
    for (size_t i = 0; i < result->check_count; i++) {
        struct mark one = course_check(course, result, &result->checks[i]);
        mark.points += one.points;
        mark.max += one.max;
    }
    if (row && row->points >= 0) {
        mark.points = scale(mark.points, row->points, mark.max);
        mark.max = mark.max > 0 ? row->points : 0;
    }
    mark.whole = mark.points;
    mark.days = row ? days_late(row, handed_in) : 0;
    if (mark.days > 0) {
        int lost = row->penalty * (mark.days < 100 ? mark.days : 100);
        bool over = row->days >= 0 && mark.days > row->days;
        mark.points =
            over || lost >= 100 ? 0 : scale(mark.whole, 100 - lost, 100);
    }
    return mark;
}

struct text course_title(const struct course *course, struct text lab)
{
    const struct course_row *row = find_row(course, lab);
    return row && row->title ? text_of(row->title) : lab;
}

int course_worth(const struct course *course, struct text lab)
{
    const struct course_row *row = find_row(course, lab);
    return row ? row->points : -1;
}
