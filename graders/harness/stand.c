#include "stand.h"

#include "stand_apart.h"
#include "stand_line.h"

#include <dirent.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000 };

struct collect_task {
    pid_t pid;
    const char *attempt_file;
};

struct offline_task {
    const char *executable;
    const uintptr_t *addresses;
    size_t count;
    const char *attempt_file;
};

/* What the callbacks of one collection share. */
struct collector {
    struct stands *out;
    Dwfl *dwfl;
    const char *attempt_file;
    pid_t live_tid; /* a thread that has not ended; the main one may have */
    int stacks;     /* stacks that were read */
    /* The thread being unwound: */
    struct stand *stand;
    int frames;
};

/* -- Names ---------------------------------------------------------------- */

/* Reads a small file of /proc; an empty text if it cannot be read. */
static void read_text(const char *path, char *text, size_t size)
{
    text[0] = '\0';
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    ssize_t bytes = read(fd, text, size - 1);
    text[bytes > 0 ? bytes : 0] = '\0';
    close(fd);
}

static void read_thread_name(pid_t pid, pid_t tid, struct stand *stand)
{
    char path[64];
    char text[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/comm", (int)pid, (int)tid);
    read_text(path, text, sizeof text);
    /* The name may itself hold a newline: only the last one is /proc's. */
    size_t length = strlen(text);
    if (length > 0 && text[length - 1] == '\n')
        text[length - 1] = '\0';
    stand_copy_printable(stand->thread, sizeof stand->thread, text);
}

/* The letter of a thread's state ('R', 'S', 'Z' ...); 0 if it is gone. */
static char thread_state(pid_t pid, pid_t tid)
{
    char path[64];
    char text[512];
    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", (int)pid, (int)tid);
    read_text(path, text, sizeof text);
    /* After the name, which may hold parentheses and spaces itself. */
    const char *end = strrchr(text, ')');
    return end != NULL && end[1] == ' ' ? end[2] : '\0';
}

static bool thread_lives(pid_t pid, pid_t tid)
{
    char state = thread_state(pid, tid);
    return state != '\0' && state != 'Z' && state != 'X';
}

/* A thread that still has its memory: the main thread of a process may have
 * ended alone. 0 if there is none. */
static pid_t live_thread(pid_t pid, struct stands *out)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL) {
        snprintf(out->problem, sizeof out->problem,
                 "there is no process %d (any more)", (int)pid);
        return 0;
    }
    pid_t live = 0;
    struct dirent *entry;
    while (live == 0 && (entry = readdir(tasks)) != NULL) {
        pid_t tid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (tid > 0 && thread_lives(pid, tid))
            live = tid;
    }
    closedir(tasks);
    if (live == 0)
        snprintf(out->problem, sizeof out->problem,
                 "process %d has ended and is a zombie", (int)pid);
    return live;
}

/* -- Addresses to lines --------------------------------------------------- */

/* Fills in the stand if this address is on a line of the attempt. */
static bool look_up(Dwfl *dwfl, Dwarf_Addr address, const char *attempt_file,
                    struct stand *stand)
{
    Dwfl_Module *module = dwfl_addrmodule(dwfl, address);
    Dwarf_Line *found = module ? stand_line_at(module, address, NULL) : NULL;
    const char *file = found ? dwarf_linesrc(found, NULL, NULL) : NULL;
    int line = 0;
    if (file == NULL || strcmp(stand_base_name(file), attempt_file) != 0 ||
        dwarf_lineno(found, &line) != 0)
        return false;
    const char *function = dwfl_module_addrname(module, address);
    stand->found = true;
    stand->line = line;
    stand_copy_printable(stand->file, sizeof stand->file, attempt_file);
    stand_copy_printable(stand->function, sizeof stand->function,
                         function ? function : "");
    /* A compiler's clone, "push.part.0", is the student's "push". */
    stand->function[strcspn(stand->function, ".")] = '\0';
    return true;
}

/* -- One process ---------------------------------------------------------- */

/* Whose files are opened. libdwfl hands no argument of ours to the callback
 * that finds them; this runs in a child of its own, for one process. */
static pid_t files_of;

/* Opens a mapped file as the process sees it: it may live in another mount
 * namespace. Anything but a plain file could block or be endless. */
