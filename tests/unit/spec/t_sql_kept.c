/* Verdicts on statements that nobody looks into, by what they act on and in which order, and on
 * transactions that are undone. With both directions. */
#include "sql_case.h"

#define T "create table t(id serial primary key, a int); "
#define U "create table u(id int); "
#define GIVE "grant select on t to app; "
#define TAKE "revoke select on t from app; "

static void statements_on_one_thing_are_a_history(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T GIVE TAKE GIVE, T GIVE TAKE GIVE TAKE, "uu"},
        {PG, T TAKE GIVE, T GIVE TAKE, "uu"},
        {PG, T GIVE, T GIVE GIVE, "cc"},
        {PG, T GIVE TAKE, T GIVE TAKE GIVE, "uu"},
        {PG, T TAKE "grant select on table public.t to app;",
         T "grant select on table public.t to app; " TAKE, "uu"},
        {PG, T "alter table t enable row level security; alter table t disable row level security;",
         T "alter table t enable row level security; alter table t disable row level security;"
           "alter table t enable row level security;",
         "uu"},
        {PG, T "alter table t disable trigger x; alter table t enable trigger x;",
         T "alter table t enable trigger x; alter table t disable trigger x;", "uu"},
        {PG, T U "grant select on t, u to app; " TAKE, T U TAKE "grant select on t, u to app;",
         "uu"},
        {PG, T "do $$ begin x(); end $$;", T "do $$ begin x(); end $$; do $$ begin x(); end $$;",
         "uu"},
        /* on different things they may stand in any order */
        {PG, T U GIVE "grant select on u to app;", T U "grant select on u to app; " GIVE, "cc"},
        {PG, T GIVE U "grant select on u to app;", T U GIVE "grant select on u to app;", "cc"},
        {PG, T GIVE "grant a to b;", T "grant a to b; " GIVE, "cc"},
        {PG, T "grant usage on schema s to app; " GIVE, T GIVE "grant usage on schema s to app;",
         "cc"},
        {PG, T "alter role a set x = 1; alter role b set x = 1;",
         T "alter role b set x = 1; alter role a set x = 1;", "cc"},
        /* what may act on anything stands where it stands */
        {PG, T GIVE "do $$ begin x(); end $$;", T "do $$ begin x(); end $$; " GIVE, "uu"},
        {PG, T "grant select on all tables in schema public to app; " U,
         T U "grant select on all tables in schema public to app;", "uu"},
        {PG, T U "do $$ begin x(); end $$;", U T "do $$ begin x(); end $$;", "cc"},
        {PG, T "do $$ begin x(); end $$;", T "do $$ begin x(); end $$; " U, "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void triggers_take_turns(void **state)
{
#define X "create trigger x before insert on t for each row set new.a = 1; "
#define Y "create trigger y before insert on t for each row set new.a = new.a + 1; "
#define Z "create trigger z after insert on t for each row set @a = 1; "
    static const struct sql_row rows[] = {
        {MY, T X Y, T Y X, "uu"},
        {MY, T X Y, T X Y "drop trigger x; " X, "uu"},
        {MY, T X Y Z, T Z X Y, "cc"},
        {MY, T X Y, T X Y "drop trigger y; " Y, "cc"},
        {PG,
         T "create trigger x before insert on t execute function f(); "
           "create trigger y before insert on t execute function g();",
         T "create trigger y before insert on t execute function g(); "
           "create trigger x before insert on t execute function f();",
         "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_is_undone_was_not_done(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T "begin; rollback; " U, T "begin; " U "rollback;", "ic"},
        {PG, T "begin; " U "rollback; " U, T "begin; rollback; " U, "cc"},
        {LITE, "begin; " U "rollback; " U, "begin; rollback; " U, "cc"},
        {PG, T "begin; " U "commit;", T U, "cc"},
        {PG, T "begin; " U "abort and chain; drop table t; rollback work; " U,
         T "begin; abort and chain; rollback work; " U, "cc"},
        {PG, T U "begin; savepoint x; rollback to x; commit;",
         T U "begin; savepoint x; drop table u; rollback to x; commit;", "cc"},
        {PG, T U "begin; savepoint x; savepoint x; rollback to savepoint x; commit;",
         T U "begin; savepoint x; drop table u; savepoint x; rollback to savepoint x; commit;",
         "ic"},
        {PG, T U "begin; savepoint x; release x; commit;",
         T U "begin; savepoint x; drop table u; release x; commit;", "ic"},
        {PG, T "alter table t add x int;",
         T "begin; alter table t add x int; "
           "prepare transaction 'a';",
         "uu"},
        {MY, T "begin; " U "rollback;", T U "begin; rollback;", "cc"},
        {PG, T, T "begin; (select 1); " U "rollback;", "cc"},
        {PG, T, T "begin;\n\\connect a\n" U "rollback;", "ui"},
        {PG, T "begin; prepare transaction 'a'; " U,
         T "begin; prepare transaction 'a'; begin; drop table t; rollback; " U, "cc"},
        {PG, T "begin; prepare transaction 'a';",
         T "begin; prepare transaction 'a'; begin; drop table t; commit;", "ic"},
        /* and nobody sees that it was tried */
        {PG, T, T "begin; drop table t; rollback;", "cc"},
        {PG, T, T "begin; savepoint x; drop table t; rollback to x; commit;", "cc"},
        {PG, T, T "begin; drop table t; rollback and chain; " U "rollback;", "cc"},
        {PG, T, T "begin; drop table t; rollback and chain; " U "commit;", "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_on_one_thing_are_a_history),
        cmocka_unit_test(triggers_take_turns),
        cmocka_unit_test(what_is_undone_was_not_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
