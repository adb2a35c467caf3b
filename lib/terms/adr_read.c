/* Decision records out of Markdown. */
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "terms/adr.h"

enum { LARGEST = 1 << 20 };

const struct lc_word lc_words_adr_status[] = {
    {LC_ADR_PROPOSED, "proposed"},     {LC_ADR_ACCEPTED, "accepted"},
    {LC_ADR_REJECTED, "rejected"},     {LC_ADR_DEFERRED, "deferred"},
    {LC_ADR_DEPRECATED, "deprecated"}, {LC_ADR_SUPERSEDED, "superseded"},
    {LC_ADR_ACCEPTED, "approved"},     {0, NULL}};

/* A record being read, line by line. */
struct reading {
    struct lc_ctx *ctx;
    struct lc_doc doc;
    struct ctr_adr *out;
    struct lc_str rest;
    struct lc_str line;           /* the one at hand, without its end */
    struct lc_buf more;           /* lines of the front matter that are not known */
    struct lc_buf preamble;       /* lines between title and first heading that are no facts */
    uint32_t parts[LC_ADR_PARTS]; /* offset of the heading, plus 1 */
    char fence;                   /* '`' or '~' in a block of code; 0 = in none */
};

static uint32_t here(const struct reading *r)
{
    return (uint32_t)(r->line.ptr - r->doc.text.ptr);
}

static bool next_line(struct reading *r)
{
    if (!r->rest.len) {
        return false;
    }
    if (!lc_str_cut(r->rest, '\n', &r->line, &r->rest)) {
        r->line = r->rest;
        r->rest.ptr += r->rest.len;
        r->rest.len = 0;
    }
    while (r->line.len && r->line.ptr[r->line.len - 1] == '\r') {
        r->line.len--;
    }
    return true;
}

static const char *lower(struct lc_ctx *ctx, struct lc_str text)
{
    const char *copy = lc_dup(ctx, text);
    return copy ? lc_lower(ctx, copy) : NULL;
}

ctr_status lc_adr_add(struct lc_ctx *ctx, struct lc_adr_items *items, struct lc_str text)
{
    const char *copy = lc_dup(ctx, text);
    items->at = lc_grow(ctx, items->at, items->count, &items->room, sizeof *items->at);
    if (!items->at || !copy) {
        return CTR_E_NOMEM;
    }
    items->at[items->count++] = copy;
    return CTR_OK;
}

/* ---- facts: lines "key: value", in the front matter or as a list under the title ---- */

/* The next of a list: quoted, or up to a comma. False at its end. */
static bool next_item(struct lc_str *rest, struct lc_buf *buf)
{
    lc_buf_clear(buf);
    *rest = lc_str_trim(*rest);
    if (!rest->len) {
        return false;
    }
    char quote = rest->ptr[0];
    size_t at = 0;
    if (quote == '"' || quote == '\'') {
        for (at = 1; at < rest->len && rest->ptr[at] != quote; at++) {
            at += quote == '"' && rest->ptr[at] == '\\' && at + 1 < rest->len;
            lc_buf_char(buf, rest->ptr[at]);
        }
        at += at < rest->len;
    }
    while (at < rest->len && rest->ptr[at] != ',') {
        lc_buf_char(buf, rest->ptr[at++]);
    }
    at += at < rest->len;
    rest->ptr += at;
    rest->len -= at;
    return true;
}

static ctr_status split(struct lc_ctx *ctx, struct lc_str text, struct lc_adr_items *out)
{
    struct lc_buf buf;
    ctr_status status = CTR_OK;

    if (text.len > 1 && text.ptr[0] == '[' && text.ptr[text.len - 1] == ']') {
        text = lc_str_n(text.ptr + 1, text.len - 2);
    }
    lc_buf_init(&buf, &ctx->alloc, LARGEST);
    while (status == CTR_OK && next_item(&text, &buf)) {
        struct lc_str item = lc_str_trim(lc_str_n(buf.data, buf.size));
        status = item.len ? lc_adr_add(ctx, out, item) : CTR_OK;
    }
    if (buf.status != CTR_OK && status == CTR_OK) {
        status = lc_nomem(ctx);
    }
    lc_buf_free(&buf);
    return status;
}

