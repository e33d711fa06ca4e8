/* collect: finds what a class handed in, and writes the list of jobs.
 *
 *     collect SUBMISSIONS OUT LAB...
 *
 * Exit status: 0; 1 some student could not be taken in; 2 nothing was done. */
#define _GNU_SOURCE /* asprintf() */

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "book.h"
#include "find.h"
#include "verdict.h"
#include "view_file.h"
#include "view_text.h"

#define NOTES_MAX 20

struct names {
    char **items;
    size_t count;
};

struct class
{
    const char *submissions;
    struct labs labs;
    struct names students; /* the folders */
    struct names roster;   /* and who else is in SUBMISSIONS/roster.txt */
    struct book book;
    size_t unclear;
    size_t trouble; /* students who could not be taken in */
    size_t notes;
};

/* ---- saying ---- */

/* "make grade: student: words", in printable characters; the first few. */
__attribute__((format(printf, 3, 4))) static void note(struct class *class,
                                                       const char *who,
                                                       const char *format, ...)
{
    struct draft draft;
    va_list arguments;
    char *said = NULL;
    va_start(arguments, format);
    if (vasprintf(&said, format, arguments) < 0)
        said = NULL;
    va_end(arguments);
    draft_begin(&draft);
    fprintf(draft.stream, "%s: %s", who, said ? said : "");
    if (class->notes++ < NOTES_MAX)
        text_wrap(stderr, "note: ", draft_end(&draft), 6);
    else
        draft_end(&draft);
    draft_free(&draft);
    free(said);
}

static int fail(const char *path, const char *problem)
{
    struct draft draft;
    draft_begin(&draft);
    fprintf(draft.stream, "%s: %s", path, problem);
    text_wrap(stderr, "make grade: ", draft_end(&draft), 6);
    draft_free(&draft);
    return EXIT_NOT_DECIDED;
}

/* ---- who is in the class ---- */

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

static void sort(struct names *names)
{
    if (names->count > 0)
        qsort(names->items, names->count, sizeof *names->items, by_bytes);
}

/* A student is a folder, or a link to one (which is then not followed, but
 * must not be overlooked either). */
static void take_entry(struct class *class, const char *name)
{
    struct stat status;
    char *path = NULL;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
        strcmp(name, "roster.txt") == 0 || strcmp(name, "submitted.tsv") == 0)
        return;
    if (asprintf(&path, "%s/%s", class->submissions, name) < 0)
        return;
    if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode) &&
        stat(path, &status) != 0)
        note(class, name, "is a symbolic link that leads nowhere: left out");
    else if (*name == '.')
        note(class, name, "is hidden: left out");
    else if (S_ISDIR(status.st_mode))
        add_name(&class->students, name);
    else
        note(class, name, "is not a student's folder: left out");
    free(path);
}

static bool find_students(struct class *class)
{
    struct dirent *entry;
    DIR *folder = opendir(class->submissions);
    if (!folder)
        return false;
    while ((entry = readdir(folder)))
        take_entry(class, entry->d_name);
    closedir(folder);
    sort(&class->students);
    return true;
}

/* The id on a line of a roster, without blanks around it. */
static char *trim(char *line)
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

/* Who is enrolled, if the instructor says so in SUBMISSIONS/roster.txt. */
static void read_roster(struct class *class)
{
    struct problem problem;
    char *path = NULL, *line;
    for (size_t i = 0; i < class->students.count; i++)
        add_name(&class->roster, class->students.items[i]);
    if (asprintf(&path, "%s/roster.txt", class->submissions) < 0)
        return;
    FILE *file = file_open(path, &problem);
    if (!file && errno != ENOENT)
        note(class, "roster.txt", "%s", problem.words);
    while (file && (line = file_line(file))) {
        char *id = trim(line);
        if (*id == '.' || strchr(id, '/'))
            note(class, "roster.txt", "'%s' cannot be a student's id", id);
        else if (*id)
            add_name(&class->roster, id);
        free(line);
    }
    if (file)
        fclose(file);
    free(path);
    sort(&class->roster);
}

