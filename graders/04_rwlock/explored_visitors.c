/* Lab 04, explored: the visitors. */
#include "explored_visitors.h"

#include <stddef.h>

#define VISITORS_MAX 8

struct rwlock *lock;
long inside_now;

static struct visitor visitors[VISITORS_MAX];
static int visitor_count;

static bool writes(const struct visitor *visitor)
{
    return visitor->role == WRITER || visitor->role == TRY_WRITER;
}

static bool get_in(const struct visitor *visitor)
{
    switch (visitor->role) {
    case READER:
        rwlock_acquire_read(lock);
        return true;
    case WRITER:
        rwlock_acquire_write(lock);
        return true;
    case TRY_READER:
        return rwlock_try_acquire_read(lock);
    default:
        return rwlock_try_acquire_write(lock);
    }
}

static void expect_no_locks(void)
{
    explore_require(explore_locks_held() == 0, VERDICT_DEADLOCK,
                    "locks held after a try that was refused: none",
                    "a try that was refused holds a lock",
                    "a way out of the call does not unlock");
}

static void judge_company(const struct visitor *visitor, long now)
{
    bool alone = writes(visitor) ? now == WRITER_WEIGHT : now < WRITER_WEIGHT;
    explore_require(
        alone, VERDICT_WRONG_RESULT, "a writer is alone inside",
        writes(visitor) ? "a writer gets in while somebody is inside"
                        : "a reader gets in while a writer is inside",
        "mutual exclusion: a writer was inside together with somebody else");
}

static void be_inside(struct visitor *visitor)
{
    long weight = writes(visitor) ? WRITER_WEIGHT : 1;
    long now = explore_add(&inside_now, weight);
    judge_company(visitor, now);
    explore_add(&visitor->place, now);
    if (visitor->entered)
        visitor->entered(visitor);
    if (visitor->for_good)
        return;
    explore_await(&visitor->may_leave, 1);
    explore_add(&inside_now, -weight);
}

static void visit(void *argument)
{
    struct visitor *visitor = argument;
    for (int i = 0; i < visitor->times; i++) {
        if (!get_in(visitor)) {
            expect_no_locks();
            return;
        }
        be_inside(visitor);
        if (visitor->for_good)
            return;
        if (writes(visitor))
            rwlock_release_write(lock);
        else
            rwlock_release_read(lock);
    }
}

static struct visitor *make(enum role role, const char *name, long may_leave)
{
    struct visitor *visitor = &visitors[visitor_count++];
    *visitor = (struct visitor){
        .role = role, .name = name, .times = 1, .may_leave = may_leave};
    return visitor;
}

struct visitor *hurried(enum role role, const char *name)
{
    return make(role, name, 1);
}

struct visitor *stays(enum role role, const char *name)
{
    return make(role, name, 0);
}

void comes(struct visitor *visitor)
{
    visitor->thread = explore_thread(visitor->name, visit, visitor);
}

void arrives(struct visitor *visitor)
{
    comes(visitor);
    explore_settle();
}

void leaves(struct visitor *visitor)
{
    explore_add(&visitor->may_leave, 1);
}

void open_up(void)
{
    lock = rwlock_create();
}

void close_up(void)
{
    explore_join_all();
    rwlock_destroy(lock);
}
