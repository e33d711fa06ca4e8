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
