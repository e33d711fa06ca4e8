/* program.c - see program.h. */
#include "profile.h"

#include <string.h>

struct program program;

/* ---- blocks ---- */

struct maker {
    struct program *made;
    int thread;
    bool disciplined; /* mutex i protects x[i], and nothing else is protected */
};

static struct instruction *emit(struct maker *m, enum instruction_kind kind,
                                int what)
{
    static struct instruction spilled;
    int *length = &m->made->length[m->thread];
    struct instruction *in = *length < PROGRAM_LENGTH
                                 ? &m->made->code[m->thread][(*length)++]
                                 : &spilled;
    *in = (struct instruction){.kind = (uint8_t)kind, .what = (uint8_t)what};
    return in;
}

static void plain(struct maker *m, int variable)
{
    switch (below(3)) {
    case 0:
        emit(m, DO_READ, variable);
        break;
    case 1:
        emit(m, DO_WRITE, variable)->value = (int8_t)(1 + below(2));
        break;
    default:
        emit(m, DO_READ, variable);
        emit(m, DO_COPY, variable)->value = 1;
    }
}

static void atomic(struct maker *m)
{
    static const uint8_t kinds[] = {DO_LOAD,     DO_LOAD,       DO_STORE,
                                    DO_STORE,    DO_STORE_COPY, DO_FETCH_ADD,
                                    DO_EXCHANGE, DO_COMPARE};
    struct instruction *in = emit(m, kinds[below((int)sizeof kinds)], below(2));
    in->value = (int8_t)(1 + below(2));
    in->other = (uint8_t)below(2);
    in->order = (uint8_t)(one_in(3) ? below(3) : 2);
    if (one_in(4))
        emit(m, DO_NOTE, 0);
    if (one_in(12)) {
        struct instruction *late = emit(m, DO_STORE_LATE, below(2));
        late->other = (uint8_t)below(VARIABLES);
    }
}

static void body(struct maker *m, int mutex)
{
    for (int i = below(3); i > 0; i--) {
        if (one_in(5))
            atomic(m);
        else
            plain(m, m->disciplined ? mutex : below(VARIABLES));
    }
}

static void locked(struct maker *m)
{
    int mutex = below(2);
    emit(m, DO_LOCK, mutex);
    body(m, mutex);
    emit(m, DO_UNLOCK, mutex);
}

static void nested(struct maker *m)
{
    int outer = below(MUTEXES), inner = (outer + 1 + below(2)) % MUTEXES;
    emit(m, DO_LOCK, outer);
    if (one_in(3))
        plain(m, outer);
    emit(m, DO_LOCK, inner);
    body(m, inner);
    bool crossed = one_in(3);
    emit(m, DO_UNLOCK, crossed ? outer : inner);
    emit(m, DO_UNLOCK, crossed ? inner : outer);
}

static void tried(struct maker *m, enum instruction_kind kind)
{
    int mutex = below(2), *length = &m->made->length[m->thread];
    struct instruction *in = emit(m, kind, mutex);
    int begin = *length;
    body(m, mutex);
    emit(m, DO_UNLOCK, mutex);
    in->skip = (uint8_t)(*length - begin);
    if (one_in(2)) {
        emit(m, DO_WRITE, VARIABLES - 1)->value = (int8_t)(m->thread + 1);
    }
}

static void waits(struct maker *m, enum instruction_kind kind)
{
    int mutex = one_in(6) ? 1 : 0;
    emit(m, DO_LOCK, mutex);
    struct instruction *in = emit(m, kind, mutex ? 1 : below(2) & below(2));
    in->mutex = (uint8_t)mutex;
    in->other = (uint8_t)mutex;
    in->value = (int8_t)(1 + below(2));
    body(m, mutex);
    if (one_in(3))
        emit(m, DO_SIGNAL, in->what);
    emit(m, DO_UNLOCK, mutex);
}

static void signals(struct maker *m)
{
    int mutex = one_in(6) ? 1 : 0;
    int condition = mutex ? 1 : below(2) & below(2);
    enum instruction_kind kind = one_in(3) ? DO_BROADCAST : DO_SIGNAL;
    bool bare = one_in(6), outside = one_in(3);
    if (!bare) {
        emit(m, DO_LOCK, mutex);
        if (one_in(3)) {
            emit(m, DO_READ, mutex);
            emit(m, DO_COPY, mutex)->value = 1;
        } else {
            emit(m, DO_WRITE, mutex)->value = (int8_t)(1 + below(2));
        }
        if (outside)
            emit(m, DO_UNLOCK, mutex);
    }
    emit(m, kind, condition);
    if (!bare && !outside)
        emit(m, DO_UNLOCK, mutex);
}

