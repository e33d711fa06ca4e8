/* source.h - the text of source lines, for the places that an exploring
 * program names. */
#ifndef SOURCE_H
#define SOURCE_H

struct source_folders {
    const char *work; /* of grade; the attempt is in it */
    const char *root; /* the project */
    const char *lab;
};

/* The text of a line without the blanks around it, printable; "" if there is
 * none. file: without folders, or it has none. Blocks until the file was read.
 * Returns: valid until the next call. */
const char *source_line(const struct source_folders *folders, const char *file,
                        int line);

#endif
