#include "verdict.h"

#include <string.h>

static const struct {
    const char *name;
    const char *words;
} verdicts[VERDICT_COUNT] = {
    [VERDICT_OK] = {"ok", "ok"},
    [VERDICT_WRONG_RESULT] = {"wrong_result", "wrong result"},
    [VERDICT_DATA_RACE] = {"data_race", "data race"},
    [VERDICT_DEADLOCK] = {"deadlock", "deadlock"},
    [VERDICT_LIVELOCK] = {"livelock", "livelock"},
    [VERDICT_STARVATION] = {"starvation", "starvation"},
    [VERDICT_OVER_SYNCHRONISED] = {"over_synchronised", "over-synchronised"},
    [VERDICT_MISUSE] = {"misuse", "misuse"},
    [VERDICT_MEMORY_ERROR] = {"memory_error", "memory error"},
    [VERDICT_CRASH] = {"crash", "crash"},
    [VERDICT_FORBIDDEN_CALL] = {"forbidden_call", "forbidden call"},
    [VERDICT_DOES_NOT_COMPILE] = {"does_not_compile", "does not compile"},
    [VERDICT_LIMIT_REACHED] = {"limit_reached", "limit reached"},
    [VERDICT_GRADER_FAULT] = {"grader_fault", "grader fault"},
};

const char *verdict_name(enum verdict verdict)
{
    return verdicts[verdict].name;
}

enum verdict verdict_named(const char *name)
{
    int v = 0;
    while (v < VERDICT_COUNT && strcmp(verdicts[v].name, name) != 0)
        v++;
    return (enum verdict)v;
}

const char *verdict_words(enum verdict verdict)
{
    return verdicts[verdict].words;
}