static void guarded(struct maker *m)
{
    int which = below(SEMAPHORES);
    emit(m, DO_SEM_WAIT, which);
    body(m, which);
    emit(m, DO_SEM_POST, which);
}

static void loops(struct maker *m)
{
    int *length = &m->made->length[m->thread], begin = *length;
    atomic(m);
    struct instruction *in = emit(m, DO_REPEAT, 0);
    in->skip = (uint8_t)(*length - 1 - begin);
    in->value = 1;
}

static void spins(struct maker *m)
{
    struct instruction *in = emit(m, DO_SPIN, below(2));
    in->other = (uint8_t)below(2);
    in->value = 1;
    in->order = (uint8_t)(1 + below(2));
}

static void choice(struct maker *m)
{
    int *length = &m->made->length[m->thread];
    if (one_in(2))
        emit(m, DO_CHOOSE, 0);
    struct instruction *in = emit(m, DO_SKIP_IF, 0);
    int begin = *length;
    in->value = (int8_t)below(2);
    atomic(m);
    in->skip = (uint8_t)(*length - begin);
}

static void spawns(struct maker *m)
{
    int next = m->made->threads - 1;
    if (m->thread >= next || m->made->spawned[next] || m->thread == 0)
        return;
    m->made->spawned[next] = true;
    emit(m, DO_SPAWN, next);
    if (one_in(2))
        atomic(m);
    if (one_in(2))
        emit(m,
             one_in(2)   ? DO_JOIN
             : one_in(2) ? DO_TRYJOIN
                         : DO_TIMEDJOIN,
             next);
}

static void reads_or_writes(struct maker *m, bool write)
{
    static const uint8_t kinds[2][4] = {
        {DO_READ_LOCK, DO_READ_LOCK, DO_TRY_READ_LOCK, DO_TIMED_READ_LOCK},
        {DO_WRITE_LOCK, DO_WRITE_LOCK, DO_TRY_WRITE_LOCK, DO_TIMED_WRITE_LOCK}};
    int which = below(RWLOCKS) & below(RWLOCKS);
    int *length = &m->made->length[m->thread], kind = below(6);
    struct instruction *in = emit(m, kinds[write][kind < 4 ? kind : 0], which);
    int begin = *length;
    if (write)
        body(m, which);
    else if (one_in(2))
        emit(m, DO_READ, which);
    if (one_in(4))
        atomic(m);
    emit(m, DO_RW_UNLOCK, which);
    if (kind == 2 || kind == 3)
        in->skip = (uint8_t)(*length - begin);
}

static void spin_locked(struct maker *m)
{
    int which = below(SPINS), *length = &m->made->length[m->thread];
    bool tries = one_in(3);
    struct instruction *in =
        emit(m, tries ? DO_SPIN_TRYLOCK : DO_SPIN_LOCK, which);
    int begin = *length;
    body(m, which);
    emit(m, DO_SPIN_UNLOCK, which);
    if (tries)
        in->skip = (uint8_t)(*length - begin);
}

static void heap(struct maker *m)
{
    int which = below(BLOCKS_HEAP);
    if (one_in(3)) {
        emit(m, DO_LOCK, 0);
        emit(m, DO_HEAP_WRITE, which)->value = 1;
        emit(m, DO_UNLOCK, 0);
    } else if (one_in(4)) {
        emit(m, DO_FREE, which);
    } else {
        emit(m, DO_HEAP_READ, which);
    }
}

static void other(struct maker *m)
{
    static const uint8_t kinds[] = {DO_LOCAL, DO_RANDOM, DO_COMPARE_WEAK};
    struct instruction *in = emit(m, kinds[below((int)sizeof kinds)], below(2));
    in->value = 1;
    if (one_in(2))
        emit(m, DO_STORE_COPY, 0);
}

static void add_semaphore(struct maker *m, enum block block)
{
    enum instruction_kind kind = block == BLOCK_SEM_WAIT    ? DO_SEM_WAIT
                                 : block == BLOCK_SEM_POST  ? DO_SEM_POST
                                 : block == BLOCK_SEM_TIMED ? DO_SEM_TIMEDWAIT
                                 : one_in(2)                ? DO_SEM_TRYWAIT
                                                            : DO_SEM_VALUE;
    emit(m, kind, below(SEMAPHORES));
}

