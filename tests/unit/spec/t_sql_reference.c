/* Verdicts on what references and publications do to those who write a table. With both
 * directions. */
#include "sql_case.h"

#define P(x) "create table p(id integer primary key, code text" x "); "
#define C "create table c(code text references p(code)); "
#define T "create table t(id int, b text); "
#define K "create table k(id int primary key); "

static void a_reference_wants_a_key(void **state)
{
    static const struct sql_row rows[] = {
        {LITE, P(" unique") C, P("") C, "ii"},
        {LITE, P(" unique"), P(" unique") C, "ci"},
        {LITE, P(""), P("") C, "ii"},
        {LITE, P("") C, P("") C "create table d(x);", "ci"},
        {LITE, P(""), P("") "create unique index u on p(code); " C, "ii"},
        {LITE, P(", unique (code)"), P("") "create unique index u on p(code); " C, "ci"},
        {LITE, P(""), P("") "create table c(p integer references p);", "ci"},
        {LITE, "create table d(x);", "create table d(x); " P("") C, "ci"},
        {LITE, P("") "create table c(a text references p(none));",
         P("") "create table c(a text references p(none));", "cc"},
        {PG, P("") "create table c(a text references p(none));", P(""), "??"},
        {PG, P("") "create table c(a int references c(b), b int unique);",
         P("") "create table c(a int references c(b), b int unique);", "cc"},
        {PG, "create table c(a int references elsewhere(b));",
         "create table c(a int references elsewhere(b));", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void rows_that_are_referred_to_stay(void **state)
{
#define A "create table a(id serial primary key); "
    static const struct sql_row rows[] = {
        {PG, A, A "create table c(a int references a); insert into c select id from a;", "ui"},
        {PG, A, A "create table c(a int references a);", "ci"},
        {PG, A, A "create table c(a int references a on delete cascade); insert into c values (1);",
         "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_is_published_wants_a_key(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T, T "create publication p for table t;", "iu"},
        {PG, T, T "create publication p for all tables;", "iu"},
        {PG, T, T "create publication p for table t with (publish = 'insert');", "uu"},
        {PG, "create table t(id int primary key);",
         "create table t(id int primary key); create publication p for table t;", "cu"},
        {PG, T "alter table t replica identity full;",
         T "alter table t replica identity full; create publication p for table t;", "cu"},
        /* which one's key, and what is published */
        {PG, K "alter table k replica identity nothing;",
         K "alter table k replica identity nothing; create publication p for table k;", "iu"},
        {PG, "create table app.t(id int);",
         "create table app.t(id int); create publication p for table app.t;", "iu"},
        {PG, T "create table app.t(id int primary key);",
         T "create table app.t(id int primary key); create publication p for table app.t;", "cu"},
        {PG, T "create table t.k(id int primary key);",
         T "create table t.k(id int primary key); create publication p for table t.k;", "cu"},
        {PG, T, T "create publication p for table public.t;", "iu"},
        {PG, "create table published_posts(id int);",
         "create table published_posts(id int);"
         "create publication p for table published_posts;",
         "iu"},
        {PG, T, T "create publication p for table t with (publish_via_partition_root = true);",
         "iu"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reference_wants_a_key),
        cmocka_unit_test(rows_that_are_referred_to_stay),
        cmocka_unit_test(what_is_published_wants_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
