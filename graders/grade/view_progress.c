#include <stdlib.h>
#include <string.h>

#include "view_commands.h"
#include "view_result.h"

enum { BAR_COLUMNS = 20, KEY_COLUMNS = 28, POINTS_COLUMNS = 6 };

/* One lab of the list: with a result, without one, or with a broken one. */
struct entry {
    struct text lab;
    const char *path;
    struct result *result;
    struct problem problem;
};

struct entries {
    struct entry *items;
    size_t count;
    size_t keys; /* the width of the column of keys */
    bool all_read;
};

/* For a broken result: the lab's key, if a folder on its path is one. */
static struct text key_in_path(const char *path)
{
    struct text key = text_of(path);
    for (const char *at = path; at && *at;) {
        struct text part = {at, strcspn(at, "/")};
        if (lab_is_key(part))
            key = part;
        at = strchr(at, '/');
        at = at ? at + 1 : NULL;
    }
    return key;
}

static void load_entry(struct entry *entry, const char *path)
{
    entry->path = path;
    entry->result = result_load(path, &entry->problem);
    entry->lab = entry->result ? entry->result->lab : key_in_path(path);
}

static int by_lab(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    size_t length = left->lab.length < right->lab.length ? left->lab.length
                                                         : right->lab.length;
    int order = memcmp(left->lab.bytes, right->lab.bytes, length);
    if (order != 0)
        return order;
    return (left->lab.length > right->lab.length) -
           (left->lab.length < right->lab.length);
}

static void load_entries(struct entries *entries, const struct request *request)
{
    size_t count = request->arg_count + request->lab_count;
    *entries = (struct entries){.count = count, .all_read = true};
    entries->items = view_alloc(count, sizeof *entries->items);
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = &entries->items[i];
        if (i < request->lab_count)
            entry->lab = text_of(request->labs[i]);
        else
            load_entry(entry, request->args[i - request->lab_count]);
        if (entry->path && !entry->result)
            entries->all_read = false;
        size_t columns = text_columns(entry->lab);
        if (columns > entries->keys)
            entries->keys = columns;
    }
    if (entries->keys > KEY_COLUMNS)
        entries->keys = KEY_COLUMNS;
    qsort(entries->items, count, sizeof *entries->items, by_lab);
}

/* Says what is wrong with the broken ones; frees everything. */
static int finish(struct entries *entries)
{
    fflush(stdout);
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        if (entry->path && !entry->result)
            complain(entry->path, entry->problem.words);
        result_free(entry->result);
    }
    free(entries->items);
    return entries->all_read ? 0 : EXIT_NOT_DECIDED;
}

static void print_bar(const struct result *result)
{
    char bar[BAR_COLUMNS + 1] = {0};
    int filled = 0;
    if (result && result->max > 0)
        filled = BAR_COLUMNS * result->points / result->max;
    memset(bar, '-', BAR_COLUMNS);
    memset(bar, '#', (size_t)filled);
    printf("[%s]", bar);
}

/* A few words on how a lab stands. */
static void write_standing(FILE *out, const struct entry *entry)
{
    const struct result *result = entry->result;
    if (!entry->path) {
        fputs("not started", out);
    } else if (!result) {
        fputs("its result cannot be read", out);
    } else if (!result->decided) {
        fputs("not decided (grader's fault)", out);
    } else if (result->verdict == VERDICT_OK) {
        fputs("done", out);
    } else if (result_first(result, CHECK_FAILED)) {
        fputs("next: ", out);
        text_copy(out, result_first(result, CHECK_FAILED)->name);
    } else {
        fputs(verdict_words(result->verdict), out);
    }
}

/* The points, in so many columns; an undecided result's are not known. */
static void print_points(const struct result *result, int columns)
{
    char points[32];
    if (result->decided)
        snprintf(points, sizeof points, "%d/%d", result->points, result->max);
    else
        snprintf(points, sizeof points, "?/%d", result->max);
    printf("%*s", columns, points);
}

/* The bar's line; words that do not fit beside it stand below it. */
static void print_progress(const struct entry *entry, size_t keys)
{
    struct draft draft;
    size_t used = keys + 2 + 1 + BAR_COLUMNS + 1 + 2;
    text_pad(stdout, entry->lab, keys);
    fputs("  ", stdout);
    print_bar(entry->result);
    if (entry->result) {
        print_points(entry->result, POINTS_COLUMNS);
        used += POINTS_COLUMNS;
    }
    draft_begin(&draft);
    write_standing(draft.stream, entry);
    struct text words = draft_end(&draft);
    if (used + text_columns(words) > VIEW_COLUMNS)
        printf("\n%*s", (int)keys + 2, "");
    else
        fputs("  ", stdout);
    text_put(stdout, words, VIEW_COLUMNS - keys - 2);
    putchar('\n');
    draft_free(&draft);
}

int view_progress(const struct request *request)
{
    struct entries entries;
    size_t done = 0;
    load_entries(&entries, request);
    for (size_t i = 0; i < entries.count; i++) {
        const struct result *result = entries.items[i].result;
        print_progress(&entries.items[i], entries.keys);
        done += result && result->verdict == VERDICT_OK;
    }
    printf("%s%zu of %zu lab%s done\n", entries.count > 0 ? "\n" : "", done,
           entries.count, entries.count == 1 ? "" : "s");
    return finish(&entries);
}

static void print_state(const struct entry *entry, size_t keys)
{
    text_pad(stdout, entry->lab, keys);
    fputs("  ", stdout);
    const struct result *result = entry->result;
    if (result && !result->decided)
        fputs("not decided", stdout);
    else if (result && result->verdict != VERDICT_OK &&
             result->verdict != VERDICT_DOES_NOT_COMPILE)
        print_points(result, 0);
    else
        write_standing(stdout, entry);
    putchar('\n');
}

int view_list(const struct request *request)
{
    struct entries entries;
    load_entries(&entries, request);
    for (size_t i = 0; i < entries.count; i++)
        print_state(&entries.items[i], entries.keys);
    return finish(&entries);
}
