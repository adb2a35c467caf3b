/* Reading a policy: the table of its members, and what has to hold between them. */
#include "spec/policy/policy.h"

#include "codec/yaml_read.h"
#include "spec/compare.h"
#include "spec/rules/rules.h"
#include "terms/describe.h"
#include "terms/term_rows.h"

enum { MOST_DAYS = 3660, FINGERPRINT = 16 };

/* ---- the table */

static const struct lc_term level_terms[] = {
    LC_ROW(struct lc_policy_level, "rule", TEXT, LC_TERM_REQUIRED, rule, TEXT, NULL,
           "id of a rule, or a pattern with * for any letters; 'contracts rules' lists them"),
    LC_ROW_WORD(struct lc_policy_level, "format", format, lc_words_format, TEXT, NULL,
                "only for documents of this format"),
    LC_ROW_WORD(struct lc_policy_level, "direction", direction, lc_words_direction, TEXT, NULL,
                "only for findings that break just this direction"),
    {.key = "level",
     .kind = LC_TERM_WORD,
     .flags = LC_TERM_REQUIRED,
     .offset = offsetof(struct lc_policy_level, level),
     .words = lc_words_level,
     .effect = LC_EFFECT_TEXT,
     .about = "what such a finding weighs where the mode asks for its direction"},
};
static const struct lc_term_record level_record =
    LC_TERM_RECORD_OF(lc_policy_level, "level", level_terms, true);

static const struct lc_term waiver_terms[] = {
    LC_ROW(struct ctr_waiver, "fingerprint", TEXT, 0, fingerprint, TEXT, NULL,
           "fingerprint of the finding, 16 hex digits; it decides where it is given"),
    LC_ROW(struct ctr_waiver, "rule", TEXT, 0, rule, TEXT, NULL, "id of the finding's rule"),
    LC_ROW(struct ctr_waiver, "part", TEXT, LC_TERM_EXACT, part, TEXT, NULL, "the finding's part"),
    LC_ROW(struct ctr_waiver, "reason", TEXT, LC_TERM_REQUIRED, reason, TEXT, NULL,
           "why the finding is accepted"),
    LC_ROW(struct ctr_waiver, "owner", TEXT, LC_TERM_REQUIRED, owner, TEXT, NULL,
           "who answers for it"),
    LC_ROW(struct ctr_waiver, "since", TEXT, 0, since, TEXT, NULL,
           "from when it holds, RFC 3339 with its offset; a bare date is its first instant in UTC"),
    LC_ROW(struct ctr_waiver, "expires", TEXT, LC_TERM_REQUIRED, expires, TEXT, NULL,
           "until when it holds, RFC 3339 with its offset; a bare date is its last instant in UTC"),
};
static const struct lc_term_record waiver_record =
    LC_TERM_RECORD_OF(ctr_waiver, "waiver", waiver_terms, true);

static const struct lc_term semver_terms[] = {
    LC_ROW_WORD(struct lc_policy_semver, "zero", zero, lc_words_zero_rule, TEXT, NULL,
                "of labels 0.y.z: shift (default) asks for minor for a break and patch for an "
                "addition, same is as from 1.0.0 on, free is content with patch"),
    LC_ROW_WORD(struct lc_policy_semver, "prerelease", prerelease, lc_words_prerelease_rule, TEXT,
                NULL,
                "of a base that is a pre-release: release (default) counts it as its release, next "
                "is content with the next pre-release"),
    LC_ROW_WORD(struct lc_policy_semver, "labels", labels, lc_words_label_rule, TEXT, NULL,
                "of labels that are no semantic versions: keep (default) takes them without "
                "comparing them, refuse refuses them"),
    LC_ROW_WORD(struct lc_policy_semver, "risk", risk, lc_words_risk_rule, TEXT, NULL,
                "what warnings and undecided findings ask for: profile (default) is major under "
                "the strict profile and minor else"),
};
static const struct lc_term_record semver_record =
    LC_TERM_RECORD_OF(lc_policy_semver, "semver policy", semver_terms, true);

static const struct lc_term grace_terms[] = {
    LC_ROW_NUMBER(struct lc_grace, "stable", INT, stable, 1, LC_MOST_GRACE, CAP, NULL,
                  "days, of what is stable"),
    LC_ROW_NUMBER(struct lc_grace, "beta", INT, beta, 1, LC_MOST_GRACE, CAP, NULL,
                  "days, of operations whose x-stability-level is beta"),
};
static const struct lc_term_record grace_record =
    LC_TERM_RECORD_OF(lc_grace, "period of grace", grace_terms, true);

static const struct lc_term lines_terms[] = {
    LC_ROW_WORD(struct lc_policy_lines, "by", by, lc_words_line_rule, TEXT, NULL,
                "what makes a group: none (default), the major number of a declared label, or a "
                "value in the document"),
    LC_ROW(struct lc_policy_lines, "pointer", TEXT, LC_TERM_EXACT, pointer, TEXT, NULL,
           "JSON pointer of that value"),
};
static const struct lc_term_record lines_record =
    LC_TERM_RECORD_OF(lc_policy_lines, "grouping", lines_terms, true);

