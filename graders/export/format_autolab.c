/* What an Autolab autograder prints: the report, the feedback by check, and as
 * the last line the score of the problem, which is named like the lab. */
#include "export.h"

enum { HINT_MOST = 2000 };

/* Behind blanks, so that no line of the report is one of Autolab's. */
static void write_report(FILE *out, const struct item *item)
{
    struct draft draft;
    draft_begin(&draft);
    say_summary(draft.stream, item);
    for (size_t i = 0; i < item->result->check_count; i++) {
        const struct check *check = &item->result->checks[i];
        if (check->status == CHECK_PASSED)
            continue;
        putc('\n', draft.stream);
        text_print(draft.stream, check->name);
        fputs(": ", draft.stream);
        say_check(draft.stream, check);
    }
    lines_behind(out, "  ", draft_end(&draft));
    draft_free(&draft);
}

static json_t *feedback(const struct result *result)
{
    json_t *stage = json_object();
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check *check = &result->checks[i];
        bool passed = check->status == CHECK_PASSED;
        json_t *one = json_object();
        json_object_set_new(one, "passed", json_boolean(passed));
        if (!passed)
            json_object_set_new(one, "hint", json_check(check, HINT_MOST));
        json_object_setn_new(stage, check->name.bytes, check->name.length, one);
    }
    json_t *root = json_pack("{s:s, s:[s], s:o}", "_presentation", "semantic",
                             "stages", "Checks", "Checks", stage);
    return root;
}

static bool write_autolab(FILE *out, const struct item *item,
                          struct problem *problem)
{
    if (!decided(item, problem))
        return false;
    json_t *last =
        json_pack("{s:{}, s:[i]}", "scores", "scoreboard", item->mark.points);
    json_t *scores = json_object_get(last, "scores");
    json_object_setn_new(scores, item->result->lab.bytes,
                         item->result->lab.length,
                         json_integer(item->mark.points));
    json_t *stages = feedback(item->result);
    write_report(out, item);
    json_write(out, stages, JSON_COMPACT);
    /* Autolab quotes whatever looks like `word:` in this line, inside strings
     * too: no text stands in it, and a lab's key holds no colon. */
    json_write(out, last, JSON_COMPACT);
    json_decref(stages);
    json_decref(last);
    return true;
}

const struct format format_autolab = {
    .name = "autolab",
    .file = "autolab.txt",
    .words = "what an Autolab autograder prints",
    .item = write_autolab,
};
