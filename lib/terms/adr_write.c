/* Decision records as Markdown, and their shape. */
#include "terms/adr.h"

#include "base/buf.h"

static const struct lc_field section_fields[] = {
    LC_FIELD_OF(lc_adr_section, "heading", LC_KIND_STR, heading),
    LC_FIELD_OF(lc_adr_section, "level", LC_KIND_INT, level),
    LC_FIELD_OF(lc_adr_section, "text", LC_KIND_STR, text),
};
static const struct lc_shape shape_section = LC_SHAPE(lc_adr_section, section_fields);

#define LIST(key, which) LC_FIELD_STRS(ctr_adr, key, lists[which].at, lists[which].count)
#define ITEMS(key, which) LC_FIELD_STRS(ctr_adr, key, items[which].at, items[which].count)

static const struct lc_field adr_fields[] = {
    LC_FIELD_OF(ctr_adr, "title", LC_KIND_STR, title),
    LC_FIELD_WORD(ctr_adr, "status", status, lc_words_adr_status),
    LC_FIELD_OF(ctr_adr, "superseded_by", LC_KIND_STR, superseded_by),
    LC_FIELD_OF(ctr_adr, "date", LC_KIND_STR, date),
    LIST("decision_makers", LC_ADR_MAKERS),
    LIST("consulted", LC_ADR_CONSULTED),
    LIST("informed", LC_ADR_INFORMED),
    LIST("supersedes", LC_ADR_SUPERSEDES),
    LC_FIELD_OF(ctr_adr, "context", LC_KIND_STR, parts[LC_ADR_CONTEXT]),
    ITEMS("drivers", LC_ADR_DRIVERS),
    ITEMS("options", LC_ADR_OPTIONS),
    LC_FIELD_OF(ctr_adr, "outcome", LC_KIND_STR, parts[LC_ADR_OUTCOME]),
    ITEMS("consequences", LC_ADR_CONSEQUENCES),
    LC_FIELD_LIST(ctr_adr, "others", others, other_count, &shape_section),
    LC_FIELD_OF(ctr_adr, "markdown", LC_KIND_STR, markdown),
};
const struct lc_shape lc_shape_adr = LC_SHAPE(ctr_adr, adr_fields);

/* ---- the front matter ---- */

static void quoted(struct lc_buf *buf, const char *text)
{
    lc_buf_char(buf, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\') {
            lc_buf_char(buf, '\\');
        }
        lc_buf_char(buf, *c == '\n' ? ' ' : *c);
    }
    lc_buf_char(buf, '"');
}

/* What YAML and our reader take as it stands. */
static bool is_simple(const char *text)
{
    return *text && !strpbrk(text, ",:#\"'\\[]{}\n\t&*!|>%@`") && *text != '-' && *text != '?' &&
           *text != ' ' && text[strlen(text) - 1] != ' ';
}

static void value(struct lc_buf *buf, const char *text)
{
    if (is_simple(text)) {
        lc_buf_add(buf, text, strlen(text));
    } else {
        quoted(buf, text);
    }
}

static void list(struct lc_buf *buf, const char *key, const struct lc_adr_items *items)
{
    if (!items->count) {
        return;
    }
    lc_buf_printf(buf, "%s: [", key);
    for (size_t i = 0; i < items->count; i++) {
        lc_buf_add(buf, ", ", i ? 2 : 0);
        value(buf, items->at[i]);
    }
    lc_buf_add(buf, "]\n", 2);
}

static void front_matter(struct lc_buf *buf, const struct ctr_adr *a)
{
    static const char *const keys[LC_ADR_LISTS] = {"decision-makers", "consulted", "informed",
                                                   "supersedes"};
    size_t begin = buf->size;

    lc_buf_add(buf, "---\n", 4);
    if (a->status == LC_ADR_SUPERSEDED && a->superseded_by) {
        const char *text = a->superseded_by;
        lc_buf_add(buf, "status: ", 8);
        if (is_simple(text)) {
            lc_buf_printf(buf, "superseded by %s\n", text);
        } else {
            lc_buf_add(buf, "\"superseded by ", 15);
            for (const char *c = text; *c; c++) {
                lc_buf_add(buf, "\\", *c == '"' || *c == '\\');
                lc_buf_char(buf, *c == '\n' ? ' ' : *c);
            }
            lc_buf_add(buf, "\"\n", 2);
        }
    } else if (a->status) {
        lc_buf_printf(buf, "status: %s\n", lc_word_name(lc_words_adr_status, a->status));
    }
    if (a->date) {
        lc_buf_printf(buf, "date: %s\n", a->date);
    }
    for (int i = 0; i < LC_ADR_LISTS; i++) {
        list(buf, keys[i], &a->lists[i]);
    }
    if (a->more) {
        lc_buf_add(buf, a->more, strlen(a->more));
    }
    if (buf->size == begin + 4) {
        lc_buf_clear(buf);
        return;
    }
    lc_buf_add(buf, "---\n\n", 5);
}

/* ---- sections ---- */

static void section(struct lc_buf *buf, int level, const char *heading, const char *text)
{
    lc_buf_char(buf, '\n');
    lc_buf_add(buf, "######", (size_t)level);
    lc_buf_printf(buf, " %s\n", heading);
    if (*text) {
        lc_buf_char(buf, '\n');
        lc_buf_add(buf, text, strlen(text));
        lc_buf_char(buf, '\n');
    }
}

static void write_all(struct lc_buf *buf, const struct ctr_adr *a)
{
    static const char *const titles[LC_ADR_PARTS] = {"Context and Problem Statement",
                                                     "Decision Drivers", "Considered Options",
                                                     "Decision Outcome", "Consequences"};
    front_matter(buf, a);
    lc_buf_printf(buf, "# %s\n", a->title);
    if (a->preamble) {
        lc_buf_printf(buf, "\n%s\n", a->preamble);
    }
    for (int i = 0; i < LC_ADR_PARTS; i++) {
        if (a->parts[i]) {
            section(buf, i == LC_ADR_CONSEQUENCES ? 3 : 2, titles[i], a->parts[i]);
        }
    }
    for (size_t i = 0; i < a->other_count; i++) {
        section(buf, (int)a->others[i].level, a->others[i].heading, a->others[i].text);
    }
}

ctr_status lc_adr_write(struct lc_ctx *ctx, struct ctr_adr *a)
{
    struct lc_buf buf;

    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    write_all(&buf, a);
    const char *text = lc_buf_cstr(&buf);
    a->markdown = text ? lc_dup_c(ctx, text) : NULL;
    lc_buf_free(&buf);
    return a->markdown ? CTR_OK : lc_nomem(ctx);
}

const char *lc_adr_plain(struct lc_ctx *ctx, const char *text)
{
    struct lc_buf buf;
    bool start = true;

    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    for (const char *c = text; *c; c++) {
        if (start && (*c == '#' || *c == '`' || *c == '~' || (*c == '-' && c[1] == '-'))) {
            lc_buf_char(&buf, '\\');
        }
        start = *c == '\n' || (start && *c == ' ');
        lc_buf_char(&buf, *c);
    }
    const char *out = lc_buf_cstr(&buf);
    out = out ? lc_dup_c(ctx, out) : NULL;
    lc_buf_free(&buf);
    return out;
}
