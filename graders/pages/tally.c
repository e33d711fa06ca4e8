/* tally.c - see tally.h. */
#include "tally.h"

#include <stdlib.h>

void tally_begin(struct tally *tally, const struct class *class)
{
    *tally = (struct tally){.lab_count = class->labs.count};
    tally->labs = view_alloc(tally->lab_count, sizeof *tally->labs);
}

static char *copy_of(struct text text)
{
    char *copy = view_alloc(text.length + 1, 1);
    for (size_t i = 0; i < text.length; i++)
        copy[i] = text.bytes[i] ? text.bytes[i] : '?';
    return copy;
}

/* Most often the nth check of a result is the nth one of the lab. */
static struct tally_check *find(struct tally_lab *lab, size_t guess,
                                const struct check *check)
{
    if (guess < lab->check_count &&
        text_equal(text_of(lab->checks[guess].name), check->name))
        return &lab->checks[guess];
    for (size_t i = 0; i < lab->check_count; i++)
        if (text_equal(text_of(lab->checks[i].name), check->name))
            return &lab->checks[i];
    lab->checks =
        view_grow(lab->checks, lab->check_count + 1, sizeof *lab->checks);
    struct tally_check *added = &lab->checks[lab->check_count++];
    *added = (struct tally_check){.name = copy_of(check->name),
                                  .claim = copy_of(check->claim),
                                  .max = check->max};
    return added;
}

void tally_add(struct tally *tally, size_t lab, const struct result *result,
               const struct cell *cell)
{
    struct tally_lab *into = &tally->labs[lab];
    into->results++;
    into->full += cell->points == cell->max;
    into->points += cell->points;
    into->max += cell->max;
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check *check = &result->checks[i];
        find(into, i, check)->count[check->status]++;
        if (check->status == CHECK_FAILED) {
            tally->verdicts[check->verdict]++;
            tally->failed++;
        }
    }
}

void tally_free(struct tally *tally)
{
    for (size_t lab = 0; lab < tally->lab_count; lab++) {
        for (size_t i = 0; i < tally->labs[lab].check_count; i++) {
            free(tally->labs[lab].checks[i].name);
            free(tally->labs[lab].checks[i].claim);
        }
        free(tally->labs[lab].checks);
    }
    free(tally->labs);
}
