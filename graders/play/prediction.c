/* prediction.c - see prediction.h. Guesses and outcomes are compared in one
 * form: the values alone, "3,7". */
#include "prediction.h"

#include <stdio.h>
#include <string.h>

static const char blanks[] = " \t\r\n";

/* "a = 3, b = 7" and "a=3,b=7" and "+3,7" are "3,7"; words keep theirs, with
 * '_' for blanks. */
static void normalise(char form[GUESS_LENGTH], const char *words)
{
    size_t length = 0, start = 0;
    for (const char *c = words; *c && length + 1 < GUESS_LENGTH; c++) {
        if (*c == '=')
            length = start; /* that was the name */
        else if (*c == ' ' && length > start && c[1] && c[1] != '=')
            form[length++] = '_';
        else if (*c != ' ' && !(*c == '+' && length == start))
            form[length++] = *c >= ' ' && *c <= '~' ? *c : '?';
        if (*c == ',')
            start = length;
    }
    if (length > 0 && form[length - 1] == ',') /* as in "2, 3" */
        length--;
    form[length] = '\0';
}

static int find(const struct prediction *prediction, const char *form)
{
    for (int i = 0; i < prediction->count; i++)
        if (strcmp(prediction->guesses[i], form) == 0)
            return i;
    return -1;
}

void prediction_add(struct prediction *prediction, const char *words)
{
    while (*(words += strspn(words, blanks)) &&
           prediction->count < GUESSES_MAX) {
        char word[GUESS_LENGTH], form[GUESS_LENGTH];
        size_t length = strcspn(words, blanks);
        snprintf(word, sizeof word, "%.*s",
                 (int)(length < GUESS_LENGTH ? length : GUESS_LENGTH - 1),
                 words);
        words += length;
        normalise(form, word);
        if (form[0] && find(prediction, form) < 0)
            snprintf(prediction->guesses[prediction->count++], GUESS_LENGTH,
                     "%s", form);
    }
}

bool prediction_take(struct prediction *prediction, const char *outcome)
{
    char form[GUESS_LENGTH];
    normalise(form, outcome);
    int i = find(prediction, form);
    if (i >= 0)
        prediction->taken[i] = true;
    return i >= 0;
}

int prediction_left(const struct prediction *prediction)
{
    int left = 0;
    for (int i = 0; i < prediction->count; i++)
        left += !prediction->taken[i];
    return left;
}

const char *prediction_left_words(const struct prediction *prediction)
{
    static char words[1000];
    size_t used = 0;
    words[0] = '\0';
    for (int i = 0; i < prediction->count && used < sizeof words; i++)
        if (!prediction->taken[i])
            used += (size_t)snprintf(words + used, sizeof words - used, "%s%s",
                                     used ? " " : "", prediction->guesses[i]);
    return words;
}
