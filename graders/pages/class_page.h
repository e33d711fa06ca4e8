/* class_page.h - the page of a class. */
#ifndef CLASS_PAGE_H
#define CLASS_PAGE_H

#include <stdio.h>

#include "tally.h"

/* Writes it. Blocks until the stream takes it. */
void class_page_write(FILE *out, const struct class *class,
                      const struct tally *tally);

#endif
