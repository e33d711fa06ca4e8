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

bool stepper_write(FILE *out, const struct stepper *stepper)
{
    static struct shown shown;
    struct lanes lanes;
    bool any = replay_take(&shown, stepper->check);
    if (any) {
        struct rows rows = {
            .out = out, .stepper = stepper, .shown = &shown, .lanes = &lanes};
        lanes_give(&lanes, &shown);
        fprintf(out, "<div class=\"replay%s\" data-check=\"",
                lanes.count > 2 && lanes.count <= LANES_MAX ? " broad" : "");
        html_text(out, stepper->check->name);
        fputs("\">\n", out);
        put_names(out, &shown);
        fputs("<div class=\"lanes\" tabindex=\"0\" role=\"region\" "
              "aria-label=\"The steps\"><table>\n",
              out);
        put_caption(out, &shown);
        put_head(out, &shown, &lanes);
        rows_write(&rows);
        fputs("</table></div>\n", out);
        put_replay(out, stepper, &shown);
        fputs("</div>\n", out);
    }
    shown_free(&shown);
    return any;
}
