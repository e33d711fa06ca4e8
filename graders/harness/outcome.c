#define _GNU_SOURCE

#include "outcome.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Cuts the next tab-separated field off a line. */
static char *field(char **rest)
{
    return *rest ? strsep(rest, "\t") : (char *)(uintptr_t) "";
}

static void copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from ? from : "");
}

/* ---- the report's lines ---- */

static void read_fact(struct outcome *out, char *rest)
{
    if (out->fact_count == OUTCOME_FACTS_MAX) {
        out->too_many_facts = true; /* what is dropped could be the truth */
        return;
    }
    char *name = field(&rest);
    out->facts[out->fact_count++] =
        (struct recorded_fact){name, rest ? rest : ""};
}

static void read_thread(struct outcome *out, char *rest)
{
    if (out->standing_count == OUTCOME_THREADS_MAX)
        return;
    struct standing *standing = &out->standing[out->standing_count++];
    memset(standing, 0, sizeof *standing);
    copy(standing->thread, sizeof standing->thread, field(&rest));
    copy(standing->doing, sizeof standing->doing, field(&rest));
}

static void read_step(struct outcome *out, char *rest)
{
    if (out->step_count == OUTCOME_STEPS_MAX)
        return;
    struct last_step *step = &out->steps[out->step_count++];
    memset(step, 0, sizeof *step);
    copy(step->thread, sizeof step->thread, field(&rest));
    copy(step->doing, sizeof step->doing, field(&rest));
    for (int i = 0; rest && i < OUTCOME_CALLERS; i++) {
        char *end;
        step->callers[i] = (uintptr_t)strtoul(rest, &end, 16);
        rest = end;
    }
}

static void read_stop(struct outcome *out, char *rest)
{
    enum verdict verdict = verdict_named(field(&rest));
    const char *thread = field(&rest);
    if (verdict == VERDICT_COUNT || verdict == VERDICT_OK)
        verdict = VERDICT_GRADER_FAULT;
    out->verdict = verdict;
    bool of_one_thread =
        verdict != VERDICT_DEADLOCK && verdict != VERDICT_LIVELOCK;
    /* Of a crash or a misuse, only the thread that did it is of interest. */
    if (of_one_thread) {
        out->standing_count = 0;
        char line[64];
        snprintf(line, sizeof line, "%.15s\tstopped here", thread);
        read_thread(out, line);
    }
    copy(out->diagnosis, sizeof out->diagnosis, field(&rest));
}

static void read_done(struct outcome *out, const char *rest, const char *nonce)
{
    if (strcmp(rest, nonce) == 0)
        out->verdict = VERDICT_OK;
}

static void read_report(struct outcome *out, const char *nonce)
{
    char *rest = out->watched.report;
    char *line;
    bool stopped = false;
    size_t length = strlen(nonce);
    while (rest && (line = strsep(&rest, "\n")) != NULL && !stopped) {
        if (strncmp(line, nonce, length) != 0 || line[length] != '\t')
            continue; /* not of the harness */
        char *text = line + length + 1;
        const char *kind = field(&text);
        if (!text || !rest) /* a line that was cut short says nothing */
            continue;
        if (strcmp(kind, "begin") == 0)
            out->begun = true;
        else if (strcmp(kind, "fact") == 0)
            read_fact(out, text);
        else if (strcmp(kind, "thread") == 0)
            read_thread(out, text);
        else if (strcmp(kind, "step") == 0)
            read_step(out, text);
        else if (strcmp(kind, "explored") == 0)
            out->explored = text;
        else if (strcmp(kind, "done") == 0)
            read_done(out, text, nonce);
        else if ((stopped = strcmp(kind, "stop") == 0))
            read_stop(out, text);
    }
}

/* ---- where everybody stood ---- */

static struct standing *standing_of(struct outcome *out, const char *thread)
{
    for (int i = 0; i < out->standing_count; i++)
        if (strcmp(out->standing[i].thread, thread) == 0)
            return &out->standing[i];
    return NULL;
}

static void add_stand(struct outcome *out, const struct stand *stand,
                      bool report_speaks)
{
    char line[64];
    struct standing *standing = standing_of(out, stand->thread);
    if (!standing && report_speaks)
        return; /* a thread that the report left out on purpose */
    if (!standing && out->standing_count < OUTCOME_THREADS_MAX) {
        snprintf(line, sizeof line, "%s\t%s", stand->thread,
                 stand->running ? "runs" : "waits");
        read_thread(out, line);
        standing = &out->standing[out->standing_count - 1];
    }
    if (!standing || !stand->found)
        return;
    copy(standing->function, sizeof standing->function, stand->function);
    standing->line = stand->line;
}

