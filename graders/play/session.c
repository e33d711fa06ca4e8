/* session.c - see session.h. */
#define _GNU_SOURCE
#include "session.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define CPU_S 300
#define MEMORY_MIB 4096        /* of addresses; what is touched is little */
#define ANSWER_MAX (64u << 20) /* bytes */

static const char broken[] = "the program that explores your file has ended";

/* ---- starting and ending ---- */

static void make_nonce(char *nonce)
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        abort();
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(nonce + 2 * i, 3, "%02x", bytes[i]);
}

static bool begin(struct session *session, const char *scenario)
{
    static const struct confine_limits limits = {.cpu_s = CPU_S,
                                                 .memory_mib = MEMORY_MIB,
                                                 .file_mib = 64,
                                                 .processes = 64,
                                                 .talk = true};
    char folder[300], option[100], line[48];
    session_end(session);
    snprintf(folder, sizeof folder, "%s/session", session->work);
    if (mkdir(folder, 0755) != 0 && errno != EEXIST) {
        snprintf(session->problem, sizeof session->problem, "%.120s: %s",
                 folder, strerror(errno));
        return false;
    }
    snprintf(option, sizeof option, "scenario=%s", scenario);
    make_nonce(session->nonce);
    snprintf(line, sizeof line, "%s\n", session->nonce);
    const char *const argv[] = {session->program, option, "serve=on", NULL};
    session->running =
        confine_start(&session->confined, argv, folder, line, &limits,
                      session->problem, sizeof session->problem);
    return session->running;
}

void session_end(struct session *session)
{
    if (session->running)
        confine_end(&session->confined);
    free(session->buffer);
    session->buffer = NULL;
    session->used = 0;
    session->running = false;
}

/* ---- lines ---- */

static json_t *fail(struct session *session, const char *problem)
{
    snprintf(session->problem, sizeof session->problem, "%s", problem);
    session_end(session);
    return NULL;
}

static void drop_output(struct session *session)
{
    char dropped[4096];
    while (read(session->confined.output_fd, dropped, sizeof dropped) > 0)
        ;
}

/* More of what it says. Blocks until there is more. Returns: false at the
 * end. */
static bool read_more(struct session *session)
{
    struct pollfd fds[] = {
        {.fd = session->confined.report_fd, .events = POLLIN},
        {.fd = session->confined.output_fd, .events = POLLIN}};
    size_t room = 65536;
    if (session->used > ANSWER_MAX)
        return false;
    char *larger = realloc(session->buffer, session->used + room);
    if (!larger)
        return false;
    session->buffer = larger;
    if (poll(fds, 2, -1) < 0)
        return errno == EINTR;
    if (fds[1].revents & POLLIN)
        drop_output(session);
    if (!(fds[0].revents & (POLLIN | POLLHUP)))
        return !(fds[1].revents & POLLHUP);
    ssize_t length = read(session->confined.report_fd,
                          session->buffer + session->used, room);
    if (length > 0)
        session->used += (size_t)length;
    return length > 0 || (length < 0 && errno == EAGAIN);
}

/* Blocks until there is a line. Returns: the line, the caller's; NULL at the
 * end. */
static char *read_line(struct session *session)
{
    for (;;) {
        char *end =
            session->used ? memchr(session->buffer, '\n', session->used) : NULL;
        if (end) {
            size_t length = (size_t)(end - session->buffer);
            char *line = strndup(session->buffer, length);
            session->used -= length + 1;
            memmove(session->buffer, end + 1, session->used);
            return line;
        }
        if (!read_more(session))
            return NULL;
    }
}

/* The next line that carries the nonce. *kind points into the line. */
static char *read_answer(struct session *session, char **kind, char **text)
{
    char *line;
    size_t length = strlen(session->nonce);
    while ((line = read_line(session)) != NULL) {
        if (strncmp(line, session->nonce, length) == 0 &&
            line[length] == '\t') {
            *kind = line + length + 1;
            *text = strchr(*kind, '\t');
            if (*text) {
                *(*text)++ = '\0';
                return line;
            }
        }
        free(line);
    }
    return NULL;
}

/* Whatever it says goes to a terminal: nothing but printable ASCII and line
 * feeds stays. */
static void make_printable(json_t *json)
{
    const char *key;
    json_t *value;
    size_t i;
    if (json_is_string(json)) {
        char *text = strdup(json_string_value(json));
        for (char *c = text; c && *c; c++)
            *c = (*c >= ' ' && *c <= '~') || *c == '\n' ? *c : '?';
        json_string_set(json, text ? text : "");
        free(text);
    }
    json_object_foreach(json, key, value)
    {
        make_printable(value);
    }
    json_array_foreach(json, i, value)
    {
        make_printable(value);
    }
}

static json_t *read_json(struct session *session)
{
    char *kind, *text, *line;
    while ((line = read_answer(session, &kind, &text)) != NULL) {
        bool begins = strcmp(kind, "begin") == 0;
        json_t *json = begins ? NULL : json_loads(text, 0, NULL);
        free(line);
        if (json)
            make_printable(json);
        if (!begins)
            return json ? json : fail(session, "its answer makes no sense");
    }
    return fail(session, broken);
}

/* ---- what the others call ---- */

json_t *session_start(struct session *session, const char *scenario)
{
    return begin(session, scenario) ? read_json(session) : NULL;
}

json_t *session_ask(struct session *session, const char *question)
{
    struct part {
        const char *text;
        size_t length;
    } parts[] = {{question, strlen(question)}, {"\n", 1}};
    if (!session->running)
        return fail(session, broken);
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < 2; i++) {
        while (parts[i].length > 0) {
            ssize_t written = write(session->confined.input_fd, parts[i].text,
                                    parts[i].length);
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return fail(session, broken);
            parts[i].text += written;
            parts[i].length -= (size_t)written;
        }
    }
    return read_json(session);
}

static void copy_text(char *to, size_t size, const json_t *from,
                      const char *key)
{
    const char *text = json_string_value(json_object_get(from, key));
    snprintf(to, size, "%s", text ? text : "");
}

int session_scenarios(struct session *session,
                      struct scenario scenarios[SCENARIOS_MAX])
{
    json_t *json = session_start(session, "list"), *entry;
    size_t i;
    int count = 0;
    if (!json)
        return -1;
    json_array_foreach(json, i, entry)
    {
        if (count == SCENARIOS_MAX)
            break;
        struct scenario *scenario = &scenarios[count++];
        copy_text(scenario->name, sizeof scenario->name, entry, "name");
        copy_text(scenario->claim, sizeof scenario->claim, entry, "claim");
        copy_text(scenario->question, sizeof scenario->question, entry,
                  "question");
    }
    json_decref(json);
    session_end(session);
    return count;
}
