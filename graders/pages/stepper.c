/* stepper.c - see stepper.h.
 *
 * The table says everything by itself. For the script, each row has:
 *   id            check.step, which a link can lead to
 *   data-thread   who takes the step
 *   data-line     its line, if it is one of the source that is shown
 *   data-name, data-value   what it reads or writes, and the value then
 *   data-locks    lines "thread lock": who holds what after it
 *   data-stands   lines "thread line": where everybody stands in the end
 */
#include "stepper.h"

#include "html.h"
#include "view_palette.h"
#include "stepper_rows.h"

static void put_count(FILE *out, const struct shown *shown)
{
    int mattering = 0;
    for (int i = 0; i < shown->step_count; i++)
        mattering += replay_matters(&shown->steps[i]);
    if (mattering < shown->last_number)
        fprintf(out, "%d of %d steps", mattering, shown->last_number);
    else
        fprintf(out, "%d step%s", mattering, mattering == 1 ? "" : "s");
    if (shown->step_count < shown->last_number)
        fprintf(out, " (%d left out)", shown->last_number - shown->step_count);
}

static void put_caption(FILE *out, const struct shown *shown)
{
    fputs("<caption>How it goes wrong: ", out);
    put_count(out, shown);
    if (shown->critical == 0)
        fputs("; every schedule fails", out);
    else if (shown->preemptions == 0)
        fputs("; no thread is preempted", out);
    else if (shown->preemptions > 0)
        fprintf(out, "; %ld preemption%s%s", shown->preemptions,
                shown->preemptions == 1 ? "" : "s",
                shown->minimal ? ", no schedule with fewer fails" : "");
    fputs("</caption>\n", out);
}

static void put_head(FILE *out, const struct shown *shown,
                     const struct lanes *lanes)
{
    fputs("<thead><tr><th scope=\"col\">Step</th>", out);
    for (int i = 0; i < lanes->count && lanes->count <= LANES_MAX; i++) {
        int thread = lanes->threads[i];
        fprintf(out, "<th scope=\"col\" class=\"lane t%d\">",
                palette_number(thread));
        put_thread(out, shown, thread);
        fputs("</th>", out);
    }
    if (lanes->count > LANES_MAX)
        fputs("<th scope=\"col\">Thread, line, and what happens</th>", out);
    fputs("</tr></thead>\n", out);
}

/* The names of all threads, where the script finds them. */
static void put_names(FILE *out, const struct shown *shown)
{
    fputs("<ul class=\"threads\" hidden>", out);
    for (int i = 0; i < shown->thread_count; i++) {
        fprintf(out, "<li class=\"t%d\">", palette_number(i));
        put_thread(out, shown, i);
        fputs("</li>", out);
    }
    fputs("</ul>\n", out);
}

static void put_replay(FILE *out, const struct stepper *stepper,
                       const struct shown *shown)
{
    struct draft draft;
    if (!text_given(shown->token))
        return;
    draft_begin(&draft);
    fputs("make replay LAB=", draft.stream);
    text_copy(draft.stream, lab_number(stepper->result->lab));
    fputs(" TOKEN=", draft.stream);
    text_copy(draft.stream, shown->token);
    fputs("<div class=\"token\"><p>Run this schedule again:</p>", out);
    html_element(out, "code", "", draft_end(&draft));
    fputs("<button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n",
          out);
    draft_free(&draft);
}

static void put_run(FILE *out, const struct stepper *stepper,
                    const struct shown *shown, const char *run,
                    const char *label)
{
    struct lanes lanes;
    struct rows rows = {.out = out,
                        .stepper = stepper,
                        .run = run,
                        .shown = shown,
                        .lanes = &lanes};
    lanes_give(&lanes, shown);
    fprintf(out, "<div class=\"replay%s%s\" data-check=\"",
            lanes.count > 2 && lanes.count <= LANES_MAX ? " broad" : "",
            lanes.count == LANES_MAX ? " broadest" : "");
    html_text(out, stepper->check->name);
    fprintf(out, "%s\">\n", *run ? ".first" : "");
    put_names(out, shown);
    fprintf(out,
            "<div class=\"lanes\" tabindex=\"0\" role=\"region\" "
            "aria-label=\"%s\"><table>\n",
            label);
    put_caption(out, shown);
    put_head(out, shown, &lanes);
    rows_write(&rows);
    fputs("</table></div>\n", out);
    put_replay(out, stepper, shown);
    fputs("</div>\n", out);
}

/* ---- what was found first ---- */

/* "2 preemptions, 6 steps" */
static void put_length(FILE *out, const struct shown *shown)
{
    if (shown->preemptions >= 0)
        fprintf(out, "%ld preemption%s, ", shown->preemptions,
                shown->preemptions == 1 ? "" : "s");
    fprintf(out, "%d step%s", shown->last_number,
            shown->last_number == 1 ? "" : "s");
}

static void put_first(FILE *out, const struct stepper *stepper,
                      const struct shown *shown)
{
    static struct shown first;
    if (replay_take_first(&first, shown)) {
        fputs("<details class=\"first\"><summary>The schedule that the search "
              "found first: ",
              out);
        put_length(out, &first);
        fputs("</summary>\n<p>Then one with fewer preemptions was looked for, "
              "and of these one with fewer steps: it has ",
              out);
        put_length(out, shown);
        fputs(". What is only in this one, the failure does not need.", out);
        if (first.verdict != shown->verdict)
            fprintf(out, " It ends in another way: %s.",
                    verdict_words(first.verdict));
        fputs("</p>\n", out);
        put_run(out, stepper, &first, "first.",
                "The steps of the schedule that was found first");
        fputs("</details>\n", out);
    } else if (shown->found_first) {
        fputs("<p class=\"first\">This is also the schedule that the search "
              "found first.</p>\n",
              out);
    }
    shown_free(&first);
}

bool stepper_write(FILE *out, const struct stepper *stepper)
{
    static struct shown shown;
    bool any = replay_take(&shown, stepper->check);
    if (any) {
        fputs("<div class=\"runs\">\n", out);
        put_run(out, stepper, &shown, "", "The steps");
        put_first(out, stepper, &shown);
        fputs("</div>\n", out);
    }
    shown_free(&shown);
    return any;
}
