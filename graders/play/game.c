/* game.c - see game.h: what keys do. The state of the game is a list of moves;
 * the program is run along it again after each one, and an undo is a shorter
 * list. */
#define _GNU_SOURCE
#include "game.h"
#include "game_private.h"

#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_ESCAPE 27
#define KEY_RUBOUT 127

/* ---- what the session said ---- */

const char *text_in(const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    return text ? text : "";
}

int number_in(const json_t *json, const char *key)
{
    return (int)json_integer_value(json_object_get(json, key));
}

const json_t *thread_of(const struct game *game, int thread)
{
    return thread < 0 ? NULL
                      : json_array_get(json_object_get(game->state, "threads"),
                                       (size_t)thread);
}

static int thread_count(const struct game *game)
{
    return (int)json_array_size(json_object_get(game->state, "threads"));
}

bool can_move(const struct game *game, int thread)
{
    return strcmp(text_in(thread_of(game, thread), "state"), "ready") == 0;
}

__attribute__((format(printf, 2, 3))) static void say(struct game *game,
                                                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(game->message, sizeof game->message, format, arguments);
    va_end(arguments);
}

/* ---- moves ---- */

/* The question with the first moves. Owns: free it. */
static char *question(const struct game *game, const char *word, int length)
{
    size_t size = 32 + (size_t)length * 16;
    char *text = malloc(size);
    if (!text)
        abort();
    size_t used = (size_t)snprintf(text, size, "%s", word);
    for (int i = 0; i < length; i++)
        used += (size_t)snprintf(text + used, size - used, " %d.%d",
                                 game->moves[i].thread, game->moves[i].way);
    return text;
}

static json_t *ask(struct game *game, const char *word, int length)
{
    char *text = question(game, word, length);
    json_t *answer = session_ask(game->session, text);
    free(text);
    if (!answer)
        say(game, "%s. r starts again.", game->session->problem);
    return answer;
}

static void take_moves(struct game *game)
{
    const json_t *list = json_object_get(game->state, "moves");
    game->length = (int)json_array_size(list);
    free(game->moves); /* room for one more */
    game->moves = calloc((size_t)game->length + 1, sizeof *game->moves);
    if (!game->moves)
        abort();
    for (int i = 0; i < game->length; i++) {
        const json_t *pair = json_array_get(list, (size_t)i);
        game->moves[i].thread =
            (int)json_integer_value(json_array_get(pair, 0));
        game->moves[i].way = (int)json_integer_value(json_array_get(pair, 1));
    }
}

static void select_one(struct game *game, int step)
{
    int count = thread_count(game);
    for (int i = 0; i < count; i++) {
        if (step == 0 && can_move(game, game->selected))
            return;
        game->selected = (game->selected + (step < 0 ? count - 1 : 1)) % count;
        if (can_move(game, game->selected))
            return;
    }
}

/* Shows the program as it is after so many moves. */
static void go(struct game *game, int length)
{
    json_t *state = ask(game, "go", length);
    json_decref(game->state);
    game->state = state;
    game->choosing = -1;
    game->scroll = 0;
    if (!state)
        return;
    if (json_is_true(json_object_get(state, "grew"))) {
        say(game, "The explorer has just found steps that nobody knew of: the "
                  "game begins again, with smaller steps.");
        game->own_count = 0;
        go(game, 0);
        return;
    }
    if (json_is_true(json_object_get(state, "diverged")))
        say(game, "The program went another way this time: something outside "
                  "decides what it does.");
    take_moves(game);
    select_one(game, 0);
}

static void move_on(struct game *game, int thread, int way)
{
    if (game->own_count == OWN_MOVES_MAX) {
        say(game, "That is enough for one game. r starts again.");
        return;
    }
    game->own[game->own_count++] = game->length;
    game->moves[game->length] = (struct move){thread, way};
    game->selected = thread;
    go(game, game->length + 1);
}

static int way_count(const struct game *game, int thread)
{
    return (int)json_array_size(
        json_object_get(thread_of(game, thread), "ways"));
}

static void pick(struct game *game, int thread)
{
    const json_t *it = thread_of(game, thread);
    if (!it)
        return;
    if (!can_move(game, thread)) {
        say(game, "'%s' cannot move: %s.", text_in(it, "name"),
            text_in(it, "why")[0] ? text_in(it, "why")
            : json_is_null(json_object_get(game->state, "end"))
                ? "it has ended"
                : "the game is over; Backspace takes a move back");
    } else if (way_count(game, thread) > 1) {
        game->selected = game->choosing = thread;
        game->way = 0;
    } else {
        move_on(game, thread, 0);
    }
}

