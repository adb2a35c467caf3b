/* Two editions of a file: syntax, package, options that generated code depends on. */
#include "spec/protobuf/protobuf_room.h"

struct file_option {
    const char *name;
    const char *otherwise; /* what holds where it is not set */
    enum lc_rule_id rule;
};

static const struct file_option file_options[] = {
    {"cc_enable_arenas", "true", LC_RULE_PB_FILE_SAME_CC_ENABLE_ARENAS},
    {"cc_generic_services", "false", LC_RULE_PB_FILE_SAME_CC_GENERIC_SERVICES},
    {"csharp_namespace", "", LC_RULE_PB_FILE_SAME_CSHARP_NAMESPACE},
    {"go_package", "", LC_RULE_PB_FILE_SAME_GO_PACKAGE},
    {"java_generic_services", "false", LC_RULE_PB_FILE_SAME_JAVA_GENERIC_SERVICES},
    {"java_multiple_files", "false", LC_RULE_PB_FILE_SAME_JAVA_MULTIPLE_FILES},
    {"java_outer_classname", "", LC_RULE_PB_FILE_SAME_JAVA_OUTER_CLASSNAME},
    {"java_package", "", LC_RULE_PB_FILE_SAME_JAVA_PACKAGE},
    {"objc_class_prefix", "", LC_RULE_PB_FILE_SAME_OBJC_CLASS_PREFIX},
    {"optimize_for", "SPEED", LC_RULE_PB_FILE_SAME_OPTIMIZE_FOR},
    {"php_class_prefix", "", LC_RULE_PB_FILE_SAME_PHP_CLASS_PREFIX},
    {"php_metadata_namespace", "", LC_RULE_PB_FILE_SAME_PHP_METADATA_NAMESPACE},
    {"php_namespace", "", LC_RULE_PB_FILE_SAME_PHP_NAMESPACE},
    {"py_generic_services", "false", LC_RULE_PB_FILE_SAME_PY_GENERIC_SERVICES},
    {"ruby_package", "", LC_RULE_PB_FILE_SAME_RUBY_PACKAGE},
    {"swift_prefix", "", LC_RULE_PB_FILE_SAME_SWIFT_PREFIX},
};
enum { FILE_OPTIONS = sizeof file_options / sizeof file_options[0] };

static const char *const judged[FILE_OPTIONS + 2] = {
    "cc_enable_arenas",     "cc_generic_services",   "csharp_namespace",
    "go_package",           "java_generic_services", "java_multiple_files",
    "java_outer_classname", "java_package",          "objc_class_prefix",
    "optimize_for",         "php_class_prefix",      "php_metadata_namespace",
    "php_namespace",        "py_generic_services",   "ruby_package",
    "swift_prefix",         "java_string_check_utf8"};

/* What stands for the whole file: its package, which everything in it begins with. */
static const char *part_of(const struct lc_pb *pb, const struct lc_proto_file *f)
{
    if (pb->under) {
        return lc_part_text(pb->c->ctx, pb->under);
    }
    return f->package.len ? lc_pb_part_of(pb, f->package, LC_STR("")) : "/";
}

static ctr_status option(const struct lc_pb *pb, const struct file_option *row,
                         const struct lc_proto_file *a, const struct lc_proto_file *b,
                         const char *part)
{
    const struct lc_proto_option *x = lc_proto_option_get(a->options, row->name);
    const struct lc_proto_option *y = lc_proto_option_get(b->options, row->name);
    struct lc_str was = x ? x->value : lc_str(row->otherwise);
    struct lc_str is = y ? y->value : lc_str(row->otherwise);
    if (lc_str_eq(was, is)) {
        return CTR_OK;
    }
    const char *arguments =
        lc_format(pb->c->ctx, "%s: %.*s, %.*s", a->path, LC_PROTO_S(was), LC_PROTO_S(is));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(pb, row->rule, part, lc_pb_at_file(a, lc_pb_option_at(x, 0)),
                     lc_pb_at_file(b, lc_pb_option_at(y, 0)), arguments,
                     "the option %s was \"%.*s\" and is \"%.*s\": generated code moves; keep it",
                     row->name, LC_PROTO_S(was), LC_PROTO_S(is));
}

/* A message in another document is compared all the same, and that it is called otherwise is told
 * of itself (protobuf_twin.c): neither bytes nor JSON have the package. */
static ctr_status package(const struct lc_pb *pb, const struct lc_proto_file *a,
                          const struct lc_proto_file *b, const char *part)
{
    static const char message[] = "the package was '%.*s' and is '%.*s': all names change; keep it";
    struct lc_pb_at from = lc_pb_at_file(a, a->package_at);
    struct lc_pb_at to = lc_pb_at_file(b, b->package_at);
    return pb->under ? lc_pb_tell(pb, LC_RULE_PB_FILE_SAME_PACKAGE, CTR_LEVEL_INFO, CTR_LEVEL_INFO,
                                  part, from, to, a->path, message, LC_PROTO_S(a->package),
                                  LC_PROTO_S(b->package))
                     : lc_pb_say(pb, LC_RULE_PB_FILE_SAME_PACKAGE, part, from, to, a->path, message,
                                 LC_PROTO_S(a->package), LC_PROTO_S(b->package));
}

