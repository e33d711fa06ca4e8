/* outcomes.c - see outcomes.h. */
#define _GNU_SOURCE
#include "outcomes.h"
#include "state.h"

#include <stdio.h>
#include <string.h>

#define REACHED_MAX 32

struct outcome_kept outcomes[OUTCOMES_MAX];
int outcome_count;
uint64_t outcome_hash;

static char words[OUTCOME_LENGTH];
static const char *reached[REACHED_MAX];
static int reached_count;
static bool overflowed;

static void describe_globals(char *to, size_t size);
void (*outcomes_describe)(char *to, size_t size) = describe_globals;

void outcomes_begin(void)
{
    words[0] = '\0';
    outcome_hash = 0;
}

void outcomes_add(const char *name, long value)
{
    engine.current->segment_writes = true; /* their order counts */
    size_t used = strlen(words);
    snprintf(words + used, sizeof words - used, "%s%s = %ld", used ? ", " : "",
             name, value);
    for (const char *c = words + used; *c; c++)
        outcome_hash = outcome_hash * 1099511628211u + (unsigned char)*c + 1;
}

void outcomes_end(void)
{
    int i = 0;
    if (!words[0])
        return;
    while (i < outcome_count && strcmp(outcomes[i].words, words) != 0)
        i++;
    if (i == OUTCOMES_MAX) {
        overflowed = true;
        return;
    }
    if (i == outcome_count) {
        snprintf(outcomes[i].words, sizeof outcomes[i].words, "%s", words);
        outcomes[i].executions = 0;
        schedule_keep(&outcomes[i].schedule);
        outcome_count++;
    }
    outcomes[i].executions++;
}

/* By hand: once an execution, printf would be a seventh of it. */
static void describe_globals(char *to, size_t size)
{
    uint64_t hash = state_hash_globals();
    char *end = to + 16;
    if (size <= 16)
        return;
    *end = '\0';
    for (; end > to; hash >>= 4)
        *--end = "0123456789abcdef"[hash & 15];
}

void outcomes_collect(enum ending ending)
{
    enum verdict verdict = ending == END_COMPLETE ? VERDICT_OK
                           : ending == END_FAILED ? engine.failure.verdict
                                                  : VERDICT_LIMIT_REACHED;
    if (ending == END_CUT)
        return;
    char *end = stpcpy(words, verdict_name(verdict));
    if (verdict == VERDICT_OK || verdict == VERDICT_DEADLOCK) {
        *end++ = ' ';
        size_t used = (size_t)(end - words);
        outcomes_describe(words + used, sizeof words - used);
    }
    outcomes_end();
}

void outcomes_end_badly(enum verdict verdict)
{
    if (!words[0])
        snprintf(words, sizeof words, "%s", verdict_words(verdict));
    outcomes_end();
}

const char *outcomes_words(void)
{
    return words;
}

void outcomes_forget(void)
{
    outcome_count = reached_count = 0;
    overflowed = false;
}

bool outcomes_overflowed(void)
{
    return overflowed;
}

static bool was_reached(const char *state)
{
    for (int i = 0; i < reached_count; i++)
        if (strcmp(reached[i], state) == 0)
            return true;
    return false;
}

void outcomes_reached(const char *state)
{
    if (!was_reached(state) && reached_count < REACHED_MAX)
        reached[reached_count++] = state;
}

const char *outcomes_unreached(const char *const *states, int most)
{
    for (int i = 0; i < most && states[i]; i++)
        if (!was_reached(states[i]))
            return states[i];
    return NULL;
}
