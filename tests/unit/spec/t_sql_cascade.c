/* Verdicts on what goes along, or is set or no longer found, where something else goes. With both
 * directions. */
#include "sql_case.h"

static void cascade_takes_along_what_stands_on_it(void **state)
{
#define F "create table t(a int, b int); create function f() returns trigger as 'x'; "
#define G F "create trigger g before insert on t for each row execute function f();"
#define K "create table t(id int, a int, constraint k primary key (id)); "
#define R K "create table p(x int references t); "
#define AGAIN "alter table t add constraint k primary key (id);"
    static const struct sql_row rows[] = {
        {PG, G, G "drop function f() cascade;", "uu"},
        {PG, "create table t(a int, b int);", G "drop function f() cascade;", "cc"},
        {PG, F, F "alter table t alter a set default f(); drop function f() cascade;", "uu"},
        {PG, G, G "create extension e; drop extension e cascade;", "uu"},
        {PG, F "create trigger g before update of b on t execute function f();",
         F "create trigger g before update of b on t execute function f();"
           "alter table t drop column b cascade;",
         "iu"},
        {PG, F "create trigger g before update of a on t execute function f();",
         F "create trigger g before update of a on t execute function f();"
           "alter table t drop column b cascade;",
         "ic"},
        {PG, R, R "alter table t drop constraint k cascade;" AGAIN, "ci"},
        {PG, K "create table p(x int);", R "alter table t drop constraint k cascade;" AGAIN, "cc"},
        {PG, K "create table p(x int);",
         K "alter table t add constraint u unique (a); create table p(x int references t (a));"
           "alter table t drop constraint u cascade;",
         "cc"},
        {PG, K "create table p(x int);",
         K "create unique index u on t (a); create table p(x int references t (a));"
           "drop index u cascade;",
         "cc"},
        {PG, K "create table p(x int);",
         K "create unique index u on t (id); create table p(x int references t (id));"
           "drop index u cascade;",
         "uu"}, /* of which of two keys it is */
        {PG, "create table t(a int); create table p(x int);",
         R "alter table t drop column id cascade;", "cc"},
    };
    char said[1000];
    (void)state;
    sql_judge(rows, COUNT(rows));
    sql_verdict(PG, R, R "truncate t cascade;", CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-data-deleted warning; sql-data-deleted warning; ");
    sql_verdict(PG, R, R "truncate t;", CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-data-deleted warning; ");
}

static void what_is_set_where_a_row_goes_may_be_refused(void **state)
{
#define P "create table p(a int, id int, primary key (a, id)); "
#define REF(more)                                                                                  \
    P "create table t(a int not null, b int, foreign key (a, b) references p " more ");"
    static const struct sql_row rows[] = {
        {PG, REF("on delete set null (b)"), REF("on delete set null"), "ic"},
        {PG, REF("on delete cascade"), REF("on delete set null"), "ii"},
        {PG, REF("on delete set null"), REF("on delete set null (b)"), "ci"},
        {PG, REF("on update cascade"), REF("on update set default"), "ii"},
        {PG, REF("on delete cascade"), REF(""), "ic"},
        {PG, REF(""), REF("on delete set null"), "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void views_are_told_of_what_they_no_longer_find(void **state)
{
#define V "create table t(a int, b int); create view v as select a, b from t;"
    char said[1000];
    (void)state;
    sql_verdict(MY, V, V "drop table t;", CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-table-removed breaking; sql-view-changed undecided; ");
    sql_verdict(LITE, V, V "drop table t;", CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-table-removed breaking; sql-view-changed undecided; ");
    sql_verdict(MY, V, V "rename table t to u;", CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-table-renamed breaking; sql-view-changed undecided; ");
    sql_verdict(MY, V, V "alter table t rename column a to c;", CTR_MODE_BACKWARD, said,
                sizeof said);
    assert_string_equal(said, "sql-column-renamed breaking; sql-view-changed undecided; ");
    sql_verdict(PG, V, V "alter table t rename column a to c; alter table t rename to u;",
                CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-table-renamed breaking; sql-column-renamed breaking; ");
    sql_verdict(PG, V, V "alter view v rename column a to c;", CTR_MODE_BACKWARD, said,
                sizeof said);
    assert_string_equal(said, "sql-column-renamed breaking; ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cascade_takes_along_what_stands_on_it),
        cmocka_unit_test(what_is_set_where_a_row_goes_may_be_refused),
        cmocka_unit_test(views_are_told_of_what_they_no_longer_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
