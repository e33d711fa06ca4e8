/* view_csv.h - fields of CSV files, as RFC 4180 and spreadsheets want them. */
#ifndef VIEW_CSV_H
#define VIEW_CSV_H

#include <stdbool.h>
#include <stdio.h>

#include "view_text.h"

/* Writes a field in printable characters, quoted where that is needed. A
 * spreadsheet would run what starts like a formula: an apostrophe stands in
 * front of that. Blocks until the stream takes it. */
void csv_field(FILE *out, struct text field);

/* Writes a field byte for byte, line breaks and all: for fields by which
 * another program knows its own file again. Blocks until the stream takes
 * it. */
void csv_verbatim(FILE *out, struct text field);

/* Reads a row; quoted fields may hold line breaks. Never blocks. Returns: how
 * many fields, 0 at the end of the file, -1 if a quote is not closed or a NUL
 * stands in it. Owns: the caller's, to be given to csv_free(). */
int csv_row(FILE *file, char ***fields);

/* Frees a row of so many fields. Never blocks. */
void csv_free(char **fields, int count);

#endif
