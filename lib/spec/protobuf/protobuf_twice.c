/* Numbers and names of .proto files that are set apart twice, or used by two extensions. */
#include "spec/protobuf/protobuf.h"
#include "spec/protobuf/protobuf_apart.h"

#include <stdlib.h>

/* ---- ranges of a message or an enum */

struct range {
    const struct lc_proto_range *is;
    bool extensions;
};

static int by_from(const void *a, const void *b)
{
    const struct lc_proto_range *x = ((const struct range *)a)->is;
    const struct lc_proto_range *y = ((const struct range *)b)->is;
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return (x->offset > y->offset) - (x->offset < y->offset);
}

static size_t count_of(const struct lc_proto_range *r)
{
    size_t n = 0;
    for (; r; r = r->next) {
        n++;
    }
    return n;
}

static ctr_status say_overlap(struct lc_proto *p, struct lc_doc *doc, const struct range *x,
                              const struct range *y)
{
    const struct range *late = x->is->offset > y->is->offset ? x : y;
    const struct range *early = late == x ? y : x;
    return lc_doc_fail(p->ctx, doc, late->is->offset,
                       "the numbers %lld to %lld are %s, and some of them are %s already",
                       (long long)late->is->from, (long long)late->is->to,
                       late->extensions ? "for extensions" : "reserved",
                       early->extensions ? "for extensions" : "reserved");
}

static ctr_status mind_ranges(struct lc_proto *p, struct lc_doc *doc,
                              const struct lc_proto_range *reserved,
                              const struct lc_proto_range *extensions)
{
    size_t room = count_of(reserved) + count_of(extensions);
    size_t n = 0;
    if (room < 2) {
        return CTR_OK;
    }
    struct lc_mark mark = lc_arena_mark(&p->ctx->arena);
    struct range *list = lc_new(p->ctx, room, sizeof *list);
    if (!list) {
        return CTR_E_NOMEM;
    }
    for (const struct lc_proto_range *r = reserved; r; r = r->next) {
        list[n++] = (struct range){r, false};
    }
    for (const struct lc_proto_range *r = extensions; r; r = r->next) {
        list[n++] = (struct range){r, true};
    }
    qsort(list, n, sizeof *list, by_from);
    for (size_t i = 1; i < n; i++) { /* sorted, so that two that overlap stand beside each other */
        if (list[i].is->from <= list[i - 1].is->to) {
            return say_overlap(p, doc, &list[i - 1], &list[i]);
        }
    }
    lc_arena_release(&p->ctx->arena, mark);
    return CTR_OK;
}

static ctr_status mind_names(struct lc_proto *p, struct lc_doc *doc,
                             const struct lc_proto_name *names)
{
    struct lc_map seen = {.seed = p->symbols.seed};
    for (const struct lc_proto_name *n = names; n && names->next; n = n->next) {
        if (lc_map_get(&seen, n->text)) {
            return lc_doc_fail(p->ctx, doc, n->offset, "the name '%.*s' is reserved twice",
                               LC_PROTO_S(n->text));
        }
        LC_TRY(lc_map_set(p->ctx, &seen, n->text, (void *)(uintptr_t)n));
    }
    return CTR_OK;
}

static ctr_status mind_enums(struct lc_proto *p, const struct lc_proto_enum *e)
{
    for (; e; e = e->next) {
        LC_TRY(mind_ranges(p, e->file->doc, e->reserved, NULL));
        LC_TRY(mind_names(p, e->file->doc, e->reserved_names));
    }
    return CTR_OK;
}

/* ---- extensions: each a number of its own, among those that the message has for them */

static ctr_status key_of(struct lc_proto *p, const struct lc_proto_field *x, struct lc_str *out)
{
    const char *text = lc_format(p->ctx, "%.*s %d", (int)x->extendee_full.len, x->extendee_full.ptr,
                                 (int)x->number);
    *out = lc_str(text);
    return text ? CTR_OK : CTR_E_NOMEM;
}

struct walk {
    struct lc_proto *p;
    struct lc_map numbers; /* of extendee and number to the extension */
    struct lc_map ranges;  /* of extendee to its lc_proto_apart */
};

/* False for messages of protobuf's own files, whose ranges are not known. */
static ctr_status may_extend(struct walk *w, const struct lc_proto_field *x, bool *out)
{
    const struct lc_proto_message *m = lc_proto_find_message(w->p, x->extendee_full);
    struct lc_proto_apart *apart = m ? lc_map_get(&w->ranges, m->full) : NULL;
    *out = true;
    if (!m) {
        return CTR_OK;
    }
    if (!apart) {
        apart = lc_new(w->p->ctx, 1, sizeof *apart);
        if (!apart) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_proto_apart_of(w->p->ctx, m->extensions, NULL, apart));
        LC_TRY(lc_map_set(w->p->ctx, &w->ranges, m->full, apart));
    }
    *out = lc_proto_apart_covers(apart, x->number, x->number);
    return CTR_OK;
}

static ctr_status say_both(struct lc_proto *p, const struct lc_proto_field *x,
                           const struct lc_proto_field *y)
{
    bool turned = x->file == y->file && x->offset > y->offset;
    const struct lc_proto_field *late = turned ? x : y;
    const struct lc_proto_field *early = turned ? y : x;
    return lc_doc_fail(p->ctx, late->file->doc, late->number_at,
                       "the extensions '%.*s' and '%.*s' of '%.*s' both have the number %d",
                       LC_PROTO_S(early->name), LC_PROTO_S(late->name),
                       LC_PROTO_S(late->extendee_full), (int)late->number);
}

static ctr_status mind_extensions(struct walk *w, const struct lc_proto_field *x)
{
    struct lc_proto *p = w->p;
    for (; x; x = x->next) {
        struct lc_str key;
        bool free;
        LC_TRY(may_extend(w, x, &free));
        if (!free) {
            return lc_doc_fail(p->ctx, x->file->doc, x->number_at,
                               "'%.*s' has no extensions with the number %d; 'extensions' says "
                               "which it has",
                               LC_PROTO_S(x->extendee_full), (int)x->number);
        }
        LC_TRY(key_of(p, x, &key));
        const struct lc_proto_field *other = lc_map_get(&w->numbers, key);
        if (other) {
            return say_both(p, other, x);
        }
        LC_TRY(lc_map_set(p->ctx, &w->numbers, key, (void *)(uintptr_t)x));
    }
    return CTR_OK;
}

static ctr_status mind_messages(struct walk *w, const struct lc_proto_message *m)
{
    for (; m; m = m->next) {
        LC_TRY(mind_ranges(w->p, m->file->doc, m->reserved, m->extensions));
        LC_TRY(mind_names(w->p, m->file->doc, m->reserved_names));
        LC_TRY(mind_enums(w->p, m->enums));
        LC_TRY(mind_extensions(w, m->extends));
        LC_TRY(mind_messages(w, m->messages));
    }
    return CTR_OK;
}

ctr_status lc_proto_twice(struct lc_proto *p)
{
    struct walk w = {.p = p, .numbers.seed = p->symbols.seed, .ranges.seed = p->symbols.seed};
    for (size_t i = 0; i < p->count; i++) {
        const struct lc_proto_file *f = p->files[i];
        if (f->doc) {
            LC_TRY(mind_messages(&w, f->messages));
            LC_TRY(mind_enums(p, f->enums));
            LC_TRY(mind_extensions(&w, f->extends));
        }
    }
    return CTR_OK;
}
