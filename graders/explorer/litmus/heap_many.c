// Question: are many blocks no trouble?
// Verdict: ok
// Options: leaks=on
// Strategies: no
#include "litmus.h"

struct node {
    struct node *next;
};

int main(void)
{
    struct node *list = NULL;
    for (int i = 0; i < 20000; i++) {
        struct node *node = malloc(sizeof *node);
        node->next = list;
        list = node;
    }
    while (list) {
        struct node *next = list->next;
        free(list);
        list = next;
    }
}
