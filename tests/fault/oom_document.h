/*
 * Scenes of t_oom.c: documents alone, compared and held against a schema.
 */
#ifndef TESTS_FAULT_OOM_DOCUMENT_H
#define TESTS_FAULT_OOM_DOCUMENT_H

#include "fault/oom.h"
#include "support/faultmem.h"

#define API(extra)                                                                                 \
    "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /orders/{id}:\n    get:\n"          \
    "      parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n"  \
    "      responses:\n        '200':\n          description: d\n          content:\n"             \
    "            application/json:\n              schema:\n                type: object\n"         \
    "                required: [status]\n                properties:\n"                            \
    "                  total: {type: integer}\n" extra

static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    static const char id[] = "{\"type\":\"integer\"}";
    (void)user;
    *data = id;
    *size = sizeof id - 1;
    return strcmp(path, "types/id.json") != 0;
}

static void source(ctr_source *s, const char *text)
{
    s->data = text;
    s->size = strlen(text);
    s->resolve = resolve;
}

/* Read a policy, judge by it, and write what came of it. */
static ctr_status act_judge(struct scene_state *s)
{
    static const char v1[] = API("                  status: {type: string, enum: [a, b]}\n");
    static const char v2[] = API("                  state: {type: string}\n");
    static const char text[] =
        "id: p\nignore_unused: true\nlevels: [{rule: '*-added', level: warning}]\nwaivers:\n"
        "  - {rule: response-required-property-removed, part: 'GET /orders/{id} response 200 "
        "/status', reason: r, owner: o, expires: 2030-01-01}\n"
        "  - {fingerprint: 0123456789abcdef, reason: r, owner: o, expires: 2029-01-01}\n";
    static const char *const used[] = {"GET /orders/{id}"};
    static const ctr_render kinds[] = {CTR_RENDER_JSON,  CTR_RENDER_TEXT,  CTR_RENDER_MARKDOWN,
                                       CTR_RENDER_SARIF, CTR_RENDER_JUNIT, CTR_RENDER_GITHUB,
                                       CTR_RENDER_HTML};
    ctr_source sources[3];
    ctr_diff_options o;
    ctr_policy *policy = NULL;
    ctr_diff *diff = NULL;

    for (size_t i = 0; i < 3; i++) {
        ctr_source_init(&sources[i], sizeof sources[i]);
        source(&sources[i], i == 0 ? v1 : i == 1 ? v2 : text);
    }
    ctr_diff_options_init(&o, sizeof o);
    o.allocator = faultmem_allocator();
    TRY(ctr_policy_read(&sources[2], &o, &policy, &s->err));
    o.policy = policy;
    o.now_us = INT64_C(1893456000000000);
    o.used = used;
    o.used_count = 1;
    ctr_status status =
        ctr_policy_render(policy, CTR_RENDER_TEXT, text_sink_write, &s->out, &s->err);
    if (status == CTR_OK) {
        status = ctr_diff_documents(&sources[0], &sources[1], &o, &diff, &s->err);
    }
    for (size_t i = 0; status == CTR_OK && i < sizeof kinds / sizeof kinds[0]; i++) {
        status = ctr_diff_render(diff, kinds[i], text_sink_write, &s->out, &s->err);
    }
    ctr_diff_free(diff);
    ctr_policy_free(policy);
    return status;
}

