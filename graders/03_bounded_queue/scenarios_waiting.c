/* Scenarios of lab 03: who waits, and who wakes whom. */
#include "scenarios_private.h"

/* ---- who waits keeps nobody out ---- */

static bool gets_in(const char *name, struct actor *actor)
{
    bool in = actor_run(actor) == ACTOR_FINISHED;
    fact(name, "%s", in ? "yes" : "no");
    return in;
}

void full_blocks(void)
{
    struct call waiting = new_call(PLAIN, 3), refused = new_call(TRY, 4);
    struct call taker = new_call(PLAIN, -77);
    size_t size = 99;
    queue = bounded_queue_create(2);
    bounded_queue_enqueue(queue, 1);
    bounded_queue_enqueue(queue, 2);
    struct actor *producer = actor_start("producer", put, &waiting);
    struct actor *observer = actor_start("observer", look, &size);
    struct actor *other = actor_start("other producer", put, &refused);
    struct actor *consumer = actor_start("consumer", take, &taker);
    actor_run(producer);
    fact("an enqueue into the full queue returned", "%s",
         actor_finished(producer) ? "yes" : "no");
    if (!gets_in("size() gets in while an enqueue waits", observer))
        return;
    fact("size while an enqueue waits for room", "%zu", size);
    if (!gets_in("try_enqueue() gets in while an enqueue waits", other))
        return;
    fact("try_enqueue into the full queue returns", "%s", word(refused.result));
    if (!gets_in("a dequeue gets in while an enqueue waits", consumer))
        return;
    fact("the item that it takes", "%d", taker.item);
    actors_finish();
    fact("the enqueue that waited returns", "%s", word(waiting.result));
    fact("next item", "%s", taken(TRY, 0));
    fact("last item", "%s", taken(TRY, 0));
    bounded_queue_destroy(queue);
}

void empty_blocks(void)
{
    struct call waiting = new_call(PLAIN, -77), refused = new_call(TRY, -77);
    struct call giver = new_call(PLAIN, 5);
    size_t size = 99;
    queue = bounded_queue_create(2);
    struct actor *consumer = actor_start("consumer", take, &waiting);
    struct actor *observer = actor_start("observer", look, &size);
    struct actor *other = actor_start("other consumer", take, &refused);
    struct actor *producer = actor_start("producer", put, &giver);
    actor_run(consumer);
    fact("a dequeue from the empty queue returned", "%s",
         actor_finished(consumer) ? "yes" : "no");
    if (!gets_in("size() gets in while a dequeue waits", observer))
        return;
    fact("size while a dequeue waits for an item", "%zu", size);
    if (!gets_in("try_dequeue() gets in while a dequeue waits", other))
        return;
    fact("try_dequeue from the empty queue returns", "%s",
         word(refused.result));
    if (!gets_in("an enqueue gets in while a dequeue waits", producer))
        return;
    actors_finish();
    fact("the dequeue that waited returns", "%s", word(waiting.result));
    fact("the item that it takes", "%d", waiting.item);
    bounded_queue_destroy(queue);
}

/* ---- waiting is sleeping ---- */

/* A call may look a few times more before it goes to sleep, but it must go. */
static bool falls_asleep(struct actor *actor)
{
    for (int i = 0; i < 4 && !actor_blocked(actor); i++)
        actor_run(actor);
    return actor_blocked(actor) || actor_finished(actor);
}

/* Whether one of two such calls, which have to wait, looks again and again. */
static bool is_busy(const char *name, void (*body)(void *))
{
    static struct call calls[2]; /* outlive this function, as the threads do */
    calls[0] = new_call(PLAIN, 1);
    calls[1] = new_call(UNTIL, 2);
    bool plain = falls_asleep(actor_start("waiting", body, &calls[0]));
    bool timed = falls_asleep(actor_start("until deadline", body, &calls[1]));
    fact(name, "%s", plain && timed ? "no" : "yes");
    return !plain || !timed;
}

void waits_asleep(void)
{
    queue = bounded_queue_create(2);
    if (is_busy("a dequeue that waits looks again and again", take))
        return;
    bounded_queue_enqueue(queue, 1);
    bounded_queue_enqueue(queue, 2);
    actors_finish();
    bounded_queue_enqueue(queue, 3);
    bounded_queue_enqueue(queue, 4);
    if (is_busy("an enqueue that waits looks again and again", put))
        return;
    (void)taken(PLAIN, 0);
    (void)taken(PLAIN, 0);
    actors_finish();
    bounded_queue_destroy(queue);
}