static void add_time(struct maker *m)
{
    static const uint8_t kinds[] = {DO_SLEEP, DO_SLEEP, DO_CLOCK, DO_YIELD};
    emit(m, kinds[below((int)sizeof kinds)], 0)->value =
        (int8_t)(5 + below(3) * 5);
}

static void add_rare(struct maker *m, enum block block)
{
    switch (block) {
    case BLOCK_READING:
        reads_or_writes(m, false);
        break;
    case BLOCK_WRITING:
        reads_or_writes(m, true);
        break;
    case BLOCK_SPIN_LOCK:
        spin_locked(m);
        break;
    case BLOCK_BARRIER:
        emit(m, DO_BARRIER, 0);
        break;
    case BLOCK_ONCE:
        emit(m, DO_ONCE, 0);
        break;
    case BLOCK_LIFE:
        emit(m, one_in(2) ? DO_DESTROY : DO_INIT, below(2));
        break;
    case BLOCK_HEAP:
        heap(m);
        break;
    default:
        other(m);
    }
}

static void add_block(struct maker *m, enum block block)
{
    switch (block) {
    case BLOCK_PLAIN:
        plain(m, below(VARIABLES));
        break;
    case BLOCK_OWN:
        emit(m, DO_NOTE, 0);
        break;
    case BLOCK_ATOMIC:
        atomic(m);
        break;
    case BLOCK_FENCE:
        emit(m, DO_FENCE, 0)->order = (uint8_t)below(3);
        break;
    case BLOCK_LOCKED:
        locked(m);
        break;
    case BLOCK_NESTED:
        nested(m);
        break;
    case BLOCK_TRIED:
        tried(m, DO_TRYLOCK);
        break;
    case BLOCK_TIMED_LOCK:
        tried(m, DO_TIMEDLOCK);
        break;
    case BLOCK_WAIT:
        waits(m, one_in(3) ? DO_WAIT_IF : DO_WAIT_WHILE);
        break;
    case BLOCK_WAIT_TIMED:
        waits(m, one_in(2) ? DO_WAIT_TIMED : DO_WAIT_RETRY);
        break;
    case BLOCK_SIGNAL:
        signals(m);
        break;
    case BLOCK_GUARDED:
        guarded(m);
        break;
    case BLOCK_TIME:
        add_time(m);
        break;
    case BLOCK_LOOP:
        loops(m);
        break;
    case BLOCK_SPIN:
        spins(m);
        break;
    case BLOCK_CHOICE:
        choice(m);
        break;
    case BLOCK_SPAWN:
        spawns(m);
        break;
    case BLOCK_SEM_WAIT:
    case BLOCK_SEM_POST:
    case BLOCK_SEM_OTHER:
    case BLOCK_SEM_TIMED:
        add_semaphore(m, block);
        break;
    default:
        add_rare(m, block);
    }
}

/* ---- programs ---- */

void program_make(struct program *made, uint64_t seed)
{
    memset(made, 0, sizeof *made);
    made->seed = seed;
    chance_start(seed);
    int profile = below(PROFILES);
    made->threads = 3 + one_in(4) - one_in(4);
    made->races = !one_in(4);
    made->spurious = (uint8_t)(one_in(4) ? 1 + below(2) : 0);
    made->early = (uint8_t)below(3);
    for (int i = 0; i < MUTEXES; i++)
        made->mutex_kind[i] = (uint8_t)(one_in(4) ? below(3) : 0);
    for (int i = 0; i < SEMAPHORES; i++)
        made->semaphore[i] = (uint8_t)below(3);
    made->parties = (uint8_t)(1 + below(3));
    made->prefers_writers = one_in(4);
    struct maker m = {.made = made, .disciplined = !one_in(3)};
    int most = made->threads == 2 ? 4 : made->threads == 3 ? 3 : 2;
    for (int i = made->threads - 1; i >= 0; i--) {
        m.thread = i;
        int blocks = i == 0 ? below(2) : 1 + below(most);
        while (blocks-- > 0)
            add_block(&m, block_of(profile));
    }
}

bool program_without(struct program *smaller, int thread, int index)
{
    struct instruction *code = smaller->code[thread];
    if (index >= smaller->length[thread])
        return false;
    if (code[index].kind == DO_SPAWN)
        return false;
    for (int i = 0; i < index; i++)
        if (code[i].skip && code[i].kind != DO_REPEAT &&
            i + code[i].skip >= index)
            code[i].skip--;
    for (int i = index + 1; i < smaller->length[thread]; i++) {
        if (code[i].kind == DO_REPEAT && i - code[i].skip <= index)
            code[i].skip--;
        code[i - 1] = code[i];
    }
    smaller->length[thread]--;
    return true;
}
