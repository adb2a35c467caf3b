/* What stands behind the columns of a table: its options, and how it is divided. */
#include "spec/sql/sql.h"

/* Give it that value, in place of the one that it has. */
static ctr_status option(struct lc_sql_schema *s, struct lc_sql_thing *t, enum lc_sql_option which,
                         const char *text)
{
    const char *all = NULL;
    t->option[which] = text;
    if (which == LC_DDL_CHARSET && t->collated != s->statement) {
        t->option[LC_DDL_COLLATE] = NULL; /* the usual one of that character set */
    }
    for (size_t i = 0; text && i < LC_DDL_OPTIONS; i++) {
        const char *one = t->option[i];
        all = !one ? all : !all ? one : lc_format(s->ctx, "%s, %s", all, one);
        text = one && !all ? NULL : text;
    }
    t->options = all;
    t->collated = which == LC_DDL_COLLATE ? s->statement : t->collated;
    return text ? CTR_OK : CTR_E_NOMEM;
}

/* One name of a list of partitions in MySQL: PARTITION p0 VALUES … */
static ctr_status partitions(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    LC_TRY(lc_sql_want(c, "("));
    do {
        LC_TRY(lc_poll(c->s->ctx));
        LC_TRY(lc_sql_read_partition(c, t, false));
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

static ctr_status partition_by(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    while (!lc_sql_done(c) && !lc_sql_is(c, "using") && !lc_sql_is(c, "with") &&
           !lc_sql_is(c, "tablespace") && !lc_sql_is2(c, "(", "partition")) {
        lc_sql_skip(c);
    }
    t->partition = lc_sql_text(c, from, c->i);
    if (!t->partition) {
        return CTR_E_NOMEM;
    }
    return lc_sql_is2(c, "(", "partition") ? partitions(c, t) : CTR_OK;
}

/* The option that begins here, behind whose name it moves; LC_DDL_OTHERS: any other one. */
static enum lc_sql_option option_name(struct lc_sql_cursor *c)
{
    if (lc_sql_take(c, "engine")) {
        return LC_DDL_ENGINE;
    }
    if (lc_sql_take(c, "charset") || lc_sql_take2(c, "character", "set")) {
        return LC_DDL_CHARSET;
    }
    if (lc_sql_take(c, "collate")) {
        return LC_DDL_COLLATE;
    }
    return LC_DDL_OTHERS;
}

/* How rows are kept, and nothing else. */
static bool is_upkeep(struct lc_sql_cursor *c)
{
    static const char *const words[] = {"auto_increment",
                                        "autoextend_size",
                                        "avg_row_length",
                                        "checksum",
                                        "compression",
                                        "data",
                                        "delay_key_write",
                                        "directory",
                                        "encrypted",
                                        "encryption",
                                        "encryption_key_id",
                                        "engine_attribute",
                                        "ignore",
                                        "index",
                                        "key_block_size",
                                        "max_rows",
                                        "min_rows",
                                        "pack_keys",
                                        "page_checksum",
                                        "page_compressed",
                                        "page_compression_level",
                                        "password",
                                        "replace",
                                        "row_format",
                                        "secondary_engine",
                                        "secondary_engine_attribute",
                                        "stats_auto_recalc",
                                        "stats_persistent",
                                        "stats_sample_pages",
                                        "storage",
                                        "table_checksum",
                                        "transactional",
                                        NULL};
    for (size_t i = 0; words[i]; i++) {
        if (lc_sql_is(c, words[i])) {
            return true;
        }
    }
    return false;
}

static ctr_status other_option(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const char *before = t->option[LC_DDL_OTHERS];
    const uint32_t from = (lc_sql_peek(c), c->i);
    bool upkeep = is_upkeep(c);
    bool free = c->s->dialect == LC_DDL_MYSQL || upkeep; /* which takes what its engines know */
    lc_sql_skip(c);
    if (!free && !lc_sql_is(c, "=")) {
        c->i = from;
        return lc_sql_unexpected(c, "an option of the table, as NAME = VALUE, or the end of the "
                                    "statement, as ';'");
    }
    bool ends = lc_sql_done(c) || lc_sql_is(c, ",") || lc_sql_is(c, "as") || lc_sql_is(c, "select");
    if (lc_sql_take(c, "=") || (upkeep && !ends && !is_upkeep(c))) {
        lc_sql_skip(c);
    }
    const char *text = upkeep ? NULL : lc_sql_text(c, from, c->i);
    if (text && before) {
        text = lc_format(c->s->ctx, "%s, %s", before, text);
    }
    return upkeep ? CTR_OK : text ? option(c->s, t, LC_DDL_OTHERS, text) : CTR_E_NOMEM;
}

/* NAME [=] value of MySQL. */
static ctr_status named_option(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    static const char *const names[] = {"engine", "charset", "collate"};
    if (lc_sql_take(c, "default") && lc_sql_done(c)) {
        return lc_sql_unexpected(c, "an option of the table");
    }
    if (lc_sql_take(c, "comment")) {
        lc_sql_take(c, "=");
        return lc_sql_comment(c, &t->comment);
    }
    enum lc_sql_option which = option_name(c);
    if (which == LC_DDL_OTHERS) {
        return other_option(c, t);
    }
    lc_sql_take(c, "=");
    if (lc_sql_done(c)) {
        return CTR_OK;
    }
    const uint32_t at = c->i++;
    const char *text = lc_sql_text(c, at, c->i);
    text = text ? lc_format(c->s->ctx, "%s = %s", names[which], text) : NULL;
    return text ? option(c->s, t, which, text) : CTR_E_NOMEM;
}

ctr_status lc_sql_table_option(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    return lc_sql_take2(c, "partition", "by") ? partition_by(c, t) : named_option(c, t);
}

ctr_status lc_sql_table_options(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    while (!lc_sql_done(c) && !lc_sql_is(c, "as") && !lc_sql_is(c, "select")) {
        if (lc_sql_take2(c, "partition", "by")) {
            LC_TRY(partition_by(c, t));
        } else if (lc_sql_take2(c, "without", "rowid")) {
            LC_TRY(option(c->s, t, LC_DDL_WITHOUT_ROWID, "without rowid"));
        } else if (lc_sql_take(c, "strict")) {
            LC_TRY(option(c->s, t, LC_DDL_STRICT, "strict"));
        } else if (lc_sql_take(c, "using")) {
            LC_TRY(lc_sql_access_method(c, t));
        } else if (lc_sql_is2(c, "with", "(") || lc_sql_is2(c, "with", "oids") ||
                   lc_sql_is2(c, "without", "oids")) {
            c->i++;
            lc_sql_skip(c);
        } else if (lc_sql_take2(c, "on", "commit")) {
            lc_sql_skip(c);
            lc_sql_take(c, "rows");
        } else if (lc_sql_take(c, "tablespace")) {
            lc_sql_skip(c);
        } else if (!lc_sql_take(c, ",")) {
            LC_TRY(named_option(c, t));
        }
    }
    return CTR_OK;
}