/* ---- woken, and it is not true ---- */

/* A waits, an item comes, and B is there before A runs. */
static void steal_item(enum kind kind)
{
    struct call a = new_call(kind, -77), b = new_call(PLAIN, -77);
    queue = bounded_queue_create(2);
    struct actor *first = actor_start("waiting", take, &a);
    struct actor *second = actor_start("passing", take, &b);
    actor_run(first);
    bounded_queue_enqueue(queue, 1);
    actor_run(second);
    actors_settle();
    steps_keep();
    fact("dequeues that returned 0 after one item came", "%d",
         (a.result == 0) + (b.result == 0));
    bounded_queue_enqueue(queue, 2);
    actors_finish();
    fact("sum of the items that both took when 1 and 2 had come", "%d",
         a.item + b.item);
    bounded_queue_destroy(queue);
}

void stolen_item(void)
{
    steal_item(PLAIN);
}

void stolen_item_timed(void)
{
    steal_item(UNTIL);
}

/* A waits, a place becomes free, and B is there before A runs. */
static void steal_room(enum kind kind)
{
    struct call a = new_call(kind, 2), b = new_call(PLAIN, 3);
    struct call last[] = {new_call(TRY, -77), new_call(TRY, -77)};
    queue = bounded_queue_create(1);
    bounded_queue_enqueue(queue, 1);
    struct actor *first = actor_start("waiting", put, &a);
    struct actor *second = actor_start("passing", put, &b);
    actor_run(first);
    (void)taken(PLAIN, 0);
    actor_run(second);
    actors_settle();
    steps_keep();
    fact("enqueues that returned 0 after one place became free", "%d",
         (a.result == 0) + (b.result == 0));
    take(&last[0]);
    actors_finish();
    take(&last[1]);
    fact("sum of the items 2 and 3 that both put", "%d",
         last[0].item + last[1].item);
    bounded_queue_destroy(queue);
}

void stolen_room(void)
{
    steal_room(PLAIN);
}

void stolen_room_timed(void)
{
    steal_room(UNTIL);
}

/* POSIX allows a wait on a condition variable to return at any time. */
static void wake_for_nothing(const char *name, void (*body)(void *),
                             struct call *call)
{
    struct actor *actor = actor_start("woken", body, call);
    actor_run(actor);
    for (int i = 0; i < 2; i++) {
        actor_wake_spuriously(actor);
        actors_settle();
    }
    fact(name, "%s", actor_finished(actor) ? "yes" : "no");
}

void woken_for_nothing(void)
{
    struct call plain = new_call(PLAIN, 2), timed = new_call(UNTIL, 3);
    queue = bounded_queue_create(2);
    wake_for_nothing("a dequeue that nobody woke returned", take, &plain);
    wake_for_nothing("a dequeue_until that nobody woke returned", take, &timed);
    bounded_queue_try_enqueue(queue, 1);
    actors_settle();
    bounded_queue_try_enqueue(queue, 1);
    actors_finish();
    bounded_queue_destroy(queue);
    queue = bounded_queue_create(2);
    bounded_queue_try_enqueue(queue, 1);
    bounded_queue_try_enqueue(queue, 1);
    wake_for_nothing("an enqueue that nobody woke returned", put, &plain);
    wake_for_nothing("an enqueue_until that nobody woke returned", put, &timed);
    (void)taken(TRY, 0);
    actors_settle();
    (void)taken(TRY, 0);
    actors_finish();
    bounded_queue_destroy(queue);
}

/* A deadline is a point in time: being woken does not move it. */
void deadline_stays(void)
{
    struct call call = new_call(UNTIL, -77);
    queue = bounded_queue_create(1);
    call.deadline_ns = clock_now_ns() + ms(1750);
    struct actor *actor = actor_start("consumer", take, &call);
    actor_run(actor);
    clock_advance(ms(1000));
    actor_wake_spuriously(actor);
    actors_settle();
    clock_advance(ms(750));
    actors_settle();
    fact("at its deadline, dequeue_until has returned", "%s",
         word(call.result));
    actors_finish();
    bounded_queue_destroy(queue);
}

