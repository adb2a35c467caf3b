/* Scope volatility: what counts as what, day by day; backlogs from files of their own. */
#include "terms/volatility.h"
#include "terms_case.h"

static const char *summary(struct terms_case *c, const struct ctr_volatility *v)
{
    if (!v->computable) {
        return v->reason;
    }
    return lc_format(&c->ctx, "%s = %s+%s+%s / %s, %s", v->volatility_pct, v->added, v->changed,
                     v->removed, v->baseline, v->net_growth_pct);
}

static void what_came_changed_and_went_counts(void **state)
{
    (void)state;
    static const struct {
        const char *dates, *items, *summary;
    } cases[] = {
        /* the example that everybody uses */
        {"start: 2026-03-02, end: 2026-03-13",
         "{id: a, size: 90}, {id: b, size: 10, removed: 2026-03-06}, {id: c, size: 20, added: "
         "2026-03-05}",
         "30 = 20+0+10 / 100, 10"},
        /* the first day is the baseline's, the last one still counts */
        {"start: 2026-03-02, end: 2026-03-13", "{id: a, size: 4}, {id: b, added: 2026-03-02}",
         "0 = 0+0+0 / 5, 0"},
        {"start: 2026-03-02, end: 2026-03-13", "{id: a, size: 4}, {id: b, added: 2026-03-03}",
         "25 = 1+0+0 / 4, 25"},
        {"start: 2026-03-02, end: 2026-03-13", "{id: a, size: 4}, {id: b, added: 2026-03-13}",
         "25 = 1+0+0 / 4, 25"},
        {"start: 2026-03-02, end: 2026-03-13", "{id: a, size: 4}, {id: b, added: 2026-03-14}",
         "0 = 0+0+0 / 4, 0"},
        {"start: 2026-03-02", "{id: a, size: 4}, {id: b, added: 2036-03-14}",
         "25 = 1+0+0 / 4, 25"}, /* no end: still going on */
        {"start: 2026-03-02", "{id: a, size: 4}, {id: b, removed: 2026-03-02}",
         "0 = 0+0+0 / 4, 0"}, /* gone before it began */
        {"start: 2026-03-02", "{id: a, size: 4}, {id: b, changed: 2026-03-02}", "0 = 0+0+0 / 5, 0"},
        {"start: 2026-03-02", "{id: a, size: 4, changed: 2026-03-03, removed: 2026-03-04}",
         "200 = 0+4+4 / 4, -100"},
        {"start: 2026-03-02",
         "{id: a, size: 4}, {id: b, size: 2, added: 2026-03-03, removed: "
         "2026-03-04}",
         "100 = 2+0+2 / 4, 0"}, /* came and went */
        {"start: 2026-03-02", "{id: a, size: 3}, {id: b, added: 2026-03-03}",
         "33.333333 = 1+0+0 / 3, 33.333333"},
        {"start: 2026-03-02", "{id: a, size: 3}, {id: b, size: 2, added: 2026-03-03}",
         "66.666667 = 2+0+0 / 3, 66.666667"},
        {"start: 2026-03-02",
         "{id: a, size: 3, removed: 2026-03-03}, {id: b, size: 3}, {id: c, "
         "size: 3}",
         "33.333333 = 0+0+3 / 9, -33.333333"},
        {"start: 2026-03-02",
         "{id: a, size: 1000000000}, {id: b, size: 0.000001, added: "
         "2026-03-03}",
         "0 = 0.000001+0+0 / 1000000000, 0"},
        {"start: 2026-03-02", "", "nothing was in the backlog at the start"},
        {"start: 2026-03-02", "{id: a, size: 0}", "nothing was in the backlog at the start"},
        {"start: 2026-03-02", "{id: a, added: 2026-03-03}",
         "nothing was in the backlog at the start"},
        {"end: 2026-03-02", "{id: a}", "the statement of work has no start date"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms_case c;
        struct ctr_volatility v;
        char text[500];
        snprintf(text, sizeof text, "id: s\ndates: {%s}\nbacklog: [%s]\n", cases[i].dates,
                 cases[i].items);
        case_of(&c, CTR_TERMS_SOW, text);
        assert_int_equal(lc_sow_volatility(&c.ctx, &c.sow, NULL, &v), CTR_OK);
        assert_string_equal(summary(&c, &v), cases[i].summary);
        assert_int_equal(v.computable, v.reason == NULL);
        case_end(&c);
    }
}

static void items_in_any_form_mean_the_same(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "id,title,size,added,changed,removed\r\na,\"One, two\",90,,,\r\nb,,10,,,2026-03-06\r\n"
        "c,,20,2026-03-05,,\r\n",
        "size,id,removed,added,title\n90,a,,,\"One, two\"\n10,b,2026-03-06,,\n20,c,,2026-03-05,\n",
        "[{\"id\":\"a\",\"title\":\"One, "
        "two\",\"size\":90},{\"id\":\"b\",\"size\":\"10\",\"removed\""
        ":\"2026-03-06\"},{\"id\":\"c\",\"size\":2e1,\"added\":\"2026-03-05\"}]",
        "{\"backlog\":[{\"id\":\"a\",\"title\":\"One, two\",\"size\":90},{\"id\":\"b\",\"size\":10,"
        "\"removed\":\"2026-03-06\"},{\"id\":\"c\",\"size\":20,\"added\":\"2026-03-05\"}]}",
        "- {id: a, title: 'One, two', size: 90}\n- {id: b, size: 10, removed: 2026-03-06}\n"
        "- {id: c, size: 20, added: 2026-03-05}\n",
        "<sow><backlog><item><id>a</id><title>One, two</title><size>90</size></item><item><id>b"
        "</id><size>10</size><removed>2026-03-06</removed></item><item><id>c</id><size>20</size>"
        "<added>2026-03-05</added></item></backlog></sow>",
    };
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct terms_case c;
        struct lc_backlog backlog;
        struct ctr_volatility v;
        case_of(&c, CTR_TERMS_SOW,
                "id: s\ndates: {start: 2026-03-02, end: 2026-03-13}\n"
                "backlog: [{id: other, size: 7}]\n");
        c.status = lc_backlog_read(&c.ctx, lc_str(forms[i]), "items", &backlog);
        assert_string_equal(case_message(&c), "(no error)");
        assert_int_equal(lc_sow_volatility(&c.ctx, &c.sow, &backlog, &v), CTR_OK);
        assert_string_equal(summary(&c, &v), "30 = 20+0+10 / 100, 10");
        assert_int_equal(v.count, 3);
        assert_string_equal(v.items[0].title, "One, two");
        assert_string_equal(v.items[1].removed, "2026-03-06");
        assert_null(v.items[1].added);
        assert_int_equal(v.items[0].in_baseline, 1);
        assert_int_equal(v.items[1].was_removed, 1);
        assert_int_equal(v.items[2].was_added, 1);
        assert_int_equal(v.items[2].in_baseline, 0);
        case_end(&c);
    }
}

