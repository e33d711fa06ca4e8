/* predict: which final values are possible? Asks, then shows the exact set and
 * a schedule for each.
 *
 *     PLAY_SCENARIO=... PLAY_PREDICTION="1 2" predict PROGRAM WORK ROOT LAB
 *
 * Started by grade --ask. Without a prediction it reads one from standard
 * input: values separated by blanks, up to an empty line.
 * Exit status: 0 exactly right, 1 not, 2 undecided. */
#define _GNU_SOURCE
#include "prediction.h"
#include "session.h"
#include "source.h"
#include "verdict.h"
#include "view_palette.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STEPS_SHOWN 14

static const char *text_in(const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    return text ? text : "";
}

/* ---- asking ---- */

static const struct scenario *choose(const struct scenario *scenarios,
                                     int count)
{
    const char *wanted = getenv("PLAY_SCENARIO");
    bool any = !wanted || !*wanted;
    for (int i = 0; i < count; i++)
        if (any ? scenarios[i].question[0] != '\0'
                : strcmp(scenarios[i].name, wanted) == 0)
            return &scenarios[i];
    if (any)
        fprintf(stderr, "This lab has no scenario to predict.\n");
    else
        fprintf(stderr, "There is no scenario '%s'. There are:\n", wanted);
    for (int i = 0; i < count && !any; i++)
        fprintf(stderr, "  %-20s %s\n", scenarios[i].name, scenarios[i].claim);
    return NULL;
}

static void read_typed(struct prediction *prediction)
{
    char line[1000];
    bool asks = isatty(STDIN_FILENO);
    if (asks)
        printf("\nType them, separated by blanks or on lines of their own; an "
               "empty line ends.\nValues that belong together have a comma "
               "between them (3,7). If it may end otherwise:\nhow (deadlock, "
               "memory_error, ...).\n\n");
    for (;;) {
        if (asks)
            printf("> ");
        fflush(stdout);
        if (!fgets(line, sizeof line, stdin) ||
            line[strspn(line, " \t\r\n")] == '\0')
            return;
        prediction_add(prediction, line);
    }
}

static void read_prediction(struct prediction *prediction)
{
    const char *given = getenv("PLAY_PREDICTION");
    if (given && *given)
        prediction_add(prediction, given);
    else
        read_typed(prediction);
}

/* ---- telling ---- */

/* What does not fit ends in ".."; what is shorter gets blanks behind it. */
static void fit(const char *text, int width, int least)
{
    if ((int)strlen(text) <= width)
        printf("%-*s", least, text);
    else
        printf("%.*s..", width - 2, text);
}

static void tell_step(const struct source_folders *folders, const json_t *step,
                      const json_t *names)
{
    int line = (int)json_integer_value(json_object_get(step, "line"));
    int thread = (int)json_integer_value(json_object_get(step, "thread"));
    const char *name = json_string_value(json_array_get(names, (size_t)thread));
    const char *code = text_in(step, "code");
    if (!code[0])
        code = source_line(folders, text_in(step, "file"), line);
    printf("    ");
    palette_begin(stdout, thread);
    fit(name ? name : "?", 14, 14);
    palette_end(stdout);
    printf(" %4d  ", line);
    fit(code, 27, 27);
    printf("  ");
    fit(text_in(step, "what"), 26, 0);
    printf("\n");
}

static bool is_worth_telling(const json_t *step)
{
    const char *file = text_in(step, "file");
    return *file && strncmp(file, "explored", strlen("explored")) != 0;
}

static void tell_schedule(const struct source_folders *folders,
                          const json_t *outcome)
{
    const json_t *step, *names = json_object_get(outcome, "threads");
    size_t i;
    int told = 0, more = 0;
    json_array_foreach(json_object_get(outcome, "steps"), i, step)
    {
        if (!is_worth_telling(step))
            continue;
        if (told < STEPS_SHOWN)
            tell_step(folders, step, names);
        else
            more++;
        told++;
    }
    if (more)
        printf("    ... and %d more step%s\n", more, more == 1 ? "" : "s");
}

static int by_words(const void *a, const void *b)
{
    const json_t *const *one = a, *const *other = b;
    return strverscmp(text_in(*one, "words"), text_in(*other, "words"));
}

/* The outcomes in the order of their values. Owns: free them. */
static const json_t **sorted(const json_t *list, size_t count)
{
    const json_t **outcomes = calloc(count + 1, sizeof *outcomes);
    if (!outcomes)
        abort();
    for (size_t i = 0; i < count; i++)
        outcomes[i] = json_array_get(list, i);
    qsort(outcomes, count, sizeof *outcomes, by_words);
    return outcomes;
}

/* Returns: whether the prediction is exactly right. */
static bool tell(struct prediction *prediction, const json_t *answer,
                 const struct source_folders *folders)
{
    const json_t *list = json_object_get(answer, "outcomes");
    size_t count = json_array_size(list);
    const json_t **outcomes = sorted(list, count);
    int right = 0, missed = 0;
    printf("What can come of it, and one schedule that leads there:\n");
    for (size_t i = 0; i < count; i++) {
        const char *words = text_in(outcomes[i], "words");
        bool known = prediction_take(prediction, words);
        right += known;
        missed += !known;
        printf("\n  %-24s %s\n", words, known ? "predicted" : "MISSED");
        tell_schedule(folders, outcomes[i]);
    }
    free(outcomes);
    int impossible = prediction_left(prediction);
    if (impossible)
        printf("\nNo schedule leads to: %s\n",
               prediction_left_words(prediction));
    printf("\n%d possible: %d predicted, %d missed; %d of yours impossible.\n",
           right + missed, right, missed, impossible);
    return missed == 0 && impossible == 0;
}

static int play(struct session *session, const struct source_folders *folders,
                const struct scenario *scenario)
{
    static struct prediction prediction;
    printf("%s, scenario '%s'\n%s\n", folders->lab, scenario->name,
           scenario->question[0] ? scenario->question : scenario->claim);
    read_prediction(&prediction);
    printf("\n");
    json_t *hello = session_start(session, scenario->name);
    json_t *answer = hello ? session_ask(session, "outcomes") : NULL;
    json_decref(hello);
    if (!answer) {
        fprintf(stderr, "predict: %s\n", session->problem);
        return EXIT_NOT_DECIDED;
    }
    bool all = json_is_true(json_object_get(answer, "all"));
    bool right = tell(&prediction, answer, folders);
    json_decref(answer);
    session_end(session);
    if (!all) {
        printf("There are too many schedules to see them all, so there may be "
               "more.\n");
        return EXIT_NOT_DECIDED;
    }
    if (right)
        printf("Exactly right!\n");
    return right ? EXIT_FULL_MARKS : EXIT_ATTEMPT_WRONG;
}

int main(int argc, char **argv)
{
    static struct scenario scenarios[SCENARIOS_MAX];
    if (argc != 5) {
        fprintf(stderr, "usage: predict PROGRAM WORK ROOT LAB\n");
        return EXIT_NOT_DECIDED;
    }
    struct session session = {.program = argv[1], .work = argv[2]};
    struct source_folders folders = {argv[2], argv[3], argv[4]};
    int count = session_scenarios(&session, scenarios);
    if (count < 0) {
        fprintf(stderr, "predict: %s\n", session.problem);
        return EXIT_NOT_DECIDED;
    }
    const struct scenario *scenario = choose(scenarios, count);
    return scenario ? play(&session, &folders, scenario) : EXIT_NOT_DECIDED;
}
