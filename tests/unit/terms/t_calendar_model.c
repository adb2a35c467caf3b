/* Random calendars against a model that looks at the clock on the wall every minute. */
#include "calendars.h"

#include "base/buf.h"

#define MINUTE (60 * LC_US_PER_SECOND)

struct chance {
    uint64_t state;
};

static uint32_t draw(struct chance *c, uint32_t below)
{
    c->state = c->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(c->state >> 33) % below;
}

static void add_hours(struct chance *c, struct lc_buf *b)
{
    int at = 0;
    lc_buf_text(b, "[");
    for (uint32_t i = draw(c, 4); i && at < 1380; i--) {
        int from = at + (int)draw(c, 300);
        int to = from + 1 + (int)draw(c, 400);
        to = to > 1440 ? 1440 : to;
        if (from >= to) {
            break;
        }
        lc_buf_printf(b, "%s\"%02d:%02d-%02d:%02d\"", at ? "," : "", from / 60, from % 60, to / 60,
                      to % 60);
        at = to;
    }
    lc_buf_text(b, "]");
}

/* A calendar with special dates in the 40 days from `first` on. */
static void make(struct chance *c, struct lc_buf *b, const char *zone, int64_t first)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    char date[LC_DATE_TEXT];
    lc_buf_clear(b);
    lc_buf_printf(b, "{\"zone\": \"%s\", \"week\": {\"mon\": [\"07:30-19:00\"]", zone);
    for (size_t i = 1; i < 7; i++) {
        lc_buf_printf(b, ", \"%s\": ", days[i]);
        add_hours(c, b);
    }
    lc_buf_text(b, "}, \"holidays\": [");
    const char *glue = "";
    for (int64_t d = first; d < first + 40; d++) {
        if (draw(c, 10) == 0) {
            lc_buf_printf(b, "%s\"%s\"", glue, lc_date_format(d, date));
            glue = ", ";
        }
    }
    lc_buf_text(b, "], \"exceptions\": [");
    glue = "";
    for (int64_t d = first; d < first + 40; d++) {
        if (draw(c, 10) == 0) {
            lc_buf_printf(b, "%s{\"date\": \"%s\", \"hours\": ", glue, lc_date_format(d, date));
            add_hours(c, b);
            lc_buf_text(b, "}");
            glue = ", ";
        }
    }
    lc_buf_text(b, "]}");
}

/* The document's words taken literally: no sums, no tables, no spans. */
static const struct lc_value *hours_of(const struct lc_value *root, int64_t day)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    char date[LC_DATE_TEXT];
    lc_date_format(day, date);
    const struct lc_value *list = lc_get(root, "exceptions");
    for (size_t i = 0; i < list->count; i++) {
        if (lc_str_is(lc_text(lc_get(lc_at(list, i), "date")), date)) {
            return lc_get(lc_at(list, i), "hours");
        }
    }
    list = lc_get(root, "holidays");
    for (size_t i = 0; i < list->count; i++) {
        if (lc_str_is(lc_text(lc_at(list, i)), date)) {
            return NULL;
        }
    }
    return lc_get(lc_get(root, "week"), days[lc_weekday(day)]);
}

