/* bridge.h - from a confined exploring program to the judge outside: a nonce
 * comes in on standard input, and what goes out on the report descriptor
 * repeats it, so that nothing the attempt writes there can pass for it.
 */
#ifndef BRIDGE_H
#define BRIDGE_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the descriptor named by INTERLEAVE_REPORT_FD and the nonce; without
 * that variable there is no judge, and nothing is sent. Once, at the start.
 * Blocks until the nonce is there. */
void bridge_open(void);

/* Whether there is a judge. Never blocks. */
bool bridge_is_open(void);

/* Waits for a line from the judge. Blocks until it is there.
 * Returns: false if there is nobody who sends any (more). */
bool bridge_receive(char *line, size_t size);

/* Sends one line: a kind, and text without line feeds. Never blocks for long.
 */
void bridge_send(const char *kind, const char *text);

#endif
