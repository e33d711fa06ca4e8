#include "view_details.h"
#include "report_view.h"
#include "view_palette.h"

enum {
    PLACE_COLUMNS = 50,
    FACT_LINES = 8,
    WHERE_MAX = 16,
    STEPS_MAX = 24,
    THREAD_COLUMNS = 15,
    DOING_COLUMNS = 14,
    NOTES_MAX = 8,
    COMPILER_LINES = 20,
    OUTPUT_LINES = 12,
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void print_fact(FILE *out, const char *lead, struct text fact)
{
    if (text_given(fact))
        text_wrap(out, lead, fact, FACT_LINES);
}

/* "racy_counter.c:41 in counter_transfer", as much of it as is known. */
static void write_place(FILE *out, const struct where *where)
{
    text_put(out, where->file, PLACE_COLUMNS / 2);
    if (where->line > 0)
        fprintf(out, ":%d", where->line);
    if (text_given(where->function)) {
        fputs(text_given(where->file) ? " in " : "in ", out);
        text_put(out, where->function, PLACE_COLUMNS / 2);
    }
}

/* The line of code behind the place, or below it where that is too narrow. */
static void print_place(FILE *out, const struct where *where)
{
    static const char lead[] = "    ";
    struct draft draft;
    draft_begin(&draft);
    write_place(draft.stream, where);
    struct text place = draft_end(&draft);
    if (text_given(place))
        fprintf(out, "%s%s%s", lead, draft.bytes,
                text_given(where->code) ? ":" : "\n");
    if (text_given(where->code)) {
        size_t used = sizeof lead - 1 + text_columns(place) + 3;
        bool below = used + text_columns(where->code) > VIEW_COLUMNS;
        fputs(!text_given(place) ? lead : below ? "\n      " : "  ", out);
        text_put(out, where->code, VIEW_COLUMNS - (below ? 6 : used));
        putc('\n', out);
    }
    draft_free(&draft);
}

static void print_where(FILE *out, const struct where *where)
{
    struct draft draft;
    draft_begin(&draft);
    fputs("thread '", draft.stream);
    text_put(draft.stream, where->thread, 40);
    fputs("' ", draft.stream);
    text_copy(draft.stream, where->doing);
    text_wrap(out, "  ", draft_end(&draft), FACT_LINES);
    draft_free(&draft);
    print_place(out, where);
}

void details_notes(FILE *out, const char *lead, const struct texts *notes)
{
    for (size_t i = 0; i < least(notes->count, NOTES_MAX); i++)
        text_wrap(out, lead, notes->items[i], FACT_LINES);
    if (notes->count > NOTES_MAX)
        text_say(out, lead, "(%zu more)", notes->count - NOTES_MAX);
}

static void print_wheres(FILE *out, const struct check *check)
{
    for (size_t i = 0; i < least(check->where.count, WHERE_MAX); i++)
        print_where(out, &check->where.items[i]);
    if (check->where.count > WHERE_MAX)
        text_say(out, "  ", "and %zu more threads",
                 check->where.count - WHERE_MAX);
}

/* "    a to b  locks         55  pthread_mutex_lock(&from->lock);" */
static void print_step(FILE *out, const struct where *step, int thread,
                       size_t name_columns)
{
    size_t used = 4 + name_columns + 2 + DOING_COLUMNS + 2;
    fputs("    ", out);
    palette_begin(out, thread);
    text_pad(out, step->thread, name_columns);
    palette_end(out);
    fputs("  ", out);
    text_put(out, step->doing, DOING_COLUMNS);
    if (step->line > 0) {
        size_t columns = least(text_columns(step->doing), DOING_COLUMNS);
        fprintf(out, "%*s  ", (int)(DOING_COLUMNS - columns), "");
        used += (size_t)fprintf(out, "%4d  ", step->line);
        text_put(out, step->code, VIEW_COLUMNS - used);
    }
    putc('\n', out);
}

/* What happened, in order: one line a step. */
static void print_steps(FILE *out, const struct places *steps)
{
    struct palette_names met = {.count = 0};
    size_t name_columns = 0;
    if (steps->count == 0)
        return;
    for (size_t i = 0; i < steps->count; i++) {
        size_t columns = text_columns(steps->items[i].thread);
        if (columns > name_columns)
            name_columns = least(columns, THREAD_COLUMNS);
    }
    fputs("  what happened, in this order:\n", out);
    for (size_t i = 0; i < least(steps->count, STEPS_MAX); i++)
        print_step(out, &steps->items[i],
                   palette_meet(&met, steps->items[i].thread), name_columns);
}

/* What the explorer said, if it was asked. */
static void print_schedule(FILE *out, json_t *schedule)
{
    static struct shown shown;
    if (!schedule)
        return;
    if (shown_take(&shown, schedule))
        schedule_print(out, &shown, false);
    shown_free(&shown);
}

void details_check(FILE *out, const struct check *check)
{
    print_fact(out, "  claim:     ", check->claim);
    print_fact(out, "  ", check->diagnosis);
    print_fact(out, "  expected:  ", check->expected);
    print_fact(out, "  found:     ", check->found);
    print_wheres(out, check);
    print_steps(out, &check->steps);
    print_schedule(out, check->schedule);
    if (text_given(check->output)) {
        fputs("  the attempt printed:\n", out);
        text_tail(out, "    | ", check->output, OUTPUT_LINES);
    }
    details_notes(out, "  note: ", &check->notes);
}

void details_compiler(FILE *out, const struct result *result)
{
    if (result->compiler.count == 0)
        return;
    fputs("\nThe compiler says:\n", out);
    for (size_t i = 0; i < least(result->compiler.count, COMPILER_LINES); i++)
        text_wrap(out, "  ", result->compiler.items[i], 3);
    if (result->compiler.count > COMPILER_LINES)
        fputs("  ... (the rest is left out: mend the first error first)\n",
              out);
}