static void bad_items_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"id: s\n", "items:1:1: a backlog should be a list of items, or CSV with a column 'id'"},
        {"just text", "items:1:1: a backlog should be a list of items, or CSV with a column 'id'"},
        {"name,size\na,1\n",
         "items:1:1: a backlog should be a list of items, or CSV with a column 'id'"},
        {"id,size\na,many\n",
         "items:2:3: /backlog/a/size: should be a number from 0 to 1000000000, found 'many'"},
        {"id,size\na,-1\n",
         "items:2:3: /backlog/a/size: should be a number from 0 to 1000000000, found '-1'"},
        {"id,added\na,2026-02-30\n",
         "items:2:3: /backlog/a/added: should be a date that exists, as 2026-12-31, found "
         "'2026-02-30'"},
        {"id\na\nb\na\n",
         "items:4:1: /backlog/a: is there twice; remove one, or give them different ids"},
        {"id\na b\n",
         "items:2:1: /backlog/a b/id: should be a name: 1 to 128 of A-Z a-z 0-9 '.' '_' '-', the "
         "first a letter or digit, found 'a b'"},
        {"id,title\n,x\n", "items:2:1: /backlog/0: the backlog item lacks 'id': name of the item"},
        {"id,title\na\n", "items:2:1: the row has 1 cells, the first line has 2"},
        {"id,added,removed\na,2026-01-02,2026-01-01\n",
         "items:2:14: /backlog/a/removed: is before the item was added"},
        {"id,added,changed\na,2026-01-02,2026-01-01\n",
         "items:2:14: /backlog/a/changed: is before the item was added"},
        {"id,changed,removed\na,2026-01-02,2026-01-01\n",
         "items:2:3: /backlog/a/changed: is after the item was removed"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms_case c;
        struct lc_backlog backlog;
        case_begin(&c, NULL);
        c.status = lc_once(&c.ctx);
        c.status = lc_backlog_read(&c.ctx, lc_str(cases[i].text), "items", &backlog);
        assert_string_equal(case_message(&c), cases[i].message);
        assert_int_equal(c.status, CTR_E_INPUT);
        case_end(&c);
    }
}

static void the_sow_s_own_items_are_checked_too(void **state)
{
    (void)state;
    refuses(CTR_TERMS_SOW, "id: s\nbacklog: [{id: a, added: 2026-01-02, removed: 2026-01-01}]\n",
            "file:2:47: /backlog/a/removed: is before the item was added", "/backlog/a/removed");
}

static bool compute(const ctr_allocator *alloc)
{
    struct terms_case c;
    struct ctr_volatility v;
    struct lc_backlog backlog;
    case_begin(&c, alloc);
    case_read_n(&c, CTR_TERMS_SOW, LC_STR("id: s\ndates: {start: 2026-03-02}\n"));
    struct lc_str items = LC_STR("id,size,added\na,1,\nb,2,2026-03-03\n");
    c.status = c.status == CTR_OK ? lc_backlog_read(&c.ctx, items, "items", &backlog) : c.status;
    c.status = c.status == CTR_OK ? lc_sow_volatility(&c.ctx, &c.sow, &backlog, &v) : c.status;
    bool good = c.status == CTR_OK;
    assert_true(good || c.status == CTR_E_NOMEM);
    case_end(&c);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(compute);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_came_changed_and_went_counts),
        cmocka_unit_test(items_in_any_form_mean_the_same),
        cmocka_unit_test(bad_items_are_refused),
        cmocka_unit_test(the_sow_s_own_items_are_checked_too),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
