/* stepper_rows.c - see stepper_rows.h. */
#include "stepper_rows.h"

#include "html.h"
#include "view_palette.h"

enum { CODE_MAX = 300, NAME_MAX = 60 };

void put_thread(FILE *out, const struct shown *shown, int thread)
{
    fprintf(out, "<span class=\"sign\" aria-hidden=\"true\">%s</span> ",
            palette_sign(thread));
    html_cut(out, shown->threads[thread].name, NAME_MAX);
}

static int width(const struct rows *rows)
{
    return rows->lanes->count <= LANES_MAX ? rows->lanes->count : 1;
}

static bool is_ours(const struct rows *rows, const struct shown_place *place)
{
    const struct stepper *stepper = rows->stepper;
    return text_equal(place->file, stepper->result->file) &&
           source_has(stepper->source, place->line);
}

/* ---- what the script reads ---- */

static void put_id(const struct rows *rows, const char *what)
{
    fputs(" id=\"", rows->out);
    html_text(rows->out, rows->stepper->check->name);
    fprintf(rows->out, ".%s%s\"", rows->run, what);
}

static void put_link(const struct rows *rows, const char *what)
{
    fputs("><th scope=\"row\"><a href=\"#", rows->out);
    html_text(rows->out, rows->stepper->check->name);
    fprintf(rows->out, ".%s%s\">%s</a></th>", rows->run, what, what);
}

static void put_data(const struct rows *rows, const char *name,
                     struct text value)
{
    fprintf(rows->out, " data-%s=\"", name);
    html_cut(rows->out, value, CODE_MAX);
    fputs("\"", rows->out);
}

static void put_locks(const struct rows *rows, const struct shown_step *step)
{
    int thread;
    struct text object;
    fputs(" data-locks=\"", rows->out);
    for (size_t n = 0; replay_lock(step, n, &thread, &object); n++) {
        fprintf(rows->out, "%s%d ", n > 0 ? "&#10;" : "", thread);
        html_cut(rows->out, object, CODE_MAX);
    }
    fputs("\"", rows->out);
}

static void put_row_data(const struct rows *rows, const struct shown_step *step)
{
    struct text value = step->after.bytes ? step->after : step->before;
    fprintf(rows->out, " data-thread=\"%d\"", step->thread);
    if (is_ours(rows, &step->place))
        fprintf(rows->out, " data-line=\"%d\"", step->place.line);
    if (text_given(step->object) && value.bytes) {
        put_data(rows, "name", step->object);
        put_data(rows, "value", value);
    }
    put_locks(rows, step);
}

/* ---- cells ---- */

/* "12: " or "queue.c:12: " in another file, a link to the source if there is
 * one. */
static void put_place(const struct rows *rows, const struct shown_place *place)
{
    FILE *out = rows->out;
    if (!place->line)
        return;
    fputs("<span class=\"at\">", out);
    if (is_ours(rows, place)) {
        fprintf(out, "line %d", place->line);
    } else {
        html_cut(out, place->file, NAME_MAX);
        fprintf(out, ":%d", place->line);
    }
    fputs(":</span> ", out);
}

static void put_words(const struct rows *rows, const struct shown_place *place,
                      struct text what)
{
    FILE *out = rows->out;
    if (text_given(place->code)) {
        fputs("<code>", out);
        html_code(out, place->code);
        fputs("</code>", out);
    }
    fputs("<span class=\"what\">", out);
    put_place(rows, place);
    html_prose(out, what);
    fputs("</span>", out);
}

static void begin_cell(const struct rows *rows, int thread, int columns)
{
    fprintf(rows->out, "<td class=\"lane t%d\" colspan=\"%d\">",
            palette_number(thread), columns);
    fprintf(rows->out, "<span class=\"who\">");
    put_thread(rows->out, rows->shown, thread);
    fputs("</span>", rows->out);
}

static bool has_lane(const struct rows *rows, int thread)
{
    return rows->lanes->count <= LANES_MAX && rows->lanes->of[thread] >= 0;
}

/* The cell of one thread, and empty ones beside it. */
static void put_cells(const struct rows *rows, int thread,
                      const struct shown_place *place, struct text what)
{
    int lane = has_lane(rows, thread) ? rows->lanes->of[thread] : -1;
    if (lane < 0) {
        begin_cell(rows, thread, width(rows));
        put_words(rows, place, what);
        fputs("</td>", rows->out);
        return;
    }
    for (int i = 0; i < width(rows); i++) {
        if (i != lane) {
            fputs("<td></td>", rows->out);
            continue;
        }
        begin_cell(rows, thread, 1);
        put_words(rows, place, what);
        fputs("</td>", rows->out);
    }
}

/* ---- rows ---- */

static void put_note(const struct rows *rows, const char *class,
                     const char *words)
{
    fprintf(rows->out,
            "<tr class=\"%s\"><td></td><td colspan=\"%d\">%s</td></tr>\n",
            class, width(rows), words);
}

static void put_preempted(const struct rows *rows, int thread)
{
    fprintf(rows->out,
            "<tr class=\"note\"><td></td><td class=\"t%d\" colspan=\"%d\">",
            palette_number(thread), width(rows));
    put_thread(rows->out, rows->shown, thread);
    fputs(" is preempted</td></tr>\n", rows->out);
}

