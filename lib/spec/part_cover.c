/*
 * Which finding hits which used part: addresses are taken apart and held against each other.
 */
#include "spec/part.h"

/* An address taken apart: the operation, what it names of it, and the pointer into the data. */
struct address {
    struct lc_str operation;
    struct lc_str inside;  /* "response 200" */
    struct lc_str media;   /* "application/json", where several were to be told apart */
    struct lc_str pointer; /* from its '/' on */
};

/* Length of the first word, without the space behind it. A name between braces is one. */
static size_t word(struct lc_str s)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] != ' ') {
        const char *end = s.ptr[n] == '{' ? memchr(s.ptr + n, '}', s.len - n) : NULL;
        n = end ? (size_t)(end - s.ptr) + 1 : n + 1;
    }
    return n;
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

static bool is_method(struct lc_str s)
{
    static const char *const names[] = {"GET",     "PUT",  "POST",  "DELETE",
                                        "OPTIONS", "HEAD", "PATCH", "TRACE"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (first_word_is(s, names[i])) {
            return true;
        }
    }
    return false;
}

/* Behind the method that ends "webhook NAME METHOD" or "callback NAME EXPRESSION METHOD", where
 * names may be of several words; `least` of them stand before it. */
static struct lc_str behind_method(struct lc_str s, int least)
{
    struct lc_str rest = skip_words(s, least);
    while (rest.len && !is_method(rest)) {
        rest = skip_words(rest, 1);
    }
    return skip_words(rest.len ? rest : skip_words(s, least), 1);
}

static struct address parse(struct lc_str all)
{
    if (all.len && all.ptr[0] == '/') {
        return (struct address){.pointer = all};
    }
    struct lc_str rest = first_word_is(all, "webhook") ? behind_method(all, 2) : skip_words(all, 2);
    while (first_word_is(rest, "callback")) {
        rest = behind_method(rest, 3);
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

/* By who uses it. */
static bool is_answered(struct lc_str operation)
{
    return first_word_is(operation, "webhook") ||
           first_word_is(skip_words(operation, 2), "callback");
}

/* The first token of a pointer, which it goes on behind. */
static struct lc_str take_token(struct lc_str *pointer)
{
    struct lc_str rest = lc_str_n(pointer->ptr + 1, pointer->len - 1);
    const char *slash = rest.len ? memchr(rest.ptr, '/', rest.len) : NULL;
    size_t n = slash ? (size_t)(slash - rest.ptr) : rest.len;
    *pointer = lc_str_n(rest.ptr + n, rest.len - n);
    return lc_str_n(rest.ptr, n);
}

static bool is_index(struct lc_str token)
{
    bool digits = token.len > 0;
    for (size_t i = 0; digits && i < token.len; i++) {
        digits = token.ptr[i] >= '0' && token.ptr[i] <= '9';
    }
    return digits;
}

/* Who uses the values of a map, or items, uses those that have a name or a place of their own in
 * one of the editions. */
static bool token_meets(struct lc_str finding, struct lc_str used)
{
    return lc_str_eq(finding, used) || lc_str_is(used, "{}") ||
           (lc_str_is(used, "*") && is_index(finding));
}

/* One leads to the other, or to what is around it. */
static bool pointer_meets(struct lc_str finding, struct lc_str used)
{
    if (finding.len <= 1 || used.len <= 1) { /* none, or the root */
        return true;
    }
    while (finding.len && used.len) {
        if (!token_meets(take_token(&finding), take_token(&used))) {
            return false;
        }
    }
    return true;
}

/* Something is asked there of who uses the operation: he sends it. Who answers a webhook or a
 * callback sends the response. */
static bool request_side(const struct address *a)
{
    static const char *const words[] = {"query", "path", "header", "cookie", "body", "input"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (first_word_is(a->inside, words[i])) {
            return true;
        }
    }
    return first_word_is(a->inside, "response") && is_answered(a->operation);
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
    if (whole_operation(finding) || whole_operation(used) || request_side(finding) ||
        (sent.len && word_prefix(sent, used->inside))) {
        return true;
    }
    if (finding->media.len && used->media.len && !lc_str_eq(finding->media, used->media)) {
        return false; /* one who names no media type may rely on any */
    }
    if (lc_str_eq(finding->inside, used->inside)) {
        return pointer_meets(finding->pointer, used->pointer);
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
        const bool name = at < end && *at == '{' && at[1] != '$'; /* that is an expression */
        const char *close = name ? memchr(at, '}', (size_t)(end - at)) : NULL;
        *to++ = *at;
        at = close ? close : at + 1;
    }
    if (text) {
        *to = '\0';
    }
    return text;
}
