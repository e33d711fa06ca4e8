/* Scenarios of lab 04: the try variants. */
#include "scenarios_shared.h"

static const char *answer(const struct visitor *visitor)
{
    if (visitor->inside)
        return "true";
    return visitor->refused ? "false" : "it waits";
}

static void tell(const char *what, const struct visitor *visitor)
{
    fact(what, "%s", answer(visitor));
}

void try_free(void)
{
    open_up();
    struct visitor *one = come(TRY_READER, "try read 1");
    tell("try_acquire_read when nobody is inside", one);
    struct visitor *two = come(TRY_READER, "try read 2");
    tell("try_acquire_read while a reader is inside", two);
    leave(two);
    leave(one);
    one = come(READER, "reader");
    two = come(TRY_READER, "try read 3");
    tell("try_acquire_read beside an acquired read", two);
    leave(two);
    leave(one);
    one = come(TRY_WRITER, "try write");
    tell("try_acquire_write when nobody is inside", one);
    come(READER, "reader 2");
    fact("readers inside after a try_acquire_write", "%d", readers_inside);
    leave(one);
    close_up();
}

void try_beside_writer(void)
{
    open_up();
    struct visitor *writer = come(WRITER, "writer");
    struct visitor *reads = come(TRY_READER, "try read");
    tell("try_acquire_read while a writer is inside", reads);
    struct visitor *write = come(TRY_WRITER, "try write");
    tell("try_acquire_write while a writer is inside", write);
    leave(writer);
    let_in();
    leave(reads);
    leave(write);
    writer = come(WRITER, "next writer");
    fact("writer inside after the refused tries", "%d", writers_inside);
    leave(writer);
    close_up();
}

void try_beside_crowd(void)
{
    open_up();
    struct visitor *writer = come(WRITER, "writer");
    come(READER, "waiting reader");
    come(WRITER, "waiting writer");
    tell("try_acquire_read in a crowd around a writer",
         come(TRY_READER, "try read"));
    tell("try_acquire_write in a crowd around a writer",
         come(TRY_WRITER, "try write"));
    leave(writer);
    close_up();
}

void try_beside_reader(void)
{
    open_up();
    struct visitor *reader = come(READER, "reader");
    struct visitor *writes_too = come(TRY_WRITER, "try write");
    tell("try_acquire_write while a reader is inside", writes_too);
    struct visitor *second = come(READER, "reader 2");
    fact("readers inside after a refused try_acquire_write", "%d",
         readers_inside);
    leave(second);
    leave(reader);
    let_in();
    leave(writes_too);
    struct visitor *writer = come(WRITER, "writer");
    fact("writer inside after a refused try_acquire_write", "%d",
         writers_inside);
    leave(writer);
    close_up();
}

/* Whether a reader may join those inside while a writer waits is left open. */
void try_past_waiting_writer(void)
{
    open_up();
    struct visitor *reader = come(READER, "reader");
    come(WRITER, "waiting writer");
    struct visitor *reads = come(TRY_READER, "try read");
    fact("try_acquire_read while a writer waits", "%s",
         waits(reads) ? "it waits" : "it does not wait");
    leave(reads);
    tell("try_acquire_write while a writer waits",
         come(TRY_WRITER, "try write"));
    leave(reader);
    let_in();
    fact("writer inside when all readers are gone", "%d", writers_inside);
    close_up();
}
