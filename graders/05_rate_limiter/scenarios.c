/* What is done to an attempt at lab 05, by one thread; and the table of all
 * scenarios. */
#include "scenarios_internal.h"

#include <string.h>

struct rate_limiter *limiter;

/* ---- one thread ---- */

/* Adds the answer to a list in words: "yes, no". */
static void note_answer(char *list, size_t size, bool admitted)
{
    size_t length = strlen(list);
    strncat(list, length > 0 ? ", " : "", size - length - 1);
    strncat(list, admitted ? "yes" : "no", size - strlen(list) - 1);
}

const char *answers_at(struct rate_limiter *asked, const int64_t *times,
                       int count)
{
    static char list[200];
    list[0] = '\0';
    for (int i = 0; i < count; i++)
        note_answer(list, sizeof list, rate_limiter_allow_at(asked, times[i]));
    return list;
}

/* A new limiter is asked at all these times. */
static const char *answers(unsigned max, const int64_t *times, int count)
{
    struct rate_limiter *asked = rate_limiter_create(max, 100);
    const char *list = answers_at(asked, times, count);
    rate_limiter_destroy(asked);
    return list;
}

#define ANSWERS(max, ...)                                                      \
    answers(max, (const int64_t[]){__VA_ARGS__},                               \
            COUNT(((const int64_t[]){__VA_ARGS__})))

static int count_created(unsigned max, int64_t window_ns)
{
    struct rate_limiter *created = rate_limiter_create(max, window_ns);
    if (created != NULL)
        rate_limiter_destroy(created);
    return created != NULL;
}

static void creates(void)
{
    int created = count_created(0, 100);
    fact("limiters created with max_requests 0", "%d", created);
    created = count_created(3, 0) + count_created(3, -1);
    fact("limiters created with a window of 0 or -1", "%d", created);
    fact("blocks of memory left by them", "%zu", heap_blocks());
}

