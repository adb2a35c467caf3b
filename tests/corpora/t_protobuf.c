/*
 * The comparison of .proto files against cases of other projects, read from $CTR_SHARED (or
 * ../shared); skipped where that is missing. Every miss has to stand in `known`, with its reason in
 * doc/conformance.md.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

struct score {
    const char *name;
    int right, wrong, undecided, skipped;
};

/* Misses that doc/conformance.md explains. */
static const char *const known[] = {NULL};

static void miss(struct score *s, const char *id, const char *what)
{
    bool listed = false;
    for (size_t i = 0; known[i]; i++) {
        listed = listed || strcmp(known[i], id) == 0;
    }
    s->wrong++;
    if (!listed || getenv("CTR_LIST")) {
        printf("%s %s: %s\n", listed ? "known" : "FAIL", id, what);
    }
    corpus_failures += !listed;
}

static void print_score(const struct score *s)
{
    printf("%-44s right %4d  wrong %3d  undecided %3d  skipped %3d\n", s->name, s->right, s->wrong,
           s->undecided, s->skipped);
}

/* ---- reading one side */

struct side {
    struct lc_ctx *ctx;
    const struct lc_value *files; /* by path, or NULL */
    const char *prefix;           /* of the paths */
};

static int beside(void *user, const char *path, const void **data, size_t *size)
{
    const struct side *s = user;
    struct lc_str text = lc_text(lc_get(s->files, lc_format(s->ctx, "%s%s", s->prefix, path)));
    *data = text.ptr;
    *size = text.len;
    return text.ptr ? 0 : 1;
}

static ctr_status read_side(struct side *s, struct lc_str text, struct lc_spec *out)
{
    ctr_source *source = lc_new(s->ctx, 1, sizeof *source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = CTR_FORMAT_PROTOBUF,
                           .data = text.ptr,
                           .size = text.len,
                           .file = "all.proto",
                           .resolve = beside,
                           .user = s};
    return lc_spec_read(s->ctx, source, out);
}

/* ---- Buf: findings of a rule at a place */

/* One document that imports all files of a directory. */
static struct lc_str all_of(struct lc_ctx *ctx, const struct lc_value *files, const char *prefix)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, "syntax = \"proto3\";\n");
    for (uint32_t i = 0; i < files->count; i++) {
        struct lc_str path = lc_key(&files->members[i]);
        if (lc_str_ends(path, LC_STR(".proto"))) {
            path.ptr += strlen(prefix);
            path.len -= strlen(prefix);
            lc_buf_printf(&buf, "import \"%.*s\";\n", (int)path.len, path.ptr);
        }
    }
    struct lc_str text = {lc_dup(ctx, lc_str_n(buf.data, buf.size)), buf.size};
    lc_buf_free(&buf);
    return text;
}

/* What buf.yaml asks for. */
struct config {
    const char *text;
    bool stable_only;
};

static bool lists(const char *yaml, const char *section, const char *word)
{
    const char *at = strstr(yaml, section);
    const char *line = at ? strchr(at, '\n') : NULL;
    while (line && (strncmp(line + 1, "    - ", 6) == 0)) {
        const char *item = line + 7;
        size_t n = strcspn(item, "\n");
        if (n == strlen(word) && strncmp(item, word, n) == 0) {
            return true;
        }
        line = strchr(item, '\n');
    }
    return false;
}

static bool ignored(const struct config *c, const char *file)
{
    const char *at = strstr(c->text, "  ignore:\n");
    const char *line = at ? strchr(at, '\n') : NULL;
    while (line && strncmp(line + 1, "    - ", 6) == 0) {
        const char *item = line + 7;
        size_t n = strcspn(item, "\n");
        if (strncmp(file, item, n) == 0 && (file[n] == '\0' || file[n] == '/')) {
            return true;
        }
        line = strchr(item, '\n');
    }
    return false;
}

/* "FIELD_SAME_TYPE" of "field-same-type". */
static const char *their_name(struct lc_ctx *ctx, const char *rule)
{
    char *text = lc_dup_c(ctx, rule);
    for (char *p = text; *p; p++) {
        *p = (char)(*p == '-' ? '_' : toupper((unsigned char)*p));
    }
    return text;
}

