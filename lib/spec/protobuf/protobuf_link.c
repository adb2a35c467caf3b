/* Files of a protobuf document: imports followed, then all names, types, features, numbers. */
#include "spec/protobuf/protobuf.h"

#include "base/sha256.h"

/* ---- imports */

static ctr_status follow(struct lc_proto *p, struct lc_proto_file *f, struct lc_proto_import *i)
{
    struct lc_node target;
    struct lc_value here = lc_string_at(i->path, i->offset);
    LC_TRY(lc_proto_builtin(p, i->path, &i->file));
    if (i->file) {
        return CTR_OK;
    }
    LC_TRY(lc_bundle_file_at(p->ctx, p->bundle, (struct lc_node){f->doc, &here}, i->path, &target));
    i->file = lc_proto_file_of(target.doc);
    return CTR_OK;
}

/* Files of the bundle become ours as they are found; those built in come between them. */
static ctr_status take(struct lc_proto *p)
{
    for (size_t i = 0; i < p->bundle->count; i++) { /* grows while we go */
        struct lc_proto_file *f = lc_proto_file_of(&p->bundle->files[i]->doc);
        f->path = p->bundle->files[i]->path;
        LC_TRY(lc_proto_add_file(p, f));
        for (struct lc_proto_import *m = f->imports; m; m = m->next) {
            LC_TRY(follow(p, f, m));
        }
    }
    p->own = p->bundle->count;
    return CTR_OK;
}

enum { NEW, OPEN, DONE };

struct visit {
    struct lc_proto *p;
    unsigned char *state;
    const struct lc_proto_import **next; /* by mark: where a file goes on */
    struct lc_proto_file **stack;
    size_t depth;
};

static void open_file(struct visit *v, struct lc_proto_file *f)
{
    v->state[f->mark] = OPEN;
    v->next[f->mark] = f->imports;
    v->stack[v->depth++] = f;
}

/* No file may import itself, over however many others. Without recursion: chains may be long. */
static ctr_status mind_cycles(struct lc_proto *p)
{
    struct visit v = {.p = p};
    v.state = lc_new(p->ctx, p->count, 1);
    v.next = lc_new(p->ctx, p->count, sizeof(void *));
    v.stack = lc_new(p->ctx, p->count + 1, sizeof(void *));
    if (!v.state || !v.next || !v.stack) {
        return CTR_E_NOMEM;
    }
    open_file(&v, p->files[0]);
    while (v.depth) {
        struct lc_proto_file *f = v.stack[v.depth - 1];
        const struct lc_proto_import *i = v.next[f->mark];
        if (!i) {
            v.state[f->mark] = DONE;
            v.depth--;
            continue;
        }
        v.next[f->mark] = i->next;
        if (v.state[i->file->mark] == OPEN) {
            return lc_doc_fail(p->ctx, f->doc, i->offset,
                               "import of '%.*s' leads back to this file", LC_PROTO_S(i->path));
        }
        if (v.state[i->file->mark] == NEW) {
            open_file(&v, i->file);
        }
    }
    return CTR_OK;
}

/* ---- which names a file may use: its own, those it imports, and what these import publicly */

bool lc_proto_sees(const unsigned char *bits, const struct lc_proto_file *f)
{
    return bits[f->mark / 8] & (1u << (f->mark % 8));
}

static bool mark(unsigned char *bits, const struct lc_proto_file *f)
{
    bool was = lc_proto_sees(bits, f);
    bits[f->mark / 8] |= (unsigned char)(1u << (f->mark % 8));
    return !was;
}

void lc_proto_see(unsigned char *bits, const struct lc_proto_file **stack,
                  const struct lc_proto_file *f)
{
    size_t depth = 0;
    if (mark(bits, f)) {
        stack[depth++] = f;
    }
    while (depth) {
        f = stack[--depth];
        for (const struct lc_proto_import *i = f->imports; i; i = i->next) {
            if (i->is_public && mark(bits, i->file)) {
                stack[depth++] = i->file;
            }
        }
    }
}

static ctr_status look_around(struct lc_proto *p)
{
    const struct lc_proto_file **stack = lc_new(p->ctx, p->count + 1, sizeof *stack);
    p->sees = lc_new(p->ctx, p->count, sizeof *p->sees);
    if (!stack || !p->sees) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < p->count; i++) {
        const struct lc_proto_file *f = p->files[i];
        unsigned char *bits = f->doc ? lc_new(p->ctx, p->count / 8 + 1, 1) : NULL;
        if (f->doc && !bits) {
            return CTR_E_NOMEM;
        }
        p->sees[i] = bits;
        if (!f->doc) {
            continue;
        }
        mark(bits, f);
        for (const struct lc_proto_import *m = f->imports; m; m = m->next) {
            lc_proto_see(bits, stack, m->file);
        }
    }
    return CTR_OK;
}

ctr_status lc_proto_link(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_proto *out)
{
    *out = (struct lc_proto){.ctx = ctx, .bundle = b};
    b->link = "import";
    lc_random(NULL, &out->symbols.seed, sizeof out->symbols.seed);
    LC_TRY(take(out));
    LC_TRY(mind_cycles(out));
    LC_TRY(look_around(out));
    for (size_t i = 0; i < out->count; i++) {
        LC_TRY(out->files[i]->doc ? lc_proto_declare(out, out->files[i]) : CTR_OK);
    }
    for (size_t i = 0; i < out->count; i++) {
        struct lc_proto_file *f = out->files[i];
        if (f->doc) {
            LC_TRY(lc_proto_resolve(out, f));
            LC_TRY(lc_proto_settle(out, f));
        }
    }
    for (size_t i = 0; i < out->count; i++) { /* which looks at enums of other files, too */
        LC_TRY(out->files[i]->doc ? lc_proto_check(out, out->files[i]) : CTR_OK);
    }
    return lc_proto_twice(out);
}
