/* Statements that are easily passed over: where names are looked for, whose table a name is, what a
 * dump says beside its tables. Verdicts both ways. */
#include "sql_case.h"

#define T "create table t(id int not null primary key, a int); "
#define U "create table u(id int not null primary key, a int); "
static void tables_that_change_places_are_others(void **state)
{
    static const struct sql_row rows[] = {
        {MY, T U, T U "rename table t to x, u to t, x to u;", "ic"},
        {PG, T U,
         T U "alter table t rename to x; alter table u rename to t; alter table x rename to u;",
         "ic"},
        {PG, T U "create schema s; create table s.t(id int not null primary key, a int);",
         T U
         "create schema s; create table s.t(id int not null primary key, a int);"
         "alter table t rename to x; alter table s.t set schema public;"
         "alter table x rename to t2; alter table t2 set schema s; alter table s.t2 rename to t;",
         "ic"},
        /* there and back, and with a third one that has the name in between */
        {PG, T U,
         T U "alter table t rename to x; alter table u rename to t; alter table t rename to u;"
             "alter table x rename to t;",
         "cc"},
        {PG, T U,
         T U "alter table u rename to x; alter table t rename to u; alter table u rename to t;"
             "alter table x rename to u;",
         "cc"},
        /* one that was made on the way is none of the older edition */
        {PG, T,
         T "alter table t rename to x; " T "alter table t rename to y; alter table x rename to t;"
           "drop table y;",
         "cc"},
        {PG, T, T "alter table t rename to x; " T "drop table t; alter table x rename to t;", "cc"},
        {PG, T, T "alter table t rename to x; " T "drop table x;", "ic"},
        /* where each tells its own story, or one tells none, names are all there is */
        {PG, "create table l(id int not null primary key, a int); " T,
         T "alter table t rename to l; " T, "cc"},
        {PG, T "select 1; alter table t rename to l; " T, T "alter table t rename to l; " T, "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void the_path_is_that_of_the_session_or_the_transaction(void **state)
{
#define APP "create table app.t(id int); "
    static const struct sql_row rows[] = {
        {PG, APP "create table u(id int);",
         "set search_path = app; create table t(id int); reset search_path; create table u(id "
         "int);",
         "cc"},
        {PG, APP "create table u(id int);",
         "set search_path = app; create table t(id int); create table u(id int);", "ii"},
        {PG, APP "create table u(id int);",
         "set search_path = app; create table t(id int); reset all; create table u(id int);", "cc"},
        {PG, APP "create table u(id int);",
         "set search_path = app; create table t(id int); discard all; create table u(id int);",
         "cc"},
        {PG, APP "create table u(id int);",
         "begin; set local search_path to app; create table t(id int); commit;"
         "create table u(id int);",
         "cc"},
        {PG, APP "create table u(id int);",
         "begin; set local search_path to app; create table t(id int); commit prepared 'x'; end;"
         "create table u(id int);",
         "cc"},
        {PG, APP "create table app.u(id int);",
         "begin; set search_path to app; create table t(id int); commit; create table u(id int);",
         "cc"},
        {PG, APP "create table x.u(id int);",
         "begin; set search_path to x; set local search_path to app; create table t(id int);"
         "commit; create table u(id int);",
         "cc"},
        {PG, APP "create table u(id int);",
         "create table app.t(id int); begin; set search_path to app; rollback;"
         "create table u(id int);",
         "cc"},
        {PG, APP "create table app.u(id int); rollback to x;",
         "begin; set search_path to app; create table t(id int); rollback to x;"
         "create table u(id int);",
         "cc"},
        {PG, APP "create table u(id int);",
         "set schema 'app'; create table t(id int); set search_path to default;"
         "create table u(id int);",
         "cc"},
        {PG, APP "create table u(id int);",
         "begin; select set_config('search_path', 'app, public', true); create table t(id int);"
         "commit; create table u(id int);",
         "cc"},
        {PG, APP "create table app.u(id int);",
         "begin; select set_config('search_path', 'app, public', false); create table t(id int);"
         "commit; create table u(id int);",
         "cc"},
        /* without a transaction it is the one of who runs the document, if there is one */
        {PG, APP, "set local search_path = app; create table t(id int);", "uu"},
        {PG, "set local search_path = app; create table t(id int);",
         "set local search_path = app; create table t(id int);", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
#undef APP
}

static void a_relation_is_altered_as_a_table(void **state)
{
#define SEQ "create sequence s; "
    static const struct sql_row rows[] = {
        {PG, "create table t(id serial);",
         "create table public.t(id integer not null); create sequence public.t_id_seq;"
         "alter table public.t_id_seq owner to postgres;"
         "alter sequence public.t_id_seq owned by public.t.id;"
         "alter table only public.t alter column id set default nextval('public.t_id_seq');",
         "cc"},
        {PG, "create table t(id serial);",
         "create table t(id serial); alter table t_id_seq owner to me;", "cc"},
        {PG, "create table t(id serial);",
         "create table t(id serial); alter table t_id_seq rename to x;", "uu"},
        {PG, SEQ, SEQ "alter table s owner to me;", "cc"},
        {PG, SEQ, SEQ "alter table if exists s rename to r;", "uu"},
        {PG, SEQ, SEQ "alter table s set schema app;", "uu"},
        {PG, T "create unique index i on t(a);",
         T "create unique index j on t(a); alter table j rename to i;", "cc"},
        {PG, T, T "alter table nosuch owner to me;", "??"},
        /* MySQL: another query */
        {MY, T "create view v as select id, a from t;",
         T "create view v as select a from t; alter view v as select id, a from t;", "cc"},
        {MY, T "create view v as select id, a from t;",
         T "create view v as select id, a from t; alter view v as select id from t;", "ic"},
        {MY, T "create view v (x) as select id from t;",
         T "create view v as select a from t; alter view v (x) as select id from t;", "cc"},
        {MY, T, T "alter view t as select 1;", "??"},
        {PG, "create type p as (a int, b text);",
         "create type p as (a int); alter type p add attribute b text cascade;", "cc"},
        {PG, "create type p as (a int, b text collate \"C\");",
         "create type p as (a int, b int);"
         "alter type p alter attribute b type text collate pg_catalog.\"C\" restrict;",
         "cc"},
        {PG, "create type p as (a int, b text); create table t of p;",
         "create type p as (a int); create table t of p; alter type p add attribute b text "
         "cascade;",
         "cc"},
        {PG, "create type p as (a int); create table t of p;",
         "create type p as (a int); create table t of p; alter type p drop attribute a cascade;",
         "ic"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
#undef SEQ
}

static void a_key_may_stand_before_its_columns(void **state)
{
    static const struct sql_row rows[] = {
        {MY, "create table t(id int not null, d int, e int, primary key(id), key f(d), unique(e));",
         "create table t(key f(d), unique key(e), id int not null, d int, e int, primary key(id));",
         "cc"},
        {PG, "create table t(id int, d int unique check (d > 0));",
         "create table t(unique (d), check (d > 0), id int, d int);", "cc"},
        {PG, "create table t(id int primary key, d int references t);",
         "create table t(constraint x primary key (id), foreign key (d) references t, id int,"
         " d int);",
         "cc"},
        {PG, T, "create table t(unique (b), id int);", "??"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_is_temporary_hides_a_table_for_a_while(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T, T "create temp table t(x int); drop table t;", "cc"},
        {PG, T, T "create temp table t(x int); alter table t add b int not null;", "cc"},
        {PG, T, T "create temp table t(x int); drop table t; alter table t drop a;", "ic"},
        {PG, T, T "create temp table t(x int); alter table public.t drop a;", "ic"},
        {PG, T, "create temp table t(x int); " T, "cc"},
        {PG, T, "create temp table t(x int); " T "alter table t rename to u; drop table t;", "ic"},
        {PG, T, T "create temp table t(x int); alter table t rename to u;", "cc"},
        {PG, T, T "create temp table if not exists t(x int); drop table t;", "cc"},
        {PG, T,
         "create temp table t(x int); create table if not exists t(id int not null"
         " primary key, a int);",
         "cc"},
        {PG, T, T "create temp table t(x int); create temp table t(x int);", "??"},
        {PG, T, T "create temp table t(x int); " T, "??"},
        {LITE, T, T "create table sqlite_sequence(name, seq); create table sqlite_stat1(a, b, c);",
         "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void not_null_has_a_name_that_it_goes_by(void **state)
{
    static const struct sql_row rows[] = {
        {PG, "create table t(a int not null);", "create table t(a int constraint n not null);",
         "cc"},
        {PG, "create table t(a int);",
         "create table t(a int constraint n not null); alter table t drop constraint n;", "cc"},
        {PG, "create table t(a int);",
         "create table t(a int not null); alter table t drop constraint t_a_not_null;", "??"},
        {PG, "create table t(a int);",
         "create table t(a int, constraint n not null a);"
         "alter table t rename constraint n to m; alter table t drop constraint m;",
         "cc"},
        {PG, "create table t(a int);",
         "create table t(a int constraint n not null); alter table t drop constraint m;", "??"},
        {PG, "create table t(a int);", "create table t(a int not null null);", "??"},
        {PG, "create table t(a int);", "create table t(a int null not null);", "??"},
        {PG, "create table t(a int);", "create table t(a int default 5 default 6);", "??"},
        {MY, "create table t(a int not null default 6);",
         "create table t(a int null not null default 5 default 6);", "cc"},
        {LITE, "create table t(a int not null);", "create table t(a int not null null);", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void how_a_column_counts_is_told(void **state)
{
#define ID "create table t(id int generated by default as identity"
    static const struct sql_row rows[] = {
        {PG, ID ");",
         ID " (sequence name public.s start with 1 increment by 1 no minvalue"
            " no maxvalue cache 1));",
         "cc"},
        {PG, ID ");", ID " (minvalue 1 maxvalue 2147483647 no cycle cache 20));", "cc"},
        {PG, ID ");", ID " (increment -1 start -1 maxvalue -1 minvalue -2147483647));", "uu"},
        {PG, ID " (increment -1));", ID " (increment by -1 start with -1 maxvalue -1));", "cc"},
        {PG, ID ");", ID " (maxvalue 10));", "uu"},
        {PG, ID " (maxvalue 100));", ID " (maxvalue 10));", "uu"},
        {PG, ID ");", ID " (start with 1000));", "uu"},
        {PG, ID " (minvalue 5));", ID " (minvalue 5 start 5));", "cc"},
        {PG, ID ");", ID " (cycle));", "uu"},
        {PG, ID " (maxvalue 5 increment by -1));",
         ID "); alter table t alter id set maxvalue 5 set increment by -1;", "cc"},
        {PG, ID ");", ID " (cycle)); alter table t alter column id set no cycle;", "cc"},
        {PG, ID ");", ID "); alter table t alter id set cache 5;", "cc"},
        {PG, ID ");", ID "); alter table t alter id restart with 1;", "uu"},
        {PG, "create table t(id int generated always as identity);",
         ID "); alter table t alter id set generated always;", "cc"},
        {PG, "create table t(id serial);", ID " (cycle));", "uu"},
        /* SQLite: no row number, so null */
        {LITE, "create table t(id integer primary key, b);",
         "create table t(id integer primary key desc, b);", "ii"},
        {LITE, "create table t(id integer primary key, b);",
         "create table t(id integer, b, primary key (id desc));", "cc"},
        {LITE, "create table t(id integer primary key, b);",
         "create table t(id integer primary key asc, b);", "cc"},
        {LITE, "create table t(id integer primary key desc, b);",
         "create table t(id integer not null, b, primary key (id));", "ii"},
        {LITE, "create table t(id integer primary key autoincrement);",
         "create table t(id integer primary key);", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
#undef ID
}

static void what_mysql_says_of_a_column_is_looked_at(void **state)
{
#define P "create table p(id int not null primary key); "
    static const struct sql_row rows[] = {
        {MY, "create table t(a varchar(9) unique);", "create table t(a varchar(9) binary unique);",
         "uu"},
        {MY, "create table t(a varchar(9) character set latin1 collate latin1_bin);",
         "create table t(a varchar(9) character set latin1 binary);", "cc"},
        {MY, "create table t(a varchar(9) collate latin1_bin);",
         "create table t(a varchar(9) binary ascii);", "cc"},
        {MY, "create table t(a varchar(9));", "create table t(a varchar(9) ascii);", "uu"},
        {MY, "create table t(a varchar(9) charset UCS2);", "create table t(a varchar(9) unicode);",
         "cc"},
        {MY, "create table t(a int, b int);", "create table t(a int, b int invisible);", "uc"},
        {MY, "create table t(a int, b int);", "create table t(a int, b int visible);", "cc"},
        {MY, "create table t(a int, b int);",
         "create table t(a int, b int); alter table t alter b set invisible;", "uc"},
        {MY, "create table t(a int, b int invisible);",
         "create table t(a int, b int invisible); alter table t alter column b set visible;", "cu"},
        {MY, "create table t(a int, b int);",
         "create table t(a int, b int invisible); alter table t modify b int;", "cc"},
        {MY, "create table t(b int(5) unsigned zerofill);", "create table t(b int(5) unsigned);",
         "uu"},
        {MY, "create table t(b int(5) zerofill);", "create table t(b int(8) zerofill);", "uu"},
        {MY, "create table t(b int(5) zerofill);", "create table t(b int(5) unsigned zerofill);",
         "cc"},
        {MY, P "create table t(a int references p(id));",
         P "create table t(a int, foreign key (a) references p(id));", "uu"},
        {MY, P "create table t(a int references p(id));", P "create table t(a int);", "cu"},
        {MY, P "create table t(a int);", P "create table t(a int references p(id));", "uc"},
        {PG, P "create table t(a int);", P "create table t(a int references p(id));", "ic"},
        {MY, "create table t(b blob(100));", "create table t(b tinyblob);", "cc"},
        {MY, "create table t(b blob(100));", "create table t(b varbinary(200));", "ic"},
        {MY, "create table t(b blob(300));", "create table t(b blob);", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
#undef P
}

static void what_mysql_says_of_a_table_is_looked_at(void **state)
{
#define D "create database d character set utf8mb4"
#define IN "; use d; create table t(e varchar(9) unique);"
    static const struct sql_row rows[] = {
        {MY, D " collate utf8mb4_bin" IN, D " collate utf8mb4_general_ci" IN, "uu"},
        {MY, D IN, "create database d default charset = UTF8MB4 encryption = 'n'" IN, "cc"},
        {MY, D IN, "create database d" IN, "uc"},
        {MY, D IN, D IN " alter database d character set latin1;", "uu"},
        {MY, "create table t(a int) engine=merge union=(a, b);",
         "create table t(a int) engine=merge union=(a);", "uu"},
        {MY, "create table t(a int);", "create table t(a int) foo = 5;", "uu"},
        {MY, "create table t(a int);", "create table t(a int) foo bar;", "uu"},
        {MY, "create table t(a int);",
         "create table t(a int) auto_increment=5 data directory='/x' row_format=dynamic"
         " stats_persistent 1 key_block_size=4;",
         "cc"},
        {MY, "create table t(a int);",
         "create table t(a int); alter table t disable keys; alter table t enable keys;", "cc"},
        {MY, "create table t(a int) partition by range (a) (partition p values less than (9));",
         "create table t(a int) partition by range (a) (partition p values less than (9)"
         " engine = InnoDB comment = 'x');",
         "cc"},
        {MY, "create table t(a int) partition by range (a) (partition p values less than (9));",
         "create table t(a int) partition by range (a) (partition p values less than (8)"
         " engine = InnoDB);",
         "uu"},
        {MY,
         "create table t(a int) engine=InnoDB charset=latin1; create table u(a int)"
         " engine=InnoDB charset=latin1;",
         "create table t(a int) engine=InnoDB charset=latin1; create table u like t;", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
#undef D
#undef IN
}

static void a_condition_that_says_nothing_new_breaks_nobody(void **state)
{
#define C "create table t(a date not null check (a > '2000-01-01')); "
    static const struct sql_row rows[] = {
        {PG, C, C "alter table t add b date, add check (b >= a);", "ci"},
        {PG, C, C "alter table t add b date default '2000-01-01', add check (b >= a);", "ii"},
        {PG, C, C "alter table t add b date, add check (coalesce(b, '1999-01-01') >= a);", "ii"},
        {PG, C, C "alter table t add b date, add check (b >= a or a > '2001-01-01');", "ii"},
        {PG, C, C "alter table t add b date, add check (b >= a and a > '2001-01-01');", "ii"},
        {PG, C, C "alter table t add date date, add check (a > date '2001-01-01');", "ii"},
        {PG, C, C "alter table t add constraint again check (a > '2000-01-01');", "cc"},
        {PG, C, C "alter table t add constraint other check (a > '2001-01-01');", "ic"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
#undef C
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_a_column_counts_is_told),
        cmocka_unit_test(what_mysql_says_of_a_column_is_looked_at),
        cmocka_unit_test(what_mysql_says_of_a_table_is_looked_at),
        cmocka_unit_test(a_condition_that_says_nothing_new_breaks_nobody),
        cmocka_unit_test(tables_that_change_places_are_others),
        cmocka_unit_test(the_path_is_that_of_the_session_or_the_transaction),
        cmocka_unit_test(a_relation_is_altered_as_a_table),
        cmocka_unit_test(a_key_may_stand_before_its_columns),
        cmocka_unit_test(what_is_temporary_hides_a_table_for_a_while),
        cmocka_unit_test(not_null_has_a_name_that_it_goes_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
