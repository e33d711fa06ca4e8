/* sync_event.h under every schedule. */
#include "sync_event.h"

#include "explore.h"

#include <stdlib.h>

static struct sync_event event = SYNC_EVENT_INIT;
static int written; /* before the event is set */

static void wait_and_read(void *unused)
{
    (void)unused;
    sync_event_wait(&event);
    explore_expect("what was written before the set", 1, written,
                   "the event is set, but not what it tells of");
}

static void write_and_set(void *unused)
{
    (void)unused;
    written = 1;
    sync_event_set(&event);
}

static void no_wake_up_is_lost(void)
{
    explore_thread("first waiter", wait_and_read, NULL);
    explore_thread("second waiter", wait_and_read, NULL);
    explore_thread("sets", write_and_set, NULL);
    explore_join_all();
    sync_event_destroy(&event);
}

/* Set and cleared at once: those who waited go on, whoever looks first. */
static void set_then_clear(void)
{
    struct explored_thread *waiters[] = {
        explore_thread("first waiter", wait_and_read, NULL),
        explore_thread("second waiter", wait_and_read, NULL)};
    explore_settle();
    explore_require(!explore_ended(waiters[0]) && !explore_ended(waiters[1]),
                    VERDICT_WRONG_RESULT, "both wait", "one does not",
                    "a wait returned before the event was set");
    written = 1;
    sync_event_set(&event);
    sync_event_clear(&event);
    explore_join_all();
    explore_expect("set in the end", false, sync_event_is_set(&event),
                   "the clear was lost");
    sync_event_destroy(&event);
}

static void wait_until(void *unused)
{
    (void)unused;
    if (sync_event_wait_until(&event, explore_now_ns() + 1000) != 0)
        explore_reached("the deadline passes");
    else
        explore_expect("what was written before the set", 1, written,
                       "the wait returned 0, but nobody set the event");
}

static void deadline_against_set(void)
{
    explore_thread("waiter", wait_until, NULL);
    explore_thread("sets", write_and_set, NULL);
    explore_join_all();
    sync_event_destroy(&event);
}

static void set_last(void *shared)
{
    sync_event_set(shared);
}

static void waiter_destroys(void)
{
    struct sync_event *shared = malloc(sizeof *shared);
    sync_event_init(shared);
    explore_thread("sets", set_last, shared);
    sync_event_wait(shared);
    sync_event_destroy(shared);
    free(shared);
    explore_join_all();
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "no_wake_up_is_lost",
     .claim = "A set lets all go on who wait, or will.",
     .play = no_wake_up_is_lost,
     .spurious = 1},
    {.name = "set_then_clear",
     .claim = "A set that is cleared at once releases who waited.",
     .play = set_then_clear,
     .spurious = 1},
    {.name = "deadline_against_set",
     .claim = "A wait ends by a set or by its deadline.",
     .play = deadline_against_set,
     .must_reach = {"the deadline passes"}},
    {.name = "waiter_destroys",
     .claim = "Whoever waited for the set may free it.",
     .play = waiter_destroys,
     .leaks = true},
    {.name = NULL},
};
