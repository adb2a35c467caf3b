/* What statements of a consumer use of a SQL schema besides tables and columns of theirs: types,
 * routines, collations, sequences; and what lies beneath a view that they write. */
#include "base/once.h"
#include "spec/sql/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PG "-- contracts: dialect=postgresql\n"
#define MY "-- contracts: dialect=mysql\n"

static ctr_status used_of(struct lc_ctx *ctx, const char *schema, const char *text,
                          struct ctr_outline *out)
{
    struct lc_spec *spec = lc_new(ctx, 1, sizeof *spec);
    ctr_source *sources = lc_new(ctx, 2, sizeof *sources);
    const char *bytes[] = {schema, text};
    assert_true(spec && sources);
    for (int i = 0; i < 2; i++) {
        sources[i] = (ctr_source){.struct_size = sizeof *sources,
                                  .format = CTR_FORMAT_SQL,
                                  .data = bytes[i],
                                  .size = strlen(bytes[i]),
                                  .file = i ? "use" : "schema"};
    }
    LC_TRY(lc_spec_read(ctx, &sources[0], spec));
    return lc_spec_used(ctx, spec, &sources[1], out);
}

struct want {
    const char *text;
    const char *parts; /* with spaces between them; or what the refusal says */
};

static void used(const char *schema, const struct want *cases, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct lc_ctx ctx;
        struct ctr_outline outline;
        const char *parts = "";
        lc_ctx_begin(&ctx, NULL);
        assert_int_equal(lc_once(&ctx), CTR_OK);
        ctr_status status = used_of(&ctx, schema, cases[i].text, &outline);
        for (size_t k = 0; status == CTR_OK && k < outline.count; k++) {
            parts = lc_format(&ctx, "%s%s%s", parts, k ? " " : "", outline.parts[k]);
        }
        parts = status == CTR_OK ? parts : ctr_error_message(ctx.error);
        if (strcmp(parts, cases[i].parts) != 0) {
            print_error("%s\n  uses  %s\n  not   %s\n", cases[i].text, parts, cases[i].parts);
            wrong++;
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
    assert_int_equal(wrong, 0);
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
    static const struct want cases[] = {
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
    static const struct want cases[] = {
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
    static const struct want mysql[] = {
        {"SELECT Fee(id) FROM t", "fee t.id"},
        {"SELECT CONCAT(id, 'x'), CAST(id AS CHAR) FROM t", "t.id"},
    };
    used(MY "create table t (id int); create function fee(a int) returns int return 1;", mysql,
         COUNT(mysql));
}

static void sequences_are_used_by_the_functions_that_count(void **state)
{
    (void)state;
    static const struct want cases[] = {
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_used_where_a_value_is_made_one),
        cmocka_unit_test(routines_and_collations_are_used_by_their_names),
        cmocka_unit_test(sequences_are_used_by_the_functions_that_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
