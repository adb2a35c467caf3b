/*
 * Failures tried in children: what leads up to a failure is done once, and at each point where
 * something may fail this process is forked; the child alone sees the failure, lives through what
 * follows, looks at what is left and says whether all was well. So a walk of all points costs what
 * comes after them, not what comes before. What a child spoils is gone with it.
 *
 * The child's memory is looked at before it ends, also that which is not faultmem's: in a build
 * with the address sanitizer every block of malloc is counted, and where one more or less is out
 * than before, or at every 64th point, the leak sanitizer has the word.
 */
#ifndef TESTS_SUPPORT_FAULTFORK_H
#define TESTS_SUPPORT_FAULTFORK_H

#include <stdbool.h>

/* What is allocated from here on has to be given back before the end of a child. */
void faultfork_begin(void);
/* True in the child. In the parent false, once the child has ended. */
bool faultfork(long point);
/* The first point whose child failed, since the last begin; 0 = none. Its words are on standard
 * error. */
long faultfork_failed(void);
/* The end of a child for which all was well so far. A failed assertion ends it as well. */
_Noreturn void faultfork_end(void);

#endif
