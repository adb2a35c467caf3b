/*
 * Entries from CSV (RFC 4180): a line a posting, lines of one entry side by side. The first line
 * names the columns; those of an export that only the ledger can fill in are passed over.
 */
#include "exchange/ledger_in.h"

enum column {
    COL_ENTRY,
    COL_KIND,
    COL_DATE,
    COL_KEY,
    COL_MEMO,
    COL_CAUSE_KIND,
    COL_CAUSE_ID,
    COL_ACCOUNT,
    COL_AMOUNT,
    COL_CURRENCY,
    COL_ACT,
    COL_RATE,
    COL_RATE_PAIR,
    COL_RATE_SOURCE,
    COL_RATE_DATE,
    COL_IDLE,
    COL_COUNT
};

static const struct {
    const char *name;
    enum column column;
} names[] = {
    {"entry", COL_ENTRY},
    {"kind", COL_KIND},
    {"date", COL_DATE},
    {"key", COL_KEY},
    {"memo", COL_MEMO},
    {"cause_kind", COL_CAUSE_KIND},
    {"cause_id", COL_CAUSE_ID},
    {"account", COL_ACCOUNT},
    {"amount", COL_AMOUNT},
    {"currency", COL_CURRENCY},
    {"act", COL_ACT},
    {"rate", COL_RATE},
    {"rate_pair", COL_RATE_PAIR},
    {"rate_source", COL_RATE_SOURCE},
    {"rate_date", COL_RATE_DATE},
    {"state", COL_IDLE},
    {"booked", COL_IDLE},
    {"recorded_at", COL_IDLE},
    {"actor", COL_IDLE},
};

enum { MOST_COLUMNS = 32 };

struct csv {
    struct lc_ledger_reader *r;
    size_t at;
    int64_t line; /* that the next row begins on */
    int64_t row;  /* that this row began on */
    enum column columns[MOST_COLUMNS];
    size_t count;
    const char *cells[MOST_COLUMNS];
    const char *of[COL_COUNT];
};

/* One cell; *end tells that the row ends with it. */
static ctr_status read_cell(struct csv *c, const char **out, bool *end)
{
    struct lc_str t = c->r->text;
    size_t size = 0;
    bool quoted = c->at < t.len && t.ptr[c->at] == '"';
    size_t from = c->at + quoted;
    size_t at = from;

    for (; at < t.len; at++) {
        if (quoted && t.ptr[at] == '"') {
            if (at + 1 < t.len && t.ptr[at + 1] == '"') {
                at++;
                continue;
            }
            break;
        }
        if (!quoted && (t.ptr[at] == ',' || t.ptr[at] == '\n' || t.ptr[at] == '\r')) {
            break;
        }
        c->line += t.ptr[at] == '\n';
    }
    if (quoted && at == t.len) {
        return lc_ledger_in_fail(c->r, c->row, "a quote that does not end");
    }
    char *copy = lc_new(c->r->ctx, at - from + 1, 1);
    if (!copy) {
        return CTR_E_NOMEM;
    }
    for (size_t i = from; i < at; i++) {
        copy[size++] = t.ptr[i];
        i += quoted && t.ptr[i] == '"';
    }
    copy[size] = '\0';
    at += quoted;
    *end = at >= t.len || t.ptr[at] == '\n' || t.ptr[at] == '\r';
    if (!*end && t.ptr[at] != ',') {
        return lc_ledger_in_fail(c->r, c->row, "a comma was wanted behind the quote");
    }
    at += !*end;
    if (*end && at < t.len && t.ptr[at] == '\r') {
        at++;
    }
    if (*end && at < t.len && t.ptr[at] == '\n') {
        at++;
    }
    c->line += *end;
    c->at = at;
    *out = memchr(copy, '\0', size) ? NULL : copy;
    return *out ? CTR_OK : lc_ledger_in_fail(c->r, c->row, "a NUL");
}

/* The next row that is not empty; *count 0 at the end. */
static ctr_status read_row(struct csv *c, size_t *count)
{
    *count = 0;
    while (c->at < c->r->text.len) {
        bool end = false;
        c->row = c->line;
        for (*count = 0; !end; ++*count) {
            if (*count == MOST_COLUMNS) {
                return lc_ledger_in_fail(c->r, c->row, "more than %d columns", MOST_COLUMNS);
            }
            LC_TRY(read_cell(c, &c->cells[*count], &end));
        }
        if (*count > 1 || *c->cells[0]) {
            return CTR_OK;
        }
        *count = 0;
    }
    return CTR_OK;
}

static ctr_status read_head(struct csv *c)
{
    bool has[COL_COUNT] = {false};

    LC_TRY(read_row(c, &c->count));
    for (size_t i = 0; i < c->count; i++) {
        size_t k = 0;
        size_t most = sizeof names / sizeof names[0];
        while (k < most && strcmp(names[k].name, c->cells[i]) != 0) {
            k++;
        }
        if (k == most) {
            return lc_ledger_in_fail(c->r, c->row,
                                     "column '%.60s' is not known; wanted entry, kind, date, key, "
                                     "memo, cause_kind, cause_id, account, amount, currency, act, "
                                     "rate, rate_pair, rate_source, rate_date",
                                     c->cells[i]);
        }
        c->columns[i] = names[k].column;
        has[names[k].column] = true;
    }
    return has[COL_ENTRY] && has[COL_ACCOUNT] && has[COL_AMOUNT]
               ? CTR_OK
               : lc_ledger_in_fail(
                     c->r, 1, "the first line must name the columns entry, account and amount");
}

