/* fuzz_vet SECONDS RULES OBJECT...: vets mutated objects in this process, so
 * that a sanitizer sees what happens. Deterministic but for where it stops. */
#include "vet_private.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BYTES_MAX = 1 << 20, OBJDUMP_EVERY = 64 };

static struct vet_rules rules;
static struct vet_outcome outcome;
static unsigned char original[BYTES_MAX];
static unsigned char mutated[BYTES_MAX];
static uint64_t seed = 88172645463325252u;

static uint64_t chance(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

static size_t load(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t bytes = file ? fread(original, 1, sizeof original, file) : 0;
    if (file != NULL)
        fclose(file);
    return bytes;
}

/* Half of the mutations hit the section headers, at the end of the file. */
static void mutate(size_t bytes)
{
    static const uint64_t odd[] = {
        0,         1,          0x7f,           0xff,
        0xff00,    0xffff,     INT32_MAX,      UINT32_MAX,
        INT64_MAX, UINT64_MAX, UINT64_MAX - 7, (uint64_t)1 << 32};
    size_t tail = bytes < 2048 ? bytes : 2048;
    uint64_t count = 1 + chance(6);
    for (uint64_t i = 0; i < count; i++) {
        size_t at = chance(2) ? chance(bytes) : bytes - 1 - chance(tail);
        size_t width = (size_t)1 << chance(4);
        uint64_t value =
            chance(2) ? odd[chance(sizeof odd / sizeof odd[0])] : chance(bytes);
        if (at + width <= bytes)
            memcpy(mutated + at, &value, width);
    }
}

static void save(const char *path, size_t bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, mutated, bytes) != (ssize_t)bytes)
        exit(2);
    close(fd);
}

static void vet_without_objdump(const char *path)
{
    static struct vet vet;
    memset(&outcome, 0, sizeof outcome);
    memset(&vet, 0, sizeof vet);
    vet.object = path;
    vet.rules = &rules;
    vet.report = &outcome.report;
    vet.fd = -1;
    if (vet_read_object(&vet))
        vet_lines(&vet);
    elf_end(vet.elf);
    if (vet.fd >= 0)
        close(vet.fd);
}

int main(int count, char **arguments)
{
    char path[] = "/tmp/fuzz_vet.XXXXXX";
    long runs = 0;
    long findings = 0;
    if (count < 4 || !vet_rules_read(arguments[2], &rules))
        return 2;
    close(mkstemp(path));
    time_t end = time(NULL) + atoi(arguments[1]);
    while (time(NULL) < end) {
        size_t bytes = load(arguments[3 + chance((uint64_t)count - 3)]);
        if (bytes == 0)
            return 2;
        memcpy(mutated, original, bytes);
        mutate(bytes);
        save(path, chance(8) ? bytes : chance(bytes));
        if (runs++ % OBJDUMP_EVERY == 0)
            vet_here(path, &rules, &outcome);
        else
            vet_without_objdump(path);
        findings += outcome.report.count;
    }
    unlink(path);
    printf("%ld mutated objects, %ld findings\n", runs, findings);
    return 0;
}