static int minute_of(const char *text)
{
    return (text[0] - '0') * 600 + (text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
}

static bool model_open(const struct calendar *k, int64_t us)
{
    int64_t local = us / LC_US_PER_SECOND + lc_zone_offset(k->c.zone, us / LC_US_PER_SECOND);
    int64_t day = lc_floor_div(local, 86400);
    int minute = (int)((local - day * 86400) / 60);
    const struct lc_value *hours = hours_of(k->doc.root, day);
    for (size_t i = 0; hours && i < hours->count; i++) {
        const char *text = lc_at(hours, i)->chars;
        if (minute >= minute_of(text) && minute < minute_of(text + 6)) {
            return true;
        }
    }
    return false;
}

enum { MINUTES = 40 * 1440 };

static void compare(struct chance *c, struct calendar *k, int64_t begin)
{
    static int32_t open[MINUTES + 1]; /* open minutes before each */
    for (int i = 0; i < MINUTES; i++) {
        bool is = model_open(k, begin + i * MINUTE);
        assert_true(lc_calendar_is_open(&k->c, begin + i * MINUTE) == is);
        open[i + 1] = open[i] + is;
    }
    for (int n = 0; n < 200; n++) {
        int a = (int)draw(c, MINUTES);
        int b = (int)draw(c, MINUTES);
        int64_t from = begin + a * MINUTE;
        int64_t to = begin + b * MINUTE;
        int64_t due;
        assert_true(lc_calendar_elapsed(&k->c, from, to) == (open[b] - open[a]) * MINUTE);
        int32_t left = open[MINUTES] - open[a];
        if (!left) {
            continue;
        }
        int32_t goal = 1 + (int32_t)draw(c, (uint32_t)left);
        int at = a;
        while (open[at] - open[a] < goal) {
            at++;
        }
        assert_int_equal(lc_calendar_add(&k->ctx, &k->c, from, goal * MINUTE, &due), CTR_OK);
        assert_true(due == begin + at * MINUTE);
        assert_int_equal(lc_calendar_next_open(&k->ctx, &k->c, from, &due), CTR_OK);
        for (at = a; open[at + 1] == open[at]; at++) {
        }
        assert_true(due == begin + at * MINUTE);
    }
}

/* Dates of the zone that are any working days at all, by the document. */
static void compare_days(struct chance *c, struct calendar *k, int64_t first, int64_t skipped)
{
    for (int n = 0; n < 100; n++) {
        int64_t from = first + draw(c, 40);
        int64_t to = first + draw(c, 40);
        int64_t low = from < to ? from : to;
        int64_t high = from < to ? to : from;
        int64_t count = 0;
        for (int64_t d = low + 1; d <= high; d++) {
            const struct lc_value *hours = hours_of(k->doc.root, d);
            bool works = hours && hours->count && d != skipped;
            assert_true(lc_calendar_is_working_day(&k->c, d) == works);
            count += works;
        }
        assert_int_equal(lc_calendar_days(&k->c, from, to), from < to ? count : -count);
        int64_t there;
        assert_int_equal(lc_calendar_add_days(&k->ctx, &k->c, low, count, &there), CTR_OK);
        assert_true(there <= high);
        assert_int_equal(lc_calendar_days(&k->c, low, there), count);
    }
}

static void random_calendars_agree_with_the_clock_on_the_wall(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *from;
    } rows[] = {
        {"Europe/Berlin", "2026-03-10"},
        {"Europe/Berlin", "2026-10-10"},
        {"America/New_York", "2026-02-25"},
        {"America/New_York", "2026-10-15"},
        {"Australia/Lord_Howe", "2026-03-20"},
        {"Australia/Lord_Howe", "2026-09-20"},
        {"Pacific/Apia", "2011-12-10"},
        {"Pacific/Apia", "2011-09-10"},
        {"-05:30", "2023-12-15"},
        {"UTC", "2024-02-10"},
    };
    const char *seed = getenv("CTR_SEED");
    struct chance c = {seed ? strtoull(seed, NULL, 10) : UINT64_C(20261120)};
    const char *rounds = getenv("CTR_ROUNDS");
    struct lc_buf text;
    print_message("seed %llu\n", (unsigned long long)c.state);
    for (long round = rounds ? atol(rounds) : 3; round; round--) {
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            struct calendar k;
            struct lc_ctx ctx;
            assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
            lc_buf_init(&text, &ctx.alloc, 100000);
            make(&c, &text, rows[i].zone, day_of(rows[i].from));
            calendar_of(&k, lc_buf_cstr(&text));
            compare(&c, &k, day_of(rows[i].from) * LC_US_PER_DAY);
            compare_days(&c, &k, day_of(rows[i].from),
                         strcmp(rows[i].zone, "Pacific/Apia") == 0 ? day_of("2011-12-30") : 0);
            calendar_end(&k);
            lc_buf_free(&text);
            lc_ctx_end(&ctx, CTR_OK, NULL);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_calendars_agree_with_the_clock_on_the_wall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
