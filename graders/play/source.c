/* source.c - see source.h. Files are read once. */
#define _GNU_SOURCE
#include "source.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES_MAX 32
#define FILE_MAX (1024 * 1024)
#define LINE_LENGTH 200

static struct {
    char name[64];
    char *text;
} files[FILES_MAX];
static int file_count;

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = file ? calloc(1, FILE_MAX + 1) : NULL;
    if (text)
        (void)!fread(text, 1, FILE_MAX, file);
    if (file)
        fclose(file);
    return text;
}

static char *find_file(const struct source_folders *folders, const char *name)
{
    char path[4][4300];
    char *text = NULL;
    snprintf(path[0], sizeof path[0], "%s/source/%s", folders->work, name);
    snprintf(path[1], sizeof path[1], "%s/graders/%s/%s", folders->root,
             folders->lab, name);
    snprintf(path[2], sizeof path[2], "%s/common/src/%s", folders->root, name);
    snprintf(path[3], sizeof path[3], "%s/common/include/%s", folders->root,
             name);
    for (int i = 0; i < 4 && !text; i++)
        text = read_file(path[i]);
    return text;
}

static const char *text_of(const struct source_folders *folders,
                           const char *name)
{
    for (int i = 0; i < file_count; i++)
        if (strcmp(files[i].name, name) == 0)
            return files[i].text;
    if (file_count == FILES_MAX || strlen(name) >= sizeof files[0].name ||
        name[0] == '.' || strchr(name, '/'))
        return NULL;
    snprintf(files[file_count].name, sizeof files[0].name, "%s", name);
    files[file_count].text = find_file(folders, name);
    return files[file_count++].text;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

const char *source_line(const struct source_folders *folders, const char *file,
                        int line)
{
    static char words[LINE_LENGTH];
    const char *at = text_of(folders, file);
    while (at && --line > 0) {
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    words[0] = '\0';
    if (!at || line < 0)
        return words;
    while (is_blank(*at))
        at++;
    size_t length = 0;
    for (; at[length] && at[length] != '\n' && length + 1 < sizeof words;
         length++)
        words[length] =
            at[length] >= ' ' && at[length] <= '~' ? at[length] : '?';
    while (length > 0 && is_blank(words[length - 1]))
        length--;
    words[length] = '\0';
    return words;
}
