/* Verdicts on documents in which something stands that is no statement of its own at first sight:
 * elements of CREATE SCHEMA, commands of clients, SELECT … INTO. With both directions. */
#include "sql_case.h"

#define T "create table t(a int);\n"

static void what_create_schema_creates_is_there(void **state)
{
#define S "create schema app "
    static const struct sql_row rows[] = {
        {PG, S "create table t(a int not null);", S ";", "ic"},
        {PG, S "create table t(a int not null);", S "; create table app.t(a int not null);", "cc"},
        {PG, "create schema if not exists app; create table app.t(a int);",
         S "create table t(a int)", "cc"},
        {PG, S "create view v as select a from t create table t(a int);",
         S "; create table app.t(a int); create view app.v as select a from t;", "cc"},
        {PG,
         S "create table t(a int) create unique index i on t (a) grant create, select on t to x;",
         S "create table t(a int) grant create, select on t to x;", "ui"},
        {PG, S "authorization joe create table t(a int); create table t(a int);",
         S "authorization joe; create table app.t(a int); create table public.t(a int);", "cc"},
        {PG, "create schema authorization joe create table t(a int);",
         "create schema joe; create table joe.t(a int);", "cc"},
        {PG, "create schema authorization joe;", T, "ii"},
        {PG, "create table o(a int primary key);" S "create table t(a int, b int);",
         "create table o(a int primary key);" S "create table t(a int);", "ic"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void commands_of_a_client_run_what_is_not_here(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T, T "\\i more.sql\n", "uu"},
        {PG, T, T "\\ir more.sql", "uu"},
        {PG, T, T "\\! psql -f more.sql\n", "uu"},
        {PG, T "\\i more.sql\n", T "\\i more.sql\n", "cc"},
        {PG, T "\\i more.sql\n", T "\\i other.sql\n", "uu"},
        {PG, T, T "select 'drop table t' \\gexec\n", "uu"},
        {PG, T "select 'drop table u' \\gexec\n", T "select 'drop table t' \\gexec\n", "uu"},
        /* what only shows, and what sends a statement */
        {PG, T, "\\set a 'b'\n\\echo x\\\\ \\pset pager off\n\\dt+\n" T "\\d t\n", "cc"},
        {PG, T, T "\\echo x \\\\ drop table t;\n", "ic"},
        {PG, T, T "select 1 \\g\ndrop table t;\n", "ic"},
        {PG, T, T "select 1 \\gset x_\ndrop table t;\n", "ic"},
        {PG, T, T "select 1\\; drop table t;\n", "ic"},
        {PG, T, T "\\copy t from stdin\ndrop table t;\n\\.\n", "cc"},
        {PG, T, T "\\copy t from 'file'\ndrop table t;\n", "ic"},
        {PG, T, T "\\q\ndrop table t;\n", "cc"},
        {MY, T, T "select 1\\G\ndrop table t;\n", "ic"},
        {MY, T, T "\\. more.sql\n", "uu"},
        {MY, T "insert into t values (\\N);\n", T, "cc"},
        /* branches that are told, and those that are not */
        {PG, T, T "\\if false\ndrop table t;\n\\endif\n", "cc"},
        {PG, T, T "\\if true\ndrop table t;\n\\endif\n", "ic"},
        {PG, T, T "\\if no\ndrop table t; select ');\n\\else\n'; \\else\nselect 1;\n\\endif\n",
         "cc"},
        {PG, T,
         T "\\if off\n\\if on\ndrop table t;\n\\endif\n\\elif 1\nselect 1;\n\\else\n"
           "drop table t;\n\\endif\n",
         "cc"},
        {PG, T, T "\\if 0\nselect (1\n\\else\ndrop table t;\n\\endif\n", "ic"},
        {PG, T, T "\\if :x\nalter table t add b int;\n\\endif\n", "ui"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void select_into_creates_a_table(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T, T "select a into u from t;", "ci"},
        {PG, T "create table u as select a from t;", T "select a into table u from t;", "cc"},
        {PG, T, T "select a into temp u from t;", "cc"},
        {PG, T, T "select a from (select 1 as a) into_it;", "cc"},
        {MY, T, T "select a into @x from t;", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_create_schema_creates_is_there),
        cmocka_unit_test(commands_of_a_client_run_what_is_not_here),
        cmocka_unit_test(select_into_creates_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
