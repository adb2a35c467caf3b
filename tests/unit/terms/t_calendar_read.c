/* Calendars out of documents: every form that is allowed, and every value that is wrong with its
 * place. */
#include "calendars.h"

#include "../base/fault.h"
#include "codec/json_write.h"

static void forms_are_the_same(void **state)
{
    (void)state;
    static const char *const same[] = {
        "{}",
        "days: mon..fri",
        "days: [mon..fri]",
        "days: [Monday, TUE, wednesday, thu, fri]",
        "hours: '00:00-24:00'",
        "days: [mon, tue, wed..fri]\nhours: ['12:00-24:00', '00:00-12:00']",
        ("week: {mon: 00:00-24:00, tue: [00:00-24:00], wed: 00:00-24:00, thu: 00:00-24:00, "
         "friday: 00:00-24:00, sat: [], sun: null}"),
        "{\"id\": \"calendar\", \"zone\": \"UTC\", \"x-note\": 1}",
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        struct calendar k;
        calendar_of(&k, same[i]);
        assert_string_equal(k.c.id, "calendar");
        assert_string_equal(k.c.zone_name, "UTC");
        assert_true(k.c.week_total == 5 * LC_US_PER_DAY);
        assert_int_equal(k.c.week_days, 5);
        for (int d = 0; d < 7; d++) {
            assert_true(k.c.week[d].total == (d < 5 ? LC_US_PER_DAY : 0));
        }
        calendar_end(&k);
    }
}

static void days_may_go_round_the_week(void **state)
{
    (void)state;
    struct calendar k;
    calendar_of(&k, "days: [sat..mon, wed]");
    assert_int_equal(k.c.week_days, 4);
    assert_int_equal(k.c.week[0].count, 1);
    assert_int_equal(k.c.week[1].count, 0);
    assert_int_equal(k.c.week[2].count, 1);
    assert_int_equal(k.c.week[6].count, 1);
    calendar_end(&k);
}

static void an_exception_overrules_a_holiday(void **state)
{
    (void)state;
    struct calendar k;
    calendar_of(&k, "zone: Pacific/Apia\nholidays: [2026-12-25, 2026-01-01, 2011-12-30]\n"
                    "exceptions: [{date: 2026-12-25, hours: '10:00-12:00', name: Rush}, "
                    "{date: 2026-12-28, hours: []}, {date: 2026-12-29, hours: null}]");
    static const struct {
        const char *date;
        int kind;
        size_t count;
    } rows[] = {{"2011-12-30", LC_SPECIAL_SKIPPED, 0},
                {"2026-01-01", LC_SPECIAL_HOLIDAY, 0},
                {"2026-12-25", LC_SPECIAL_EXCEPTION, 1},
                {"2026-12-28", LC_SPECIAL_EXCEPTION, 0},
                {"2026-12-29", LC_SPECIAL_EXCEPTION, 0}};
    assert_int_equal(k.c.special_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(k.c.special[i].date, rows[i].date);
        assert_int_equal(k.c.special[i].kind, rows[i].kind);
        assert_int_equal(k.c.special[i].count, rows[i].count);
    }
    assert_string_equal(k.c.special[2].name, "Rush");
    calendar_end(&k);
}

static void a_result_is_its_json(void **state)
{
    (void)state;
    struct calendar k;
    struct lc_buf buf;
    calendar_of(&k, "id: b\nname: Berlin\nzone: Europe/Berlin\nhours: 09:00-17:00\n"
                    "holidays: [{date: 2026-12-25, name: Christmas}]");
    lc_buf_init(&buf, &k.ctx.alloc, 10000);
    lc_json_shape(&buf, &lc_shape_calendar, &k.c, false);
    assert_string_equal(
        lc_buf_cstr(&buf),
        "{\"id\":\"b\",\"name\":\"Berlin\",\"zone\":\"Europe/Berlin\",\"week\":["
        "{\"day\":\"monday\",\"hours\":[\"09:00-17:00\"]},"
        "{\"day\":\"tuesday\",\"hours\":[\"09:00-17:00\"]},"
        "{\"day\":\"wednesday\",\"hours\":[\"09:00-17:00\"]},"
        "{\"day\":\"thursday\",\"hours\":[\"09:00-17:00\"]},"
        "{\"day\":\"friday\",\"hours\":[\"09:00-17:00\"]},"
        "{\"day\":\"saturday\",\"hours\":[]},{\"day\":\"sunday\",\"hours\":[]}],"
        "\"dates\":[{\"date\":\"2026-12-25\",\"kind\":\"holiday\",\"name\":\"Christmas\","
        "\"hours\":[]}]}");
    lc_buf_free(&buf);
    calendar_end(&k);
}

