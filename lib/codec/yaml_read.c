/*
 * The YAML reader: libyaml's events into the tree. libyaml does the syntax; what scalars mean, what
 * aliases cost, keys, places and limits are ours.
 */
#include "codec/yaml_read.h"

#include "base/map.h"
#include "base/utf8.h"
#include "codec/yaml_merge.h"
#include "codec/yaml_scalar.h"

#include <yaml.h>

enum { NO_MERGE = -1, POLL_EVENTS = 1024 };
/* An alias bomb is both: more nodes than this, and more than so many a piece of source. */
enum { BOMB_NODES = 1000 * 1000, BOMB_FACTOR = 100 };

/* What an alias stands for. */
struct anchor {
    struct lc_value value;
    struct lc_str text; /* of a scalar as it was written, for use as a key; ptr NULL else */
    uint64_t nodes;     /* with everything below, aliases expanded */
    uint32_t height;    /* 0 for a scalar */
    bool open;          /* its collection has not ended yet */
};

/* Beside each frame of the tree. */
struct level {
    struct anchor *anchor; /* NULL: nobody can refer to it */
    uint64_t nodes_before;
    uint32_t height;
    bool value_next; /* of a mapping: its key was read */
    int64_t merge;   /* number of the member '<<', or NO_MERGE */
};

struct reader {
    yaml_parser_t parser;
    struct lc_tree tree;
    struct lc_map anchors;
    struct level *levels;
    uint32_t level_room;
    uint64_t events;
    uint64_t nodes; /* aliases expanded */
    size_t base;    /* bytes of the byte order mark */
    bool ascii;     /* then characters are bytes */
    size_t at_char; /* a place known in both counts */
    size_t at_byte;
};

static bool continues(const struct reader *r, size_t byte)
{
    const struct lc_str text = r->tree.doc->text;
    return byte < text.len && ((unsigned char)text.ptr[byte] & 0xC0) == 0x80;
}

/* Byte offset of libyaml's character index. Marks mostly move on, so walking from the last one is
 * cheap. */
static uint32_t offset_of(struct reader *r, size_t index)
{
    size_t len = r->tree.doc->text.len;
    if (r->ascii) {
        index += r->base;
        return (uint32_t)(index < len ? index : len);
    }
    while (r->at_char < index && r->at_byte < len) {
        do {
            r->at_byte++;
        } while (continues(r, r->at_byte));
        r->at_char++;
    }
    while (r->at_char > index && r->at_byte > r->base) {
        do {
            r->at_byte--;
        } while (continues(r, r->at_byte));
        r->at_char--;
    }
    return (uint32_t)r->at_byte;
}

static ctr_status fail(struct reader *r, uint32_t offset, const char *what)
{
    return lc_doc_fail(r->tree.ctx, r->tree.doc, offset, "%s", what);
}

/* libyaml refused; its words, our place. */
static ctr_status fail_parser(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    const char *problem = p->problem ? p->problem : "not YAML";
    int64_t line;
    int64_t column;
    if (p->error == YAML_MEMORY_ERROR) {
        return lc_nomem(r->tree.ctx);
    }
    if (p->error == YAML_READER_ERROR) {
        return lc_doc_fail(r->tree.ctx, r->tree.doc, (uint32_t)(r->base + p->problem_offset),
                           "%s (character 0x%02X)", problem, (unsigned)p->problem_value);
    }
    uint32_t offset = offset_of(r, p->problem_mark.index);
    if (!p->context) {
        return fail(r, offset, problem);
    }
    lc_doc_place(r->tree.ctx, r->tree.doc, offset_of(r, p->context_mark.index), &line, &column);
    return lc_doc_fail(r->tree.ctx, r->tree.doc, offset, "%s (%s at %lld:%lld)", problem,
                       p->context, (long long)line, (long long)column);
}

static struct level *innermost(struct reader *r)
{
    return r->tree.depth ? &r->levels[r->tree.depth - 1] : NULL;
}

static bool in_mapping(const struct reader *r)
{
    return r->tree.depth && r->tree.frames[r->tree.depth - 1].object;
}

