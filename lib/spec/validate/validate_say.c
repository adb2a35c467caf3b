/* Why a value is not valid: the words, the way to the value, the place of the keyword. */
#include "spec/validate/validate_room.h"

#include <stdarg.h>
#include <stdio.h>

enum { CLIP = 60 };

struct lc_str lc_vclip(struct lc_str s)
{
    if (s.len > CLIP) {
        s.len = CLIP;
        while (s.len && ((unsigned char)s.ptr[s.len] & 0xC0) == 0x80) {
            s.len--;
        }
    }
    return s;
}

const char *lc_vshow(struct lc_vrun *r, const struct lc_value *value)
{
    const char *text = NULL;
    struct lc_value clipped = *value;
    if (r->quiet) {
        return "";
    }
    switch ((enum lc_value_kind)value->kind) {
    case LC_ARRAY:
        text =
            lc_format(r->ctx, "an array of %u item%s", value->count, value->count == 1 ? "" : "s");
        break;
    case LC_OBJECT:
        text = lc_format(r->ctx, "an object of %u propert%s", value->count,
                         value->count == 1 ? "y" : "ies");
        break;
    case LC_STRING:
        lc_set_raw(&clipped, lc_vclip(lc_raw(value)));
        text = lc_cmp_show(r->ctx, &clipped, SIZE_MAX);
        text = text ? lc_format(r->ctx, "the string %s%s", text,
                                clipped.count < value->count ? " (cut)" : "")
                    : NULL;
        break;
    case LC_NUMBER:
        lc_set_raw(&clipped, lc_vclip(lc_raw(value)));
        text = lc_format(r->ctx, "the number %.*s", (int)clipped.count, clipped.chars);
        break;
    case LC_NULL:
    case LC_FALSE:
    case LC_TRUE:
        text = lc_cmp_show(r->ctx, value, CLIP);
        break;
    }
    return text ? text : "";
}

uint32_t lc_voffset(const struct lc_spot *at)
{
    return at->value->offset;
}

/* ---- the way to a value, as a JSON pointer */

static size_t token_size(const struct lc_spot *at)
{
    char digits[16];
    size_t n = 1;
    if (at->step == LC_STEP_ITEM) {
        return n + (size_t)snprintf(digits, sizeof digits, "%u", at->index);
    }
    for (size_t i = 0; i < at->key.len; i++) {
        const char *escape = lc_pointer_escape(at->key.ptr[i]);
        n += escape ? strlen(escape) : 1;
    }
    return n;
}

static void write_token(const struct lc_spot *at, char *out)
{
    *out++ = '/';
    if (at->step == LC_STEP_ITEM) {
        char digits[16];
        int n = snprintf(digits, sizeof digits, "%u", at->index);
        memcpy(out, digits, (size_t)n);
        return;
    }
    for (size_t i = 0; i < at->key.len; i++) {
        const char *escape = lc_pointer_escape(at->key.ptr[i]);
        size_t n = escape ? strlen(escape) : 1;
        memcpy(out, escape ? escape : at->key.ptr + i, n);
        out += n;
    }
}

const char *lc_vpointer(struct lc_vrun *r, const struct lc_spot *at)
{
    size_t size = 0;
    for (const struct lc_spot *i = at; i->step != LC_STEP_ROOT; i = i->up) {
        size += token_size(i);
    }
    char *text = lc_new(r->ctx, size + 1, 1);
    for (const struct lc_spot *i = at; text && i->step != LC_STEP_ROOT; i = i->up) {
        size -= token_size(i);
        write_token(i, text + size);
    }
    return text ? text : "";
}

static size_t steps_to(const struct lc_spot *at)
{
    size_t n = 0;
    for (; at->step != LC_STEP_ROOT; at = at->up) {
        n++;
    }
    return n;
}

/* ---- recording */

bool lc_vfail(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_member *m,
              const struct lc_spot *at, const char *format, ...)
{
    if (r->status != CTR_OK || r->quiet || r->full) {
        return false;
    }
    if (r->count >= r->most) {
        r->full = true;
        return false;
    }
    struct lc_vfound *found =
        r->probing ? r->found : lc_grow(r->ctx, r->found, r->count, &r->room, sizeof *found);
    if (!found) {
        return lc_vstop(r, CTR_E_NOMEM);
    }
    va_list arguments;
    va_start(arguments, format);
    const char *message = lc_vformat(r->ctx, format, arguments);
    va_end(arguments);
    r->found = found;
    found[r->count] = (struct lc_vfound){
        .keyword = m ? lc_dup(r->ctx, lc_key(m)) : "false",
        .message = message,
        .pointer = lc_vpointer(r, at),
        .offset = lc_voffset(at),
        .schema = {s->node.doc, m ? &m->value : s->node.value},
        .depth = steps_to(at),
    };
    if (r->ctx->error) {
        return lc_vstop(r, ctr_error_status(r->ctx->error));
    }
    r->count++;
    r->full = !r->all || r->probing; /* nobody asked how many more there are */
    return false;
}
