#include "digest.h"

#include <glob.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

static bool add_file(struct sha256_ctx *sum, const char *path)
{
    unsigned char buffer[32768];
    size_t length;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    while ((length = fread(buffer, 1, sizeof buffer, file)) > 0)
        sha256_update(sum, length, buffer);
    bool whole = !ferror(file);
    fclose(file);
    return whole;
}

static void finish(struct sha256_ctx *sum, char text[DIGEST_TEXT])
{
    unsigned char bytes[SHA256_DIGEST_SIZE];
    sha256_digest(sum, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

bool digest_file(const char *path, char text[DIGEST_TEXT])
{
    struct sha256_ctx sum;
    sha256_init(&sum);
    bool whole = add_file(&sum, path);
    finish(&sum, text);
    return whole;
}

bool digest_tree(const char *root, const char *const patterns[],
                 char text[DIGEST_TEXT])
{
    struct sha256_ctx sum;
    bool whole = true;
    sha256_init(&sum);
    for (; *patterns; patterns++) {
        char pattern[4200];
        glob_t files;
        snprintf(pattern, sizeof pattern, "%s/%s", root, *patterns);
        if (glob(pattern, 0, NULL, &files) != 0)
            continue;
        for (size_t i = 0; i < files.gl_pathc; i++) {
            const char *name = files.gl_pathv[i] + strlen(root);
            sha256_update(&sum, strlen(name) + 1, (const uint8_t *)name);
            whole &= add_file(&sum, files.gl_pathv[i]);
        }
        globfree(&files);
    }
    finish(&sum, text);
    return whole;
}