/* ---- every change wakes somebody who can use it ---- */

/* Two wait for the other side, of which two come one after the other; the
 * first of them is preempted after its kth step. Returns false if it had no
 * kth step. */
static bool meet(void (*waits)(void *), void (*comes)(void *), enum kind kind,
                 size_t capacity, int k, bool *all)
{
    struct call calls[] = {new_call(kind, 1), new_call(kind, 2),
                           new_call(kind, 3), new_call(kind, 4)};
    queue = bounded_queue_create(capacity);
    for (size_t i = 0; waits == put && i < capacity; i++)
        bounded_queue_enqueue(queue, 0);
    const char *noun = waits == put ? "producer" : "consumer";
    const char *other = waits == put ? "consumer" : "producer";
    char names[4][16];
    struct actor *actors[4];
    for (int i = 0; i < 4; i++) {
        snprintf(names[i], sizeof names[i], "%s %d", i < 2 ? noun : other,
                 i % 2 + 1);
        actors[i] = actor_start(names[i], i < 2 ? waits : comes, &calls[i]);
    }
    actor_run(actors[0]);
    actor_run(actors[1]);
    bool paused = actor_run_until(actors[2], STEP_ANY, k) == ACTOR_PAUSED;
    actor_run(actors[3]);
    *all &= actors_settle();
    actors_finish();
    bounded_queue_destroy(queue);
    return paused;
}

static void meet_everywhere(void (*waits)(void *), void (*comes)(void *))
{
    bool all = true;
    for (int variant = 0; variant < 8; variant++) {
        enum kind kind = variant & 1 ? UNTIL : PLAIN;
        size_t capacity = variant & 2 ? 2 : 1;
        wake_order(variant & 4 ? WAKE_NEWEST : WAKE_OLDEST);
        for (int k = 1; k < PREEMPTIONS_MAX; k++)
            if (!meet(waits, comes, kind, capacity, k, &all))
                break;
    }
    fact("all four threads got through without time passing", "%s",
         all ? "yes" : "no");
}

void producers_wait(void)
{
    meet_everywhere(put, take);
}

void consumers_wait(void)
{
    meet_everywhere(take, put);
}

/* Two wait; two changes come before either of them runs. */
void two_changes_at_once(void)
{
    bool all = true;
    for (int order = 0; order < 2; order++) {
        struct call first = new_call(PLAIN, 1), second = new_call(PLAIN, 2);
        wake_order(order == 0 ? WAKE_OLDEST : WAKE_NEWEST);
        queue = bounded_queue_create(2);
        actor_run(actor_start("consumer 1", take, &first));
        actor_run(actor_start("consumer 2", take, &second));
        bounded_queue_enqueue(queue, 1);
        bounded_queue_enqueue(queue, 2);
        all &= actors_settle();
        actors_finish();
        bounded_queue_enqueue(queue, 1);
        bounded_queue_enqueue(queue, 2);
        actor_run(actor_start("producer 1", put, &first));
        actor_run(actor_start("producer 2", put, &second));
        (void)taken(PLAIN, 0);
        (void)taken(PLAIN, 0);
        all &= actors_settle();
        actors_finish();
        bounded_queue_destroy(queue);
    }
    fact("two changes let two threads through", "%s", all ? "yes" : "no");
}

/* Whichever call makes the change, it wakes who waits for it. */
void every_call_wakes(void)
{
    bool items = true, places = true;
    for (int kind = PLAIN; kind <= UNTIL; kind++) {
        struct call taker = new_call(PLAIN, -77), giver = new_call(kind, 1);
        queue = bounded_queue_create(1);
        actor_run(actor_start("consumer", take, &taker));
        put(&giver);
        items &= actors_settle();
        actors_finish();
        bounded_queue_enqueue(queue, 2);
        giver.kind = PLAIN;
        taker.kind = kind;
        actor_run(actor_start("producer", put, &giver));
        take(&taker);
        places &= actors_settle();
        actors_finish();
        bounded_queue_destroy(queue);
    }
    fact("each of the three enqueues wakes a waiting dequeue", "%s",
         items ? "yes" : "no");
    fact("each of the three dequeues wakes a waiting enqueue", "%s",
         places ? "yes" : "no");
}
