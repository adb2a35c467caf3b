/* Collecting findings: fingerprints, duplicates, directions, order. */
#include "spec/compare.h"

#include "base/sha256.h"
#include "codec/json_write.h"
#include "spec/spec.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FINGERPRINT = 16 };

bool lc_grace_eq(const struct lc_grace *a, const struct lc_grace *b)
{
    static const struct lc_grace none;

    a = a ? a : &none;
    b = b ? b : &none;
    return a->stable == b->stable && a->beta == b->beta;
}

ctr_status lc_grace_keep(struct lc_ctx *ctx, const struct lc_grace *grace,
                         const struct lc_grace **out)
{
    *out = NULL;
    if (lc_grace_eq(grace, NULL)) {
        return CTR_OK;
    }
    struct lc_grace *kept = lc_new(ctx, 1, sizeof *kept);
    if (!kept) {
        return CTR_E_NOMEM;
    }
    *kept = *grace;
    *out = kept;
    return CTR_OK;
}

bool lc_mode_asks(ctr_mode mode, ctr_direction direction)
{
    mode = lc_mode_step(mode);
    switch (direction) {
    case CTR_DIRECTION_BACKWARD:
        return mode != CTR_MODE_FORWARD;
    case CTR_DIRECTION_FORWARD:
        return mode == CTR_MODE_FORWARD || mode == CTR_MODE_FULL;
    case CTR_DIRECTION_BOTH:
    case CTR_DIRECTION_NEITHER:
    case CTR_DIRECTION_FORCE_INT32:
        break;
    }
    return true;
}

bool lc_cmp_asks(const struct lc_cmp *c, ctr_direction direction)
{
    return lc_mode_asks(c->mode, direction);
}

char *lc_finding_fingerprint(struct lc_ctx *ctx, const char *rule, const char *part,
                             const char *arguments)
{
    struct lc_hasher h;
    char *text = lc_new(ctx, FINGERPRINT + 1, 1);
    if (!text) {
        return NULL;
    }
    lc_sha256_begin(&h);
    lc_sha256_add(&h, rule, strlen(rule) + 1); /* the NULs separate */
    lc_sha256_add(&h, part, strlen(part) + 1);
    if (arguments) {
        lc_sha256_add(&h, arguments, strlen(arguments));
    }
    struct lc_sha256 hash = lc_sha256_end(&h);
    lc_hex(hash.bytes, FINGERPRINT / 2, text);
    return text;
}

static ctr_direction join(ctr_direction a, ctr_direction b)
{
    if (a == b || b == CTR_DIRECTION_NEITHER) {
        return a;
    }
    return a == CTR_DIRECTION_NEITHER ? b : CTR_DIRECTION_BOTH;
}

/* One difference seen twice is one finding: the heavier stays. */
static void merge(struct ctr_finding *old, const struct ctr_finding *again)
{
    ctr_direction both = join(old->direction, again->direction);
    bool shows_more = again->level == old->level && again->witness && !old->witness;
    if (again->level < old->level || shows_more) {
        *old = *again;
    }
    old->direction = both;
}

static ctr_status add(struct lc_cmp *c, const struct lc_ready *r, ctr_level level,
                      ctr_direction direction)
{
    const struct lc_told_what what = {lc_rule(r->rule)->id, r->part, r->arguments};
    if (!r->part || !r->message) {
        return lc_nomem(c->ctx);
    }
    struct ctr_finding f = {
        .rule = what.rule,
        .level = lc_cmp_asks(c, direction) ? level : CTR_LEVEL_INFO,
        .direction = direction,
        .part = r->part,
        .message = r->message,
        .place = {r->place[CTR_SIDE_OLD], r->place[CTR_SIDE_NEW]},
        .witness = r->witness,
        .accepted_by = r->accepted_by,
    };
    struct ctr_finding *seen = lc_told_find(&c->told, &what);
    if (seen) {
        f.fingerprint = seen->fingerprint;
        merge(seen, &f);
        return CTR_OK;
    }
    const char *arguments = lc_dup_c(c->ctx, r->arguments); /* some stand on the caller's stack */
    f.fingerprint = lc_finding_fingerprint(c->ctx, f.rule, r->part, r->arguments);
    if (!f.fingerprint || (r->arguments && !arguments)) {
        return CTR_E_NOMEM;
    }
    return lc_told_add(c->ctx, &c->told, &f, arguments);
}