static ctr_status count_nodes(struct reader *r, uint64_t more, uint32_t offset)
{
    uint64_t most = r->tree.ctx->limits.max_nodes;
    if (__builtin_add_overflow(r->nodes, more, &r->nodes)) {
        r->nodes = UINT64_MAX;
    }
    bool bomb = r->nodes > BOMB_NODES && r->nodes / BOMB_FACTOR > r->events;
    if (!bomb && r->nodes <= most) {
        return CTR_OK;
    }
    lc_doc_fail_as(r->tree.ctx, r->tree.doc, CTR_E_LIMIT, offset,
                   bomb ? "alias expansion: %llu values out of %llu pieces of source; write them "
                          "out or use fewer aliases"
                        : "%llu values after alias expansion, at most %llu are allowed; raise "
                          "max_nodes or split it",
                   (unsigned long long)r->nodes, (unsigned long long)(bomb ? r->events : most));
    lc_detail(r->tree.ctx, "limit", bomb ? "alias expansion" : "max_nodes");
    return CTR_E_LIMIT;
}

static ctr_status set_anchor(struct reader *r, const yaml_char_t *name, struct anchor **out)
{
    *out = NULL;
    if (!name) {
        return CTR_OK;
    }
    char *key = lc_dup_c(r->tree.ctx, (const char *)name);
    struct anchor *a = lc_new(r->tree.ctx, 1, sizeof *a);
    if (!key || !a) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_map_set(r->tree.ctx, &r->anchors, lc_str(key), a));
    *out = a;
    return CTR_OK;
}

static ctr_status find_anchor(struct reader *r, const yaml_event_t *event, uint32_t offset,
                              const struct anchor **out)
{
    const char *name = (const char *)event->data.alias.anchor;
    *out = lc_map_get(&r->anchors, lc_str(name));
    if (!*out) {
        return lc_doc_fail(r->tree.ctx, r->tree.doc, offset,
                           "the alias '*%.60s' has no anchor '&%.60s' before it", name, name);
    }
    if ((*out)->open) {
        return lc_doc_fail(r->tree.ctx, r->tree.doc, offset,
                           "the alias '*%.60s' stands inside its own anchor; a value cannot hold "
                           "itself",
                           name);
    }
    return CTR_OK;
}

/* The scalar's text: a view into the source where it stands there as it is, else a copy. */
static ctr_status keep_text(struct reader *r, const yaml_event_t *event, uint32_t offset,
                            struct lc_str *out)
{
    const struct lc_str source = r->tree.doc->text;
    const char *value = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    size_t begin = offset + (size_t)(event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE);
    if (len == 0) {
        *out = LC_STR("");
        return CTR_OK;
    }
    if (begin <= source.len && len <= source.len - begin &&
        memcmp(source.ptr + begin, value, len) == 0) {
        *out = lc_str_n(source.ptr + begin, len);
        return CTR_OK;
    }
    char *text = lc_tree_text(&r->tree, len);
    if (!text) {
        return CTR_E_NOMEM;
    }
    memcpy(text, value, len);
    lc_tree_text_used(&r->tree, text, len);
    *out = lc_str_n(text, len);
    return CTR_OK;
}

static ctr_status push_key(struct reader *r, struct lc_str key, bool merge, uint32_t offset)
{
    struct level *level = innermost(r);
    level->value_next = true;
    if (merge && level->merge != NO_MERGE) {
        return fail(r, offset,
                    "the merge key '<<' stands twice in one mapping; write one list: "
                    "<<: [*a, *b]");
    }
    if (merge) {
        const struct lc_tree_frame *frame = &r->tree.frames[r->tree.depth - 1];
        level->merge = (int64_t)((r->tree.used - frame->start) / sizeof(struct lc_member));
    }
    return lc_tree_push_member(&r->tree, key, offset);
}

/* A value is about to be written into its slot. */
static ctr_status begin_value(struct reader *r)
{
    return r->tree.depth && !in_mapping(r) ? lc_tree_push_item(&r->tree) : CTR_OK;
}

