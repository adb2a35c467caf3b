/* Two editions of .proto files. Things of one full name are the same, in whatever file. */
#include "spec/protobuf/protobuf_room.h"

struct walk {
    const struct lc_pb *pb;
    struct lc_map packages; /* of the new */
};

/* What went: from its file only, or altogether. */
struct loss {
    enum lc_rule_id of_file;
    enum lc_rule_id of_package;
    const char *what;
    struct lc_str full;
    const struct lc_proto_file *was;
    const struct lc_proto_file *is; /* NULL: gone */
    const struct lc_proto_message *parent;
    struct lc_pb_at from;
};

static ctr_status lost(const struct walk *w, const struct loss *l)
{
    const struct lc_pb *pb = w->pb;
    bool by_file = lc_pb_asked(pb, LC_PROTO_FILE);
    if (l->is && strcmp(l->is->path, l->was->path) == 0) {
        return CTR_OK;
    }
    bool message = l->of_package == LC_RULE_PB_PACKAGE_MESSAGE_NO_DELETE && !by_file;
    struct lc_pb_at to = lc_pb_survivor(pb->newer, l->parent, l->was, message);
    const char *part = lc_pb_part_of(pb, l->full, LC_STR(""));
    if (l->is) {
        return lc_pb_say(pb, l->of_file, part, l->from, to, l->is->path,
                         "the %s %.*s moved to %s; code generated for its old file no longer has "
                         "it",
                         l->what, LC_PROTO_S(l->full),
                         l->is->path[0] ? l->is->path : "the document itself");
    }
    /* the loss of its file or its package was said already, and says it all */
    bool weighed = pb->profile != CTR_PROFILE_TOLERANT; /* there a service weighs more */
    if (weighed && (by_file ? !lc_pb_file_of(pb->newer, l->was->path)
                            : !lc_map_get(&w->packages, l->was->package))) {
        return part ? CTR_OK : CTR_E_NOMEM;
    }
    return lc_pb_say(pb, by_file ? l->of_file : l->of_package, part, l->from, to, NULL,
                     "the %s %.*s was removed; keep it, marked as deprecated", l->what,
                     LC_PROTO_S(l->full));
}

static ctr_status came(const struct walk *w, enum lc_rule_id rule, ctr_level forward,
                       struct lc_str full, struct lc_pb_at at, const char *what)
{
    return lc_pb_tell(w->pb, rule, CTR_LEVEL_INFO, forward, lc_pb_part_of(w->pb, full, LC_STR("")),
                      LC_PB_NOWHERE, at, NULL, "the %s %.*s was added%s", what, LC_PROTO_S(full),
                      forward == CTR_LEVEL_BREAKING ? "; servers of the old edition do not offer it"
                                                    : "");
}

/* Where payloads are compared: both of them hold it. */
static bool both(const struct walk *w, struct lc_str older, struct lc_str newer)
{
    return lc_pb_reaches(w->pb, CTR_SIDE_OLD, older) && lc_pb_reaches(w->pb, CTR_SIDE_NEW, newer);
}

/* ---- enums */

