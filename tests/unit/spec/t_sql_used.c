/* What statements of a consumer use of a SQL schema besides tables and columns of theirs: types,
 * routines, collations, sequences; and what lies beneath a view that they write. */
#include "used_case.h"

#include "../base/fault_ctx.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PG "-- contracts: dialect=postgresql\n"
#define MY "-- contracts: dialect=mysql\n"

static void used(const char *schema, const struct used_case *cases, size_t count)
{
    used_as(schema, " ", CTR_E_INPUT, cases, count);
}

static const char declared[] =
    PG "create type mood as enum ('a', 'b'); create domain zip as text; "
       "create type \"Odd\" as (x int); create type app.kind as enum ('k'); "
       "create function f(int) returns int language sql as 'select 1'; "
       "create function app.g() returns setof int language sql as 'select 1'; "
       "create collation c1 (locale = 'C'); create sequence seq1; create sequence app.seq2; "
       "create sequence owned; "
       "create table m (id serial, mo text, n bigint default nextval('owned')); "
       "alter sequence owned owned by m.n; "
       "create table status (id int, mood mood);";

static void types_are_used_where_a_value_is_made_one(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"select id from m where mo::mood = 'b'", "m.id m.mo mood"},
        {"select id from m where cast(mo as mood) = 'b'", "m.id m.mo mood"},
        {"select id from m where mo = any($1::mood[])", "m.id m.mo mood"},
        {"select id from m where mo = mood 'b'", "m.id m.mo mood"},
        {"select id from m where mo = public.mood 'b'", "m.id m.mo mood"},
        {"select mo::public.mood from m", "m.mo mood"},
        {"select cast(mo as public.mood) from m", "m.mo mood"},
        {"select cast(mo as zip), mood(mo) from m", "m.mo mood zip"},
        {"select mo::\"Odd\" from m", "Odd m.mo"},
        {"select mo::kind from m", "app.kind m.mo"}, /* by another path */
        {"select mo::app.kind from m", "app.kind m.mo"},
        {"select mo from m where id = (null::status).id", "m.id m.mo status"},
        {"select r.a from m, json_to_recordset(m.mo::json) as r(a mood, b numeric(4, 2), c zip)",
         "m.mo mood zip"},
        /* what is built in, spelled otherwise or declared elsewhere is no part */
        {"select mo::text, cast(id as bigint), id::int4[], mo::\"Mood\", mo::other.mood from m",
         "m.id m.mo"},
        {"select date '2026-01-31', interval '1 day', mo::timestamp with time zone from m", "m.mo"},
        /* a column, a table or another name is no type */
        {"select mood from status", "status.mood"},
        {"select mo as mood, id zip, 1 f from m order by mood", "m.id m.mo"},
        {"with zip (mood) as (select mo from m) select zip.mood from zip", "m.mo"},
    };
    used(declared, cases, COUNT(cases));
}

static void routines_and_collations_are_used_by_their_names(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"select f(id) from m", "f m.id"},
        {"select public.f(id) from m", "f m.id"},
        {"select pg_catalog.f(id), other.f(id) from m", "m.id"},
        {"insert into m (id) values (f(1))", "f m m.id"},
        {"update m set id = f(id) where F(2) > 1", "f m.id"},
        {"select x from m, app.g() as x", "app.g m"},
        {"select x from m, lateral g() x", "app.g m"},
        {"select mo from m order by mo collate c1", "c1 m.mo"},
        {"select mo from m order by mo collate public.\"c1\"", "c1 m.mo"},
        {"select mo from m order by mo collate \"C\"", "m.mo"},
        {"select upper(mo), count(*), coalesce(id, 1), pg_catalog.lower(mo) from m", "m.id m.mo"},
        {"select 'f'::regproc, 'f(int)'::regprocedure, regtype 'mood' from m", "f m mood"},
    };
    used(declared, cases, COUNT(cases));
    static const struct used_case mysql[] = {
        {"SELECT Fee(id) FROM t", "fee t.id"},
        {"SELECT CONCAT(id, 'x'), CAST(id AS CHAR) FROM t", "t.id"},
    };
    used(MY "create table t (id int); create function fee(a int) returns int return 1;", mysql,
         COUNT(mysql));
}

static void sequences_are_used_by_the_functions_that_count(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"insert into m (id) values (nextval('seq1'))", "m m.id seq1"},
        {"update m set id = nextval('seq1')", "m.id seq1"},
        {"select currval('seq1')", "seq1"},
        {"select setval('public.seq1', 5), currval('app.seq2')", "app.seq2 seq1"},
        {"select nextval(('seq1'::text)::regclass)", "seq1"},
        {"select nextval('seq2'::regclass), next value for seq1", "app.seq2 seq1"},
        {"select last_value from seq1", "seq1"},
        {"select s.last_value from app.seq2 as s", "app.seq2"},
        /* one that belongs to a column is the column's matter */
        {"select currval('m_id_seq'), nextval('owned')", "m.id m.n"},
        {"select currval(pg_get_serial_sequence('m', 'id'))", "m"},
        /* a text, and one that is not declared */
        {"select 'seq1' from m where mo = 'seq2'", "m.mo"},
        {"select nextval('other'), nextval('other.seq1') from m", "m"},
        {"select id from other",
         "use:1:16: the schema has no table or view 'other'; name one that it declares"},
    };
    used(declared, cases, COUNT(cases));
}