static bool wanted(const struct config *c, const char *rule, ctr_profile profile)
{
    static const char *const categories[] = {"FILE", "PACKAGE", "WIRE_JSON", "WIRE"};
    /* names of rules in older versions of the configuration */
    static const char *const old_names[][2] = {
        {"FIELD_SAME_LABEL", "FIELD_SAME_CARDINALITY"},
        {"FIELD_SAME_LABEL", "FIELD_WIRE_COMPATIBLE_CARDINALITY"},
        {"FIELD_SAME_LABEL", "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY"},
        {"FIELD_SAME_CTYPE", "FIELD_SAME_CPP_STRING_TYPE"}};
    if (lists(c->text, "  except:", rule)) {
        return false;
    }
    if (!strstr(c->text, "  use:")) { /* FILE is what holds then */
        return profile == CTR_PROFILE_FILE;
    }
    for (size_t i = 0; i < sizeof old_names / sizeof old_names[0]; i++) {
        if (strcmp(rule, old_names[i][1]) == 0 && lists(c->text, "  use:", old_names[i][0])) {
            return true;
        }
    }
    return lists(c->text, "  use:", rule) ||
           lists(c->text, "  use:", categories[profile - CTR_PROFILE_FILE]);
}

struct said {
    const char *rule;
    const char *file; /* NULL: none */
    int64_t line;
    int64_t column;
    const char *part;
    const char *message;
    bool met;
    const struct lc_place *was;
};

/* Several names of one number of an enum that went: pointers to values end in numbers. */
static bool is_same_value(const struct said *s, const struct lc_place *was, const char *rule)
{
    return s->was && was && strncmp(rule, "ENUM_VALUE_NO_DELETE", 20) == 0 &&
           strcmp(s->was->file, was->file) == 0 && strcmp(s->was->pointer, was->pointer) == 0;
}

/* A name below a package such as "foo.v1beta1" or "foo.v1test". */
static bool is_unstable(const char *part)
{
    const char *version = strstr(part, ".v");
    size_t n = version ? strspn(version + 2, "0123456789") : 0;
    const char *rest = n ? version + 2 + n : "";
    return *rest && *rest != '.' &&
           (strstr(rest, "alpha") || strstr(rest, "beta") || strstr(rest, "test"));
}

/* A finding as Buf would place it: in the new files, or nowhere in them. */
static struct said as_theirs(const struct ctr_finding *f, struct lc_ctx *ctx)
{
    const struct lc_place *p = f->place[CTR_SIDE_NEW];
    struct said s = {.rule = their_name(ctx, f->rule), .part = f->part, .message = f->message};
    bool whole = p && !p->pointer[0] && p->line == 1; /* the file itself, no statement of it */
    if (p) {
        s.file = p->file;
        s.line = whole ? 0 : p->line;
        s.column = whole ? 0 : p->column;
    }
    return s;
}

static bool same_place(const struct said *s, const struct lc_value *a)
{
    int64_t line = 0;
    int64_t column = 0;
    struct lc_str file = lc_text(lc_get(a, "file"));
    lc_int(lc_at(lc_get(a, "start"), 0), &line);
    lc_int(lc_at(lc_get(a, "start"), 1), &column);
    if (!file.ptr) {
        return !s->file;
    }
    bool top = line == 1 && column == 1 && s->line == 0; /* the first word of the file */
    return s->file && lc_str_is(file, s->file) && (top || (s->line == line && s->column == column));
}

static size_t gather(struct lc_ctx *ctx, const struct config *c, struct lc_spec *a,
                     struct lc_spec *b, struct said *list, size_t room)
{
    size_t n = 0;
    for (int profile = CTR_PROFILE_FILE; profile <= CTR_PROFILE_WIRE; profile++) {
        struct ctr_diff diff;
        if (lc_spec_diff(ctx, a, b, CTR_MODE_BACKWARD, (ctr_profile)profile, &diff) != CTR_OK) {
            printf("FAIL %s\n", ctr_error_message(ctx->error));
            corpus_failures++;
            return n;
        }
        for (size_t i = 0; i < diff.count && n < room; i++) {
            const struct ctr_finding *f = &diff.findings[i];
            struct said s = as_theirs(f, ctx);
            const struct lc_place *was = f->place[CTR_SIDE_OLD];
            const char *old_file = was ? was->file : "";
            bool skip = f->level != CTR_LEVEL_BREAKING ||
                        !wanted(c, s.rule, (ctr_profile)profile) || ignored(c, old_file) ||
                        (s.file && ignored(c, s.file)) || (c->stable_only && is_unstable(f->part));
            for (size_t k = 0; k < n && !skip; k++) { /* one for all names of a value there */
                skip = strcmp(list[k].rule, s.rule) == 0 && is_same_value(&list[k], was, s.rule);
            }
            for (size_t k = 0; k < n && !skip; k++) { /* of another profile already */
                skip = strcmp(list[k].rule, s.rule) == 0 && strcmp(list[k].part, s.part) == 0 &&
                       strcmp(list[k].message, s.message) == 0 && list[k].line == s.line &&
                       lc_cstr_cmp(list[k].file, s.file) == 0;
            }
            if (!skip) {
                s.was = was;
                list[n++] = s;
            }
        }
    }
    return n;
}

