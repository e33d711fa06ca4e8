/* token.c - see token.h. */
#define _GNU_SOURCE
#include "token.h"
#include "execute.h"
#include "lockset.h"
#include "search.h"
#include "shadow.h"
#include "world.h"

#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#define CHECK_SIGNS 5
#define NUMBERS_MAX (2 * TOKEN_LENGTH)

enum flag {
    FLAG_RACES = 1,
    FLAG_SCENARIO = 2, /* its number follows */
    FLAG_VISIBLE = 4,  /* instructions that are steps follow */
    FLAG_BOUNDS = 8,   /* spurious and early follow */
    FLAG_LEAKS = 16,
    FLAG_WATCHED = 32,
    FLAG_NAIVE = 64,
    FLAG_CLOCK = 128,
    FLAG_PROVES = 256,
};

static const char signs[] = "abcdefghijkmnpqrstuvwxyz23456789";

/* The first byte of the executable, where its addresses are counted from. */
extern const char __executable_start[];

int token_scenario;

/* What was read, or is being written. */
static char text[TOKEN_LENGTH + 1];
static int length;
static bool too_long;

/* ---- the check sum ---- */

static uint64_t add(uint64_t sum, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    return sum;
}

/* Of the code as the file has it: in memory, a debugger has written into it. */
static uint64_t add_code(uint64_t sum)
{
    const ElfW(Phdr) *header = (const ElfW(Phdr) *)getauxval(AT_PHDR);
    unsigned long count = getauxval(AT_PHNUM);
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    for (; file >= 0 && count-- > 0; header++) {
        if (header->p_type != PT_LOAD || !(header->p_flags & PF_X))
            continue;
        char *code = malloc(header->p_filesz);
        if (!code ||
            pread(file, code, header->p_filesz, (off_t)header->p_offset) < 0)
            abort();
        sum = add(sum, code, header->p_filesz);
        free(code);
    }
    close(file);
    return sum;
}

static uint64_t sum_of(const char *payload)
{
    uint64_t sum = add_code(UINT64_C(0xcbf29ce484222325));
    for (int i = 0; i < GLOBAL_REGIONS; i++)
        sum = add(sum, regions[i].initial, regions[i].size);
    sum = add(sum, payload, strlen(payload));
    return sum ^ sum >> 32;
}

static void write_check(char check[CHECK_SIGNS], const char *payload)
{
    uint64_t sum = sum_of(payload);
    for (int i = 0; i < CHECK_SIGNS; i++, sum >>= 5)
        check[i] = signs[sum & 31];
}

/* ---- numbers ---- */

static void put(unsigned long number)
{
    do {
        unsigned more = number > 15 ? 16 : 0;
        if (length >= TOKEN_LENGTH) {
            too_long = true;
            return;
        }
        text[length++] = signs[(number & 15) | more];
        number >>= 4;
    } while (number);
}

/* Returns: false at the end. */
static bool take(unsigned long *number)
{
    *number = 0;
    for (int shift = 0; text[length] && shift < 60; shift += 4) {
        unsigned long sign =
            (unsigned long)(strchr(signs, text[length++]) - signs);
        *number |= (sign & 15) << shift;
        if (sign < 16)
            return true;
    }
    return false;
}

/* ---- writing ---- */

static int by_address(const void *a, const void *b)
{
    uintptr_t x = *(const uintptr_t *)a, y = *(const uintptr_t *)b;
    return (x > y) - (x < y);
}

static void put_visible(void)
{
    uintptr_t places[VISIBLE_MAX];
    int count = visible_list(places);
    qsort(places, (size_t)count, sizeof *places, by_address);
    uintptr_t before = (uintptr_t)__executable_start;
    put((unsigned long)count);
    for (int i = 0; i < count; i++) {
        put(places[i] - before);
        before = places[i];
    }
}

static unsigned flags(void)
{
    const struct options *options = &engine.options;
    const struct options usual = OPTIONS_DEFAULT;
    bool bounds =
        options->spurious != usual.spurious || options->early != usual.early;
    return (options->races ? FLAG_RACES : 0) |
           (token_scenario ? FLAG_SCENARIO : 0) |
           (options->leaks ? FLAG_LEAKS : 0) | (bounds ? FLAG_BOUNDS : 0) |
           (visible_count ? FLAG_VISIBLE : 0) |
           (engine.locks_are_watched ? FLAG_WATCHED : 0) |
           (options->strategy == STRATEGY_NAIVE ? FLAG_NAIVE : 0) |
           (engine.clock_read ? FLAG_CLOCK : 0) |
           (lockset_proves ? FLAG_PROVES : 0);
}

static int usual_choice(const struct node *node, int depth)
{
    int last = depth ? nodes[depth - 1].thread : 0;
    return node->enabled & SET_OF(last) ? last : set_first(node->enabled);
}

