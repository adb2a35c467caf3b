/*
 * Parts as text, and which finding hits which used part.
 */
#include "spec/part.h"

#include "codec/value.h"

#include <stdio.h>

/* ---- text: measured first, then written from its end to its beginning */

struct ink {
    char *at; /* NULL while measuring */
    size_t size;
};

static void put(struct ink *ink, const char *bytes, size_t size)
{
    ink->size += size;
    if (ink->at && size) {
        ink->at -= size;
        memcpy(ink->at, bytes, size);
    }
}

/* A token of the pointer, escaped as RFC 6901 says; a NUL must not end the C string. */
static void put_key(struct ink *ink, struct lc_str key)
{
    size_t end = key.len;
    for (size_t i = key.len; i-- > 0;) {
        const char *escape = lc_pointer_escape(key.ptr[i]);
        if (escape) {
            put(ink, key.ptr + i + 1, end - i - 1);
            put(ink, escape, strlen(escape));
            end = i;
        }
    }
    put(ink, key.ptr, end);
}

static void put_frame(struct ink *ink, const struct lc_part *part)
{
    char number[16];
    switch (part->kind) {
    case LC_PART_WORDS:
        put(ink, part->text.ptr, part->text.len);
        break;
    case LC_PART_KEY:
        put_key(ink, part->text);
        break;
    case LC_PART_ITEM:
        put(ink, "*", 1);
        break;
    case LC_PART_TUPLE: {
        int n = snprintf(number, sizeof number, "%u", (unsigned)part->index);
        put(ink, number, (size_t)n);
        break;
    }
    case LC_PART_MAP:
        put(ink, "{}", 2);
        break;
    }
}

static void put_all(struct ink *ink, const struct lc_part *part)
{
    if (!part) {
        put(ink, "/", 1);
    }
    for (; part; part = part->parent) {
        put_frame(ink, part);
        if (part->kind != LC_PART_WORDS) {
            put(ink, "/", 1);
        }
        if (part->parent && (part->kind == LC_PART_WORDS || part->parent->kind == LC_PART_WORDS)) {
            put(ink, " ", 1);
        }
    }
}

const char *lc_part_text(struct lc_ctx *ctx, const struct lc_part *part)
{
    struct ink ink = {NULL, 0};
    put_all(&ink, part);
    char *text = lc_arena_alloc(&ctx->arena, ink.size + 1);
    if (!text) {
        lc_nomem(ctx);
        return NULL;
    }
    text[ink.size] = '\0';
    ink.at = text + ink.size;
    put_all(&ink, part);
    return text;
}

/* ---- cover */

/* An address taken apart: the operation, what it names of it, and the pointer into the data. */
struct address {
    struct lc_str operation;
    struct lc_str inside;  /* "response 200" */
    struct lc_str media;   /* "application/json", where several were to be told apart */
    struct lc_str pointer; /* from its '/' on */
};

/* Length of the first word, without the space behind it. */
static size_t word(struct lc_str s)
{
    const char *space = s.len ? memchr(s.ptr, ' ', s.len) : NULL;
    return space ? (size_t)(space - s.ptr) : s.len;
}

static struct lc_str skip_words(struct lc_str s, int count)
{
    while (count-- > 0 && s.len) {
        size_t n = word(s);
        n += n < s.len;
        s = lc_str_n(s.ptr + n, s.len - n);
    }
    return s;
}

/* What lies before `rest` in `s`, without the space between. */
static struct lc_str before(struct lc_str s, struct lc_str rest)
{
    size_t n = s.len - rest.len;
    return lc_str_n(s.ptr, n && rest.len ? n - 1 : n);
}

static bool first_word_is(struct lc_str s, const char *text)
{
    return lc_str_is(lc_str_n(s.ptr, word(s)), text);
}

