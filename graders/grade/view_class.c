#include "view_class.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "view_file.h"

static void add_name(struct names *names, const char *name)
{
    names->items =
        view_grow(names->items, names->count + 1, sizeof *names->items);
    names->items[names->count++] = view_copy(name);
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

/* Sorts them, and drops those that are there twice. */
static void settle(struct names *names)
{
    size_t kept = 0;
    if (names->count > 0)
        qsort(names->items, names->count, sizeof *names->items, by_bytes);
    for (size_t i = 0; i < names->count; i++) {
        if (kept > 0 && strcmp(names->items[kept - 1], names->items[i]) == 0)
            free(names->items[i]);
        else
            names->items[kept++] = names->items[i];
    }
    names->count = kept;
}

static void free_names(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

/* "a/b"; the caller frees it. */
static char *join(const char *a, const char *b)
{
    size_t size = strlen(a) + strlen(b) + 2;
    char *path = view_alloc(size, 1);
    snprintf(path, size, "%s/%s", a, b);
    return path;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool any_name(const char *name)
{
    return *name != '.';
}

static bool lab_name(const char *name)
{
    return lab_is_key(text_of(name));
}

/* Adds the folders in a folder whose names are wanted. Returns: false, with
 * errno, if it cannot be read. */
static bool add_folders(struct names *names, const char *path,
                        bool (*wanted)(const char *name))
{
    struct dirent *entry;
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    for (errno = 0; (entry = readdir(folder)); errno = 0) {
        char *full = join(path, entry->d_name);
        if (wanted(entry->d_name) && is_folder(full))
            add_name(names, entry->d_name);
        free(full);
    }
    int error = errno;
    closedir(folder);
    errno = error;
    return error == 0;
}

/* The student id on a line: without blanks around it, and without the mark
 * that some editors put in front of a file. */
static char *roster_id(char *line)
{
    char *end = line + strlen(line);
    if (strncmp(line, "\xEF\xBB\xBF", 3) == 0)
        line += 3;
    line += strspn(line, " \t");
    while (end > line && strchr(" \t\r", end[-1]))
        end--;
    *end = '\0';
    return line;
}

static bool add_roster(struct names *students, const char *out_dir,
                       struct problem *problem)
{
    char *line;
    char *path = join(out_dir, "roster.txt");
    errno = 0;
    FILE *file = file_open(path, problem);
    bool absent = !file && errno == ENOENT;
    free(path);
    if (!file && !absent) {
        struct problem why = *problem;
        snprintf(problem->words, sizeof problem->words, "roster.txt: %.180s",
                 why.words);
    }
    if (!file)
        return absent;
    while ((line = file_line(file))) {
        char *id = roster_id(line);
        if (*id)
            add_name(students, id);
        free(line);
    }
    fclose(file);
    return true;
}

static struct cell undecided(const char *problem)
{
    return (struct cell){.state = CELL_UNDECIDED,
                         .problem = view_copy(problem)};
}

/* What a result that could be read says of itself. */
static struct cell cell_of(const struct course *course,
                           const struct result *result, int64_t handed_in)
{
    const struct check *check = result_first(result, CHECK_UNDECIDED);
    struct mark mark = course_mark(course, result, handed_in);
    if (!result->decided) {
        const char *why = "the grader could not decide";
        if (check && text_given(check->diagnosis))
            why = check->diagnosis.bytes;
        struct cell cell = undecided(why);
        cell.max = mark.max;
        return cell;
    }
    bool built = result->verdict != VERDICT_DOES_NOT_COMPILE;
    return (struct cell){.state = built ? CELL_POINTS : CELL_NO_COMPILE,
                         .points = mark.points,
                         .max = mark.max,
                         .whole = mark.whole,
                         .days = mark.days};
}

static struct cell read_result(const struct course *course, const char *folder,
                               const char *student, const char *lab)
{
    struct problem problem;
    struct cell cell;
    char *path = join(folder, "result.json");
    struct result *result = result_load(path, &problem);
    if (!result) {
        char words[sizeof problem.words + 16];
        snprintf(words, sizeof words, "result.json: %s", problem.words);
        cell = undecided(words);
    } else if (!text_equal(result->lab, text_of(lab))) {
        cell = undecided("result.json: is of another lab");
    } else {
        cell = cell_of(course, result, course_time(course, student, lab));
    }
    result_free(result);
    free(path);
    return cell;
}

static struct cell read_cell(const struct course *course, const char *out_dir,
                             const char *student, const char *lab)
{
    struct cell cell = {.state = CELL_MISSING};
    struct stat status;
    char *home = join(out_dir, student);
    char *folder = join(home, lab);
    /* An id in the roster is a word, never a way to somewhere else. */
    bool plain = any_name(student) && !strchr(student, '/');
    if (plain && stat(folder, &status) == 0)
        cell = S_ISDIR(status.st_mode)
                   ? read_result(course, folder, student, lab)
                   : undecided("is not a folder");
    else if (plain && errno != ENOENT && errno != ENOTDIR)
        cell = undecided(strerror(errno));
    free(folder);
    free(home);
    return cell;
}

static void read_cells(struct class *class, const char *out_dir)
{
    size_t labs = class->labs.count;
    class->cells =
        view_alloc(class->students.count * labs, sizeof *class->cells);
    class->max = view_alloc(labs, sizeof *class->max);
    for (size_t i = 0; i < labs; i++) {
        int worth = course_worth(class->course, text_of(class->labs.items[i]));
        class->max[i] = worth > 0 ? worth : 0;
    }
    for (size_t i = 0; i < class->students.count * labs; i++) {
        const char *lab = class->labs.items[i % labs];
        struct cell cell = read_cell(class->course, out_dir,
                                     class->students.items[i / labs], lab);
        class->cells[i] = cell;
        class->undecided += cell.state == CELL_UNDECIDED;
        class->timeless += cell.days < 0;
        if (cell.max > class->max[i % labs])
            class->max[i % labs] = cell.max;
    }
}

/* The labs for which at least one student has a folder, and those asked for.
 * A student's folder that cannot be read shows in the cells. */
static void find_labs(struct class *class, const char *out_dir,
                      const struct names *wanted)
{
    for (size_t i = 0; i < wanted->count; i++)
        add_name(&class->labs, wanted->items[i]);
    for (size_t i = 0; i < class->students.count; i++) {
        char *home = join(out_dir, class->students.items[i]);
        add_folders(&class->labs, home, lab_name);
        free(home);
        if (class->labs.count > 1000)
            settle(&class->labs);
    }
    settle(&class->labs);
}

/* The rules, and when everything was handed in. */
static bool read_course(struct class *class, const char *out_dir,
                        const char *path, struct problem *problem)
{
    char *times = join(out_dir, ".class/submitted.tsv");
    class->course = course_load(path, problem);
    bool good =
        class->course && course_read_times(class->course, times, problem);
    free(times);
    return good;
}

struct class *class_load(const char *out_dir, const struct names *labs,
                         const char *course, struct problem *problem)
{
    struct class *class = view_alloc(1, sizeof *class);
    if (!read_course(class, out_dir, course, problem)) {
        class_free(class);
        return NULL;
    }
    if (!add_folders(&class->students, out_dir, any_name)) {
        snprintf(problem->words, sizeof problem->words, "%s", strerror(errno));
        class_free(class);
        return NULL;
    }
    find_labs(class, out_dir, labs);
    if (!add_roster(&class->students, out_dir, problem)) {
        class_free(class);
        return NULL;
    }
    settle(&class->students);
    read_cells(class, out_dir);
    return class;
}

void class_free(struct class *class)
{
    if (!class)
        return;
    for (size_t i = 0;
         class->cells && i < class->students.count * class->labs.count; i++)
        free(class->cells[i].problem);
    free_names(&class->students);
    free_names(&class->labs);
    course_free(class->course);
    free(class->cells);
    free(class->max);
    free(class);
}

const struct cell *class_cell(const struct class *class, size_t student,
                              size_t lab)
{
    return &class->cells[student * class->labs.count + lab];
}

struct class_sum class_sum(const struct class *class, size_t student)
{
    struct class_sum sum = {0, 0, 0};
    for (size_t lab = 0; lab < class->labs.count; lab++) {
        const struct cell *cell = class_cell(class, student, lab);
        if (cell->state == CELL_UNDECIDED) {
            sum.undecided++;
            continue;
        }
        sum.points += cell->points;
        sum.max += cell->state == CELL_MISSING ? class->max[lab] : cell->max;
    }
    return sum;
}

static void print_cell(FILE *out, const struct class *class, size_t at)
{
    struct draft draft;
    const char *student = class->students.items[at / class->labs.count];
    const char *lab = class->labs.items[at % class->labs.count];
    draft_begin(&draft);
    text_put(draft.stream, text_of(student), 40);
    fprintf(draft.stream, "/%s: %s", lab, class->cells[at].problem);
    text_wrap(out, "  ", draft_end(&draft), 3);
    draft_free(&draft);
}

void class_print_undecided(FILE *out, const struct class *class, size_t most)
{
    size_t printed = 0;
    size_t count = class->students.count * class->labs.count;
    for (size_t i = 0; i < count && printed < most; i++)
        if (class->cells[i].state == CELL_UNDECIDED) {
            print_cell(out, class, i);
            printed++;
        }
    if (class->undecided > printed)
        fprintf(out, "  and %zu more\n", class->undecided - printed);
}

void class_print_timeless(FILE *out, const struct class *class)
{
    if (class->timeless > 0)
        text_say(out, "",
                 "%zu result%s without a time of handing in: counted as in "
                 "time",
                 class->timeless, class->timeless == 1 ? "" : "s");
}
