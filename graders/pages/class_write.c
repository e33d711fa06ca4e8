/* class_write.c - see class_write.h. */
#include "class_write.h"

#include <stdlib.h>

#include "attempts.h"
#include "class_page.h"
#include "hints.h"
#include "page_file.h"
#include "report.h"
#include "verdict.h"

struct work {
    const struct class_request *request;
    struct class *class;
    struct tally tally;
    struct attempts attempts;
    struct hints *hints; /* of each lab; NULL: nothing is written */
    size_t written, same, failed;
};

static char *path_of(const char *out, const char *student, const char *lab,
                     const char *name)
{
    struct draft draft;
    draft_begin(&draft);
    fprintf(draft.stream, "%s/", out);
    if (student)
        fprintf(draft.stream, "%s/%s/", student, lab);
    fputs(name, draft.stream);
    draft_end(&draft);
    return draft.bytes;
}

static void keep(struct work *work, const char *path, struct draft *page)
{
    struct problem problem;
    draft_end(page);
    switch (page_file_write(path, (struct text){page->bytes, page->length},
                            &problem)) {
    case PAGE_SAME:
        work->same++;
        break;
    case PAGE_WRITTEN:
        work->written++;
        break;
    case PAGE_FAILED:
        if (work->failed++ < 10)
            complain(path, problem.words);
        break;
    }
    draft_free(page);
}

/* The page of a cell; result NULL: there is none, for that reason. */
static void write_report(struct work *work, size_t student, size_t lab,
                         const struct result *result, const char *why)
{
    const struct cell *cell = class_cell(work->class, student, lab);
    const char *who = work->class->students.items[student];
    const char *key = work->class->labs.items[lab];
    struct mark mark = {cell->points, cell->max, cell->whole, cell->days};
    struct report report = {.result = result,
                            .student = who,
                            .source = attempt_of(&work->attempts, who, key),
                            .home = "../../index.html",
                            .mark = result && result->decided ? &mark : NULL};
    struct draft page;
    for (int i = 0; i < RUBRICS_MAX; i++)
        report.rubrics[i] = work->hints[lab].rubrics[i];
    draft_begin(&page);
    if (result)
        report_write(page.stream, &report);
    else
        report_missing(page.stream, who, key, report.home, why);
    char *path = path_of(work->request->out, who, key, "report.html");
    keep(work, path, &page);
    free(path);
}

static void take_result(struct work *work, size_t student, size_t lab)
{
    struct problem problem;
    const struct cell *cell = class_cell(work->class, student, lab);
    if (cell->state == CELL_MISSING)
        return;
    char *path =
        path_of(work->request->out, work->class->students.items[student],
                work->class->labs.items[lab], "result.json");
    struct result *result = result_load(path, &problem);
    if (result && cell->state != CELL_UNDECIDED)
        tally_add(&work->tally, lab, result, cell);
    if (work->hints)
        write_report(work, student, lab, result, result ? "" : problem.words);
    result_free(result);
    free(path);
}

static void take_all(struct work *work)
{
    size_t labs = work->class->labs.count;
    for (size_t i = 0; i < work->class->students.count * labs; i++)
        take_result(work, i / labs, i % labs);
}

static bool begin(struct work *work, const struct class_request *request)
{
    struct problem problem;
    *work = (struct work){.request = request};
    work->class =
        class_load(request->out, &request->labs, request->course, &problem);
    if (!work->class) {
        complain(request->out, problem.words);
        return false;
    }
    tally_begin(&work->tally, work->class);
    return true;
}

static void end(struct work *work)
{
    tally_free(&work->tally);
    class_free(work->class);
}

int class_print(const struct class_request *request)
{
    struct work work;
    if (!begin(&work, request))
        return EXIT_NOT_DECIDED;
    take_all(&work);
    class_page_write(stdout, work.class, &work.tally);
    end(&work);
    return EXIT_FULL_MARKS;
}

static void read_hints(struct work *work)
{
    size_t count = work->class->labs.count;
    work->hints = view_alloc(count, sizeof *work->hints);
    for (size_t lab = 0; lab < count; lab++)
        hints_read(&work->hints[lab], work->request->graders,
                   text_of(work->class->labs.items[lab]));
}

static void forget_hints(struct work *work)
{
    for (size_t lab = 0; lab < work->class->labs.count; lab++)
        hints_free(&work->hints[lab]);
    free(work->hints);
}

int class_write(const struct class_request *request)
{
    struct work work;
    struct draft page;
    if (!begin(&work, request))
        return EXIT_NOT_DECIDED;
    attempts_find(&work.attempts, request->out);
    read_hints(&work);
    take_all(&work);
    draft_begin(&page);
    class_page_write(page.stream, work.class, &work.tally);
    char *path = path_of(request->out, NULL, NULL, "index.html");
    keep(&work, path, &page);
    text_say(stdout, "", "%s: %zu page%s, %zu new", path,
             work.written + work.same, work.written + work.same == 1 ? "" : "s",
             work.written);
    free(path);
    forget_hints(&work);
    attempts_free(&work.attempts);
    end(&work);
    return work.failed > 0 ? EXIT_NOT_DECIDED : EXIT_FULL_MARKS;
}