/* A media type, the only thing inside an operation with a slash in it, stands last. */
static void cut_media(struct address *a)
{
    struct lc_str rest = a->inside;
    while (rest.len && !memchr(rest.ptr, '/', word(rest))) {
        rest = skip_words(rest, 1);
    }
    a->media = rest;
    a->inside = before(a->inside, rest);
}

static struct address parse(struct lc_str all)
{
    if (all.len && all.ptr[0] == '/') {
        return (struct address){.pointer = all};
    }
    struct lc_str rest = skip_words(all, first_word_is(all, "webhook") ? 3 : 2);
    while (first_word_is(rest, "callback")) {
        rest = skip_words(rest, 4);
    }
    struct address a = {.operation = before(all, rest)};
    struct lc_str inside = rest;
    while (rest.len && rest.ptr[0] != '/') {
        rest = skip_words(rest, 1);
    }
    a.inside = before(inside, rest);
    a.pointer = rest;
    cut_media(&a);
    return a;
}

/* Equal but for the names between braces. How many bytes of each were the same goes to *same. */
static bool same_operation(struct lc_str a, struct lc_str b, size_t *same_a, size_t *same_b)
{
    size_t i = 0;
    size_t k = 0;
    while (i < a.len && k < b.len && a.ptr[i] == b.ptr[k]) {
        const char *end_a = a.ptr[i] == '{' ? memchr(a.ptr + i, '}', a.len - i) : NULL;
        const char *end_b = b.ptr[k] == '{' ? memchr(b.ptr + k, '}', b.len - k) : NULL;
        if (end_a && end_b) {
            i = (size_t)(end_a - a.ptr);
            k = (size_t)(end_b - b.ptr);
        }
        i++;
        k++;
    }
    *same_a = i;
    *same_b = k;
    return i == a.len && k == b.len;
}

/* `whole` begins with all of `head`, and goes on behind a space (or is over). */
static bool word_prefix(struct lc_str head, struct lc_str whole)
{
    return lc_str_starts(whole, head) &&
           (head.len == 0 || whole.len == head.len || whole.ptr[head.len] == ' ');
}

static bool pointer_prefix(struct lc_str head, struct lc_str whole)
{
    if (head.len <= 1) { /* none, or the root */
        return true;
    }
    return lc_str_starts(whole, head) && (whole.len == head.len || whole.ptr[head.len] == '/');
}

static bool request_side(struct lc_str inside)
{
    static const char *const words[] = {"query", "path", "header", "cookie", "body", "input"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (first_word_is(inside, words[i])) {
            return true;
        }
    }
    return false;
}

/* Of AsyncAPI: the message that is sent to the application, "message placed" where it receives and
 * "reply message done" where it sends; NULL where it is not one. */
static struct lc_str sent_message(const struct address *a)
{
    bool receives = first_word_is(a->operation, "receive");
    bool sends = first_word_is(a->operation, "send");
    struct lc_str rest = a->inside;
    struct lc_str none = {NULL, 0};
    if (sends && first_word_is(rest, "reply")) {
        rest = skip_words(rest, 1);
    } else if (!receives) {
        return none;
    }
    if (!first_word_is(rest, "message")) {
        return none;
    }
    return before(a->inside, skip_words(rest, 2));
}

static bool whole_operation(const struct address *a)
{
    return a->inside.len == 0 && a->pointer.len == 0;
}

/* The same operation: what is said inside it? */
static bool hits_inside(const struct address *finding, const struct address *used)
{
    const struct lc_str sent = sent_message(finding);
    if (whole_operation(finding) || whole_operation(used) || request_side(finding->inside) ||
        (sent.len && word_prefix(sent, used->inside))) {
        return true;
    }
    if (finding->media.len && used->media.len && !lc_str_eq(finding->media, used->media)) {
        return false; /* one who names no media type may rely on any */
    }
    if (lc_str_eq(finding->inside, used->inside)) {
        return pointer_prefix(finding->pointer, used->pointer) ||
               pointer_prefix(used->pointer, finding->pointer);
    }
    return (finding->pointer.len == 0 && word_prefix(finding->inside, used->inside)) ||
           (used->pointer.len == 0 && word_prefix(used->inside, finding->inside));
}

