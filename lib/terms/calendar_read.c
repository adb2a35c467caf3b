/* Calendars out of documents. Every value that is wrong is named with its place and its field. */
#include "base/names.h"
#include "terms/calendar_read.h"

#include <stdlib.h>

/* A date as it was found; `node` is where. */
struct found {
    struct lc_special special;
    const struct lc_value *node;
};

ctr_status lc_calendar_field(const struct lc_calendar_reading *r, const struct lc_value *node,
                             ctr_status status)
{
    lc_detail(r->ctx, "field", lc_doc_pointer(r->ctx, r->doc, node));
    return status;
}

/* A check that knows no places has failed: say the same with the place. */
static ctr_status placed(const struct lc_calendar_reading *r, const struct lc_value *node,
                         ctr_status status)
{
    ctr_error *bare = r->ctx->error;
    if (status == CTR_OK || status == CTR_E_NOMEM || !bare) {
        return status;
    }
    r->ctx->error = NULL;
    status = status == CTR_E_ARGUMENT ? CTR_E_INPUT : status;
    status = lc_calendar_field(
        r, node,
        lc_doc_fail_as(r->ctx, r->doc, status, node->offset, "%s", ctr_error_message(bare)));
    ctr_error_free(bare);
    return status;
}

const char *lc_calendar_kind(const struct lc_value *v)
{
    static const char *const kinds[] = {"nothing",  "null",   "false",    "true",
                                        "a number", "a text", "an array", "an object"};
    return kinds[v->kind];
}

/* A text without NUL, copied. */
ctr_status lc_calendar_text(const struct lc_calendar_reading *r, const char *what,
                            const struct lc_value *v, const char **out)
{
    if (!lc_is(v, LC_STRING)) {
        return LC_WRONG(r, v, "%s is %s, wanted a text", what, lc_calendar_kind(v));
    }
    if (v->count && memchr(v->chars, 0, v->count)) {
        return LC_WRONG(r, v, "%s holds a NUL character", what);
    }
    *out = lc_dup(r->ctx, lc_raw(v));
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status read_date(const struct lc_calendar_reading *r, const struct lc_value *v,
                            struct lc_special *out)
{
    LC_TRY(lc_calendar_text(r, "a date", v, &out->date));
    if (!lc_date_parse(lc_raw(v), &out->day)) {
        return LC_WRONG(r, v, "'%.40s' is no date; wanted one that exists, such as 2026-12-25",
                        out->date);
    }
    return CTR_OK;
}

/* Members that an object may have; what begins with "x-" is passed over. */
static ctr_status check_members(const struct lc_calendar_reading *r, const struct lc_value *v,
                                const char *const *known, const char *what)
{
    for (uint32_t i = 0; i < v->count; i++) {
        const struct lc_member *m = &v->members[i];
        size_t k = 0;
        while (known[k] && !lc_str_is(lc_key(m), known[k])) {
            k++;
        }
        if (known[k] || lc_str_starts(lc_key(m), LC_STR("x-"))) {
            continue;
        }
        const char *names = known[0];
        for (k = 1; names && known[k]; k++) {
            names = lc_format(r->ctx, "%s, %s", names, known[k]);
        }
        return LC_WRONG_KEY(r, m, "'%.*s' is no member of %s; it has %s",
                            (int)(m->key_len < 40 ? m->key_len : 40), m->key_chars, what,
                            names ? names : "others");
    }
    return CTR_OK;
}

/* A date alone, or an object with its name and, of an exception, its hours. */
static ctr_status read_special(const struct lc_calendar_reading *r, const struct lc_value *v,
                               int32_t kind, struct found *out)
{
    static const char *const holiday[] = {"date", "name", NULL};
    static const char *const exception[] = {"date", "name", "hours", NULL};
    bool is_holiday = kind == LC_SPECIAL_HOLIDAY;
    const char *what = is_holiday ? "a holiday" : "an exception";
    struct lc_special *s = &out->special;
    struct lc_hours h = {NULL, NULL, 0, 0};
    out->node = v;
    s->kind = kind;
    if (is_holiday && lc_is(v, LC_STRING)) {
        return read_date(r, v, s);
    }
    if (!lc_is(v, LC_OBJECT)) {
        return LC_WRONG(r, v, "%s is %s, wanted %s", what, lc_calendar_kind(v),
                        is_holiday ? "a date, or date and name" : "date, hours and name");
    }
    LC_TRY(check_members(r, v, is_holiday ? holiday : exception, what));
    const struct lc_value *date = lc_get(v, "date");
    const struct lc_value *name = lc_get(v, "name");
    const struct lc_value *hours = lc_get(v, "hours");
    if (!date || (!is_holiday && !hours)) {
        return LC_WRONG(r, v, "%s has no %s", what,
                        date ? "hours; [] is for a closed day" : "date");
    }
    LC_TRY(read_date(r, date, s));
    if (name) {
        LC_TRY(lc_calendar_text(r, "a name", name, &s->name));
        LC_TRY(placed(r, name, lc_check_text(r->ctx, "a name", s->name, 200)));
    }
    if (hours) {
        LC_TRY(lc_hours_read(r, hours, &h));
    }
    s->hours = h.texts;
    s->open = h.open;
    s->count = h.count;
    s->total = h.total;
    return CTR_OK;
}

/* By date; of one date first what counts. */
static int by_date(const void *a, const void *b)
{
    const struct found *x = a;
    const struct found *y = b;
    if (x->special.day != y->special.day) {
        return x->special.day < y->special.day ? -1 : 1;
    }
    if (x->special.kind != y->special.kind) {
        return x->special.kind > y->special.kind ? -1 : 1;
    }
    uint32_t at_x = x->node ? x->node->offset : 0;
    uint32_t at_y = y->node ? y->node->offset : 0;
    return at_x < at_y ? -1 : at_x > at_y;
}

/* Dates that a zone has left out whole, as Samoa its 30 December of 2011. Counts into *count, and
 * writes where there is room. */
static void skipped_dates(const struct lc_zone *zone, struct found *out, size_t *count)
{
    const int64_t day_s = 86400;
    int64_t before = zone->first;
    for (size_t i = 0; i < zone->count; before = zone->changes[i].offset, i++) {
        int64_t at = zone->changes[i].at;
        if (zone->changes[i].offset - before < day_s || at < LC_DAY_FIRST * day_s ||
            at > LC_DAY_LAST * day_s) {
            continue;
        }
        int64_t day = lc_floor_div(at + before + day_s - 1, day_s);
        for (; (day + 1) * day_s <= at + zone->changes[i].offset; day++, ++*count) {
            if (out) {
                out[*count].special.kind = LC_SPECIAL_SKIPPED;
                out[*count].special.day = day;
            }
        }
    }
}

static ctr_status array_of(const struct lc_calendar_reading *r, const struct lc_value *node,
                           const char *key, size_t *count, const struct lc_value **out)
{
    *out = lc_get(node, key);
    *count = 0;
    if (*out && !lc_is(*out, LC_ARRAY)) {
        return LC_WRONG(r, *out, "%s is %s, wanted an array", key, lc_calendar_kind(*out));
    }
    *count = *out ? (*out)->count : 0;
    if (*count > LC_CALENDAR_SPECIALS) {
        return LC_WRONG(r, *out, "%zu %s, wanted at most %d", *count, key, LC_CALENDAR_SPECIALS);
    }
    return CTR_OK;
}

/* Sorted dates without those that others overrule. */
static ctr_status settle(const struct lc_calendar_reading *r, const struct found *found,
                         size_t count)
{
    struct lc_special *special = lc_new(r->ctx, count + 1, sizeof *special);
    size_t used = 0;
    if (!special) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        struct lc_special s = found[i].special;
        if (i && found[i - 1].special.day == s.day) {
            if (found[i - 1].special.kind == s.kind && s.kind != LC_SPECIAL_SKIPPED) {
                return LC_WRONG(r, found[i].node, "%s is there twice", s.date);
            }
            continue;
        }
        if (!s.date) {
            char text[LC_DATE_TEXT];
            s.date = lc_dup_c(r->ctx, lc_date_format(s.day, text));
            if (!s.date) {
                return CTR_E_NOMEM;
            }
        }
        special[used++] = s;
    }
    r->out->special_count = used;
    lc_calendar_total(r->out, special);
    return CTR_OK;
}

