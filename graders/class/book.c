#define _GNU_SOURCE /* asprintf() */

#include "book.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "verdict.h"
#include "view_file.h"
#include "view_result.h"

#define NO_SUM                                                                 \
    "0000000000000000000000000000000000000000000000000000000000000000"

__attribute__((format(printf, 2, 3))) static bool refuse(struct book *book,
                                                         const char *format,
                                                         ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(book->problem, sizeof book->problem, format, arguments);
    va_end(arguments);
    return false;
}

/* The caller frees it. */
__attribute__((format(printf, 1, 2))) static char *path_of(const char *format,
                                                           ...)
{
    va_list arguments;
    char *path = NULL;
    va_start(arguments, format);
    if (vasprintf(&path, format, arguments) < 0)
        path = NULL;
    va_end(arguments);
    if (!path) {
        fputs("collect: there is no memory\n", stderr);
        exit(EXIT_NOT_DECIDED);
    }
    return path;
}

/* Makes a folder, or finds it there. A link to one would lead elsewhere. */
static bool make_folder(struct book *book, const char *path)
{
    struct stat status;
    if (mkdir(path, 0777) == 0)
        return true;
    if (errno != EEXIST)
        return refuse(book, "cannot make the folder: %s", strerror(errno));
    if (lstat(path, &status) != 0 || !S_ISDIR(status.st_mode))
        return refuse(book, "something in OUT has this name already, and is "
                            "not a folder");
    return true;
}

/* ---- cleaning ---- */

/* Calls act(book, folder, name) for everything in a folder. Returns: false,
 * with errno, if it cannot be read. */
