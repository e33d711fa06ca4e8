/* tls.c - see tls.h. */
#define _GNU_SOURCE
#include "tls.h"
#include "world.h"

#include <link.h>
#include <string.h>

size_t tls_size;

char *tls_block;

static const char *initial; /* .tdata; what lies behind it is zero */
static size_t initial_size;
static char *copies;

static int look_for_tls(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type != PT_TLS)
            continue;
        tls_size = header->p_memsz;
        initial_size = header->p_filesz;
        initial = (const char *)(info->dlpi_addr + header->p_vaddr);
        tls_block = info->dlpi_tls_data;
    }
    return 1; /* the first one is the program itself */
}

void tls_allocate(void)
{
    dl_iterate_phdr(look_for_tls, NULL);
    if (!tls_block)
        tls_size = 0;
    if (tls_size)
        copies = world_map(tls_size * THREADS_MAX);
}

static char *copy_of(const struct thread *thread)
{
    return copies + (size_t)thread->id * tls_size;
}

void tls_swap_slowly(const struct thread *from, const struct thread *to)
{
    memcpy(copy_of(from), tls_block, tls_size);
    memcpy(tls_block, copy_of(to), tls_size);
}

void tls_reset(const struct thread *thread)
{
    if (!tls_size)
        return;
    char *to = thread == engine.current ? tls_block : copy_of(thread);
    memcpy(to, initial, initial_size);
    memset(to + initial_size, 0, tls_size - initial_size);
}

const void *tls_bytes(const struct thread *thread)
{
    return thread == engine.current ? tls_block : copy_of(thread);
}
