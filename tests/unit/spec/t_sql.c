/* SQL as a format: found out, read in three dialects, refused with reasons, its parts, what the
 * comparison says of a reader and of a writer. The rules have golden cases. */
#include "base/once.h"
#include "spec/sql/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static ctr_status read_bytes(struct lc_ctx *ctx, const char *text, size_t size, ctr_format format,
                             struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    assert_non_null(source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = format,
                           .data = text,
                           .size = size,
                           .file = "file.sql"};
    LC_TRY(lc_once(ctx));
    return lc_spec_read(ctx, source, out);
}

static ctr_status read_text(struct lc_ctx *ctx, const char *text, ctr_format format,
                            struct lc_spec *out)
{
    return read_bytes(ctx, text, strlen(text), format, out);
}

static void what_is_sql_is_seen_by_its_first_words(void **state)
{
    static const struct {
        const char *text;
        bool sql;
    } cases[] = {
        {"CREATE TABLE t (a int);", true},
        {"-- a schema\n/* of ours */\n\tcreate\ttable t (a int)", true},
        {"# MySQL\nCREATE TABLE t (a int);", true},
        {"\xEF\xBB\xBF"
         "BEGIN;\nCREATE TABLE t (a int);",
         true},
        {"PRAGMA foreign_keys = ON;", true},
        {"SET search_path = shop;", true},
        {"-- contracts: dialect=mysql\n", true},
        {"ALTER TABLE t ADD a int", true},
        {"create: table\n", false},
        {"create table: x\n", false},
        {"CREATE a new file", false},
        {"{\"openapi\": \"3.1.0\"}", false},
        {"openapi: 3.1.0\n", false},
        {"syntax = \"proto3\";\n", false},
        {"type Query { a: Int }", false},
        {"# a comment\nname: x\n", false},
        {"select the best", false},
        {"drop me a line", false},
        {"", false},
        {"-- nothing else", false},
        {"--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\n-- x\nSET lock_timeout = 0;",
         true},
        {"\\restrict abc\nopenapi: 3.1.0\n", false},
        {"\\restrict abc\n", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (lc_sql_looks(lc_str(cases[i].text)) != cases[i].sql) {
            fail_msg("%s", cases[i].text);
        }
    }
}

static void the_dialect_is_found_from_the_spelling(void **state)
{
    static const struct {
        const char *text;
        enum lc_sql_dialect dialect;
    } cases[] = {
        {"CREATE TABLE t (a int);", LC_DDL_ANY},
        {"CREATE TABLE t (a serial PRIMARY KEY);", LC_DDL_POSTGRESQL},
        {"CREATE TABLE t (a text[]);", LC_DDL_POSTGRESQL},
        {"CREATE TABLE t (a jsonb);", LC_DDL_POSTGRESQL},
        {"CREATE TABLE `t` (`a` int) ENGINE=InnoDB;", LC_DDL_MYSQL},
        {"CREATE TABLE t (a int UNSIGNED);", LC_DDL_MYSQL},
        {"CREATE TABLE t (a integer PRIMARY KEY AUTOINCREMENT);", LC_DDL_SQLITE},
        {"PRAGMA foreign_keys = ON;", LC_DDL_SQLITE},
        {"CREATE TABLE t (engine int, charset int, serial varchar(9));", LC_DDL_ANY},
        {"CREATE TABLE t (a int DEFAULT 'jsonb');", LC_DDL_ANY},
        {"CREATE TABLE t (engine text CHECK (engine = 'v8'::text));", LC_DDL_POSTGRESQL},
        {"CREATE TABLE t (a int, CHECK (engine = 'v8' AND charset = 'x'));", LC_DDL_ANY},
        {"UPDATE cars SET engine = 'v8';", LC_DDL_ANY},
        {"CREATE VIEW v AS SELECT a FROM cars WHERE engine = 'v8' AND charset = 'x';", LC_DDL_ANY},
        {"CREATE TABLE v AS SELECT a FROM cars WHERE engine = 'v8';", LC_DDL_ANY},
        {"ALTER TABLE cars ALTER a TYPE boolean USING engine = 'v8';", LC_DDL_ANY},
        {"ALTER TABLE cars ADD c int, ENGINE = MyISAM;", LC_DDL_MYSQL},
        {"CREATE TEMPORARY TABLE t (a int) DEFAULT CHARSET=utf8;", LC_DDL_MYSQL},
        {"CREATE DATABASE d CHARSET = utf8mb4;", LC_DDL_MYSQL},
        {"CREATE TABLE t (a int) AUTO_INCREMENT=5;", LC_DDL_MYSQL},
        {"CREATE TABLE t (rowid integer, delimiter text, modify date);", LC_DDL_ANY},
        {"CREATE TABLE t (unsigned boolean, CHECK (unsigned = true));", LC_DDL_ANY},
        {"CREATE TABLE t (a int PRIMARY KEY) WITHOUT ROWID;", LC_DDL_SQLITE},
        {"COPY t FROM stdin WITH DELIMITER ',';", LC_DDL_ANY},
        {"CREATE TABLE t (a int);\nDELIMITER //\n", LC_DDL_MYSQL},
        {"ALTER TABLE t ADD modify int;", LC_DDL_ANY},
        {"ALTER TABLE t MODIFY a bigint;", LC_DDL_MYSQL},
        {"ALTER TABLE t ADD b int, MODIFY a bigint;", LC_DDL_MYSQL},
        {"-- contracts: dialect=sqlite\nCREATE TABLE t (a jsonb);", LC_DDL_SQLITE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (lc_sql_dialect_of(lc_str(cases[i].text)) != cases[i].dialect) {
            fail_msg("%s", cases[i].text);
        }
    }
}

static void bad_input_says_where_and_what_was_expected(void **state)
{
    static const struct {
        const char *text;
        const char *error;
    } cases[] = {
        {"CREATE TABLE t (a text DEFAULT 'x);",
         "file.sql:1:32: the string that begins here is not closed where the document ends; "
         "expected '"},
        {"CREATE TABLE \"t (a int);",
         "file.sql:1:14: the quoted name that begins here is not closed where the document ends; "
         "expected \""},
        {"CREATE TABLE t (\n  a int;",
         "file.sql:1:16: the parenthesis that opens here is not closed where the statement ends; "
         "expected ')'"},
        {"CREATE TABLE t (a int));",
         "file.sql:1:23: this ')' closes nothing; take it away or open a parenthesis before"},
        {"/* CREATE TABLE t (a int);",
         "file.sql:1:1: the comment that begins here is not closed where the document ends; "
         "expected */"},
        {"CREATE FUNCTION f() AS $x$ a $y$;",
         "file.sql:1:24: the string that begins here is not closed where the document ends; "
         "expected $x$"},
        {"CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1;",
         "file.sql:1:36: the block that begins here is not closed where the document ends; "
         "expected END"},
        {"CREATE TABLE t (a int, A text);",
         "file.sql:1:24: 't' has a column 'a' already, of line 1; expected another name"},
        {"CREATE TABLE t (a int);\nCREATE TABLE t (b int);",
         "file.sql:2:14: there is a 't' already, of line 1; expected another name, or DROP before, "
         "or IF NOT EXISTS"},
        {"ALTER TABLE t ADD a int;",
         "file.sql:1:13: there is no table 't' here; expected one that was created before, or IF "
         "EXISTS"},
        {"CREATE TABLE t (a int);\nALTER TABLE t DROP COLUMN b;",
         "file.sql:2:27: 't' has no column 'b'; expected one of its columns"},
        {"CREATE TABLE t (a int, PRIMARY KEY (b));",
         "file.sql:1:24: 't' has no column 'b'; expected one of its columns"},
        {"CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 1), CONSTRAINT c CHECK (a > 2));",
         "file.sql:1:63: 't' has a constraint or an index 'c' already, of line 1; expected another "
         "name"},
        {"CREATE TABLE t (a int PRIMARY KEY, PRIMARY KEY (a));",
         "file.sql:1:36: 't' has a primary key already; expected one alone"},
        {"CREATE TABLE t (a);", "file.sql:1:18: ')' stands here; expected a type"},
        {"CREATE TABLE t (a pg_catalog.);",
         "file.sql:1:30: ')' stands here; expected the name of a type"},
        {"CREATE DOMAIN d AS integer.;",
         "file.sql:1:27: the statement ends here; expected the name of a type"},
        {"CREATE TABLE t", "file.sql:1:14: the statement ends here; expected '(' and the columns"},
        {"CREATE TABLE t (a int sometimes);",
         "file.sql:1:23: 'sometimes' stands here; expected a constraint of the column, ',' or ')'"},
        {"CREATE TABLE \"\" (a int);",
         "file.sql:1:14: the name is empty; expected one in the quotes"},
        {"-- contracts: dialect=oracle\nCREATE TABLE t (a int);",
         "file.sql:1:1: 'oracle' is no dialect; expected postgresql, sqlite, mysql or sql"},
        {"CREATE TABLE t (a int); -- contracts: renamed=b\n",
         "file.sql:1:25: 'renamed' is no note; expected dialect or renamed_from"},
        {"CREATE TABLE t (a int);\n\n-- contracts: renamed_from=b\n",
         "file.sql:3:1: no column, table or type is named on this line; expected renamed_from "
         "beside one"},
        {"-- contracts: dialect=postgresql\nCREATE TABLE t (a int); CREATE SEQUENCE s OWNED BY t.;",
         "file.sql:2:53: the statement ends here; expected a name"},
        {"DROP TABLE a;",
         "file.sql:1:12: there is no table 'a' here; expected one that was created before, or IF "
         "EXISTS"},
        {"CREATE TYPE m AS ENUM ('a', 'a');",
         "file.sql:1:29: 'm' has the value 'a' already; expected it once"},
        {"-- contracts: dialect=mysql\nCREATE TABLE m (id int) PARTITION BY RANGE (id) (PARTITION "
         "p "
         "VALUES LESS THAN (1), PARTITION p VALUES LESS THAN (2));",
         "file.sql:2:94: 'm' has the partition 'p' already; expected it once"},
        {"CREATE TABLE t (a int)\xFF;",
         "file.sql:1:23: byte 0xFF is not UTF-8; save the file as UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct lc_ctx ctx;
        struct lc_spec spec;
        lc_ctx_begin(&ctx, NULL);
        assert_int_equal(read_text(&ctx, cases[i].text, CTR_FORMAT_SQL, &spec), CTR_E_INPUT);
        assert_string_equal(ctr_error_message(ctx.error), cases[i].error);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void limits_and_bytes_that_are_no_text_are_refused(void **state)
{
    struct lc_ctx ctx;
    struct lc_spec spec;
    char deep[2048];
    (void)state;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(read_bytes(&ctx, "CREATE TABLE t (a\0 int);", 24, CTR_FORMAT_SQL, &spec),
                     CTR_E_INPUT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "file.sql:1:18: a NUL stands here; SQL is text and holds none");
    lc_ctx_end(&ctx, CTR_OK, NULL);

    memset(deep, '(', sizeof deep);
    memcpy(deep, "CREATE TABLE t (a int CHECK ", 28);
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(read_bytes(&ctx, deep, sizeof deep, CTR_FORMAT_SQL, &spec), CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "file.sql:1:540: more than 512 parentheses inside one another; raise "
                        "max_depth or write it flatter");
    lc_ctx_end(&ctx, CTR_OK, NULL);

    lc_ctx_begin(&ctx, NULL);
    ctx.limits.max_nodes = 5;
    assert_int_equal(
        read_text(&ctx, "CREATE TABLE t (a int, b int, c int);", CTR_FORMAT_SQL, &spec),
        CTR_E_LIMIT);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static const char *const whole =
    "-- contracts: dialect=postgresql\nSET search_path = public;\nCREATE TYPE m AS ENUM ('a', "
    "'b');\n"
    "CREATE DOMAIN d AS numeric(10,2) NOT NULL CHECK (VALUE > 0);\nCREATE TABLE t (\n  id bigint "
    "GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- contracts: renamed_from=key\n  \"x y\" m DEFAULT "
    "'a'::m, n d, CONSTRAINT c CHECK (n < 5) NOT VALID,\n  FOREIGN KEY (n) REFERENCES o (n) ON "
    "DELETE SET NULL) PARTITION BY RANGE (id);\nCREATE VIEW v AS SELECT id, n AS k FROM t WHERE n "
    "> "
    "1;\nCREATE FUNCTION f() RETURNS int AS $q$ SELECT ';' $q$ LANGUAGE sql;\nALTER TABLE t RENAME "
    "n "
    "TO z;\nCOMMENT ON COLUMN t.z IS 'x';\nCREATE SEQUENCE s; ALTER SEQUENCE s OWNED BY "
    "public.t.z;\n"
    "DROP VIEW v CASCADE;\n";

static void a_text_cut_anywhere_is_read_or_refused(void **state)
{
    size_t size = strlen(whole);
    (void)state;
    for (size_t i = 0; i <= size; i++) {
        struct lc_ctx ctx;
        struct lc_spec spec;
        char *text = malloc(i ? i : 1); /* no spare byte: a sanitizer sees every overrun */
        assert_non_null(text);
        memcpy(text, whole, i);
        lc_ctx_begin(&ctx, NULL);
        ctr_status status = read_bytes(&ctx, text, i, CTR_FORMAT_SQL, &spec);
        assert_true(status == CTR_OK || status == CTR_E_INPUT);
        assert_int_equal(status == CTR_OK, ctx.error == NULL);
        lc_ctx_end(&ctx, CTR_OK, NULL);
        free(text);
    }
}

static void parts_are_tables_columns_and_values(void **state)
{
    static const char *const parts[] = {
        "/", "audit.log", "audit.log.at", "f",       "m", "m.a",     "m.b",
        "t", "t.Camel",   "t.a%20b",      "t.plain", "v", "v.plain",
    };
    struct lc_ctx ctx;
    struct lc_spec spec;
    struct ctr_outline outline;
    bool has;
    (void)state;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(
        read_text(&ctx,
                  "-- contracts: dialect=postgresql\nCREATE TYPE m AS ENUM ('a', 'b');\n"
                  "CREATE TABLE public.T (\"a b\" text, \"Camel\" m, PLAIN int);\n"
                  "CREATE TABLE audit.log (at timestamptz);\nCREATE TEMP TABLE gone (a int);\n"
                  "CREATE VIEW v AS SELECT plain FROM t;\nCREATE FUNCTION f() RETURNS int AS '1';",
                  CTR_FORMAT_AUTO, &spec),
        CTR_OK);
    assert_int_equal(spec.row->format, CTR_FORMAT_SQL);
    assert_string_equal(spec.dialect, "PostgreSQL");
    assert_int_equal(lc_spec_outline(&ctx, &spec, &outline), CTR_OK);
    assert_int_equal(outline.count, COUNT(parts));
    for (size_t i = 0; i < COUNT(parts); i++) {
        assert_string_equal(outline.parts[i], parts[i]);
    }
    assert_int_equal(lc_spec_has_part(&ctx, &spec, "t.plain", &has), CTR_OK);
    assert_true(has);
    assert_int_equal(lc_spec_has_part(&ctx, &spec, "t.PLAIN", &has), CTR_OK);
    assert_false(has);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* What is said of two editions, as "rule level part; ". */
static void compared(const char *older, const char *newer, ctr_mode mode, char *out, size_t room)
{
    struct lc_ctx ctx;
    struct lc_spec a, b;
    struct ctr_diff d;
    size_t n = 0;
    lc_ctx_begin(&ctx, NULL);
    if (read_text(&ctx, older, CTR_FORMAT_SQL, &a) != CTR_OK ||
        read_text(&ctx, newer, CTR_FORMAT_SQL, &b) != CTR_OK) {
        fail_msg("%s", ctr_error_message(ctx.error));
    }
    assert_int_equal(lc_spec_diff(&ctx, &a, &b, mode, CTR_PROFILE_STRICT, &d), CTR_OK);
    out[0] = '\0';
    for (size_t i = 0; i < d.count && n < room; i++) {
        n += (size_t)snprintf(out + n, room - n, "%s %s %s; ", d.findings[i].rule,
                              lc_word_name(lc_words_level, (int32_t)d.findings[i].level),
                              d.findings[i].part);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

#define PG "-- contracts: dialect=postgresql\n"
#define MY "-- contracts: dialect=mysql\n"
#define LITE "-- contracts: dialect=sqlite\n"

static void types_are_judged_by_their_dialect(void **state)
{
    static const struct {
        const char *dialect, *older, *newer, *said;
    } cases[] = {
        {PG, "int", "int4", "document-rewritten info /; "},
        {PG, "varchar(10)", "character varying(10)", "document-rewritten info /; "},
        {PG, "varchar", "text", "document-rewritten info /; "},
        {PG, "timestamptz", "timestamp with time zone", "document-rewritten info /; "},
        {PG, "timestamp", "timestamptz", "sql-column-type-changed breaking t.a; "},
        {PG, "smallint", "bigint", "sql-column-type-widened info t.a; "},
        {PG, "numeric(10,2)", "numeric(12,2)", "sql-column-type-widened info t.a; "},
        {PG, "numeric(10,2)", "numeric(12,4)", "sql-column-type-changed breaking t.a; "},
        {PG, "numeric(10,2)", "numeric", "sql-column-type-widened info t.a; "},
        {PG, "int", "numeric", "sql-column-type-changed breaking t.a; "},
        {PG, "int[]", "bigint[]", "sql-column-type-widened info t.a; "},
        {PG, "int", "int[]", "sql-column-type-changed breaking t.a; "},
        {PG, "char(5)", "char(9)", "sql-column-type-undecided undecided t.a; "},
        {PG, "json", "jsonb", "sql-column-type-changed breaking t.a; "},
        {PG, "own", "other", "sql-column-type-undecided undecided t.a; "},
        {MY, "int", "int unsigned", "sql-column-type-changed breaking t.a; "},
        {MY, "int unsigned", "bigint", "sql-column-type-widened info t.a; "},
        {MY, "int(11)", "int", "document-rewritten info /; "},
        {MY, "tinyint(1)", "boolean", "document-rewritten info /; "},
        {MY, "varchar(100)", "text", "sql-column-type-widened info t.a; "},
        {MY, "varchar(20000)", "text", "sql-column-type-undecided undecided t.a; "},
        {MY, "text", "longtext", "sql-column-type-widened info t.a; "},
        {MY, "enum('a','b')", "enum('a')", "sql-enum-value-removed breaking t.a; "},
        {LITE, "int", "bigint", "sql-column-type-respelled info t.a; "},
        {LITE, "text", "integer", "sql-column-type-changed breaking t.a; "},
        {LITE, "datetime", "boolean", "sql-column-type-undecided undecided t.a; "},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char older[200], newer[200], said[1000];
        snprintf(older, sizeof older, "%sCREATE TABLE t (a %s);", cases[i].dialect, cases[i].older);
        snprintf(newer, sizeof newer, "%sCREATE TABLE t (a %s);", cases[i].dialect, cases[i].newer);
        compared(older, newer, CTR_MODE_BACKWARD, said, sizeof said);
        if (strcmp(said, cases[i].said) != 0) {
            fail_msg("%s to %s: %s", cases[i].older, cases[i].newer, said);
        }
    }
}

static void spellings_of_the_dialects_are_read(void **state)
{
    static const struct {
        const char *older, *newer, *said;
    } cases[] = {
        {LITE "CREATE TABLE [a b] (`c` int, \"d\" text);",
         LITE "create table \"A B\" (C INT, [D] text);", "document-rewritten info /; "},
        {MY "CREATE TABLE t (a int);",
         MY "CREATE TABLE t (a int) # it\n;-- all\n/*!40101 SET NAMES utf8 */;\n",
         "document-rewritten info /; "},
        {PG "CREATE TABLE t (a int /* b /* c */ d */);", PG "CREATE TABLE t (a int);", ""},
        {MY "CREATE TABLE t (a varchar(9) DEFAULT 'it\\'s; (');",
         MY "CREATE TABLE t (a varchar(9) "
            "DEFAULT 'it\\'s; (');",
         ""},
        {MY "CREATE TABLE t (a int);",
         MY "CREATE TABLE t (a int);\nDELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\n"
            "DELIMITER ;\n",
         "sql-object-added info p; "},
        {LITE "CREATE TABLE t (a int);",
         LITE
         "CREATE TABLE t (a int);\nCREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE a WHEN "
         "1 THEN 2 END FROM t; SELECT 2; END;\n",
         "sql-object-added undecided t; "},
        {PG "CREATE TABLE t (a int);",
         PG "CREATE TABLE IF NOT EXISTS t (a int);\nCREATE TABLE IF "
            "NOT EXISTS t (b int);\nDROP TABLE IF EXISTS u;",
         "document-rewritten info /; "},
        {MY "CREATE TABLE t (a int, b int);",
         MY
         "CREATE TABLE t (a int);\nALTER TABLE t ADD COLUMN b int FIRST, MODIFY a int AFTER b;\n",
         "sql-column-order-changed warning t; "},
        {"CREATE TABLE t (a int);", "CREATE TABLE t (a int) ENGINE=InnoDB;",
         "sql-table-option-changed undecided t; "},
        {MY "CREATE TABLE o (a int PRIMARY KEY);\nRENAME TABLE o TO p;",
         MY "CREATE TABLE p (a int PRIMARY KEY);", "document-rewritten info /; "},
        {PG "CREATE SCHEMA s;\nCREATE TABLE s.t (a int);",
         PG "CREATE SCHEMA s;\nSET search_path TO s;\nCREATE TABLE t (a int);",
         "document-rewritten info /; "},
        {PG "CREATE TABLE t (a int);\nALTER TABLE t ADD CHECK (a > 0);",
         PG "CREATE TABLE t (a int);\nALTER TABLE t ADD CHECK (a > 0);\nALTER TABLE t DROP "
            "CONSTRAINT t_a_check;",
         "sql-check-removed warning t; "},
        {PG "CREATE TABLE t (a int);",
         PG "CREATE TABLE t (a int);\nDO $$ BEGIN DROP TABLE t; END $$;",
         "sql-statement-added undecided /; "},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char said[1000];
        compared(cases[i].older, cases[i].newer, CTR_MODE_BACKWARD, said, sizeof said);
        if (strcmp(said, cases[i].said) != 0) {
            fail_msg("%s\n%s", cases[i].newer, said);
        }
    }
}

static void constraints_on_other_terms_are_no_respelling(void **state)
{
#define TERMS "sql-constraint-terms-changed undecided t; "
    static const struct {
        const char *older, *newer, *said;
    } cases[] = {
        {PG "CREATE TABLE t (a int, UNIQUE (a));",
         PG "CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a));", TERMS},
        {PG "CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT);",
         PG "CREATE TABLE t (a int UNIQUE);", TERMS},
        {PG "CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT);",
         PG "CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a));",
         "document-rewritten info /; "},
        {PG "CREATE TABLE t (a int UNIQUE);",
         PG "CREATE TABLE t (a int UNIQUE NULLS DISTINCT NOT DEFERRABLE INITIALLY IMMEDIATE);",
         "document-rewritten info /; "},
        {PG "CREATE TABLE t (a text);\nCREATE UNIQUE INDEX u ON t (a text_ops DESC);",
         PG "CREATE TABLE t (a text);\nCREATE UNIQUE INDEX u ON t (a citext_ops);", TERMS},
        {PG "CREATE TABLE t (a text);\nCREATE INDEX u ON t (a);",
         PG "CREATE TABLE t (a text);\nCREATE INDEX u ON t (a text_pattern_ops);",
         "document-rewritten info /; "},
        {LITE "CREATE TABLE t (a text UNIQUE);",
         LITE "CREATE TABLE t (a text, UNIQUE (a COLLATE NOCASE));", TERMS},
        {LITE "CREATE TABLE t (a int PRIMARY KEY ON CONFLICT REPLACE);",
         LITE "CREATE TABLE t (a int PRIMARY KEY ON CONFLICT ABORT);", TERMS},
        {LITE "CREATE TABLE t (a int NOT NULL ON CONFLICT IGNORE);",
         LITE "CREATE TABLE t (a int NOT NULL);", "sql-constraint-terms-changed undecided t.a; "},
        {MY "CREATE TABLE t (a timestamp ON UPDATE CURRENT_TIMESTAMP);",
         MY "CREATE TABLE t (a timestamp);", "sql-constraint-terms-changed undecided t.a; "},
        {PG
         "CREATE TABLE p (a int PRIMARY KEY);\nCREATE TABLE t (b int REFERENCES p (a) DEFERRABLE "
         "INITIALLY DEFERRED);",
         PG "CREATE TABLE p (a int PRIMARY KEY);\nCREATE TABLE t (b int REFERENCES p (a));", TERMS},
        {PG
         "CREATE TABLE t (a int) PARTITION BY RANGE (a);\nCREATE TABLE u PARTITION OF t FOR VALUES "
         "FROM (1) TO (9);",
         PG
         "CREATE TABLE t (a int) PARTITION BY RANGE (a);\nCREATE TABLE u PARTITION OF t FOR VALUES "
         "FROM (1) TO (5);",
         "sql-partitioning-changed undecided t; "},
        {MY "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (20));",
         MY "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (15));",
         "sql-partitioning-changed undecided t; "},
        {PG "CREATE TABLE t (a int, b int, c int, FOREIGN KEY (a) REFERENCES t (b));",
         PG "CREATE TABLE t (a int, b int, c int, FOREIGN KEY (a) REFERENCES t (c));",
         "sql-foreign-key-changed breaking t; "},
        {PG "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t (a) ON DELETE CASCADE);",
         PG "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t (a));",
         "sql-foreign-key-changed breaking t; "},
        {PG "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t (a));",
         PG "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t (a) ON DELETE CASCADE);",
         "sql-foreign-key-changed warning t; "},
        /* one key, twice */
        {PG "CREATE TABLE t (a int UNIQUE, CONSTRAINT k UNIQUE (a));",
         PG "CREATE TABLE t (a int UNIQUE, CONSTRAINT k UNIQUE (a));", ""},
        {PG "CREATE TABLE t (a int, CONSTRAINT j UNIQUE (a), CONSTRAINT k UNIQUE (a));",
         PG "CREATE TABLE t (a int, CONSTRAINT k UNIQUE (a), CONSTRAINT j UNIQUE (a));",
         "document-rewritten info /; "},
        {PG "CREATE TABLE t (a int UNIQUE, CONSTRAINT k UNIQUE (a));",
         PG "CREATE TABLE t (a int UNIQUE);", "document-rewritten info /; "},
    };
#undef TERMS
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char said[1000];
        compared(cases[i].older, cases[i].newer, CTR_MODE_BACKWARD, said, sizeof said);
        if (strcmp(said, cases[i].said) != 0) {
            fail_msg("%s\n%s", cases[i].newer, said);
        }
    }
}

static void the_message_says_who_breaks_and_what_is_lost(void **state)
{
    static const struct {
        const char *older, *newer, *message;
    } cases[] = {
        {"a int, b int", "a int",
         "column 'b' was removed from 't', and its data is lost; breaks readers and writers"},
        {"a int", "a int, b int NOT NULL",
         "column 'b' was added to 't' and may not be null; rows that are there have no value for "
         "it; breaks writers; give it a default, or let it be null"},
        {"a int NOT NULL", "a int", "'t.a' may be null now; breaks readers"},
        {"a int, b text", "a int, c text",
         "column 'b' was removed from 't', and its data is lost; breaks readers and writers; 'c' "
         "of "
         "the same type was added: if it is the same, say so by renamed_from"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct lc_ctx ctx;
        struct lc_spec a, b;
        struct ctr_diff d;
        lc_ctx_begin(&ctx, NULL);
        const char *older = lc_format(&ctx, PG "CREATE TABLE t (%s);", cases[i].older);
        const char *newer = lc_format(&ctx, PG "CREATE TABLE t (%s);", cases[i].newer);
        assert_int_equal(read_text(&ctx, older, CTR_FORMAT_AUTO, &a), CTR_OK);
        assert_int_equal(read_text(&ctx, newer, CTR_FORMAT_AUTO, &b), CTR_OK);
        assert_int_equal(lc_spec_diff(&ctx, &a, &b, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, &d),
                         CTR_OK);
        assert_true(d.count > 0);
        assert_string_equal(d.findings[0].message, cases[i].message);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sql_is_seen_by_its_first_words),
        cmocka_unit_test(the_dialect_is_found_from_the_spelling),
        cmocka_unit_test(bad_input_says_where_and_what_was_expected),
        cmocka_unit_test(limits_and_bytes_that_are_no_text_are_refused),
        cmocka_unit_test(a_text_cut_anywhere_is_read_or_refused),
        cmocka_unit_test(parts_are_tables_columns_and_values),
        cmocka_unit_test(types_are_judged_by_their_dialect),
        cmocka_unit_test(spellings_of_the_dialects_are_read),
        cmocka_unit_test(constraints_on_other_terms_are_no_respelling),
        cmocka_unit_test(the_message_says_who_breaks_and_what_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