static void who_writes_a_view_writes_what_lies_beneath(void **state)
{
    static const char views[] =
        PG "create table orders (id bigint primary key, status text, note text); "
           "create table lines (id bigint, item text); "
           "create view oo as select id, status as state from orders; "
           "create view late as select o.id, o.status from public.orders as o where note is null; "
           "create view every as select * from orders; "
           "create view top as select state, id as nr from oo where state <> 'x'; "
           "create view calc as select id, upper(status) as up from orders; "
           "create view both_ as select orders.id, item from orders join lines on true; "
           "create materialized view kept as select id from orders; "
           "create table app.t (a int); create view app.v as select a from app.t limit 9;";
    (void)state;
    static const struct used_case cases[] = {
        {"insert into oo (id, state) values ($1, $2)",
         "oo oo.id oo.state orders orders.id orders.status"},
        {"update oo set state = 'x' where id = 1", "oo.id oo.state orders.id orders.status"},
        {"delete from oo", "oo orders"},
        {"insert into late (id) values (1)", "late late.id orders orders.id"},
        {"update late set status = 'x'", "late.status orders.status"},
        {"insert into every (id) values (1)", "every orders"},
        {"update top set state = 'x' where nr = 1",
         "oo.id oo.state orders.id orders.status top.nr top.state"},
        {"delete from top where nr = 1", "oo oo.id orders orders.id top top.nr"},
        {"update calc set id = 1 where up = 'x'", "calc.id calc.up orders orders.id"},
        {"update both_ set item = 'x'", "both_.item lines.item"},
        {"update app.v set a = 1", "app.t.a app.v.a"},
        {"with x as (delete from oo returning id) select id from x", "oo oo.id orders orders.id"},
        {"insert into lines (id) select id from oo on conflict do nothing", "lines lines.id oo.id"},
        /* who only reads it is told by the view */
        {"select id, state from oo", "oo.id oo.state"},
        {"select oo.state from oo for update", "oo.state"},
        {"update lines set item = o.state from oo as o where o.id = lines.id",
         "lines.id lines.item oo.id oo.state"},
        {"delete from lines where id in (select nr from top)", "lines lines.id top.nr"},
        {"select id from oo; update oo set id = 1", "oo.id orders.id"},
        {"select id from kept", "kept.id"},
    };
    used(views, cases, COUNT(cases));
    static const struct used_case mysql[] = {
        {"UPDATE v JOIN t ON v.id = t.id SET v.a = 1", "b.a b.id t.id v.a v.id"},
        {"DELETE v FROM t JOIN v ON v.id = t.id", "b b.id t.id v v.id"},
    };
    used(MY "create table t (id int); create table b (id int, a int); "
            "create view v as select id, a from b;",
         mysql, COUNT(mysql));
}

static void views_that_stand_too_deep_are_refused(void **state)
{
    struct lc_ctx ctx;
    struct ctr_outline outline;
    const char *text = PG "create table v0 (a int);";
    (void)state;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    for (int i = 1; i <= 40; i++) {
        text = lc_format(&ctx, "%s create view v%d as select a from v%d;", text, i, i - 1);
        assert_non_null(text);
    }
    assert_int_equal(used_of(&ctx, text, "update v30 set a = 1", &outline), CTR_OK);
    assert_int_equal(outline.count, 31);
    assert_int_equal(used_of(&ctx, text, "update v40 set a = 1", &outline), CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "use:1:1: views stand more than 32 deep over the table that this writes");
    lc_ctx_end(&ctx, CTR_E_LIMIT, NULL);
}

static ctr_status all(struct lc_ctx *ctx)
{
    struct ctr_outline outline;
    return used_of(ctx,
                   PG "create table t (id serial); create type e as enum ('a'); "
                      "create view v as select id from t; create sequence s; create view w "
                      "as select id from v where id > 0; create function f() returns int "
                      "language sql as 'select 1';",
                   "update w set id = nextval('s') where f() = cast(id as public.e)", &outline);
}

static void no_memory_is_told_and_leaves_nothing_behind(void **state)
{
    (void)state;
    fault_walk_ctx(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_used_where_a_value_is_made_one),
        cmocka_unit_test(routines_and_collations_are_used_by_their_names),
        cmocka_unit_test(sequences_are_used_by_the_functions_that_count),
        cmocka_unit_test(who_writes_a_view_writes_what_lies_beneath),
        cmocka_unit_test(views_that_stand_too_deep_are_refused),
        cmocka_unit_test(no_memory_is_told_and_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