/* A single value without its quotes. */
static ctr_status unquote(struct lc_ctx *ctx, struct lc_str text, const char **out)
{
    struct lc_adr_items one = {NULL, 0, 0};
    bool quoted = text.len > 1 && (text.ptr[0] == '"' || text.ptr[0] == '\'');

    *out = NULL;
    if (quoted) {
        LC_TRY(split(ctx, text, &one));
        *out = one.count ? one.at[0] : "";
        return CTR_OK;
    }
    *out = lc_dup(ctx, text);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status read_status(struct reading *r, const char *text)
{
    static const char by[] = "superseded by ";
    const char *low = lc_lower(r->ctx, text);

    if (!low) {
        return CTR_E_NOMEM;
    }
    if (lc_str_starts(lc_str(low), lc_str(by))) {
        struct lc_str rest = lc_str_trim(lc_str(text + sizeof by - 1));
        r->out->status = LC_ADR_SUPERSEDED;
        r->out->superseded_by = lc_dup(r->ctx, rest);
        return r->out->superseded_by ? CTR_OK : CTR_E_NOMEM;
    }
    const char *word = lc_dup(r->ctx, lc_str_trim(lc_str(text)));
    if (word && lc_word_parse(lc_words_adr_status, word, &r->out->status)) {
        return CTR_OK;
    }
    return lc_doc_fail(r->ctx, &r->doc, here(r),
                       "'%.80s' is no status of a decision record; wanted proposed, accepted, "
                       "rejected, deferred, deprecated, or superseded by what",
                       text);
}

static ctr_status read_date(struct reading *r, const char *text)
{
    int64_t day;
    char date[LC_DATE_TEXT];

    if (!lc_date_parse(lc_str_trim(lc_str(text)), &day)) {
        return lc_doc_fail(r->ctx, &r->doc, here(r),
                           "'%.80s' is no date that exists; wanted such as 2026-01-31", text);
    }
    r->out->date = lc_dup_c(r->ctx, lc_date_format(day, date));
    return r->out->date ? CTR_OK : CTR_E_NOMEM;
}

/* Take a fact; *known is false if the key is none of ours. */
static ctr_status fact(struct reading *r, struct lc_str key, struct lc_str value, bool *known)
{
    static const struct {
        const char *key;
        enum lc_adr_list list;
    } lists[] = {
        {"decision-makers", LC_ADR_MAKERS}, {"deciders", LC_ADR_MAKERS},
        {"consulted", LC_ADR_CONSULTED},    {"informed", LC_ADR_INFORMED},
        {"supersedes", LC_ADR_SUPERSEDES},
    };
    const char *name = lower(r->ctx, lc_str_trim(key));
    const char *text;

    value = lc_str_trim(value);
    *known = true;
    if (!name) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (strcmp(name, lists[i].key) == 0) {
            return split(r->ctx, value, &r->out->lists[lists[i].list]);
        }
    }
    *known = strcmp(name, "status") == 0 || strcmp(name, "date") == 0;
    if (!*known || !value.len) {
        return CTR_OK;
    }
    LC_TRY(unquote(r->ctx, value, &text));
    return name[0] == 's' ? read_status(r, text) : read_date(r, text);
}

static bool is_rule(struct lc_str line)
{
    return lc_str_is(lc_str_trim(line), "---") && line.ptr[0] == '-';
}

static bool goes_on(struct lc_str line)
{
    return line.len && (line.ptr[0] == ' ' || line.ptr[0] == '-' || line.ptr[0] == '\t');
}

/* "  - name" behind a key that is a list. */
static ctr_status block_item(struct reading *r, struct lc_adr_items *list)
{
    struct lc_str item = lc_str_trim(r->line);
    if (item.len < 2 || item.ptr[0] != '-' || item.ptr[1] != ' ') {
        return lc_doc_fail(r->ctx, &r->doc, here(r),
                           "is no item of the list above; wanted '- NAME'");
    }
    return split(r->ctx, lc_str_n(item.ptr + 2, item.len - 2), list);
}