/* An edition is a set of features, each of which is compared where it counts; between syntaxes, and
 * between a syntax and editions, generators choose other code. */
static ctr_status syntax(const struct lc_pb *pb, const struct lc_proto_file *a,
                         const struct lc_proto_file *b, const char *part)
{
    struct lc_pb_at from = lc_pb_at_file(a, a->syntax_at);
    struct lc_pb_at to = lc_pb_at_file(b, b->syntax_at);
    if (a->syntax == LC_PROTO_EDITIONS && b->syntax == LC_PROTO_EDITIONS) {
        return lc_pb_tell(pb, LC_RULE_PB_FILE_SAME_SYNTAX, CTR_LEVEL_INFO, CTR_LEVEL_INFO, part,
                          from, to, a->path, "the file was of edition %.*s and is of %.*s",
                          LC_PROTO_S(a->edition), LC_PROTO_S(b->edition));
    }
    return lc_pb_say(pb, LC_RULE_PB_FILE_SAME_SYNTAX, part, from, to, a->path,
                     "the file was %.*s and is %.*s: generated code is another; keep it",
                     LC_PROTO_S(a->edition), LC_PROTO_S(b->edition));
}

static ctr_status file(const struct lc_pb *pb, const struct lc_proto_file *a,
                       const struct lc_proto_file *b)
{
    const char *part = part_of(pb, a);
    if (!part) {
        return CTR_E_NOMEM;
    }
    if (!lc_str_eq(a->edition, b->edition)) {
        LC_TRY(syntax(pb, a, b, part));
    }
    if (!lc_str_eq(a->package, b->package)) {
        LC_TRY(package(pb, a, b, part));
    }
    LC_TRY(pb->under ? CTR_OK : lc_pb_public(pb, a, b, part));
    if (!a->options && !b->options) {
        return CTR_OK;
    }
    for (size_t i = 0; i < FILE_OPTIONS; i++) {
        LC_TRY(option(pb, &file_options[i], a, b, part));
    }
    return lc_pb_options(pb, a->options, b->options, judged, part, lc_pb_at_file(a, 0),
                         lc_pb_at_file(b, 0));
}

static bool is_empty(const struct lc_proto_file *f)
{
    return !f->messages && !f->enums && !f->services && !f->extends;
}

/* ---- packages */

static ctr_status packages_of(struct lc_ctx *ctx, const struct lc_proto *p, struct lc_map *out)
{
    for (size_t i = 0; i < p->count; i++) {
        struct lc_proto_file *f = p->files[i];
        if (f->doc && !(is_empty(f) && !f->package.len)) {
            LC_TRY(lc_map_get(out, f->package) ? CTR_OK : lc_map_set(ctx, out, f->package, f));
        }
    }
    return CTR_OK;
}

static ctr_status packages(const struct lc_pb *pb)
{
    struct lc_ctx *ctx = pb->c->ctx;
    struct lc_map was = {.seed = pb->older->symbols.seed};
    struct lc_map is = {.seed = pb->newer->symbols.seed};
    LC_TRY(packages_of(ctx, pb->older, &was));
    LC_TRY(packages_of(ctx, pb->newer, &is));
    for (size_t i = 0; i < pb->older->count; i++) {
        const struct lc_proto_file *f = pb->older->files[i];
        bool first = f->doc && lc_map_get(&was, f->package) == f;
        if (!first || lc_map_get(&is, f->package)) {
            continue;
        }
        LC_TRY(lc_pb_say(pb, LC_RULE_PB_PACKAGE_NO_DELETE, part_of(pb, f),
                         lc_pb_at_file(f, f->package_at), LC_PB_NOWHERE, NULL,
                         "the package '%.*s' was removed with all that was in it; keep it",
                         LC_PROTO_S(f->package)));
    }
    return CTR_OK;
}

ctr_status lc_pb_files(const struct lc_pb *pb)
{
    for (size_t i = 0; i < pb->older->count; i++) {
        const struct lc_proto_file *a = pb->older->files[i];
        const struct lc_proto_file *b = a->doc ? lc_pb_file_of(pb->newer, a->path) : NULL;
        if (b) {
            LC_TRY(file(pb, a, b));
        } else if (a->doc && !pb->under) { /* a payload does not care what its file imports */
            LC_TRY(
                lc_pb_say(pb, LC_RULE_PB_FILE_NO_DELETE, part_of(pb, a), lc_pb_at_file(a, 0),
                          LC_PB_NOWHERE, a->path,
                          "the file %s was removed; keep it, if only to import where its content "
                          "went",
                          a->path));
        }
    }
    return pb->under ? CTR_OK : packages(pb);
}
