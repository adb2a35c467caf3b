/* Verdicts on SQL schemas, each a pair that a rule judged too quickly once, with both directions:
 * "compatible" is a promise, so what cannot be told is undecided. And what was refused once. */
#include "sql_case.h"

/* Both say the same. */
static void names_of_keys_references_and_checks_are_apart(void **state)
{
#define P "create table p(id int primary key); "
    static const struct sql_row rows[] = {
        {MY, P "create table t(a int, key x (a), constraint x foreign key (a) references p(id));",
         P "create table t(a int, key x (a), constraint x foreign key (a) references p(id));",
         "cc"},
        {MY,
         P "create table t(a int, key x (a), constraint x foreign key (a) references p(id), "
           "constraint x check (a > 0)); alter table t drop foreign key x, drop check x;",
         P "create table t(a int, key x (a));", "cc"},
        {MY,
         P "create table t(a int, key x (a), constraint x foreign key (a) references p(id)); "
           "alter table t drop constraint x;",
         P "create table t(a int, key x (a));", "cc"},
        {MY,
         P "create table t(a int, key x (a), constraint x foreign key (a) references p(id)); "
           "alter table t drop index x;",
         P "create table t(a int, foreign key (a) references p(id));", "cc"},
        {PG,
         P "create table t(a int, constraint x foreign key (a) references p(id)); "
           "create index x on t(a); drop index x;",
         P "create table t(a int, foreign key (a) references p(id));", "cc"},
        {PG,
         P "create table t(a int, constraint x foreign key (a) references p(id)); "
           "create index x on t(a); alter table t drop constraint x;",
         P "create table t(a int);", "cc"},
        {LITE, "create table t(a int, constraint x check (a > 0), constraint x check (a < 9));",
         "create table t(a int, constraint x check (a > 0), constraint x check (a < 9));", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_psql_and_mysql_are_told_is_no_statement_under_a_note_too(void **state)
{
    static const struct sql_row rows[] = {
        {PG, "\\restrict abc\nset lock_timeout = 0;\ncreate table t(a int);\n\\unrestrict abc\n",
         "\\restrict xyz\ncreate table t(a int);\n\n\\unrestrict xyz\n", "cc"},
        {MY,
         "DELIMITER //\ncreate procedure p() begin select 1; end//\nDELIMITER ;\n"
         "create table t(a int);",
         "create table t(a int);\nDELIMITER //\ncreate procedure p() begin select 1; end//\n",
         "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void keys_without_a_name_go_by_the_one_they_were_given(void **state)
{
    static const struct sql_row rows[] = {
        {MY,
         P "create table t(a int, foreign key (a) references p(id), check (a > 0)); "
           "alter table t drop foreign key t_ibfk_1, drop check t_chk_1;",
         P "create table t(a int);", "cc"},
        {MY, "create table t(a int, b int, unique (a), key (a, b)); drop index a on t;",
         "create table t(a int, b int, key (a, b));", "cc"},
        {MY, "create table t(a int, b int, unique (a), key (a, b)); drop index a_2 on t;",
         "create table t(a int, b int, unique (a));", "cc"},
        {MY, "create table t(a int primary key); drop index `PRIMARY` on t;",
         "create table t(a int not null);", "cc"},
        {MY,
         "create table t1(a int, unique key u (a)); create table t2(a int, key u (a)); "
         "drop index u on t2;",
         "create table t1(a int, unique key u (a)); create table t2(a int);", "cc"},
        {MY, "create table a(x int); alter table a rename b;", "create table b(x int);", "cc"},
        {PG, "create table t(a int); create index on t(a); drop index t_a_idx;",
         "create table t(a int);", "cc"},
        {PG,
         "create schema s; create table s.t(a int); create index i on s.t(a); "
         "create table t(a int); create unique index i on t(a); drop index i;",
         "create schema s; create table s.t(a int); create index i on s.t(a); "
         "create table t(a int);",
         "cc"},
        {PG, "create table t(key int); alter table t rename key to x;", "create table t(x int);",
         "cc"},
        {LITE,
         "create table t(key int, a int); alter table t rename key to x; "
         "alter table t drop x;",
         "create table t(a int);", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_new_column_may_refuse_those_who_do_not_know_it(void **state)
{
#define OLD "create table t(a int);"
#define NEW(b) "create table t(a int, b " b ");"
    static const struct sql_row rows[] = {
        {PG, OLD, NEW("int check (b > 0)"), "ci"},
        {PG, OLD, NEW("int default 1 check (b > 0)"), "ci"},
        {PG, OLD, NEW("int default 1 check (b >= 0 and b <= 9)"), "ci"},
        {PG, OLD, NEW("text default 'x' check (b in ('x', 'y'))"), "ci"},
        {PG, OLD, NEW("int default 0 check (b > 0)"), "ii"},
        {PG, OLD, NEW("int default -1 check (b >= 0)"), "ii"},
        {PG, OLD, NEW("int default 10 check (b >= 0 and b <= 9)"), "ii"},
        {PG, OLD, NEW("text default 'z' check (b in ('x', 'y'))"), "ui"},
        {PG, OLD, NEW("int default 3 check (b in (1, 2))"), "ii"},
        {PG, OLD, NEW("int default f() check (b > 0)"), "ui"},
        {PG, OLD, NEW("bool check (b is true)"), "ii"},
        {PG, OLD, NEW("bool check (b is not true)"), "ci"},
        {PG, OLD, NEW("int check (b is not null)"), "ii"},
        {PG, OLD, NEW("int check (b is not distinct from 5)"), "ui"},
        {PG, OLD, NEW("int check (array[b] = array[1])"), "ui"},
        {PG, OLD, NEW("int check (b > 0 and 1 = 0)"), "ui"},
        {PG, OLD, NEW("int check (b in (1, 2) and coalesce(b, 0) > 1)"), "ui"},
        {MY, OLD, NEW("int check (b <=> 5)"), "ui"},
        {PG, OLD, NEW("int generated always as (a + 1) stored check (b > 0)"), "ui"},
        {PG, OLD, NEW("int generated always as (a) stored not null"), "ii"},
        {PG, OLD, NEW("int generated always as (a + 1) stored not null"), "ui"},
        {PG, "create table t(a int not null);",
         "create table t(a int not null, b int generated always as (a + 1) stored not null);",
         "ui"}, /* the greatest integer has no next */
#define D(d) "create domain d as int " d "; "
        {PG, D("not null") OLD, D("not null") NEW("d"), "ii"},
        {PG, D("not null default 5") OLD, D("not null default 5") NEW("d"), "ci"},
        {PG, D("default 5") OLD, D("default 5") NEW("d not null"), "ci"},
        {PG, D("default 5") OLD, D("default 5") NEW("d unique"), "ii"},
        {PG, D("check (value is not null)") OLD, D("check (value is not null)") NEW("d"), "ii"},
        {PG, D("check (value > 0)") OLD, D("check (value > 0)") NEW("d"), "ci"},
        {PG, D("check (value > 0)") OLD, D("check (value > 0)") NEW("d default 0"), "ii"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_key_on_other_terms_is_not_implied(void **state)
{
#define AB "create table t(a int, b int, unique (a)"
    static const struct sql_row rows[] = {
        {PG, AB ");", AB ", unique (a, b));", "cu"},
        {PG, AB ");", AB ", unique nulls not distinct (a, b));", "uu"},
        {LITE, AB ");", AB "); create unique index u on t(a collate nocase);", "uc"},
        {LITE, "create table t(a int, b int, unique (a) on conflict ignore);",
         "create table t(a int, b int, unique (a) on conflict ignore); "
         "create unique index u on t(a, b);",
         "uu"},
        {LITE, AB ");", AB "); create unique index u on t(a % 10);", "iu"},
        {LITE, AB ");", AB "); create unique index u on t(a + b);", "iu"},
        {LITE, AB ");", AB "); create unique index u on t(a is b);", "iu"},
        {LITE, AB ");", AB "); create unique index u on t(-a);", "iu"},
        {PG, AB ");", AB "); create unique index u on t(a, b desc nulls last);", "cu"},
        {PG, OLD, "create table t(a int, b int, unique (a, b));", "ci"},
        {PG, OLD, "create table t(a int, b int, unique nulls not distinct (b));", "ii"},
#define Q "create table q(x int, y int, unique (x, y)); "
        {PG, Q OLD, Q "create table t(a int, b int, foreign key (a, b) references q(x, y));", "ci"},
        {PG, Q OLD,
         Q "create table t(a int, b int, foreign key (a, b) references q(x, y) match full);", "ii"},
        {PG, Q OLD,
         Q "create table t(a int, b int, c int, foreign key (b, c) references q(x, y) match full);",
         "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void types_and_keys_are_what_the_dialect_makes_of_them(void **state)
{
#define T(x) "create table t(a " x ");"
    static const struct sql_row rows[] = {
        {LITE, T("text primary key"), T("text not null primary key"), "ii"},
        {LITE, T("int primary key"), T("int not null primary key"), "ii"},
        {LITE, T("integer primary key"), T("integer not null primary key"), "cc"},
        {LITE, "create table t(a text primary key) without rowid;",
         "create table t(a text not null primary key) without rowid;", "cc"},
        {LITE, "create table t(a text, primary key (a)) strict;",
         "create table t(a text not null, primary key (a)) strict;", "cc"},
        {PG, T("vector(3)"), T("vector(4)"), "uu"},
        {PG, T("interval(6)"), T("interval(0)"), "uu"},
        {MY, T("bit(8)"), T("bit(1)"), "ic"},
        {MY, T("bit(1)"), T("bit(8)"), "ci"},
        {MY, T("double(10,2)"), T("double(5,2)"), "uu"},
        {MY, T("text(70000)"), T("text"), "ic"},
        {MY, T("text(255)"), T("text"), "cc"},
        {PG, T("\"char\""), T("char"), "uu"},
        {PG, T("varchar(10)"), T("char(5)"), "iu"},
        {PG, T("char(5)"), T("varchar(10)"), "ui"},
        {PG, T("char(5)"), T("char(3)"), "iu"},
        {MY, T("char(5)"), T("char(3)"), "ic"},
        {PG, "create table t(a int, b int not null default 0, unique (a, b));", T("int"), "ii"},
        {PG, T("int"), "create table t(a int, b int not null default 0, unique (a, b));", "ii"},
        {PG, "create table t(a int, b int check (b > 0));", T("int"), "ic"},
        {PG, "create table t(a int unique, b int, unique (a, b));", T("int unique"), "ic"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void defaults_are_held_against_what_they_have_to_meet(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T("int default 5 check (a < 10)"), T("int default 50 check (a < 10)"), "ic"},
        {PG, T("int check (a < 10)"), T("int default 50 check (a < 10)"), "ic"},
        {PG, T("int default 5 check (a < 10)"), T("int default 6 check (a < 10)"), "cc"},
        {PG, T("int default 5 check (a is not null)"), T("int check (a is not null)"), "ic"},
        {PG, P T("int default 5 references p"), P T("int default 99 references p"), "uu"},
        {PG, "create table t(x serial); alter table t alter x set default null;",
         "create table t(x int not null);", "cc"},
        {PG, T("text default 'a'::text || 'b'"), T("text default 'a'::text || 'c'"), "cc"},
        {MY, T("datetime default current_timestamp"),
         T("datetime default current_timestamp on update current_timestamp"), "uu"},
        {LITE, "create table t(a, b);", "create table t(a, b, check (a > 0) unique (b));", "iu"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_a_statement_takes_along_goes_along(void **state)
{
    static const struct sql_row rows[] = {
        /* a check and an index over what it computes go with their column */
        {PG, "create table t(a int, b int, constraint k check (a > b));",
         "create table t(a int, b int, constraint k check (a > b)); alter table t drop column b;"
         "alter table t add constraint k check (a > 0);",
         "iu"},
        {PG, "create table t(a int, b text); create index i on t (lower(b));",
         "create table t(a int, b text); create index i on t (lower(b)); alter table t drop b;"
         "create index i on t (a);",
         "ic"},
        {PG, "create type m as enum('x'); create table t(a m, b m[]);",
         "create type m as enum('x'); create table t(a m, b m[]); alter type m rename to n;", "ii"},
        {PG, "create type n as enum('x'); create table t(a n, b n[]);",
         "create type m as enum('x'); create table t(a m, b m[]); alter type m rename to n;", "cc"},
        {PG, "create table t(a int, b int);",
         "create table t(a int, b int); alter table t enable row level security, drop column b;",
         "iu"},
        {PG, "create table o(a int default 1 check (a > 0) unique); create table t(like o);",
         "create table o(a int default 1 check (a > 0) unique); create table t(a int);", "cc"},
        {PG,
         "create table o(a int default 1 check (a > 0) unique);"
         "create table t(like o including all);",
         "create table o(a int default 1 check (a > 0) unique);"
         "create table t(a int default 1 check (a > 0) unique);",
         "cc"},
        {PG,
         "create table o(a int check (a > 0), unique (a));"
         "create table t(like o including indexes);",
         "create table o(a int check (a > 0), unique (a)); create table t(a int unique);", "cc"},
        /* two that swap their names */
        {PG, "create table t(a int check (a > 0), b int);",
         "create table t(a int check (a > 0), b int); alter table t rename a to c;"
         "alter table t rename b to a; alter table t rename c to b;",
         "ii"},
        {PG, "create schema x; create schema y; create table y.t(a int); create index i on y.t(a);",
         "create schema x; create schema y; create table y.t(a int); create index i on y.t(a);"
         "drop index if exists x.i;",
         "cc"},
        /* triggers of one name are told apart by their tables */
        {PG,
         "create table t(a int); create table s(a int); create trigger g before insert on t execute"
         " function f(); create trigger g before insert on s execute function f();",
         "create table t(a int); create table s(a int); create trigger g before insert on t execute"
         " function f(); create trigger g before insert on s execute function f();"
         "drop trigger g on t;",
         "uu"},
        {PG,
         "create table t(a int); create table s(a int);"
         "create trigger g before insert on s execute function f();",
         "create table t(a int); create table s(a int); create trigger g before insert on t execute"
         " function f(); create trigger g before insert on s execute function f();"
         "drop trigger g on t;",
         "cc"},
        {PG, "create type m as enum('a', 'b'); create table t(a m);",
         "create type m as enum('a', 'c'); alter type m rename value 'c' to 'b';"
         "alter type m add value if not exists 'b'; create table t(a m);"
         "comment on column m.a is 'x';",
         "cc"},
        /* a check without a name is the one that a dump calls by its table and column */
        {PG, "create table t(a int check (a between 1 and 9));",
         "create table t(a int, constraint t_a_check check (((a >= 1) and (a <= 9))));", "uu"},
        {PG, "create table t(a int check (a > 0), b int check (b > 0));",
         "create table t(a int, b int check (b > 0));", "ci"},
        /* what is so anyway may be said */
        {PG, "create table p(a int primary key); create table t(a int references p(a));",
         "create table p(a int primary key); create table t(a int references p(a) match simple"
         " on update no action on delete no action);",
         "cc"},
        {PG, "create table p(a int primary key); create table t(a int references p(a));",
         "create table p(a int primary key);"
         "create table t(a int references p(a) on delete restrict);",
         "cc"},
        {MY,
         "create table p(a int primary key); create table t(a int, foreign key (a) references p(a)"
         " on update cascade on delete restrict);",
         "create table p(a int primary key); create table t(a int, foreign key (a) references p(a)"
         " on delete no action on update cascade);",
         "cc"},
        {MY, "create table t(id serial primary key);",
         "create table t(id bigint unsigned not null auto_increment, primary key (id),"
         " unique key id (id));",
         "cc"},
        {LITE, "create table t(like text, a int);", "create table t(like text);", "ic"},
        /* the index that MySQL makes for a reference */
        {MY, "create table p(a int primary key); create table t(a int);",
         "create table p(a int primary key); create table t(a int, b int, constraint k foreign key"
         " (a) references p(a), foreign key (b) references p(a)); alter table t drop foreign key k,"
         " drop index k, drop foreign key t_ibfk_1, drop column b; drop index b on t;",
         "cc"},
        /* words in strings are none, however the string is spelled */
        {MY, "create table t(a int, n text, check (n <> 'it\\'s' and a < 9));",
         "create table t(a int default 10, n text, check (n <> 'it\\'s' and a < 9));", "ic"},
        {PG, "create table t(a int, n text, check (n <> $q$it's a$q$ and a < 9));",
         "create table t(a int default 10, n text, check (n <> $q$it's a$q$ and a < 9));", "ic"},
        {PG, "create table t(a int, n text, check (n <> 'a'));",
         "create table t(a int default 10, n text, check (n <> 'a'));", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_is_inherited_goes_on_to_the_heirs(void **state)
{
#define HEIRS                                                                                      \
    "create table p(a int, b int, constraint k check (a > 0)) partition by list (a);"              \
    "create table c partition of p for values in (1);"                                             \
    "create table o(a int, b int); create table i(x int) inherits (o);"
    static const struct sql_row rows[] = {
        {PG, HEIRS, HEIRS "alter table p add column z int; alter table p drop column z;", "cc"},
        {PG, HEIRS, HEIRS "alter table o drop column a cascade;", "ic"},
        {PG, HEIRS, HEIRS "alter table only o drop column a;", "ic"},
        {PG, HEIRS, HEIRS "drop table p;", "ic"},
        {PG, HEIRS "alter table p drop constraint k;",
         "create table p(a int, b int) partition by list (a);"
         "create table c partition of p for values in (1);"
         "create table o(a int, b int); create table i(x int) inherits (o);",
         "cc"},
        {PG, HEIRS "alter table o rename a to z; alter table o alter b set not null;",
         HEIRS "alter table o rename a to z; alter table o alter b set not null;"
               "alter table i no inherit o; alter table i alter b drop not null;",
         "ii"},
        {PG, HEIRS "alter table p detach partition c; alter table p add q int;",
         HEIRS "alter table p add q int; alter table p detach partition c;", "ci"},
        {PG, "create type m as enum('a'); create table t(a m, b int);",
         "create type m as enum('a'); create table t(a m, b int); drop type m cascade;", "ic"},
    };
    char said[1000];
    (void)state;
    sql_judge(rows, COUNT(rows));
    sql_verdict(PG, HEIRS, HEIRS "alter table o drop column a cascade;", CTR_MODE_BACKWARD, said,
                sizeof said);
    assert_string_equal(said, "sql-column-removed breaking; sql-column-removed breaking; ");
    sql_verdict(PG, HEIRS, HEIRS "alter table only o drop column a;", CTR_MODE_BACKWARD, said,
                sizeof said);
    assert_string_equal(said, "sql-column-removed breaking; ");
    sql_verdict(PG, HEIRS, HEIRS "drop table p;", CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-table-removed breaking; sql-table-removed breaking; ");
    sql_verdict(PG, HEIRS, HEIRS "alter table p add constraint l check (b > 1);", CTR_MODE_BACKWARD,
                said, sizeof said);
    assert_string_equal(said, "sql-check-added breaking; sql-check-added breaking; ");
    sql_verdict(PG,
                "create type m as enum('a'); create table t(a m, b int);"
                "create view v as select a from t;",
                "create type m as enum('a'); create table t(a m, b int);"
                "create view v as select a from t; drop type m cascade;",
                CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-type-removed breaking; sql-column-removed breaking; "
                              "sql-view-removed breaking; ");
#undef HEIRS
}

/* More partitions than are looked at one by one, some of which go and come again. */
static void partitions_are_found_by_name(void **state)
{
    char older[8000];
    char newer[9000];
    size_t n =
        (size_t)snprintf(older, sizeof older, "create table t(a int) partition by list (a);");
    char said[1000];
    (void)state;
    for (int i = 0; i < 40; i++) {
        n += (size_t)snprintf(older + n, sizeof older - n,
                              "create table p%d partition of t for values in (%d);", i, i);
    }
    snprintf(newer, sizeof newer,
             "%salter table t detach partition p3; alter table t detach partition p30;"
             "alter table t attach partition p3 for values in (3);"
             "alter table t attach partition p30 for values in (30);",
             older);
    assert_int_equal(sql_verdict(PG, older, newer, CTR_MODE_FULL, said, sizeof said), 'c');
    assert_string_equal(said, "document-rewritten info; ");
    snprintf(newer, sizeof newer,
             "%salter table t detach partition p3; alter table t detach partition p30;"
             "alter table t attach partition p3 for values in (5);",
             older);
    assert_int_equal(sql_verdict(PG, older, newer, CTR_MODE_BACKWARD, said, sizeof said), 'i');
    assert_string_equal(said,
                        "sql-partition-removed breaking; sql-partitioning-changed undecided; ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_statement_takes_along_goes_along),
        cmocka_unit_test(partitions_are_found_by_name),
        cmocka_unit_test(what_is_inherited_goes_on_to_the_heirs),
        cmocka_unit_test(what_psql_and_mysql_are_told_is_no_statement_under_a_note_too),
        cmocka_unit_test(keys_without_a_name_go_by_the_one_they_were_given),
        cmocka_unit_test(a_new_column_may_refuse_those_who_do_not_know_it),
        cmocka_unit_test(a_key_on_other_terms_is_not_implied),
        cmocka_unit_test(types_and_keys_are_what_the_dialect_makes_of_them),
        cmocka_unit_test(defaults_are_held_against_what_they_have_to_meet),
        cmocka_unit_test(names_of_keys_references_and_checks_are_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
