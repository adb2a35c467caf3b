/*
 * Names in a template: those that it makes itself, until their block ends, are nobody's; what is
 * left is a variable, or may be one.
 */
#include "spec/agent/prompt.h"

struct lc_prompt_local {
    struct lc_str name;
    bool sure; /* else it may not have been made */
    struct lc_prompt_local *up;
};

bool lc_prompt_declared(const struct lc_prompt_reader *r, struct lc_str name)
{
    return lc_get_str(r->declared[0], name) || lc_get_str(r->declared[1], name);
}

ctr_status lc_prompt_make(struct lc_prompt_reader *r, struct lc_str name, bool sure)
{
    struct lc_prompt_local *l = lc_new(r->ctx, 1, sizeof *l);
    if (!l) {
        return CTR_E_NOMEM;
    }
    *l = (struct lc_prompt_local){name, sure, r->locals};
    r->locals = l;
    return CTR_OK;
}

/* NULL: there is none. */
static ctr_status find_local(const struct lc_prompt_reader *r, struct lc_str name,
                             const struct lc_prompt_local **out)
{
    for (*out = r->locals; *out && !lc_str_eq((*out)->name, name); *out = (*out)->up) {
        LC_TRY(lc_spend(r->ctx, 1));
    }
    return CTR_OK;
}

/* What a loop, or the language, has without being given it. */
static bool is_own(const struct lc_prompt_reader *r, struct lc_str name)
{
    return lc_str_is(name, "self") ||
           (r->blocks && (lc_str_is(name, "loop") || lc_str_is(name, "forloop")));
}

static ctr_status use_one(struct lc_prompt_reader *r, struct lc_str name, bool sure)
{
    const struct lc_prompt_local *local;
    LC_TRY(find_local(r, name, &local));
    if (local && local->sure) {
        return CTR_OK;
    }
    sure = sure && !local && !is_own(r, name);
    if (!sure && (!lc_prompt_declared(r, name) || lc_map_get(&r->out->names, name))) {
        return CTR_OK;
    }
    return lc_map_set(r->ctx, &r->out->names, name,
                      (void *)(uintptr_t)(sure ? LC_PROMPT_USED : LC_PROMPT_MAYBE));
}

/* "a-b" is a name in some languages and a difference in others: it is what is known here. */
static ctr_status is_difference(const struct lc_prompt_reader *r, struct lc_str name, bool *out)
{
    const struct lc_prompt_local *whole;
    const struct lc_prompt_local *first;
    struct lc_str head;
    struct lc_str rest;
    *out = false;
    if (!lc_str_cut(name, '-', &head, &rest)) {
        return CTR_OK;
    }
    LC_TRY(find_local(r, name, &whole));
    LC_TRY(find_local(r, head, &first));
    *out = !whole && !lc_prompt_declared(r, name) && (first || lc_prompt_declared(r, head));
    return CTR_OK;
}

ctr_status lc_prompt_use(struct lc_prompt_reader *r, struct lc_str name, bool sure)
{
    bool difference;
    LC_TRY(is_difference(r, name, &difference));
    while (difference && name.len) {
        struct lc_str head = name;
        struct lc_str rest = lc_str_n(NULL, 0);
        (void)lc_str_cut(name, '-', &head, &rest);
        bool number = head.len && head.ptr[0] >= '0' && head.ptr[0] <= '9';
        LC_TRY(head.len && !number ? use_one(r, head, sure) : CTR_OK);
        name = rest;
    }
    return difference ? CTR_OK : use_one(r, name, sure);
}

ctr_status lc_prompt_use_found(struct lc_prompt_reader *r, const struct lc_prompt_words *words,
                               struct lc_str name)
{
    bool of_item = r->contexts > words->ups && !words->root;
    return lc_prompt_use(r, name, words->sure && !of_item);
}

ctr_status lc_prompt_use_all(struct lc_prompt_reader *r, struct lc_prompt_words *words, bool sure)
{
    for (struct lc_str name; lc_prompt_next(words, &name);) {
        words->sure = words->sure && sure;
        LC_TRY(lc_prompt_use_found(r, words, name));
    }
    return CTR_OK;
}

ctr_status lc_prompt_open(struct lc_prompt_reader *r, struct lc_prompt_block block)
{
    struct lc_prompt_block *b = lc_new(r->ctx, 1, sizeof *b);
    if (!b) {
        return CTR_E_NOMEM;
    }
    *b = block;
    b->outer = r->locals;
    b->up = r->blocks;
    r->blocks = b;
    r->contexts += b->context;
    return CTR_OK;
}

/* What was made in a branch is there only if that was gone through. */
static ctr_status doubt_inside(struct lc_prompt_reader *r, const struct lc_prompt_block *block)
{
    for (struct lc_prompt_local *l = r->locals; l && l != block->outer; l = l->up) {
        l->sure = false;
        LC_TRY(lc_spend(r->ctx, 1));
    }
    return CTR_OK;
}

static bool ends_with(const struct lc_prompt_block *b, const char *end)
{
    return end && b->end ? strcmp(b->end, end) == 0 : end == b->end;
}

ctr_status lc_prompt_close(struct lc_prompt_reader *r, const char *end)
{
    const struct lc_prompt_block *found = r->blocks;
    while (found && !ends_with(found, end)) {
        LC_TRY(lc_spend(r->ctx, 1));
        found = found->up;
    }
    while (found && r->blocks != found->up) {
        struct lc_prompt_block *b = r->blocks;
        LC_TRY(b->branch ? doubt_inside(r, b) : CTR_OK);
        r->locals = b->branch ? r->locals : b->outer;
        r->contexts -= b->context;
        r->blocks = b->up;
    }
    return CTR_OK;
}

ctr_status lc_prompt_branch(struct lc_prompt_reader *r)
{
    const struct lc_prompt_block *b = r->blocks;
    while (b && !b->branch) {
        LC_TRY(lc_spend(r->ctx, 1));
        b = b->up;
    }
    return b ? doubt_inside(r, b) : CTR_OK;
}
