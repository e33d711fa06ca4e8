/* confine_tasks.h - how many processes and threads the user already has. The
 * kernel's limit is on all of a uid together, so where an attempt has no uid of
 * its own, that is what its limit begins at.
 */
#ifndef CONFINE_TASKS_H
#define CONFINE_TASKS_H

/* Processes and threads of the own real uid, at the first call in this
 * process. Never blocks for long. */
long confine_tasks_of_user(void);

#endif