static void wrong_values_are_named_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message, *field;
    } rows[] = {
        {"[]", "c.yaml:1:1: a calendar is an array, wanted an object with zone, week, holidays",
         ""},
        {"zone: Europe/Berlim", "c.yaml:1:7: there is no time zone 'Europe/Berlim' in the test",
         "/zone"},
        {"zone: 7", "c.yaml:1:7: zone is a number, wanted a text", "/zone"},
        {"\"zone\": \"a\\0b\"", "c.yaml:1:9: zone holds a NUL character", "/zone"},
        {"id: 'a b'",
         "c.yaml:1:5: the name of the calendar 'a b' is not acceptable at offset 1; wanted are 1 "
         "to "
         "128 of A-Z a-z 0-9 '.' '_' '-', the first a letter or digit",
         "/id"},
        {"name: [x]", "c.yaml:1:7: a name is an array, wanted a text", "/name"},
        {"name: \"a\\nb\"", NULL, "/name"},
        {"zon: UTC",
         "c.yaml:1:1: 'zon' is no member of a calendar; it has id, name, zone, week, days, hours, "
         "holidays, exceptions",
         "/zon"},
        {"hours: 9-17",
         "c.yaml:1:8: '9-17' is no span of hours; wanted HH:MM-HH:MM such as 09:00-17:00",
         "/hours"},
        {"hours: 09:00-24:01",
         "c.yaml:1:8: '09:00-24:01' is no span of hours; wanted HH:MM-HH:MM such as 09:00-17:00",
         "/hours"},
        {"hours: 09:60-17:00",
         "c.yaml:1:8: '09:60-17:00' is no span of hours; wanted HH:MM-HH:MM such as 09:00-17:00",
         "/hours"},
        {"hours: 25:00-26:00",
         "c.yaml:1:8: '25:00-26:00' is no span of hours; wanted HH:MM-HH:MM such as 09:00-17:00",
         "/hours"},
        {"hours: 22:00-06:00",
         "c.yaml:1:8: '22:00-06:00' ends before it begins; write what is behind midnight (24:00) "
         "to "
         "the next day",
         "/hours"},
        {"hours: 09:00-09:00",
         "c.yaml:1:8: '09:00-09:00' ends before it begins; write what is behind midnight (24:00) "
         "to "
         "the next day",
         "/hours"},
        {"hours: ['09:00-12:00', '11:00-13:00']",
         "c.yaml:1:24: '11:00-13:00' overlaps other hours of the day", "/hours/1"},
        {"hours: ['09:00-12:00', '08:00-09:01']",
         "c.yaml:1:24: '08:00-09:01' overlaps other hours of the day", "/hours/1"},
        {"hours: {from: 9}", "c.yaml:1:8: a span of hours is an object, wanted a text", "/hours"},
        {"hours: [7]", "c.yaml:1:9: a span of hours is a number, wanted a text", "/hours/0"},
        {"days: [mon, toe]",
         "c.yaml:1:13: 'toe' is no day of the week; wanted mon to sun, or mon..fri", "/days/1"},
        {"days: mon..", "c.yaml:1:7: 'mon..' is no day of the week; wanted mon to sun, or mon..fri",
         "/days"},
        {"days: ..", "c.yaml:1:7: '..' is no day of the week; wanted mon to sun, or mon..fri",
         "/days"},
        {"days: [1]", "c.yaml:1:8: a day is a number, wanted mon to sun, or mon..fri", "/days/0"},
        {"days: {}", "c.yaml:1:7: a day is an object, wanted mon to sun, or mon..fri", "/days"},
        {"week: [mon]",
         "c.yaml:1:7: week is an array, wanted days with hours, such as mon: [\"09:00-17:00\"]",
         "/week"},
        {"week: {moon: []}", "c.yaml:1:8: 'moon' is no day of the week; wanted mon to sun",
         "/week/moon"},
        {"week: {mon: [], Monday: []}", "c.yaml:1:17: monday is there twice", "/week/Monday"},
        {"week: {mon: 09:00-17:00}\nhours: 09:00-17:00",
         "c.yaml:1:7: there are both week and hours; wanted one of the two", "/week"},
        {"week: {mon: 09:00-17:00}\ndays: mon",
         "c.yaml:1:7: there are both week and days; wanted one of the two", "/week"},
        {"holidays: 2026-12-25", "c.yaml:1:11: holidays is a text, wanted an array", "/holidays"},
        {"holidays: [2026-02-29]",
         "c.yaml:1:12: '2026-02-29' is no date; wanted one that exists, such as 2026-12-25",
         "/holidays/0"},
        {"holidays: [7]", "c.yaml:1:12: a holiday is a number, wanted a date, or date and name",
         "/holidays/0"},
        {"holidays: [{name: x}]", "c.yaml:1:12: a holiday has no date", "/holidays/0"},
        {"holidays: [{date: 2026-12-25, hours: []}]",
         "c.yaml:1:31: 'hours' is no member of a holiday; it has date, name", "/holidays/0/hours"},
        {"holidays: [2026-12-25, {date: 2026-12-25}]", "c.yaml:1:24: 2026-12-25 is there twice",
         "/holidays/1"},
        {"exceptions: [2026-12-25]",
         "c.yaml:1:14: an exception is a text, wanted date, hours and name", "/exceptions/0"},
        {"exceptions: [{date: 2026-12-25}]",
         "c.yaml:1:14: an exception has no hours; [] is for a closed day", "/exceptions/0"},
        {"exceptions: [{date: soon, hours: []}]",
         "c.yaml:1:21: 'soon' is no date; wanted one that exists, such as 2026-12-25",
         "/exceptions/0/date"},
        {"exceptions:\n- {date: 2026-12-25, hours: []}\n- {date: 2026-12-25, hours: []}",
         "c.yaml:3:3: 2026-12-25 is there twice", "/exceptions/1"},
        {"days: []", "c.yaml:1:1: calendar 'calendar' is never open; give a day hours", ""},
        {"week: {}", "c.yaml:1:1: calendar 'calendar' is never open; give a day hours", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct calendar k;
        calendar_take(&k, rows[i].text);
        const char *message = ctr_error_message(k.ctx.error);
        if (k.status != CTR_E_INPUT || (rows[i].message && strcmp(message, rows[i].message) != 0)) {
            fail_msg("%s\n  %s\n  %s", rows[i].text, message, rows[i].message);
        }
        assert_string_equal(ctr_error_detail(k.ctx.error, "field"), rows[i].field);
        assert_string_equal(ctr_error_detail(k.ctx.error, "file"), "c.yaml");
        assert_non_null(ctr_error_detail(k.ctx.error, "line"));
        calendar_end(&k);
    }
}