/* The value is in its slot. */
static void end_value(struct reader *r, uint32_t height)
{
    struct level *level = innermost(r);
    if (level) {
        level->value_next = false;
        level->height = level->height > height ? level->height : height;
    }
}

static ctr_status read_scalar(struct reader *r, const yaml_event_t *event, uint32_t offset)
{
    const char *tag = (const char *)event->data.scalar.tag;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bool key = in_mapping(r) && !innermost(r)->value_next;
    struct lc_value value = {.kind = LC_STRING, .offset = offset};
    struct anchor *anchor;
    struct lc_str text;

    LC_TRY(keep_text(r, event, offset, &text));
    if (!key || tag || event->data.scalar.anchor) {
        LC_TRY(lc_yaml_scalar(&r->tree, text, plain, tag, offset, &value));
    }
    LC_TRY(set_anchor(r, event->data.scalar.anchor, &anchor));
    if (anchor) {
        *anchor = (struct anchor){.value = value, .text = text, .nodes = 1};
    }
    if (key) {
        return push_key(r, text, plain && !tag && lc_str_is(text, "<<"), offset);
    }
    LC_TRY(count_nodes(r, 1, offset));
    LC_TRY(begin_value(r));
    *lc_tree_slot(&r->tree) = value;
    end_value(r, 0);
    return CTR_OK;
}

static ctr_status complex_key(struct reader *r, uint32_t offset)
{
    return fail(r, offset, "a key must be a scalar; lists and mappings cannot be keys here");
}

static ctr_status read_alias(struct reader *r, const yaml_event_t *event, uint32_t offset)
{
    const struct anchor *anchor;
    LC_TRY(find_anchor(r, event, offset, &anchor));
    if (in_mapping(r) && !innermost(r)->value_next) {
        return anchor->text.ptr ? push_key(r, anchor->text, false, offset) : complex_key(r, offset);
    }
    LC_TRY(count_nodes(r, anchor->nodes, offset));
    if (anchor->height > r->tree.max_depth - r->tree.depth) {
        return lc_tree_too_deep(&r->tree, offset);
    }
    LC_TRY(begin_value(r));
    struct lc_value *slot = lc_tree_slot(&r->tree);
    *slot = anchor->value; /* what lies below is shared */
    slot->offset = offset;
    end_value(r, anchor->height);
    return CTR_OK;
}

static ctr_status read_open(struct reader *r, bool object, const yaml_char_t *anchor,
                            const yaml_char_t *tag, uint32_t offset)
{
    struct level level = {.nodes_before = r->nodes, .merge = NO_MERGE};
    if (in_mapping(r) && !innermost(r)->value_next) {
        return complex_key(r, offset);
    }
    LC_TRY(lc_yaml_collection_tag(&r->tree, (const char *)tag, object, offset));
    LC_TRY(count_nodes(r, 1, offset));
    LC_TRY(set_anchor(r, anchor, &level.anchor));
    if (level.anchor) {
        level.anchor->open = true;
    }
    LC_TRY(begin_value(r));
    LC_TRY(lc_tree_open(&r->tree, object, offset));
    if (r->tree.depth > r->level_room) {
        uint32_t room = r->tree.frame_room;
        struct level *levels = lc_resize(&r->tree.ctx->alloc, r->levels, room * sizeof *levels);
        if (!levels) {
            return lc_nomem(r->tree.ctx);
        }
        r->levels = levels;
        r->level_room = room;
    }
    *innermost(r) = level;
    return CTR_OK;
}

static ctr_status read_close(struct reader *r)
{
    struct level level = *innermost(r);
    uint32_t height = level.height + 1;
    if (level.merge != NO_MERGE) {
        LC_TRY(lc_yaml_merge(&r->tree, (size_t)level.merge));
    }
    LC_TRY(lc_tree_close(&r->tree));
    if (level.anchor) {
        *level.anchor = (struct anchor){.value = *lc_tree_slot(&r->tree),
                                        .nodes = r->nodes - level.nodes_before,
                                        .height = height};
    }
    end_value(r, height);
    return CTR_OK;
}

