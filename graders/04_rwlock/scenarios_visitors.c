/* Scenarios of lab 04: the visitors. */
#include "scenarios_shared.h"

#define VISITORS_MAX 16
#define BUSY_ROUNDS 4

struct rwlock *lock;
struct visitor visitors[VISITORS_MAX];
int visitor_count;
int readers_inside, writers_inside;
int shared_wrongly;

static bool get_in(const struct visitor *visitor)
{
    switch (visitor->role) {
    case READER:
        rwlock_acquire_read(visitor->lock);
        return true;
    case WRITER:
        rwlock_acquire_write(visitor->lock);
        return true;
    case TRY_READER:
        return rwlock_try_acquire_read(visitor->lock);
    default:
        return rwlock_try_acquire_write(visitor->lock);
    }
}

static bool writes(enum role role)
{
    return role == WRITER || role == TRY_WRITER;
}

static void count_in(struct visitor *visitor)
{
    visitor->inside = true;
    if (writers_inside > 0 || (writes(visitor->role) && readers_inside > 0))
        shared_wrongly++;
    if (writes(visitor->role))
        writers_inside++;
    else
        readers_inside++;
}

static void get_out(struct visitor *visitor)
{
    visitor->inside = false;
    if (writes(visitor->role)) {
        writers_inside--;
        rwlock_release_write(visitor->lock);
    } else {
        readers_inside--;
        rwlock_release_read(visitor->lock);
    }
}

static void visit(void *argument)
{
    struct visitor *visitor = argument;
    if (!get_in(visitor)) {
        visitor->refused = true;
        return;
    }
    count_in(visitor);
    if (!visitor->hurries)
        actor_pause();
    get_out(visitor);
}

/* It has not called anything yet. */
struct visitor *make(enum role role, const char *name)
{
    struct visitor *visitor = &visitors[visitor_count++];
    *visitor = (struct visitor){.role = role, .lock = lock};
    visitor->actor = actor_start(name, visit, visitor);
    return visitor;
}

struct visitor *make_hurried(enum role role, const char *name)
{
    struct visitor *visitor = make(role, name);
    visitor->hurries = true;
    return visitor;
}

/* It comes, and is inside or waits when this returns. */
struct visitor *come(enum role role, const char *name)
{
    struct visitor *visitor = make(role, name);
    actor_run(visitor->actor);
    return visitor;
}

/* Those who are not inside are left where they are. */
void leave(struct visitor *visitor)
{
    if (visitor->inside)
        actor_run(visitor->actor);
}

bool waits(const struct visitor *visitor)
{
    return !visitor->inside && !actor_finished(visitor->actor);
}

static bool asleep(const struct visitor *visitor)
{
    return !waits(visitor) || actor_blocked(visitor->actor);
}

/* Runs all who wait, until each of them is inside or asleep; those inside stay
 * there. */
static void let_in_by_order(bool newest_first)
{
    bool awake = true;
    for (int busy_rounds = 0; awake && busy_rounds < BUSY_ROUNDS;) {
        bool busy = awake = false;
        for (int i = 0; i < visitor_count; i++) {
            int number = newest_first ? visitor_count - 1 - i : i;
            if (asleep(&visitors[number]))
                continue;
            awake = true;
            actor_run(visitors[number].actor);
            busy |= actor_is_busy(visitors[number].actor);
        }
        busy_rounds += busy;
    }
}

void let_in(void)
{
    let_in_by_order(false);
}

void let_in_newest_first(void)
{
    let_in_by_order(true);
}

void open_up(void)
{
    lock = rwlock_create();
    visitor_count = 0;
    readers_inside = writers_inside = 0;
}

void close_up(void)
{
    actors_finish();
    rwlock_destroy(lock);
}