static void admits_up_to_max(void)
{
    static const int64_t times[] = {0, 0, 0, 0, 5};
    char list[100] = "";
    struct rate_limiter *three = rate_limiter_create(3, 100);
    struct rate_limiter *one = rate_limiter_create(1, 100);
    fact("admitted at 0, 0, 0, 0 and 5, with 3 places", "%s",
         answers_at(three, times, COUNT(times)));
    fact("admitted by another limiter at 0 and 0, with 1 place", "%s",
         answers_at(one, times, 2));
    rate_limiter_destroy(three);
    rate_limiter_destroy(one);

    limiter = rate_limiter_create(2, S);
    for (int i = 0; i < 3; i++)
        note_answer(list, sizeof list, rate_limiter_allow(limiter));
    fact("three calls of allow() at once, with 2 places", "%s", list);
    rate_limiter_destroy(limiter);
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

/* allow(), and again after that time. */
static const char *allow_twice(int64_t between_ns)
{
    static char list[100];
    list[0] = '\0';
    limiter = rate_limiter_create(1, 1000);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    clock_advance(between_ns);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    rate_limiter_destroy(limiter);
    return list;
}

static void window_edge(void)
{
    fact("admitted at 1000 and 1099, with 1 place", "%s",
         ANSWERS(1, 1000, 1099));
    fact("admitted at 1000 and 1100, with 1 place", "%s",
         ANSWERS(1, 1000, 1100));
    fact("allow(), and again 999 ns later", "%s", allow_twice(999));
    fact("allow(), and again 1000 ns later", "%s", allow_twice(1000));
}

/* From here on no answer hangs on the window's edge: that is one check. */

static void refused_do_not_count(void)
{
    fact("admitted at 1000, 1050, 1060, 1090 and 1110, with 1 place", "%s",
         ANSWERS(1, 1000, 1050, 1060, 1090, 1110));
    fact("admitted at 1000, 1010, 1050, 1060, 1105, 1107 and 1115, "
         "with 2 places",
         "%s", ANSWERS(2, 1000, 1010, 1050, 1060, 1105, 1107, 1115));
}

static void sliding(void)
{
    fact("admitted at 1095, 1099, 1100, 1150, 1190, 1197, 1198, 1205 and "
         "1206, with 2 places",
         "%s",
         ANSWERS(2, 1095, 1099, 1100, 1150, 1190, 1197, 1198, 1205, 1206));
}

static void time_backwards(void)
{
    fact("admitted at 1000, 500, 700, 1090, 1110, 1110 and 1110, "
         "with 2 places",
         "%s", ANSWERS(2, 1000, 500, 700, 1090, 1110, 1110, 1110));
    fact("admitted at 1000, 10, 1110, 1000 and 1190, with 1 place", "%s",
         ANSWERS(1, 1000, 10, 1110, 1000, 1190));
    fact("admitted at 890, 1000, 950 and 1000, with 2 places", "%s",
         ANSWERS(2, 890, 1000, 950, 1000));
}

/* ---- memory ---- */

#define PLACES 4
#define REQUESTS 20000

static void memory_of_admitted(void)
{
    limiter = rate_limiter_create(PLACES, 100);
    int64_t now_ns = 1000;
    for (int i = 0; i < REQUESTS; i++, now_ns += 25)
        (void)rate_limiter_allow_at(limiter, now_ns);
    fact("bytes for 4 places after 20000 admitted requests", "%zu",
         heap_bytes());
    rate_limiter_destroy(limiter);
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

static void memory_of_refused(void)
{
    limiter = rate_limiter_create(PLACES, 100);
    for (int i = 0; i < REQUESTS; i++)
        (void)rate_limiter_allow_at(limiter, 1000);
    fact("bytes for 4 places after 20000 requests, all but 4 refused", "%zu",
         heap_bytes());
    rate_limiter_destroy(limiter);
}

static void memory_of_allow(void)
{
    limiter = rate_limiter_create(PLACES, 100);
    for (int i = 0; i < REQUESTS; i++, clock_advance(25))
        (void)rate_limiter_allow(limiter);
    fact("bytes for 4 places after 20000 calls of allow()", "%zu",
         heap_bytes());
    rate_limiter_destroy(limiter);
}

static void memory_of_acquire(void)
{
    limiter = rate_limiter_create(PLACES, 100);
    for (int i = 0; i < REQUESTS; i++, clock_advance(25))
        (void)rate_limiter_acquire_until(limiter, clock_now_ns());
    fact("bytes for 4 places after 20000 calls of acquire_until()", "%zu",
         heap_bytes());
    rate_limiter_destroy(limiter);
}

/* ---- the wall clock ---- */

static void wall_clock_between_calls(void)
{
    char list[100] = "";
    limiter = rate_limiter_create(1, S);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    wall_clock_step(DAY);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    wall_clock_step(-2 * DAY);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    clock_advance(S + MS);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    fact("admitted at first, a day forward on the wall clock, two days back, "
         "and when the place is free",
         "%s", list);
    rate_limiter_destroy(limiter);
}

const struct scenario scenarios[] = {
    {"creates", creates},
    {"admits_up_to_max", admits_up_to_max},
    {"window_edge", window_edge},
    {"refused_do_not_count", refused_do_not_count},
    {"sliding", sliding},
    {"time_backwards", time_backwards},
    {"memory_of_admitted", memory_of_admitted},
    {"memory_of_refused", memory_of_refused},
    {"memory_of_allow", memory_of_allow},
    {"memory_of_acquire", memory_of_acquire},
    {"wall_clock_between_calls", wall_clock_between_calls},
    {"wall_clock_while_waiting", wall_clock_while_waiting},
    {"place_at_once", place_at_once},
    {"waits_for_place", waits_for_place},
    {"place_at_the_deadline", place_at_the_deadline},
    {"times_out", times_out},
    {"just_too_early", just_too_early},
    {"others_go_on", others_go_on},
    {"no_busy_waiting", no_busy_waiting},
    {"everything", everything},
    {0},
};
