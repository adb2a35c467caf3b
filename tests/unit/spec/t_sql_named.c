/* Verdicts on keys and indexes that statements name or need: an upsert, MATCH, INDEXED BY. With
 * both directions. */
#include "sql_case.h"

#define T(x) "create table t(id int not null, a text, b text" x "); "
#define M(x) "create table t(id int not null, a varchar(9), b varchar(9)" x "); "
#define U "create unique index u on t(a"

static void an_upsert_names_a_key(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T(", unique (a)"), T(""), "ui"},
        {LITE, T(", unique (a)"), T(""), "ui"},
        {MY, M(", unique (a)"), M(""), "ui"},
        {PG, T("") U ");", T("") U ") where b is null;", "ui"},
        {PG, T(", unique (a)"), T(", unique (a, b)"), "ui"},
        {PG, T(", primary key (id)"), T(", unique (id)"), "uc"}, /* GROUP BY */
        {PG, T(", unique (a), unique (a, b)"), T(", unique (a)"), "uc"},
        {MY, M(", unique (a), unique (a, b)"), M(", unique (a)"), "cc"},
        {PG, T(", unique (a), constraint x unique (a)"), T(", unique (a)"), "cc"},
        {PG, T(", unique (a)"), "create table t(id int not null, a text primary key, b text);",
         "ii"},
        {PG, T("") "alter table t add c text unique;", T(""), "ic"},
        {PG, T(", check (a <> b)"), T(""), "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void what_is_named_is_told(void **state)
{
    static const struct {
        const char *dialect, *older, *newer, *said;
    } rows[] = {
        {PG, T(", constraint x unique (a)"), T(", constraint y unique (a)"),
         "sql-constraint-renamed warning; "},
        {PG, T(", constraint u unique (a)"), T("") U ");", "sql-constraint-renamed warning; "},
        {PG, T("") U ");", T(", constraint u unique (a)"), "sql-constraint-renamed info; "},
        {PG, T("") U ");", T("") "create unique index v on t(a);", "sql-constraint-renamed info; "},
        {PG, T(", constraint x check (a <> b)"), T(", constraint y check (a <> b)"),
         "sql-constraint-renamed info; "},
        {LITE, T("") "create index i on t(a);", T(""), "sql-index-changed warning; "},
        {LITE, T("") "create index i on t(a);", T("") "create index j on t(a);",
         "sql-constraint-renamed warning; "},
        {MY, M(", key k (a)"), M(""), "sql-index-changed warning; "},
        {PG, T("") "create index i on t(a);", T(""), "sql-index-changed info; "},
        {MY, M(", fulltext key k (a)"), M(""), "sql-index-changed breaking; "},
        {MY, M(", fulltext key k (a, b)"), M(", fulltext key k (b, a)"),
         "document-rewritten info; "},
        {MY, M(", fulltext key k (a)"), M(", fulltext key k (a), fulltext key l (a, b)"),
         "sql-index-changed info; "},
        {MY, M("") "create fulltext index k on t(a);", M("") "create index k on t(a);",
         "sql-index-changed breaking; sql-index-changed info; "},
    };
    char said[1000];
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        sql_verdict(rows[i].dialect, rows[i].older, rows[i].newer, CTR_MODE_BACKWARD, said,
                    sizeof said);
        assert_string_equal(said, rows[i].said);
    }
}

static void an_index_may_fail_for_a_row(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T(""), T("") "create index i on t((a::int));", "uc"},
        {PG, T(""), T("") "create index i on t((id + 1));", "uc"},
        {PG, T(""), T("") "create index i on t(id) where a::int > 5;", "uc"},
        {PG, T(""), T("") "create index i on t(f(a));", "uc"},
        {PG, T(""), T("") "create index i on t(immutable_unaccent(a));", "uc"},
        {PG, T(""), T("") "create index i on t((id - 1));", "uc"},
        {PG, T(""), T("") "create index i on t((- id));", "uc"},
        {PG, T(""), T("") "create index i on t(id) where id * 2 > 5;", "uc"},
        {PG, T(""), T("") "create index i on t(id) where id > -1;", "cc"},
        {PG, T(""), T("") "create index i on t(id) where a ~* 'x' and a !~* 'y';", "cc"},
        {MY, "create table t(a json);",
         "create table t(a json, key k ((cast(a->'$.x' as unsigned array))));", "uc"},
        {PG, T(""), T("") "create index i on t(lower(a), (a || b), (a::text)) where b is not null;",
         "cc"},
        {PG, T(""), T("") "create index i on t(a) where b in ('x', 'y') and id > 5;", "cc"},
        {PG, "create table t(a jsonb);",
         "create table t(a jsonb); create index i on t((a->>'x')); create index j on t using "
         "gin(a);",
         "cc"},
        {LITE, T(""), T("") "create index i on t(id + 1, id - 1, abs(id));", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_upsert_names_a_key),
        cmocka_unit_test(what_is_named_is_told),
        cmocka_unit_test(an_index_may_fail_for_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