/* Names of a schema, "Order.status", "Query.orders(first)": no operation, no pointer. */
static bool is_dotted(struct lc_str text)
{
    return text.len && text.ptr[0] != '/' && !memchr(text.ptr, ' ', text.len);
}

static bool dotted_prefix(struct lc_str head, struct lc_str whole)
{
    return lc_str_starts(whole, head) &&
           (whole.len == head.len || whole.ptr[head.len] == '.' || whole.ptr[head.len] == '(');
}

/* Of AsyncAPI: what is said of a server is said of all that goes over it. */
static bool of_servers(struct lc_str text)
{
    return first_word_is(text, "server");
}

static bool of_channel(struct lc_str text)
{
    return first_word_is(text, "send") || first_word_is(text, "receive") ||
           first_word_is(text, "channel");
}

static bool hits(struct lc_str finding, struct lc_str used)
{
    if (lc_str_is(used, "/") || lc_str_is(finding, "/")) {
        return true; /* the whole */
    }
    if (is_dotted(finding) && is_dotted(used)) {
        return dotted_prefix(finding, used) || dotted_prefix(used, finding);
    }
    if (of_servers(finding) && of_channel(used)) {
        return true;
    }
    struct address f = parse(finding);
    struct address u = parse(used);
    size_t same_f;
    size_t same_u;
    if (same_operation(f.operation, u.operation, &same_f, &same_u)) {
        return hits_inside(&f, &u);
    }
    /* one is an operation that holds the other, a callback */
    if (same_f == f.operation.len && f.operation.len && u.operation.ptr[same_u] == ' ') {
        return whole_operation(&f);
    }
    if (same_u == u.operation.len && u.operation.len && f.operation.ptr[same_f] == ' ') {
        return whole_operation(&u);
    }
    return false;
}

bool lc_part_hits(const char *finding, const char *used)
{
    return hits(lc_str(finding), lc_str(used));
}

/* Up to and without the last of `ends`; `whole` if it has none. */
static struct lc_str cut_last(struct lc_str text, const char *ends, struct lc_str whole)
{
    for (size_t i = text.len; i-- > 1;) {
        if (strchr(ends, text.ptr[i])) {
            return lc_str_n(text.ptr, i);
        }
    }
    return whole;
}

bool lc_part_hits_around(const char *finding, const char *used)
{
    const struct lc_str whole = LC_STR("/");
    const struct lc_str part = lc_str(finding);
    const struct address a = parse(part);
    struct lc_str around = whole;

    if (is_dotted(part)) {
        around = cut_last(part, ".(", whole);
    } else if (a.pointer.len > 1) {
        struct lc_str object = cut_last(a.pointer, "/", lc_str_n(a.pointer.ptr, 0));
        struct lc_str outside = before(part, a.pointer);
        around = object.len    ? lc_str_n(part.ptr, part.len - a.pointer.len + object.len)
                 : outside.len ? outside
                               : whole;
    } else if (a.inside.len) {
        around = a.operation;
    }
    return hits(around, lc_str(used));
}

const char *lc_part_unnamed(struct lc_ctx *ctx, const char *part)
{
    struct lc_str operation = parse(lc_str(part)).operation;
    const char *end = operation.len ? operation.ptr + operation.len : part;

    if (is_dotted(lc_str(part)) || !memchr(part, '{', (size_t)(end - part))) {
        return part;
    }
    char *text = lc_dup(ctx, lc_str(part));
    char *to = text;
    for (const char *at = part; text && *at;) {
        const char *close = at < end && *at == '{' ? memchr(at, '}', (size_t)(end - at)) : NULL;
        *to++ = *at;
        at = close ? close : at + 1;
    }
    if (text) {
        *to = '\0';
    }
    return text;
}
