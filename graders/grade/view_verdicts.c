/* view_verdicts.c - one line a check that was not passed, for tests and
 * tables; a "-" and ok for full marks. */
#include <stdio.h>

#include "view_commands.h"
#include "view_result.h"
#include "view_text.h"

static void print_row(struct text check, enum verdict verdict)
{
    text_print(stdout, check);
    printf("\t%s\n", verdict_name(verdict));
}

int view_verdicts(const struct request *request)
{
    struct problem problem;
    struct result *result = result_load(request->args[0], &problem);
    if (!result) {
        fprintf(stderr, "show: %s: %s\n", request->args[0], problem.words);
        return EXIT_NOT_DECIDED;
    }
    if (result->verdict == VERDICT_OK)
        puts("-\tok");
    for (size_t i = 0; i < result->check_count; i++)
        if (result->checks[i].status != CHECK_PASSED)
            print_row(result->checks[i].name, result->checks[i].verdict);
    result_free(result);
    return EXIT_FULL_MARKS;
}
