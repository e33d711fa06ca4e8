/* screen.c - draws a game, from 40 columns and 12 lines up. What colours or
 * bold letters say, signs and names say too: the game needs neither. */
#define _GNU_SOURCE
#include "game_private.h"
#include "view_palette.h"

#include <ncurses.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MIN 40
#define LINES_MIN 12
#define LANE_MIN 17 /* columns, for a lane to be worth it */
#define LANES_MAX 8

/* ---- colours ---- */

/* Fewer colours than 256 are not those of the reports, and rather none. */
void screen_start_colours(void)
{
    const char *none = getenv("NO_COLOR");
    if ((none && *none) || !has_colors() || start_color() == ERR ||
        COLORS < 256 || use_default_colors() == ERR)
        return;
    for (int i = 0; i < PALETTE_COLOURS; i++)
        init_pair((short)(i + 1), (short)palette_terminal(i), -1);
}

/* A pair that was not set up changes nothing. */
static int colour_of(int thread)
{
    return COLOR_PAIR(palette_number(thread) + 1);
}

/* ---- text ---- */

/* What does not fit ends in "..". */
static void put(int row, int column, int width, const char *text)
{
    int length = (int)strlen(text);
    if (row < 0 || row >= LINES || width <= 0)
        return;
    if (length <= width)
        mvaddstr(row, column, text);
    else if (width > 2) {
        mvaddnstr(row, column, text, width - 2);
        addstr("..");
    }
}

