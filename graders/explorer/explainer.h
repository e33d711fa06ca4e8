/* explainer.h - the library that explains (explain/), loaded when there is
 * something to explain: it has the debug information's reader in it, which
 * takes longer to load than most programs to explore. */
#ifndef EXPLAINER_H
#define EXPLAINER_H

/* Returns: that function of the library, or NULL with a message on stderr.
 * Blocks while the library is loaded; it stays. Not for use in executions. */
void *explainer_function(const char *name);

#endif
