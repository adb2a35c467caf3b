/*
 * Which members or items some schema has looked at: what unevaluatedProperties and
 * unevaluatedItems hang on. The bits of nested schemas lie one behind the other in one room.
 */
#include "spec/validate/validate_room.h"

bool lc_vtrack_open(struct lc_vrun *r, const struct lc_value *value, struct lc_track *out)
{
    size_t count = value->kind == LC_OBJECT  ? value->count
                   : value->kind == LC_ARRAY ? value->count
                                             : 0;
    *out = (struct lc_track){.from = r->bits_used, .words = count / 64 + 1};
    if (r->bits_room - r->bits_used < out->words) {
        size_t room = (r->bits_room + out->words) * 2;
        uint64_t *bits = lc_new(r->ctx, room, sizeof *bits);
        if (!bits) {
            return lc_vstop(r, CTR_E_NOMEM);
        }
        if (r->bits_used) {
            memcpy(bits, r->bits, r->bits_used * sizeof *bits);
        }
        r->bits = bits;
        r->bits_room = room;
    }
    memset(r->bits + out->from, 0, out->words * sizeof *r->bits);
    r->bits_used += out->words;
    return true;
}

void lc_vtrack_close(struct lc_vrun *r, const struct lc_track *t)
{
    r->bits_used = t->from;
}

void lc_vtrack_join(struct lc_vrun *r, struct lc_track *into, const struct lc_track *from)
{
    into->all = into->all || from->all;
    for (size_t i = 0; i < into->words; i++) {
        r->bits[into->from + i] |= r->bits[from->from + i];
    }
}
