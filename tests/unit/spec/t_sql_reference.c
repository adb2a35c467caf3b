/* Verdicts on what references and publications do to those who write a table. With both
 * directions. */
#include "sql_case.h"

#define P(x) "create table p(id integer primary key, code text" x "); "
#define C "create table c(code text references p(code)); "
#define T "create table t(id int, b text); "
#define K "create table k(id int primary key); "

static void a_reference_wants_a_key(void **state)
{
    static const struct sql_row rows[] = {
        {LITE, P(" unique") C, P("") C, "ii"},
        {LITE, P(" unique"), P(" unique") C, "ci"},
        {LITE, P(""), P("") C, "ii"},
        {LITE, P("") C, P("") C "create table d(x);", "ci"},
        {LITE, P(""), P("") "create unique index u on p(code); " C, "ii"},
        {LITE, P(", unique (code)"), P("") "create unique index u on p(code); " C, "ci"},
        {LITE, P(""), P("") "create table c(p integer references p);", "ci"},
        {LITE, "create table d(x);", "create table d(x); " P("") C, "ci"},
        {LITE, P("") "create table c(a text references p(none));",
         P("") "create table c(a text references p(none));", "cc"},
        {PG, P("") "create table c(a text references p(none));", P(""), "??"},
        {PG, P("") "create table c(a int references c(b), b int unique);",
         P("") "create table c(a int references c(b), b int unique);", "cc"},
        {PG, "create table c(a int references elsewhere(b));",
         "create table c(a int references elsewhere(b));", "cc"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

static void rows_that_are_referred_to_stay(void **state)
{
#define A "create table a(id serial primary key); "
    static const struct sql_row rows[] = {
        {PG, A, A "create table c(a int references a); insert into c select id from a;", "ui"},
        {PG, A, A "create table c(a int references a);", "ci"},
        {PG, A, A "create table c(a int references a on delete cascade); insert into c values (1);",
         "ci"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

/* Where it is said to who deletes rows of p, or changes its key: "breaking p.id". */
static void said_at(const char *dialect, const char *older, const char *newer, const char *want)
{
    struct lc_ctx ctx;
    struct lc_spec spec[2];
    struct ctr_diff d = {0};
    const char *texts[2] = {older, newer};
    const char *said = "";
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    for (int i = 0; i < 2; i++) {
        ctr_source *source = lc_new(&ctx, 1, sizeof *source);
        const char *text = lc_format(&ctx, "%s%s", dialect, texts[i]);
        *source = (ctr_source){.struct_size = sizeof *source,
                               .format = CTR_FORMAT_SQL,
                               .data = text,
                               .size = strlen(text),
                               .file = "file.sql"};
        assert_int_equal(lc_spec_read(&ctx, source, &spec[i]), CTR_OK);
    }
    assert_int_equal(
        lc_spec_diff(&ctx, &spec[0], &spec[1], CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, &d), CTR_OK);
    for (size_t i = 0; i < d.count; i++) {
        const struct ctr_finding *f = &d.findings[i];
        if (strncmp(f->rule, "sql-foreign-key-", 16) == 0 && f->part[0] == 'p') {
            said = lc_format(&ctx, "%s%s%s %s", said, *said ? ", " : "",
                             lc_word_name(lc_words_level, (int32_t)f->level), f->part);
        }
    }
    if (strcmp(said, want) != 0) {
        print_error("%s\n  to %s\n", older, newer);
    }
    assert_string_equal(said, want);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void who_deletes_is_told_of_what_refers(void **state)
{
#define W "create table p(id int primary key, b int, unique (id, b)); "
#define R(more) W "create table c(a int, b int" more ");"
    static const struct {
        const char *dialect, *older, *newer, *said;
    } rows[] = {
        {PG, R(""), R(", foreign key (a) references p(id)"), "breaking p.id"},
        {PG, R(""), R(", foreign key (a) references p on update cascade"), "breaking p.id"},
        {PG, R(""), R(", foreign key (a) references p on delete cascade"), "undecided p.id"},
        {PG, R(""), R(", foreign key (a) references p on delete set null"), "undecided p.id"},
        {PG, R(", check (a > 0)"), R(", check (a > 0), foreign key (a, b) references p(id, b)"),
         "breaking p"},
        {PG, R(""), R(", foreign key (a) references p, foreign key (b) references p"),
         "breaking p.id, breaking p.id"},
        {PG, W "create table c(a int not null);",
         W "create table c(a int not null references p on delete set null);", "breaking p.id"},
        {PG, R(", foreign key (a) references p on delete cascade"),
         R(", foreign key (a) references p"), "breaking p.id"},
        {PG, W "create table q(id int primary key); create table c(a int references q);",
         W "create table q(id int primary key); create table c(a int references p);",
         "breaking p.id"},
        {PG, W "create table c(a int);",
         W "alter table p rename to parent; create table c(a int references parent);",
         "breaking p.id"},
        {MY, W "create table c(a int);", W "create table c(a int references p (id));",
         "undecided p.id"},
        /* one that is there already, in other words, or that only new rows have */
        {PG, R(", foreign key (a) references p"), R(", foreign key (a) references p(id)"), ""},
        {PG, R(", foreign key (a) references p"),
         R(", constraint x foreign key (a) references p on delete no action"), ""},
        {PG, W "create table c(b int);", W "create table c(b int, a int references p);",
         "info p.id"},
        {PG, W, W "create table c(a int references p);", "info p.id"},
        {PG, W, W "create table c(a int references p on delete cascade);", ""},
        {PG, "create table p(id int primary key, up int);",
         "create table p(id int primary key, up int references p);", "breaking p"},
        {PG, R(""),
         "create table p(id int primary key, b int, unique (id, b)); create table c(a "
         "int, b int references elsewhere(id));",
         ""},
        {PG, R(", foreign key (a) references p"), R(""), "info p.id"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        said_at(rows[i].dialect, rows[i].older, rows[i].newer, rows[i].said);
    }
}

static void what_is_published_wants_a_key(void **state)
{
    static const struct sql_row rows[] = {
        {PG, T, T "create publication p for table t;", "iu"},
        {PG, T, T "create publication p for all tables;", "iu"},
        {PG, T, T "create publication p for table t with (publish = 'insert');", "uu"},
        {PG, "create table t(id int primary key);",
         "create table t(id int primary key); create publication p for table t;", "cu"},
        {PG, T "alter table t replica identity full;",
         T "alter table t replica identity full; create publication p for table t;", "cu"},
        /* which one's key, and what is published */
        {PG, K "alter table k replica identity nothing;",
         K "alter table k replica identity nothing; create publication p for table k;", "iu"},
        {PG, "create table app.t(id int);",
         "create table app.t(id int); create publication p for table app.t;", "iu"},
        {PG, T "create table app.t(id int primary key);",
         T "create table app.t(id int primary key); create publication p for table app.t;", "cu"},
        {PG, T "create table t.k(id int primary key);",
         T "create table t.k(id int primary key); create publication p for table t.k;", "cu"},
        {PG, T, T "create publication p for table public.t;", "iu"},
        {PG, "create table published_posts(id int);",
         "create table published_posts(id int);"
         "create publication p for table published_posts;",
         "iu"},
        {PG, T, T "create publication p for table t with (publish_via_partition_root = true);",
         "iu"},
    };
    (void)state;
    sql_judge(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reference_wants_a_key),
        cmocka_unit_test(rows_that_are_referred_to_stay),
        cmocka_unit_test(who_deletes_is_told_of_what_refers),
        cmocka_unit_test(what_is_published_wants_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
