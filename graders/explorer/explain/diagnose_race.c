/* diagnose_race.c - what a data race lacks: a lock at one access, at both, or
 * the same one at both. */
#include "diagnose.h"

#include <stdio.h>
#include <string.h>

/* The locks that a thread holds at a step: "m, n". Returns: how many. */
static int locks_at(const struct story *story, int number, int thread,
                    char *words, size_t size)
{
    const struct step *step = story_step(story, number);
    size_t used = 0;
    int count = 0;
    words[0] = '\0';
    for (int i = 0; step && i < step->holding_count; i++) {
        if (step->holdings[i].thread != thread)
            continue;
        count++;
        if (used < size)
            used += (size_t)snprintf(words + used, size - used, "%s`%s`",
                                     used ? ", " : "",
                                     name_of(step->holdings[i].address));
    }
    return count;
}

static const char *verb(const struct access_note *note)
{
    return note->write ? "writes" : "reads";
}

/* " in line 12"; nothing for what a scenario does, which nobody can look up. */
static const char *at_line(const char *preposition,
                           const struct access_note *note, char words[24])
{
    const struct place *place = place_of((uintptr_t)note->pc);
    words[0] = '\0';
    if (place && !is_scenario(place))
        snprintf(words, 24, " %s line %d", preposition, place->line);
    return words;
}

static const char *in_line(const struct access_note *note, char words[24])
{
    return at_line("in", note, words);
}

static bool begins_with(const char *text, const char *lead)
{
    return strncmp(text, lead, strlen(lead)) == 0;
}

bool diagnose_memory(struct story *story)
{
    const struct access_note *access = story->failure.access;
    char line[2][24];
    if (!access[0].valid || !access[1].valid || !story->access_name[1])
        return false;
    if (begins_with(story->failure.diagnosis, "use after free"))
        return say_cause(story,
                         "use after free: '%s' %s `%.60s`%s, after '%s' has "
                         "freed it%s",
                         threads[access[1].thread].name, verb(&access[1]),
                         story->access_name[1], in_line(&access[1], line[1]),
                         threads[access[0].thread].name,
                         in_line(&access[0], line[0]));
    if (begins_with(story->failure.diagnosis, "overflow"))
        return say_cause(story,
                         "overflow: '%s' %s `%.60s`%s, behind the end of the "
                         "block%s",
                         threads[access[1].thread].name, verb(&access[1]),
                         story->access_name[1], in_line(&access[1], line[1]),
                         at_line("from", &access[0], line[0]));
    return false;
}

bool diagnose_race(struct story *story)
{
    const struct access_note *access = story->failure.access;
    char locks[2][80], line[2][24];
    int count[2];
    if (!access[0].valid || !access[1].valid || !story->access_name[1])
        return false;
    for (int i = 0; i < 2; i++)
        count[i] = locks_at(story, story->access_step[i], access[i].thread,
                            locks[i], sizeof locks[i]);
    const char *name = story->access_name[1];
    char what[160];
    snprintf(what, sizeof what, "'%s' %s `%.60s`%s and '%s' %s it%s",
             threads[access[0].thread].name, verb(&access[0]), name,
             in_line(&access[0], line[0]), threads[access[1].thread].name,
             verb(&access[1]), in_line(&access[1], line[1]));
    if (access[0].atomic || access[1].atomic)
        return say_cause(story, "%s, and one of the two is not atomic", what);
    if (!count[0] && !count[1])
        return say_cause(story, "%s, and neither holds a lock", what);
    if (count[0] && count[1])
        return say_cause(story,
                         "two locks for one datum: %s; one holds %s, the "
                         "other one %s",
                         what, locks[0], locks[1]);
    int without = count[0] ? 1 : 0;
    return say_cause(story, "%s, and '%s' does so without %s", what,
                     threads[access[without].thread].name, locks[!without]);
}
