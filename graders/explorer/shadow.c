/* shadow.c - see shadow.h. */
#include "shadow.h"
#include "clocks.h"
#include "lockset.h"
#include "policy.h"
#include "world.h"

#include <string.h>

#define RECORDS_MAX (1u << 22)
#define VISIBLE_SLOTS 4096

struct record *records;
uint32_t record_count;
int visible_count;

static struct touched_cell {
    uint32_t *cell;
    uintptr_t address;
} * touched; /* cells that are not empty */
static uint32_t touched_count;
static uint32_t unused_records; /* a list */
static const void *visible[VISIBLE_SLOTS];

void shadow_allocate(void)
{
    records = world_map(RECORDS_MAX * sizeof *records);
    touched = world_map(RECORDS_MAX * sizeof *touched);
    record_count = 1;
}

void shadow_reset(void)
{
    for (uint32_t i = 0; i < touched_count; i++)
        *touched[i].cell = 0;
    touched_count = 0;
    unused_records = 0;
    record_count = 1;
}

/* ---- what is visible ---- */

static const void **visible_slot(const void *pc)
{
    uint64_t i = ((uintptr_t)pc * 0x9e3779b97f4a7c15u) >> 52;
    while (visible[i] && visible[i] != pc)
        i = (i + 1) % VISIBLE_SLOTS;
    return &visible[i];
}

bool visible_contains(const void *pc)
{
    return *visible_slot(pc) == pc;
}

bool visible_add(const void *pc)
{
    const void **slot = visible_slot(pc);
    if (*slot == pc || visible_count >= VISIBLE_MAX)
        return false;
    *slot = pc;
    visible_count++;
    return true;
}

void visible_forget(void)
{
    if (visible_count)
        memset(visible, 0, sizeof visible);
    visible_count = 0;
}

int visible_list(uintptr_t places[VISIBLE_MAX])
{
    int count = 0;
    for (int i = 0; i < VISIBLE_SLOTS; i++)
        if (visible[i])
            places[count++] = (uintptr_t)visible[i];
    return count;
}

/* ---- clocks ---- */

static void tick(struct thread *thread)
{
    thread->clock[thread->id]++;
}

void race_release(struct object *object)
{
    clock_join(object->released, engine.current->clock);
    tick(engine.current);
}

void race_release_store(struct object *object)
{
    clock_copy(object->released, engine.current->clock);
    tick(engine.current);
}

void race_acquire(const struct object *object)
{
    clock_join(engine.current->clock, object->released);
}

void race_thread_from(struct thread *to, const struct thread *from)
{
    clock_join(to->clock, from->clock);
}

/* ---- races ---- */

/* Atomics cannot race with each other, so that theirs are not looked at unless
 * the same bytes are accessed by other means, too. Where they are, this stands
 * in the list; who meets it finds out. */
_Noreturn static void now_mixed(uintptr_t cell);

/* An access that is being made. */
struct access {
    uint32_t what, epoch;
    const void *pc;
};

static void note(struct access_note *note, uint32_t what, uint32_t epoch,
                 const void *pc, uintptr_t cell)
{
    note->pc = pc;
    note->thread = (int)(what >> WHAT_THREAD_SHIFT);
    note->write = what & WHAT_WRITE;
    note->atomic = what & WHAT_ATOMIC;
    note->epoch = epoch;
    note->address = cell + (uintptr_t)__builtin_ctz(what & WHAT_MASK);
    note->size = (uint8_t)__builtin_popcount(what & WHAT_MASK);
    note->valid = true;
}

__attribute__((cold)) static void found(const struct record *earlier,
                                        struct access now, uintptr_t cell)
{
    policy_race_on_object(cell, now.pc);
    policy_race_on_stack(cell, now.pc);
    if (!engine.options.races) {
        bool grew = !(earlier->what & WHAT_ATOMIC) && visible_add(earlier->pc);
        grew |= !(now.what & WHAT_ATOMIC) && visible_add(now.pc);
        engine.restart |= grew;
        return;
    }
    note(&engine.failure.access[0], earlier->what, earlier->epoch, earlier->pc,
         cell);
    note(&engine.failure.access[1], now.what, now.epoch, now.pc, cell);
    execution_fail(VERDICT_DATA_RACE, now.pc,
                   "two unordered accesses to the same memory, at least one "
                   "of them a write");
}

/* Whether what the older one did happens before now. */
static inline bool is_ordered(const struct record *old)
{
    return old->epoch <= engine.current->clock[record_thread(old)];
}

static inline bool conflicts(uint32_t old, uint32_t now)
{
    return (old & now & WHAT_MASK) && ((old | now) & WHAT_WRITE) &&
           !(old & now & WHAT_ATOMIC);
}

/* Whether the older one, which is ordered before, is of no interest any more:
 * whoever races with it races with the newer one too. */
static inline bool covers(uint32_t now, uint32_t old)
{
    return !(old & ~now & (WHAT_MASK | WHAT_WRITE)) &&
           !(now & ~old & WHAT_ATOMIC);
}

static uint32_t new_record(void)
{
    uint32_t index = unused_records;
    if (index) {
        unused_records = records[index].next;
        return index;
    }
    if (record_count >= RECORDS_MAX || touched_count >= RECORDS_MAX)
        execution_fail(VERDICT_LIMIT_REACHED, NULL,
                       "the program touches more memory than the race "
                       "detector can watch");
    return record_count++;
}

static void keep(struct record *record, struct access now, uint32_t next)
{
    record->next = next;
    record->epoch = now.epoch;
    record->what = now.what;
    record->pc = now.pc;
}

