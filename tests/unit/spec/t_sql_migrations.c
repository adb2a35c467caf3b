/* Verdicts on SQL schemas that are the outcome of migrations: what ALTER, DROP and a table that is
 * built anew leave behind, each against an edition that says it at once. Both directions. */
#include "sql_case.h"

#define P                                                                                          \
    "create table p(id int primary key, x int not null, y int not null, "                          \
    "code int not null unique, unique(x, y)); "
static void what_a_reference_does_is_weighed_action_by_action(void **state)
{
    static const struct sql_row rows[] = {
        {PG, "create table t(a int);",
         "create table t(a int); alter table t add x int check (x > 0);"
         " alter table t rename x to y;",
         "ci"},
        {PG, P "create table c(a int references p(id));",
         P "create table c(a int references p(code) on delete cascade);", "ii"},
        {PG, P "create table c(a int references p on delete cascade);",
         P "create table c(a int references p on update cascade);", "ii"},
        {PG, P "create table c(a int references p on delete cascade on update cascade);",
         P "create table c(a int references p on delete cascade);", "ic"},
        {PG, P "create table c(a int references p on delete cascade);",
         P "create table c(a int references p on delete restrict on update cascade);", "ii"},
        {PG, P "create table c(a int, b int, foreign key (a,b) references p(x,y));",
         P "create table c(a int, b int, foreign key (a,b) references p(x,y) match full);", "ic"},
        {PG, P "create table c(a int references p);",
         P "create table c(a int references p match full);", "cc"},
        {PG, P "create table c(a int references p deferrable initially deferred);",
         P "create table c(a int references p on delete cascade);", "ui"},
        {PG, P "create table c(a int, b int, foreign key (a,b) references p(x,y));",
         P "create table c(a int, b int, foreign key (b,a) references p(y,x));", "cc"},
        {PG, P "create table c(a int, b int, foreign key (a,b) references p(x,y));",
         P "create table c(a int, b int, foreign key (b,a) references p(x,y));", "ii"},
        {PG, P "create table c(a int references p);", P "create table c(a int references p(id));",
         "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_alters_a_constraint_or_a_partition_is_no_upkeep(void **state)
{
    static const struct sql_row rows[] = {
        {PG,
         P "create table c(a int, constraint f foreign key (a) references p deferrable initially "
           "deferred);",
         P "create table c(a int, constraint f foreign key (a) references p deferrable initially "
           "deferred); alter table c alter constraint f not deferrable;",
         "uu"},
        {PG, P "create table c(a int, constraint f foreign key (a) references p deferrable);",
         P "create table c(a int, constraint f foreign key (a) references p); alter table c alter "
           "constraint f deferrable;",
         "cc"},
        {MY, "create table t(a int, constraint k check (a>0) not enforced);",
         "create table t(a int, constraint k check (a>0) not enforced); alter table t alter "
         "constraint k enforced;",
         "uu"},
        {MY, "create table t(a int, constraint k check (a>0) not enforced);",
         "create table t(a int, constraint k check (a>0) not enforced); alter table t alter check "
         "k enforced;",
         "uu"},
        {PG, "create table t(a int);",
         "create table t(a int); alter table t force row level security;", "uu"},
        {MY, "create table t(a int);", "create table t(a int); alter table t force;", "cc"},
        {MY, "create table p(a int) partition by list (a) (partition p1 values in (1,2));",
         "create table p(a int) partition by list (a) (partition p1 values in (1,2)); alter table "
         "p reorganize partition p1 into (partition p1 values in (1));",
         "uu"},
        {MY, "create table p(a int) partition by list (a) (partition p1 values in (1,2));",
         "create table p(a int) partition by list (a) (partition p1 values in (1,2)); alter table "
         "p reorganize partition p1 into (partition p1 values in (1), partition p2 values in (2)); "
         "alter table p reorganize partition p1, p2 into (partition p1 values in (1,2));",
         "cc"},
        {MY, "create table p(a int) partition by list (a) (partition p1 values in (1,2));",
         "create table p(a int) partition by list (a) (partition p1 values in (1,2)); create table "
         "e(a int); alter table p exchange partition p1 with table e;",
         "ui"},
        {MY, "create table t(a int);",
         "create table t(a int); insert into t () values (); insert into t (select * from t);",
         "cc"},
        {MY, "create table t(boss int);",
         "create table t(master int); alter table t change master boss int;", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_column_is_neither_a_function_nor_a_type(void **state)
{
    static const struct sql_row rows[] = {
        {PG, "create table t(name text);",
         "create table t(name text, length int, constraint c check (length(name) > 3)); alter "
         "table t drop column length;",
         "ic"},
        {MY, "create table t(name text);",
         "create table t(name text, length int, constraint c check (length(name) > 3)); alter "
         "table t drop column length;",
         "ic"},
        {PG, "create table t(name text, constraint c check (length(name) > 3));",
         "create table t(name text, length int, constraint c check (length(name) > 3)); alter "
         "table t drop column length;",
         "cc"},
        {PG, "create table t(d text, check (d::date > date '2020-01-01'));",
         "create table t(d text, date int, check (d::date > date '2020-01-01')); alter table t "
         "drop column date;",
         "cc"},
        {PG, "create table t(day date, check (day > date '2020-01-01'));",
         "create table t(date date, check (date > date '2020-01-01')); alter table t rename date "
         "to day;",
         "cc"},
        {PG, "create table t(a date, check (cast(a as date) > '2020-01-01'));",
         "create table t(a date, date int, check (cast(a as date) > '2020-01-01')); alter table t "
         "drop column date;",
         "cc"},
        {MY, "create table t(a varchar(50));",
         "create table t(a varchar(50), b varchar(50), index (b(10))); alter table t drop column "
         "b;",
         "cc"},
        {MY, "create table t(a int, b int);",
         "create table t(a int, b int, c int, unique (a,c)); alter table t drop column c;", "iu"},
        {MY, "create table t(a int primary key);",
         "create table t(a int, c int, primary key (a,c)); alter table t drop column c;", "cc"},
        {PG, "create table t(a int, b int);",
         "create table t(a int, b int, c int, unique (a,c)); alter table t drop column c;", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_is_altered_keeps_what_was_not_named(void **state)
{
    static const struct sql_row rows[] = {
        {PG, "create table t(a int, constraint u unique(a));",
         "create table t(a int); create unique index u on t(a) nulls not distinct; alter table t "
         "add constraint u unique using index u;",
         "uu"},
        {PG, "create table t(a int, constraint u unique nulls not distinct (a));",
         "create table t(a int); create unique index u on t(a) nulls not distinct; alter table t "
         "add constraint u unique using index u;",
         "cc"},
        {PG, "create table t(a text collate \"C\");",
         "create table t(a text collate \"C\"); alter table t alter a type text;", "uu"},
        {PG, "create table t(a text);",
         "create table t(a text collate \"C\"); alter table t alter a type text;", "cc"},
        {PG, "create table s(id serial, b int); create table t(id serial, b int);",
         "create table s(id serial, b int); create table t(like s including identity);", "ic"},
        {PG, "create table s(id serial, b int); create table t(id serial, b int);",
         "create table s(id serial, b int); create table t(like s including defaults);", "cc"},
        {PG, "create table s(z int unique, b int); create table t(a int unique, b int);",
         "create table s(a int unique, b int); create table t(like s including all); alter table s "
         "rename a to z;",
         "cc"},
        {MY, "create table t(a varchar(9)) engine=innodb charset=utf8mb4;",
         "create table t(a varchar(9)) engine=innodb charset=latin1; alter table t engine=innodb;",
         "uu"},
        {MY, "create table t(a varchar(9)) engine=innodb charset=utf8mb4;",
         "create table t(a varchar(9)) engine=innodb charset=utf8mb4; alter table t engine=innodb;",
         "cc"},
        {MY, "create table t(a varchar(9)) engine=innodb default character set utf8;",
         "create table t(a varchar(9)) charset=utf8, engine=innodb;", "cc"},
        {MY, "create table t(a varchar(9)) engine=innodb charset=latin1;",
         "create table t(a varchar(9)) engine=innodb charset=latin1 collate=latin1_bin; alter "
         "table t charset=latin1;",
         "cc"},
        {MY, "create table t(a int, b int);",
         "create table t(a int); alter table t engine=innodb, add column b int;", "uu"},
        {PG,
         "create view v as select a from x; create trigger g instead of insert on v for each row "
         "execute function f();",
         "create view v as select a from x; create trigger g instead of insert on v for each row "
         "execute function f(); create or replace view v as select a from x;",
         "cc"},
        {PG, "create view v as select a from x;",
         "create view v as select a from x; create trigger g instead of insert on v for each row "
         "execute function f(); create or replace view v as select a from x;",
         "uu"},
        {PG, "create table t(a int not null);",
         "create table t(a int constraint n not null no inherit);", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_table_that_is_built_anew_keeps_what_was_copied_alone(void **state)
{
    static const struct sql_row rows[] = {
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text, x int); insert into t2 "
         "select id, n, 0 from t; drop table t; alter table t2 rename to t;",
         "ci"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text, x int); insert into t2 "
         "select t.id as id, n as n, null from t; drop table t; alter table t2 rename to t;",
         "ci"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text, x int); insert into t2 "
         "select distinct id, n, 0 from t; drop table t; alter table t2 rename to t;",
         "ii"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text, x int); insert into t2 "
         "select id, n, max(id) from t; drop table t; alter table t2 rename to t;",
         "ii"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text); insert into t2 select * "
         "from t; drop table t; alter table t2 rename to t;",
         "cc"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text); insert into t2 (n, id) "
         "select n, t.id from t; drop table t; alter table t2 rename to t;",
         "cc"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text); insert into t2 select "
         "id, null as n from t; drop table t; alter table t2 rename to t;",
         "ic"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text); insert into t2 (id, n) "
         "select n, id from t; drop table t; alter table t2 rename to t;",
         "ic"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text); insert or ignore into "
         "t2 select * from t; drop table t; alter table t2 rename to t;",
         "ic"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); create table t2(id int, n text); insert into t2 select * "
         "from t; delete from t2; drop table t; alter table t2 rename to t;",
         "ic"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); alter table t rename to t_old; create table t(id int, n "
         "text); insert into t select * from t_old; drop table t_old;",
         "cc"},
        {LITE, "create table t(id int, n text);",
         "create table t(id int, n text); alter table t rename to t_old; create table t(id int, n "
         "text); insert into t (id) select id from t_old; drop table t_old;",
         "ic"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void an_heir_has_what_its_parents_have_and_its_own(void **state)
{
    static const struct sql_row rows[] = {
        {PG,
         "create table p(a int, constraint k check (a>0) no inherit); create table c(constraint k "
         "check (a > 0)) inherits (p); alter table p drop constraint k;",
         "create table p(a int); create table c(constraint k check (a > 0)) inherits (p);", "cc"},
        {PG,
         "create table p(a int, constraint k check (a>0)); create table c(constraint k check (a > "
         "0)) inherits (p); alter table p drop constraint k;",
         "create table p(a int); create table c(constraint k check (a > 0)) inherits (p);", "cc"},
        {PG,
         "create table p(a int, constraint k check (a>0)) partition by range (a); create table "
         "p1(a int, constraint k check (a>0)); alter table p attach partition p1 for values from "
         "(1) to (9); alter table p drop constraint k;",
         "create table p(a int) partition by range (a); create table p1 partition of p for values "
         "from (1) to (9);",
         "cc"},
        {PG,
         "create table p(a int, b int); create table c(b int) inherits (p); alter table p drop "
         "column b;",
         "create table p(a int); create table c(b int) inherits (p);", "cc"},
        {PG,
         "create table a(x int); create table b(x int); create table c() inherits (a, b); alter "
         "table a drop column x;",
         "create table a(); create table b(x int); create table c() inherits (b);", "cc"},
        {PG,
         "create table p(x int); create table a() inherits (p); create table b() inherits (p); "
         "create table c() inherits (a, b); alter table p drop column x;",
         "create table p(); create table a(); create table b(); create table c();", "cc"},
        {PG, "create table p(a int not null); create table c() inherits (p);",
         "create table p(a int not null); create table c(a int) inherits (p);", "cc"},
        {PG, "create table p(a int default 3); create table c() inherits (p);",
         "create table p(a int default 3); create table c(a int) inherits (p);", "cc"},
        {PG,
         "create table p(a int, constraint k check (a>0) no inherit); create table c() inherits "
         "(p);",
         "create table p(a int); create table c() inherits (p); alter table p add constraint k "
         "check (a > 0) no inherit;",
         "cc"},
        {PG, "create table p(a int, constraint k check (a>0)); create table c() inherits (p);",
         "create table p(a int, constraint k check (a>0) no inherit); create table c() inherits "
         "(p);",
         "ci"},
        {PG,
         "create table p(a int) partition by range (a); create table p1 partition of p for values "
         "from (0) to (9); drop table p1;",
         "create table p(a int) partition by range (a);", "cc"},
        {PG,
         "create table p(a int, b int) partition by range (a); create table p1(a int, b int); "
         "alter table p attach partition p1 for values from (0) to (9); alter table p drop column "
         "b;",
         "create table p(a int) partition by range (a); create table p1 partition of p for values "
         "from (0) to (9);",
         "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_key_that_numbers_itself_or_is_implied_refuses_nobody(void **state)
{
    static const struct sql_row rows[] = {
        {PG, "create table t(a int);", "create table t(id serial primary key, a int);", "ci"},
        {MY, "create table t(a int);",
         "create table t(a int); alter table t add id int auto_increment primary key;", "ci"},
        {LITE, "create table t(a int);", "create table t(id integer primary key, a int);", "ci"},
        {PG, "create table t(a int);", "create table t(id int default 0 primary key, a int);",
         "ii"},
        {MY, "create table t(a varchar(50), unique (a(10)));",
         "create table t(a varchar(50), unique (a));", "ui"},
        {MY, "create table t(a varchar(50), unique (a(20)));",
         "create table t(a varchar(50), unique (a(10)));", "iu"},
        {PG, "create table t(a int check (a in (1,2)) check (a in (1,3)));",
         "create table t(a int, constraint t_a_check check (a = any (array[1,2])), constraint "
         "t_a_check1 check (a = any (array[1,3])));",
         "uu"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void a_rule_is_of_the_table_behind_to(void **state)
{
    static const char table[] = "create table t(a int); ";
    static const char rule[] =
        "create table t(a int); create rule r as on insert to t do instead nothing;";
    char said[1000];
    char newer[200];
    (void)state;
    assert_int_equal(sql_verdict(PG, table, rule, CTR_MODE_BACKWARD, said, sizeof said), 'u');
    assert_string_equal(said, "sql-object-added undecided; ");
    snprintf(newer, sizeof newer, "%s drop rule r on t;", rule);
    assert_int_equal(sql_verdict(PG, table, newer, CTR_MODE_FULL, said, sizeof said), 'c');
}

/* However deep, and by however many ways. */
static void what_is_altered_goes_to_all_heirs(void **state)
{
    char older[4000];
    char newer[5000];
    char said[4000];
    size_t count = 0;
    size_t n = (size_t)snprintf(older, sizeof older,
                                "create table a0(x int); create table b0() "
                                "inherits (a0);");
    (void)state;
    for (int i = 1; i < 40; i++) {
        n += (size_t)snprintf(older + n, sizeof older - n,
                              "create table a%d() inherits (a%d, b%d);"
                              "create table b%d() inherits (b%d, a%d);",
                              i, i - 1, i - 1, i, i - 1, i - 1);
    }
    snprintf(newer, sizeof newer, "%salter table a0 alter x type text;", older);
    assert_int_equal(sql_verdict(PG, older, newer, CTR_MODE_BACKWARD, said, sizeof said), 'i');
    for (const char *p = said; (p = strstr(p, "sql-column-type-changed")) != NULL; p++) {
        count++;
    }
    assert_int_equal(count, 80);
    snprintf(newer, sizeof newer, "%salter table a0 drop x; drop table a0 cascade;", older);
    assert_int_equal(
        sql_verdict(PG, "create table z(a int);", newer, CTR_MODE_BACKWARD, said, sizeof said),
        'i');
    assert_string_equal(said, "sql-table-removed breaking; ");
}

/* What the newer edition says behind all of the older one. */
static void what_is_lost_on_the_way_is_known_by_the_table_and_not_by_its_name(void **state)
{
#define T "create table t(id integer primary key, a text, b text); "
    static const struct {
        const char *newer;
        const char *rule; /* NULL = nothing is lost */
    } rows[] = {
        {"alter table t rename to u; alter table u rename to t;", NULL},
        {"alter table t rename column a to c; alter table t rename column c to a;", NULL},
        {"alter table t rename to u; delete from u; alter table u rename to t;",
         "sql-data-deleted"},
        {"alter table t rename to u; alter table u drop a; alter table u add a text;"
         " alter table u rename to t;",
         "sql-column-recreated"},
        /* by way of a temporary table, as long as that has all columns */
        {"create temporary table k(id integer, a text, b text); insert into k select * from t;"
         " drop table t; " T "insert into t select * from k;",
         NULL},
        {"create temporary table k(id integer, a text); insert into k select id, a from t;"
         " drop table t; " T "insert into t(id, a) select id, a from k;",
         "sql-table-recreated"},
        /* twice */
        {"create table u(id integer, a text, b text); insert into u select * from t;"
         " drop table t; alter table u rename to t;"
         "create table u(id integer, a text, b text); insert into u select * from t;"
         " drop table t; alter table u rename to t;",
         NULL},
        /* the one that is copied is not the one that was there */
        {"drop table t; " T "create table u(id integer, a text, b text);"
         " insert into u select * from t; drop table t; alter table u rename to t;",
         "sql-table-recreated"},
        {"create table u(id integer, a text, b text); insert into u select * from t;"
         " alter table u rename column a to c; alter table u rename column b to a;"
         " alter table u rename column c to b; drop table t; alter table u rename to t;",
         "sql-column-recreated"},
        {"create table u(id integer, a text, b text); insert into u select * from t;"
         " insert into t select * from u; drop table t; alter table u rename to t;",
         NULL},
        {"create table u(id integer, a text, b text); create table v(id integer, a text, b text);"
         " insert into u select * from v; insert into v select * from u; drop table t;"
         " alter table u rename to t;",
         "sql-table-recreated"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char newer[1000];
        char said[1000];
        snprintf(newer, sizeof newer, "%s%s", T, rows[i].newer);
        sql_verdict(LITE, T, newer, CTR_MODE_BACKWARD, said, sizeof said);
        const char *rule = rows[i].rule ? rows[i].rule : "";
        bool lost = strstr(said, "recreated") || strstr(said, "deleted");
        if (lost != (rows[i].rule != NULL) || !strstr(said, rule)) {
            fail_msg("%s: %s instead of %s", rows[i].newer, said, rule);
        }
    }
#undef T
}

static void values_that_are_made_anew_are_told(void **state)
{
#define E "create type mood as enum ('a', 'b'); "
#define T E "create table t(id integer primary key, a text, n numeric(10,2), e mood); "
    static const struct {
        const char *newer;
        bool told;
    } rows[] = {
        {"alter table t alter a type text using a;", false},
        {"alter table t alter a type text using (a)::text;", false},
        {"alter table t alter a set data type text using cast(a as text), alter id type bigint;",
         false},
        {"alter table t alter id type bigint using id::int8;", false},
        {"alter table t alter id type bigint using id::int2::bigint;", true},
        {"alter table t alter id type bigint using -id;", true},
        {"alter table t alter id type bigint using a::bigint;", true},
        {"alter table t alter a type text using upper(a) collate \"C\";", true},
        {"alter table t alter a type text using (a || '');", true},
        {"alter table t rename a to b; alter table t alter b type text using lower(b);"
         " alter table t rename b to a;",
         true},
        /* by way of a type that holds less */
        {"alter table t alter n type numeric(10,0); alter table t alter n type numeric(10,2);",
         true},
        {"alter table t alter n type numeric(12,2); alter table t alter n type numeric(20,2);",
         false},
        {"alter table t alter a type integer using a::integer; alter table t alter a type text;",
         true},
        /* a list of values anew, as it is done */
        {"alter type mood rename to old; create type mood as enum ('a', 'b', 'c');"
         " alter table t alter e type mood using e::text::mood; drop type old;",
         false},
        {"alter type mood rename to old; create type mood as enum ('a', 'b', 'c');"
         " alter table t alter e type mood using cast(cast(e as text) as mood); drop type old;",
         false},
        {"alter type mood rename to old; create type mood as enum ('a', 'b', 'c');"
         " alter table t alter e type mood using 'a'::mood; drop type old;",
         true},
        /* what the types say themselves is said once */
        {"alter table t alter id type smallint using abs(id);", false},
        /* a column that nobody has yet */
        {"alter table t add z integer; alter table t alter z type bigint using 0;", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char newer[1000];
        char said[1000];
        snprintf(newer, sizeof newer, "%s%s", T, rows[i].newer);
        sql_verdict(PG, T, newer, CTR_MODE_BACKWARD, said, sizeof said);
        if ((strstr(said, "sql-data-rewritten warning") != NULL) != rows[i].told) {
            fail_msg("%s: %s", rows[i].newer, said);
        }
        sql_verdict(PG, newer, newer, CTR_MODE_BACKWARD, said, sizeof said);
        assert_string_equal(said, "");
    }
    char said[1000];
    sql_verdict(MY, "create table t(n int);",
                "create table t(n int); alter table t modify n tinyint, modify n int;",
                CTR_MODE_BACKWARD, said, sizeof said);
    assert_string_equal(said, "sql-data-rewritten warning; ");
#undef T
#undef E
}

static void a_comment_is_the_last_one_that_was_given(void **state)
{
    static const struct {
        const char *dialect, *older, *newer;
        bool other;
    } rows[] = {
        {MY, "create table t(a int) comment='x';", "create table t(a int) comment 'x';", false},
        {MY, "create table t(a int) comment='x';",
         "create table t(a int); alter table t comment='x';", false},
        {MY, "create table t(a int);", "create table t(a int); alter table t comment 'x';", true},
        {MY, "create table t(a int);",
         "create table t(a int) comment 'x'; alter table t comment '', comment '';", false},
        {MY, "create table t(a int comment 'it''s');", "create table t(a int comment 'it\\'s');",
         false},
        {PG, "create table t(a int); comment on column t.a is 'it''s';",
         "create table t(a int); comment on column t.a is E'it\\'s';", false},
        {PG, "create table t(a int);",
         "create table t(a int); comment on table t is 'x'; comment on table t is null;", false},
        {PG, "create table t(a int);",
         "create table t(a int); comment on table t is 'x'; comment on table t is '';", false},
        {PG, "create table t(a int);", "create table t(a int); comment on table t is 'x';", true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char said[1000];
        char is = sql_verdict(rows[i].dialect, rows[i].older, rows[i].newer, CTR_MODE_FULL, said,
                              sizeof said);
        assert_int_equal(is, 'c');
        assert_int_equal(strstr(said, "comment-changed") != NULL, rows[i].other);
    }
    assert_int_equal(sql_verdict(MY, "create table t(a int);",
                                 "create table t(a int); alter table t comment = x;", CTR_MODE_FULL,
                                 (char[1000]){""}, 1000),
                     '?');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_reference_does_is_weighed_action_by_action),
        cmocka_unit_test(what_alters_a_constraint_or_a_partition_is_no_upkeep),
        cmocka_unit_test(a_column_is_neither_a_function_nor_a_type),
        cmocka_unit_test(what_is_altered_keeps_what_was_not_named),
        cmocka_unit_test(a_table_that_is_built_anew_keeps_what_was_copied_alone),
        cmocka_unit_test(an_heir_has_what_its_parents_have_and_its_own),
        cmocka_unit_test(a_key_that_numbers_itself_or_is_implied_refuses_nobody),
        cmocka_unit_test(a_rule_is_of_the_table_behind_to),
        cmocka_unit_test(what_is_altered_goes_to_all_heirs),
        cmocka_unit_test(what_is_lost_on_the_way_is_known_by_the_table_and_not_by_its_name),
        cmocka_unit_test(values_that_are_made_anew_are_told),
        cmocka_unit_test(a_comment_is_the_last_one_that_was_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
