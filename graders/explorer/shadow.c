/* shadow.c - see shadow.h. */
#include "shadow.h"
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

void clock_join(uint32_t *into, const uint32_t *from)
{
    for (int i = 0; i < engine.clock_width; i += 8)
        for (int k = i; k < i + 8; k++)
            into[k] = into[k] > from[k] ? into[k] : from[k];
}

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
    memcpy(object->released, engine.current->clock,
           (size_t)engine.clock_width * sizeof *object->released);
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

static void note(struct access_note *note, const struct record *record,
                 uintptr_t cell)
{
    note->pc = record->pc;
    note->thread = record->thread;
    note->write = record->write;
    note->atomic = record->atomic;
    note->epoch = record->epoch;
    note->address = cell + (uintptr_t)__builtin_ctz(record->mask);
    note->size = (uint8_t)__builtin_popcount(record->mask);
    note->valid = true;
}

static void found(const struct record *earlier, const struct record *now,
                  uintptr_t cell)
{
    policy_race_on_object(cell, now->pc);
    policy_race_on_stack(cell, now->pc);
    if (!engine.options.races) {
        bool grew = !earlier->atomic && visible_add(earlier->pc);
        grew |= !now->atomic && visible_add(now->pc);
        engine.restart |= grew;
        return;
    }
    note(&engine.failure.access[0], earlier, cell);
    note(&engine.failure.access[1], now, cell);
    execution_fail(VERDICT_DATA_RACE, now->pc,
                   "two unordered accesses to the same memory, at least one "
                   "of them a write");
}

static bool conflicts(const struct record *old, const struct record *now)
{
    return old->thread != now->thread && (old->mask & now->mask) &&
           (old->write || now->write) && !(old->atomic && now->atomic) &&
           old->epoch > engine.current->clock[old->thread];
}

/* Whether the newer of the two makes the older one irrelevant: whoever races
 * with the older one races with the newer one too. */
static bool covers(const struct record *now, const struct record *old)
{
    if (old->mask & ~now->mask)
        return false;
    if (old->thread == now->thread)
        return (now->write || !old->write) && (!now->atomic || old->atomic);
    return now->write && !now->atomic;
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

static void cell_access(uint32_t *cell, uintptr_t address,
                        const struct record *now)
{
    uint32_t *link = cell;
    if (!*cell)
        touched[touched_count++] = (struct touched_cell){cell, address};
    while (*link) {
        struct record *old = &records[*link];
        if (conflicts(old, now))
            found(old, now, address);
        if (covers(now, old)) {
            uint32_t unused = *link;
            *link = old->next;
            old->next = unused_records;
            unused_records = unused;
        } else {
            link = &old->next;
        }
    }
    uint32_t index = new_record();
    records[index] = *now;
    records[index].next = *cell;
    *cell = index;
}

/* The same thread again, with nothing new to say. */
static bool is_repeated(uint32_t head, const struct record *now)
{
    const struct record *old = &records[head];
    return head && old->thread == now->thread && old->mask == now->mask &&
           old->epoch == now->epoch && old->write == now->write &&
           old->atomic == now->atomic;
}

/* Alone in its cell: brought up to date in place. */
static bool is_own_cell(uint32_t head, const struct record *now)
{
    struct record *old = &records[head];
    if (!head || old->next || old->thread != now->thread || !covers(now, old))
        return false;
    *old = *now;
    old->next = 0;
    return true;
}

void shadow_access(uintptr_t address, size_t size, bool write, bool atomic,
                   const void *pc)
{
    const struct thread *self = engine.current;
    /* Not on the program's stack, where the epoch would stay behind in a frame
     * to come: the same state would look like a new one. */
    static struct record now;
    now = (struct record){.thread = (uint8_t)self->id,
                          .epoch = self->clock[self->id],
                          .write = write,
                          .atomic = atomic,
                          .pc = pc};
    uint32_t *cell = world_cell(address);
    if (!cell)
        return;
    uintptr_t base = address & ~(uintptr_t)7, end = address + size;
    for (; base < end; base += 8, cell++) {
        unsigned mask = 0xff;
        if (base < address)
            mask &= 0xffu << (address - base);
        if (end < base + 8)
            mask &= 0xffu >> (base + 8 - end);
        now.mask = (uint8_t)mask;
        if (lockset_watches && engine.depth >= engine.replay_length)
            lockset_access(base, write, atomic);
        if (!is_repeated(*cell, &now) && !is_own_cell(*cell, &now))
            cell_access(cell, base, &now);
    }
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