static ctr_status act_compare(struct scene_state *s)
{
    static const char v1[] = API("                  status: {type: string, enum: [a, b]}\n");
    static const char v2[] = API("                  status: {type: string, enum: [a, b, c]}\n");
    static const ctr_render kinds[] = {CTR_RENDER_JSON,  CTR_RENDER_TEXT,  CTR_RENDER_MARKDOWN,
                                       CTR_RENDER_SARIF, CTR_RENDER_JUNIT, CTR_RENDER_GITHUB,
                                       CTR_RENDER_HTML};
    ctr_source a;
    ctr_source b;
    ctr_diff_options o;
    ctr_diff *diff = NULL;
    ctr_outline *outline = NULL;

    ctr_source_init(&a, sizeof a);
    ctr_source_init(&b, sizeof b);
    source(&a, v1);
    source(&b, v2);
    ctr_diff_options_init(&o, sizeof o);
    o.allocator = faultmem_allocator();
    o.excerpts = 1;
    TRY(ctr_diff_documents(&a, &b, &o, &diff, &s->err));
    ctr_status forms = CTR_OK;
    for (size_t i = 0; forms == CTR_OK && i < sizeof kinds / sizeof kinds[0]; i++) {
        forms = ctr_diff_render(diff, kinds[i], text_sink_write, &s->out, &s->err);
    }
    ctr_diff_free(diff);
    TRY(forms);
    TRY(ctr_outline_read(&a, &o, &outline, &s->err));
    SHOW(s, outline, outline);
    return CTR_OK;
}

/* Witnesses of many sorts: the search for them asks for memory in its own way. */
static ctr_status act_witness(struct scene_state *s)
{
    static const char v1[] =
        "{\"properties\":{\"a\":{\"pattern\":\"^[a-z]+$\"},\"b\":{\"items\":{\"type\":"
        "\"integer\"}},\"c\":{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\"}]}}}";
    static const char v2[] =
        "{\"properties\":{\"a\":{\"pattern\":\"^[b-z]+$\"},\"b\":{\"uniqueItems\":true,"
        "\"items\":{\"type\":\"integer\",\"maximum\":0.5}},\"c\":{\"type\":\"string\"}},"
        "\"additionalProperties\":false}";
    ctr_source a;
    ctr_source b;
    ctr_diff_options o;
    ctr_diff *diff = NULL;

    ctr_source_init(&a, sizeof a);
    ctr_source_init(&b, sizeof b);
    source(&a, v1);
    source(&b, v2);
    ctr_diff_options_init(&o, sizeof o);
    o.allocator = faultmem_allocator();
    TRY(ctr_diff_documents(&a, &b, &o, &diff, &s->err));
    for (size_t i = 0; i < ctr_diff_count(diff); i++) {
        const ctr_finding *f = ctr_diff_at(diff, i);
        if (ctr_finding_level(f) == CTR_LEVEL_BREAKING && !ctr_finding_witness(f)) {
            abort();
        }
    }
    SHOW(s, diff, diff);
    diff = NULL;
    o.profile = CTR_PROFILE_CONFLUENT;
    TRY(ctr_diff_documents(&a, &b, &o, &diff, &s->err));
    SHOW(s, diff, diff);
    return CTR_OK;
}

static ctr_status act_validate(struct scene_state *s)
{
    static const char schema[] =
        "{\"$defs\":{\"n\":{\"enum\":[1,2,3,4,5,6,7,8,9]}},\"properties\":{\"a\":{\"pattern\":"
        "\"^[a-z]+$\"},\"b\":{\"uniqueItems\":true,\"items\":{\"$ref\":\"#/$defs/n\"}},"
        "\"c\":{\"anyOf\":[{\"type\":\"null\"},{\"maxLength\":1}]}},"
        "\"unevaluatedProperties\":false}";
    static const char value[] = "{\"a\":\"A1\",\"b\":[1,2,3,4,5,6,7,8,9,9,0],\"c\":\"xy\",\"d\":0}";
    ctr_source a;
    ctr_source b;
    ctr_validate_options o;
    ctr_validation *v = NULL;

    ctr_source_init(&a, sizeof a);
    ctr_source_init(&b, sizeof b);
    source(&a, schema);
    source(&b, value);
    ctr_validate_options_init(&o, sizeof o);
    o.allocator = faultmem_allocator();
    o.all = 1;
    TRY(ctr_validate_documents(&a, &b, &o, &v, &s->err));
    if (ctr_validation_count(v) != 5) {
        abort();
    }
    SHOW(s, validation, v);
    return CTR_OK;
}

#endif
