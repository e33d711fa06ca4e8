/* Scenarios of lab 03: threads that come between. */
#include "scenarios_private.h"

/* ---- two threads, every place for one preemption ---- */

static struct call one, two;
static int most, least;
static char worst[64];

static void put_one(void *nothing)
{
    (void)nothing;
    put(&one);
}

static void put_two(void *nothing)
{
    (void)nothing;
    put(&two);
}

static void take_one(void *nothing)
{
    (void)nothing;
    take(&one);
}

static void take_two(void *nothing)
{
    (void)nothing;
    take(&two);
}

static void set_up_two_tries(size_t capacity)
{
    one = new_call(TRY, 11);
    two = new_call(TRY, 12);
    queue = bounded_queue_create(capacity);
}

static void set_up_tries(void)
{
    set_up_two_tries(1);
}

static void set_up_tries_with_room(void)
{
    set_up_two_tries(2);
}

static void set_up_taking_tries(void)
{
    set_up_tries();
    bounded_queue_enqueue(queue, 13);
}

static void set_up_taking_tries_of_two(void)
{
    set_up_tries_with_room();
    bounded_queue_enqueue(queue, 13);
    bounded_queue_enqueue(queue, 14);
}

static void count_successes(void)
{
    int successes = (one.result == 0) + (two.result == 0);
    if (successes > most || successes < least)
        steps_keep();
    if (successes > most)
        most = successes;
    if (successes < least)
        least = successes;
    bounded_queue_destroy(queue);
}

static void cross_puts(void (*set_up)(void), int expected)
{
    most = least = expected;
    actors_cross(&(struct crossing){.set_up = set_up,
                                    .first_name = "producer 1",
                                    .first = put_one,
                                    .second_name = "producer 2",
                                    .second = put_two,
                                    .tear_down = count_successes});
}

static void cross_takes(void (*set_up)(void), int expected)
{
    most = least = expected;
    actors_cross(&(struct crossing){.set_up = set_up,
                                    .first_name = "consumer 1",
                                    .first = take_one,
                                    .second_name = "consumer 2",
                                    .second = take_two,
                                    .tear_down = count_successes});
}

void tries_cross(void)
{
    cross_puts(set_up_tries, 1);
    fact("most try_enqueues that found the one free place", "%d", most);
    fact("fewest try_enqueues that found the one free place", "%d", least);
    cross_takes(set_up_taking_tries, 1);
    fact("most try_dequeues that got the one item", "%d", most);
    fact("fewest try_dequeues that got the one item", "%d", least);
}

/* There is enough for both: nobody is refused because somebody is inside. */
void enough_for_two_tries(void)
{
    cross_puts(set_up_tries_with_room, 2);
    fact("fewest of 2 try_enqueues that found 2 free places", "%d", least);
    cross_takes(set_up_taking_tries_of_two, 2);
    fact("fewest of 2 try_dequeues that found 2 items", "%d", least);
}

/* What comes out after two producers have put two items each. */
static void put_pair(void *nothing)
{
    (void)nothing;
    int base = actor_self_name()[9] == '1' ? 10 : 20;
    bounded_queue_enqueue(queue, base + 1);
    bounded_queue_enqueue(queue, base + 2);
}

static void set_up_pairs(void)
{
    queue = bounded_queue_create(4);
}

static void judge_pairs(void)
{
    int at[30] = {0}, item = 0;
    for (int i = 1; bounded_queue_try_dequeue(queue, &item) == 0 && i < 9; i++)
        if (item > 0 && item < 30)
            at[item] = at[item] ? 99 : i;
    bool all = at[11] && at[12] && at[21] && at[22];
    bool once = at[11] < 99 && at[12] < 99 && at[21] < 99 && at[22] < 99;
    bool ordered = at[11] < at[12] && at[21] < at[22];
    if (!all || !once || !ordered)
        snprintf(worst, sizeof worst, "%s",
                 !all    ? "one was lost"
                 : !once ? "one came out twice"
                         : "out of order");
    bounded_queue_destroy(queue);
}

void pairs_cross(void)
{
    snprintf(worst, sizeof worst, "each once, in order");
    actors_cross(&(struct crossing){.set_up = set_up_pairs,
                                    .first_name = "producer 1",
                                    .first = put_pair,
                                    .second_name = "producer 2",
                                    .second = put_pair,
                                    .tear_down = judge_pairs});
    fact("the items of two producers", "%s", worst);
}

/* One producer and one consumer, three items, one place. */
static int received[3];

static void put_three(void *nothing)
{
    (void)nothing;
    for (int i = 1; i <= 3; i++)
        bounded_queue_enqueue(queue, i);
}

static void take_three(void *nothing)
{
    (void)nothing;
    for (int i = 0; i < 3; i++)
        bounded_queue_dequeue(queue, &received[i]);
}

static void set_up_one_place(void)
{
    received[0] = received[1] = received[2] = -77;
    queue = bounded_queue_create(1);
}

static void judge_three(void)
{
    char words[64];
    snprintf(words, sizeof words, "%d %d %d", received[0], received[1],
             received[2]);
    if (received[0] != 1 || received[1] != 2 || received[2] != 3)
        snprintf(worst, sizeof worst, "%s", words);
    bounded_queue_destroy(queue);
}

void threes_cross(void)
{
    snprintf(worst, sizeof worst, "1 2 3");
    for (int i = 0; i < 2; i++)
        actors_cross(
            &(struct crossing){.set_up = set_up_one_place,
                               .first_name = i == 0 ? "producer" : "consumer",
                               .first = i == 0 ? put_three : take_three,
                               .second_name = i == 0 ? "consumer" : "producer",
                               .second = i == 0 ? take_three : put_three,
                               .tear_down = judge_three});
    fact("items 1 2 3 through one place arrive as", "%s", worst);
}

/* ---- for the race detectors ---- */

/* Every thread makes one call: the locks of a call before it or after it would
 * order what the call itself leaves unordered. Nobody has to wait. size() is
 * last, because after a race helgrind blames later accesses too. */
void everything(void)
{
    struct call puts[] = {new_call(PLAIN, 1), new_call(TRY, 2),
                          new_call(UNTIL, 3), new_call(PLAIN, 4),
                          new_call(PLAIN, 5), new_call(PLAIN, 6),
                          new_call(TRY, 7),   new_call(UNTIL, 8)};
    struct call takes[] = {new_call(PLAIN, 0), new_call(TRY, 0),
                           new_call(UNTIL, 0), new_call(PLAIN, 0),
                           new_call(TRY, 0),   new_call(UNTIL, 0)};
    size_t size;
    queue = bounded_queue_create(4);
    struct actor *actors[] = {
        actor_start("enqueue", put, &puts[0]),
        actor_start("try_enqueue", put, &puts[1]),
        actor_start("enqueue_until", put, &puts[2]),
        actor_start("dequeue", take, &takes[0]),
        actor_start("try_dequeue", take, &takes[1]),
        actor_start("dequeue_until", take, &takes[2]),
        actor_start("enqueue 2", put, &puts[3]),
        actor_start("enqueue 3", put, &puts[4]),
        actor_start("close", close_it, NULL),
        actor_start("late enqueue", put, &puts[5]),
        actor_start("late try", put, &puts[6]),
        actor_start("late until", put, &puts[7]),
        actor_start("late dequeue", take, &takes[3]),
        actor_start("late try_deq", take, &takes[4]),
        actor_start("last until", take, &takes[5]),
        actor_start("second close", close_it, NULL),
        actor_start("size", look, &size),
    };
    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
        actor_run(actors[i]);
    actors_finish();
    bounded_queue_destroy(queue);
}