static void lists(const char *text, ctr_status want, const char *message, size_t count)
{
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct ctr_calendar_list list;
    const struct lc_read_options how = {.file = "c.yaml"};
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_doc_read(&ctx, lc_str(text), &how, &doc), CTR_OK);
    ctr_status status = lc_calendar_list_read(&ctx, &doc, doc.root, &test_zones, &list);
    if (status != want || (message && strcmp(ctr_error_message(ctx.error), message) != 0)) {
        fail_msg("%s: %s", text, ctr_error_message(ctx.error));
    }
    if (want == CTR_OK) {
        assert_int_equal(list.count, count);
    }
    if (count > 1) {
        assert_ptr_equal(lc_calendar_find(&list, "b"), &list.items[1]);
        assert_null(lc_calendar_find(&list, "c"));
    }
    lc_ctx_end(&ctx, status, NULL);
}

static void documents_hold_one_or_many(void **state)
{
    (void)state;
    lists("zone: UTC", CTR_OK, NULL, 1);
    lists("[]", CTR_OK, NULL, 0);
    lists("[{id: a}, {id: b}]", CTR_OK, NULL, 2);
    lists("title: a master\ncalendars: [{id: a}, {id: b, zone: Europe/Berlin}]", CTR_OK, NULL, 2);
    lists("calendars: {a: {}}", CTR_E_INPUT, "c.yaml:1:12: calendars is an object, wanted an array",
          0);
    lists("calendars: [{}]", CTR_E_INPUT, "c.yaml:1:13: a calendar in a list has no id", 0);
    lists("calendars: [{id: a}, {id: a}]", CTR_E_INPUT, "c.yaml:1:27: there are two calendars 'a'",
          0);
    lists("calendars: [7]", CTR_E_INPUT,
          "c.yaml:1:13: a calendar is a number, wanted an object with zone, week, holidays", 0);
    lists("7", CTR_E_INPUT,
          "c.yaml:1:1: a calendar is a number, wanted an object with zone, week, holidays", 0);
}

