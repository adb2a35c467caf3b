/*
 * A comparison in SARIF 2.1.0: the rules that found something with what they say, a result a
 * finding.
 */
#include "base/map.h"
#include "codec/json_write.h"
#include "exchange/diff_report.h"
#include "spec/rules/advice.h"

#include <contracts/version.h>

static void raw(struct lc_text *t, const char *json)
{
    lc_buf_text(&t->buf, json);
}

/* A string; what cannot be seen or is no UTF-8 appears escaped. */
static void string(struct lc_text *t, const char *text)
{
    lc_json_string(&t->buf, lc_str(lc_text_safe(t->ctx, text)));
}

static void string_or_null(struct lc_text *t, const char *text)
{
    if (text) {
        string(t, text);
    } else {
        raw(t, "null");
    }
}

/* {"text": …}. In a message of SARIF braces stand for arguments, brackets for links. */
static void message(struct lc_text *t, const char *text)
{
    text = lc_text_safe(t->ctx, text);
    char *out = lc_new(t->ctx, strlen(text) + 1, 2);
    char *end = out;

    for (; out && *text; text++) {
        if (strchr("\\[]", *text)) {
            *end++ = '\\';
        } else if (strchr("{}", *text)) {
            *end++ = *text;
        }
        *end++ = *text;
    }
    raw(t, "{ \"text\": ");
    string(t, out ? out : "");
    raw(t, " }");
}

/* A file as a URI, relative unless its path is absolute. */
static void uri(struct lc_text *t, const char *file)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~/@!$&'()*+,;=";

    raw(t, *file == '/' ? "\"file://" : "\"");
    for (; *file; file++) {
        if (strchr(plain, *file)) {
            lc_buf_char(&t->buf, *file);
        } else {
            lc_buf_printf(&t->buf, "%%%02X", (unsigned)(unsigned char)*file);
        }
    }
    raw(t, "\"");
}

static void physical(struct lc_text *t, const struct lc_place *p)
{
    raw(t, "\"physicalLocation\": { \"artifactLocation\": { \"uri\": ");
    uri(t, p->file ? p->file : "document");
    /* A result without a region is not shown by those who show results beside the source. */
    lc_buf_printf(&t->buf, " }, \"region\": { \"startLine\": %lld, \"startColumn\": %lld } }",
                  (long long)(p->line ? p->line : 1), (long long)(p->column ? p->column : 1));
}

static const char *level_of(ctr_level level)
{
    return level == CTR_LEVEL_BREAKING || level == CTR_LEVEL_UNDECIDED ? "error"
           : level == CTR_LEVEL_WARNING                                ? "warning"
                                                                       : "note";
}

/* --- rules --- */

static void rule(struct lc_text *t, const struct ctr_finding *f, size_t index)
{
    const struct lc_rule *row = lc_rule_find(f->rule);
    const char *text = row ? row->text : f->rule; /* NULL: of another release */
    ctr_level level = row ? row->level : f->level;

    raw(t, index ? ",\n            " : "\n            ");
    raw(t, "{\n              \"id\": ");
    string(t, f->rule);
    raw(t, ",\n              \"shortDescription\": ");
    message(t, text);
    raw(t, ",\n              \"fullDescription\": ");
    message(t, text);
    const char *advice = row ? lc_advice_of(row, f->direction).text : NULL;
    raw(t, ",\n              \"help\": ");
    message(t,
            lc_format(
                t->ctx, "%s%s%s Level: %s; direction: %s. 'contracts rules %s' says so, too.", text,
                advice ? " " : "", advice ? advice : "", lc_word_name(lc_words_level, level),
                lc_word_name(lc_words_direction, row ? row->direction : f->direction), f->rule));
    raw(t, ",\n              \"defaultConfiguration\": { \"level\": ");
    string(t, level_of(level));
    raw(t, " }\n            }");
}

/* Writes each rule once; `seen` gets its index + 1. */
static void rules(struct lc_text *t, const struct ctr_diff *d, struct lc_map *seen)
{
    raw(t, "          \"rules\": [");
    for (size_t i = 0; i < d->count; i++) {
        struct lc_str id = lc_str(d->findings[i].rule);
        if (!lc_map_get(seen, id)) {
            rule(t, &d->findings[i], seen->count);
            /* NOMEM is recorded, and looked at in the end */
            (void)lc_map_set(t->ctx, seen, id, (void *)(uintptr_t)(seen->count + 1));
        }
    }
    raw(t, d->count ? "\n          ]\n" : "]\n");
}

/* --- results --- */

static void location(struct lc_text *t, const struct lc_place *p, const struct ctr_finding *f)
{
    raw(t, "          \"locations\": [{ ");
    physical(t, p);
    raw(t, ",\n            \"logicalLocations\": [{ \"fullyQualifiedName\": ");
    string(t, lc_report_part(f));
    raw(t, " }] }],\n");
}