__attribute__((format(printf, 4, 5))) static void putf(int row, int column,
                                                       int width,
                                                       const char *format, ...)
{
    char text[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    put(row, column, width, text);
}

/* Broken at blanks. Returns: the row behind it. */
static int wrap(int row, int column, int width, const char *text)
{
    char line[300];
    while (*text && row < LINES) {
        int length = (int)strlen(text);
        if (length > width) {
            length = width;
            while (length > 0 && text[length] != ' ')
                length--;
            if (length == 0)
                length = width;
        }
        snprintf(line, sizeof line, "%.*s", length, text);
        put(row++, column, width, line);
        text += length;
        while (*text == ' ')
            text++;
    }
    return row;
}

static void rule(int row, const char *title)
{
    if (row < 0 || row >= LINES)
        return;
    mvhline(row, 0, '-', COLS);
    if (title[0])
        putf(row, 2, COLS - 4, " %s ", title);
}

static const char *code_of(const struct game *game, const json_t *place)
{
    const char *code = text_in(place, "code");
    return code[0] ? code
                   : source_line(game->folders, text_in(place, "file"),
                                 number_in(place, "line"));
}

static const json_t *list_in(const json_t *json, const char *key, int *count)
{
    const json_t *list = json_object_get(json, key);
    *count = (int)json_array_size(list);
    return list;
}

/* ---- threads ---- */

static bool is_over(const struct game *game)
{
    return !json_is_null(json_object_get(game->state, "end"));
}

static void thread_row(const struct game *game, int thread, int row)
{
    const json_t *it = thread_of(game, thread);
    bool ready = can_move(game, thread);
    bool selected = ready && thread == game->selected;
    int look = (selected ? (int)A_BOLD : 0) | colour_of(thread);
    const char *why = text_in(it, "why");
    char name[24];
    snprintf(name, sizeof name, "%s", text_in(it, "name"));
    attron(look);
    putf(row, 0, COLS, "%c %c%d%c %-16s %s%s", selected ? '>' : ' ',
         ready ? '[' : ' ', thread, ready ? ']' : ' ', name,
         ready                                        ? "next: "
         : strcmp(text_in(it, "state"), "ended") == 0 ? "has ended"
         : why[0]                                     ? "blocked: "
                                                      : "",
         ready ? text_in(it, "next") : why);
    attroff(look);
}

static void thread_code(const struct game *game, int thread, int row)
{
    const json_t *it = thread_of(game, thread);
    if (number_in(it, "line") > 0)
        putf(row, 8, COLS - 8, "%4d  %s", number_in(it, "line"),
             code_of(game, it));
}

/* Returns: the row behind it. */
static int draw_threads(const struct game *game, int row)
{
    int count;
    list_in(game->state, "threads", &count);
    bool roomy = 2 * count + 11 <= LINES && !is_over(game);
    for (int i = 0; i < count && row < LINES - 4; i++) {
        if (is_over(game) && !text_in(thread_of(game, i), "why")[0])
            continue;
        thread_row(game, i, row++);
        if (roomy)
            thread_code(game, i, row++);
    }
    return row;
}

static int draw_ways(const struct game *game, int row)
{
    int count;
    const json_t *it = thread_of(game, game->choosing);
    const json_t *ways = list_in(it, "ways", &count);
    putf(row++, 0, COLS, "How does '%s' go on?", text_in(it, "name"));
    for (int i = 0; i < count; i++)
        putf(row++, 2, COLS - 2, "%c %c) %s", i == game->way ? '>' : ' ',
             'a' + i, json_string_value(json_array_get(ways, (size_t)i)));
    return row;
}

static int draw_things(const struct game *game, int row)
{
    char words[300] = "";
    int count;
    const json_t *things = list_in(game->state, "things", &count);
    for (int i = 0; i < count; i++) {
        size_t used = strlen(words);
        snprintf(words + used, sizeof words - used, "%s%s", i ? "; " : "Now: ",
                 json_string_value(json_array_get(things, (size_t)i)));
    }
    return words[0] ? wrap(row, 0, COLS, words) : row;
}

/* ---- history ---- */

static void step_words(const json_t *step, char *words, size_t size)
{
    int line = number_in(step, "line");
    const char *sign = json_is_true(json_object_get(step, "switch")) ? "*" : "";
    if (line > 0)
        snprintf(words, size, "%s%d %s", sign, line, text_in(step, "what"));
    else
        snprintf(words, size, "%s%s", sign, text_in(step, "what"));
}

static void history_row(const struct game *game, const json_t *step, int row,
                        int lanes)
{
    char words[300];
    int thread = number_in(step, "thread");
    const char *name = text_in(thread_of(game, thread), "name");
    step_words(step, words, sizeof words);
    attron(colour_of(thread));
    if (lanes > 0 && thread >= 0 && thread < lanes)
        put(row, thread * (COLS / lanes), COLS / lanes - 1, words);
    else
        putf(row, 0, COLS, "%-12.12s %s", name, words);
    attroff(colour_of(thread));
}

static void lane_names(const struct game *game, int row, int lanes)
{
    for (int i = 0; i < lanes; i++) {
        attron(colour_of(i));
        putf(row, i * (COLS / lanes), COLS / lanes - 1, "%d %s", i,
             text_in(thread_of(game, i), "name"));
        attroff(colour_of(i));
    }
}

/* Where it came from, one lane a thread, as far as there is room. */
static void draw_history(const struct game *game, int row, int end)
{
    int count, lanes, first;
    list_in(game->state, "threads", &lanes);
    const json_t *steps = list_in(game->state, "steps", &count);
    if (lanes > LANES_MAX || COLS / lanes < LANE_MIN)
        lanes = 0;
    if (end - row < 3)
        return;
    rule(row++, "what happened (* a switch that was not needed)");
    if (lanes > 0)
        lane_names(game, row++, lanes);
    int room = end - row;
    int last = count - game->scroll;
    if (last < room)
        last = room < count ? room : count;
    first = last > room ? last - room : 0;
    for (int i = first; i < last; i++)
        history_row(game, json_array_get(steps, (size_t)i), row++, lanes);
}

/* ---- the end ---- */

static int draw_score(const struct game *game, int row)
{
    char words[300];
    int mine = number_in(game->state, "switches");
    int best = number_in(game->hello, "switches");
    const char *sure = json_is_true(json_object_get(game->hello, "minimal"))
                           ? "no schedule with fewer switches fails"
                           : "the shortest known";
    if (best < 0)
        snprintf(words, sizeof words, "You needed %d switch%s.", mine,
                 mine == 1 ? "" : "es");
    else
        snprintf(words, sizeof words,
                 "You needed %d switch%s and %d moves; the explorer needs %d "
                 "and %d (%s).",
                 mine, mine == 1 ? "" : "es", game->length, best,
                 number_in(game->hello, "length"), sure);
    return wrap(row, 0, COLS, words);
}

static int draw_end(const struct game *game, int row)
{
    const json_t *end = json_object_get(game->state, "end");
    bool well = strcmp(text_in(end, "verdict"), "ok") == 0;
    attron(A_BOLD);
    if (well)
        putf(row++, 0, COLS, "IT ENDED WELL. Backspace: try another move.");
    else
        putf(row++, 0, COLS, "IT FAILED: %s", text_in(end, "words"));
    attroff(A_BOLD);
    row = wrap(row, 0, COLS, text_in(end, "diagnosis"));
    if (text_in(end, "expected")[0])
        putf(row++, 0, COLS, "expected: %s", text_in(end, "expected"));
    if (text_in(end, "found")[0])
        putf(row++, 0, COLS, "found:    %s", text_in(end, "found"));
    if (text_in(end, "outcome")[0] && !text_in(end, "found")[0])
        putf(row++, 0, COLS, "it ended with: %s", text_in(end, "outcome"));
    return well ? row : draw_score(game, row);
}

/* ---- the whole ---- */

static void draw_help(void)
{
    static const char *const lines[] = {
        "You are the scheduler: you say who goes next.",
        "",
        "0 .. 9      the thread of that number takes its next step",
        "Up, Down    choose a thread; Enter or Space: it moves",
        "a, b, ...   where a step can go on in several ways",
        "Backspace   take your last move back (u does too)",
        "r           begin again",
        "h           a hint: what leads to a failure from here?",
        "PgUp, PgDn  look at what happened before",
        "q           enough",
        "",
        "A step is one that others can see. Where only one thing",
        "can happen, it happens by itself. A switch counts if the",
        "thread that ran before could have gone on.",
    };
    int count = (int)(sizeof lines / sizeof *lines);
    for (int i = 0; i < count; i++)
        put(i, 0, COLS, lines[i]);
}

static void draw_title(const struct game *game)
{
    attron(A_BOLD);
    putf(0, 0, COLS, "Play the scheduler: %s, %s", game->folders->lab,
         game->scenario->name);
    attroff(A_BOLD);
    if (json_is_true(json_object_get(game->hello, "fails")))
        putf(1, 0, COLS, "\"%s\" Make it fail.", game->scenario->claim);
    else
        putf(1, 0, COLS, "\"%s\" %s", game->scenario->claim,
             json_is_true(json_object_get(game->hello, "everything"))
                 ? "It holds in every schedule."
                 : "No schedule is known to fail.");
}

static int message_rows(const struct game *game)
{
    return game->message[0] ? (int)strlen(game->message) / COLS + 1 : 0;
}

static void draw_bottom(const struct game *game)
{
    static const char keys[] =
        "0-9 move  Backspace undo  r restart  h hint  ? help  q quit";
    if (game->message[0])
        wrap(LINES - 1 - message_rows(game), 0, COLS, game->message);
    attron(A_REVERSE);
    put(LINES - 1, 0, COLS, keys);
    attroff(A_REVERSE);
}

void screen_draw(const struct game *game)
{
    erase();
    if (COLS < COLUMNS_MIN || LINES < LINES_MIN) {
        putf(0, 0, COLS, "%dx%d is needed", COLUMNS_MIN, LINES_MIN);
    } else if (game->help) {
        draw_help();
    } else {
        int row = 2;
        draw_title(game);
        if (game->state) {
            rule(row++, is_over(game) ? "the end" : "who goes next?");
            if (is_over(game))
                row = draw_end(game, row);
            row = game->choosing >= 0 ? draw_ways(game, row)
                                      : draw_threads(game, row);
            row = draw_things(game, row);
            draw_history(game, row, LINES - 1 - message_rows(game));
        }
        draw_bottom(game);
    }
    refresh();
}