static void too_much_is_refused(void **state)
{
    (void)state;
    struct calendar k;
    char *text = malloc(400000);
    char date[LC_DATE_TEXT];
    assert_non_null(text);
    size_t used = (size_t)sprintf(text, "holidays: [");
    for (int i = 0; i <= LC_CALENDAR_SPECIALS; i++) {
        used += (size_t)sprintf(text + used, "%s%s", i ? "," : "", lc_date_format(i, date));
    }
    strcpy(text + used, "]");
    calendar_take(&k, text);
    assert_int_equal(k.status, CTR_E_INPUT);
    assert_string_equal(ctr_error_message(k.ctx.error),
                        "c.yaml:1:11: 10001 holidays, wanted at most 10000");
    calendar_end(&k);
    used = (size_t)sprintf(text, "hours: [");
    for (int i = 0; i <= LC_CALENDAR_HOURS; i++) {
        used += (size_t)sprintf(text + used, "%s'00:%02d-00:%02d'", i ? "," : "", i, i + 1);
    }
    strcpy(text + used, "]");
    calendar_take(&k, text);
    assert_string_equal(ctr_error_message(k.ctx.error),
                        "c.yaml:1:8: 49 spans of hours, wanted at most 48 a day");
    calendar_end(&k);
    free(text);
}

static ctr_status read_whole(struct lc_ctx *ctx, const char *text)
{
    struct lc_doc doc;
    struct ctr_calendar_list list;
    void *out = NULL;
    LC_TRY(lc_doc_read(ctx, lc_str(text), NULL, &doc));
    LC_TRY(lc_calendar_list_read(ctx, &doc, doc.root, &test_zones, &list));
    LC_TRY(lc_pack(ctx, &lc_shape_calendar_list, &list, &out));
    lc_block_free(out);
    return CTR_OK;
}

static void no_memory_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ctr_status end;
    } rows[] = {
        {"[{id: a, name: A, zone: Europe/Berlin, holidays: [2026-12-25], "
         "exceptions: [{date: 2026-12-24, hours: ['09:00-12:00'], name: x}]}]",
         CTR_OK},
        {"id: 'a b'", CTR_E_INPUT},
        {"zone: nowhere", CTR_E_INPUT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_status status = CTR_E_NOMEM;
        for (int at = 1; status == CTR_E_NOMEM; at++) {
            struct fault f = {.fail_at = at, .persistent = true};
            ctr_allocator host = fault_table(&f);
            struct lc_ctx ctx;
            assert_int_equal(lc_ctx_begin(&ctx, &host), CTR_OK);
            status = read_whole(&ctx, rows[i].text);
            lc_ctx_end(&ctx, status, NULL);
        }
        assert_int_equal(status, rows[i].end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_the_same),
        cmocka_unit_test(days_may_go_round_the_week),
        cmocka_unit_test(an_exception_overrules_a_holiday),
        cmocka_unit_test(a_result_is_its_json),
        cmocka_unit_test(wrong_values_are_named_with_their_place),
        cmocka_unit_test(documents_hold_one_or_many),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(no_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
