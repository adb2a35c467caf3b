/* <contracts/calendar.h>: calendars without a store. */
#include "api/getter.h"
#include "api/source.h"
#include "api/task.h"
#include "base/once.h"
#include "base/time.h"
#include "codec/yaml_read.h"
#include "core/zone.h"
#include "terms/calendar.h"

#include <stdio.h>

enum { DATE_ROOM = 11, LOCAL_ROOM = 40 };

void ctr_calendar_options_init(ctr_calendar_options *options, size_t size)
{
    lc_options_init(options, size);
}

/* A context as the options want it. lc_ctx_end is the caller's, in any case. */
static ctr_status begin(struct lc_ctx *ctx, const ctr_calendar_options *given,
                        ctr_calendar_options *o)
{
    const ctr_allocator *allocator =
        given && given->struct_size >= offsetof(ctr_calendar_options, allocator) + sizeof(void *)
            ? given->allocator
            : NULL;

    *o = (ctr_calendar_options){.struct_size = sizeof *o};
    LC_TRY(lc_ctx_begin(ctx, allocator));
    LC_TRY(LC_READ(ctx, ctr_calendar_options, given, o));
    LC_TRY(lc_check_text(ctx, "zone directory", o->zone_directory, 4096));
    if (o->id) {
        LC_TRY(lc_check_name(ctx, "calendar", o->id));
    }
    if (o->max_depth) {
        ctx->limits.max_depth = o->max_depth;
    }
    if (o->max_document_bytes) {
        ctx->limits.max_document_bytes = o->max_document_bytes;
    }
    return lc_once(ctx);
}

static ctr_status load_zone(void *user, struct lc_ctx *ctx, const char *name,
                            const struct lc_zone **out)
{
    return lc_zone_load(ctx, user, name, out);
}

static ctr_status read_list(struct lc_ctx *ctx, const ctr_source *given,
                            const ctr_calendar_options *options, ctr_calendar_options *o,
                            struct ctr_calendar_list *list)
{
    ctr_source source;
    struct lc_doc doc;

    LC_TRY(begin(ctx, options, o));
    LC_TRY(lc_source_check(ctx, given, CTR_FORMAT_AUTO, &source));
    const struct lc_read_options how = {.file = source.file};
    const struct lc_zone_source zones = {load_zone, (void *)(uintptr_t)o->zone_directory};
    LC_TRY(lc_doc_read(ctx, lc_str_n(source.data, source.size), &how, &doc));
    return lc_calendar_list_read(ctx, &doc, doc.root, &zones, list);
}

static ctr_status choose(struct lc_ctx *ctx, const struct ctr_calendar_list *list, const char *id,
                         const struct ctr_calendar **out)
{
    const char *ids = list->count ? list->items[0].id : "none";
    *out = id ? lc_calendar_find(list, id) : list->items;
    if (*out && (id || list->count == 1)) {
        return CTR_OK;
    }
    for (size_t i = 1; ids && i < list->count && i < 20; i++) {
        ids = lc_format(ctx, "%s, %s", ids, list->items[i].id);
    }
    if (id || !list->count) {
        return lc_fail(ctx, CTR_E_NOT_FOUND,
                       "there is no calendar %s%s%s in the document; it has %s", id ? "'" : "",
                       id ? id : "at all", id ? "'" : "", ids);
    }
    return lc_fail(ctx, CTR_E_ARGUMENT, "the document has several calendars; name one of %s", ids);
}

static ctr_status read_one(struct lc_ctx *ctx, const ctr_source *source,
                           const ctr_calendar_options *options, void **out)
{
    ctr_calendar_options o;
    struct ctr_calendar_list list;
    const struct ctr_calendar *one;

    LC_TRY(read_list(ctx, source, options, &o, &list));
    LC_TRY(choose(ctx, &list, o.id, &one));
    return lc_pack(ctx, &lc_shape_calendar, one, out);
}

