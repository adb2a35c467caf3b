/*
 * Which consumers a finding hits: those that use its part or, where the newer edition asks for what
 * could be left out, all that write what is around it: who does not know of it does not give it.
 */
#ifndef LC_SPEC_HIT_H
#define LC_SPEC_HIT_H

#include "spec/finding.h"

struct lc_hit {
    const char *part;
    bool demands;
};

struct lc_hit lc_hit_of(const struct ctr_finding *finding);
bool lc_hit_meets(const struct lc_hit *hit, const char *used);

#endif
