/* Who is told: what a master calls parties, roles and endpoints, and where they are reached. */
#include "flow/timer.h"

static bool is_address(const char *text)
{
    return strstr(text, "://") || strncmp(text, "file:", 5) == 0;
}

static const char *address_of(const struct lc_master *m, const char *id)
{
    for (size_t i = 0; id && i < m->endpoint_count; i++) {
        if (strcmp(m->endpoints[i].id, id) == 0) {
            return m->endpoints[i].url;
        }
    }
    return id && is_address(id) ? id : NULL;
}

static ctr_status put(struct lc_whom *w, const char *name, const char *party, const char *endpoint)
{
    struct lc_ctx *ctx = &w->op->ctx;

    for (size_t i = 0; i < w->count; i++) {
        const struct lc_recipient *r = &w->items[i];
        bool same_party = party && lc_cstr_cmp(r->party, party) == 0;
        if (same_party || strcmp(r->name, name) == 0) {
            return CTR_OK;
        }
    }
    w->items = lc_grow(ctx, w->items, w->count, &w->room, sizeof *w->items);
    if (!w->items) {
        return CTR_E_NOMEM;
    }
    struct lc_recipient *r = &w->items[w->count++];
    *r = (struct lc_recipient){.name = name, .party = party, .endpoint = endpoint};
    r->shown = lc_endpoint_shown(ctx, endpoint);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* Every party of a role; false if it is no role that somebody has. */
static ctr_status put_role(struct lc_whom *w, const char *name, bool *found)
{
    const struct lc_master *m = w->master;
    int32_t role;

    *found = false;
    if (!lc_word_parse(lc_words_party_role, name, &role)) {
        return CTR_OK;
    }
    for (size_t i = 0; i < m->party_count; i++) {
        const struct lc_party *p = &m->parties[i];
        if (p->role == role) {
            LC_TRY(put(w, p->id, p->id, address_of(m, p->endpoint)));
            *found = true;
        }
    }
    return CTR_OK;
}

static ctr_status put_one(struct lc_whom *w, const char *name)
{
    const struct lc_master *m = w->master;
    bool found;

    for (size_t i = 0; i < m->party_count; i++) {
        if (strcmp(m->parties[i].id, name) == 0) {
            return put(w, name, name, address_of(m, m->parties[i].endpoint));
        }
    }
    const char *url = address_of(m, name);
    if (url) { /* an address in place of a name may hold a secret */
        const char *shown = url == name ? lc_endpoint_shown(&w->op->ctx, name) : name;
        return shown ? put(w, shown, NULL, url) : CTR_E_NOMEM;
    }
    LC_TRY(put_role(w, name, &found));
    return found ? CTR_OK : put(w, name, NULL, NULL);
}

ctr_status lc_whom_add(struct lc_whom *w, const char *name)
{
    if (!name) {
        return CTR_OK;
    }
    if (strcmp(name, "steering_committee") != 0 || !w->master->governance.committee_count) {
        return put_one(w, name);
    }
    for (size_t i = 0; i < w->master->governance.committee_count; i++) {
        LC_TRY(put_one(w, w->master->governance.committee[i]));
    }
    return CTR_OK;
}

ctr_status lc_whom_add_all(struct lc_whom *w, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LC_TRY(lc_whom_add(w, names[i]));
    }
    return CTR_OK;
}
