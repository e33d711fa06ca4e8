/* html.h - the one way in which text gets into a page or a picture.
 *
 * Whatever a text holds, what is written shows it and does nothing else: it
 * is made printable as for a terminal (view_glyph.h: NUL, escapes, what is not
 * UTF-8 and what turns a line around become visible), then the signs that
 * HTML, XML and quoted attributes know are written by their names. It is cut
 * where it is far too long. Markup of our own is written with stdio.
 */
#ifndef HTML_H
#define HTML_H

#include <stdio.h>

#include "view_text.h"

#define HTML_LINE_MAX 2000   /* characters of what stands on one line */
#define HTML_BLOCK_MAX 20000 /* of a text of several lines */

/* Writes it as one line: a line break is a space. Fit for elements
 * and for quoted attributes. Blocks until the stream takes it. */
void html_text(FILE *out, struct text text);

/* html_text(), cut after so many characters. Blocks until the stream takes
 * it. */
void html_cut(FILE *out, struct text text, size_t most);

/* Writes it with its line breaks and tabs, for <pre>. Blocks until the stream
 * takes it. */
void html_block(FILE *out, struct text text);

/* Writes code as one line, in which no "->" is torn apart.
 * Blocks until the stream takes it. */
void html_code(FILE *out, struct text code);

/* Writes a sentence in which `words` are code; no "->" is torn apart.
 * Blocks until the stream takes it. */
void html_prose(FILE *out, struct text text);

/* Writes a name that may be broken behind each "_". Blocks until the stream
 * takes it. */
void html_name(FILE *out, struct text name);

/* <tag attributes>text</tag>; tag and attributes are our own. Blocks until the
 * stream takes it. */
void html_element(FILE *out, const char *tag, const char *attributes,
                  struct text text);

/* Writes a name as one piece of the path of a link. Blocks until the stream
 * takes it. */
void html_path(FILE *out, const char *name);

#endif
