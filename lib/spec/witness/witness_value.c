/* Values made by hand: lists of them, objects with and without a member, arrays. */
#include "spec/witness/witness.h"

enum { FIRST_ROOM = 4 };

ctr_status lc_wforgive(struct lc_ctx *ctx, ctr_status status)
{
    if (status != CTR_E_INPUT && status != CTR_E_LIMIT && status != CTR_E_UNSUPPORTED) {
        return status;
    }
    if (ctx->error && ctr_error_status(ctx->error) == CTR_E_NOMEM) {
        return CTR_E_NOMEM; /* the words for it found no room */
    }
    ctr_error_free(ctx->error);
    ctx->error = NULL;
    return CTR_OK;
}

bool lc_wfull(const struct lc_wlist *list)
{
    return list->count >= list->most;
}

struct lc_value lc_wtext(struct lc_str text)
{
    return lc_string_at(text, 0);
}

struct lc_value lc_wkind(enum lc_value_kind kind)
{
    return (struct lc_value){.kind = kind & LC_KIND_MASK};
}

void *lc_wnew(struct lc_witness *w, size_t count, size_t size)
{
    void *at = lc_arena_array(&w->scratch, count, size);
    if (!at) {
        lc_nomem(w->ctx);
    }
    return at;
}

/* Objects and arrays that were made are copied, those of a document are there as long as it is. */
static ctr_status copy(struct lc_witness *w, struct lc_value *value)
{
    uint32_t count = value->count;
    if ((value->kind != LC_OBJECT && value->kind != LC_ARRAY) ||
        !lc_arena_holds(&w->scratch, value->items)) {
        return CTR_OK;
    }
    if (value->kind == LC_OBJECT) {
        struct lc_member *at = lc_new(w->ctx, count, sizeof *at);
        if (!at) {
            return CTR_E_NOMEM;
        }
        for (uint32_t i = 0; i < count; i++) {
            at[i] = value->members[i];
            LC_TRY(copy(w, &at[i].value));
        }
        lc_set_members(value, at, count);
    } else {
        struct lc_value *at = lc_new(w->ctx, count, sizeof *at);
        if (!at) {
            return CTR_E_NOMEM;
        }
        for (uint32_t i = 0; i < count; i++) {
            at[i] = value->items[i];
            LC_TRY(copy(w, &at[i]));
        }
        lc_set_items(value, at, count);
    }
    return CTR_OK;
}

ctr_status lc_wkeep(struct lc_witness *w, const struct lc_value *value, const struct lc_value **out)
{
    struct lc_value *kept = lc_new(w->ctx, 1, sizeof *kept);
    if (!kept) {
        return CTR_E_NOMEM;
    }
    *kept = *value;
    *out = kept;
    return copy(w, kept);
}

static ctr_status make_room(struct lc_witness *w, struct lc_wlist *list)
{
    if (list->count < list->room) {
        return CTR_OK;
    }
    size_t room = list->count ? list->count * 2 : FIRST_ROOM;
    struct lc_value *at = lc_wnew(w, room, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    if (list->count) {
        memcpy(at, list->at, list->count * sizeof *at);
    }
    list->at = at;
    list->room = room;
    return CTR_OK;
}

ctr_status lc_wpush(struct lc_witness *w, struct lc_wlist *list, const struct lc_value *value)
{
    enum lc_answer answer = LC_HOLDS;
    if (lc_wfull(list)) {
        return CTR_OK;
    }
    LC_TRY(lc_charge(&w->m->side[0], 4 + list->count));
    for (size_t i = 0; i < list->count; i++) {
        if (lc_value_eq(&list->at[i], value)) {
            return CTR_OK;
        }
    }
    if (list->view) {
        LC_TRY(lc_view_accepts(list->view, value, &answer));
    }
    if (answer == LC_FAILS) {
        return CTR_OK;
    }
    LC_TRY(make_room(w, list));
    list->at[list->count++] = *value;
    return CTR_OK;
}

ctr_status lc_wpush_number(struct lc_witness *w, struct lc_wlist *list, const char *text)
{
    struct lc_value v = {.kind = LC_NUMBER};
    lc_set_raw(&v, lc_str(text));
    return text ? lc_wpush(w, list, &v) : CTR_E_NOMEM;
}

ctr_status lc_wwith(struct lc_witness *w, const struct lc_value *object, struct lc_str key,
                    const struct lc_value *value, struct lc_value *out)
{
    uint32_t count = object->count;
    struct lc_member *at = lc_wnew(w, (size_t)count + 1, sizeof *at);
    bool found = false;
    if (!at) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_charge(&w->m->side[0], 2 + count));
    for (uint32_t i = 0; i < count; i++) {
        at[i] = object->members[i];
        if (lc_str_eq(lc_key(&at[i]), key)) {
            at[i].value = *value;
            found = true;
        }
    }
    if (!found) {
        at[count] = lc_member_of(key, 0, *value);
    }
    *out = lc_wkind(LC_OBJECT);
    lc_set_members(out, at, (size_t)count + !found);
    return CTR_OK;
}

ctr_status lc_wwithout(struct lc_witness *w, const struct lc_value *object, struct lc_str key,
                       struct lc_value *out)
{
    uint32_t count = object->count;
    struct lc_member *at = lc_wnew(w, (size_t)count + 1, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_charge(&w->m->side[0], 2 + count));
    size_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!lc_str_eq(lc_key(&object->members[i]), key)) {
            at[kept++] = object->members[i];
        }
    }
    *out = lc_wkind(LC_OBJECT);
    lc_set_members(out, at, kept);
    return CTR_OK;
}

ctr_status lc_wset(struct lc_witness *w, const struct lc_value *array, size_t index,
                   const struct lc_value *value, struct lc_value *out)
{
    uint32_t count = array->count;
    struct lc_value *at = lc_wnew(w, (size_t)count + 1, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_charge(&w->m->side[0], 2 + count));
    for (uint32_t i = 0; i < count; i++) {
        at[i] = array->items[i];
    }
    at[index < count ? index : count] = *value;
    *out = lc_wkind(LC_ARRAY);
    lc_set_items(out, at, index < count ? count : (size_t)count + 1);
    return CTR_OK;
}
