/* What is done to an attempt at lab 05. Time moves only where a script says
 * so; no fact depends on how an attempt waits, or on who is served first. */
#include "rate_limiter.h"
#include "turns.h"

#include <string.h>

#define MS INT64_C(1000000)
#define S (1000 * MS)
#define DAY (24 * 3600 * S)
/* What a waiting thread may be late: a limiter is no alarm clock. */
#define LATE (10 * MS)
#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static struct rate_limiter *limiter;

/* ---- one thread ----------------------------------------------------------- */

/* Adds the answer to a list in words: "yes, no". */
static void note_answer(char *list, size_t size, bool admitted)
{
    size_t length = strlen(list);
    strncat(list, length > 0 ? ", " : "", size - length - 1);
    strncat(list, admitted ? "yes" : "no", size - strlen(list) - 1);
}

static const char *answers_at(struct rate_limiter *asked,
                              const int64_t *times, int count)
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

static void window_edge(void)
{
    char list[100] = "";
    fact("admitted at 1000, 1099, 1100, 1199 and 1200, with 1 place", "%s",
         ANSWERS(1, 1000, 1099, 1100, 1199, 1200));
    fact("admitted at 1000, 1010, 1099, 1100, 1109 and 1110, with 2 places",
         "%s", ANSWERS(2, 1000, 1010, 1099, 1100, 1109, 1110));

    limiter = rate_limiter_create(1, 1000);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    clock_advance(999);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    clock_advance(1);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    fact("allow() at first, after 999 ns and after 1000 ns", "%s", list);
    rate_limiter_destroy(limiter);
}

static void refused_do_not_count(void)
{
    fact("admitted at 1000, 1050, 1060, 1099 and 1100, with 1 place", "%s",
         ANSWERS(1, 1000, 1050, 1060, 1099, 1100));
    fact("admitted at 1000, 1010, 1050, 1060, 1100, 1105 and 1110, "
         "with 2 places",
         "%s", ANSWERS(2, 1000, 1010, 1050, 1060, 1100, 1105, 1110));
}

static void sliding(void)
{
    fact("admitted at 95, 99, 100, 150, 194, 195, 196, 198 and 199, "
         "with 2 places",
         "%s", ANSWERS(2, 95, 99, 100, 150, 194, 195, 196, 198, 199));
}

static void time_backwards(void)
{
    fact("admitted at 1000, 500, 700, 1099, 1100, 1100 and 1100, "
         "with 2 places",
         "%s", ANSWERS(2, 1000, 500, 700, 1099, 1100, 1100, 1100));
    fact("admitted at 1000, 10, 1100, 1000 and 1199, with 1 place", "%s",
         ANSWERS(1, 1000, 10, 1100, 1000, 1199));
}

/* ---- memory ---------------------------------------------------------------- */

#define PLACES 4
#define REQUESTS 8000

