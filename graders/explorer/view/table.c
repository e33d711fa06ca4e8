/* table.c - the schedule as a table; see report_view.h.
 *
 *     step T1                       T2
 *        1 int t = counter;
 *          12: counter is 0
 *          ~ is preempted
 *        2                          int t = counter;
 *                                   12: counter is 0
 *
 * Up to three threads that take part have a column each; more of them are
 * told a row a step.
 */
#include "report_view.h"
#include "view_palette.h"

#include <string.h>

#define MARGIN 5     /* for the number of the step */
#define CODE_LINES 2 /* of a cell */
#define WHAT_LINES 3
#define LINE_NUMBER 5 /* what "123: " needs */
#define LANES_MAX 3
#define NAME_COLUMNS 10

struct table {
    FILE *out;
    const struct shown *shown;
    bool every_step;
    int lane_of[SHOWN_THREADS_MAX]; /* -1: none */
    int lanes, threads;             /* who takes part */
    size_t width;                   /* of a lane, with the gap behind it */
    struct text file;               /* whose lines are told by number alone */
};

static bool is_shown(const struct table *table, const struct shown_step *step)
{
    return table->every_step || step->matters || step->fails || step->critical;
}

/* ---- who and what takes part ---- */

/* The failing line is none of the steps: a call that is wrong, a crash. */
static bool fails_elsewhere(const struct shown *shown)
{
    if (shown->where_thread < 0 || !shown->where.line || shown->blocked_count ||
        shown->verdict == VERDICT_DATA_RACE)
        return false;
    for (int i = 0; i < shown->step_count; i++)
        if (shown->steps[i].fails)
            return false;
    return true;
}

static void give_lanes(struct table *table)
{
    bool takes_part[SHOWN_THREADS_MAX] = {false};
    const struct shown *shown = table->shown;
    if (fails_elsewhere(shown))
        takes_part[shown->where_thread] = true;
    for (int i = 0; i < shown->step_count; i++)
        if (is_shown(table, &shown->steps[i]))
            takes_part[shown->steps[i].thread] = true;
    for (int i = 0; i < shown->thread_count; i++) {
        table->lane_of[i] = takes_part[i] ? table->threads++ : -1;
    }
    table->lanes = table->threads <= LANES_MAX ? table->threads : 0;
    if (table->lanes)
        table->width = (VIEW_COLUMNS - MARGIN) / (size_t)table->lanes;
}

static void find_file(struct table *table)
{
    const struct shown *shown = table->shown;
    int best = 0;
    table->file = shown->where.file;
    for (int i = 0; i < shown->step_count; i++) {
        int count = 0;
        for (int k = 0; k < shown->step_count; k++)
            count += is_shown(table, &shown->steps[k]) &&
                     text_given(shown->steps[i].place.file) &&
                     text_equal(shown->steps[i].place.file,
                                shown->steps[k].place.file);
        if (count > best)
            table->file = shown->steps[i].place.file;
        best = count > best ? count : best;
        if (i > 50)
            break;
    }
}

/* ---- cells ---- */

/* "12: counter is 0", or "queue.c:12: ..." in another file. */
static void describe(const struct table *table, const struct shown_step *step,
                     struct text what, FILE *into)
{
    if (step->place.line) {
        if (!text_equal(step->place.file, table->file)) {
            text_copy(into, step->place.file);
            putc(':', into);
        }
        fprintf(into, "%d: ", step->place.line);
    }
    text_copy(into, what);
}

static void lane_start(const struct table *table, int lane)
{
    fprintf(table->out, "%*s", (int)((size_t)lane * table->width), "");
}

static void put_number(const struct table *table, int number)
{
    if (number)
        fprintf(table->out, "%*d ", MARGIN - 1, number);
    else
        fprintf(table->out, "%*s", MARGIN, "");
}

/* In the thread's colour, then blanks up to the width, if there is one. */
static void put_name(const struct table *table, int thread, size_t width)
{
    size_t most = width ? width : table->width - 1;
    palette_begin(table->out, thread);
    size_t used =
        text_put(table->out, table->shown->threads[thread].name, most);
    palette_end(table->out);
    if (width)
        fprintf(table->out, "%*s", (int)(width - used), "");
}

static bool ends_with_arrow(struct text text)
{
    return text.length > 3 &&
           memcmp(text.bytes + text.length - 3, " ->", 3) == 0;
}

/* Gives the end of a line back to the rest. */
static struct text break_at(struct text line, struct text *rest, size_t length)
{
    if (length == 0)
        return line;
    rest->length += (size_t)(rest->bytes - (line.bytes + length));
    rest->bytes = line.bytes + length;
    if (line.bytes[length - 1] == ' ')
        length--;
    return (struct text){line.bytes, length};
}

/* "count: 0 -> 1" is broken before both values, and a long word of code behind
 * a parenthesis or the like. */
static struct text take_line(struct text *rest, size_t columns)
{
    struct text line = text_take_line(rest, columns);
    size_t length = line.length;
    if (ends_with_arrow(line)) {
        length -= 3;
        while (length > 0 && line.bytes[length - 1] != ' ')
            length--;
        return break_at(line, rest, length);
    }
    bool in_a_word = text_given(*rest) && rest->bytes == line.bytes + length;
    if (!in_a_word)
        return line;
    while (length > 0 && !strchr("(,;&|", line.bytes[length - 1]))
        length--;
    return break_at(line, rest, length);
}