static void put_decisions(void)
{
    unsigned long gap = 0;
    for (int i = 0; i < engine.depth; i++) {
        const struct node *node = &nodes[i];
        if (node->thread == usual_choice(node, i) && !node->alternative) {
            gap++;
            continue;
        }
        put(gap);
        put((unsigned long)node->thread * 2 + (node->alternative > 0));
        if (node->alternative)
            put((unsigned long)node->alternative);
        gap = 0;
    }
}

void token_write(char token[TOKEN_LENGTH + 1])
{
    length = CHECK_SIGNS;
    too_long = false;
    put(flags());
    if (flags() & FLAG_SCENARIO)
        put((unsigned long)token_scenario);
    if (flags() & FLAG_BOUNDS) {
        put((unsigned long)engine.options.spurious);
        put((unsigned long)engine.options.early);
    }
    if (flags() & FLAG_VISIBLE)
        put_visible();
    put_decisions();
    text[length] = '\0';
    write_check(text, text + CHECK_SIGNS);
    memcpy(token, text, (size_t)length + 1);
    if (too_long)
        token[0] = '\0';
}

/* ---- reading ---- */

static unsigned long read_flags;
static long decisions_at; /* where in text they begin */

static bool skip_visible(void)
{
    unsigned long count, number;
    if (!take(&count) || count > VISIBLE_MAX)
        return false;
    while (count-- > 0)
        if (!take(&number))
            return false;
    return true;
}

bool token_read(const char *token)
{
    size_t size = strlen(token);
    unsigned long scenario = 0;
    if (size <= CHECK_SIGNS || size > TOKEN_LENGTH ||
        strspn(token, signs) != size)
        return false;
    memcpy(text, token, size + 1);
    length = CHECK_SIGNS;
    if (!take(&read_flags) ||
        ((read_flags & FLAG_SCENARIO) && !take(&scenario)))
        return false;
    token_scenario = (int)scenario;
    return true;
}

bool token_options(struct options *options)
{
    unsigned long spurious, early;
    options->races = read_flags & FLAG_RACES;
    options->leaks = read_flags & FLAG_LEAKS;
    if (read_flags & FLAG_NAIVE)
        options->strategy = STRATEGY_NAIVE;
    if (read_flags & FLAG_BOUNDS) {
        if (!take(&spurious) || !take(&early))
            return false;
        options->spurious = (int)spurious;
        options->early = (int)early;
    }
    decisions_at = length;
    return !(read_flags & FLAG_VISIBLE) || skip_visible();
}

bool token_fits(void)
{
    char check[CHECK_SIGNS];
    write_check(check, text + CHECK_SIGNS);
    return memcmp(check, text, CHECK_SIGNS) == 0;
}

/* ---- replaying ---- */

static unsigned long usual_left;
static unsigned long unusual; /* thread and whether another way; next */
static bool is_unusual;

static void take_decision(void)
{
    is_unusual = take(&usual_left) && take(&unusual);
}

static int token_choose(struct node *node, int depth, int *alternative)
{
    *alternative = 0;
    int thread = usual_choice(node, depth);
    if (is_unusual && usual_left-- == 0) {
        unsigned long way = 0;
        thread = (int)(unusual / 2);
        if (unusual & 1)
            take(&way);
        *alternative = (int)way;
        take_decision();
    }
    if (thread >= THREADS_MAX || !(node->enabled & SET_OF(thread))) {
        engine.diverged = true;
        thread = usual_choice(node, depth);
        *alternative = 0;
    }
    node->cost = preemption_cost(node, thread);
    return thread;
}

static bool token_advance(void)
{
    return false;
}

static const struct strategy_functions token_strategy = {
    .choose = token_choose, .advance = token_advance};

static void take_visible(void)
{
    unsigned long count = 0, gap = 0;
    uintptr_t at = (uintptr_t)__executable_start;
    take(&count);
    while (count-- > 0 && take(&gap)) {
        at += gap;
        visible_add((const void *)at);
    }
}

static enum ending run(void)
{
    length = (int)decisions_at;
    if (read_flags & FLAG_VISIBLE)
        take_visible();
    take_decision();
    strategy = &token_strategy;
    engine.replay_length = 0;
    engine.restart = false;
    return execution_run();
}

void token_replay(struct exploration *into)
{
    engine.diverged = false;
    engine.locks_are_watched = read_flags & FLAG_WATCHED;
    engine.clock_read = read_flags & FLAG_CLOCK;
    lockset_proves = read_flags & FLAG_PROVES;
    lockset_start(false);
    enum ending ending;
    do
        ending = run();
    while (engine.restart); /* for more threads, clocks had to grow */
    into->executions = 1;
    into->failure = engine.failure;
    into->verdict = ending == END_FAILED  ? engine.failure.verdict
                    : ending == END_LIMIT ? VERDICT_LIMIT_REACHED
                                          : VERDICT_OK;
    into->preemptions = 0;
    for (int i = 0; i < engine.depth; i++)
        into->preemptions += nodes[i].cost;
    schedule_keep(&into->schedule);
}
