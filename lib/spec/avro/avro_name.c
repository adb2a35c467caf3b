/* Words and names of Avro: which kinds there are, what is read as what, who is called what. */
#include "spec/avro/avro.h"

const char *const lc_avro_words[LC_AVRO_KINDS] = {"null",   "boolean", "int",    "long",  "float",
                                                  "double", "bytes",   "string", "array", "map",
                                                  "union",  "record",  "enum",   "fixed"};

enum lc_avro_kind lc_avro_primitive(struct lc_str word)
{
    enum lc_avro_kind kind = LC_AVRO_KINDS;
    switch (word.len ? word.ptr[0] : 0) { /* no two but two begin alike */
    case 'n':
        kind = LC_AVRO_NULL;
        break;
    case 'i':
        kind = LC_AVRO_INT;
        break;
    case 'l':
        kind = LC_AVRO_LONG;
        break;
    case 'f':
        kind = LC_AVRO_FLOAT;
        break;
    case 'd':
        kind = LC_AVRO_DOUBLE;
        break;
    case 's':
        kind = LC_AVRO_STRING;
        break;
    case 'b':
        kind = word.len == 5 ? LC_AVRO_BYTES : LC_AVRO_BOOLEAN;
        break;
    default:
        return LC_AVRO_KINDS;
    }
    return lc_str_is(word, lc_avro_words[kind]) ? kind : LC_AVRO_KINDS;
}

bool lc_avro_promotes(int writer, int reader)
{
    switch (writer) {
    case LC_AVRO_INT:
        return reader == LC_AVRO_LONG || reader == LC_AVRO_FLOAT || reader == LC_AVRO_DOUBLE;
    case LC_AVRO_LONG:
        return reader == LC_AVRO_FLOAT || reader == LC_AVRO_DOUBLE;
    case LC_AVRO_FLOAT:
        return reader == LC_AVRO_DOUBLE;
    case LC_AVRO_BYTES:
        return reader == LC_AVRO_STRING;
    case LC_AVRO_STRING:
        return reader == LC_AVRO_BYTES;
    default:
        return false;
    }
}

bool lc_avro_is_name(struct lc_str text, bool dotted)
{
    bool begins = true;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const char low = (char)(c | ('a' - 'A'));
        if ((low >= 'a' && low <= 'z') || c == '_' || (!begins && c >= '0' && c <= '9')) {
            begins = false;
        } else if (dotted && c == '.' && !begins) {
            begins = true;
        } else {
            return false;
        }
    }
    return !begins;
}

struct lc_str lc_avro_full_name(struct lc_ctx *ctx, struct lc_str space, struct lc_str name)
{
    if (!space.len || (name.len && memchr(name.ptr, '.', name.len))) {
        return name;
    }
    size_t size = space.len + 1 + name.len;
    char *text = lc_new(ctx, size, 1);
    if (!text) {
        return (struct lc_str){NULL, 0};
    }
    memcpy(text, space.ptr, space.len);
    text[space.len] = '.';
    if (name.len) {
        memcpy(text + space.len + 1, name.ptr, name.len);
    }
    return lc_str_n(text, size);
}

struct lc_str lc_avro_space(const struct lc_avro_type *type)
{
    size_t n = type->name.len - type->word.len;
    return lc_str_n(type->name.ptr, n ? n - 1 : 0);
}

bool lc_avro_has_alias(const struct lc_avro_type *type, struct lc_str name)
{
    for (uint32_t i = 0; i < type->alias_count; i++) {
        if (lc_str_eq(type->aliases[i], name)) {
            return true;
        }
    }
    return false;
}

bool lc_avro_named_alike(const struct lc_avro_type *reader, const struct lc_avro_type *writer)
{
    return lc_str_eq(reader->word, writer->word) || lc_avro_has_alias(reader, writer->name);
}

/* ---- looking up */

struct lc_str lc_avro_field_at(const struct lc_avro_type *type, uint32_t at)
{
    return type->fields[at].name;
}

struct lc_str lc_avro_symbol_at(const struct lc_avro_type *type, uint32_t at)
{
    return lc_raw(&type->symbols[at]);
}

struct lc_str lc_avro_branch_at(const struct lc_avro_type *type, uint32_t at)
{
    return type->branches[at].type->name;
}

struct lc_str lc_avro_word_at(const struct lc_avro_type *type, uint32_t at)
{
    return type->branches[at].type->word;
}

ctr_status lc_avro_index_make(struct lc_ctx *ctx, const struct lc_avro *a, uint32_t count,
                              struct lc_avro_index *index)
{
    uint64_t room = 16;
    while (room < (uint64_t)count * 2) {
        room *= 2;
    }
    index->slots = lc_new(ctx, (size_t)room, sizeof *index->slots);
    index->mask = (uint32_t)(room - 1);
    index->seed = a->seed;
    return index->slots ? CTR_OK : CTR_E_NOMEM;
}

static uint32_t hash_of(const struct lc_avro_index *index, struct lc_str name)
{
    return (uint32_t)lc_hash(name.ptr, name.len, index->seed);
}

void lc_avro_index_add(struct lc_avro_index *index, uint32_t at, struct lc_str name)
{
    uint32_t hash = hash_of(index, name);
    uint32_t slot = hash & index->mask;
    while (index->slots[slot].place) {
        slot = (slot + 1) & index->mask;
    }
    index->slots[slot] = (struct lc_avro_slot){hash, at + 1};
}

int64_t lc_avro_index_find(const struct lc_avro_index *index, const struct lc_avro_type *type,
                           lc_avro_name_at *name_at, struct lc_str name, int64_t after)
{
    uint32_t hash = hash_of(index, name);
    uint32_t slot = hash & index->mask;
    bool on = after < 0;
    for (; index->slots[slot].place; slot = (slot + 1) & index->mask) {
        uint32_t at = index->slots[slot].place - 1;
        if (on && index->slots[slot].hash == hash && lc_str_eq(name_at(type, at), name)) {
            return at;
        }
        on = on || at == after;
    }
    return -1;
}

static int64_t find(const struct lc_avro_type *type, lc_avro_name_at *name_at, struct lc_str name,
                    uint32_t hint)
{
    if (hint < type->count && lc_str_eq(name_at(type, hint), name)) {
        return hint;
    }
    if (type->by_name) {
        return lc_avro_index_find(type->by_name, type, name_at, name, -1);
    }
    for (uint32_t i = 0; i < type->count; i++) {
        if (lc_str_eq(name_at(type, i), name)) {
            return i;
        }
    }
    return -1;
}

int64_t lc_avro_field(const struct lc_avro_type *record, struct lc_str name, uint32_t hint)
{
    return find(record, lc_avro_field_at, name, hint);
}

int64_t lc_avro_symbol(const struct lc_avro_type *type, struct lc_str name, uint32_t hint)
{
    return find(type, lc_avro_symbol_at, name, hint);
}