static const struct lc_term policy_terms[] = {
    LC_ROW(struct lc_policy_terms, "id", NAME, 0, id, TEXT, NULL, "what it is called"),
    LC_ROW_RECORDS(struct lc_policy_terms, "levels", levels, level_count, &level_record, TEXT,
                   "what findings weigh; the last entry that fits one rules"),
    LC_ROW(struct lc_policy_terms, "ignore_unused", BOOL, 0, ignores, TEXT, NULL,
           "set findings aside whose part no registered consumer uses; default false"),
    LC_ROW_NUMBER(struct lc_policy_terms, "max_waiver_days", INT, max_waiver_days, 1, MOST_DAYS,
                  CAP, NULL, "longest term of a waiver; without it there is none"),
    LC_ROW_RECORD(struct lc_policy_terms, "grace_days", grace_read, &grace_record,
                  "of APIs: what is marked deprecated must name a day of its end that is at least "
                  "so many days away"),
    LC_ROW_RECORDS(struct lc_policy_terms, "waivers", waivers, waiver_count, &waiver_record, TEXT,
                   "findings that somebody accepts for a time"),
    LC_ROW_RECORD(struct lc_policy_terms, "semver", semver, &semver_record,
                  "how labels have to grow"),
    LC_ROW_RECORD(struct lc_policy_terms, "groups", lines, &lines_record,
                  "versions of different groups are not compared"),
};
static const struct lc_term_record policy_record =
    LC_TERM_TYPED_OF(lc_policy_terms, "policy", policy_terms);

void lc_policy_json_schema(struct lc_buf *buf)
{
    static const struct lc_terms_kind_row row = {CTR_TERMS_AUTO, "Policy of comparisons", "policy",
                                                 &policy_record};
    lc_terms_json_schema(buf, &row);
}

/* ---- what has to hold */

static struct lc_policy_fault fault(const char *key, const char *message)
{
    return (struct lc_policy_fault){key, message ? message : "?"};
}

/* The rule that may have been meant; NULL if none is near. */
static const char *nearest_rule(const char *name)
{
    const char *nearest = NULL;
    size_t least = strlen(name) / 3 + 1;

    for (size_t i = 0; i < LC_RULE_COUNT; i++) {
        const char *id = lc_rule((enum lc_rule_id)i)->id;
        size_t distance = lc_term_edits(lc_str(name), id);
        if (distance < least) {
            least = distance;
            nearest = id;
        }
    }
    return nearest;
}

static struct lc_policy_fault fault_of_rule(struct lc_ctx *ctx, const char *rule, bool pattern)
{
    for (size_t i = 0; i < LC_RULE_COUNT; i++) {
        const char *id = lc_rule((enum lc_rule_id)i)->id;
        if (pattern ? lc_rule_fits(rule, id) : strcmp(rule, id) == 0) {
            return fault(NULL, NULL);
        }
    }
    if (pattern && strchr(rule, '*')) {
        return fault("rule",
                     lc_format(ctx, "'%.80s' fits no rule; 'contracts rules' lists them", rule));
    }
    const char *near = nearest_rule(rule);
    return fault("rule",
                 near ? lc_format(ctx, "'%.80s' is no rule; did you mean '%s'?", rule, near)
                      : lc_format(ctx, "'%.80s' is no rule; 'contracts rules' lists them", rule));
}

static bool is_fingerprint(const char *text)
{
    return strlen(text) == FINGERPRINT && strspn(text, "0123456789abcdef") == FINGERPRINT;
}

static struct lc_policy_fault fault_of_waiver(struct lc_ctx *ctx,
                                              const struct lc_policy_terms *terms,
                                              const struct ctr_waiver *w)
{
    if (w->fingerprint && !is_fingerprint(w->fingerprint)) {
        return fault(
            "fingerprint",
            lc_format(ctx, "should be 16 hex digits in lower case, found '%.40s'", w->fingerprint));
    }
    if (!w->fingerprint && !(w->rule && w->part)) {
        return fault(w->rule   ? "part"
                     : w->part ? "rule"
                               : "fingerprint",
                     "is missing; a waiver names a fingerprint, or a rule and a part");
    }
    if (w->rule) {
        struct lc_policy_fault f = fault_of_rule(ctx, w->rule, false);
        if (f.key) {
            return f;
        }
    }
    return lc_waiver_fault_of_term(ctx, terms->max_waiver_days, w);
}

/* As the reader takes it: blanks at the ends of a text do not count, except those of a part. What
 * has nothing else in it would be read as missing, so it is refused where somebody gives it. */
static struct lc_policy_fault tidy(struct lc_ctx *ctx, struct ctr_waiver *w)
{
    for (size_t i = 0; i < waiver_record.count; i++) {
        const struct lc_term *t = &waiver_record.terms[i];
        const char *text;

        memcpy(&text, (const char *)w + t->offset, sizeof text);
        if (!text) {
            continue;
        }
        struct lc_str said = t->flags & LC_TERM_EXACT ? lc_str(text) : lc_str_trim(lc_str(text));
        if (!said.len) {
            return fault(t->key, lc_format(ctx, "is empty: %s", t->about));
        }
        text = lc_dup(ctx, said);
        memcpy((char *)w + t->offset, &text, sizeof text);
    }
    return fault(NULL, NULL);
}

