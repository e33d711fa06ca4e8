/* Scenarios of lab 04: the visitors. */
#include "scenarios_shared.h"

#define VISITORS_MAX 16
#define BUSY_ROUNDS 4

struct rwlock *lock;
struct visitor visitors[VISITORS_MAX];
int visitor_count;
int readers_inside, writers_inside;

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
    actor_pause();
    get_out(visitor);
}

struct visitor *come(enum role role, const char *name)
{
    struct visitor *visitor = &visitors[visitor_count++];
    *visitor = (struct visitor){.role = role, .lock = lock};
    visitor->actor = actor_start(name, visit, visitor);
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
void let_in(void)
{
    bool awake = true;
    for (int busy_rounds = 0; awake && busy_rounds < BUSY_ROUNDS;) {
        bool busy = awake = false;
        for (int i = 0; i < visitor_count; i++) {
            if (asleep(&visitors[i]))
                continue;
            awake = true;
            actor_run(visitors[i].actor);
            busy |= actor_is_busy(visitors[i].actor);
        }
        busy_rounds += busy;
    }
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