static void put_step(const struct rows *rows, const struct shown_step *step)
{
    char number[24];
    FILE *out = rows->out;
    snprintf(number, sizeof number, "%d", step->number);
    fprintf(out, "<tr class=\"step%s%s\"", replay_matters(step) ? "" : " quiet",
            step->fails ? " fails" : "");
    put_id(rows, number);
    put_row_data(rows, step);
    put_link(rows, number);
    put_cells(rows, step->thread, &step->place, step->what);
    fputs("</tr>\n", out);
    if (step->critical)
        put_note(rows, "note critical",
                 "After this step every schedule fails.");
}

/* ---- the end ---- */

static void begin_end(const struct rows *rows)
{
    fputs("<tr class=\"step fails\"", rows->out);
    put_id(rows, "end");
}

static void put_failing(const struct rows *rows)
{
    const struct shown *shown = rows->shown;
    begin_end(rows);
    fprintf(rows->out, " data-thread=\"%d\"", shown->where_thread);
    if (is_ours(rows, &shown->where))
        fprintf(rows->out, " data-line=\"%d\"", shown->where.line);
    put_link(rows, "end");
    put_cells(rows, shown->where_thread, &shown->where,
              text_of(verdict_words(shown->verdict)));
    fputs("</tr>\n", rows->out);
}

static const struct shown_stand *stand_of(const struct rows *rows, int thread)
{
    for (int i = 0; i < rows->shown->blocked_count; i++) {
        const struct shown_stand *stand = &rows->shown->blocked[i];
        if (stand->thread == thread && replay_stand_matters(rows->shown, stand))
            return stand;
    }
    return NULL;
}

static void put_stand_data(const struct rows *rows)
{
    bool any = false;
    fputs(" data-stands=\"", rows->out);
    for (int i = 0; i < rows->lanes->count; i++) {
        const struct shown_stand *stand =
            stand_of(rows, rows->lanes->threads[i]);
        if (!stand || !is_ours(rows, &stand->place))
            continue;
        fprintf(rows->out, "%s%d %d", any ? "&#10;" : "", stand->thread,
                stand->place.line);
        any = true;
    }
    fputs("\"", rows->out);
}

static void put_stands(const struct rows *rows)
{
    bool lanes = rows->lanes->count <= LANES_MAX;
    begin_end(rows);
    put_stand_data(rows);
    put_link(rows, "end");
    if (!lanes)
        fputs("<td>", rows->out);
    for (int i = 0; i < rows->lanes->count; i++) {
        int thread = rows->lanes->threads[i];
        const struct shown_stand *stand = stand_of(rows, thread);
        if (!stand) {
            fputs(lanes ? "<td></td>" : "", rows->out);
            continue;
        }
        fprintf(rows->out, "<%s class=\"lane t%d\"><span class=\"who\">",
                lanes ? "td" : "div", palette_number(thread));
        put_thread(rows->out, rows->shown, thread);
        fputs("</span>", rows->out);
        put_words(rows, &stand->place, stand->what);
        fputs(lanes ? "</td>" : "</div>", rows->out);
    }
    fputs(lanes ? "</tr>\n" : "</td></tr>\n", rows->out);
}

/* What came of it, where the last step does not say it. */
static void put_found(const struct rows *rows)
{
    if (!text_given(rows->shown->found))
        return;
    fprintf(rows->out,
            "<tr class=\"note critical\"><td></td><td colspan=\"%d\">",
            width(rows));
    html_prose(rows->out, rows->shown->found);
    if (text_given(rows->shown->expected)) {
        fputs("; expected: ", rows->out);
        html_prose(rows->out, rows->shown->expected);
    }
    fputs("</td></tr>\n", rows->out);
}

/* Steps that are there and folded, or are not there at all. */
static void put_missing(const struct rows *rows, const char *class, int count,
                        const char *which, const char *why)
{
    char words[60];
    if (count <= 0)
        return;
    snprintf(words, sizeof words, "\xE2\x80\xA6 %d %sstep%s%s", count, which,
             count == 1 ? "" : "s", why);
    put_note(rows, class, words);
}

void rows_write(const struct rows *rows)
{
    const struct shown *shown = rows->shown;
    int shown_last = 0, listed_last = 0, last = -1;
    fputs(rows->lanes->count <= LANES_MAX ? "<tbody>\n"
                                          : "<tbody class=\"many\">\n",
          rows->out);
    for (int i = 0; i < shown->step_count; i++) {
        const struct shown_step *step = &shown->steps[i];
        put_missing(rows, "note absent", step->number - listed_last - 1, "",
                    " left out");
        listed_last = step->number;
        if (replay_matters(step)) {
            put_missing(rows, "note gap", step->number - shown_last - 1,
                        "other ", "");
            shown_last = step->number;
        }
        if (step->preempts && last >= 0)
            put_preempted(rows, last);
        put_step(rows, step);
        last = step->thread;
    }
    if (shown->blocked_count > 0)
        put_stands(rows);
    else if (replay_fails_elsewhere(shown))
        put_failing(rows);
    put_found(rows);
    fputs("</tbody>\n", rows->out);
}