const char *lc_cmp_change(struct lc_ctx *ctx, const char *what, const struct lc_value *from,
                          const struct lc_value *to)
{
    return lc_format(ctx, "%s %016llx > %016llx", what, (unsigned long long)lc_value_hash(from),
                     (unsigned long long)lc_value_hash(to));
}

/* NULL, or cut, where it is longer than `max` bytes. */
static const char *show(struct lc_ctx *ctx, const struct lc_value *value, size_t max, bool cut)
{
    struct lc_buf buf;
    const char *text = NULL;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_json_value(&buf, value);
    if (buf.status != CTR_OK) {
        lc_nomem(ctx);
    } else if (buf.size <= max) {
        text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    } else if (cut) {
        size_t size = max > 3 ? max - 3 : 0;
        while (size && ((unsigned char)buf.data[size] & 0xC0) == 0x80) {
            size--;
        }
        text = lc_format(ctx, "%.*s...", (int)size, buf.data);
    }
    lc_buf_free(&buf);
    return text;
}

const char *lc_cmp_json(struct lc_ctx *ctx, const struct lc_value *value, size_t most)
{
    return show(ctx, value, most, false);
}

const char *lc_cmp_show(struct lc_ctx *ctx, const struct lc_value *value, size_t max)
{
    return show(ctx, value, max, true);
}

ctr_status lc_cmp_place(struct lc_cmp *c, struct lc_node node, const struct lc_place **out)
{
    *out = NULL;
    if (!node.value) {
        return CTR_OK;
    }
    struct lc_place *p = lc_new(c->ctx, 1, sizeof *p);
    if (!p) {
        return CTR_E_NOMEM;
    }
    p->file = node.doc->file;
    p->pointer = lc_doc_pointer(c->ctx, node.doc, node.value);
    if (!p->pointer) {
        return CTR_E_NOMEM;
    }
    p->offset = node.value->offset;
    lc_doc_place(c->ctx, node.doc, node.value->offset, &p->line, &p->column);
    *out = p;
    return CTR_OK;
}

ctr_status lc_cmp_add(struct lc_cmp *c, enum lc_rule_id rule, ctr_level level,
                      const struct lc_part *part, struct lc_node old_node, struct lc_node new_node,
                      const char *arguments, const char *format, ...)
{
    char text[2048];
    va_list args;
    va_start(args, format);
    lc_format_into(text, sizeof text, format, args);
    va_end(args);
    struct lc_ready r = {.rule = rule, .arguments = arguments};
    c->offered++;
    r.part = lc_part_text(c->ctx, part);
    r.message = lc_dup_c(c->ctx, text);
    LC_TRY(lc_cmp_place(c, old_node, &r.place[CTR_SIDE_OLD]));
    LC_TRY(lc_cmp_place(c, new_node, &r.place[CTR_SIDE_NEW]));
    return add(c, &r, level ? level : lc_rule(rule)->level, lc_rule(rule)->direction);
}

ctr_status lc_cmp_add_ready(struct lc_cmp *c, const struct lc_ready *ready)
{
    struct lc_ready own = *ready;
    const struct lc_ready *r = &own;
    c->offered++;
    if (c->retell && !c->retell(c->retell_user, &own)) {
        return CTR_OK;
    }
    bool backward = r->backward != CTR_LEVEL_INFO;
    bool forward = r->forward != CTR_LEVEL_INFO;
    ctr_direction direction = backward && forward ? CTR_DIRECTION_BOTH
                              : backward          ? CTR_DIRECTION_BACKWARD
                              : forward           ? CTR_DIRECTION_FORWARD
                                                  : CTR_DIRECTION_NEITHER;
    ctr_level level = CTR_LEVEL_INFO;
    if (lc_cmp_asks(c, CTR_DIRECTION_BACKWARD) && r->backward < level) {
        level = r->backward;
    }
    if (lc_cmp_asks(c, CTR_DIRECTION_FORWARD) && r->forward < level) {
        level = r->forward;
    }
    return add(c, r, level, direction);
}

