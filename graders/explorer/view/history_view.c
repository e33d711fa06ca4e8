/* history_view.c - recorded calls as bars; see report_view.h.
 *
 *     put 1    |-----|            put(1) = 1
 *     take        |-------|       take() = 0
 *
 * A column is an event, a call or a return, so that overlapping calls are seen
 * to overlap.
 */
#include "report_view.h"
#include "view_palette.h"

#define NAME_COLUMNS 12
#define BAR_COLUMNS 40

static int last_event(const struct shown *shown)
{
    int last = 1;
    for (int i = 0; i < shown->call_count; i++) {
        if (shown->calls[i].called > last)
            last = shown->calls[i].called;
        if (shown->calls[i].returned > last)
            last = shown->calls[i].returned;
    }
    return last;
}

static int column_of(int event, int last)
{
    return last <= BAR_COLUMNS
               ? event - 1
               : (int)((long)(event - 1) * (BAR_COLUMNS - 1) / (last - 1));
}

static void put_bar(FILE *out, const struct shown_call *call, int last)
{
    int from = column_of(call->called, last);
    int to = call->returned ? column_of(call->returned, last) : BAR_COLUMNS;
    int width = last < BAR_COLUMNS ? last : BAR_COLUMNS;
    for (int i = 0; i <= width; i++) {
        char sign = i > from && i < to ? '-' : ' ';
        if (i == from || i == to)
            sign = '|';
        putc(sign, out);
    }
}

static void put_call(FILE *out, const struct shown *shown,
                     const struct shown_call *call, int last)
{
    struct draft draft;
    palette_begin(out, call->thread);
    text_pad(out, shown->threads[call->thread].name, NAME_COLUMNS);
    put_bar(out, call, last);
    palette_end(out);
    draft_begin(&draft);
    text_copy(draft.stream, call->call);
    fprintf(draft.stream, "(%ld)", call->argument);
    if (call->returned)
        fprintf(draft.stream, " = %ld", call->result);
    putc(' ', out);
    text_put(out, draft_end(&draft),
             VIEW_COLUMNS - NAME_COLUMNS - BAR_COLUMNS - 3);
    draft_free(&draft);
    putc('\n', out);
}

void history_print(FILE *out, const struct shown *shown)
{
    int last = last_event(shown);
    if (shown->call_count == 0)
        return;
    fputs("calls, and while who was in which:\n", out);
    for (int i = 0; i < shown->call_count; i++)
        put_call(out, shown, &shown->calls[i], last);
    putc('\n', out);
}