/* Up to so many lines of a thread's lane; the first one may bear the number. */
static void put_cell(const struct table *table, int thread, int number,
                     struct text text, int lines)
{
    for (int line = 1; text_given(text); line++) {
        struct text part =
            line < lines ? take_line(&text, table->width - 1) : text;
        put_number(table, line == 1 ? number : 0);
        lane_start(table, table->lane_of[thread]);
        palette_begin(table->out, thread);
        text_put(table->out, part, table->width - 1);
        palette_end(table->out);
        putc('\n', table->out);
        if (line == lines)
            break;
    }
}

static void put_effect(const struct table *table, const struct shown_step *step,
                       int number, struct text what)
{
    struct draft draft;
    draft_begin(&draft);
    describe(table, step, what, draft.stream);
    put_cell(table, step->thread, number, draft_end(&draft), WHAT_LINES);
    draft_free(&draft);
}

/* One statement may touch several things: its text is shown once. */
static bool goes_on(const struct shown_step *step,
                    const struct shown_step *before)
{
    return before && before->thread == step->thread && step->place.line &&
           before->place.line == step->place.line && !before->is_quiet &&
           before->number + 1 == step->number &&
           text_equal(before->place.code, step->place.code);
}

static void put_step(const struct table *table, const struct shown_step *step,
                     const struct shown_step *before)
{
    bool fits = text_columns(step->place.code) + LINE_NUMBER <= table->width;
    if (step->is_quiet && fits) {
        put_effect(table, step, step->number, step->place.code);
        return;
    }
    if (step->is_quiet || !text_given(step->place.code) ||
        text_equal(step->kind, text_of("wake"))) {
        put_effect(table, step, step->number, step->what);
        return;
    }
    bool again = goes_on(step, before);
    if (!again)
        put_cell(table, step->thread, step->number, step->place.code,
                 CODE_LINES);
    put_effect(table, step, again ? step->number : 0, step->what);
}

static void put_preempted(const struct table *table,
                          const struct shown_step *before)
{
    put_number(table, 0);
    if (table->lanes)
        lane_start(table, table->lane_of[before->thread]);
    else
        put_name(table, before->thread, NAME_COLUMNS);
    text_mark(table->out, COLOUR_WARN, "~ is preempted", 0);
    putc('\n', table->out);
}

/* ---- rows ---- */

static bool is_wake(const struct shown_step *step)
{
    return text_equal(step->kind, text_of("wake"));
}

static void put_row(const struct table *table, const struct shown_step *step)
{
    const size_t half = (VIEW_COLUMNS - MARGIN - NAME_COLUMNS) / 2;
    struct draft draft;
    put_number(table, step->number);
    put_name(table, step->thread, NAME_COLUMNS - 1);
    putc(' ', table->out);
    draft_begin(&draft);
    describe(table, step, is_wake(step) ? step->what : step->place.code,
             draft.stream);
    struct text left = draft_end(&draft);
    if (step->is_quiet || is_wake(step) || !text_given(step->what)) {
        text_put(table->out, left, 2 * half);
    } else {
        text_pad(table->out, left, half - 1);
        putc(' ', table->out);
        text_put(table->out, step->what, half);
    }
    putc('\n', table->out);
    draft_free(&draft);
}

/* ---- the whole ---- */

static void put_heading(const struct table *table)
{
    fputs("step ", table->out);
    if (!table->lanes)
        fprintf(table->out, "%-*sline, and what happens", NAME_COLUMNS,
                "thread");
    for (int i = 0; i < table->shown->thread_count && table->lanes; i++) {
        int lane = table->lane_of[i];
        if (lane < 0)
            continue;
        put_name(table, i, lane < table->lanes - 1 ? table->width : 0);
    }
    putc('\n', table->out);
}

static void put_folded(const struct table *table, int count)
{
    if (count > 0)
        fprintf(table->out, "%*s... %d step%s\n", MARGIN, "", count,
                count == 1 ? "" : "s");
}

static void put_critical(const struct table *table)
{
    text_mark(table->out, COLOUR_BAD,
              ">>> after this step every schedule fails", 0);
    putc('\n', table->out);
}

static void put_failing(const struct table *table)
{
    const struct shown *shown = table->shown;
    struct shown_step step = {.thread = shown->where_thread,
                              .what = text_of(verdict_words(shown->verdict)),
                              .place = shown->where,
                              .fails = true};
    if (table->lanes)
        put_step(table, &step, NULL);
    else
        put_row(table, &step);
}

void table_print(FILE *out, const struct shown *shown, bool every_step)
{
    struct table table = {.out = out, .shown = shown, .every_step = every_step};
    const struct shown_step *before = NULL;
    int number = 0;
    give_lanes(&table);
    if (table.threads == 0)
        return;
    find_file(&table);
    put_heading(&table);
    for (int i = 0; i < shown->step_count; i++) {
        const struct shown_step *step = &shown->steps[i];
        if (!is_shown(&table, step))
            continue;
        if (before)
            put_folded(&table, step->number - number - 1);
        if (step->preempts && before)
            put_preempted(&table, before);
        if (table.lanes)
            put_step(&table, step, before);
        else
            put_row(&table, step);
        if (step->critical)
            put_critical(&table);
        number = step->number;
        before = step;
    }
    if (fails_elsewhere(shown))
        put_failing(&table);
}
