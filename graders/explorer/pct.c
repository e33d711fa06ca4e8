/* pct.c - random priorities with a few changes: Burckhardt, Kothari,
 * Musuvathi, Nagarakatte, ASPLOS 2010. For programs that are too large for
 * anything else; from a fixed seed, so that the samples are the same each
 * time. */
#include "search.h"

#define CHANGES_MAX 8
#define STEPS_GUESS 64

static uint64_t state;
static long left;
static int changes;
static uint32_t priorities[THREADS_MAX];
static long change_at[CHANGES_MAX];
static long longest;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545f4914f6cdd1du;
}

static void begin(void)
{
    for (int i = 0; i < THREADS_MAX; i++)
        priorities[i] = CHANGES_MAX + 1 + (uint32_t)(next_random() >> 40);
    for (int i = 0; i < changes; i++)
        change_at[i] = (long)(next_random() % (uint64_t)longest);
}

void pct_start(uint64_t seed, int depth, long steps)
{
    state = seed * 0x9e3779b97f4a7c15u + 1;
    left = steps;
    changes = depth < CHANGES_MAX ? depth : CHANGES_MAX;
    longest = STEPS_GUESS;
    engine.replay_length = 0;
    begin();
}

static int highest(thread_set enabled)
{
    int best = set_first(enabled);
    for (thread_set rest = enabled; rest; rest &= rest - 1)
        if (priorities[set_first(rest)] > priorities[best])
            best = set_first(rest);
    return best;
}

static int pct_choose(struct node *node, int depth, int *alternative)
{
    int chosen = highest(node->enabled);
    for (int i = 0; i < changes; i++) {
        if (change_at[i] != depth)
            continue;
        priorities[chosen] = (uint32_t)i + 1;
        chosen = highest(node->enabled);
    }
    const struct op *op = &threads[chosen].op;
    if (op->kind == OP_YIELD || op->kind == OP_SLEEP) {
        priorities[chosen] = 0;
        chosen = highest(node->enabled);
    }
    int alternatives = op_alternatives(&threads[chosen]);
    *alternative =
        alternatives > 1 ? (int)(next_random() % (uint64_t)alternatives) : 0;
    return chosen;
}

static bool pct_advance(void)
{
    if (engine.depth > longest)
        longest = engine.depth;
    begin();
    return --left > 0;
}

const struct strategy_functions pct_strategy = {.choose = pct_choose,
                                                .advance = pct_advance};
