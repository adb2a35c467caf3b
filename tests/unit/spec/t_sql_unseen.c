/* Verdicts on what is easily passed over: queries that do more, values that read otherwise, names
 * that hide others, and words that mean nothing. With both directions. */
#include "sql_case.h"

#define T "create table t(id int not null, a text); "
#define F "create function f() returns void language sql as $$ drop table t $$; "
#define APP "create function app.f() returns void language sql as $$ drop table t $$; "

static void a_query_may_do_more(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T F, T F "select f();", "uu"},
        {PG, T F, T F "select public.f();", "uu"},
        {PG, T F, T F "select g(), 'f()', f from t;", "cc"},
        {PG, T APP, T APP "select app.f();", "uu"},
        {PG, T APP, T APP "select f();", "cc"},
        {PG, T F, T F "select app.f();", "cc"},
        {PG, T "set search_path = app; " F, T "set search_path = app; " F "select f();", "uu"},
        {PG, T "set search_path = app; " F, T "set search_path = app; " F "select public.f();",
         "cc"},
        {PG, T, T "select setval('t_id_seq', 1);", "uu"},
        {PG, "select pg_catalog.set_config('search_path', '', false);" T,
         "select pg_catalog.set_config('search_path', '', false);" T
         "select pg_catalog.setval('public.t_id_seq', 1);",
         "cc"},
        {PG, T "select AddGeometryColumn('t', 'g', 4326, 'POINT', 2);", T, "uu"},
        {PG, T, T "explain analyze delete from t;", "cc"}, /* a warning */
        {PG, T, T "explain (analyze, buffers) create table u as select 1 as a;", "ci"},
        {PG, T, T "explain create table u as select 1 as a;", "cc"},
        {MY, T, T "set global super_read_only = on;", "uu"},
        {MY, T, T "set persist sql_mode = 'ansi_quotes';", "uu"},
        {MY, T, T "set sql_mode = 'ansi_quotes'; set @@global.gtid_purged = 'x';", "cc"},
        {LITE, T, T "pragma writable_schema = on; update sqlite_schema set sql = 'x';", "uu"},
        {LITE, T, T "insert into sqlite_master values (1);", "uu"},
        {LITE, T, T "pragma foreign_keys = on; update t set a = 'sqlite_master';", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void values_and_names_are_what_they_were(void **state)
{
    static const struct sql_row rows[] = {
        {PG, "create table t(a real);", "create table t(a double precision);", "ui"},
        {PG, "create table t(a float(10));", "create table t(a float(53));", "ui"},
        {PG, "create table t(a float8);", "create table t(a double precision);", "cc"},
        {MY, "create table t(a float);", "create table t(a double);", "ui"},
        {LITE, "create table t(a float);", "create table t(a real);", "cc"},
        {LITE, "create table t(id integer primary key, a);",
         "create table t(id integer(8) primary key, a);", "ii"},
        {LITE, "create table t(a);", "create table t(a, rowid);", "ii"},
        {LITE, "create table t(a);", "create table t(a, oid);", "ii"},
        {LITE, "create table t(a);", "create table t(rowid integer primary key, a);", "ci"},
        {LITE, "create table t(a primary key) without rowid;",
         "create table t(a primary key, rowid) without rowid;", "ci"},
        {PG, "create table t(a int);", "create table t(a int, rowid int);", "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_default_that_is_no_value_of_its_type_refuses(void **state)
{
#define NEW(b) T "alter table t add b " b ";"
    static const struct sql_row rows[] = {
        {PG, T, NEW("int not null default 'abc'"), "ii"},
        {PG, T, NEW("int not null default '12'"), "ci"},
        {PG, T, NEW("numeric default 'NaN'"), "ci"},
        {PG, T, NEW("double precision default '-Infinity'"), "ci"},
        {PG, T, NEW("double precision default '1.5e3'"), "ci"},
        {PG, T, NEW("int default 'banana'"), "ii"},
        {PG, T, NEW("int default 'en'"), "ii"},
        {MY, T, NEW("int default 'banana'"), "ii"},
        {PG, T, NEW("double precision default '+inf'"), "ci"},
        {PG, T, NEW("int default '0x1F'"), "ci"},
        {PG, T, NEW("int default '1_000'"), "ci"},
        {MY, T, NEW("enum('a', 'B') not null default 'c'"), "ii"},
        {MY, T, NEW("enum('a', 'B') not null default 'b'"), "ci"},
        {MY, T, NEW("enum('a', 'B') not null default '1'"), "ci"},
        {PG, T, NEW("boolean default 'maybe'"), "ii"},
        {PG, T, NEW("boolean default 'T'"), "ci"},
        {PG, T, NEW("uuid default 'abc'"), "ii"},
        {PG, T, NEW("uuid default '{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}'"), "ci"},
        {PG, "create type e as enum ('a', 'b'); " T,
         "create type e as enum ('a', 'b'); " NEW("e not null default 'c'"), "ii"},
        {PG, "create type e as enum ('a', 'b'); " T,
         "create type e as enum ('a', 'b'); " NEW("e not null default 'b'"), "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void words_that_mean_nothing_are_refused(void **state)
{
    static const struct {
        const char *dialect, *text, *said;
    } rows[] = {
        {PG, T "alter table t alter column a set not nul;",
         "file.sql:2:75: 'not' stands here; expected NOT NULL, DEFAULT, DATA TYPE, STATISTICS or "
         "STORAGE"},
        {PG, T "alter table t alter a set typee int;",
         "file.sql:2:68: 'typee' stands here; expected NOT NULL, DEFAULT, DATA TYPE, STATISTICS or "
         "STORAGE"},
        {PG, T "alter table t alter a drop not;",
         "file.sql:2:69: 'not' stands here; expected NOT NULL, DEFAULT, IDENTITY or EXPRESSION"},
        {PG, T "alter table t alter a type int nonsense;",
         "file.sql:2:73: 'nonsense' stands here; expected ',' or the end of the statement"},
        {PG, "create table t(a int) garbage here;",
         "file.sql:2:23: 'garbage' stands here; expected an option of the table, as NAME = VALUE, "
         "or the end of the statement, as ';'"},
        {PG, "create table t(a int) create table u(a int);",
         "file.sql:2:23: 'create' stands here; expected an option of the table, as NAME = VALUE, "
         "or the end of the statement, as ';'"},
        {PG, "create table t(a int) with create;",
         "file.sql:2:23: 'with' stands here; expected an option of the table, as NAME = VALUE, or "
         "the end of the statement, as ';'"},
    };
    static const struct sql_row good[] = {
        {PG, T,
         "create table t(id int not null, a text) with (fillfactor = 5) tablespace x;"
         "alter table t alter a set statistics 5; alter table t alter a set storage plain;"
         "alter table t alter column a set (n_distinct = 5), alter a set compression lz4;"
         "alter table t alter a drop default; alter table t alter a drop expression if exists;",
         "cc"},
        {PG, T, "create table t(id int not null, a text) without oids;", "cc"},
        {PG, T, T "create temp table u(a int) on commit preserve rows;", "cc"},
        {MY, T, "create table t(id int not null, a text) engine_attribute 'x';", "cc"},
    };
    char said[1000];
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sql_verdict(rows[i].dialect, rows[i].text, rows[i].text, CTR_MODE_BACKWARD, said,
                    sizeof said);
        assert_string_equal(said, rows[i].said);
    }
    sql_judge(good, COUNT(good));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_may_do_more),
        cmocka_unit_test(values_and_names_are_what_they_were),
        cmocka_unit_test(a_default_that_is_no_value_of_its_type_refuses),
        cmocka_unit_test(words_that_mean_nothing_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
