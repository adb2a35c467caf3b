/* Verdicts on views, each a pair of which too little was looked at once, with both directions. */
#include "sql_case.h"

#define T "create table t(a int, b int); "
#define V T "create view v as select a, b from t"

static void all_of_a_query_is_compared(void **state)
{
#define D "create table t(a int, data int); create table data(a int); "
    static const struct sql_row rows[] = {
        {PG, D "create view v as select a from t where a > data;",
         D "create view v as select a from t where a < data;", "uu"},
        {PG, D "create view v as select t.a from t, data;", D "create view v as select t.a from t;",
         "uu"},
        {PG, D "create view v as select a from data;",
         D "create view v as select a from data; drop table data cascade;", "ic"},
        {PG, D "create view v as select t.a from t, \"data\";",
         D "create view v as select t.a from t, data;", "cc"},
        {PG, D "create materialized view v as select a from t with data;",
         D "create materialized view v as select a from t;", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_is_said_besides_the_query_counts(void **state)
{
#define MV T "create materialized view v as select a from t"
#define HEAD(h) T "create " h " view v as select a, b from t;"
    static const struct sql_row rows[] = {
        /* what writers may put in */
        {PG, V ";", V "; alter view v set (check_option = cascaded);", "uu"},
        {PG, V " with check option;", V "; alter view v set (check_option = 'cascaded');", "cc"},
        {PG, V " with check option;",
         T "create view v with (check_option=local) as select a, b "
           "from t;",
         "uu"},
        {PG, V ";", V " with check option; alter view v reset (check_option);", "cc"},
        {MY, V " with cascaded check option;", V " with check option;", "cc"},
        {MY, V " with local check option;", V ";", "uu"},
        {PG, V ";", V "; alter view v alter column a set default 5;", "uu"},
        {PG, V "; alter view v alter a set default 5;",
         V "; alter view v alter a set default 5; create or replace view v as select a, b from t;",
         "cc"},
        {PG, T "create view v as select * from t;",
         T "create view v as select * from t; alter view v alter a set default 5;", "uu"},
        /* whose rights are checked */
        {PG, V ";", T "create view v with (security_invoker) as select a, b from t;", "uu"},
        {PG, V ";", T "create view v with (security_invoker = off) as select a, b from t;", "cc"},
        {PG, V ";", T "create view v with (security_barrier = true) as select a, b from t;", "uu"},
        {PG, T "create view v with (security_barrier) as select a, b from t;",
         T "create view v with (security_barrier) as select a, b from t;"
           "create or replace view v as select a, b from t;",
         "uu"},
        {MY, HEAD("sql security definer"), HEAD("sql security invoker"), "uu"},
        {MY, HEAD("algorithm=undefined definer=`x`@`y` sql security definer"), V ";", "cc"},
        {MY, HEAD("definer=`x`@`y`"), HEAD("definer=`z`@`y`"), "uu"},
        /* who may write at all */
        {MY, HEAD("algorithm=merge"), HEAD("algorithm=temptable"), "uu"},
        {MY, HEAD("algorithm=merge"), V ";", "cc"},
        {MY, V ";",
         V "; create or replace algorithm=temptable definer=x@localhost sql security definer view v"
           " as select a, b from t;",
         "uu"},
        /* whether there is anything in it */
        {PG, MV ";", MV " with no data;", "uc"},
        {PG, MV ";", MV " with no data; refresh materialized view v;", "cc"},
        {PG, MV ";", MV "; refresh materialized view v with no data;", "uc"},
        {PG, MV ";",
         "select pg_catalog.set_config('search_path', '', false); create table public.t(a int, b "
         "int); create materialized view public.v as select a from t with no data;",
         "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_view_in_place_of_a_table_demands_what_its_table_does(void **state)
{
#define O "create table o(id int primary key); "
#define B O "create table t(id serial primary key, a int not null default 5, b int); "
#define N(more) B "alter table t rename to n; " more "create view t as select id, a, b from n;"
    static const struct sql_row rows[] = {
        {PG, B, N(""), "ci"},
        {PG, B, N("alter table n alter id drop default;"), "ii"},
        {PG, B, N("alter table n alter a drop default;"), "ii"},
        {PG, B, N("alter table n add check (a > 100);"), "ii"},
        {PG, B, N("create unique index x on n (b);"), "ii"},
        {PG, B, N("alter table n add foreign key (b) references o (id);"), "ii"},
        {PG, B, N("alter table n add c int not null default 0, add check (c > 5);"), "ii"},
        {PG, B, N("alter table n add c int not null;"), "ii"},
        {PG, B, N("alter table n add c int;"), "ci"},
        {PG, B, N("alter table n alter a drop not null;"), "ii"},
        {PG, B, N("alter table n alter a type smallint;"), "ii"},
        /* called otherwise in the view */
        {PG, B,
         B "alter table t rename to n; alter table n rename a to z; alter table n add check "
           "(z > 100); create view t as select id, z as a, b from n;",
         "ii"},
        {PG, B,
         B "alter table t rename to n; alter table n rename a to z;"
           "create view t (id, a, b) as select id, z, b from n;",
         "ci"},
        {PG, B,
         B "alter table t rename to n; create view t as select id, a, b from n;"
           "alter table n rename a to z; alter table n add a int;",
         "ui"}, /* two that may be meant by the name */
        /* a default of the view itself stands for that of its table */
        {PG, B, N("alter table n alter a drop default;") " alter view t alter a set default 5;",
         "ci"},
        /* nobody writes through it */
        {MY, O "create table t(a int);",
         O "create table t(a int); alter table t rename to n;"
           "create algorithm=temptable view t as select a from n;",
         "ii"},
        /* the table behind it is said by a rename, or is another one */
        {PG, "create table t(a int);", "create table n(a int); create view t as select a from n;",
         "ui"},
        {PG, "create table t(a int);",
         "create table n( -- contracts: renamed_from=t\na int); create view t as select a from n;",
         "ci"},
        {PG, "create table t(a int);",
         "create table t(a int); drop table t; create table n(a int);"
         "create view t as select a from n;",
         "ui"},
        /* and the other way round */
        {PG, "create table n(a int); create view t as select a from n;",
         "create table n(a int); create view t as select a from n; drop view t;"
         "alter table n rename to t;",
         "ic"},
        {PG, "create table n(a int); create view t as select a from n;",
         "create table n(a int); create table t(a int);", "uu"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_a_query_is_compared),
        cmocka_unit_test(what_is_said_besides_the_query_counts),
        cmocka_unit_test(a_view_in_place_of_a_table_demands_what_its_table_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
