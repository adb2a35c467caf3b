/* Results about governing documents. */
#include "api/getter.h"
#include "terms/classify.h"
#include "terms/document.h"

LC_WORDS(terms_kind)
LC_PARSE(terms_kind)
LC_WORDS(schema_form)
LC_PARSE(schema_form)
LC_WORDS(lint_level)
LC_WORDS(change_class)
LC_PARSE(change_class)

LC_GET_ENUM(terms, ctr_terms_kind, kind_of, kind)
LC_GET_STR(terms, id, id)
LC_GET_STR(terms, title, title)
LC_GET_SIZE(terms, count, count)
LC_GET_AT(terms, ctr_term, at, items, count)
LC_FREE(terms)

LC_GET_STR(term, path, path)
LC_GET_STR(term, value, value)
LC_GET_FLAG(term, given, given)
LC_GET_STR(term, about, about)
LC_GET_INT(term, line, line)
LC_GET_INT(term, column, column)

LC_GET_ENUM(lint_report, ctr_terms_kind, kind, kind)
LC_GET_STR(lint_report, id, id)
LC_GET_SIZE(lint_report, count, count)
LC_GET_AT(lint_report, ctr_lint, at, items, count)

size_t ctr_lint_report_count_level(const ctr_lint_report *report, ctr_lint_level level)
{
    size_t n = 0;
    for (size_t i = 0; report && i < report->count; i++) {
        n += report->items[i].level == level;
    }
    return n;
}

LC_FREE(lint_report)

LC_GET_STR(lint, rule, rule)
LC_GET_ENUM(lint, ctr_lint_level, level_of, level)
LC_GET_STR(lint, path, path)
LC_GET_STR(lint, message, message)
LC_GET_INT(lint, line, line)
LC_GET_INT(lint, column, column)

LC_GET_ENUM(classification, ctr_change_class, class, change_class)
LC_GET_ENUM(classification, ctr_change_class, claimed, claimed)
LC_GET_FLAG(classification, claim_differs, claim_differs)
LC_GET_FLAG(classification, enforced, enforced)
LC_GET_STR(classification, change, change)
LC_GET_STR(classification, master, master)
LC_GET_STR(classification, rule_version, rule_version)
LC_GET_SIZE(classification, reason_count, reason_count)
LC_GET_STR_AT(classification, reason_at, reasons, reason_count, )
LC_GET_SIZE(classification, warning_count, warning_count)
LC_GET_STR_AT(classification, warning_at, warnings, warning_count, )
LC_GET_SIZE(classification, count, threshold_count)
LC_GET_AT(classification, ctr_threshold, at, thresholds, threshold_count)
LC_FREE(classification)

LC_GET_STR(threshold, name, name)
LC_GET_STR(threshold, value, value)
LC_GET_STR(threshold, limit, limit)
LC_GET_STR(threshold, margin, margin)
LC_GET_STR(threshold, unit, unit)
LC_GET_FLAG(threshold, exceeded, exceeded)
