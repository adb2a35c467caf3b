/*
 * The one door of the engine: detect, read, compare, outline. Formats are rows of a table
 * (formats.def); a new one is a new file and a row.
 */
#ifndef LC_SPEC_SPEC_H
#define LC_SPEC_SPEC_H

#include "spec/compare.h"

struct lc_format_row;
struct lc_avro;
struct lc_terms;
struct lc_sql_schema;
struct lc_proto;
struct lc_graphql;
struct lc_aa;
struct lc_agent;
struct lc_odcs;

/* A document, read and checked. */
struct lc_spec {
    const struct lc_format_row *row;
    struct lc_bundle
        bundle;          /* for OPAQUE bytes that are neither JSON nor YAML: one file, no root */
    const char *dialect; /* "OpenAPI 3.1.0", "JSON Schema 2020-12", "" */
    int32_t dialect_id;  /* of the format's own */
    const struct lc_terms *terms; /* of master and sow */
    const struct lc_avro *avro;   /* of avro */
    struct lc_sql_schema *sql;    /* of sql */
    const struct lc_proto *proto; /* of protobuf */
    struct lc_graphql *graphql;   /* of graphql */
    struct lc_aa *asyncapi;       /* of asyncapi */
    const struct lc_agent *agent; /* of agent kinds */
    struct lc_odcs *odcs;         /* of odcs */
};

typedef ctr_status lc_used_fn(void *user, const struct lc_part *part);

/* What a format can do. */
struct lc_format_row {
    ctr_format format;
    ctr_profile default_profile;
    uint32_t profiles; /* bits of those that it has besides strict and tolerant */
    /* Its documents say what is called, so that backward means: whoever calls the older edition
     * gets on with the newer one. Users are judged so, whatever mode a contract has. */
    bool called;
    bool (*has_calls)(const struct lc_spec *spec); /* where only some do; NULL: as `called` says */
    /* How sure the content makes it, 0 = not mine; root may be NULL (neither JSON nor YAML). */
    int (*bid)(const struct lc_value *root);
    /* For a language of its own, neither JSON nor YAML; both or none. It reads the document and the
     * files it refers to. The look at the bytes decides in a few words that no JSON or YAML
     * document begins with; it says no to what it is not sure of. */
    bool (*is_text)(struct lc_str bytes);
    lc_reader *parse;
    /* Check the document and load what it refers to; sets dialect. */
    ctr_status (*read)(struct lc_ctx *ctx, struct lc_spec *spec);
    ctr_status (*compare)(struct lc_cmp *c, const struct lc_spec *older,
                          const struct lc_spec *newer);
    /* Call fn for each part. */
    ctr_status (*parts)(struct lc_ctx *ctx, struct lc_spec *spec,
                        ctr_status (*fn)(void *user, const struct lc_part *part), void *user);
    /* In the spelling that findings have, and in no other: what is spelled otherwise is never hit.
     */
    ctr_status (*has_part)(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out);
    /* The same where letters may be of the other case; `part` is then given those of the document.
     * NULL: there is no such place. */
    ctr_status (*respell)(struct lc_ctx *ctx, struct lc_spec *spec, char *part, bool *out);
    /* Call fn for each part that `use`, an artefact of a consumer, relies on; it is not read yet.
     * NULL: there is no such artefact. */
    ctr_status (*used)(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use, lc_used_fn *fn,
                       void *user);
};

#define LC_FORMAT(name, row, word) extern const struct lc_format_row lc_format_##row;
#include "spec/formats.def"
#undef LC_FORMAT

const struct lc_format_row *lc_spec_row(ctr_format format);
/* Read a document completely. format AUTO: highest bid wins; opaque bids lowest. A named format
 * that the content contradicts is INPUT. With OPAQUE nothing but size is refused. */
ctr_status lc_spec_read(struct lc_ctx *ctx, const ctr_source *source, struct lc_spec *out);
/* UNSUPPORTED if the format does not know the profile. */
ctr_status lc_spec_mind_profile(struct lc_ctx *ctx, ctr_format format, ctr_profile profile);
/* The mode under which two documents are compared: BACKWARD, FORWARD or FULL. */
ctr_mode lc_mode_step(ctr_mode mode);
bool lc_mode_is_transitive(ctr_mode mode);
/* UNSUPPORTED if the formats differ, or do not know the profile. mode NONE computes as backward,
 * a transitive one as the one it is of; DEFAULTs are filled in. */
ctr_status lc_spec_diff(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                        ctr_mode mode, ctr_profile profile, struct ctr_diff *out);
/* The same for who asks more. */
struct lc_diff_ask {
    ctr_mode mode;
    ctr_profile profile;
    struct lc_grace grace; /* of APIs */
    bool check_version;    /* of APIs */
};
ctr_status lc_spec_diff_as(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                           const struct lc_diff_ask *ask, struct ctr_diff *out);
ctr_status lc_spec_outline(struct lc_ctx *ctx, struct lc_spec *spec, struct ctr_outline *out);
ctr_status lc_spec_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out);
/* The same where the case of letters may be another, with those of the document put into `part`. */
ctr_status lc_spec_respell(struct lc_ctx *ctx, struct lc_spec *spec, char *part, bool *out);
/* Of a part that the document does not have: the one that is meant but for a blank at its end or in
 * a name between braces, a '~' that is not escaped, or the case of a header's name. NULL: none. */
ctr_status lc_spec_meant_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                              const char **out);

/* The parts that `use` relies on. UNSUPPORTED where the format of `spec` has no such artefacts. */
ctr_status lc_spec_used(struct lc_ctx *ctx, struct lc_spec *spec, const ctr_source *use,
                        struct ctr_outline *out);

/* Bump from the worst finding; `base` decides the rules (0.y.z: breaking -> minor, widening ->
 * patch). base NULL or no semver: as for 1.0.0 and above. compat.md B8. */
ctr_bump lc_spec_bump(const struct ctr_diff *diff, const char *base);

/* Why, in words: "2 breaking findings"; and with what the base's label makes of it: "2 breaking
 * findings: major; below 1.0.0 that is minor" (scratch memory, NULL with NOMEM recorded). */
const char *lc_bump_phrase(struct lc_ctx *ctx, const struct ctr_diff *diff);
const char *lc_spec_bump_text(struct lc_ctx *ctx, const struct ctr_diff *diff, const char *base);
/* The label that follows `base`, NULL where none can be proposed: NONE gives the base itself, and
 * after a pre-release the next one where the policy is content with that. */
ctr_status lc_spec_propose(struct lc_ctx *ctx, const struct ctr_diff *diff, const char *base,
                           const char **out);

#endif
