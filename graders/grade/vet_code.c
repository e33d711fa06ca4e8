#include "vet_private.h"

#include <fcntl.h>
#include <spawn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where in the disassembly we are. */
struct reader {
    struct vet *vet;
    size_t section;
    int places[VET_KINDS]; /* the finding of a kind; -1 before the first */
};

static bool is_word(const char *word, const char *const words[])
{
    while (*words != NULL && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

static bool enters_kernel(const char *word)
{
    static const char *const words[] = {
        "syscall", "sysenter", "sysexit", "sysret", "sysretl", "sysretq",
        "int",     "svc",      "hvc",     "smc",    NULL};
    return is_word(word, words);
}

/* The processor's clock, its random numbers, which one it is. The names with a
 * number are registers of AArch64. */
static bool is_unrepeatable(const char *word)
{
    static const char *const words[] = {
        "rdtsc", "rdtscp",       "rdrand",       "rdseed", "rdpid",
        "rdpmc", "cntvct_el0",   "cntpct_el0",   "rndr",   "rndrrs",
        "cpuid", "cntvctss_el0", "cntpctss_el0", NULL};
    return is_word(word, words);
}

/* "(bad)" within code is data that some jump may reach; a compiler of C does
 * not put any there. */
static bool is_broken(const char *word)
{
    static const char *const words[] = {"(bad)", ".byte", NULL};
    return is_word(word, words);
}

static void found(struct reader *reader, enum vet_kind kind, uint64_t offset)
{
    static const char *const sentences[VET_KINDS] = {
        [VET_SYSTEM_CALL] = "an instruction asks the kernel directly: call the "
                            "functions of the C library",
        [VET_UNREPEATABLE] =
            "an instruction asks the processor for its clock or a random "
            "number, another one in every run: no grade could be repeated",
        [VET_STRANGE] = "the code holds bytes that are not instructions"};
    if (reader->places[kind] < 0)
        reader->places[kind] =
            vet_add(reader->vet, kind, VET_REFUSE, "", "%s", sentences[kind]);
    vet_place(reader->vet, reader->places[kind], reader->section, offset);
}

/* Prefixes come before the mnemonic ("lock", "rex.W"), so every word counts.
 */
static void see_instruction(struct reader *reader, uint64_t offset, char *text)
{
    char *rest = NULL;
    for (char *word = strtok_r(text, " \t\r\n", &rest); word != NULL;
         word = strtok_r(NULL, " \t\r\n", &rest)) {
        if (enters_kernel(word))
            found(reader, VET_SYSTEM_CALL, offset);
        else if (is_unrepeatable(word))
            found(reader, VET_UNREPEATABLE, offset);
        else if (is_broken(word))
            found(reader, VET_STRANGE, offset);
    }
}

static size_t section_named(const struct vet *vet, const char *name)
{
    Elf_Scn *section = NULL;
    GElf_Shdr header;
    while ((section = elf_nextscn(vet->elf, section)) != NULL) {
        if (gelf_getshdr(section, &header) != NULL &&
            strcmp(vet_section_name(vet, &header), name) == 0)
            return elf_ndxscn(section);
    }
    return 0;
}

static void see_line(struct reader *reader, char *line)
{
    static const char heading[] = "Disassembly of section ";
    if (strncmp(line, heading, sizeof heading - 1) == 0) {
        char *name = line + sizeof heading - 1;
        char *end = strrchr(name, ':');
        if (end != NULL)
            *end = '\0';
        reader->section = section_named(reader->vet, name);
        return;
    }
    char *end = NULL;
    uint64_t offset = strtoull(line, &end, 16);
    if (end != line && end[0] == ':' && end[1] == '\t')
        see_instruction(reader, offset, end + 2);
}

static pid_t start_objdump(const char *object, int output)
{
    char name[] = "objdump";
    char disassemble[] = "-d";
    char no_bytes[] = "--no-show-raw-insn";
    char wide[] = "-w";
    char last[] = "--";
    char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
    char language[] = "LC_ALL=C";
    char *object_copy = strdup(object);
    char *arguments[] = {name, disassemble, no_bytes, wide,
                         last, object_copy, NULL};
    char *environment[] = {path, language, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t child = -1;
    if (object_copy == NULL ||
        posix_spawnp(&child, name, &actions, NULL, arguments, environment) != 0)
        child = -1;
    posix_spawn_file_actions_destroy(&actions);
    free(object_copy);
    return child;
}

static void read_disassembly(struct vet *vet, int output)
{
    struct reader reader = {.vet = vet};
    for (int kind = 0; kind < VET_KINDS; kind++)
        reader.places[kind] = -1;
    FILE *file = fdopen(output, "r");
    char *line = NULL;
    size_t size = 0;
    while (file != NULL && getline(&line, &size, file) > 0)
        see_line(&reader, line);
    free(line);
    if (file != NULL)
        fclose(file);
    else
        close(output);
}

bool vet_code(struct vet *vet)
{
    int ends[2];
    if (pipe(ends) < 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    pid_t child = start_objdump(vet->object, ends[1]);
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return false;
    }
    read_disassembly(vet, ends[0]);
    int status = 0;
    bool ended = waitpid(child, &status, 0) == child;
    if (ended && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return false; /* somebody stops the run: not the object's fault */
    if (!ended || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        vet_add(vet, VET_UNREADABLE, VET_REFUSE, "",
                "the code of the object cannot be disassembled");
    return ended;
}