static int open_as_process(const char *name)
{
    char path[4096];
    int length =
        snprintf(path, sizeof path, "/proc/%d/root%s", (int)files_of, name);
    if (length < 0 || (size_t)length >= sizeof path)
        return -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat file;
    if (fd >= 0 && (fstat(fd, &file) < 0 || !S_ISREG(file.st_mode))) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static int find_elf(Dwfl_Module *module, void **user_data,
                    const char *module_name, Dwarf_Addr base, char **file_name,
                    Elf **elf)
{
    if (module_name[0] != '/')
        return dwfl_linux_proc_find_elf(module, user_data, module_name, base,
                                        file_name, elf);
    int fd = open_as_process(module_name);
    if (fd >= 0)
        *file_name = strdup(module_name);
    return fd;
}

static bool read_memory(pid_t tid, Dwarf_Word address, void *to, size_t bytes)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)tid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t done = pread(fd, to, bytes, (off_t)address);
    close(fd);
    return done == (ssize_t)bytes;
}

/* A jump through a null or wild pointer ends in a frame that has no code and
 * cannot be unwound. If a handler caught it, what the kernel saved says where
 * the jump's return address is. This finds it from the handler's return frame.
 */
static bool wild_jump(struct collector *c, Dwfl_Frame *frame, Dwarf_Addr pc,
                      Dwarf_Addr *from)
{
#if defined(__x86_64__)
    static const unsigned char sigreturn[9] = {0x48, 0xc7, 0xc0, 0x0f, 0x00,
                                               0x00, 0x00, 0x0f, 0x05};
    enum { STACK_POINTER = 7, SAVED_STACK_POINTER = 160 };
    unsigned char code[sizeof sigreturn];
    Dwarf_Word stack;
    Dwarf_Word saved[2]; /* the stack pointer, and where it jumped */
    return read_memory(c->live_tid, pc, code, sizeof code) &&
           memcmp(code, sigreturn, sizeof code) == 0 &&
           dwfl_frame_reg(frame, STACK_POINTER, &stack) == 0 &&
           read_memory(c->live_tid, stack + SAVED_STACK_POINTER, saved,
                       sizeof saved) &&
           dwfl_addrmodule(c->dwfl, saved[1]) == NULL &&
           read_memory(c->live_tid, saved[0], from, sizeof *from);
#else
    (void)c, (void)frame, (void)pc, (void)from;
    return false;
#endif
}

static int see_frame(Dwfl_Frame *frame, void *argument)
{
    struct collector *c = argument;
    Dwarf_Addr pc;
    bool activation = false;
    if (!dwfl_frame_pc(frame, &pc, &activation))
        return DWARF_CB_ABORT;
    /* A return address may be the first of the next line. */
    Dwarf_Addr address = activation ? pc : pc - 1;
    if (look_up(c->dwfl, address, c->attempt_file, c->stand)) {
        c->stand->running = activation;
        return DWARF_CB_ABORT;
    }
    Dwarf_Addr from;
    if (wild_jump(c, frame, pc, &from) &&
        look_up(c->dwfl, from - 1, c->attempt_file, c->stand))
        return DWARF_CB_ABORT;
    return ++c->frames < STAND_FRAMES_MAX ? DWARF_CB_OK : DWARF_CB_ABORT;
}

/* Why a stack could not be read, of the first thread where it could not. */
static void note_problem(struct collector *c, const char *what)
{
    char *problem = c->out->problem;
    if (problem[0] == '\0')
        snprintf(problem, sizeof c->out->problem, "%s: %s", what,
                 dwfl_errmsg(-1));
}

static int see_thread(Dwfl_Thread *thread, void *argument)
{
    struct collector *c = argument;
    pid_t pid = dwfl_pid(c->dwfl);
    pid_t tid = dwfl_thread_tid(thread);
    if (!thread_lives(pid, tid))
        return DWARF_CB_OK;
    if (c->out->count == STAND_THREADS_MAX) {
        c->out->more++;
        return DWARF_CB_OK;
    }
    c->stand = &c->out->threads[c->out->count++];
    c->stand->tid = tid;
    c->frames = 0;
    read_thread_name(pid, tid, c->stand);
    /* -1 also stands for the end of a stack that could not be followed to its
     * last frame, so what counts is whether a frame was seen. */
    int result = dwfl_thread_getframes(thread, see_frame, c);
    if (result >= 0 || c->frames > 0 || c->stand->found)
        c->stacks++;
    else
        note_problem(c, "cannot trace the process");
    return DWARF_CB_OK;
}