static void undo(struct game *game)
{
    if (game->own_count == 0) {
        say(game, "This is the beginning.");
        return;
    }
    game->own_count--;
    game->selected = game->moves[game->own[game->own_count]].thread;
    go(game, game->own[game->own_count]);
}

static void hint(struct game *game)
{
    json_t *answer = NULL;
    if (!json_is_null(json_object_get(game->state, "end"))) {
        say(game, "It is over. Backspace takes your last move back.");
        return;
    }
    answer = ask(game, "hint", game->length);
    if (!answer)
        return;
    if (json_is_true(json_object_get(answer, "fails"))) {
        int thread = number_in(answer, "thread");
        int moves = number_in(answer, "moves");
        int switches = number_in(answer, "switches");
        say(game,
            "Hint: let %d '%s' move. From here the shortest way to fail (%s) "
            "takes %d move%s and %d switch%s.",
            thread, text_in(thread_of(game, thread), "name"),
            text_in(answer, "words"), moves, moves == 1 ? "" : "s", switches,
            switches == 1 ? "" : "es");
    } else if (json_is_true(json_object_get(answer, "sure"))) {
        say(game, "From here nothing fails any more, whatever you do. "
                  "Backspace takes a move back.");
    } else {
        say(game, "The explorer has found no way to fail from here.");
    }
    json_decref(answer);
}

/* ---- beginning ---- */

static bool begin(struct game *game)
{
    json_decref(game->hello);
    json_decref(game->state);
    game->state = NULL;
    game->length = game->own_count = 0;
    game->selected = 0;
    game->choosing = -1;
    game->hello = session_start(game->session, game->scenario->name);
    if (game->hello)
        go(game, 0);
    return game->state != NULL;
}

static void restart(struct game *game)
{
    if (!game->state) {
        begin(game);
        return;
    }
    game->own_count = game->selected = 0;
    go(game, 0);
}

/* ---- keys ---- */

static void choosing_key(struct game *game, int key)
{
    int count = way_count(game, game->choosing);
    if (key == KEY_DOWN || key == KEY_UP) {
        game->way = (game->way + (key == KEY_UP ? count - 1 : 1)) % count;
    } else if (key >= 'a' && key < 'a' + count) {
        move_on(game, game->choosing, key - 'a');
    } else if (key == '\n' || key == KEY_ENTER || key == ' ') {
        move_on(game, game->choosing, game->way);
    } else if (key != KEY_RESIZE) {
        game->choosing = -1;
    }
}

static void usual_key(struct game *game, int key)
{
    switch (key) {
    case KEY_DOWN:
        select_one(game, 1);
        break;
    case KEY_UP:
        select_one(game, -1);
        break;
    case KEY_PPAGE:
        game->scroll += 3;
        break;
    case KEY_NPAGE:
        game->scroll = game->scroll > 3 ? game->scroll - 3 : 0;
        break;
    case '\n':
    case KEY_ENTER:
    case ' ':
        pick(game, game->selected);
        break;
    case KEY_BACKSPACE:
    case KEY_RUBOUT:
    case '\b':
    case 'u':
        undo(game);
        break;
    case 'h':
        hint(game);
        break;
    default:
        if (key >= '0' && key <= '9')
            pick(game, key - '0');
    }
}

/* Returns: false if that was enough. */
static bool handle(struct game *game, int key)
{
    bool helped = game->help;
    if (key != KEY_RESIZE)
        game->message[0] = '\0';
    game->help = key == '?' ? !helped : helped && key == KEY_RESIZE;
    if (key == 'q')
        return false;
    if (key == 'r')
        restart(game);
    else if (!game->state || helped)
        return true;
    else if (game->choosing >= 0)
        choosing_key(game, key);
    else
        usual_key(game, key);
    return true;
}

static void start_screen(void)
{
    initscr();
    raw(); /* Ctrl-C is a key: what is confined must be ended properly */
    noecho();
    keypad(stdscr, TRUE);
    set_escdelay(50);
    screen_start_colours();
    curs_set(0);
}

bool game_play(struct session *session, const struct source_folders *folders,
               const struct scenario *scenario)
{
    static struct game game;
    game = (struct game){.session = session,
                         .folders = folders,
                         .scenario = scenario,
                         .choosing = -1};
    if (!begin(&game)) {
        json_decref(game.hello);
        return false;
    }
    start_screen();
    int key;
    do {
        screen_draw(&game);
        key = getch();
    } while (key != ERR && key != 'C' - '@' && handle(&game, key));
    endwin();
    json_decref(game.hello);
    json_decref(game.state);
    free(game.moves);
    session_end(session);
    return true;
}
