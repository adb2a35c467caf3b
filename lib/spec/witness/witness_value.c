/* Values made by hand: lists of them, objects with and without a member, arrays. */
#include "spec/witness/witness.h"

enum { FIRST_ROOM = 4 };
enum { MADE = 1 }; /* flag of a value: its members or items lie in the scratch memory */

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
    struct lc_value v = {.kind = LC_STRING};
    v.text = text;
    return v;
}

struct lc_value lc_wkind(enum lc_value_kind kind)
{
    struct lc_value v = {.kind = (uint8_t)kind, .flags = MADE};
    return v;
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
    if (!(value->flags & MADE)) {
        return CTR_OK;
    }
    value->flags = 0;
    if (value->kind == LC_OBJECT && value->members.count) {
        uint32_t count = value->members.count;
        struct lc_member *at = lc_new(w->ctx, count, sizeof *at);
        if (!at) {
            return CTR_E_NOMEM;
        }
        for (uint32_t i = 0; i < count; i++) {
            at[i] = value->members.at[i];
            LC_TRY(copy(w, &at[i].value));
        }
        value->members.at = at;
    } else if (value->kind == LC_ARRAY && value->items.count) {
        uint32_t count = value->items.count;
        struct lc_value *at = lc_new(w->ctx, count, sizeof *at);
        if (!at) {
            return CTR_E_NOMEM;
        }
        for (uint32_t i = 0; i < count; i++) {
            at[i] = value->items.at[i];
            LC_TRY(copy(w, &at[i]));
        }
        value->items.at = at;
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
    v.text = lc_str(text);
    return text ? lc_wpush(w, list, &v) : CTR_E_NOMEM;
}

ctr_status lc_wwith(struct lc_witness *w, const struct lc_value *object, struct lc_str key,
                    const struct lc_value *value, struct lc_value *out)
{
    uint32_t count = object->members.count;
    struct lc_member *at = lc_wnew(w, (size_t)count + 1, sizeof *at);
    bool found = false;
    if (!at) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_charge(&w->m->side[0], 2 + count));
    for (uint32_t i = 0; i < count; i++) {
        at[i] = object->members.at[i];
        if (lc_str_eq(at[i].key, key)) {
            at[i].value = *value;
            found = true;
        }
    }
    if (!found) {
        at[count] = (struct lc_member){.key = key, .value = *value};
    }
    *out = lc_wkind(LC_OBJECT);
    out->members.at = at;
    out->members.count = count + !found;
    return CTR_OK;
}

ctr_status lc_wwithout(struct lc_witness *w, const struct lc_value *object, struct lc_str key,
                       struct lc_value *out)
{
    uint32_t count = object->members.count;
    struct lc_member *at = lc_wnew(w, (size_t)count + 1, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_charge(&w->m->side[0], 2 + count));
    *out = lc_wkind(LC_OBJECT);
    out->members.at = at;
    for (uint32_t i = 0; i < count; i++) {
        if (!lc_str_eq(object->members.at[i].key, key)) {
            at[out->members.count++] = object->members.at[i];
        }
    }
    return CTR_OK;
}

ctr_status lc_wset(struct lc_witness *w, const struct lc_value *array, size_t index,
                   const struct lc_value *value, struct lc_value *out)
{
    uint32_t count = array->items.count;
    struct lc_value *at = lc_wnew(w, (size_t)count + 1, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_charge(&w->m->side[0], 2 + count));
    for (uint32_t i = 0; i < count; i++) {
        at[i] = array->items.at[i];
    }
    at[index < count ? index : count] = *value;
    *out = lc_wkind(LC_ARRAY);
    out->items.at = at;
    out->items.count = index < count ? count : count + 1;
    return CTR_OK;
}
