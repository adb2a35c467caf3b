/* Verdicts on how and where tables are kept, as far as clients notice, and in which database. With
 * both directions. */
#include "sql_case.h"

#define T "create table t(id int not null, a text); "
#define V T "create materialized view m as select id, a from t; "

static void what_clients_notice_of_storage_is_told(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T, "create unlogged table t(id int not null, a text);", "uc"},
        {PG, T, T "alter table t set unlogged;", "uc"},
        {PG, T, "create unlogged table t(id int not null, a text); alter table t set logged;",
         "cc"},
        {PG, T, T "alter table t replica identity full;", "uu"},
        {PG, T, T "alter table t replica identity default;", "cc"},
        {PG, T, T "alter table t set tablespace x, cluster on i;", "cc"},
        {PG, T, "create table t(id int not null, a text) using columnar;", "uu"},
        {PG, T, "create table t(id int not null, a text) using heap with (fillfactor = 70);", "cc"},
        {PG, T, T "alter table t set access method columnar;", "uu"},
        {PG, T, "create foreign table t(id int not null, a text) server s;", "uu"},
        {PG, "create foreign table t(id int) server s options (table_name 'x');",
         "create foreign table t(id int) server s options (table_name 'y');", "uu"},
        {PG, "create foreign table t(id int options (column_name 'x')) server s;",
         "create foreign table t(id int options (column_name 'y')) server s;", "uu"},
        {PG, "create foreign table t(id int) server s;",
         "create foreign table t(id int) server s; alter foreign table t options (add x 'y');",
         "uu"},
        {PG, "create foreign data wrapper w;", "create foreign data wrapper w;", "cc"},
        {MY, "create table t(p point not null srid 4326);",
         "create table t(p point not null srid 0);", "uu"},
        {MY, "create table t(p point not null);", "create table t(p point not null srid 4326);",
         "uu"},
        /* whose it is, where both say it */
        {PG, T "alter table t owner to app;", T "alter table t owner to dba;", "uu"},
        {PG, T "alter table t owner to app;", T "alter table public.t owner to app;", "cc"},
        {PG, T, T "alter table t owner to app;", "cc"},
        {PG, V "alter view m owner to a;", V "alter view m owner to b;", "uu"},
        {PG,
         "create function f() returns int language sql as 'select 1';"
         "alter function f() owner to a;",
         "create function f() returns int language sql as 'select 1';"
         "alter function f() owner to b;",
         "uu"},
        /* a view that is materialized */
        {PG, V "create index i on m(a);", V, "cc"},
        {PG, V, V "create unique index i on m(id);", "cu"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void another_database_is_another(void **state)
{
    static const struct sql_row rows[] = {
        {PG, "\\connect a\n" T, "\\connect b\n" T, "uu"},
        {PG, "\\connect a\n" T, "\\c a\n" T, "cc"},
        {PG, "\\connect a\n" T, "\\connect -reuse-previous=on \"a\"\n" T, "cc"},
        {PG, T, "\\connect a\n" T, "uu"},
        {PG, "\\connect a\n" T "\\connect b\n" T, "\\connect a\n" T "\\connect b\n" T, "cc"},
        {PG, "\\connect a\n" T "\\connect b\n" T, "\\connect a\n" T "\\connect c\n" T, "ii"},
        {PG, "\\connect a\n" T "\\connect b\n" T,
         "\\connect a\n" T "\\connect b\n" T "\\connect a\nalter table t drop a;\n", "ic"},
        {PG, "\\connect a\n" T "\\connect b\n" T,
         "\\connect a\n" T "\\connect b\n" T "alter table public.t drop a;\n", "ic"},
        {PG, "\\connect a\n" T "\\connect b\n create schema s; create table s.t(a int);",
         "\\connect a\n" T "\\connect b\n create schema s; set search_path = s;"
         "create table t(a int);",
         "cc"},
        {PG, T "create table s.t(a int);",
         "set search_path = s; \\c -\n" T "create table s.t(a int);", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_clients_notice_of_storage_is_told),
        cmocka_unit_test(another_database_is_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
