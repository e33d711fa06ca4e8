/* read_valgrind.c - the XML of helgrind, DRD and memcheck, protocol 4.
 *
 * The file is streamed through expat, and only what a finding needs is kept.
 * Bytes are taken as Latin-1 and turned back, so that a file name in any
 * encoding is well formed; a control character, which XML forbids but which
 * Valgrind copies from names, becomes '?'. Valgrind writes no DOCTYPE, so one
 * is refused, and with it every entity.
 */
#include "findings.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "what.h"

enum {
    CHUNK = 64 * 1024,
    TOKEN_MAX = 1024 * 1024, /* bytes without a whole token: not a log */
    LOG_MAX = 64 * 1024 * 1024,
    DEPTH_MAX = 64,
    THREADS_MAX = 256,
    EXIT_FRAMES_MAX = 16, /* a thread that ends stands in few functions */
    MAIN_THREAD = 1,      /* helgrind's number of it */
};

struct reader {
    XML_Parser parser;
    struct findings *findings;
    const char *attempt;
    const char *refused; /* why the log was given up */
    int depth;
    bool root_ended;

    char text[FINDING_TEXT_MAX]; /* of the innermost element */
    size_t text_length;

    bool in_error;
    bool in_segment;   /* within DRD's <first_observed_at> */
    bool in_neighbour; /* within DRD's <other_segment_start> or _end */
    bool has_what;
    struct finding finding;
    char thread_name[FINDING_WORD_MAX];
    struct access next; /* role, sort and thread of the next stack */

    struct access frame;
    bool frame_is_preload; /* Valgrind's own wrapper of a call */
    bool frame_is_harness;
    struct access best; /* of the current stack */
    int frames;
    bool preload_seen;
    bool harness_seen;

    char names[THREADS_MAX][FINDING_WORD_MAX]; /* of helgrind's threads */
    char chunk[CHUNK];                         /* of the file */
};

static void refuse(struct reader *reader, const char *why)
{
    reader->refused = why;
    XML_StopParser(reader->parser, XML_FALSE);
}

/* ---- what an element means, when it ends ---- */

static void end_tool(struct reader *reader)
{
    enum tool tool = tool_named(reader->text);
    if (tool == TOOL_COUNT || tool == TOOL_TSAN) {
        refuse(reader, "the log is by a tool that is not known here");
    } else if (!reader->in_error) {
        reader->findings->tool = tool;
    }
}

static void end_kind(struct reader *reader)
{
    text_copy(reader->finding.kind, sizeof reader->finding.kind, reader->text);
}

/* The signal that ended the program. */
static void end_signame(struct reader *reader)
{
    text_copy(reader->finding.kind, sizeof reader->finding.kind, "Signal");
    text_copy(reader->finding.text, sizeof reader->finding.text, reader->text);
    reader->has_what = true;
}

/* <what>, <auxwhat> and the <text> within <xwhat> and <xauxwhat>. The first
 * is the finding's own; each later one belongs to the stack that follows. */
static void end_sentence(struct reader *reader)
{
    if (reader->in_segment) {
        return; /* "mutex": its stack says more */
    }
    reader->next.role[0] = '\0';
    reader->next.thread = 0;
    reader->next.sort = ACCESS_CONTEXT;
    if (reader->has_what) {
        what_datum(&reader->finding, reader->text);
        what_role(&reader->next, reader->text);
        return;
    }
    reader->has_what = true;
    reader->next.sort = ACCESS_EVENT;
    text_without_numbers(reader->finding.text, sizeof reader->finding.text,
                         reader->text);
    what_access(&reader->next, reader->text);
}

static void end_segment(struct reader *reader)
{
    reader->in_segment = false;
    reader->in_neighbour = false;
}

static void end_hthreadid(struct reader *reader)
{
    long thread = strtol(reader->text, NULL, 10);
    if (reader->next.thread == 0 && thread > 0 && thread < THREADS_MAX) {
        reader->next.thread = (int)thread;
    }
}

static void end_threadname(struct reader *reader)
{
    text_copy(reader->thread_name, sizeof reader->thread_name, reader->text);
}

static void end_fn(struct reader *reader)
{
    text_copy(reader->frame.function, sizeof reader->frame.function,
              reader->text);
}

static void end_obj(struct reader *reader)
{
    reader->frame_is_preload = strstr(reader->text, "/vgpreload_") != NULL;
}

static void end_dir(struct reader *reader)
{
    reader->frame_is_harness = path_is_harness(reader->text);
}

static void end_file(struct reader *reader)
{
    const char *file = text_basename(reader->text);
    text_copy(reader->frame.file, sizeof reader->frame.file, file);
    reader->frame.in_attempt = strcmp(file, reader->attempt) == 0;
}

static void end_line(struct reader *reader)
{
    int line = text_number_after(reader->text, "");
    reader->frame.line = line > 0 ? line : 0;
}