static int by_name_then_tid(const void *a, const void *b)
{
    const struct stand *left = a;
    const struct stand *right = b;
    int order = strcmp(left->thread, right->thread);
    if (order != 0)
        return order;
    return (left->tid > right->tid) - (left->tid < right->tid);
}

static void read_process(struct collector *c)
{
    if (dwfl_linux_proc_report(c->dwfl, c->live_tid) != 0 ||
        dwfl_report_end(c->dwfl, NULL, NULL) != 0) {
        note_problem(c, "cannot read the memory map");
    } else if (dwfl_linux_proc_attach(c->dwfl, c->live_tid, false) != 0) {
        note_problem(c, "cannot list the threads");
    } else if (dwfl_getthreads(c->dwfl, see_thread, c) != 0 && c->stacks == 0) {
        note_problem(c, "cannot list the threads");
    }
    qsort(c->out->threads, (size_t)c->out->count, sizeof c->out->threads[0],
          by_name_then_tid);
}

static void collect(const void *argument, void *result)
{
    static const Dwfl_Callbacks callbacks = {
        .find_elf = find_elf, .find_debuginfo = stand_no_separate_debuginfo};
    const struct collect_task *task = argument;
    struct collector c = {.out = result, .attempt_file = task->attempt_file};
    c.live_tid = live_thread(task->pid, c.out);
    files_of = c.live_tid;
    if (c.live_tid == 0)
        return;
    c.dwfl = dwfl_begin(&callbacks);
    if (c.dwfl == NULL)
        return;
    read_process(&c);
    if (c.stacks > 0)
        c.out->problem[0] = '\0';
    else if (c.out->problem[0] == '\0')
        snprintf(c.out->problem, sizeof c.out->problem,
                 "process %d ended meanwhile", (int)task->pid);
    dwfl_end(c.dwfl);
}

static const char *apart_problem(enum stand_apart how)
{
    switch (how) {
    case APART_DONE:
        return "";
    case APART_LATE:
        return "its threads could not be read in time";
    case APART_KILLED:
        return "reading its threads was ended from outside";
    case APART_NOT_STARTED:
        return "no process could be started to read its threads";
    case APART_DIED:
        break;
    }
    return "its threads or debug information cannot be read";
}

bool stand_collect(pid_t pid, const char *attempt_file, struct stands *out)
{
    const struct collect_task task = {pid, attempt_file};
    memset(out, 0, sizeof *out);
    enum stand_apart how =
        stand_apart(collect, &task, out, sizeof *out, PATIENCE_MS);
    if (how != APART_DONE)
        stand_copy_printable(out->problem, sizeof out->problem,
                             apart_problem(how));
    return out->problem[0] == '\0';
}

/* -- One executable ------------------------------------------------------- */

static void look_up_offline(const void *argument, void *result)
{
    static const Dwfl_Callbacks callbacks = {
        .find_elf = dwfl_build_id_find_elf,
        .find_debuginfo = stand_no_separate_debuginfo,
        .section_address = dwfl_offline_section_address};
    const struct offline_task *task = argument;
    struct stand *stand = result;
    Dwfl *dwfl = dwfl_begin(&callbacks);
    if (dwfl == NULL)
        return;
    Dwfl_Module *module =
        dwfl_report_offline(dwfl, "attempt", task->executable, -1);
    dwfl_report_end(dwfl, NULL, NULL);
    GElf_Addr bias = 0;
    if (module != NULL && dwfl_module_getelf(module, &bias) != NULL) {
        for (size_t i = 0; i < task->count && !stand->found; i++)
            look_up(dwfl, task->addresses[i] + bias, task->attempt_file, stand);
    }
    dwfl_end(dwfl);
}

bool stand_line_of(const char *executable, const uintptr_t *addresses,
                   size_t count, const char *attempt_file, struct stand *out)
{
    const struct offline_task task = {executable, addresses, count,
                                      attempt_file};
    memset(out, 0, sizeof *out);
    stand_apart(look_up_offline, &task, out, sizeof *out, PATIENCE_MS);
    return out->found;
}