static void add_stands(struct outcome *out)
{
    const struct stands *stands = &out->watched.stands;
    bool report_speaks = out->standing_count > 0;
    for (int i = 0; i < stands->count; i++)
        add_stand(out, &stands->threads[i], report_speaks);
}

/* ---- the verdict ---- */

static void say(struct outcome *out, enum verdict verdict, const char *words)
{
    out->verdict = verdict;
    copy(out->diagnosis, sizeof out->diagnosis, words);
}

static void judge_exit(struct outcome *out)
{
    int status = out->watched.status;
    char words[120];
    bool ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (out->too_many_facts) {
        say(out, VERDICT_LIMIT_REACHED, "recorded too many facts");
        return;
    }
    if (out->verdict == VERDICT_OK && ended_well)
        return;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
        /* Nobody here did it: the machine, or somebody who stops a run. */
        say(out, VERDICT_GRADER_FAULT, "was killed from outside");
    } else if (WIFEXITED(status) && !out->begun &&
               (WEXITSTATUS(status) == 126 || WEXITSTATUS(status) == 127)) {
        say(out, VERDICT_GRADER_FAULT, "the scenario program did not start");
    } else if (WIFSIGNALED(status) &&
               (WTERMSIG(status) == SIGXFSZ || WTERMSIG(status) == SIGXCPU)) {
        say(out, VERDICT_LIMIT_REACHED, strsignal(WTERMSIG(status)));
    } else if (WIFSIGNALED(status)) {
        snprintf(words, sizeof words, "killed by signal %d (%s)",
                 WTERMSIG(status), strsignal(WTERMSIG(status)));
        say(out, VERDICT_CRASH, words);
    } else {
        say(out, VERDICT_FORBIDDEN_CALL,
            "ended the process before the scenario was over");
    }
}

static void judge_ending(struct outcome *out)
{
    switch (out->watched.ending) {
    case ENDED_EXIT:
        judge_exit(out);
        break;
    case ENDED_STOP: /* read_stop() has it */
        break;
    case ENDED_STUCK:
        say(out, VERDICT_DEADLOCK, "every thread waits for another one");
        break;
    case ENDED_CPU:
        say(out, VERDICT_LIVELOCK,
            "runs in circles: a loop that never ends, or a flag that the "
            "compiler reads only once");
        break;
    case ENDED_OUTPUT:
        say(out, VERDICT_LIMIT_REACHED, "printed more than 1 MiB");
        break;
    case ENDED_FILES:
        say(out, VERDICT_LIMIT_REACHED, "fills the disk with files");
        break;
    case ENDED_CROWD:
        say(out, VERDICT_LIMIT_REACHED, "makes processes without end");
        break;
    case ENDED_MEMORY:
        say(out, VERDICT_LIMIT_REACHED,
            "its processes together take too much memory");
        break;
    case ENDED_ASLEEP:
        say(out, VERDICT_FORBIDDEN_CALL,
            "sleeps in the kernel, and nothing will wake it");
        break;
    case ENDED_STOPPED:
        say(out, VERDICT_FORBIDDEN_CALL, "stopped its own process");
        break;
    case ENDED_PATIENCE:
        say(out, VERDICT_GRADER_FAULT,
            "the machine gave the scenario no time to run");
        break;
    case ENDED_NOT_RUN:
        say(out, VERDICT_GRADER_FAULT, out->watched.problem);
        break;
    }
}

void outcome_read(const struct watched *watched, const char *scenario,
                  const char *nonce, struct outcome *out)
{
    memset(out, 0, sizeof *out);
    out->scenario = scenario;
    out->watched = *watched;
    out->verdict = VERDICT_GRADER_FAULT;
    copy(out->output, sizeof out->output, watched->output);
    if (out->watched.report)
        read_report(out, nonce);
    judge_ending(out);
    add_stands(out);
}

const char *outcome_fact(const struct outcome *outcome, const char *name)
{
    for (int i = outcome->fact_count - 1; i >= 0; i--)
        if (strcmp(outcome->facts[i].name, name) == 0)
            return outcome->facts[i].value;
    return NULL;
}

void outcome_free(struct outcome *outcome)
{
    watch_free(&outcome->watched);
}
