/* print_vet RULES... -- OBJECT [READY MAP]: prints what vet finds, a line each,
 * "severity kind symbol lines # sentence"; or, with the last two, the
 * arguments of objcopy and of the link. */
#include "vet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct vet_rules rules;
static struct vet_report report;

static void print_finding(const struct vet_finding *finding)
{
    printf("%s %s %s ", vet_severity_name(finding->severity),
           vet_kind_name(finding->kind),
           finding->symbol[0] ? finding->symbol : "-");
    for (int i = 0; i < finding->line_count; i++)
        printf("%s%d", i > 0 ? "," : "", finding->lines[i]);
    printf("%s # %s\n", finding->line_count == 0 ? "-" : "", finding->sentence);
}

static int print_arguments(char **arguments, const char *object)
{
    char **list = vet_objcopy_arguments(&report, &rules, arguments[1], object,
                                        arguments[0]);
    char *link = vet_link_argument(&report);
    if (list == NULL)
        return 2;
    for (int i = 0; list[i] != NULL; i++)
        printf("%s\n", list[i]);
    if (link != NULL)
        fprintf(stderr, "%s\n", link);
    free(list);
    free(link);
    return 0;
}

int main(int count, char **arguments)
{
    int at = 1;
    for (; at < count && strcmp(arguments[at], "--") != 0; at++) {
        if (!vet_rules_read(arguments[at], &rules)) {
            printf("%s\n", rules.problem);
            return 2;
        }
    }
    if (at + 1 >= count || !vet_object(arguments[at + 1], &rules, &report))
        return 2;
    if (at + 3 < count)
        return print_arguments(arguments + at + 2, arguments[at + 1]);
    for (int i = 0; i < report.count; i++)
        print_finding(&report.findings[i]);
    if (report.more > 0)
        printf("and %d more\n", report.more);
    return vet_worst(&report) == VET_REFUSE;
}