/* ---- what they handed in ---- */

static bool enter(struct class *class, const char *student, const char *lab,
                  const struct handed *handed)
{
    switch (handed->kind) {
    case HANDED_FILE:
        return book_job(&class->book, student, lab, handed->path);
    case HANDED_UNCLEAR:
        class->unclear++;
        return book_unclear(&class->book, student, lab, handed->why);
    case HANDED_NOTHING:
        break;
    }
    book_forget(&class->book, student, lab);
    if (handed->near)
        note(class, student, "'%s' was not graded: it is not named %s.c",
             handed->near, lab_stem(lab));
    return true;
}

static void take_student(struct class *class, const char *student)
{
    char *folder = NULL;
    struct handed *handed = view_alloc(class->labs.count, sizeof *handed);
    bool good = book_student(&class->book, student);
    if (asprintf(&folder, "%s/%s", class->submissions, student) < 0) {
        fputs("collect: there is no memory\n", stderr);
        exit(EXIT_NOT_DECIDED);
    }
    if (good)
        find_attempts(folder, &class->labs, handed);
    for (size_t i = 0; i < class->labs.count; i++) {
        good = good && enter(class, student, class->labs.keys[i], &handed[i]);
        handed_free(&handed[i]);
    }
    if (!good) {
        class->trouble++;
        note(class, student, "%s", class->book.problem);
    }
    free(handed);
    free(folder);
}

static void report(struct class *class)
{
    if (class->notes > NOTES_MAX)
        fprintf(stderr, "note: and %zu more like these\n",
                class->notes - NOTES_MAX);
    printf("%zu student%s, %zu attempt%s to grade, %zu not clear\n",
           class->students.count, class->students.count == 1 ? "" : "s",
           class->book.job_count, class->book.job_count == 1 ? "" : "s",
           class->unclear);
}

/* When everything was handed in, if SUBMISSIONS/submitted.tsv says so. */
static bool read_times(struct class *class)
{
    char *path = NULL;
    if (asprintf(&path, "%s/submitted.tsv", class->submissions) < 0)
        return false;
    bool good = book_times(&class->book, path);
    free(path);
    return good;
}

static int collect(struct class *class, const char *out)
{
    if (!find_students(class))
        return fail(class->submissions, strerror(errno));
    if (class->students.count == 0)
        return fail(class->submissions,
                    "there is no student's folder in it; make grade looks for "
                    "SUBMISSIONS/<student>/.../<stem>.c");
    read_roster(class);
    if (!book_open(&class->book, out))
        return fail(out, class->book.problem);
    if (!read_times(class))
        return fail(class->submissions, class->book.problem);
    for (size_t i = 0; i < class->students.count; i++)
        take_student(class, class->students.items[i]);
    book_forget_others(&class->book, class->students.items,
                       class->students.count, class->labs.keys,
                       class->labs.count);
    if (!book_close(&class->book, class->roster.items, class->roster.count))
        return fail(out, class->book.problem);
    report(class);
    return class->trouble > 0 ? 1 : 0;
}

/* Whether one folder is the other, or lies in it. */
static bool lies_in(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 &&
           (path[length] == '\0' || path[length] == '/');
}

int main(int argc, char **argv)
{
    static char submissions[PATH_MAX], out[PATH_MAX];
    if (argc < 4) {
        fputs("usage: collect SUBMISSIONS OUT LAB...\n", stderr);
        return EXIT_NOT_DECIDED;
    }
    if (!realpath(argv[1], submissions))
        return fail(argv[1], strerror(errno));
    if (!realpath(argv[2], out))
        return fail(argv[2], strerror(errno));
    if (lies_in(submissions, out) || lies_in(out, submissions))
        return fail(argv[2], "OUT and SUBMISSIONS must not lie in one another");
    struct class class = {.submissions = submissions,
                          .labs = {argv + 3, (size_t)argc - 3}};
    qsort(class.labs.keys, class.labs.count, sizeof *class.labs.keys, by_bytes);
    return collect(&class, out);
}
