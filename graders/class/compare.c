/* compare: what has changed between two gradings of a class, and why.
 *
 *     compare OLD NEW
 *
 * A result has changed if it says something else of an attempt: another
 * verdict, other points, other words. Why follows from what stands in it: the
 * sums of the attempt and of the grader (rubric, library and all), and how
 * attempts were confined. If these are the same, it must not have changed.
 *
 * Exit status: 0; 2 something changed for no reason, or cannot be read. */
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "verdict.h"
#include "view_class.h"
#include "view_result.h"
#include "view_text.h"

#define STUDENT_COLUMNS 30

enum why {
    WHY_NEW,
    WHY_GONE,
    WHY_ATTEMPT,
    WHY_GRADER,
    WHY_BOTH,
    WHY_CONFINEMENT,
    WHY_UNDECIDED,
    WHY_UNREADABLE,
    WHY_NOTHING,
    WHY_COUNT
};

static const char *const why_words[WHY_COUNT] = {
    [WHY_NEW] = "there was no result before",
    [WHY_GONE] = "there is no result any more",
    [WHY_ATTEMPT] = "the attempt changed",
    [WHY_GRADER] = "the grader changed",
    [WHY_BOTH] = "the attempt changed, and so did the grader",
    [WHY_CONFINEMENT] = "attempts were confined in another way",
    [WHY_UNDECIDED] = "the grader could not decide, which is its own fault",
    [WHY_UNREADABLE] = "a result cannot be read",
    [WHY_NOTHING] = "NOTHING IT DEPENDS ON CHANGED: a bug in the grader",
};

/* One attempt of one lab, as it was and as it is. */
struct pair {
    const char *student, *lab;
    bool was, is; /* whether there is a folder of results */
    struct result *before, *after;
    struct problem problem;
};

struct comparison {
    const char *old, *new;
    size_t compared, changed;
    size_t counts[WHY_COUNT];
};

/* ---- reading ---- */

/* Returns: whether there is such a cell; *result is NULL if nobody can read
 * what is in it. */
static bool read_side(const char *out, const struct pair *pair,
                      struct result **result, struct problem *problem)
{
    char path[PATH_MAX + 16];
    struct stat status;
    *result = NULL;
    int length =
        snprintf(path, PATH_MAX, "%s/%s/%s", out, pair->student, pair->lab);
    /* An id in the roster is a word, never a way to somewhere else. */
    if (length >= PATH_MAX || strchr(pair->student, '/') ||
        *pair->student == '.' || stat(path, &status) != 0)
        return false;
    snprintf(path + length, sizeof path - (size_t)length, "/result.json");
    *result = result_load(path, problem);
    return true;
}

static void read_pair(const struct comparison *all, struct pair *pair)
{
    pair->was = read_side(all->old, pair, &pair->before, &pair->problem);
    pair->is = read_side(all->new, pair, &pair->after, &pair->problem);
}

/* ---- judging ---- */

static bool same_field(const struct pair *pair, const char *field)
{
    return json_equal(json_object_get(pair->before->json, field),
                      json_object_get(pair->after->json, field));
}

/* Whether both say the same of the attempt. */
static bool same_outcome(const struct pair *pair)
{
    static const char *const fields[] = {
        "verdict", "points", "max", "decided", "notes", "compiler", "checks"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!same_field(pair, fields[i]))
            return false;
    return true;
}

/* collect writes such a sum where it is not clear what was handed in. */
static bool is_no_sum(struct text sum)
{
    return sum.length > 0 && strspn(sum.bytes, "0") >= sum.length;
}

static enum why why_changed(const struct pair *pair)
{
    const struct result *before = pair->before, *after = pair->after;
    bool unclear = is_no_sum(before->sha256) || is_no_sum(after->sha256);
    bool attempt = unclear || !text_equal(before->sha256, after->sha256);
    bool grader = !unclear && !text_equal(before->grader, after->grader);
    if (attempt && grader)
        return WHY_BOTH;
    if (attempt)
        return WHY_ATTEMPT;
    if (grader)
        return WHY_GRADER;
    if (!same_field(pair, "confinement"))
        return WHY_CONFINEMENT;
    if (!before->decided || !after->decided)
        return WHY_UNDECIDED;
    return WHY_NOTHING;
}

/* Returns: false if there is nothing to tell. */
static bool judge(const struct pair *pair, enum why *why)
{
    if (!pair->was && !pair->is)
        return false;
    if (!pair->was)
        *why = WHY_NEW;
    else if (!pair->is)
        *why = WHY_GONE;
    else if (!pair->before || !pair->after)
        *why = WHY_UNREADABLE;
    else if (same_outcome(pair))
        return false;
    else
        *why = why_changed(pair);
    return true;
}

/* ---- saying ---- */

static void put_grade(FILE *out, bool there, const struct result *result)
{
    if (!there)
        fputs("nothing", out);
    else if (!result)
        fputs("?", out);
    else if (!result->decided)
        fprintf(out, "?/%d %s", result->max, verdict_name(result->verdict));
    else
        fprintf(out, "%d/%d %s", result->points, result->max,
                verdict_name(result->verdict));
}

static const char *status_word(const struct check *check)
{
    static const char *const words[] = {"passed", "failed", "not run",
                                        "undecided"};
    return check ? words[check->status] : "not asked";
}

