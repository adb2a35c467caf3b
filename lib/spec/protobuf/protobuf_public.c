/*
 * What is seen through a file: who imports it may use the names of the files that it imports
 * publicly, and of those that these do. A name that is still there and not seen any more is missing
 * to all who relied on that.
 */
#include "spec/protobuf/protobuf_room.h"

struct view {
    const struct lc_pb *pb;
    const struct lc_proto_file **stack; /* room for all files of either edition */
    unsigned char *now;                 /* bits of files of the new edition that are seen */
    unsigned char *before;              /* of the old: seen through one import */
};

static ctr_status open_view(const struct lc_pb *pb, const struct lc_proto_file *now, struct view *v)
{
    size_t most = pb->older->count > pb->newer->count ? pb->older->count : pb->newer->count;
    v->pb = pb;
    v->stack = lc_new(pb->c->ctx, most + 1, sizeof(void *));
    v->now = lc_new(pb->c->ctx, pb->newer->count / 8 + 1, 1);
    v->before = lc_new(pb->c->ctx, pb->older->count / 8 + 1, 1);
    if (!v->stack || !v->now || !v->before) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_spend(pb->c->ctx, pb->newer->count / 16 + 1));
    lc_proto_see(v->now, v->stack, now);
    return CTR_OK;
}

/* True for a name that is there and not seen. What went altogether is told of itself. */
static bool is_hidden(const struct view *v, struct lc_str full)
{
    const struct lc_proto_symbol *s = lc_proto_find(v->pb->newer, full);
    return s && s->kind != LC_PROTO_IS_PACKAGE && !lc_proto_sees(v->now, s->file);
}

/* The first name of the file that is hidden; len 0: none. */
static ctr_status hidden(const struct view *v, const struct lc_proto_file *f, struct lc_str *out)
{
    struct lc_ctx *ctx = v->pb->c->ctx;
    *out = LC_STR("");
    for (const struct lc_proto_message *m = f->messages; m && !out->len; m = m->next) {
        LC_TRY(lc_spend(ctx, 1));
        *out = is_hidden(v, m->full) ? m->full : *out;
    }
    for (const struct lc_proto_enum *e = f->enums; e && !out->len; e = e->next) {
        LC_TRY(lc_spend(ctx, 1));
        *out = is_hidden(v, e->full) ? e->full : *out;
    }
    for (const struct lc_proto_field *x = f->extends; x && !out->len; x = x->next) {
        struct lc_str full;
        LC_TRY(lc_spend(ctx, 1));
        LC_TRY(lc_proto_join(ctx, f->package, x->name, &full));
        *out = is_hidden(v, full) ? full : *out;
    }
    return CTR_OK;
}

/* Files that come with protobuf are known by their paths: their names are not listed. */
static bool is_builtin_hidden(const struct view *v, const struct lc_proto_file *f)
{
    const struct lc_proto *p = v->pb->newer;
    for (size_t i = 0; i < p->count; i++) {
        if (!p->files[i]->doc && strcmp(p->files[i]->path, f->path) == 0) {
            return !lc_proto_sees(v->now, p->files[i]);
        }
    }
    return true;
}

/* What was seen through one import that is public no more. */
static ctr_status lost(struct view *v, const struct lc_proto_import *i, struct lc_str *out)
{
    struct lc_ctx *ctx = v->pb->c->ctx;
    const struct lc_proto *older = v->pb->older;
    LC_TRY(lc_spend(ctx, older->count / 16 + 1));
    memset(v->before, 0, older->count / 8 + 1);
    lc_proto_see(v->before, v->stack, i->file);
    *out = LC_STR("");
    for (size_t k = 0; k < older->count && !out->len; k++) {
        const struct lc_proto_file *f = older->files[k];
        if (!lc_proto_sees(v->before, f)) {
            continue;
        }
        LC_TRY(lc_spend(ctx, f->doc ? 1 : v->pb->newer->count / 16 + 1));
        if (f->doc) {
            LC_TRY(hidden(v, f, out));
        } else if (is_builtin_hidden(v, f)) {
            *out = lc_str(f->path);
        }
    }
    return CTR_OK;
}

/* The paths that the file imports publicly. */
static ctr_status paths_of(struct lc_ctx *ctx, const struct lc_proto_file *f, struct lc_map *out)
{
    for (const struct lc_proto_import *i = f->imports; i; i = i->next) {
        LC_TRY(i->is_public ? lc_map_set(ctx, out, i->path, (void *)(uintptr_t)i) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status say(const struct view *v, const struct lc_proto_file *a,
                      const struct lc_proto_file *b, const struct lc_proto_import *i,
                      struct lc_str name, const char *part)
{
    const char *arguments = lc_format(v->pb->c->ctx, "%s: %.*s", a->path, LC_PROTO_S(i->path));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(v->pb, LC_RULE_PB_IMPORT_PUBLIC_NO_DELETE, part, lc_pb_at_file(a, i->offset),
                     lc_pb_at_file(b, 0), arguments,
                     "'%.*s' is no longer imported publicly, and those who import this file do not "
                     "see %.*s any more; keep the import public",
                     LC_PROTO_S(i->path), LC_PROTO_S(name));
}

/* A file that is imported publicly still is looked at where it stands itself. */
ctr_status lc_pb_public(const struct lc_pb *pb, const struct lc_proto_file *a,
                        const struct lc_proto_file *b, const char *part)
{
    struct view v = {.pb = NULL};
    struct lc_map still = {.seed = pb->newer->symbols.seed};
    bool made = false;
    for (const struct lc_proto_import *i = a->imports; i; i = i->next) {
        struct lc_str name;
        if (!i->is_public || !i->file) {
            continue;
        }
        LC_TRY(made ? CTR_OK : paths_of(pb->c->ctx, b, &still));
        made = true;
        if (lc_map_get(&still, i->path)) {
            continue;
        }
        LC_TRY(v.pb ? CTR_OK : open_view(pb, b, &v));
        LC_TRY(lost(&v, i, &name));
        LC_TRY(name.len ? say(&v, a, b, i, name, part) : CTR_OK);
    }
    return CTR_OK;
}
