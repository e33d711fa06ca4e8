/* what.c - see what.h. */
#include "what.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

void what_access(struct access *access, const char *sentence)
{
    bool helgrind = strstr(sentence, "data race") != NULL ||
                    text_starts(sentence, "This conflicts");
    if (!helgrind && !text_starts(sentence, "Conflicting ")) {
        return;
    }
    bool writes = strstr(sentence, "write of") || strstr(sentence, "store");
    int size = text_number_after(sentence, "size ");
    snprintf(access->role, sizeof access->role, "%s%s of size %d",
             text_starts(sentence, "This conflicts") ? "earlier " : "",
             writes ? "write" : "read", size < 0 ? 0 : size);
}

static const struct {
    const char *part; /* of the tool's sentence */
    const char *role;
    enum access_sort sort;
} roles[] = {
    {"Required order was established", "the other order: its first lock",
     ACCESS_EVENT},
    {"followed by a later acquisition", "the other order: its second lock",
     ACCESS_EVENT},
    {"was first observed", "this lock was first used", ACCESS_CONTEXT},
    {"inside a block of size", "the block was allocated", ACCESS_CONTEXT},
    {"after a block of size", "the block was allocated", ACCESS_CONTEXT},
    {"before a block of size", "the block was allocated", ACCESS_CONTEXT},
    {"Block was alloc'd at", "the block was allocated", ACCESS_CONTEXT},
    {"Uninitialised value was created", "the value was created, but not set",
     ACCESS_CONTEXT},
};

void what_role(struct access *access, const char *sentence)
{
    if (text_starts(sentence, "This conflicts")) {
        access->sort = ACCESS_EVENT;
        what_access(access, sentence);
        return;
    }
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (strstr(sentence, roles[i].part)) {
            access->sort = roles[i].sort;
            bool freed = strstr(sentence, "free'd") != NULL;
            text_copy(access->role, sizeof access->role,
                      freed ? "the block was freed" : roles[i].role);
            return;
        }
    }
    text_without_numbers(access->role, sizeof access->role, sentence);
}

void what_segment(struct access *access, const char *element)
{
    static const char *const segments[][2] = {
        {"first_observed_at", "this lock was first used"},
        {"allocation_context", "the block was allocated"},
    };
    for (size_t i = 0; i < sizeof segments / sizeof segments[0]; i++) {
        if (strcmp(segments[i][0], element) == 0) {
            access->sort = ACCESS_CONTEXT;
            access->thread = 0;
            text_copy(access->role, sizeof access->role, segments[i][1]);
        }
    }
}

/* The name between quotes: inside data symbol "counter". */
static void quoted_datum(struct finding *finding, const char *quote, int offset)
{
    char name[FINDING_WORD_MAX];
    text_copy(name, sizeof name, quote + 1);
    name[strcspn(name, "\"")] = '\0';
    snprintf(finding->datum, sizeof finding->datum, "'%.60s'", name);
    if (offset > 0) {
        size_t used = strlen(finding->datum);
        snprintf(finding->datum + used, sizeof finding->datum - used,
                 ", byte %d of it", offset);
    }
}

void what_datum(struct finding *finding, const char *sentence)
{
    const char *symbol = strstr(sentence, "data symbol \"");
    const char *block = strstr(sentence, " a block of size");
    int offset = text_number_after(sentence, " is ");
    if (symbol) {
        quoted_datum(finding, strchr(symbol, '"'), offset);
    } else if (block && offset >= 0) {
        const char *is = strstr(sentence, " is ");
        text_copy(finding->datum, sizeof finding->datum, is + 4);
        char *tail = strstr(finding->datum, " alloc'd");
        tail = tail ? tail : strstr(finding->datum, " free'd");
        if (tail) {
            *tail = '\0';
        }
    } else if (strstr(sentence, "'s stack")) {
        text_copy(finding->datum, sizeof finding->datum,
                  "a variable on a thread's stack");
    } else if (strstr(sentence, "not stack'd, malloc'd")) {
        text_copy(finding->datum, sizeof finding->datum,
                  "no memory that the program has");
    }
}
