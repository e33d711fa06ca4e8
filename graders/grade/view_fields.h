/* view_fields.h - from the JSON of a result to its struct, field by field, as
 * strictly as result.schema.json: nothing missing, nothing unknown. */
#ifndef VIEW_FIELDS_H
#define VIEW_FIELDS_H

#include <stdbool.h>

#include <jansson.h>

#include "view_result.h"

/* Fills the result. Never blocks. Requires: a zeroed result, and JSON that
 * lives as long as it. Returns: false, and the first problem, when the JSON
 * is not a result; what was allocated till then is in the result. */
bool fields_read_result(json_t *json, struct result *result,
                        struct problem *problem);

#endif
