/* <contracts/validate.h>: holding a document against a schema. */
#include "api/getter.h"
#include "api/source.h"
#include "api/task.h"
#include "spec/validate/validate.h"

enum { MOST_VIOLATIONS = 100, MOST_EVER = 1000 * 1000 };

void ctr_validate_options_init(ctr_validate_options *options, size_t size)
{
    lc_options_init(options, size);
}

static ctr_status begin(struct lc_ctx *ctx, const ctr_validate_options *given,
                        ctr_validate_options *o)
{
    const ctr_allocator *allocator =
        given && given->struct_size >= offsetof(ctr_validate_options, allocator) + sizeof(void *)
            ? given->allocator
            : NULL;

    *o = (ctr_validate_options){.struct_size = sizeof *o};
    LC_TRY(lc_ctx_begin(ctx, allocator));
    LC_TRY(LC_READ(ctx, ctr_validate_options, given, o));
    LC_TRY(lc_check_word(ctx, "dialect", o->dialect, lc_words_dialect));
    LC_TRY(o->base ? lc_check_text(ctx, "base address", o->base, 4096) : CTR_OK);
    LC_TRY(o->pointer ? lc_check_text(ctx, "pointer", o->pointer, 65536) : CTR_OK);
    if (o->max_violations > MOST_EVER) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "%u violations are more than the %u that are reported",
                       o->max_violations, (unsigned)MOST_EVER);
    }
    return lc_pure_settle(ctx, o->max_depth, o->max_document_bytes, o->progress, o->user,
                          o->cancel);
}

static ctr_status validate(struct lc_ctx *ctx, const ctr_source *given_schema,
                           const ctr_source *given_document, const ctr_validate_options *options,
                           ctr_validation **out)
{
    ctr_validate_options o;
    ctr_source schema;
    ctr_source document;
    struct ctr_validation body;
    void *result;

    LC_TRY(begin(ctx, options, &o));
    LC_TRY(lc_source_check(ctx, given_schema, CTR_FORMAT_AUTO, &schema));
    LC_TRY(lc_source_check(ctx, given_document, CTR_FORMAT_AUTO, &document));
    const struct lc_validate ask = {
        .dialect = o.dialect,
        .base = o.base,
        .pointer = o.pointer,
        .all = o.all != 0,
        .most = o.max_violations ? o.max_violations : MOST_VIOLATIONS,
        .steps = o.max_steps,
    };
    LC_TRY(lc_validate(ctx, &schema, &document, &ask, &body));
    LC_TRY(lc_pack(ctx, &lc_shape_validation, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_validate_documents(const ctr_source *schema, const ctr_source *document,
                                  const ctr_validate_options *options, ctr_validation **out,
                                  ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_validation *result = NULL;

    ctr_status status = validate(&ctx, schema, document, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

LC_WORDS(dialect)
LC_PARSE(dialect)

LC_GET_FLAG(validation, valid, valid)
LC_GET_STR(validation, file, file)
LC_GET_STR(validation, schema, schema)
LC_GET_STR(validation, dialect, dialect)
LC_GET_SIZE(validation, count, count)
LC_GET_FLAG(validation, more, more)
LC_GET_AT(validation, ctr_violation, at, violations, count)
LC_FREE(validation)

LC_GET_STR(violation, keyword, keyword)
LC_GET_STR(violation, message, message)
LC_GET_STR(violation, pointer, at.pointer)
LC_GET_INT(violation, line, at.line)
LC_GET_INT(violation, column, at.column)
LC_GET_STR(violation, schema_file, schema.file)
LC_GET_STR(violation, schema_pointer, schema.pointer)
LC_GET_INT(violation, schema_line, schema.line)
LC_GET_INT(violation, schema_column, schema.column)
