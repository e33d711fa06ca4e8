/* serve.h - answers questions about schedules, for programs outside that show
 * them: `make play`, `make predict`.
 *
 * A part of libexplain.so (explain.h). Each question is one line that comes in
 * over the bridge, each answer one line that goes out, a kind and JSON:
 *
 *   (nothing)          hello      what the exploration came to
 *   go THREAD.WAY ...  state      the program after these decisions
 *   hint THREAD.WAY .. hint       the shortest way from there to a failure
 *   outcomes           outcomes   all ways to end, with a schedule each
 *
 * "go" runs the program from its beginning along the decisions, which takes
 * microseconds, and then on for as long as there is only one thing that can
 * happen; so going back is asking for less.
 */
#ifndef SERVE_H
#define SERVE_H

#include "exploration.h"

#define SERVE_SYMBOL "serve"
#define SERVE_LIST_SYMBOL "serve_list"

/* Answers questions. Blocks until there are no more. */
typedef void serve_function(const struct exploration *exploration);
serve_function serve;

/* Names all scenarios, as "scenarios", instead. Never blocks for long. */
struct explored_scenario;
typedef void serve_list_function(const struct explored_scenario *scenarios);
serve_list_function serve_list;

#endif