static void end_frame(struct reader *reader)
{
    reader->harness_seen = reader->harness_seen || reader->frame_is_harness;
    reader->frame.below_harness = reader->harness_seen;
    access_keep_better(&reader->best, &reader->frame, reader->frame_is_preload);
    reader->frames += reader->frames <= EXIT_FRAMES_MAX;
    reader->preload_seen = reader->preload_seen || reader->frame_is_preload;
}

/* A thread that ends by itself has left its body and Valgrind's wrapper. */
static bool stands_at_exit(const struct reader *reader)
{
    return !reader->preload_seen && !reader->best.in_attempt &&
           reader->frames <= EXIT_FRAMES_MAX;
}

/* DRD frames the other access by what its thread did before and after, but
 * only while that thread still exists: that is left out, because it would
 * differ from run to run. */
static void end_stack(struct reader *reader)
{
    struct finding *finding = &reader->finding;
    if (reader->in_neighbour) {
        return;
    }
    if (finding->access_count == 0) {
        finding->at_exit = stands_at_exit(reader);
    }
    if (finding->access_count < ACCESSES_MAX) {
        struct access *access = &finding->accesses[finding->access_count++];
        *access = reader->best;
        access->sort = reader->next.sort;
        access->thread = reader->next.thread;
        text_copy(access->role, sizeof access->role, reader->next.role);
    }
    memset(&reader->next, 0, sizeof reader->next);
    reader->next.sort = ACCESS_CONTEXT;
}

/* DRD numbers no thread in a field of its own; the name is all there is. */
static void remember_name(struct reader *reader)
{
    struct finding *finding = &reader->finding;
    int thread = finding->access_count > 0 ? finding->accesses[0].thread : 0;
    if (thread > 0) {
        text_copy(reader->names[thread], sizeof reader->names[thread],
                  reader->thread_name);
    } else if (finding->access_count > 0 && reader->thread_name[0] != '\0') {
        access_say(&finding->accesses[0], reader->thread_name, false);
    }
}

static void end_error(struct reader *reader)
{
    reader->in_error = false;
    reader->finding.tool = reader->findings->tool;
    if (reader->thread_name[0] != '\0') {
        remember_name(reader);
    }
    findings_add(reader->findings, &reader->finding);
}

static void end_root(struct reader *reader)
{
    reader->root_ended = reader->depth == 0;
}

static const struct {
    const char *name;
    void (*ends)(struct reader *reader);
    bool only_in_error;
} elements[] = {
    {"tool", end_tool, false},
    {"valgrindoutput", end_root, false},
    {"kind", end_kind, true},
    {"signame", end_signame, true},
    {"what", end_sentence, true},
    {"auxwhat", end_sentence, true},
    {"text", end_sentence, true},
    {"hthreadid", end_hthreadid, true},
    {"threadname", end_threadname, true},
    {"fn", end_fn, true},
    {"obj", end_obj, true},
    {"dir", end_dir, true},
    {"file", end_file, true},
    {"line", end_line, true},
    {"frame", end_frame, true},
    {"stack", end_stack, true},
    {"first_observed_at", end_segment, true},
    {"other_segment_start", end_segment, true},
    {"other_segment_end", end_segment, true},
    {"error", end_error, true},
    {"fatal_signal", end_error, true},
};

/* ---- expat's side ---- */

static void start_error(struct reader *reader)
{
    reader->in_error = true;
    reader->in_segment = false;
    reader->in_neighbour = false;
    reader->has_what = false;
    reader->thread_name[0] = '\0';
    memset(&reader->finding, 0, sizeof reader->finding);
    memset(&reader->next, 0, sizeof reader->next);
}

static void start_stack(struct reader *reader)
{
    memset(&reader->best, 0, sizeof reader->best);
    reader->frames = 0;
    reader->harness_seen = false;
    reader->preload_seen = false;
}

static void start_segment(struct reader *reader, const char *name)
{
    if (strcmp(name, "first_observed_at") == 0) {
        reader->in_segment = true;
    } else if (text_starts(name, "other_segment_")) {
        reader->in_neighbour = true;
    }
    what_segment(&reader->next, name);
}

static void XMLCALL on_start(void *user, const XML_Char *name,
                             const XML_Char **attributes)
{
    struct reader *reader = user;
    (void)attributes;
    reader->text_length = 0;
    reader->text[0] = '\0';
    if (++reader->depth > DEPTH_MAX) {
        refuse(reader, "the log nests deeper than a log of Valgrind does");
    } else if (reader->depth == 1 && strcmp(name, "valgrindoutput") != 0) {
        refuse(reader, "this is not a log of Valgrind");
    } else if (strcmp(name, "error") == 0 ||
               strcmp(name, "fatal_signal") == 0) {
        start_error(reader);
    } else if (strcmp(name, "stack") == 0) {
        start_stack(reader);
    } else if (strcmp(name, "frame") == 0) {
        memset(&reader->frame, 0, sizeof reader->frame);
        reader->frame_is_preload = false;
        reader->frame_is_harness = false;
    } else {
        start_segment(reader, name);
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct reader *reader = user;
    reader->depth--;
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (strcmp(elements[i].name, name) == 0 &&
            (reader->in_error || !elements[i].only_in_error)) {
            elements[i].ends(reader);
            break;
        }
    }
    reader->text_length = 0;
    reader->text[0] = '\0';
}