ctr_status ctr_calendar_read(const ctr_source *source, const ctr_calendar_options *options,
                             ctr_calendar **out, ctr_error **err)
{
    struct lc_ctx ctx;
    void *result = NULL;

    ctr_status status = read_one(&ctx, source, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

static ctr_status read_all(struct lc_ctx *ctx, const ctr_source *source,
                           const ctr_calendar_options *options, void **out)
{
    ctr_calendar_options o;
    struct ctr_calendar_list list;

    LC_TRY(read_list(ctx, source, options, &o, &list));
    return lc_pack(ctx, &lc_shape_calendar_list, &list, out);
}

ctr_status ctr_calendar_list_read(const ctr_source *source, const ctr_calendar_options *options,
                                  ctr_calendar_list **out, ctr_error **err)
{
    struct lc_ctx ctx;
    void *result = NULL;

    ctr_status status = read_all(&ctx, source, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

/* A question about a calendar: its arguments, and where the answer goes. */
struct question {
    struct lc_ctx ctx;
    const ctr_calendar *calendar;
    const void *out;
};

static ctr_status ask(struct question *q)
{
    LC_TRY(lc_ctx_begin(&q->ctx, NULL));
    return q->calendar && q->out ? CTR_OK
                                 : lc_fail(&q->ctx, CTR_E_ARGUMENT, "%s is needed, not NULL",
                                           q->calendar ? "a place for the answer" : "a calendar");
}

static ctr_status take_date(struct question *q, const char *what, const char *date, int64_t *day)
{
    if (!date || !lc_date_parse(lc_str(date), day)) {
        return lc_fail(&q->ctx, CTR_E_ARGUMENT,
                       "%s '%.40s' is no date; wanted one that exists, such as 2026-11-20", what,
                       date ? date : "");
    }
    return CTR_OK;
}

static ctr_status add(struct question *q, int64_t start, int64_t span, int64_t *out)
{
    LC_TRY(ask(q));
    LC_TRY(lc_check_instant(&q->ctx, "the start", start));
    return lc_calendar_add(&q->ctx, q->calendar, start, span, out);
}

ctr_status ctr_calendar_add(const ctr_calendar *calendar, int64_t start_us, int64_t span_us,
                            int64_t *out_us, ctr_error **err)
{
    struct question q = {.calendar = calendar, .out = out_us};
    ctr_status status = add(&q, start_us, span_us, out_us);
    return lc_ctx_end(&q.ctx, status, err);
}

static ctr_status elapsed(struct question *q, int64_t from, int64_t to, int64_t *out)
{
    LC_TRY(ask(q));
    LC_TRY(lc_check_instant(&q->ctx, "the first instant", from));
    LC_TRY(lc_check_instant(&q->ctx, "the second instant", to));
    *out = lc_calendar_elapsed(q->calendar, from, to);
    return CTR_OK;
}

ctr_status ctr_calendar_elapsed(const ctr_calendar *calendar, int64_t from_us, int64_t to_us,
                                int64_t *out_us, ctr_error **err)
{
    struct question q = {.calendar = calendar, .out = out_us};
    ctr_status status = elapsed(&q, from_us, to_us, out_us);
    return lc_ctx_end(&q.ctx, status, err);
}

int ctr_calendar_is_open(const ctr_calendar *calendar, int64_t at_us)
{
    struct question q = {.calendar = calendar, .out = &q};
    ctr_status status = ask(&q);
    status = status == CTR_OK ? lc_check_instant(&q.ctx, "the instant", at_us) : status;
    bool open = status == CTR_OK && lc_calendar_is_open(calendar, at_us);
    (void)lc_ctx_end(&q.ctx, status, NULL);
    return open;
}

static ctr_status next_open(struct question *q, int64_t at, int64_t *out)
{
    LC_TRY(ask(q));
    LC_TRY(lc_check_instant(&q->ctx, "the instant", at));
    return lc_calendar_next_open(&q->ctx, q->calendar, at, out);
}

ctr_status ctr_calendar_next_open(const ctr_calendar *calendar, int64_t at_us, int64_t *out_us,
                                  ctr_error **err)
{
    struct question q = {.calendar = calendar, .out = out_us};
    ctr_status status = next_open(&q, at_us, out_us);
    return lc_ctx_end(&q.ctx, status, err);
}

static ctr_status is_working_day(struct question *q, const char *date, int *out)
{
    int64_t day;
    LC_TRY(ask(q));
    LC_TRY(take_date(q, "the date", date, &day));
    *out = lc_calendar_is_working_day(q->calendar, day);
    return CTR_OK;
}

ctr_status ctr_calendar_is_working_day(const ctr_calendar *calendar, const char *date, int *out,
                                       ctr_error **err)
{
    struct question q = {.calendar = calendar, .out = out};
    ctr_status status = is_working_day(&q, date, out);
    return lc_ctx_end(&q.ctx, status, err);
}

static ctr_status days(struct question *q, const char *from, const char *to, int64_t *out)
{
    int64_t first;
    int64_t last;
    LC_TRY(ask(q));
    LC_TRY(take_date(q, "the first date", from, &first));
    LC_TRY(take_date(q, "the second date", to, &last));
    *out = lc_calendar_days(q->calendar, first, last);
    return CTR_OK;
}

ctr_status ctr_calendar_days(const ctr_calendar *calendar, const char *from, const char *to,
                             int64_t *out, ctr_error **err)
{
    struct question q = {.calendar = calendar, .out = out};
    ctr_status status = days(&q, from, to, out);
    return lc_ctx_end(&q.ctx, status, err);
}

static ctr_status check_room(struct question *q, size_t size, size_t wanted)
{
    return size >= wanted
               ? CTR_OK
               : lc_fail(&q->ctx, CTR_E_ARGUMENT, "room for %zu bytes of text, wanted at least %zu",
                         size, wanted);
}

static ctr_status add_days(struct question *q, const char *from, int64_t count, char *out,
                           size_t size)
{
    char date[LC_DATE_TEXT];
    int64_t day;
    LC_TRY(ask(q));
    LC_TRY(check_room(q, size, DATE_ROOM));
    LC_TRY(take_date(q, "the date", from, &day));
    LC_TRY(lc_calendar_add_days(&q->ctx, q->calendar, day, count, &day));
    memcpy(out, lc_date_format(day, date), DATE_ROOM);
    return CTR_OK;
}

ctr_status ctr_calendar_add_days(const ctr_calendar *calendar, const char *from, int64_t count,
                                 char *out, size_t size, ctr_error **err)
{
    struct question q = {.calendar = calendar, .out = out};
    ctr_status status = add_days(&q, from, count, out, size);
    return lc_ctx_end(&q.ctx, status, err);
}

static ctr_status instant(struct question *q, const char *text, int64_t *out)
{
    int64_t us;
    LC_TRY(ask(q));
    struct lc_str s = lc_str(text);
    if (lc_time_parse_local(s, &us)) {
        int64_t second = lc_floor_div(us, LC_US_PER_SECOND);
        us += (lc_zone_instant(q->calendar->zone, second) - second) * LC_US_PER_SECOND;
    } else if (!lc_time_parse(s, false, &us)) {
        return lc_fail(&q->ctx, CTR_E_ARGUMENT,
                       "'%.60s' is no time; wanted RFC 3339 such as 2026-11-20T16:30:00+01:00, or "
                       "without an offset in the calendar's zone",
                       text ? text : "");
    }
    LC_TRY(lc_check_instant(&q->ctx, "the time", us));
    *out = us;
    return CTR_OK;
}

ctr_status ctr_calendar_instant(const ctr_calendar *calendar, const char *text, int64_t *out_us,
                                ctr_error **err)
{
    struct question q = {.calendar = calendar, .out = out_us};
    ctr_status status = instant(&q, text, out_us);
    return lc_ctx_end(&q.ctx, status, err);
}

static ctr_status local(struct question *q, int64_t at, char *out, size_t size)
{
    char text[LC_TIME_TEXT];
    LC_TRY(ask(q));
    LC_TRY(check_room(q, size, LOCAL_ROOM));
    LC_TRY(lc_check_instant(&q->ctx, "the instant", at));
    int64_t offset = lc_zone_offset(q->calendar->zone, lc_floor_div(at, LC_US_PER_SECOND));
    int east = (int)(offset < 0 ? -offset : offset);
    LC_TRY(lc_check_instant(&q->ctx, "the local time", at + offset * LC_US_PER_SECOND));
    lc_time_format(at + offset * LC_US_PER_SECOND, text);
    size_t used = strcspn(text, "Z");
    int n = snprintf(out, size, "%.*s%c%02d:%02d", (int)used, text, offset < 0 ? '-' : '+',
                     east / 3600, east / 60 % 60);
    if (east % 60) { /* local mean time */
        (void)snprintf(out + n, size - (size_t)n, ":%02d", east % 60);
    }
    return CTR_OK;
}

ctr_status ctr_calendar_local(const ctr_calendar *calendar, int64_t at_us, char *out, size_t size,
                              ctr_error **err)
{
    struct question q = {.calendar = calendar, .out = out};
    ctr_status status = local(&q, at_us, out, size);
    return lc_ctx_end(&q.ctx, status, err);
}

int ctr_span_parse(const char *text, int64_t *out_us)
{
    return text && out_us && lc_span_parse(lc_str(text), out_us);
}

LC_GET_STR(calendar, id, id)
LC_GET_STR(calendar, name, name)
LC_GET_STR(calendar, zone, zone_name)
LC_FREE(calendar)

LC_GET_SIZE(calendar_list, count, count)
LC_GET_AT(calendar_list, ctr_calendar, at, items, count)
LC_FREE(calendar_list)