static void match(struct lc_ctx *ctx, const char *id, const struct lc_value *annotations,
                  struct said *list, size_t n, struct score *s)
{
    for (uint32_t i = 0; i < annotations->count; i++) {
        const struct lc_value *a = &annotations->items[i];
        struct lc_str rule = lc_text(lc_get(a, "rule"));
        struct lc_str file = lc_text(lc_get(a, "file"));
        int64_t line = 0;
        int64_t column = 0;
        size_t k = 0;
        while (k < n &&
               !(!list[k].met && lc_str_is(rule, list[k].rule) && same_place(&list[k], a))) {
            k++;
        }
        if (k < n) {
            list[k].met = true;
            s->right++;
            continue;
        }
        lc_int(lc_at(lc_get(a, "start"), 0), &line);
        lc_int(lc_at(lc_get(a, "start"), 1), &column);
        miss(s, id,
             lc_format(ctx, "not found: %.*s at %.*s:%lld:%lld", (int)rule.len, rule.ptr,
                       (int)file.len, file.ptr ? file.ptr : "", (long long)line,
                       (long long)column));
    }
}

/* The directory in which a side's files lie, if the configuration does not name another. */
static const char *root_of(struct lc_ctx *ctx, const struct lc_value *files)
{
    const char *config = corpus_text(ctx, files, "buf.yaml");
    bool inside = files->count > 1;
    for (uint32_t i = 0; i < files->count; i++) {
        struct lc_str path = lc_key(&files->members[i]);
        inside = inside && (lc_str_starts(path, LC_STR("root/")) || lc_str_is(path, "buf.yaml"));
    }
    return inside && config ? "root/" : "";
}

