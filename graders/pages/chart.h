/* chart.h - bars, drawn in the page itself. The numbers stand beside them. */
#ifndef CHART_H
#define CHART_H

#include <stddef.h>
#include <stdio.h>

/* A bar that is filled to part/whole. Blocks until the stream takes it. */
void chart_bar(FILE *out, const char *class, double part, double whole);

/* Columns for how many students reached each tenth of the points. Blocks until
 * the stream takes it. */
void chart_tenths(FILE *out, const size_t tenths[10]);

#endif
