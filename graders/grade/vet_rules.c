#include "vet_private.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static const char *const keywords[] = {
    [VET_DEFINES] = "defines",
    [VET_CALLS] = "calls",
    [VET_NEVER] = "never",
    [VET_RESERVES] = "reserves",
};

static const char blanks[] = " \t\r\n";

bool vet_rules_add(struct vet_rules *rules, enum vet_rule_kind kind,
                   const char *pattern, const char *reason)
{
    if (rules->count == VET_RULES_MAX)
        return false;
    struct vet_rule *rule = &rules->rules[rules->count];
    if (strlen(pattern) >= sizeof rule->pattern ||
        strlen(reason) >= sizeof rule->reason)
        return false;
    rule->kind = kind;
    memcpy(rule->pattern, pattern, strlen(pattern) + 1);
    memcpy(rule->reason, reason, strlen(reason) + 1);
    rules->count++;
    return true;
}

/* Ends the word at *text, and moves *text to the next one. */
static char *take_word(char **text)
{
    char *word = *text + strspn(*text, blanks);
    char *end = word + strcspn(word, blanks);
    *text = end + strspn(end, blanks);
    *end = '\0';
    return word;
}

static void trim_end(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && strchr(blanks, text[length - 1]) != NULL)
        text[--length] = '\0';
}

static const char *read_rule(struct vet_rules *rules, char *line)
{
    line[strcspn(line, "#")] = '\0';
    trim_end(line);
    const char *keyword = take_word(&line);
    if (keyword[0] == '\0')
        return NULL;
    const char *pattern = take_word(&line);
    size_t kind = 0;
    while (kind < sizeof keywords / sizeof keywords[0] &&
           strcmp(keywords[kind], keyword) != 0)
        kind++;
    if (kind == sizeof keywords / sizeof keywords[0])
        return "a rule begins with defines, calls, never or reserves";
    if (pattern[0] == '\0')
        return "the name is missing";
    if (kind == VET_NEVER && line[0] == '\0')
        return "`never` needs a reason, which students see";
    if (!vet_rules_add(rules, (enum vet_rule_kind)kind, pattern, line))
        return "too many rules, or too long a rule";
    return NULL;
}

static bool fail(struct vet_rules *rules, const char *path, int number,
                 const char *problem)
{
    snprintf(rules->problem, sizeof rules->problem, "%.120s:%d: %.100s", path,
             number, problem);
    return false;
}

bool vet_rules_read(const char *path, struct vet_rules *rules)
{
    char line[1024];
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return fail(rules, path, 0, strerror(errno));
    const char *problem = NULL;
    int number = 0;
    while (problem == NULL && fgets(line, sizeof line, file) != NULL) {
        number++;
        problem = strlen(line) == sizeof line - 1 ? "the line is too long"
                                                  : read_rule(rules, line);
    }
    if (problem == NULL && ferror(file))
        problem = "cannot be read";
    fclose(file);
    return problem == NULL || fail(rules, path, number, problem);
}

const struct vet_rule *vet_rules_find(const struct vet_rules *rules,
                                      enum vet_rule_kind kind, const char *name)
{
    for (int i = 0; i < rules->count; i++) {
        const struct vet_rule *rule = &rules->rules[i];
        if (rule->kind == kind && fnmatch(rule->pattern, name, 0) == 0)
            return rule;
    }
    return NULL;
}

bool vet_plain_name(const char *name)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$";
    size_t length = strnlen(name, VET_NAME_MAX);
    return length > 0 && length < VET_NAME_MAX && strspn(name, plain) == length;
}
