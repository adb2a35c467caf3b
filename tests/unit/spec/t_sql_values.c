/* Verdicts on what lies in columns: values that domains, defaults and computed columns let through
 * or refuse, and what forward says, which is what backward says of the editions swapped. */
#include "sql_case.h"

#define D(d) "create domain d as " d "; "
#define E(d) "create domain e as " d "; "
#define T(b) "create table t(" b ");"

static void what_a_domain_refuses_is_not_widened(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T("a int"), D("bigint check (value > 0)") T("a d"), "ui"},
        {PG, D("bigint check (value > 0)") T("a d"), T("a int"), "iu"},
        {PG, D("int not null") T("a d"), D("int not null") T("a bigint"), "ii"},
        {PG, D("int check (value > 0)") E("bigint") T("a d"),
         D("int check (value > 0)") E("bigint") T("a e"), "ui"},
        {PG, "create type c as (a int);" T("x c"),
         D("bigint check (value > 0)") "create type c as (a d);" T("x c"), "ui"},
        {PG, T("a int"), T("a bigint"), "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_a_domain_says_is_weighed_at_the_column(void **state)
{
    static const struct sql_row rows[] = {
        {PG, D("int default 5") T("id int, a d not null"), D("int") T("id int, a d not null"),
         "ic"},
        {PG, D("int default 5 check (value > 0)") T("a d"),
         D("int default -1 check (value > 0)") T("a d"), "ic"},
        {PG, D("int check (value > 0)") T("a d default 5"),
         D("int check (value > 0)") T("a d default -1"), "ic"},
        {PG, D("int default 5") T("a d default 1"), D("int default 6") T("a d default 1"), "cc"},
        {PG, D("int not null") T("a d"), D("int not null") T("a d not null"), "cc"},
        {PG, D("int not null") T("a int not null"), D("int not null") T("a d"), "uu"},
        {PG, D("int") T("a d[]"), D("int not null") T("a d[]"), "ii"},
        {PG, D("int") E("d") T("a e"), D("int not null") E("d") T("a e"), "ii"},
        {PG, D("int check (value is not null)") T("a int, b d"),
         D("int check (value is not null)") T("a int"), "ii"},
        {PG, D("int not null") T("a int, b d"), D("int not null") T("a int, b d default 5"), "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_no_longer_counts_may_collide(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T("id serial primary key, b int"), T("id int default 0 primary key, b int"), "ic"},
        {PG, T("id int default 0 primary key, b int"), T("id serial primary key, b int"), "ci"},
        {PG, T("id serial, b int, unique (id, b)"), T("id int default 0, b int, unique (id, b)"),
         "ii"},
        {PG, T("id serial primary key"), T("id int default f() primary key"), "uc"},
        {PG, T("id serial, b int"), T("id int not null default 0, b int"), "cc"},
        {PG, T("id serial check (id > 0)"), T("id int not null default 0 check (id > 0)"), "ic"},
        {PG, T("id int generated always as identity primary key"),
         T("id int default 0 primary key"), "ii"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void forward_is_backward_of_the_editions_swapped(void **state)
{
#define P "create table p(id int primary key); "
    static const struct sql_row rows[] = {
        {PG, T("a int default 0 check (a > 5)"), T("a int check (a > 5)"), "ci"},
        {PG, T("a int check (a > 5)"), T("a int default 0 check (a > 5)"), "ic"},
        {PG, P T("a int default 0 references p"), P T("a int references p"), "cu"},
        {PG, P T("a int references p"), P T("a int default 0 references p"), "uc"},
        {MY, "create table p(a int) partition by range (a) (partition p0 values less than (9));",
         "create table p(a int) partition by range (a) (partition p0 values less than (9), "
         "partition p1 values less than (20));",
         "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_is_computed_may_fail(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T("a text"), T("a text, b int generated always as (a::int) stored"), "ui"},
        {PG, T("a int"), T("a int, b int generated always as (100 / a) stored"), "ui"},
        {PG, T("a int"), T("a int, b int generated always as (a + 1) stored"), "ui"},
        {PG, T("a int not null"),
         T("a int not null, q smallint not null generated always as (a * 1000) stored"), "ui"},
        {PG, T("a int"), T("a int, b bigint generated always as (a) stored"), "ci"},
        {PG, T("a int"), T("a int, b smallint generated always as (a) stored"), "ui"},
        {PG, T("a int"), T("a int, b int not null generated always as (a) stored"), "ii"},
        {PG, T("a text, b text"),
         T("a text, b text, c text generated always as (a || ' ' || b) stored"), "ci"},
        {PG, T("a text not null, b text"),
         T("a text not null, b text, c text not null generated always as (a || b) stored"), "ui"},
        {PG, T("a text, b text"),
         T("a text, b text, c varchar(5) generated always as (a || b) stored"), "ui"},
        {PG, T("a int"), T("a int, b int generated always as (7) stored"), "ci"},
        {LITE, T("a int"), T("a int, b int as (a * 2 + 1)"), "ci"},
        {LITE, T("a int"), T("a int, b int not null as (a * 2)"), "ui"},
        {LITE, "create table t(a int) strict;", "create table t(a int, b int as (a * 2)) strict;",
         "ui"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_default_is_compared_as_it_is_stored(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T("a int"), T("a int, q numeric(5,1) default 0.04 check (q > 0)"), "ui"},
        {PG, T("a int"), T("a int, q numeric(5,1) default 0.4 check (q > 0)"), "ci"},
        {PG, T("a int"), T("a int, q int default 1.6 check (q < 2)"), "ui"},
        {MY, T("a int"), T("a int, q int default 1.6 check (q < 2)"), "ui"},
        {PG, T("a int"), T("a int, q numeric default 1.6 check (q < 2)"), "ci"},
        {PG, T("a int"), T("a int, q real default 0.1 check (q <= 0.1)"), "ui"},
        {LITE, T("a int"), T("a int, q text default 10 check (q > 9)"), "ui"},
        {LITE, T("a int"), T("a int, q int default 10 check (q > 9)"), "ci"},
        {PG, T("a int"), T("a int, q varchar(3) default 'a' check (q in ('a', 'b'))"), "ci"},
        {PG, T("a int"), T("a int, q varchar(3) default 'abcd' check (q = 'abcd')"), "ii"},
        {PG, T("a int"), T("a int, q varchar(3) default 'abcd'"), "ii"}, /* it has no room for it */
        {MY, T("a int"), T("a int, q tinyint default -129"), "ii"},
        {PG, T("a int"), T("a int, q smallint default 32767"), "ci"},
        {LITE, T("a int"), T("a int, q varchar(3) default 'abcd'"), "ci"},
        {MY, T("a int default 0 check (a >= 0)"), T("a int default '0' check (a >= 0)"), "cc"},
        {MY, P T("a int default 0, foreign key (a) references p(id)"),
         P T("a int default '0', foreign key (a) references p(id)"), "cc"},
        {PG, T("a int default 1 check (a < 0 or a > 0)"),
         T("a int default 1 check (a < 0 or a > 0)"), "cc"},
        {PG, T("a int default -1 check (a < 0)"), T("a int default '-1'::integer check (a < 0)"),
         "cc"},
        {PG, T("a int default -1 check (a < 0)"), T("a int default '1'::integer check (a < 0)"),
         "ic"},
        {PG, T("a int default 1, b int, check (a > 0 and b is not null)"),
         T("a int default 2, b int, check (a > 0 and b is not null)"), "cc"},
        {PG, T("a int default 1, b int, check (a > b)"), T("a int default 2, b int, check (a > b)"),
         "uu"},
        {PG, T("a int default 1, b int, check (a > b)"), T("a int, b int, check (a > b)"), "cu"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void null_does_not_go_through_all_that_looks_plain(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T("a int"), T("a int, tags text[] check (tags || '{x}' = '{y}')"), "ui"},
        {MY, T("a int"), T("a int, q int check (q > 0 && 1 = 0)"), "ui"},
        {PG, T("a int"), T("a int, q int check (5 between q and 3)"), "ui"},
        {PG, T("a int"), T("a int, q int check (q between 1 and 3 and 1 = 0)"), "ui"},
        {PG, T("a int"), T("a int, q int check (q between 1 and 3)"), "ci"},
        {PG, T("a int"), T("a int, q int, r int check (q > 0 or r > 0)"), "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void views_are_told_what_was_recreated(void **state)
{
#define V T("a int, b int") "create view v as select a from t; create view w as select a from v;"
    char said[1000];
    (void)state;
    assert_int_equal(sql_verdict(PG, V, V "alter table t drop column a; alter table t add a int;",
                                 CTR_MODE_BACKWARD, said, sizeof said),
                     'i');
    assert_string_equal(said, "sql-column-recreated breaking; sql-view-changed undecided; "
                              "sql-view-changed undecided; sql-column-order-changed warning; ");
    assert_int_equal(sql_verdict(LITE, V, V "drop table t; " T("a int, b int"), CTR_MODE_BACKWARD,
                                 said, sizeof said),
                     'i');
    assert_string_equal(said, "sql-table-recreated breaking; sql-view-changed undecided; "
                              "sql-view-changed undecided; ");
}

static void a_view_in_place_of_a_table_is_a_plain_window_or_not_told(void **state)
{
#define X(t) "alter table t rename to x; " t
#define ABC "create table t(a int, b text, c int); "
#define ANN "create table t(a int, b int not null); "
#define BESIDE "create table x(a int, b text, c int); "
    static const struct sql_row rows[] = {
        {PG, ABC, ABC X("create view t as select a, b, c from x;"), "ci"},
        {PG, ABC, ABC X("create view t as select y.a, b, c from x y where a > 0;"), "ui"},
        {PG, ABC, ABC X("create view t as select x.* from x join x y on x.a = y.a;"), "ui"},
        {PG, ABC, ABC X("create view t as select a + 1 as a, b, c from x;"), "ui"},
        {MY, ABC, ABC X("create view t as select a, b, c from x group by a;"), "ui"},
        {PG, ANN, ANN X("create view t as select a from x;"), "ii"},
        {PG, ABC, ABC X("create view t as select b as a, a as b, c from x;"), "ii"},
        {PG, BESIDE T("a int"), BESIDE "create view t as select a from x;", "uu"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

/* Each type in which nothing differs is looked into once, however many columns are of it. */
static void what_many_columns_are_of_is_compared_once(void **state)
{
    char text[2][4000] = {"", "create table t0(a int);"};
    char said[1000];
    (void)state;
    for (int k = 0; k < 2; k++) {
        size_t n = strlen(text[k]);
        n += (size_t)snprintf(text[k] + n, sizeof text[k] - n, "create type c0 as (a int);");
        for (int i = 1; i < 20; i++) {
            n += (size_t)snprintf(text[k] + n, sizeof text[k] - n,
                                  "create type c%d as (a c%d, b c%d, c c%d, d c%d);", i, i - 1,
                                  i - 1, i - 1, i - 1);
        }
        snprintf(text[k] + n, sizeof text[k] - n, "create table t(a c19);");
    }
    assert_int_equal(sql_verdict(PG, text[0], text[1], CTR_MODE_BACKWARD, said, sizeof said), 'c');
    assert_string_equal(said, "sql-table-added info; ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_domain_refuses_is_not_widened),
        cmocka_unit_test(what_a_domain_says_is_weighed_at_the_column),
        cmocka_unit_test(what_no_longer_counts_may_collide),
        cmocka_unit_test(forward_is_backward_of_the_editions_swapped),
        cmocka_unit_test(what_is_computed_may_fail),
        cmocka_unit_test(a_default_is_compared_as_it_is_stored),
        cmocka_unit_test(views_are_told_what_was_recreated),
        cmocka_unit_test(what_many_columns_are_of_is_compared_once),
        cmocka_unit_test(a_view_in_place_of_a_table_is_a_plain_window_or_not_told),
        cmocka_unit_test(null_does_not_go_through_all_that_looks_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