static void say_check(struct text name, const struct check *before,
                      const struct check *after)
{
    struct draft draft;
    bool same_status = before && after && before->status == after->status;
    draft_begin(&draft);
    text_put(draft.stream, name, STUDENT_COLUMNS);
    fprintf(draft.stream, ": %s", status_word(before));
    if (before && after && before->points != after->points)
        fprintf(draft.stream, " %d -> %s %d", before->points,
                status_word(after), after->points);
    else if (same_status)
        fputs(" as before, with other words", draft.stream);
    else
        fprintf(draft.stream, " -> %s", status_word(after));
    text_wrap(stdout, "    ", draft_end(&draft), 3);
    draft_free(&draft);
}

/* The checks that changed, in the new rubric's order; then those it has not
 * any more. */
static void say_checks(const struct pair *pair)
{
    const json_t *olds = json_object_get(pair->before->json, "checks");
    const json_t *news = json_object_get(pair->after->json, "checks");
    for (size_t i = 0; i < pair->after->check_count; i++) {
        const struct check *after = &pair->after->checks[i];
        const struct check *before = result_check(pair->before, after->name);
        size_t at = before ? (size_t)(before - pair->before->checks) : 0;
        if (!before ||
            !json_equal(json_array_get(olds, at), json_array_get(news, i)))
            say_check(after->name, before, after);
    }
    for (size_t i = 0; i < pair->before->check_count; i++) {
        const struct check *before = &pair->before->checks[i];
        if (!result_check(pair->after, before->name))
            say_check(before->name, before, NULL);
    }
}

static void say_pair(const struct pair *pair, enum why why)
{
    struct draft draft;
    draft_begin(&draft);
    text_put(draft.stream, text_of(pair->student), STUDENT_COLUMNS);
    fprintf(draft.stream, " %s: ", pair->lab);
    put_grade(draft.stream, pair->was, pair->before);
    fputs(" -> ", draft.stream);
    put_grade(draft.stream, pair->is, pair->after);
    text_wrap(stdout, "", draft_end(&draft), 3);
    draft_free(&draft);
    text_wrap(stdout, "  why: ", text_of(why_words[why]), 3);
    if (why == WHY_UNREADABLE)
        text_wrap(stdout, "    ", text_of(pair->problem.words), 3);
    else if (pair->before && pair->after)
        say_checks(pair);
}

static int say_sum(const struct comparison *all)
{
    size_t bugs = all->counts[WHY_NOTHING];
    if (all->changed == 0) {
        printf("nothing changed: %zu results say what they said before\n",
               all->compared);
        return EXIT_FULL_MARKS;
    }
    printf("\n%zu of %zu results changed\n", all->changed, all->compared);
    for (size_t i = 0; i < WHY_COUNT; i++)
        if (all->counts[i] > 0)
            printf("%6zu  %s\n", all->counts[i], why_words[i]);
    if (bugs == 0)
        return all->counts[WHY_UNREADABLE] > 0 ? EXIT_NOT_DECIDED
                                               : EXIT_FULL_MARKS;
    fflush(stdout);
    text_say(stderr, "",
             "\nBUG IN THE GRADER: %zu result%s changed although the attempt, "
             "the grader and the confinement are the same. Neither the old "
             "nor the new one can be trusted; keep both folders, and report "
             "it. (Was one of them made on a machine with another compiler or "
             "another Valgrind? These are not part of the grader's sum.)",
             bugs, bugs == 1 ? "" : "s");
    return EXIT_NOT_DECIDED;
}

/* ---- all of them ---- */

static void compare_cell(struct comparison *all, const char *student,
                         const char *lab)
{
    struct pair pair = {.student = student, .lab = lab};
    enum why why;
    read_pair(all, &pair);
    all->compared += pair.was || pair.is;
    if (judge(&pair, &why)) {
        all->changed++;
        all->counts[why]++;
        say_pair(&pair, why);
    }
    result_free(pair.before);
    result_free(pair.after);
}

static void add_names(struct names *to, const struct names *from)
{
    to->items =
        view_grow(to->items, to->count + from->count + 1, sizeof *to->items);
    for (size_t i = 0; i < from->count; i++)
        to->items[to->count++] = from->items[i];
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

/* Every name of both, once, sorted. The strings stay theirs. */
static struct names all_names(const struct names *a, const struct names *b)
{
    struct names names = {NULL, 0};
    size_t kept = 0;
    add_names(&names, a);
    add_names(&names, b);
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, by_bytes);
    for (size_t i = 0; i < names.count; i++)
        if (kept == 0 || strcmp(names.items[kept - 1], names.items[i]) != 0)
            names.items[kept++] = names.items[i];
    names.count = kept;
    return names;
}

static struct class *load(const char *out)
{
    static const struct names none = {NULL, 0};
    struct problem problem;
    struct class *class = class_load(out, &none, NULL, &problem);
    if (!class)
        complain(out, problem.words);
    return class;
}

static int compare(struct comparison *all, struct class *old, struct class *new)
{
    struct names students = all_names(&old->students, &new->students);
    struct names labs = all_names(&old->labs, &new->labs);
    for (size_t i = 0; i < students.count; i++)
        for (size_t j = 0; j < labs.count; j++)
            compare_cell(all, students.items[i], labs.items[j]);
    free(students.items);
    free(labs.items);
    return say_sum(all);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: compare OLD NEW\n", stderr);
        return EXIT_NOT_DECIDED;
    }
    complain_as("compare");
    struct comparison all = {.old = argv[1], .new = argv[2]};
    struct class *old = load(all.old);
    struct class *new = old ? load(all.new) : NULL;
    int status = EXIT_NOT_DECIDED;
    if (new)
        status = compare(&all, old, new);
    class_free(old);
    class_free(new);
    return status;
}