static bool for_each(struct book *book, const char *folder,
                     void (*act)(struct book *book, const char *folder,
                                 const char *name))
{
    struct dirent *entry;
    DIR *stream = opendir(folder);
    if (!stream)
        return false;
    while ((entry = readdir(stream)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            act(book, folder, entry->d_name);
    closedir(stream);
    return true;
}

static void remove_entry(struct book *book, const char *folder,
                         const char *name)
{
    (void)book;
    char *path = path_of("%s/%s", folder, name);
    unlink(path);
    free(path);
}

static bool starts(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/* The results, their pages and what a killed program left of them. */
static void remove_result(struct book *book, const char *folder,
                          const char *name)
{
    if (starts(name, "result.json") || starts(name, "timings.json") ||
        starts(name, ".result.json.") || starts(name, "report.html") ||
        starts(name, ".report.html."))
        remove_entry(book, folder, name);
}

void book_forget(struct book *book, const char *student, const char *lab)
{
    char *folder = path_of("%s/%s/%s", book->out, student, lab);
    struct stat status;
    if (lstat(folder, &status) == 0 && S_ISDIR(status.st_mode)) {
        for_each(book, folder, remove_result);
        rmdir(folder);
    }
    free(folder);
}

/* What book_forget_others() keeps. */
static struct {
    char *const *students;
    char *const *labs;
    size_t student_count, lab_count;
    const char *student; /* whose folder is being looked at */
    bool known;
} kept;

static int by_bytes(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

static bool among(const char *name, char *const *names, size_t count)
{
    return count > 0 &&
           bsearch(&name, names, count, sizeof *names, by_bytes) != NULL;
}

static void forget_lab(struct book *book, const char *folder, const char *name)
{
    (void)folder;
    if (lab_is_key(text_of(name)) &&
        !(kept.known && among(name, kept.labs, kept.lab_count)))
        book_forget(book, kept.student, name);
}

static void forget_student(struct book *book, const char *folder,
                           const char *name)
{
    struct stat status;
    char *home = path_of("%s/%s", folder, name);
    kept.student = name;
    kept.known = among(name, kept.students, kept.student_count);
    if (*name != '.' && lstat(home, &status) == 0 && S_ISDIR(status.st_mode)) {
        for_each(book, home, forget_lab);
        if (!kept.known)
            rmdir(home);
    }
    free(home);
}

void book_forget_others(struct book *book, char *const *students, size_t count,
                        char *const *labs, size_t lab_count)
{
    kept.students = students;
    kept.student_count = count;
    kept.labs = labs;
    kept.lab_count = lab_count;
    for_each(book, book->out, forget_student);
}

/* ---- opening and closing ---- */

static size_t entries;

static void count_entry(struct book *book, const char *folder, const char *name)
{
    (void)book;
    (void)folder;
    (void)name;
    entries++;
}

/* A folder that holds something, and not from here, is somebody's. */
static bool is_ours_or_empty(struct book *book, const char *class_folder)
{
    struct stat status;
    entries = 0;
    if (lstat(class_folder, &status) == 0 && S_ISDIR(status.st_mode))
        return true;
    if (!for_each(book, book->out, count_entry))
        return refuse(book, "%s", strerror(errno));
    if (entries > 0)
        return refuse(book, "the folder holds other things; name a new or an "
                            "empty one");
    return true;
}

bool book_open(struct book *book, const char *out)
{
    *book = (struct book){.out = out};
    char *folder = path_of("%s/" CLASS_FOLDER, out);
    char *jobs = path_of("%s/jobs", folder);
    char *list = path_of("%s/jobs.txt.new", folder);
    char *times = path_of("%s/submitted.tsv.new", folder);
    bool good = is_ours_or_empty(book, folder) && make_folder(book, folder) &&
                make_folder(book, jobs);
    if (good) {
        for_each(book, jobs, remove_entry);
        book->jobs = fopen(list, "we");
        book->times = fopen(times, "we");
        if (!book->jobs || !book->times)
            good = refuse(book, "cannot write in it: %s", strerror(errno));
    }
    free(folder);
    free(jobs);
    free(list);
    free(times);
    return good;
}

/* Whether reading the line of the roster would give the id again. */
static bool fits_on_a_line(const char *id)
{
    size_t length = strlen(id);
    return length > 0 && !strchr(id, '\n') && !strchr(id, '\r') &&
           !strchr(" \t\xEF", *id) && !strchr(" \t", id[length - 1]);
}

static bool write_roster(struct book *book, char *const *roster, size_t count)
{
    struct problem problem;
    struct new_file file;
    char *path = path_of("%s/roster.txt", book->out);
    bool good = new_file_begin(&file, path, &problem);
    for (size_t i = 0; good && i < count; i++)
        if (fits_on_a_line(roster[i]))
            fprintf(file.stream, "%s\n", roster[i]);
    good = good && new_file_commit(&file, &problem);
    if (!good)
        refuse(book, "roster.txt: %s", problem.words);
    free(path);
    return good;
}

/* Closes a list, and gives it the name under which it counts. */
static bool finish(struct book *book, FILE *list, const char *name)
{
    char *from = path_of("%s/" CLASS_FOLDER "/%s.new", book->out, name);
    char *to = path_of("%s/" CLASS_FOLDER "/%s", book->out, name);
    bool good = !ferror(list) && fclose(list) == 0 && rename(from, to) == 0;
    if (!good)
        refuse(book, "cannot write %s: %s", name, strerror(errno));
    free(from);
    free(to);
    return good;
}

bool book_close(struct book *book, char *const *roster, size_t count)
{
    bool good = finish(book, book->jobs, "jobs.txt") &&
                finish(book, book->times, "submitted.tsv");
    return good && write_roster(book, roster, count);
}

/* ---- cells ---- */

bool book_student(struct book *book, const char *student)
{
    if (strcmp(student, "roster.txt") == 0 ||
        strcmp(student, "gradebook.csv") == 0 ||
        strcmp(student, "index.html") == 0)
        return refuse(book, "a student cannot have the name of a file that "
                            "make grade writes");
    char *folder = path_of("%s/%s", book->out, student);
    bool made = make_folder(book, folder);
    free(folder);
    return made;
}

static bool make_cell(struct book *book, const char *student, const char *lab)
{
    char *folder = path_of("%s/%s/%s", book->out, student, lab);
    bool made = make_folder(book, folder);
    free(folder);
    return made;
}

bool book_times(struct book *book, const char *path)
{
    struct problem problem;
    char *line;
    errno = 0;
    FILE *file = file_open(path, &problem);
    if (!file && errno == ENOENT)
        return true;
    if (!file)
        return refuse(book, "submitted.tsv: %s", problem.words);
    book->times_given = true;
    while ((line = file_line(file))) {
        fprintf(book->times, "%s\n", line);
        free(line);
    }
    fclose(file);
    return true;
}

/* The date of the file, in UTC. An id that does not fit into the table has no
 * time, and is never late. */
static void note_time(struct book *book, const char *student, const char *lab,
                      const char *attempt)
{
    struct stat status;
    struct tm when;
    char text[40];
    if (book->times_given || !fits_on_a_line(student) ||
        strchr(student, '\t') || *student == '#' ||
        stat(attempt, &status) != 0 || !gmtime_r(&status.st_mtime, &when))
        return;
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &when);
    fprintf(book->times, "%s\t%s\t%s\n", student, lab, text);
}

bool book_job(struct book *book, const char *student, const char *lab,
              const char *attempt)
{
    if (!make_cell(book, student, lab))
        return false;
    char *name = path_of("%06zu.%s", ++book->job_count, lab);
    char *cell = path_of("../../%s/%s", student, lab);
    char *to_cell = path_of("%s/" CLASS_FOLDER "/jobs/%s", book->out, name);
    char *to_attempt = path_of("%s.c", to_cell);
    bool linked =
        symlink(attempt, to_attempt) == 0 && symlink(cell, to_cell) == 0;
    if (!linked)
        refuse(book, "cannot write the job: %s", strerror(errno));
    else
        fprintf(book->jobs, "%s\n", name);
    note_time(book, student, lab, attempt);
    free(name);
    free(cell);
    free(to_cell);
    free(to_attempt);
    return linked;
}

/* The sentence as JSON takes it: what is not UTF-8 becomes "?". */
static json_t *sentence(const char *why)
{
    json_t *text = json_string(why);
    if (text)
        return text;
    char *plain = view_copy(why);
    for (char *at = plain; *at; at++)
        if ((unsigned char)*at >= 0x80)
            *at = '?';
    text = json_string(plain);
    free(plain);
    return text;
}

static json_t *unclear_result(const char *lab, const char *why)
{
    const char *fault = verdict_name(VERDICT_GRADER_FAULT);
    const char *stem = strchr(lab, '_') ? strchr(lab, '_') + 1 : lab;
    char file[80];
    snprintf(file, sizeof file, "%.70s.c", stem);
    json_t *check = json_pack(
        "{s:s, s:s, s:i, s:i, s:s, s:s, s:o}", "check", "handed_in", "claim",
        "It is plain which file is meant, and it can be read.", "points", 0,
        "max", 0, "status", "undecided", "verdict", fault, "diagnosis",
        sentence(why));
    return json_pack("{s:s, s:s, s:{s:s, s:s}, s:s, s:s, s:i, s:i, s:b, "
                     "s:{s:s, s:[]}, s:[], s:[], s:[o]}",
                     "schema", "interleave-result-1", "lab", lab, "attempt",
                     "file", file, "sha256", NO_SUM, "grader", NO_SUM,
                     "verdict", fault, "points", 0, "max", 0, "decided", 0,
                     "confinement", "level", "none", "layers", "notes",
                     "compiler", "checks", check);
}

bool book_unclear(struct book *book, const char *student, const char *lab,
                  const char *why)
{
    struct problem problem;
    struct new_file file;
    if (!make_cell(book, student, lab))
        return false;
    char *path = path_of("%s/%s/%s/result.json", book->out, student, lab);
    json_t *result = unclear_result(lab, why);
    bool good = result && new_file_begin(&file, path, &problem);
    if (good) {
        json_dumpf(result, file.stream, JSON_INDENT(2));
        fputc('\n', file.stream);
        good = new_file_commit(&file, &problem);
    }
    if (!good)
        refuse(book, "%s", result ? problem.words : "there is no memory");
    json_decref(result);
    free(path);
    return good;
}