ctr_status lc_cmp_add_levels(struct lc_cmp *c, enum lc_rule_id rule, ctr_level backward,
                             ctr_level forward, const struct lc_part *part, struct lc_node old_node,
                             struct lc_node new_node, const char *arguments, const char *message)
{
    struct lc_ready r = {.rule = rule,
                         .backward = backward,
                         .forward = forward,
                         .arguments = arguments,
                         .message = message};
    r.part = lc_part_text(c->ctx, part);
    LC_TRY(lc_cmp_place(c, old_node, &r.place[CTR_SIDE_OLD]));
    LC_TRY(lc_cmp_place(c, new_node, &r.place[CTR_SIDE_NEW]));
    return lc_cmp_add_ready(c, &r);
}

/* ---- the end */

static const char *pointer_of(const struct ctr_finding *f)
{
    const struct lc_place *p =
        f->place[CTR_SIDE_OLD] ? f->place[CTR_SIDE_OLD] : f->place[CTR_SIDE_NEW];
    return p ? p->pointer : NULL;
}

static int in_order(const void *left, const void *right)
{
    const struct ctr_finding *a = *(const struct ctr_finding *const *)left;
    const struct ctr_finding *b = *(const struct ctr_finding *const *)right;
    if (a->level != b->level) {
        return a->level < b->level ? -1 : 1;
    }
    int by = strcmp(a->part, b->part);
    if (by == 0 && a->rule != b->rule) {
        by = strcmp(a->rule, b->rule);
    }
    if (by == 0) {
        by = lc_cstr_cmp(pointer_of(a), pointer_of(b));
    }
    return by != 0 ? by : strcmp(a->fingerprint, b->fingerprint);
}

static void count(struct lc_counts *counts, ctr_level level)
{
    switch (level) {
    case CTR_LEVEL_BREAKING:
        counts->breaking++;
        break;
    case CTR_LEVEL_UNDECIDED:
        counts->undecided++;
        break;
    case CTR_LEVEL_WARNING:
        counts->warning++;
        break;
    case CTR_LEVEL_INFO:
    case CTR_LEVEL_FORCE_INT32:
        counts->info++;
        break;
    }
}

/* The list is made of what `order` points to. */
static ctr_status settle(struct lc_ctx *ctx, const struct ctr_finding **order, size_t n,
                         struct ctr_diff *out)
{
    struct ctr_finding *list = lc_new(ctx, n + 1, sizeof *list);
    if (!list) {
        return CTR_E_NOMEM;
    }
    qsort(order, n, sizeof *order, in_order);
    for (size_t i = 0; i < n; i++) {
        list[i] = *order[i];
    }
    out->findings = list;
    out->count = n;
    out->counts = (struct lc_counts){0};
    for (size_t i = 0; i < n; i++) {
        if (lc_finding_counts(out, &list[i])) {
            count(&out->counts, list[i].level);
        }
    }
    out->verdict = lc_verdict_of(&out->counts);
    out->compatible = out->verdict == CTR_VERDICT_COMPATIBLE;
    out->bump = lc_bump_of(out);
    out->bump_reason = lc_bump_reason_of(out);
    return CTR_OK;
}

ctr_status lc_diff_settle(struct lc_ctx *ctx, const struct ctr_finding *findings, size_t n,
                          struct ctr_diff *out)
{
    const struct ctr_finding **order = lc_new(ctx, n + 1, sizeof *order);
    for (size_t i = 0; order && i < n; i++) {
        order[i] = &findings[i];
    }
    return order ? settle(ctx, order, n, out) : CTR_E_NOMEM;
}

ctr_status lc_cmp_finish(struct lc_cmp *c, ctr_format format, struct ctr_diff *out)
{
    size_t n = c->told.count;
    const struct ctr_finding **order = lc_new(c->ctx, n + 1, sizeof *order);
    for (size_t i = 0; order && i < n; i++) {
        order[i] = lc_told_at(&c->told, i);
    }
    *out = (struct ctr_diff){
        .format = format, .mode = c->mode, .profile = c->profile, .engine = LC_ENGINE};
    return order ? settle(c->ctx, order, n, out) : CTR_E_NOMEM;
}