static void related(struct lc_text *t, const struct lc_place *p)
{
    raw(t, "          \"relatedLocations\": [{ \"id\": 1, ");
    physical(t, p);
    raw(t, ", \"message\": { \"text\": \"in the older edition\" } }],\n");
}

/* A result that does not count stays, and says why. */
static void suppressions(struct lc_text *t, const struct ctr_diff *d, const struct ctr_finding *f)
{
    if (lc_report_aside(d, f)) {
        raw(t, "          \"suppressions\": [{ \"kind\": \"external\", \"status\": \"accepted\", "
               "\"justification\": ");
        string(t, lc_report_policy(t, d, f));
        raw(t, " }],\n");
    }
}

static void result(struct lc_text *t, const struct ctr_diff *d, const struct ctr_finding *f,
                   const struct lc_map *seen)
{
    struct lc_place room;
    const struct lc_place *at = lc_report_place(d, f, &room);
    const struct lc_place *older = f->place[CTR_SIDE_OLD];
    size_t index = (size_t)(uintptr_t)lc_map_get(seen, lc_str(f->rule));

    raw(t, "\n        {\n          \"ruleId\": ");
    string(t, f->rule);
    lc_buf_printf(&t->buf, ",\n          \"ruleIndex\": %zu,\n          \"level\": \"%s\",\n",
                  index ? index - 1 : 0, level_of(f->level));
    raw(t, "          \"message\": ");
    const char *witness = lc_report_witness(t, f);
    message(t, lc_format(t->ctx, "%s: %s%s%s", lc_report_part(f), f->message,
                         witness ? "; for example " : "", witness ? witness : ""));
    raw(t, ",\n");
    if (at) {
        location(t, at, f);
    }
    if (older && older != at) {
        related(t, older);
    }
    suppressions(t, d, f);
    raw(t, "          \"partialFingerprints\": { \"contractsFinding/v1\": ");
    string(t, f->fingerprint);
    raw(t, " },\n          \"properties\": { \"level\": ");
    string(t, lc_word_name(lc_words_level, f->level));
    if (f->judged && f->judged->level_before) {
        raw(t, ", \"levelBefore\": ");
        string(t, lc_word_name(lc_words_level, f->judged->level_before));
    }
    raw(t, ", \"direction\": ");
    string(t, lc_word_name(lc_words_direction, f->direction));
    raw(t, ", \"part\": ");
    string(t, lc_report_part(f));
    raw(t, ", \"advice\": ");
    string_or_null(t, lc_finding_advice(f));
    raw(t, ", \"witness\": ");
    raw(t, f->witness ? f->witness : "null");
    raw(t, ", \"acceptedBy\": ");
    string_or_null(t, f->accepted_by);
    raw(t, " }\n        }");
}

static void summary(struct lc_text *t, const struct ctr_diff *d)
{
    raw(t, "      \"properties\": { \"verdict\": ");
    string(t, lc_word_name(lc_words_verdict, d->verdict));
    raw(t, ", \"bump\": ");
    string(t, lc_word_name(lc_words_bump, d->bump));
    raw(t, ", \"bumpReason\": ");
    string(t, d->bump_reason ? lc_word_name(lc_words_bump_reason, d->bump_reason) : "");
    if (d->judgement) {
        raw(t, ", \"policy\": ");
        string(t, d->judgement->sha256);
    }
    raw(t, ", \"mode\": ");
    string(t, lc_word_name(lc_words_mode, d->mode));
    raw(t, ", \"profile\": ");
    string(t, lc_word_name(lc_words_profile, d->profile));
    lc_buf_printf(&t->buf, ", \"notListed\": %lld }\n",
                  (long long)lc_report_total(d) - (long long)d->count);
}

void lc_sarif_diff(struct lc_text *t, const void *body)
{
    const struct ctr_diff *d = body;
    struct lc_map seen = {0};

    raw(t, "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
           "  \"version\": \"2.1.0\",\n  \"runs\": [\n    {\n      \"tool\": {\n"
           "        \"driver\": {\n          \"name\": \"contracts\",\n"
           "          \"semanticVersion\": \"" CTR_VERSION "\",\n");
    rules(t, d, &seen);
    raw(t, "        }\n      },\n      \"columnKind\": \"unicodeCodePoints\",\n"
           "      \"results\": [");
    for (size_t i = 0; i < d->count; i++) {
        raw(t, i ? "," : "");
        result(t, d, &d->findings[i], &seen);
    }
    raw(t, d->count ? "\n      ],\n" : "],\n");
    summary(t, d);
    raw(t, "    }\n  ]\n}\n");
}