static void memory_of_admitted(void)
{
    limiter = rate_limiter_create(PLACES, 100);
    int64_t now_ns = 1000;
    for (int i = 0; i < REQUESTS; i++, now_ns += 25)
        (void)rate_limiter_allow_at(limiter, now_ns);
    fact("bytes for 4 places after 8000 admitted requests", "%zu",
         heap_bytes());
    for (int i = 0; i < REQUESTS; i++)
        (void)rate_limiter_allow_at(limiter, now_ns);
    fact("bytes for 4 places after 8000 refused requests", "%zu",
         heap_bytes());
    rate_limiter_destroy(limiter);
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

static void memory_of_allow(void)
{
    limiter = rate_limiter_create(PLACES, 100);
    for (int i = 0; i < REQUESTS; i++, clock_advance(25))
        (void)rate_limiter_allow(limiter);
    fact("bytes for 4 places after 8000 calls of allow()", "%zu",
         heap_bytes());
    rate_limiter_destroy(limiter);
}

static void memory_of_acquire(void)
{
    limiter = rate_limiter_create(PLACES, 100);
    for (int i = 0; i < REQUESTS; i++, clock_advance(25))
        (void)rate_limiter_acquire_until(limiter, clock_now_ns());
    fact("bytes for 4 places after 8000 calls of acquire_until()", "%zu",
         heap_bytes());
    rate_limiter_destroy(limiter);
}

/* ---- the wall clock -------------------------------------------------------- */

static void wall_clock_between_calls(void)
{
    char list[100] = "";
    limiter = rate_limiter_create(1, S);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    wall_clock_step(DAY);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    wall_clock_step(-2 * DAY);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    clock_advance(S);
    note_answer(list, sizeof list, rate_limiter_allow(limiter));
    fact("admitted at first, a day forward on the wall clock, two days back, "
         "and 1 s later",
         "%s", list);
    rate_limiter_destroy(limiter);
}

/* ---- threads that wait ------------------------------------------------------ */

/* One call of a thread, and its answer. */
struct request {
    int64_t time_ns; /* the deadline, or now */
    bool admitted;
    int64_t returned_ns;
};

static void acquire(void *argument)
{
    struct request *request = argument;
    request->admitted = rate_limiter_acquire_until(limiter, request->time_ns);
    request->returned_ns = clock_now_ns();
}

static void allow_at(void *argument)
{
    struct request *request = argument;
    request->admitted = rate_limiter_allow_at(limiter, request->time_ns);
    request->returned_ns = clock_now_ns();
}

static void allow(void *argument)
{
    struct request *request = argument;
    request->admitted = rate_limiter_allow(limiter);
    request->returned_ns = clock_now_ns();
}

static const char *yes_or_no(bool yes)
{
    return yes ? "yes" : "no";
}

/* A limiter of that many places per second, all taken now; by the function
 * that waits, so that what is wrong with the others does not matter here. */
static void make_full(unsigned max, int64_t window_ns)
{
    limiter = rate_limiter_create(max, window_ns);
    for (unsigned i = 0; i < max; i++)
        (void)rate_limiter_acquire_until(limiter, clock_now_ns());
}

/* Moves time so far, and lets this actor do what it can do then. */
static bool finished_after(struct actor *actor, int64_t ns)
{
    clock_advance(ns);
    actor_run(actor);
    return actor_finished(actor);
}

static void place_at_once(void)
{
    struct request late = {.time_ns = clock_now_ns() - 5 * S};
    limiter = rate_limiter_create(1, S);
    struct actor *actor = actor_start("late", acquire, &late);
    actor_run(actor);
    actors_finish();
    fact("a free place, and a deadline that has passed: admitted", "%s",
         yes_or_no(late.admitted));
    rate_limiter_destroy(limiter);
}

static void waits_for_place(void)
{
    struct request first = {.time_ns = clock_now_ns() + 5 * S};
    struct request second = first;
    limiter = rate_limiter_create(2, S);
    (void)rate_limiter_acquire_until(limiter, clock_now_ns());
    clock_advance(300 * MS);
    (void)rate_limiter_acquire_until(limiter, clock_now_ns());

    struct actor *one = actor_start("first waiter", acquire, &first);
    struct actor *two = actor_start("second waiter", acquire, &second);
    spurious_wakeups(1);
    actor_run(one);
    actor_run(one);
    fact("the first waiter returned 1 ns before a place was free", "%s",
         yes_or_no(finished_after(one, 700 * MS - 1)));
    (void)finished_after(one, 1);
    fact("the first waiter returned when a place was free", "%s",
         yes_or_no(finished_after(one, LATE)));
    actor_run(two);
    actor_run(two);
    fact("the second waiter returned 1 ns before the next one was free", "%s",
         yes_or_no(finished_after(two, 300 * MS - LATE - 1)));
    (void)finished_after(two, 1);
    fact("the second waiter returned when it was free", "%s",
         yes_or_no(finished_after(two, LATE)));
    actors_finish();
    fact("both were admitted", "%s",
         yes_or_no(first.admitted && second.admitted));
    rate_limiter_destroy(limiter);
}

static void place_at_the_deadline(void)
{
    struct request exact = {.time_ns = clock_now_ns() + S};
    make_full(1, S);
    struct actor *actor = actor_start("waiter", acquire, &exact);
    actor_run(actor);
    clock_advance(S);
    actors_finish();
    fact("a place that is free exactly at the deadline: admitted", "%s",
         yes_or_no(exact.admitted));
    rate_limiter_destroy(limiter);
}

/* Somebody who does not wait may be faster when the place is free; then there
 * is another one a second later, long before the deadline. */
static void overtaken(void)
{
    struct request waiting = {.time_ns = clock_now_ns() + 10 * S};
    struct request quick = {.time_ns = clock_now_ns() + S};
    int64_t free_ns = quick.time_ns;
    make_full(1, S);
    struct actor *waiter = actor_start("waiter", acquire, &waiting);
    struct actor *other = actor_start("quick", allow_at, &quick);
    actor_run(waiter);
    clock_advance(S);
    actor_run(other);
    actors_finish();
    fact("admitted in the end, although another thread came first", "%s",
         yes_or_no(waiting.admitted));
    fact("admitted both to the same place", "%s",
         yes_or_no(quick.admitted && waiting.returned_ns < free_ns + S));
    rate_limiter_destroy(limiter);
}

static void two_for_one_place(void)
{
    struct request first = {.time_ns = clock_now_ns() + 3 * S / 2};
    struct request second = first;
    make_full(1, S);
    struct actor *one = actor_start("first waiter", acquire, &first);
    struct actor *two = actor_start("second waiter", acquire, &second);
    actor_run(one);
    actor_run(two);
    clock_advance(S);
    actors_finish();
    fact("threads that waited for one place and were admitted to it", "%d",
         first.admitted + second.admitted);
    rate_limiter_destroy(limiter);
}

static void times_out(void)
{
    struct request request = {.time_ns = clock_now_ns() + 400 * MS};
    int64_t free_ns = clock_now_ns() + S;
    make_full(1, S);
    struct actor *actor = actor_start("waiter", acquire, &request);
    actor_run(actor);
    (void)finished_after(actor, 400 * MS);
    fact("returned at its deadline", "%s",
         yes_or_no(finished_after(actor, LATE)));
    actors_finish();
    fact("admitted, with a deadline before a place is free", "%s",
         yes_or_no(request.admitted));
    if (clock_now_ns() < free_ns)
        clock_advance(free_ns - clock_now_ns());
    const int64_t times[] = {clock_now_ns(), clock_now_ns()};
    fact("admitted when the place is free, and once more", "%s",
         answers_at(limiter, times, COUNT(times)));
    rate_limiter_destroy(limiter);
}

/* With the deadline 1 ns before the place is free, and one that has passed. */
static void just_too_early(void)
{
    struct request early = {.time_ns = clock_now_ns() + S - 1};
    struct request past = {.time_ns = clock_now_ns() - S};
    make_full(1, S);
    struct actor *waiter = actor_start("waiter", acquire, &early);
    struct actor *late = actor_start("late", acquire, &past);
    actor_run(late);
    fact("returned at once when the deadline had passed", "%s",
         yes_or_no(finished_after(late, LATE)));
    actor_run(waiter);
    (void)finished_after(waiter, S - LATE - 1);
    actors_finish();
    fact("admitted, with a deadline that has passed", "%s",
         yes_or_no(past.admitted));
    fact("admitted, with a deadline 1 ns before a place is free", "%s",
         yes_or_no(early.admitted));
    rate_limiter_destroy(limiter);
}

static void wall_clock_while_waiting(void)
{
    struct request request = {.time_ns = clock_now_ns() + 3 * S};
    make_full(1, S);
    struct actor *actor = actor_start("waiter", acquire, &request);
    actor_run(actor);
    wall_clock_step(2 * DAY);
    fact("returned when the wall clock was set a day forward", "%s",
         yes_or_no(finished_after(actor, 0)));
    wall_clock_step(-4 * DAY);
    (void)finished_after(actor, S);
    fact("returned when the place was free, the wall clock being set back",
         "%s", yes_or_no(finished_after(actor, LATE)));
    actors_finish();
    fact("admitted in the end", "%s", yes_or_no(request.admitted));
    rate_limiter_destroy(limiter);
}

static bool returns(const char *name, void (*body)(void *),
                    struct request *request)
{
    request->time_ns = clock_now_ns();
    struct actor *actor = actor_start(name, body, request);
    return actor_run(actor) == ACTOR_FINISHED;
}

static void others_go_on(void)
{
    struct request waiting = {.time_ns = clock_now_ns() + 5 * S};
    struct request nearer = {.time_ns = clock_now_ns() + 300 * MS};
    struct request quick[3];
    make_full(1, S);
    struct actor *waiter = actor_start("waiter", acquire, &waiting);
    actor_run(waiter);
    fact("while one waits, allow_at() of another thread returns", "%s",
         yes_or_no(returns("allow_at", allow_at, &quick[0])));
    fact("while one waits, acquire_until() of another thread that does not "
         "want to wait returns",
         "%s", yes_or_no(returns("no wait", acquire, &quick[1])));
    struct actor *other = actor_start("nearer", acquire, &nearer);
    actor_run(other);
    (void)finished_after(other, 300 * MS);
    fact("while one waits, another thread with a nearer deadline returns then",
         "%s", yes_or_no(finished_after(other, LATE)));
    fact("while one waits, allow() of another thread returns", "%s",
         yes_or_no(returns("allow", allow, &quick[2])));
    actors_finish();
    rate_limiter_destroy(limiter);
}

static void no_busy_waiting(void)
{
    struct request request = {.time_ns = clock_now_ns() + 36000 * S};
    int looks = 0;
    make_full(1, 3600 * S);
    struct actor *actor = actor_start("waiter", acquire, &request);
    actor_run(actor);
    for (int minute = 1; minute <= 59; minute++) {
        clock_advance(60 * S);
        looks += actor_run_until(actor, STEP_ANY, 1) == ACTOR_PAUSED;
        actor_run(actor);
    }
    fact("minutes of 59 in which the waiting thread woke up to look", "%d",
         looks);
    fact("pauses that it made meanwhile", "%ld", busy_steps());
    actors_finish();
    rate_limiter_destroy(limiter);
}

/* ---- two threads, every place for one preemption ---------------------------- */

static struct request crossing_first, crossing_second;
static int most_admitted, fewest_admitted;

static void set_up_one_place(void)
{
    limiter = rate_limiter_create(1, S);
    crossing_first.time_ns = clock_now_ns();
    crossing_second.time_ns = clock_now_ns();
}

static void set_up_last_of_two(void)
{
    limiter = rate_limiter_create(2, S);
    crossing_first.time_ns = clock_now_ns();
    crossing_second.time_ns = clock_now_ns();
    (void)rate_limiter_allow_at(limiter, clock_now_ns());
}

static void keep_admitted(void)
{
    int admitted = crossing_first.admitted + crossing_second.admitted;
    if (admitted > most_admitted)
        most_admitted = admitted;
    if (admitted < fewest_admitted)
        fewest_admitted = admitted;
    rate_limiter_destroy(limiter);
}

static void first_allows(void *nothing)
{
    (void)nothing;
    allow(&crossing_first);
}

static void second_allows(void *nothing)
{
    (void)nothing;
    allow(&crossing_second);
}

static void first_allows_at(void *nothing)
{
    (void)nothing;
    allow_at(&crossing_first);
}

static void second_allows_at(void *nothing)
{
    (void)nothing;
    allow_at(&crossing_second);
}

static void first_acquires(void *nothing)
{
    (void)nothing;
    acquire(&crossing_first);
}

static void second_acquires(void *nothing)
{
    (void)nothing;
    acquire(&crossing_second);
}

static void cross(void (*set_up)(void), void (*first)(void *),
                  void (*second)(void *))
{
    actors_cross(&(struct crossing){
        .set_up = set_up,
        .first_name = "first",
        .first = first,
        .second_name = "second",
        .second = second,
        .tear_down = keep_admitted,
    });
}

static void last_place(void)
{
    most_admitted = 1;
    fewest_admitted = 1;
    cross(set_up_one_place, first_allows, second_allows);
    cross(set_up_one_place, first_allows_at, second_allows_at);
    cross(set_up_last_of_two, first_allows_at, second_allows_at);
    cross(set_up_last_of_two, first_acquires, second_allows_at);
    cross(set_up_last_of_two, first_allows_at, second_acquires);
    cross(set_up_last_of_two, first_acquires, second_acquires);
    fact("most requests admitted when two threads ask for the last place",
         "%d", most_admitted);
    fact("fewest requests admitted when two threads ask for the last place",
         "%d", fewest_admitted);
}

/* ---- for the race detectors ------------------------------------------------ */

static struct rate_limiter *full;

/* Each thread begins with another function, because a lock that it takes hides
 * what it did not lock before. */
static void use_allow(void *nothing)
{
    (void)nothing;
    (void)rate_limiter_allow(limiter);
    (void)rate_limiter_allow_at(limiter, clock_now_ns());
    (void)rate_limiter_acquire_until(limiter, clock_now_ns());
    (void)rate_limiter_allow_at(full, clock_now_ns());
}

static void use_allow_at(void *nothing)
{
    (void)nothing;
    (void)rate_limiter_allow_at(limiter, clock_now_ns());
    (void)rate_limiter_allow(limiter);
}

static void use_acquire(void *nothing)
{
    (void)nothing;
    (void)rate_limiter_acquire_until(limiter, clock_now_ns());
    (void)rate_limiter_allow_at(limiter, clock_now_ns());
}

static void be_refused(void *nothing)
{
    (void)nothing;
    (void)rate_limiter_allow_at(full, clock_now_ns());
}

static void everything(void)
{
    limiter = rate_limiter_create(100, S);
    full = rate_limiter_create(1, S);
    struct actor *users[] = {
        actor_start("allow", use_allow, NULL),
        actor_start("allow again", use_allow, NULL),
        actor_start("allow_at", use_allow_at, NULL),
        actor_start("acquire", use_acquire, NULL),
        actor_start("refused", be_refused, NULL),
    };
    for (int i = 0; i < COUNT(users); i++)
        actor_run(users[i]);
    actors_finish();
    rate_limiter_destroy(limiter);
    rate_limiter_destroy(full);
}

const struct scenario scenarios[] = {
    {"creates", creates},
    {"admits_up_to_max", admits_up_to_max},
    {"window_edge", window_edge},
    {"refused_do_not_count", refused_do_not_count},
    {"sliding", sliding},
    {"time_backwards", time_backwards},
    {"memory_of_admitted", memory_of_admitted},
    {"memory_of_allow", memory_of_allow},
    {"memory_of_acquire", memory_of_acquire},
    {"wall_clock_between_calls", wall_clock_between_calls},
    {"wall_clock_while_waiting", wall_clock_while_waiting},
    {"place_at_once", place_at_once},
    {"waits_for_place", waits_for_place},
    {"place_at_the_deadline", place_at_the_deadline},
    {"overtaken", overtaken},
    {"two_for_one_place", two_for_one_place},
    {"times_out", times_out},
    {"just_too_early", just_too_early},
    {"others_go_on", others_go_on},
    {"no_busy_waiting", no_busy_waiting},
    {"last_place", last_place},
    {"everything", everything},
    {0},
};
