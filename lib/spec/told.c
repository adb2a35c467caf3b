/* The list and its index: linear probing, at most three quarters full. */
#include "spec/told.h"

#include "base/sha256.h"

enum { PIECE = 128, FIRST_SLOTS = 64 };

struct lc_told_piece {
    struct ctr_finding finding[PIECE];
    const char *arguments[PIECE];
};

struct lc_told_slot {
    uint32_t hash;
    uint32_t number; /* of the finding, from 1; 0 = empty */
};

static const char *said(const char *arguments)
{
    return arguments ? arguments : "";
}

static uint32_t hash_of(const struct lc_told *told, const struct lc_told_what *what)
{
    const char *arguments = said(what->arguments);
    uint64_t h = lc_hash(what->rule, strlen(what->rule), told->seed);
    h = lc_hash(what->part, strlen(what->part), h);
    return (uint32_t)lc_hash(arguments, strlen(arguments), h);
}

struct ctr_finding *lc_told_at(const struct lc_told *told, size_t i)
{
    return &told->pieces[i / PIECE]->finding[i % PIECE];
}

static const char **arguments_at(const struct lc_told *told, size_t i)
{
    return &told->pieces[i / PIECE]->arguments[i % PIECE];
}

static bool same(const struct lc_told *told, size_t i, const struct lc_told_what *what)
{
    const struct ctr_finding *f = lc_told_at(told, i);
    return f->rule == what->rule && strcmp(f->part, what->part) == 0 &&
           strcmp(said(*arguments_at(told, i)), said(what->arguments)) == 0;
}

/* Its slot, or the empty one where it belongs; `what` NULL: any empty one for the hash. */
static struct lc_told_slot *find(const struct lc_told *told, uint32_t hash,
                                 const struct lc_told_what *what)
{
    size_t mask = told->slot_room - 1;
    size_t at = hash & mask;
    for (;; at = (at + 1) & mask) {
        struct lc_told_slot *slot = &told->slots[at];
        if (!slot->number || (what && slot->hash == hash && same(told, slot->number - 1, what))) {
            return slot;
        }
    }
}

struct ctr_finding *lc_told_find(const struct lc_told *told, const struct lc_told_what *what)
{
    if (!told->count) {
        return NULL;
    }
    const struct lc_told_slot *slot = find(told, hash_of(told, what), what);
    return slot->number ? lc_told_at(told, slot->number - 1) : NULL;
}

static ctr_status grow_index(struct lc_ctx *ctx, struct lc_told *told)
{
    struct lc_told bigger = *told;
    bigger.slot_room = told->slot_room ? told->slot_room * 2 : FIRST_SLOTS;
    bigger.slots = lc_new(ctx, bigger.slot_room, sizeof *bigger.slots);
    if (!bigger.slots) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < told->slot_room; i++) {
        if (told->slots[i].number) {
            *find(&bigger, told->slots[i].hash, NULL) = told->slots[i];
        }
    }
    *told = bigger;
    return CTR_OK;
}

static ctr_status grow_list(struct lc_ctx *ctx, struct lc_told *told)
{
    size_t n = told->count / PIECE;
    struct lc_told_piece **pieces =
        lc_grow(ctx, told->pieces, n, &told->piece_room, sizeof *pieces);
    if (!pieces) {
        return CTR_E_NOMEM;
    }
    told->pieces = pieces;
    pieces[n] = lc_new(ctx, 1, sizeof *pieces[n]);
    return pieces[n] ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_told_add(struct lc_ctx *ctx, struct lc_told *told, const struct ctr_finding *finding,
                       const char *arguments)
{
    const struct lc_told_what what = {finding->rule, finding->part, arguments};
    if (!told->count) {
        lc_random(NULL, &told->seed, sizeof told->seed);
    }
    if (told->count >= told->slot_room - told->slot_room / 4) {
        LC_TRY(grow_index(ctx, told));
    }
    if (told->count % PIECE == 0) {
        LC_TRY(grow_list(ctx, told));
    }
    size_t i = told->count++;
    *lc_told_at(told, i) = *finding;
    *arguments_at(told, i) = arguments;
    uint32_t hash = hash_of(told, &what);
    *find(told, hash, NULL) = (struct lc_told_slot){hash, (uint32_t)told->count};
    return CTR_OK;
}