ctr_status lc_waiver_check(struct lc_ctx *ctx, const struct lc_policy_terms *terms,
                           struct ctr_waiver *w)
{
    struct lc_policy_fault f = tidy(ctx, w);

    if (!f.key && !ctx->error) {
        f = fault_of_waiver(ctx, terms, w);
    }
    if (!f.key && !ctx->error) {
        f = lc_waiver_fault_of_remark(ctx, w);
    }
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    if (!f.key) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(ctx, CTR_E_ARGUMENT, "%s %s", f.key, f.message);
    lc_detail(ctx, "field", f.key);
    return status;
}

/* Say it where it stands: the member, or, where it is missing, what it is missing in. */
static ctr_status refuse(struct lc_ctx *ctx, const struct lc_terms *terms, const char *list,
                         size_t index, struct lc_policy_fault f)
{
    const char *path;

    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    path = lc_format(ctx, "/%s/%zu/%s", list, index, f.key);
    return lc_terms_fail(ctx, terms, path, "%s", f.message);
}

static ctr_status check_lists(struct lc_ctx *ctx, struct lc_terms *read,
                              struct lc_policy_terms *terms)
{
    for (size_t i = 0; i < terms->level_count; i++) {
        struct lc_policy_fault f = fault_of_rule(ctx, terms->levels[i].rule, true);
        LC_TRY(f.key ? refuse(ctx, read, "levels", i, f) : CTR_OK);
        LC_TRY(lc_poll(ctx));
    }
    for (size_t i = 0; i < terms->waiver_count; i++) {
        struct ctr_waiver *w = &terms->waivers[i];
        struct lc_policy_fault f = fault_of_waiver(ctx, terms, w);
        LC_TRY(f.key ? refuse(ctx, read, "waivers", i, f) : CTR_OK);
        const char *path = lc_format(ctx, "/waivers/%zu", i);
        if (!path) {
            return CTR_E_NOMEM;
        }
        w->file = read->doc->file;
        lc_doc_place(ctx, read->doc, lc_terms_place(read, path), &w->line, &w->column);
        LC_TRY(lc_poll(ctx));
    }
    return CTR_OK;
}

/* RFC 6901: tokens, each behind a '/', in which '~' is followed by 0 or 1. */
static bool is_pointer(const char *text)
{
    const char *tilde = text;

    while (*text == '/' && (tilde = strchr(tilde, '~')) != NULL) {
        if (*++tilde != '0' && *tilde != '1') {
            return false;
        }
    }
    return *text == '/';
}

static ctr_status check_lines(struct lc_ctx *ctx, struct lc_terms *read,
                              const struct lc_policy_lines *lines)
{
    bool by = lines->by == CTR_LINE_DOCUMENT;

    if (by && !lines->pointer) {
        return lc_terms_fail(ctx, read, "/groups/by",
                             "is 'document', and 'pointer' is missing: where in it the group "
                             "stands, such as /info/x-group");
    }
    if (!by && lines->pointer) {
        return lc_terms_fail(ctx, read, "/groups/pointer",
                             "is of no use unless 'by' is 'document'");
    }
    if (by && !is_pointer(lines->pointer)) {
        return lc_terms_fail(ctx, read, "/groups/pointer",
                             "should be a JSON pointer such as /info/x-group, found '%.80s'",
                             lines->pointer);
    }
    return CTR_OK;
}

static int64_t given(int64_t number)
{
    return number == LC_TERM_ABSENT ? 0 : number;
}

ctr_status lc_policy_terms_read(struct lc_ctx *ctx, struct lc_str text, const char *file,
                                struct lc_policy_terms *out)
{
    const struct lc_read_options options = {.file = file};
    struct lc_terms read;
    struct lc_doc doc;

    *out = (struct lc_policy_terms){0};
    LC_TRY(lc_doc_read(ctx, text, &options, &doc));
    if (!lc_is(doc.root, LC_OBJECT)) {
        return lc_doc_fail(ctx, &doc, 0,
                           "a policy should be a map with 'levels', 'waivers', 'ignore_unused', "
                           "'max_waiver_days', 'grace_days', 'semver' or 'groups'");
    }
    LC_TRY(lc_terms_read(ctx, &doc, doc.root, &policy_record, out, &read));
    const struct lc_term_point *point = lc_terms_find(&read, "/ignore_unused");
    out->ignore_unused = !point || !point->given ? NULL : out->ignores ? "true" : "false";
    out->max_waiver_days = given(out->max_waiver_days);
    out->grace_read.stable = given(out->grace_read.stable);
    out->grace_read.beta = given(out->grace_read.beta);
    LC_TRY(lc_grace_keep(ctx, &out->grace_read, &out->grace));
    LC_TRY(check_lists(ctx, &read, out));
    return check_lines(ctx, &read, &out->lines);
}
