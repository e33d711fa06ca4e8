/* mutate_logs.c - damages stored logs in many ways and reads each of them: no
 * crash, and whatever is printed is clean. Built with the sanitizers.
 *
 * usage: mutate_logs ROUNDS LOG...   (*.tsan is ThreadSanitizer's)
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../findings.h"
#include "../print_findings.h"

enum { BYTES_MAX = 64 * 1024 };

static uint32_t state = 12345; /* fixed: each run does the same */

static uint32_t next_random(void)
{
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

static size_t read_bytes(const char *path, unsigned char bytes[BYTES_MAX])
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    size_t length = fread(bytes, 1, BYTES_MAX, file);
    fclose(file);
    return length;
}

/* Cuts, overwrites, doubles or moves a few bytes. Returns: the new length. */
static size_t mutate(unsigned char bytes[BYTES_MAX], size_t length)
{
    static const unsigned char nasty[] = "<>&;\"'#:( \n\033\377\0/=0T";
    for (uint32_t i = next_random() % 4 + 1; i > 0 && length > 1; i--) {
        size_t at = next_random() % length;
        size_t span = next_random() % 40;
        span = span < length - at ? span : length - at;
        switch (next_random() % 5) {
        case 0:
            length = at;
            break;
        case 1:
            memmove(bytes + at, bytes + at + span, length - at - span);
            length -= span;
            break;
        case 2:
            bytes[at] = (unsigned char)next_random();
            break;
        case 3:
            bytes[at] = nasty[next_random() % sizeof nasty];
            break;
        default:
            memmove(bytes, bytes + at, span);
            break;
        }
    }
    return length;
}

/* Printed text holds no control character but the newline. */
static bool is_clean(const char *page, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)page[i];
        if ((byte < 0x20 && byte != '\n') || byte == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool read_and_print(const char *path, bool is_tsan)
{
    struct findings findings;
    char *page = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&page, &length);
    bool whole = is_tsan ? findings_read_tsan(path, "attempt.c", &findings)
                         : findings_read_valgrind(path, "attempt.c", &findings);
    print_findings(out, &findings, path, "attempt.c", "log");
    fclose(out);
    bool good = is_clean(page, length) && whole == !findings.error;
    free(page);
    findings_destroy(&findings);
    return good;
}

static bool try_once(const char *path, const char *scratch)
{
    static unsigned char bytes[BYTES_MAX];
    const char *dot = strrchr(path, '.');
    size_t length = mutate(bytes, read_bytes(path, bytes));
    FILE *file = fopen(scratch, "wb");
    if (!file) {
        perror(scratch);
        exit(2);
    }
    fwrite(bytes, 1, length, file);
    fclose(file);
    return read_and_print(scratch, dot && strcmp(dot, ".tsan") == 0);
}

int main(int count, char **words)
{
    char scratch[] = "/tmp/mutate_logs.XXXXXX";
    int descriptor = mkstemp(scratch);
    long rounds = count > 1 ? strtol(words[1], NULL, 10) : 0;
    bool good = descriptor >= 0;
    for (long round = 0; good && round < rounds; round++) {
        for (int i = 2; good && i < count; i++) {
            good = try_once(words[i], scratch);
            if (!good) {
                fprintf(stderr, "bad: %s, round %ld\n", words[i], round);
            }
        }
    }
    close(descriptor);
    unlink(scratch);
    return !good;
}