static const char *cell(const struct csv *c, enum column column)
{
    const char *text = c->of[column];
    return text && *text ? text : NULL;
}

/* What an export says of later entries cannot be posted by itself. */
static ctr_status take_act(struct csv *c, struct lc_text_entry *e)
{
    const char *act = cell(c, COL_ACT);

    e->pending = act && strcmp(act, "pend") == 0;
    return !act || e->pending || strcmp(act, "post") == 0
               ? CTR_OK
               : lc_ledger_in_fail(
                     c->r, c->row,
                     "act '%.40s': only entries to post or pend are read; what became "
                     "of them is not",
                     act);
}

/* What the lines of an entry have in common: the member of the entry that a column goes to. */
static const char **member_of(struct lc_text_entry *e, enum column column)
{
    switch (column) {
    case COL_KIND:
        return &e->kind;
    case COL_DATE:
        return &e->date;
    case COL_KEY:
        return &e->key;
    case COL_MEMO:
        return &e->memo;
    case COL_CAUSE_KIND:
        return &e->cause_kind;
    case COL_CAUSE_ID:
        return &e->cause_id;
    case COL_RATE:
        return &e->rate;
    case COL_RATE_PAIR:
        return &e->rate_pair;
    case COL_RATE_SOURCE:
        return &e->rate_source;
    case COL_RATE_DATE:
        return &e->rate_date;
    case COL_ACT:
    case COL_ENTRY:
    case COL_ACCOUNT:
    case COL_AMOUNT:
    case COL_CURRENCY:
    case COL_IDLE:
    case COL_COUNT:
        break;
    }
    return NULL;
}

static const char *name_of(enum column column)
{
    size_t i = 0;
    while (names[i].column != column) {
        i++;
    }
    return names[i].name;
}

static ctr_status differs(struct csv *c, const struct lc_text_entry *e, enum column column,
                          const char *is, const char *first)
{
    ctr_status status = lc_ledger_in_fail(
        c->r, c->row, "column '%s' of entry '%.60s' is '%.60s', but line %lld says '%.60s'",
        name_of(column), c->of[COL_ENTRY], is, (long long)e->line, first ? first : "");
    lc_detail(c->r->ctx, "column", name_of(column));
    return status;
}

/* A further line of an entry says the same as its first one, or nothing. */
static ctr_status check_same(struct csv *c, struct lc_text_entry *e)
{
    const char *act = cell(c, COL_ACT);

    for (enum column i = COL_ENTRY; i < COL_COUNT; i = (enum column)(i + 1)) {
        const char **member = member_of(e, i);
        const char *is = cell(c, i);
        if (member && is && lc_cstr_cmp(is, *member) != 0) {
            return differs(c, e, i, is, *member);
        }
    }
    return !act || strcmp(act, e->pending ? "pend" : "post") == 0
               ? CTR_OK
               : differs(c, e, COL_ACT, act, e->pending ? "pend" : "post");
}

static ctr_status take_head(struct csv *c, struct lc_text_entry *e)
{
    for (enum column i = COL_ENTRY; i < COL_COUNT; i = (enum column)(i + 1)) {
        const char **member = member_of(e, i);
        if (member) {
            *member = cell(c, i);
        }
    }
    return take_act(c, e);
}

static ctr_status take_row(struct csv *c, const char **last)
{
    struct lc_ledger_reader *r = c->r;
    struct lc_text_entry *e;
    struct lc_text_posting *p;

    if (!cell(c, COL_ENTRY) || !cell(c, COL_ACCOUNT)) {
        return lc_ledger_in_fail(r, c->row, "a line without entry or account");
    }
    if (!*last || strcmp(*last, c->of[COL_ENTRY]) != 0) {
        *last = c->of[COL_ENTRY];
        LC_TRY(lc_ledger_in_entry(r, c->row, &e));
        LC_TRY(take_head(c, e));
    } else {
        LC_TRY(check_same(c, &r->entries[r->count - 1]));
    }
    LC_TRY(lc_ledger_in_posting(r, &r->entries[r->count - 1], c->row, &p));
    p->account = cell(c, COL_ACCOUNT);
    p->amount = cell(c, COL_AMOUNT);
    p->currency = cell(c, COL_CURRENCY);
    return CTR_OK;
}

ctr_status lc_ledger_in_csv(struct lc_ledger_reader *r)
{
    struct csv *c = lc_new(r->ctx, 1, sizeof *c);
    const char *last = NULL;
    size_t count;

    if (!c) {
        return CTR_E_NOMEM;
    }
    c->r = r;
    c->line = 1;
    LC_TRY(read_head(c));
    for (;;) {
        LC_TRY(read_row(c, &count));
        if (!count) {
            return CTR_OK;
        }
        if (count != c->count) {
            return lc_ledger_in_fail(r, c->row, "%zu columns, but the first line has %zu", count,
                                     c->count);
        }
        for (size_t i = 0; i < count; i++) {
            c->of[c->columns[i]] = c->cells[i];
        }
        LC_TRY(take_row(c, &last));
    }
}
