/* What engines take and was refused once, with verdicts both ways. */
#include "sql_case.h"

#define T "create table t(id int not null, a text); "

static void what_is_valid_is_read(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T "create rule r as on insert to t do also (select 1; select 2);",
         T "create rule r as on insert to t do also (select 1; select 2);", "cc"},
        {PG, T "create rule r as on insert to t do also (select 1; select 2);",
         T "create rule r as on insert to t do also (select 1; select 3);", "uu"},
        {PG, "create table U&\"d\\0061t\"(a int);", "create table \"dat\"(a int);", "cc"},
        {PG, T "drop operator === (int, int);", T "drop operator === (int, int);", "cc"},
        {PG, T "drop operator === (int, int);", T, "uu"},
        {PG, "create table t(id int primary key);",
         "create table t(id int primary key using index tablespace x);", "cc"},
        {LITE, "create table t(a 'text', b 'integer' not null);",
         "create table t(a text, b integer not null);", "cc"},
        {MY, "create table t(a char(9) byte);", "create table t(a char(9) byte);", "cc"},
        {MY, "create table t(a char(9) byte);", "create table t(a char(9));", "uu"},
        {MY, "create table t(a int column_format fixed);", "create table t(a int);", "cc"},
        /* which MySQL forgets */
        {MY, "create table p(id int); create table c(a int references p(x));",
         "create table p(id int); create table c(a int references p(x));", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_valid_is_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