static void buf_case(const struct lc_value *c, struct score *located, struct score *extra,
                     struct score *verdicts)
{
    struct lc_ctx ctx;
    struct lc_spec older;
    struct lc_spec newer;
    lc_ctx_begin(&ctx, NULL);
    const char *id = corpus_text(&ctx, c, "id");
    struct config config = {.text = corpus_text(&ctx, lc_get(c, "new"), "buf.yaml")};
    config.text = config.text ? config.text : "";
    config.stable_only = strstr(config.text, "ignore_unstable_packages: true") != NULL;
    struct side sides[2] = {{&ctx, lc_get(c, "old"), root_of(&ctx, lc_get(c, "old"))},
                            {&ctx, lc_get(c, "new"), root_of(&ctx, lc_get(c, "new"))}};
    const struct lc_value *expect = lc_get(c, "expect");
    const struct lc_value *annotations = lc_get(expect, "annotations");
    struct said *list = lc_new(&ctx, 1000, sizeof *list);
    if (read_side(&sides[0], all_of(&ctx, sides[0].files, sides[0].prefix), &older) != CTR_OK ||
        read_side(&sides[1], all_of(&ctx, sides[1].files, sides[1].prefix), &newer) != CTR_OK) {
        miss(verdicts, id, ctr_error_message(ctx.error));
        located->wrong += (int)annotations->count;
        lc_ctx_end(&ctx, CTR_OK, NULL);
        return;
    }
    size_t n = gather(&ctx, &config, &older, &newer, list, 1000);
    match(&ctx, id, annotations, list, n, located);
    for (size_t k = 0; k < n; k++) {
        if (!list[k].met) {
            miss(extra, id,
                 lc_format(&ctx, "too many: %s at %s:%lld:%lld", list[k].rule,
                           list[k].file ? list[k].file : "", (long long)list[k].line,
                           (long long)list[k].column));
        }
    }
    if ((n > 0) == lc_truth(lc_get(expect, "breaking"))) {
        verdicts->right++;
    } else {
        miss(verdicts, id, "another verdict");
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void buf(struct lc_ctx *ctx)
{
    struct score located = {.name = "buf, located findings"};
    struct score extra = {.name = "buf, findings that it has not"};
    struct score verdicts = {.name = "buf, verdicts"};
    const struct lc_value *list = corpus_json(ctx, "buf/protobuf-breaking.json");
    for (uint32_t i = 0; list && i < list->count; i++) {
        buf_case(&list->items[i], &located, &extra, &verdicts);
    }
    print_score(&located);
    print_score(&extra);
    print_score(&verdicts);
    if (located.right * 10 < (located.right + located.wrong) * 9) {
        printf("FAIL fewer than 90%% of Buf's findings are met\n");
        corpus_failures++;
    }
}

/* ---- Confluent: lists of changes */

/* Their registry had these files; the corpus has not. Made after the notes of the cases. */
#define HOME(package, type)                                                                        \
    "syntax = \"proto3\"; package " package "; message GoogleHome { " type                         \
    " deviceID = 1; bool enabled = 2; }"
#define OUTER(package, type)                                                                       \
    "syntax = \"proto3\"; package " package "; message outer { message GoogleHome { " type         \
    " deviceID = 1; bool enabled = 2; } }"
struct dependency {
    const char *id;
    bool of_new;
    const char *path;
    const char *text;
};
static const struct dependency dependencies[] = {
    {"confluent/protobuf/037", false, "google.proto", HOME("com.axonops.test.domain", "int32")},
    {"confluent/protobuf/037", true, "google2.proto", HOME("com.axonops.test.domain", "string")},
    {"confluent/protobuf/038", true, "google.proto", HOME("com.axonops.test.domain", "int32")},
    {"confluent/protobuf/039", false, "google.proto", HOME("com.axonops.test.domain", "int32")},
    {"confluent/protobuf/040", false, "google.proto", HOME("com.axonops.test.domain", "int32")},
    {"confluent/protobuf/040", true, "google2.proto", HOME("com.axonops.test.domain2", "int32")},
    {"confluent/protobuf/041", false, "google.proto", OUTER("com.axonops.test.domain", "int32")},
    {"confluent/protobuf/041", true, "google2.proto", OUTER("com.axonops.test.domain2", "int32")},
    {"confluent/protobuf/042", false, "google.proto", OUTER("com.axonops.test.domain", "int32")},
    {"confluent/protobuf/042", true, "google2.proto", OUTER("com.axonops.test.domain2", "string")},
    {"confluent/protobuf/043", false, "google.proto", OUTER("com.axonops.test.domain", "int32")},
    {"confluent/protobuf/043", true, "google.proto", OUTER("com.axonops.test.domain2", "string")},
};

struct lookup {
    const char *id;
    bool of_new;
};

static int depend(void *user, const char *path, const void **data, size_t *size)
{
    const struct lookup *l = user;
    for (size_t i = 0; i < sizeof dependencies / sizeof dependencies[0]; i++) {
        const struct dependency *d = &dependencies[i];
        if (strcmp(d->id, l->id) == 0 && d->of_new == l->of_new && strcmp(d->path, path) == 0) {
            *data = d->text;
            *size = strlen(d->text);
            return 0;
        }
    }
    return 1;
}

static ctr_status diff_texts(struct lc_ctx *ctx, const char *id, struct lc_str older,
                             struct lc_str newer, ctr_mode mode, struct ctr_diff *out)
{
    struct lc_spec spec[2];
    const struct lc_str text[2] = {older, newer};
    for (int i = 0; i < 2; i++) {
        struct lookup *l = lc_new(ctx, 1, sizeof *l);
        ctr_source *source = lc_new(ctx, 1, sizeof *source);
        *l = (struct lookup){id, i == 1};
        *source = (ctr_source){.struct_size = sizeof *source,
                               .format = CTR_FORMAT_PROTOBUF,
                               .data = text[i].ptr,
                               .size = text[i].len,
                               .file = i ? "new.proto" : "old.proto",
                               .resolve = depend,
                               .user = l};
        LC_TRY(lc_spec_read(ctx, source, &spec[i]));
    }
    return lc_spec_diff(ctx, &spec[0], &spec[1], mode, CTR_PROFILE_CONFLUENT, out);
}

static bool has_change(const struct ctr_diff *d, struct lc_ctx *ctx, const struct lc_value *change,
                       bool *used)
{
    struct lc_str type = lc_text(lc_get(change, "type"));
    struct lc_str path = lc_text(lc_get(change, "path"));
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        const struct lc_place *p =
            f->place[CTR_SIDE_NEW] ? f->place[CTR_SIDE_NEW] : f->place[CTR_SIDE_OLD];
        const char *own = lc_format(ctx, "#%s", p->pointer[0] ? p->pointer : "/");
        if (!used[i] && strncmp(f->rule, "confluent-", 10) == 0 && lc_str_is(path, own) &&
            lc_str_is(type, their_name(ctx, f->rule + 10))) {
            used[i] = true;
            return true;
        }
    }
    return false;
}

static void confluent(struct lc_ctx *top)
{
    struct score s = {.name = "confluent, lists of changes"};
    const struct lc_value *list = corpus_json(top, "confluent/protobuf.json");
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        const struct lc_value *changes = lc_get(lc_get(c, "expect"), "changes");
        struct lc_ctx ctx;
        struct ctr_diff diff;
        lc_ctx_begin(&ctx, NULL);
        const char *id = corpus_text(&ctx, c, "id");
        const char *wrong = NULL;
        if (diff_texts(&ctx, id, lc_text(lc_get(c, "old")), lc_text(lc_get(c, "new")),
                       CTR_MODE_BACKWARD, &diff) != CTR_OK) {
            miss(&s, id, ctr_error_message(ctx.error));
            lc_ctx_end(&ctx, CTR_OK, NULL);
            continue;
        }
        bool *used = lc_new(&ctx, diff.count + 1, sizeof *used);
        for (uint32_t k = 0; k < changes->count && !wrong; k++) {
            if (!has_change(&diff, &ctx, &changes->items[k], used)) {
                struct lc_str type = lc_text(lc_get(&changes->items[k], "type"));
                wrong = lc_format(&ctx, "not found: %.*s", (int)type.len, type.ptr);
            }
        }
        for (size_t k = 0; k < diff.count && !wrong; k++) {
            bool empty = strcmp(diff.findings[k].rule, "document-rewritten") == 0 ||
                         strcmp(diff.findings[k].rule, "confluent-not-listed") == 0;
            wrong = used[k] || empty ? NULL
                                     : lc_format(&ctx, "too many: %s at %s", diff.findings[k].rule,
                                                 diff.findings[k].part);
        }
        if (!wrong && diff.compatible != lc_truth(lc_get(lc_get(c, "expect"), "compatible"))) {
            wrong = "another verdict";
        }
        if (wrong) {
            miss(&s, id, wrong);
        } else {
            s.right++;
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
    print_score(&s);
}

/* ---- axonops: histories under a mode */

static bool accepted(struct lc_ctx *ctx, const char *id, const struct lc_value *c, bool *read)
{
    static const char *const words[] = {"NONE", "BACKWARD", "FORWARD", "FULL"};
    static const ctr_mode modes[] = {CTR_MODE_NONE, CTR_MODE_BACKWARD, CTR_MODE_FORWARD,
                                     CTR_MODE_FULL};
    const struct lc_value *history = lc_get(c, "history");
    struct lc_str word = lc_text(lc_get(c, "mode"));
    bool transitive = lc_str_ends(word, LC_STR("_TRANSITIVE"));
    ctr_mode mode = CTR_MODE_NONE;
    for (size_t i = 0; i < 4; i++) {
        mode = lc_str_starts(word, lc_str(words[i])) ? modes[i] : mode;
    }
    bool good = true;
    for (uint32_t i = transitive ? 0 : history->count - 1; i < history->count; i++) {
        struct ctr_diff diff;
        if (diff_texts(ctx, id, lc_text(&history->items[i]), lc_text(lc_get(c, "new")), mode,
                       &diff) != CTR_OK) {
            *read = false;
            return false;
        }
        good = good && diff.compatible;
    }
    return good || mode == CTR_MODE_NONE;
}

/* Some texts lost the first letters of their lines on the way into the corpus. */
static bool is_damaged(const struct lc_value *c)
{
    struct lc_str text = lc_text(lc_get(c, "new"));
    return text.len > 1 && text.ptr[0] == ' ' && text.ptr[1] == '=';
}

static void axonops(struct lc_ctx *top)
{
    struct score s = {.name = "axonops, modes"};
    const struct lc_value *list = corpus_json(top, "axonops/modes-protobuf.json");
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *c = &list->items[i];
        struct lc_ctx ctx;
        bool read = true;
        lc_ctx_begin(&ctx, NULL);
        const char *id = corpus_text(&ctx, c, "id");
        bool want = lc_truth(lc_get(lc_get(c, "expect"), "accepted"));
        if (is_damaged(c)) {
            s.skipped++;
        } else if (accepted(&ctx, id, c, &read) == want && read) {
            s.right++;
        } else {
            miss(&s, id, read ? "another verdict" : ctr_error_message(ctx.error));
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
    print_score(&s);
    if (s.right * 20 < (s.right + s.wrong) * 19) {
        printf("FAIL fewer than 95%% of axonops' cases are right\n");
        corpus_failures++;
    }
}

int main(void)
{
    struct lc_ctx ctx;
    if (!corpus_there("")) {
        return CORPUS_SKIP;
    }
    lc_ctx_begin(&ctx, NULL);
    if (lc_once(&ctx) != CTR_OK) {
        return 1;
    }
    buf(&ctx);
    confluent(&ctx);
    axonops(&ctx);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return corpus_failures != 0;
}