static ctr_status enums(const struct walk *w, const struct lc_proto_enum *e)
{
    for (; e; e = e->next) {
        const struct lc_proto_enum *now;
        LC_TRY(lc_pb_twin_enum(w->pb, CTR_SIDE_OLD, e->full, &now));
        const struct loss l = {LC_RULE_PB_ENUM_NO_DELETE,
                               LC_RULE_PB_PACKAGE_ENUM_NO_DELETE,
                               "enum",
                               e->full,
                               e->file,
                               now ? now->file : NULL,
                               e->parent,
                               lc_pb_at_enum(e, e->offset)};
        LC_TRY(lc_pb_reaches(w->pb, CTR_SIDE_OLD, e->full) ? lost(w, &l) : CTR_OK);
        LC_TRY(both(w, e->full, now ? now->full : e->full) && now ? lc_pb_enum(w->pb, e, now)
                                                                  : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status new_enums(const struct walk *w, const struct lc_proto_enum *e)
{
    for (; e; e = e->next) {
        const struct lc_proto_enum *was;
        LC_TRY(lc_pb_twin_enum(w->pb, CTR_SIDE_NEW, e->full, &was));
        if (!was && lc_pb_reaches(w->pb, CTR_SIDE_NEW, e->full)) {
            LC_TRY(came(w, LC_RULE_PROTO_ENUM_ADDED, CTR_LEVEL_INFO, e->full,
                        lc_pb_at_enum(e, e->offset), "enum"));
        }
    }
    return CTR_OK;
}

/* ---- extensions */

static ctr_status extensions(const struct walk *w, const struct lc_proto_field *x)
{
    for (; x; x = x->next) {
        const struct lc_proto_field *now;
        if (!lc_pb_reaches(w->pb, CTR_SIDE_OLD, x->extendee_full)) {
            continue;
        }
        LC_TRY(lc_pb_extension_now(w->pb, x, &now));
        const bool kept =
            now && now->extendee.ptr && lc_str_eq(now->file->package, x->file->package);
        struct loss l = {LC_RULE_PB_EXTENSION_NO_DELETE,
                         LC_RULE_PB_PACKAGE_EXTENSION_NO_DELETE,
                         "extension",
                         LC_STR(""),
                         x->file,
                         kept ? now->file : NULL,
                         x->parent,
                         lc_pb_at_field(x, x->offset)};
        LC_TRY(lc_proto_join(w->pb->c->ctx, lc_proto_scope(x), x->name, &l.full));
        LC_TRY(lost(w, &l));
        LC_TRY(now ? lc_pb_field(w->pb, x, now) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status new_extensions(const struct walk *w, const struct lc_proto_field *x)
{
    for (; x; x = x->next) {
        const struct lc_proto_field *was;
        struct lc_str full;
        LC_TRY(lc_pb_extension_was(w->pb, x, &was));
        if (!was && lc_pb_reaches(w->pb, CTR_SIDE_NEW, x->extendee_full)) {
            LC_TRY(lc_proto_join(w->pb->c->ctx, lc_proto_scope(x), x->name, &full));
            LC_TRY(came(w, LC_RULE_PROTO_EXTENSION_ADDED, CTR_LEVEL_INFO, full,
                        lc_pb_at_field(x, x->offset), "extension"));
        }
    }
    return CTR_OK;
}

/* ---- messages */

static ctr_status messages(const struct walk *w, const struct lc_proto_message *m)
{
    for (; m; m = m->next) {
        const struct lc_proto_message *now;
        LC_TRY(lc_pb_twin_message(w->pb, CTR_SIDE_OLD, m->full, &now));
        const struct loss l = {LC_RULE_PB_MESSAGE_NO_DELETE,
                               LC_RULE_PB_PACKAGE_MESSAGE_NO_DELETE,
                               "message",
                               m->full,
                               m->file,
                               now ? now->file : NULL,
                               m->parent,
                               lc_pb_at_message(m, m->offset)};
        LC_TRY(lc_pb_reaches(w->pb, CTR_SIDE_OLD, m->full) ? lost(w, &l) : CTR_OK);
        LC_TRY(both(w, m->full, now ? now->full : m->full) && now ? lc_pb_message(w->pb, m, now)
                                                                  : CTR_OK);
        LC_TRY(enums(w, m->enums));
        LC_TRY(extensions(w, m->extends));
        LC_TRY(messages(w, m->messages));
    }
    return CTR_OK;
}

static ctr_status new_messages(const struct walk *w, const struct lc_proto_message *m)
{
    for (; m; m = m->next) {
        LC_TRY(lc_spend(w->pb->c->ctx, 1));
        const struct lc_proto_message *was;
        LC_TRY(lc_pb_twin_message(w->pb, CTR_SIDE_NEW, m->full, &was));
        if (!was && lc_pb_reaches(w->pb, CTR_SIDE_NEW, m->full)) {
            LC_TRY(came(w, LC_RULE_PROTO_MESSAGE_ADDED, CTR_LEVEL_INFO, m->full,
                        lc_pb_at_message(m, m->offset), "message"));
        }
        LC_TRY(new_enums(w, m->enums));
        LC_TRY(new_extensions(w, m->extends));
        LC_TRY(new_messages(w, m->messages));
    }
    return CTR_OK;
}

/* ---- services */

static const struct lc_proto_service *find_service(const struct lc_proto *p, struct lc_str full)
{
    const struct lc_proto_symbol *s = lc_proto_find(p, full);
    return s && s->kind == LC_PROTO_IS_SERVICE ? s->is : NULL;
}

static ctr_status services(const struct walk *w, const struct lc_proto_service *s)
{
    for (; s; s = s->next) {
        const struct lc_proto_service *now = find_service(w->pb->newer, s->full);
        const struct loss l = {LC_RULE_PB_SERVICE_NO_DELETE,
                               LC_RULE_PB_PACKAGE_SERVICE_NO_DELETE,
                               "service",
                               s->full,
                               s->file,
                               now ? now->file : NULL,
                               NULL,
                               lc_pb_at_service(s)};
        LC_TRY(lost(w, &l));
        LC_TRY(now ? lc_pb_service(w->pb, s, now) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status new_services(const struct walk *w, const struct lc_proto_service *s)
{
    for (; s; s = s->next) {
        if (!find_service(w->pb->older, s->full)) {
            LC_TRY(came(w, LC_RULE_PROTO_SERVICE_ADDED, CTR_LEVEL_BREAKING, s->full,
                        lc_pb_at_service(s), "service"));
        }
    }
    return CTR_OK;
}

/* ---- all of it */

static ctr_status index_messages(struct lc_pb *pb, ctr_side side, const struct lc_proto_message *m)
{
    for (; m; m = m->next) {
        LC_TRY(lc_pb_index_extensions(pb, side, m->extends));
        LC_TRY(lc_pb_index_closed(pb, side, m));
        LC_TRY(index_messages(pb, side, m->messages));
    }
    return CTR_OK;
}

static ctr_status index_side(struct lc_pb *pb, ctr_side side, const struct lc_proto *p)
{
    pb->extensions[side].seed = p->symbols.seed;
    pb->closed[side].seed = p->symbols.seed;
    for (size_t i = 0; i < p->count; i++) {
        LC_TRY(lc_pb_index_extensions(pb, side, p->files[i]->extends));
        LC_TRY(index_messages(pb, side, p->files[i]->messages));
    }
    return CTR_OK;
}

static ctr_status prepare(struct walk *w)
{
    struct lc_ctx *ctx = w->pb->c->ctx;
    w->packages.seed = w->pb->newer->symbols.seed;
    for (size_t i = 0; i < w->pb->newer->count; i++) {
        struct lc_proto_file *f = w->pb->newer->files[i];
        if (f->doc && !lc_map_get(&w->packages, f->package)) {
            LC_TRY(lc_map_set(ctx, &w->packages, f->package, f));
        }
    }
    return CTR_OK;
}

static unsigned category_of(ctr_profile profile)
{
    static const unsigned categories[] = {[CTR_PROFILE_TOLERANT] = LC_PROTO_WIRE_JSON,
                                          [CTR_PROFILE_FILE] = LC_PROTO_FILE,
                                          [CTR_PROFILE_WIRE_JSON] = LC_PROTO_WIRE_JSON,
                                          [CTR_PROFILE_WIRE] = LC_PROTO_WIRE};
    bool known = (size_t)profile < sizeof categories / sizeof categories[0];
    return known && categories[profile] ? categories[profile] : LC_PROTO_PACKAGE;
}

static ctr_status compare(struct lc_pb *pb)
{
    const struct lc_proto *older = pb->older;
    const struct lc_proto *newer = pb->newer;
    const bool served = !pb->under; /* what is sent as a message is not called */
    struct walk w = {.pb = pb};
    LC_TRY(index_side(pb, CTR_SIDE_OLD, older));
    LC_TRY(index_side(pb, CTR_SIDE_NEW, newer));
    LC_TRY(prepare(&w));
    LC_TRY(lc_pb_files(pb));
    for (size_t i = 0; i < older->count; i++) {
        const struct lc_proto_file *f = older->files[i];
        LC_TRY(messages(&w, f->messages));
        LC_TRY(enums(&w, f->enums));
        LC_TRY(extensions(&w, f->extends));
        LC_TRY(served ? services(&w, f->services) : CTR_OK);
    }
    for (size_t i = 0; i < newer->count; i++) {
        const struct lc_proto_file *f = newer->files[i];
        LC_TRY(new_messages(&w, f->messages));
        LC_TRY(new_enums(&w, f->enums));
        LC_TRY(new_extensions(&w, f->extends));
        LC_TRY(served ? new_services(&w, f->services) : CTR_OK);
    }
    return CTR_OK;
}

ctr_status lc_proto_compare(struct lc_cmp *c, const struct lc_proto *older,
                            const struct lc_proto *newer)
{
    struct lc_pb pb = {.c = c,
                       .older = older,
                       .newer = newer,
                       .category = category_of(c->profile),
                       .profile = c->profile};
    return compare(&pb);
}

ctr_status lc_proto_compare_at(struct lc_cmp *c, const struct lc_proto_payload *older,
                               const struct lc_proto_payload *newer, const struct lc_part *under,
                               unsigned data)
{
    struct lc_proto_names names;
    struct lc_pb pb = {.c = c,
                       .older = &older->proto,
                       .newer = &newer->proto,
                       .category = LC_PROTO_WIRE_JSON,
                       .profile = CTR_PROFILE_WIRE_JSON,
                       .under = under,
                       .of = {older, newer},
                       .names = &names,
                       .data = data};
    LC_TRY(lc_pb_payload_names(&pb, &names));
    LC_TRY(lc_pb_roots(&pb));
    return compare(&pb);
}
