/* picture_draw.c - see picture_draw.h.
 *
 * Rows are written one under the other; how high the picture is turns out at
 * the end, so the rows are a draft until then.
 */
#include "picture_draw.h"

#include "html.h"
#include "view_palette.h"

enum {
    MARGIN = 16,
    NUMBER_WIDTH = 36,
    GAP = 8, /* between lanes */
    PAD = 8, /* inside a card */
    LINE = 16,
    CODE_LINES = 2,
    WHAT_LINES = 2,
    HEAD = 30, /* the names of the lanes */
    SPACE = 6, /* between rows */
};

static const double code_width = 7.3, what_width = 6.4; /* of a character */

struct drawing {
    FILE *out;
    const struct shown *shown;
    struct lanes lanes;
    int lane_width, width, y;
};

static int lane_x(const struct drawing *drawing, int lane)
{
    return MARGIN + NUMBER_WIDTH + lane * (drawing->lane_width + GAP);
}

static int room(const struct drawing *drawing)
{
    return drawing->lane_width - 2 * PAD - 4;
}

/* ---- text ---- */

/* Writes up to so many lines, the last one cut. Returns: how many. */
static int put_lines(struct drawing *drawing, int x, const char *class,
                     struct text text, size_t columns, int most)
{
    int lines = 0;
    while (text_given(text) && lines < most) {
        struct text line =
            lines + 1 < most ? text_take_line(&text, columns) : text;
        struct draft draft;
        draft_begin(&draft);
        text_put(draft.stream, line, columns);
        fprintf(drawing->out, "<text class=\"%s\" x=\"%d\" y=\"%d\">", class, x,
                drawing->y + LINE - 4);
        html_text(drawing->out, draft_end(&draft));
        fputs("</text>\n", drawing->out);
        draft_free(&draft);
        drawing->y += LINE;
        lines++;
        if (lines == most)
            break;
    }
    return lines;
}

static void put_thread(struct drawing *drawing, int thread)
{
    fputs(palette_sign(thread), drawing->out);
    putc(' ', drawing->out);
    html_cut(drawing->out, drawing->shown->threads[thread].name, 28);
}

/* A line of small text across all lanes. */
static void put_note(struct drawing *drawing, const char *class,
                     const char *words)
{
    put_lines(drawing, lane_x(drawing, 0), class, text_of(words), 90, 1);
    drawing->y += SPACE;
}

/* ---- cards ---- */

/* "12: counter is 0" */
static void put_what(struct drawing *drawing, int x,
                     const struct shown_place *place, struct text what)
{
    struct draft draft;
    draft_begin(&draft);
    if (place->line)
        fprintf(draft.stream, "%d: ", place->line);
    text_copy(draft.stream, what);
    put_lines(drawing, x, "what", draft_end(&draft),
              (size_t)(room(drawing) / what_width), WHAT_LINES);
    draft_free(&draft);
}

static void put_card(struct drawing *drawing, int thread, bool fails,
                     const struct shown_place *place, struct text what)
{
    int lane = drawing->lanes.of[thread] < 0 ? 0 : drawing->lanes.of[thread];
    int x = lane_x(drawing, lane), top = drawing->y;
    struct drawing inside = *drawing;
    struct draft words;
    draft_begin(&words);
    inside.out = words.stream;
    inside.y += PAD / 2;
    put_lines(&inside, x + PAD + 4, "code", place->code,
              (size_t)(room(drawing) / code_width), CODE_LINES);
    put_what(&inside, x + PAD + 4, place, what);
    inside.y += PAD / 2;
    draft_end(&words);
    fprintf(drawing->out,
            "<rect class=\"card%s\" x=\"%d\" y=\"%d\" width=\"%d\" "
            "height=\"%d\" rx=\"4\"/><rect fill=\"%s\" x=\"%d\" y=\"%d\" "
            "width=\"4\" height=\"%d\" rx=\"2\"/>\n",
            fails ? " fails" : "", x, top, drawing->lane_width, inside.y - top,
            palette_colour(thread), x, top, inside.y - top);
    text_copy(drawing->out, (struct text){words.bytes, words.length});
    draft_free(&words);
    drawing->y = inside.y;
}

static void put_number(struct drawing *drawing, const char *words)
{
    fprintf(drawing->out,
            "<text class=\"number\" x=\"%d\" y=\"%d\">%s</text>\n",
            MARGIN + NUMBER_WIDTH - 10, drawing->y + PAD / 2 + LINE - 4, words);
}

/* ---- rows ---- */

static void put_preempted(struct drawing *drawing, int thread)
{
    fprintf(drawing->out,
            "<path class=\"switch\" d=\"M%d %d.5H%d\"/>"
            "<text class=\"note\" style=\"fill:%s\" x=\"%d\" y=\"%d\">",
            lane_x(drawing, 0), drawing->y + 2, drawing->width - MARGIN,
            palette_colour(thread), lane_x(drawing, 0), drawing->y + LINE);
    put_thread(drawing, thread);
    fputs(" is preempted</text>\n", drawing->out);
    drawing->y += LINE + SPACE;
}

static void put_step(struct drawing *drawing, const struct shown_step *step)
{
    char number[24];
    snprintf(number, sizeof number, "%d", step->number);
    put_number(drawing, number);
    put_card(drawing, step->thread, step->fails, &step->place, step->what);
    drawing->y += SPACE;
    if (step->critical)
        put_note(drawing, "critical", "After this step every schedule fails.");
}