static void keep(struct reading *r)
{
    lc_buf_add(&r->more, r->line.ptr, r->line.len);
    lc_buf_char(&r->more, '\n');
}

static struct lc_adr_items *list_of(struct reading *r, struct lc_str key)
{
    static const char *const keys[LC_ADR_LISTS] = {"decision-makers", "consulted", "informed",
                                                   "supersedes"};
    for (int i = 0; i < LC_ADR_LISTS; i++) {
        if (lc_str_eq_nocase(lc_str_trim(key), lc_str(keys[i]))) {
            return &r->out->lists[i];
        }
    }
    return lc_str_eq_nocase(lc_str_trim(key), lc_str("deciders")) ? &r->out->lists[LC_ADR_MAKERS]
                                                                  : NULL;
}

static ctr_status matter_line(struct reading *r, struct lc_adr_items **list, bool *unknown)
{
    struct lc_str key, value;
    bool known;

    if (goes_on(r->line) && *list) {
        return block_item(r, *list);
    }
    if (goes_on(r->line) && *unknown) {
        keep(r);
        return CTR_OK;
    }
    if (!lc_str_trim(r->line).len || r->line.ptr[0] == '#') {
        return CTR_OK; /* comments of a template */
    }
    if (goes_on(r->line) || !lc_str_cut(r->line, ':', &key, &value) || !lc_str_trim(key).len) {
        return lc_doc_fail(r->ctx, &r->doc, here(r),
                           "is no line of the front matter; wanted KEY: VALUE, or --- to end it");
    }
    LC_TRY(fact(r, key, value, &known));
    *list = known ? list_of(r, key) : NULL;
    *unknown = !known;
    if (!known) {
        keep(r);
    }
    return CTR_OK;
}

static ctr_status front_matter(struct reading *r)
{
    struct reading at = *r;
    struct lc_adr_items *list = NULL;
    bool unknown = false;

    if (!next_line(&at) || !is_rule(at.line)) {
        return CTR_OK;
    }
    next_line(r);
    uint32_t start = here(r);
    while (next_line(r)) {
        if (is_rule(r->line)) {
            return CTR_OK;
        }
        LC_TRY(matter_line(r, &list, &unknown));
    }
    return lc_doc_fail(r->ctx, &r->doc, start,
                       "begins a front matter that does not end; wanted a "
                       "line ---");
}

/* ---- headings ---- */

/* Level of a heading, 0 if the line is none; *title is its text. Looks after fences. */
static int heading(struct reading *r, struct lc_str *title)
{
    struct lc_str line = lc_str_trim(r->line);
    bool mark = line.len > 2 && (line.ptr[0] == '`' || line.ptr[0] == '~') &&
                line.ptr[1] == line.ptr[0] && line.ptr[2] == line.ptr[0];
    size_t level = 0;

    if (mark && (!r->fence || r->fence == line.ptr[0])) {
        r->fence = r->fence ? 0 : line.ptr[0];
        return 0;
    }
    while (level < r->line.len && r->line.ptr[level] == '#') {
        level++;
    }
    if (r->fence || level < 1 || level > 6 || level >= r->line.len || r->line.ptr[level] != ' ') {
        return 0;
    }
    *title = lc_str_trim(lc_str_n(r->line.ptr + level, r->line.len - level));
    return title->len ? (int)level : 0;
}

static const struct {
    const char *heading;
    enum lc_adr_part part;
} headings[] = {
    {"Context and Problem Statement", LC_ADR_CONTEXT},
    {"Context", LC_ADR_CONTEXT},
    {"Decision Drivers", LC_ADR_DRIVERS},
    {"Considered Options", LC_ADR_OPTIONS},
    {"Options", LC_ADR_OPTIONS},
    {"Decision Outcome", LC_ADR_OUTCOME},
    {"Decision", LC_ADR_OUTCOME},
    {"Consequences", LC_ADR_CONSEQUENCES},
};

static int part_of(struct lc_str title, int level)
{
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++) {
        bool fits = level == 2 || (level == 3 && headings[i].part == LC_ADR_CONSEQUENCES);
        if (fits && lc_str_eq_nocase(title, lc_str(headings[i].heading))) {
            return (int)headings[i].part;
        }
    }
    return -1;
}

