/* Verdicts on columns that count with a sequence, in the forms that people and dumps write. With
 * both directions. */
#include "sql_case.h"

#define S "create sequence s; create sequence r; "
#define WITH(x) "create table t(id int primary key default " x ", a int); "

static void another_sequence_gives_other_numbers(void **state)
{
    static const struct sql_row rows[] = {
        {PG, S WITH("nextval('s')"),
         S WITH("nextval('s')") "alter table t alter id set default nextval('r');", "uu"},
        {PG, S WITH("nextval('s')"), S WITH("nextval('s') % 10"), "uc"},
        {PG, S WITH("nextval('s')"), S WITH("nextval('app.s')"), "uu"},
        {PG, S WITH("nextval('s')"), S "create table t(id serial primary key, a int);", "uu"},
        {PG, S WITH("nextval('s')"),
         S WITH("nextval('public.s'::regclass)") "alter table t alter id set default"
                                                 " pg_catalog.nextval('\"s\"'::text);",
         "cc"},
        {PG, S WITH("nextval('s')"), S WITH("nextval(('s'::text)::regclass)"), "cc"},
        /* the usual one, and one that belongs to the column */
        {PG, "create table t(id serial primary key, a int);",
         "create sequence t_id_seq;" WITH("nextval('t_id_seq')"), "cu"},
        {PG, "create table t(id serial primary key, a int);",
         "create sequence x; " WITH("nextval('x')") "alter sequence x owned by t.id;", "cc"},
        {PG, "create table t(id serial primary key, a int);",
         WITH("0") "create sequence x owned by public.t.id;"
                   "alter table t alter id set default nextval('x');",
         "cc"},
        {PG, "create table o(id serial); create table t(like o including defaults);",
         "create table o(id serial); create table t(id int not null default nextval('o_id_seq'));",
         "cc"},
        {PG, "create table o(id serial); create table t(id serial);",
         "create table o(id serial); create table t(id int not null default nextval('o_id_seq'));",
         "uu"},
        {PG, "create table o(id serial); alter table o rename to t;",
         "create table t(id int not null default nextval('o_id_seq'));", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void options_of_an_owned_sequence_are_those_of_its_column(void **state)
{
#define DUMP(type, options)                                                                        \
    "create table public.t(id " type " not null); create sequence public.t_id_seq " options        \
    " start with 1 increment by 1 no minvalue cache 1;"                                            \
    "alter sequence public.t_id_seq owned by public.t.id;"                                         \
    "alter table only public.t alter column id set default nextval('public.t_id_seq'::regclass);"
    static const struct sql_row rows[] = {
        {PG, DUMP("integer", "as integer no maxvalue"), DUMP("integer", "as integer maxvalue 100"),
         "uu"},
        {PG, DUMP("integer", "as integer no maxvalue"),
         DUMP("integer", "as integer no maxvalue") "alter sequence t_id_seq maxvalue 100;", "uu"},
        {PG, DUMP("integer", "as integer maxvalue 100"),
         DUMP("integer", "as integer no maxvalue") "alter sequence t_id_seq maxvalue 100;", "cc"},
        {PG, DUMP("integer", "as integer no maxvalue"), DUMP("integer", "as smallint no maxvalue"),
         "uc"},
        {PG, DUMP("integer", "as integer no maxvalue"),
         DUMP("integer", "as integer no maxvalue") "alter sequence t_id_seq restart with 5;", "uu"},
        {PG, "create table t(id serial);", DUMP("integer", "as integer no maxvalue"), "cc"},
        {PG, "create table t(id serial);", DUMP("integer", "no maxvalue"), "cc"},
        {PG, "create table t(id serial);", DUMP("integer", "no maxvalue cycle"), "uu"},
        /* a column that is wider now goes on counting as before */
        {PG, DUMP("integer", "as integer no maxvalue"), DUMP("bigint", "as integer no maxvalue"),
         "ci"},
        {PG, DUMP("integer", "as integer no maxvalue"),
         DUMP("integer", "as integer no maxvalue") "alter sequence t_id_seq owner to me;"
                                                   "alter sequence t_id_seq cache 5;",
         "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_sequence_gives_other_numbers),
        cmocka_unit_test(options_of_an_owned_sequence_are_those_of_its_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
