#include "view_state.h"

#include <stdlib.h>
#include <string.h>

#include "view_file.h"
#include "view_rubric.h"

static char *copy_text(struct text text)
{
    char *copy = view_alloc(text.length + 1, 1);
    memcpy(copy, text.bytes, text.length);
    return copy;
}

static struct state_entry *find(const struct state *state, struct text lab,
                                struct text check)
{
    for (size_t i = 0; i < state->count; i++) {
        struct state_entry *entry = &state->entries[i];
        if (text_equal(text_of(entry->lab), lab) &&
            text_equal(text_of(entry->check), check))
            return entry;
    }
    return NULL;
}

int state_level(const struct state *state, struct text lab, struct text check)
{
    const struct state_entry *entry = find(state, lab, check);
    return entry ? entry->level : 0;
}

void state_set(struct state *state, struct text lab, struct text check,
               int level)
{
    struct state_entry *entry = find(state, lab, check);
    if (!entry) {
        size_t count = state->count + 1;
        state->entries = view_grow(state->entries, count, sizeof *entry);
        entry = &state->entries[state->count++];
        entry->lab = copy_text(lab);
        entry->check = copy_text(check);
    }
    entry->level = level;
}

/* Takes the word at the front of the line, and the space behind it. */
static struct text take_word(const char **line)
{
    struct text word = {*line, strcspn(*line, " ")};
    *line += word.length + ((*line)[word.length] == ' ');
    return word;
}

static void take_line(struct state *state, const char *line)
{
    char *end;
    struct text lab = take_word(&line);
    struct text check = take_word(&line);
    long level = strtol(line, &end, 10);
    if (text_given(lab) && text_given(check) && end != line && *end == '\0' &&
        level > 0 && level <= RUBRIC_LEVELS_MAX)
        state_set(state, lab, check, (int)level);
}

void state_load(struct state *state, const char *path)
{
    struct problem problem;
    char *line;
    *state = (struct state){NULL, 0};
    FILE *file = file_open(path, &problem);
    if (!file)
        return;
    while ((line = file_line(file))) {
        take_line(state, line);
        free(line);
    }
    fclose(file);
}

bool state_save(const struct state *state, const char *path,
                struct problem *problem)
{
    struct new_file file;
    if (!new_file_begin(&file, path, problem))
        return false;
    for (size_t i = 0; i < state->count; i++) {
        const struct state_entry *entry = &state->entries[i];
        if (entry->level > 0)
            fprintf(file.stream, "%s %s %d\n", entry->lab, entry->check,
                    entry->level);
    }
    return new_file_commit(&file, problem);
}

void state_free(struct state *state)
{
    for (size_t i = 0; i < state->count; i++) {
        free(state->entries[i].lab);
        free(state->entries[i].check);
    }
    free(state->entries);
}