/* ---- bodies ---- */

/* Without blank lines at both ends and without CR at the ends of lines; NULL if nothing is left. */
static ctr_status body(struct lc_ctx *ctx, struct lc_str text, const char **out)
{
    char *copy = lc_dup(ctx, text);
    char *to = copy;

    if (!copy) {
        return CTR_E_NOMEM;
    }
    for (const char *from = copy; *from; from++) {
        while (*from == '\n' && to > copy && to[-1] == '\r') {
            to--;
        }
        *to++ = *from;
    }
    while (to > copy && (to[-1] == '\n' || to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r')) {
        to--;
    }
    *to = '\0';
    const char *begin = copy;
    for (const char *c = copy; *c == '\n' || *c == ' ' || *c == '\t' || *c == '\r'; c++) {
        begin = *c == '\n' ? c + 1 : begin;
    }
    *out = *begin ? begin : NULL;
    return CTR_OK;
}

static bool is_bullet(struct lc_str line, struct lc_str *text)
{
    size_t at = 0;
    while (at < line.len && line.ptr[at] >= '0' && line.ptr[at] <= '9') {
        at++;
    }
    bool number = at > 0 && at < line.len && (line.ptr[at] == '.' || line.ptr[at] == ')');
    bool mark = at == 0 && line.len && strchr("*-+", line.ptr[0]);
    if ((!number && !mark) || at + 1 >= line.len || line.ptr[at + 1] != ' ') {
        return false;
    }
    *text = lc_str_trim(lc_str_n(line.ptr + at + 1, line.len - at - 1));
    return text->len > 0;
}

ctr_status lc_adr_list_items(struct lc_ctx *ctx, const char *text, struct lc_adr_items *out)
{
    struct lc_str rest = lc_str(text);
    struct lc_str line, item;

    while (rest.len) {
        if (!lc_str_cut(rest, '\n', &line, &rest)) {
            line = rest;
            rest.len = 0;
        }
        struct lc_str words = lc_str_trim(line);
        if (is_bullet(line, &item)) {
            LC_TRY(lc_adr_add(ctx, out, item));
        } else if (words.len && out->count && line.ptr[0] == ' ') {
            const char **last = &out->at[out->count - 1];
            *last = lc_format(ctx, "%s %.*s", *last, (int)words.len, words.ptr);
            if (!*last) {
                return CTR_E_NOMEM;
            }
        }
    }
    return CTR_OK;
}

/* ---- the whole ---- */

/* A section being read; part -2: the preamble. */
struct open_section {
    int part;
    struct lc_str title;
    int level;
    const char *begin;
};

/* A block of code that only the end of the file ends would swallow what is written behind it. */
static ctr_status close_fence(struct reading *r, const char **text)
{
    char f = r->fence;
    if (!f || !*text) {
        return CTR_OK;
    }
    *text = lc_format(r->ctx, "%s\n%c%c%c", *text, f, f, f);
    return *text ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status close_section(struct reading *r, const struct open_section *s, const char *end)
{
    struct ctr_adr *out = r->out;
    const char *text;

    if (s->part == -2) {
        text = lc_buf_cstr(&r->preamble);
        LC_TRY(text ? body(r->ctx, lc_str(text), &out->preamble) : lc_nomem(r->ctx));
        return close_fence(r, &out->preamble);
    }
    LC_TRY(body(r->ctx, lc_str_n(s->begin, (size_t)(end - s->begin)), &text));
    LC_TRY(close_fence(r, &text));
    if (s->part >= 0) {
        out->parts[s->part] = text ? text : "";
        return lc_adr_list_items(r->ctx, out->parts[s->part], &out->items[s->part]);
    }
    out->others =
        lc_grow(r->ctx, out->others, out->other_count, &out->other_room, sizeof *out->others);
    const char *title = lc_dup(r->ctx, s->title);
    if (!out->others || !title) {
        return CTR_E_NOMEM;
    }
    out->others[out->other_count++] = (struct lc_adr_section){title, text ? text : "", s->level};
    return CTR_OK;
}

static ctr_status open_section(struct reading *r, struct lc_str title, int level,
                               struct open_section *s)
{
    int part = part_of(title, level);

    if (part >= 0 && r->parts[part]) {
        return lc_doc_fail(r->ctx, &r->doc, here(r), "'%.*s' is there twice; leave one of them",
                           (int)title.len, title.ptr);
    }
    if (part >= 0) {
        r->parts[part] = here(r) + 1;
    }
    *s = (struct open_section){part, title, level, r->rest.ptr};
    return CTR_OK;
}

static ctr_status find_title(struct reading *r)
{
    struct lc_str title;
    uint32_t first = 0;

    while (next_line(r)) {
        int level = heading(r, &title);
        first = first ? first : here(r);
        if (level == 1) {
            r->out->title = lc_dup(r->ctx, title);
            return r->out->title ? CTR_OK : CTR_E_NOMEM;
        }
        if (lc_str_trim(r->line).len) {
            break;
        }
    }
    return lc_doc_fail(r->ctx, &r->doc, r->line.ptr ? here(r) : 0,
                       "is no decision record; wanted Markdown that begins with a line '# Title'");
}

/* "* Status: accepted" under the title, the layout of older records, is the same as a front matter;
 * the rest of the preamble stays. */
static ctr_status preamble_line(struct reading *r)
{
    struct lc_str key, value, item;
    bool known = false;

    if (!r->fence && is_bullet(r->line, &item) && lc_str_cut(item, ':', &key, &value)) {
        LC_TRY(fact(r, key, value, &known));
    }
    if (!known) {
        lc_buf_add(&r->preamble, r->line.ptr, r->line.len);
        lc_buf_char(&r->preamble, '\n');
    }
    return CTR_OK;
}

static ctr_status read_all(struct reading *r)
{
    struct open_section s = {.part = -2};
    struct lc_str title;

    LC_TRY(front_matter(r));
    LC_TRY(find_title(r));
    while (next_line(r)) {
        int level = heading(r, &title);
        LC_TRY(!level && s.part == -2 ? preamble_line(r) : CTR_OK);
        /* below a section that is ours, deeper headings belong to its text */
        bool inner = level > 2 && s.part >= 0 && part_of(title, level) < 0;
        if (level && !inner) {
            LC_TRY(close_section(r, &s, r->line.ptr));
            LC_TRY(open_section(r, title, level, &s));
        }
    }
    return close_section(r, &s, r->rest.ptr);
}

ctr_status lc_adr_read(struct lc_ctx *ctx, struct lc_str text, const char *file,
                       struct ctr_adr *out)
{
    struct reading r = {.ctx = ctx, .out = out, .rest = text};

    *out = (struct ctr_adr){0};
    r.doc = (struct lc_doc){.file = file, .text = text};
    if (text.len > LARGEST) {
        return lc_fail(ctx, CTR_E_LIMIT, "%s is larger than 1 MiB", file);
    }
    size_t valid = lc_utf8_check(text);
    if (valid != text.len || (text.len && memchr(text.ptr, '\0', text.len))) {
        return lc_fail(ctx, CTR_E_INPUT, "%s is no decision record: %s at byte %zu", file,
                       valid != text.len ? "no UTF-8" : "a NUL",
                       valid != text.len
                           ? valid
                           : (size_t)((const char *)memchr(text.ptr, '\0', text.len) - text.ptr));
    }
    if (text.len > 2 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0) {
        r.rest = lc_str_n(text.ptr + 3, text.len - 3);
    }
    lc_buf_init(&r.more, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_init(&r.preamble, &ctx->alloc, SIZE_MAX / 2);
    ctr_status status = read_all(&r);
    if (status == CTR_OK && (r.more.size || r.more.status != CTR_OK)) {
        const char *more = lc_buf_cstr(&r.more);
        out->more = more ? lc_dup_c(ctx, more) : NULL;
        status = out->more ? CTR_OK : lc_nomem(ctx);
    }
    lc_buf_free(&r.more);
    lc_buf_free(&r.preamble);
    return status == CTR_OK ? lc_adr_write(ctx, out) : status;
}