static void put_stands(struct drawing *drawing)
{
    const struct shown *shown = drawing->shown;
    int top = drawing->y, bottom = top;
    if (shown->blocked_count > 0)
        put_number(drawing, "end");
    for (int i = 0; i < shown->blocked_count; i++) {
        const struct shown_stand *stand = &shown->blocked[i];
        if (!replay_stand_matters(shown, stand))
            continue;
        drawing->y = top;
        put_card(drawing, stand->thread, true, &stand->place, stand->what);
        bottom = drawing->y > bottom ? drawing->y : bottom;
    }
    drawing->y = bottom + SPACE;
}

static void put_failing(struct drawing *drawing)
{
    const struct shown *shown = drawing->shown;
    put_number(drawing, "end");
    put_card(drawing, shown->where_thread, true, &shown->where,
             text_of(verdict_words(shown->verdict)));
    drawing->y += SPACE;
}

/* What came of it, and what should have. */
static void put_found(struct drawing *drawing)
{
    struct draft draft;
    if (!text_given(drawing->shown->found))
        return;
    draft_begin(&draft);
    text_copy(draft.stream, drawing->shown->found);
    if (text_given(drawing->shown->expected)) {
        fputs("; expected: ", draft.stream);
        text_copy(draft.stream, drawing->shown->expected);
    }
    put_lines(drawing, lane_x(drawing, 0), "critical", draft_end(&draft),
              (size_t)(drawing->width - 2 * MARGIN - NUMBER_WIDTH) / 8, 3);
    drawing->y += SPACE;
    draft_free(&draft);
}

static void put_rows(struct drawing *drawing, bool every_step)
{
    const struct shown *shown = drawing->shown;
    char words[60];
    int number = 0, last = -1;
    for (int i = 0; i < shown->step_count; i++) {
        const struct shown_step *step = &shown->steps[i];
        int gap = step->number - number - 1;
        if (!every_step && !replay_matters(step))
            continue;
        snprintf(words, sizeof words, "\xE2\x80\xA6 %d other step%s", gap,
                 gap == 1 ? "" : "s");
        if (gap > 0)
            put_note(drawing, "note", words);
        if (step->preempts && last >= 0)
            put_preempted(drawing, last);
        put_step(drawing, step);
        number = step->number;
        last = step->thread;
    }
    if (shown->blocked_count > 0)
        put_stands(drawing);
    else if (replay_fails_elsewhere(shown))
        put_failing(drawing);
    put_found(drawing);
}

/* ---- the whole ---- */

static void put_style(FILE *out)
{
    fputs("<style>text{font:12px 'DejaVu Sans',Arial,sans-serif;fill:#222}"
          ".code{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace}"
          "text.what{font-size:11px;fill:#444}"
          "text.note{font-size:11px;fill:#555}"
          "text.critical{font-weight:bold;fill:#a4262c}"
          "text.number{font-size:11px;fill:#555;text-anchor:end}"
          "text.head{font-weight:bold}"
          "text.title{font-size:14px;font-weight:bold}"
          "text.cause{fill:#a4262c}"
          ".card{fill:#fff;stroke:#c4c4c4}.card.fails{fill:#fdf1f1;"
          "stroke:#a4262c}"
          ".lane{stroke:#ddd}.switch{stroke:#999;stroke-dasharray:4 4}"
          "</style>\n",
          out);
}

static void put_lane_heads(struct drawing *drawing, FILE *out, int top,
                           int bottom)
{
    drawing->out = out;
    for (int i = 0; i < drawing->lanes.count; i++) {
        int thread = drawing->lanes.threads[i], x = lane_x(drawing, i);
        fprintf(out,
                "<path class=\"lane\" d=\"M%d.5 %dV%d\"/>"
                "<text class=\"head\" style=\"fill:%s\" x=\"%d\" y=\"%d\">",
                x + drawing->lane_width / 2, top + HEAD - 6, bottom,
                palette_colour(thread), x, top + LINE);
        put_thread(drawing, thread);
        fputs("</text>\n", out);
    }
}

static void begin(FILE *out, const struct drawing *drawing,
                  const struct picture *picture)
{
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
            "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
            drawing->width, drawing->y, drawing->width, drawing->y);
    html_text(out, picture->title);
    fputs("</title>\n<desc>", out);
    html_text(out, picture->diagnosis);
    fputs("</desc>\n", out);
    put_style(out);
    fprintf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
            drawing->width, drawing->y);
}

void picture_draw(FILE *out, const struct shown *shown,
                  const struct picture *picture)
{
    struct drawing drawing = {.shown = shown, .y = MARGIN};
    struct draft rows;
    draft_begin(&rows);
    drawing.out = rows.stream;
    lanes_give(&drawing.lanes, shown);
    int count = drawing.lanes.count > 0 ? drawing.lanes.count : 1;
    drawing.lane_width = count <= 2 ? 360 : count == 3 ? 300 : 240;
    drawing.width = lane_x(&drawing, count) - GAP + MARGIN;
    size_t columns = (size_t)((drawing.width - 2 * MARGIN) / 7.2);
    put_lines(&drawing, MARGIN, "title", picture->title, columns, 1);
    put_lines(&drawing, MARGIN, "cause", picture->diagnosis, columns, 4);
    drawing.y += SPACE;
    int top = drawing.y;
    drawing.y += HEAD;
    put_rows(&drawing, picture->every_step);
    int bottom = drawing.y;
    drawing.y += MARGIN - SPACE;
    draft_end(&rows);
    begin(out, &drawing, picture);
    put_lane_heads(&drawing, out, top, bottom);
    text_copy(out, (struct text){rows.bytes, rows.length});
    fputs("</svg>\n", out);
    draft_free(&rows);
}