static ctr_status read_specials(const struct lc_calendar_reading *r, const struct lc_value *node)
{
    static const struct {
        const char *key;
        int32_t kind;
    } lists[] = {{"holidays", LC_SPECIAL_HOLIDAY}, {"exceptions", LC_SPECIAL_EXCEPTION}};
    const struct lc_value *arrays[2];
    size_t counts[2];
    size_t used = 0;
    for (size_t k = 0; k < 2; k++) {
        LC_TRY(array_of(r, node, lists[k].key, &counts[k], &arrays[k]));
    }
    skipped_dates(r->out->zone, NULL, &used);
    struct found *found = lc_new(r->ctx, used + counts[0] + counts[1] + 1, sizeof *found);
    if (!found) {
        return CTR_E_NOMEM;
    }
    used = 0;
    skipped_dates(r->out->zone, found, &used);
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < counts[k]; i++) {
            LC_TRY(read_special(r, lc_at(arrays[k], i), lists[k].kind, &found[used++]));
        }
    }
    qsort(found, used, sizeof *found, by_date);
    return settle(r, found, used);
}

static ctr_status read_names(const struct lc_calendar_reading *r, const struct lc_value *node)
{
    const struct lc_value *id = lc_get(node, "id");
    const struct lc_value *name = lc_get(node, "name");
    struct ctr_calendar *out = r->out;
    out->id = "calendar";
    if (id) {
        LC_TRY(lc_calendar_text(r, "the id of a calendar", id, &out->id));
        LC_TRY(placed(r, id, lc_check_name(r->ctx, "calendar", out->id)));
    }
    if (name) {
        LC_TRY(lc_calendar_text(r, "a name", name, &out->name));
        LC_TRY(placed(r, name, lc_check_text(r->ctx, "a name", out->name, 200)));
    }
    return CTR_OK;
}