/* Takes the covered record out; the last one is used again. */
static inline void drop(uint32_t *link, uint32_t *unused)
{
    uint32_t index = *link;
    *link = records[index].next;
    if (*unused) {
        records[*unused].next = unused_records;
        unused_records = *unused;
    }
    *unused = index;
}

static void cell_access(uint32_t *cell, uintptr_t address, struct access now)
{
    uint32_t *link = cell, unused = 0;
    if (!*cell)
        touched[touched_count++] = (struct touched_cell){cell, address};
    while (*link) {
        struct record *old = &records[*link];
        if (record_is_nobodys(old)) {
            if ((old->what & now.what & WHAT_MASK) && !(now.what & WHAT_ATOMIC))
                now_mixed(address);
            link = &old->next;
            continue;
        }
        bool ordered = is_ordered(old);
        if (!ordered && conflicts(old->what, now.what))
            found(old, now, address);
        if (ordered && covers(now.what, old->what))
            drop(link, &unused);
        else
            link = &old->next;
    }
    if (!unused)
        unused = new_record();
    keep(&records[unused], now, *cell);
    *cell = unused;
}

/* The most frequent accesses need no look at the list: the same again, or one
 * that is alone in its cell. Returns: whether it was one of them. */
static inline bool is_quick(uint32_t head, struct access now)
{
    struct record *old = &records[head];
    if (!head || record_is_nobodys(old))
        return false;
    if (old->what == now.what && old->epoch == now.epoch)
        return true;
    if (old->next || !is_ordered(old) || !covers(now.what, old->what))
        return false;
    keep(old, now, 0);
    return true;
}

static inline void one_cell(uint32_t *cell, uintptr_t base, uint32_t mask,
                            struct access now)
{
    now.what |= mask;
    if (lockset_watches && engine.depth >= engine.replay_length)
        lockset_access(base, now.what & WHAT_WRITE, now.what & WHAT_ATOMIC);
    if (!is_quick(*cell, now))
        cell_access(cell, base, now);
}

/* What the only thread does happens before whatever comes. */
static inline bool is_alone(void)
{
    return engine.thread_count - engine.joined_count == 1;
}

void shadow_access(uintptr_t address, size_t size, bool write, bool atomic,
                   const void *pc)
{
    struct thread *self = engine.current;
    if (is_alone())
        return;
    self->segment_writes |= write;
    struct access now = {.what = (uint32_t)self->id << WHAT_THREAD_SHIFT |
                                 (write ? WHAT_WRITE : 0) |
                                 (atomic ? WHAT_ATOMIC : 0),
                         .epoch = self->clock[self->id],
                         .pc = pc};
    uint32_t *cell = world_cell(address);
    if (!cell)
        return;
    uintptr_t base = address & ~(uintptr_t)7, end = address + size;
    if (end - base <= 8) {
        uint32_t bytes = WHAT_MASK >> (8 - size) << (address - base);
        one_cell(cell, base, bytes, now);
        return;
    }
    uint32_t mask = WHAT_MASK << (address - base) & WHAT_MASK;
    for (; base + 8 < end; base += 8, cell++, mask = WHAT_MASK)
        one_cell(cell, base, mask, now);
    if (base < end)
        one_cell(cell, base, mask & WHAT_MASK >> (base + 8 - end), now);
}

/* ---- atomics ---- */

#define MIXED_SLOTS 1024

static uintptr_t mixed[MIXED_SLOTS]; /* cells, kept over executions */
static int mixed_count;

static uintptr_t *mixed_slot(uintptr_t cell)
{
    uint64_t i = (cell >> 3) * 0x9e3779b97f4a7c15u >> 54;
    while (mixed[i] && mixed[i] != cell)
        i = (i + 1) % MIXED_SLOTS;
    return &mixed[i];
}

static bool is_mixed(uintptr_t cell)
{
    return mixed_count >= MIXED_SLOTS / 2 || *mixed_slot(cell) == cell;
}

_Noreturn static void now_mixed(uintptr_t cell)
{
    *mixed_slot(cell) = cell;
    mixed_count++;
    engine.restart = true;
    execution_end(END_CUT);
}

bool shadow_atomic_begins(uintptr_t address, size_t size)
{
    uint32_t *cell = world_cell(address);
    uintptr_t base = address & ~(uintptr_t)7;
    if (!cell || address - base + size > 8 || is_mixed(base))
        return true;
    const struct access here = {.what = NOBODYS | (WHAT_MASK >> (8 - size))
                                                      << (address - base)};
    for (uint32_t i = *cell; i; i = records[i].next)
        if (!record_is_nobodys(&records[i]) &&
            (records[i].what & here.what & WHAT_MASK))
            now_mixed(base);
    if (!*cell)
        touched[touched_count++] = (struct touched_cell){cell, base};
    uint32_t index = new_record();
    keep(&records[index], here, *cell);
    *cell = index;
    return false;
}

void shadow_forget_mixed(void)
{
    if (mixed_count)
        memset(mixed, 0, sizeof mixed);
    mixed_count = 0;
}

uint32_t shadow_cells_touched(void)
{
    return touched_count;
}

uint32_t shadow_cell_touched(uint32_t index, uintptr_t *address)
{
    *address = touched[index].address;
    return *touched[index].cell;
}

void shadow_forget(uintptr_t address, size_t size)
{
    uint32_t *cell = world_cell(address);
    for (size_t i = 0; cell && i < (size + 7) / 8; i++)
        cell[i] = 0;
}
