/* Every stored classification judged again from the inputs that it keeps. */
#include "report/check_class.h"

#include "codec/json_read.h"
#include "flow/rejudge.h"

enum { PAGE = 200 };

/* Rules of another version may come to another class. */
static ctr_status is_of(struct lc_op *op, const struct lc_class_row *row, const char *rules,
                        bool *same)
{
    const struct lc_read_options options = {.file = "a classification"};
    struct lc_doc doc;

    LC_TRY(lc_json_read(&op->ctx, lc_str(row->body), &options, &doc));
    *same = rules && lc_str_is(lc_text(lc_get(doc.root, "rule_version")), rules);
    return CTR_OK;
}

static ctr_status check_row(struct lc_op *op, const struct ctr_change *h,
                            const struct lc_class_row *row, const char **wrong)
{
    struct ctr_classification again;
    bool same;

    *wrong = NULL;
    LC_TRY(lc_rejudge(op, h, row, NULL, &again));
    LC_TRY(is_of(op, row, again.rule_version, &same));
    if (!same || (int32_t)again.change_class == row->change_class) {
        return CTR_OK;
    }
    *wrong = lc_format(&op->ctx, "classification %lld of '%s' says %s, but its inputs make it %s",
                       (long long)row->n, h->name,
                       lc_word_name(lc_words_change_class, row->change_class),
                       lc_word_name(lc_words_change_class, again.change_class));
    return *wrong ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status check_change(struct lc_op *op, const struct ctr_change *h,
                               lc_class_problem_fn tell, void *user)
{
    int64_t after = 0;

    for (;;) {
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        struct lc_class_row row;
        const char *wrong = NULL;
        bool found;
        LC_TRY(lc_change_class_after(op, h, after, &row, &found));
        if (!found) {
            return CTR_OK;
        }
        after = row.n;
        ctr_status status = check_row(op, h, &row, &wrong);
        LC_TRY(tell(user, status, wrong));
        lc_arena_release(&op->ctx.arena, mark);
        LC_TRY(lc_poll(&op->ctx));
    }
}

ctr_status lc_check_classes(struct lc_op *op, lc_class_problem_fn tell, void *user)
{
    struct lc_change_query query = {.limit = PAGE};

    if (op->store->schema < LC_SCHEMA_CHANGES) { /* read-only, from before there were any */
        return CTR_OK;
    }
    do {
        struct ctr_change_list list;
        LC_TRY(lc_change_list(op, &query, &list));
        for (size_t i = 0; i < list.count; i++) {
            LC_TRY(check_change(op, &list.items[i], tell, user));
        }
        query.after = list.next;
    } while (query.after);
    return CTR_OK;
}