static ctr_status read_zone(const struct lc_calendar_reading *r, const struct lc_value *node)
{
    const struct lc_value *zone = lc_get(node, "zone");
    struct ctr_calendar *out = r->out;
    out->zone_name = "UTC";
    if (zone) {
        LC_TRY(lc_calendar_text(r, "zone", zone, &out->zone_name));
    }
    return placed(r, zone ? zone : node,
                  r->zones->load(r->zones->user, r->ctx, out->zone_name, &out->zone));
}

static bool ever_open(const struct ctr_calendar *c)
{
    bool open = c->week_days > 0;
    for (size_t i = 0; i < c->special_count; i++) {
        open = open || c->special[i].count;
    }
    return open;
}

ctr_status lc_calendar_read(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                            const struct lc_zone_source *zones, struct ctr_calendar *out)
{
    static const char *const members[] = {"id",    "name",     "zone",       "week", "days",
                                          "hours", "holidays", "exceptions", NULL};
    const struct lc_calendar_reading r = {ctx, doc, zones, out};
    struct lc_week_day *week = lc_new(ctx, 7, sizeof *week);

    *out = (struct ctr_calendar){.week = week, .week_count = 7};
    if (!week) {
        return CTR_E_NOMEM;
    }
    if (!lc_is(node, LC_OBJECT)) {
        return LC_WRONG(&r, node, "a calendar is %s, wanted an object with zone, week, holidays",
                        lc_calendar_kind(node));
    }
    LC_TRY(check_members(&r, node, members, "a calendar"));
    LC_TRY(read_names(&r, node));
    LC_TRY(read_zone(&r, node));
    LC_TRY(lc_week_read(&r, node, week));
    LC_TRY(read_specials(&r, node));
    return ever_open(out)
               ? CTR_OK
               : LC_WRONG(&r, node, "calendar '%s' is never open; give a day hours", out->id);
}

ctr_status lc_calendar_default(struct lc_ctx *ctx, const struct lc_zone *zone,
                               struct ctr_calendar *out)
{
    const struct lc_calendar_reading r = {ctx, NULL, NULL, out};
    struct lc_week_day *week = lc_new(ctx, 7, sizeof *week);

    *out = (struct ctr_calendar){
        .id = "calendar", .zone_name = zone->name, .zone = zone, .week = week, .week_count = 7};
    if (!week) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_week_read(&r, NULL, week));
    return read_specials(&r, NULL);
}

static ctr_status read_item(const struct lc_calendar_reading *r, const struct lc_value *item,
                            struct ctr_calendar_list *list)
{
    struct ctr_calendar *c = r->out;
    const struct lc_value *id = lc_get(item, "id");
    LC_TRY(lc_calendar_read(r->ctx, r->doc, item, r->zones, c));
    if (!id) {
        return LC_WRONG(r, item, "a calendar in a list has no id");
    }
    if (lc_calendar_find(list, c->id)) {
        return LC_WRONG(r, id, "there are two calendars '%s'", c->id);
    }
    list->count++;
    return CTR_OK;
}

static const struct lc_value *array_in(const struct lc_value *node)
{
    return lc_is(node, LC_ARRAY) ? node : lc_get(node, "calendars");
}

const struct lc_value *lc_calendar_nodes(const struct lc_value *node, size_t *count)
{
    const struct lc_value *array = array_in(node);

    *count = array ? array->count : 1;
    return array ? array->items : node;
}

ctr_status lc_calendar_list_read(struct lc_ctx *ctx, struct lc_doc *doc,
                                 const struct lc_value *node, const struct lc_zone_source *zones,
                                 struct ctr_calendar_list *out)
{
    const struct lc_value *array = array_in(node);
    size_t count = lc_is(array, LC_ARRAY) ? array->count : 1;
    struct ctr_calendar *items = lc_new(ctx, count + 1, sizeof *items);
    struct lc_calendar_reading r = {ctx, doc, zones, items};

    *out = (struct ctr_calendar_list){items, 0};
    if (!items) {
        return CTR_E_NOMEM;
    }
    if (!array) {
        out->count = 1;
        return lc_calendar_read(ctx, doc, node, zones, items);
    }
    if (!lc_is(array, LC_ARRAY) || count > LC_CALENDARS) {
        return lc_is(array, LC_ARRAY)
                   ? LC_WRONG(&r, array, "%zu calendars, wanted at most %d", count, LC_CALENDARS)
                   : LC_WRONG(&r, array, "calendars is %s, wanted an array",
                              lc_calendar_kind(array));
    }
    for (size_t i = 0; i < count; i++, r.out++) {
        LC_TRY(read_item(&r, lc_at(array, i), out));
    }
    return CTR_OK;
}
