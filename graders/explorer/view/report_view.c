/* report_view.c - see report_view.h. */
#include "report_view.h"

#include <stdlib.h>
#include <string.h>

static void put_verdict(FILE *out, const struct shown *shown,
                        const struct report_options *options)
{
    enum colour colour = COLOUR_BAD;
    if (shown->verdict == VERDICT_OK)
        colour = COLOUR_GOOD;
    if (shown->verdict == VERDICT_LIMIT_REACHED ||
        shown->verdict == VERDICT_GRADER_FAULT)
        colour = COLOUR_WARN;
    if (text_given(options->program)) {
        text_put(out, options->program, VIEW_COLUMNS / 2);
        fputs("  ", out);
    }
    if (text_given(shown->scenario)) {
        text_put(out, shown->scenario, VIEW_COLUMNS / 3);
        fputs("  ", out);
    }
    text_mark(out, colour, verdict_words(shown->verdict), 0);
    putc('\n', out);
}

static void put_reason(FILE *out, const struct shown *shown)
{
    if (text_given(shown->diagnosis))
        text_wrap(out, "  ", shown->diagnosis, 8);
    if (text_given(shown->expected))
        text_wrap(out, "  expected:  ", shown->expected, 4);
    if (text_given(shown->found))
        text_wrap(out, "  found:     ", shown->found, 4);
}

/* "queue.c:12 in put:  code" */
static void put_place(FILE *out, const char *lead,
                      const struct shown_place *place)
{
    struct draft draft;
    if (!place->line)
        return;
    draft_begin(&draft);
    fputs(lead, draft.stream);
    text_copy(draft.stream, place->file);
    fprintf(draft.stream, ":%d", place->line);
    if (text_given(place->function)) {
        fputs(" in ", draft.stream);
        text_copy(draft.stream, place->function);
    }
    if (text_given(place->code)) {
        fputs(":  ", draft.stream);
        text_copy(draft.stream, place->code);
    }
    text_put(out, draft_end(&draft), VIEW_COLUMNS);
    putc('\n', out);
    draft_free(&draft);
}

static void put_stand(FILE *out, const struct shown *shown,
                      const struct shown_stand *stand, bool is_access)
{
    struct draft draft;
    size_t i;
    const json_t *lock;
    draft_begin(&draft);
    fputc('\'', draft.stream);
    text_copy(draft.stream, shown->threads[stand->thread].name);
    fputs("' ", draft.stream);
    text_copy(draft.stream, stand->what);
    if (is_access) {
        putc(' ', draft.stream);
        text_copy(draft.stream, stand->object);
    }
    json_array_foreach(stand->locks, i, lock)
    {
        fputs(i ? ", " : ", and holds ", draft.stream);
        text_copy(draft.stream, shown_text(lock));
    }
    if (stand->since)
        fprintf(draft.stream, " since step %d", stand->since);
    if (stand->since_line)
        fprintf(draft.stream, "%s line %d", stand->since ? "," : " since",
                stand->since_line);
    text_wrap(out, "  ", draft_end(&draft), 3);
    draft_free(&draft);
    put_place(out, "    ", &stand->place);
}

/* Who waits for the end of another one is of interest only if nobody waits for
 * anything else. */
static bool only_joins(const struct shown *shown)
{
    for (int i = 0; i < shown->blocked_count; i++)
        if (!shown->blocked[i].is_join)
            return false;
    return true;
}

static void put_stands(FILE *out, const struct shown *shown)
{
    for (int i = 0; i < shown->access_count; i++)
        put_stand(out, shown, &shown->accesses[i], true);
    for (int i = 0; i < shown->blocked_count; i++)
        if (!shown->blocked[i].is_join || only_joins(shown))
            put_stand(out, shown, &shown->blocked[i], false);
}

static void put_search(FILE *out, const struct shown *shown)
{
    if (text_given(shown->seen) &&
        (shown->verdict == VERDICT_OK ||
         shown->verdict == VERDICT_LIMIT_REACHED || shown->step_count == 0)) {
        text_wrap(out, "seen: ", shown->seen, 2);
        return;
    }
    if (shown->critical == 0) {
        fputs("every schedule fails\n", out);
        return;
    }
    if (shown->preemptions == 0)
        fputs("no thread is preempted", out);
    else if (shown->preemptions > 0)
        fprintf(out, "%ld preemption%s", shown->preemptions,
                shown->preemptions == 1 ? "" : "s");
    if (shown->preemptions > 0 && shown->minimal)
        fputs("; no schedule with fewer fails", out);
    if (shown->preemptions >= 0)
        putc('\n', out);
}

static void put_replay(FILE *out, const struct shown *shown,
                       const char *command)
{
    if (!text_given(shown->token) || !command)
        return;
    fprintf(out, "%s", command);
    text_print(out, shown->token);
    putc('\n', out);
}

void schedule_print(FILE *out, const struct shown *shown, bool every_step)
{
    if (shown->step_count || shown->where_thread >= 0) {
        putc('\n', out);
        table_print(out, shown, every_step);
        putc('\n', out);
    }
    put_stands(out, shown);
    history_print(out, shown);
    put_search(out, shown);
}

void report_print(FILE *out, const struct shown *shown,
                  const struct report_options *options)
{
    put_verdict(out, shown, options);
    put_reason(out, shown);
    schedule_print(out, shown, options->every_step);
    put_replay(out, shown, options->replay);
}
