/* The last steps before a failure: who did what, and from which line. A step
 * is written down as a few return addresses; the judge turns them into lines
 * of the attempt, and only if the check fails. */
#include "turns_internal.h"

#include <stdio.h>
#include <string.h>
#include <valgrind/helgrind.h>

#define STEPS_KEPT 14
#define FRAMES 5
#define FRAME_BYTES_MAX (1024 * 1024)

struct record {
    char actor[NAME_LENGTH];
    const char *doing;
    uintptr_t callers[FRAMES];
};

static struct record ring[STEPS_KEPT];
static unsigned long recorded; /* since the trial began */
static struct record kept[STEPS_KEPT];
static int kept_count;

void turns_trace_start(void)
{
    VALGRIND_HG_DISABLE_CHECKING(ring, sizeof ring);
    VALGRIND_HG_DISABLE_CHECKING(&recorded, sizeof recorded);
}

/* Everything in the program is built with frame pointers; a frame that does
 * not lie above the last one ends the walk. */
static void walk(const uintptr_t *frame, uintptr_t *callers)
{
    for (int i = 0; i < FRAMES; i++) {
        const uintptr_t *above = (const uintptr_t *)frame[0];
        callers[i] = frame[1];
        if (above <= frame ||
            (uintptr_t)above - (uintptr_t)frame > FRAME_BYTES_MAX)
            break;
        frame = above;
    }
}

void turns_record(const char *doing, const void *frame)
{
    struct record *record = &ring[recorded++ % STEPS_KEPT];
    struct actor *self = turns_self();
    memset(record, 0, sizeof *record);
    snprintf(record->actor, sizeof record->actor, "%s", self->name);
    record->doing = doing;
    if (frame)
        walk(frame, record->callers);
}

void turns_trace_clear(void)
{
    recorded = 0;
}

void steps_keep(void)
{
    unsigned long first = recorded > STEPS_KEPT ? recorded - STEPS_KEPT : 0;
    kept_count = 0;
    for (unsigned long i = first; i < recorded; i++)
        kept[kept_count++] = ring[i % STEPS_KEPT];
}

void turns_report_steps(bool stopped)
{
    if (stopped || kept_count == 0)
        steps_keep();
    for (int i = 0; i < kept_count; i++) {
        const uintptr_t *at = kept[i].callers;
        report_line("step", "%s\t%s\t%lx %lx %lx %lx %lx", kept[i].actor,
                    kept[i].doing, (unsigned long)at[0], (unsigned long)at[1],
                    (unsigned long)at[2], (unsigned long)at[3],
                    (unsigned long)at[4]);
    }
}