/* Turns expat's UTF-8 back into the bytes of the log. */
static void XMLCALL on_text(void *user, const XML_Char *text, int length)
{
    struct reader *reader = user;
    for (int i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 0xc2 && byte <= 0xc3 && i + 1 < length) {
            byte = (unsigned char)(((byte & 3u) << 6) |
                                   ((unsigned char)text[++i] & 0x3fu));
        } else if (byte >= 0x80) {
            byte = '?';
        }
        bool leads = reader->text_length == 0;
        bool blank = byte == ' ' || byte == '\n' || byte == '\t';
        if (reader->text_length + 1 < sizeof reader->text &&
            !(leads && blank)) {
            reader->text[reader->text_length++] = (char)byte;
            reader->text[reader->text_length] = '\0';
        }
    }
}

static void XMLCALL on_doctype(void *user, const XML_Char *name,
                               const XML_Char *system_id,
                               const XML_Char *public_id, int internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    refuse(user, "the log has a DOCTYPE, which Valgrind never writes");
}

/* ---- the file ---- */

static void replace_controls(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if ((byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') ||
            byte == 0x7f) {
            bytes[i] = '?';
        }
    }
}

static bool token_is_too_long(const struct reader *reader, size_t fed)
{
    XML_Index at = XML_GetCurrentByteIndex(reader->parser);
    return at >= 0 && fed > (size_t)at && fed - (size_t)at > TOKEN_MAX;
}

/* Feeds the file to expat. What went wrong is in reader->refused or in the
 * parser. Returns: false if something went wrong. */
static bool feed(struct reader *reader, FILE *file)
{
    char *chunk = reader->chunk;
    size_t fed = 0;
    for (;;) {
        size_t length = fread(chunk, 1, CHUNK, file);
        bool last = length < CHUNK;
        replace_controls(chunk, length);
        fed += length;
        if (XML_Parse(reader->parser, chunk, (int)length, last) !=
            XML_STATUS_OK) {
            return false;
        }
        if (last) {
            return true;
        }
        if (fed >= LOG_MAX || token_is_too_long(reader, fed)) {
            reader->refused = "the log is too long to be read";
            return false;
        }
    }
}

/* A log without its end: the tool was killed, or the disk is full. */
static bool is_cut_short(enum XML_Error error)
{
    return error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_NONE ||
           error == XML_ERROR_UNCLOSED_TOKEN ||
           error == XML_ERROR_PARTIAL_CHAR ||
           error == XML_ERROR_UNCLOSED_CDATA_SECTION;
}

static void explain_failure(struct reader *reader, FILE *file)
{
    enum XML_Error error = XML_GetErrorCode(reader->parser);
    const char *why = "the log is damaged: it is not well-formed XML";
    if (reader->refused) {
        why = reader->refused;
    } else if (ferror(file)) {
        why = "the log cannot be read";
    } else if (error == XML_ERROR_NO_MEMORY) {
        why = "out of memory while reading the log";
    } else if (feof(file) && is_cut_short(error)) {
        why = "the log is cut short";
    }
    reader->findings->error = why;
    reader->findings->error_line = XML_GetCurrentLineNumber(reader->parser);
}

/* Names are known only when the whole log was read. */
static void say_threads(struct reader *reader)
{
    text_copy(reader->names[MAIN_THREAD], FINDING_WORD_MAX, "main");
    for (size_t i = 0; i < reader->findings->count; i++) {
        struct finding *finding = &reader->findings->list[i];
        for (int j = 0; j < finding->access_count; j++) {
            struct access *access = &finding->accesses[j];
            if (access->thread > 0) {
                access_say(access, reader->names[access->thread], j > 0);
            }
        }
    }
}

static bool read_log(struct reader *reader, FILE *file)
{
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader->parser, on_text);
    XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
    bool whole = feed(reader, file);
    if (!whole || !reader->root_ended) {
        explain_failure(reader, file);
        whole = false;
    }
    say_threads(reader);
    findings_finish(reader->findings);
    return whole;
}

bool findings_read_valgrind(const char *xml_path, const char *attempt_basename,
                            struct findings *findings)
{
    findings_start(findings, TOOL_HELGRIND);
    FILE *file = fopen(xml_path, "rb");
    struct reader *reader = calloc(1, sizeof *reader);
    bool whole = false;
    if (reader) {
        reader->parser = XML_ParserCreate("ISO-8859-1");
        reader->findings = findings;
        reader->attempt = attempt_basename;
    }
    if (!file) {
        findings->error = "the log cannot be opened";
    } else if (!reader || !reader->parser) {
        findings->error = "out of memory while reading the log";
    } else {
        whole = read_log(reader, file);
    }
    if (reader && reader->parser) {
        XML_ParserFree(reader->parser);
    }
    free(reader);
    if (file) {
        fclose(file);
    }
    return whole;
}