static ctr_status read_event(struct reader *r, const yaml_event_t *event, bool *seen)
{
    uint32_t offset = offset_of(r, event->start_mark.index);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (*seen) {
            return fail(r, offset, "a second document begins here; one file holds one document");
        }
        *seen = true;
        return CTR_OK;
    case YAML_STREAM_END_EVENT:
        return *seen ? CTR_OK : fail(r, offset, "there is no document; the file is empty");
    case YAML_ALIAS_EVENT:
        return read_alias(r, event, offset);
    case YAML_SCALAR_EVENT:
        return read_scalar(r, event, offset);
    case YAML_SEQUENCE_START_EVENT:
        return read_open(r, false, event->data.sequence_start.anchor,
                         event->data.sequence_start.tag, offset);
    case YAML_MAPPING_START_EVENT:
        return read_open(r, true, event->data.mapping_start.anchor, event->data.mapping_start.tag,
                         offset);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return read_close(r);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return CTR_OK;
}

static ctr_status read_events(struct reader *r)
{
    ctr_status status = CTR_OK;
    bool seen = false;
    bool end = false;
    while (status == CTR_OK && !end) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            return fail_parser(r);
        }
        r->events++;
        end = event.type == YAML_STREAM_END_EVENT;
        status = read_event(r, &event, &seen);
        yaml_event_delete(&event);
        if (status == CTR_OK && r->events % POLL_EVENTS == 0) {
            status = lc_poll(r->tree.ctx);
        }
    }
    return status;
}

static bool is_ascii(struct lc_str text)
{
    uint64_t seen = 0;
    for (; text.len >= sizeof seen; text = lc_str_n(text.ptr + 8, text.len - 8)) {
        uint64_t word;
        memcpy(&word, text.ptr, sizeof word);
        seen |= word;
    }
    for (size_t i = 0; i < text.len; i++) {
        seen |= (unsigned char)text.ptr[i];
    }
    return (seen & UINT64_C(0x8080808080808080)) == 0;
}

/* What libyaml would answer with less clear words, or with guesses about encodings. */
static ctr_status check_bytes(struct reader *r)
{
    const struct lc_str text = r->tree.doc->text;
    if (lc_str_starts(text, LC_STR("\xFF\xFE")) || lc_str_starts(text, LC_STR("\xFE\xFF"))) {
        return fail(r, 0, "the document is UTF-16; save it as UTF-8");
    }
    size_t good = lc_utf8_check(text);
    if (good < text.len) {
        return lc_doc_fail(r->tree.ctx, r->tree.doc, (uint32_t)good,
                           "byte 0x%02X is not valid UTF-8 here; save the document as UTF-8",
                           (unsigned)(unsigned char)text.ptr[good]);
    }
    r->base = lc_str_starts(text, LC_STR("\xEF\xBB\xBF")) ? 3 : 0;
    r->ascii = is_ascii(lc_str_n(text.ptr + r->base, text.len - r->base));
    r->at_byte = r->base;
    return CTR_OK;
}

static ctr_status read_parser(struct reader *r)
{
    const struct lc_str text = r->tree.doc->text;
    LC_TRY(check_bytes(r));
    if (!yaml_parser_initialize(&r->parser)) {
        return lc_nomem(r->tree.ctx);
    }
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)text.ptr + r->base,
                                 text.len - r->base);
    ctr_status status = read_events(r);
    yaml_parser_delete(&r->parser);
    return status;
}

ctr_status lc_yaml_read(struct lc_ctx *ctx, struct lc_str text,
                        const struct lc_read_options *options, struct lc_doc *doc)
{
    struct reader r = {.events = 0};
    ctr_status status = lc_tree_begin(&r.tree, ctx, text, options, doc);
    doc->yaml = true;
    r.anchors.seed = r.tree.seed;
    if (status == CTR_OK) {
        status = read_parser(&r);
    }
    lc_release(&ctx->alloc, r.levels);
    return lc_tree_end(&r.tree, status);
}
