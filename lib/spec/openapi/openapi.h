/*
 * What the files of the OpenAPI format share: the view of one edition (operations, parameters,
 * statuses, media types), and the comparison of two under way.
 *
 * Nothing is copied out of the documents: a view is made again for each question, in scratch
 * memory. Every walk pays for its steps (lc_spend), so that many references to one large piece
 * cannot make a small document endless.
 */
#ifndef LC_SPEC_OPENAPI_H
#define LC_SPEC_OPENAPI_H

#include "spec/schema/schema.h"
#include "spec/spec.h"

/* A callback's operation may have callbacks of its own; deeper than this is refused. */
enum { LC_OA_CALLBACK_DEPTH = 4 };

/* One edition. */
struct lc_oa_doc {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    struct lc_node root;
    enum lc_dialect dialect;
    uint64_t seed; /* of hash maps: names come from outside */
};

enum lc_oa_kind { LC_OA_PATHS, LC_OA_WEBHOOKS, LC_OA_CALLBACKS };

/* One operation: method and path, or method and webhook, or method, callback and expression. */
struct lc_oa_op {
    enum lc_oa_kind kind;
    const char *method; /* "GET" */
    struct lc_str name; /* of the path, webhook or callback as written */
    struct lc_str expression;
    struct lc_str exact; /* what must be equal for a sure match */
    struct lc_str loose; /* the same with the names of path parameters left out */
    struct lc_node item; /* the path item as written, then what its $ref leads to */
    struct lc_node item_target;
    struct lc_node node;
    struct lc_oa_op *twin;  /* of the other edition, once matched */
    struct lc_oa_op *alike; /* next with the same loose key */
    struct lc_oa_op *next;
};

struct lc_oa_ops {
    struct lc_oa_op *first;
    struct lc_oa_op *last;
    size_t count;
    struct lc_map exact; /* to operations */
    struct lc_map loose; /* to operations, chained by alike */
    struct lc_map names; /* of paths with parameter names left out, webhooks, callbacks */
};

/* One parameter as it holds for one operation. */
struct lc_oa_param {
    struct lc_str in; /* query, path, header, cookie */
    struct lc_str name;
    struct lc_str key; /* equal keys are the same parameter, also across editions */
    struct lc_node node;
    struct lc_oa_param *next;
};

struct lc_oa_params {
    struct lc_oa_param *first;
    struct lc_oa_param *last;
    size_t count;
    struct lc_map by_key; /* empty while they are few */
};

/* The frames of an operation's address. */
struct lc_oa_address {
    struct lc_part frame[4];
};

/* Two places, one in each edition; value NULL = not there. */
struct lc_oa_pair {
    struct lc_node old;
    struct lc_node new;
};

/* One comparison. */
struct lc_oa {
    struct lc_cmp *c;
    struct lc_oa_doc old;
    struct lc_oa_doc new;
    int64_t grace_days;     /* that the operation under comparison has to give */
    bool received;          /* inside a webhook or callback: the API calls, the consumer answers */
    bool at_root;           /* some operation of both editions is at the servers of the API */
    bool at_own;            /* some is at servers of its own, or its path's, in an edition */
    struct lc_map compared; /* pairs of values, for lc_oa_same */
    struct lc_map renamed;  /* security schemes of the new edition to their old names */
};

/* What can happen, with its weight in each direction. */
enum lc_oa_event {
#define LC_OA_EVENT(name, rule, sent_b, sent_f, received_b, received_f) LC_OA_##name,
#include "spec/openapi/openapi_events.def"
#undef LC_OA_EVENT
    LC_OA_EVENT_COUNT
};

/* Which members of an object somebody looks at, which are words only. Others are reported. */
enum lc_oa_care { LC_OA_UNKNOWN, LC_OA_HANDLED, LC_OA_TEXT };
struct lc_oa_known {
    const char *key;
    enum lc_oa_care care;
};

/* ---- openapi_model.c: one edition */

void lc_oa_open(struct lc_oa_doc *d, struct lc_ctx *ctx, struct lc_bundle *bundle,
                enum lc_dialect dialect);
/* Behind any $ref. */
ctr_status lc_oa_follow(struct lc_oa_doc *d, struct lc_node node, struct lc_node *out);
/* Every operation of "paths", "webhooks" or the "callbacks" of an operation. */
ctr_status lc_oa_collect(struct lc_oa_doc *d, enum lc_oa_kind kind, struct lc_node container,
                         struct lc_oa_ops *out);
/* Member of the operation's path item, also behind its $ref. */
struct lc_node lc_oa_item_member(const struct lc_oa_op *op, const char *key);
/* From *at = 0: the next method that the path item has, into `op`, of which item and item_target
 * are set. */
bool lc_oa_next_method(struct lc_oa_op *op, size_t *at);
/* The last frame of the operation's address below `parent` (NULL, or that of the operation whose
 * callback it is). */
const struct lc_part *lc_oa_address(const struct lc_oa_op *op, const struct lc_part *parent,
                                    struct lc_oa_address *out);
/* Parameters in effect: those of the path item, overridden by the operation's own. */
ctr_status lc_oa_params(struct lc_oa_doc *d, const struct lc_oa_op *op, struct lc_oa_params *out);
/* NULL if there is none. */
struct lc_oa_param *lc_oa_param_find(const struct lc_oa_params *params, struct lc_str key);
/* The next name between braces, from *from = 0. */
bool lc_oa_next_variable(struct lc_str path, size_t *from, struct lc_str *name);
/* "/a/{id}" -> "/a/{}". ptr NULL with NOMEM recorded. */
struct lc_str lc_oa_loose_path(struct lc_ctx *ctx, struct lc_str path);
bool lc_oa_extension(struct lc_str key); /* x-… */

/* ---- openapi_media.c: media types and statuses by name */

/* Without parameters and white space at the ends. */
struct lc_str lc_oa_media_base(struct lc_str media);
/* Entry of a content object for a media type that stands in `beside`, the content object of the
 * other edition: as written, else without regard to parameters and case. One with parameters is
 * the entry of one type there; one without, of all. NULL if there is none. */
const struct lc_member *lc_oa_media_find(const struct lc_value *content, struct lc_str media,
                                         const struct lc_value *beside);
/* True for both types of HTML's forms. */
bool lc_oa_media_is_form(struct lc_str media);
/* True if what is sent as `media` is surely no XML, nor any part of it. */
bool lc_oa_media_no_xml(struct lc_str media);
/* Of one type, the parameters say the same in both. */
bool lc_oa_media_same(struct lc_str a, struct lc_str b);
/* openapi_bytes.c: the one edition calls the body of `media` a binary string, as OpenAPI 3.0 does,
 * and the other says nothing of it, as 3.1 does: the same bytes. */
ctr_status lc_oa_same_bytes(struct lc_oa *oa, struct lc_str media, struct lc_oa_pair schema,
                            bool *out);
/* Fields of a form that are files in both editions, of which one is in 3.0 and one in 3.1: *schema
 * gets them in one spelling. */
ctr_status lc_oa_files(struct lc_oa *oa, struct lc_str media, struct lc_oa_pair *schema);
/* A copy of `object`, whose members may be written. */
ctr_status lc_oa_copy_of(struct lc_ctx *ctx, const struct lc_value *object, struct lc_value *out,
                         struct lc_member **members);
/* Of those, the one that `object` has under the key; NULL: none. */
struct lc_member *lc_oa_member_of(const struct lc_value *object, struct lc_member *members,
                                  const char *key);
/* True if `range` ("*" behind the slash, or in both places) takes in `media`. */
bool lc_oa_media_covers(struct lc_str range, struct lc_str media);
bool lc_oa_status_known(struct lc_str status);   /* 100 to 599, 1XX to 5XX, default */
bool lc_oa_status_success(struct lc_str status); /* 2xx, 2XX, default */
/* The entry that speaks for `status`: itself, or its range ("2XX"). NULL if there is none. */
const struct lc_member *lc_oa_status_find(const struct lc_value *responses, struct lc_str status);
/* "application/json" is the only one: no need to name it in an address. */
bool lc_oa_single(const struct lc_value *content);
/* Header and parameter definitions that the specification tells everybody to ignore. */
bool lc_oa_ignored_header(struct lc_str name, bool response);
/* Member of an object by a name whose case does not matter. */
const struct lc_member *lc_oa_find_nocase(const struct lc_value *object, struct lc_str name);

/* ---- openapi_check.c: is it OpenAPI at all */

/* INPUT with the place of the first thing that is not as the specification wants it; LIMIT. */
ctr_status lc_oa_check(struct lc_oa_doc *d);

/* ---- openapi_report.c: findings */

/* Add a finding with the weights of `event`; `old`/`new` are its places. */
ctr_status lc_oa_add(struct lc_oa *oa, enum lc_oa_event event, const struct lc_part *part,
                     struct lc_oa_pair at, const char *arguments, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* Equal as data, or both absent. Remembered, since what stands behind a $ref is asked for often. */
ctr_status lc_oa_same(struct lc_oa *oa, struct lc_oa_pair at, bool *out);
enum lc_oa_care lc_oa_care_of(const struct lc_oa_known *known, struct lc_str key);
/* Members that nobody else looks at: words, extensions, the rest; `known` ends in {NULL}. */
ctr_status lc_oa_rest(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at,
                      const struct lc_oa_known *known);
struct lc_oa_pair lc_oa_child(struct lc_oa_pair at, const char *key);
/* Behind the $refs of both. */
ctr_status lc_oa_follow_pair(struct lc_oa *oa, struct lc_oa_pair at, struct lc_oa_pair *out);

/* For "%.*s". */
#define LC_OA_S(s) ((int)(s).len), ((s).ptr ? (s).ptr : "")

/* A member; one that is null counts as absent, since "responses:" with nothing behind it is. */
static inline struct lc_node lc_oa_get(struct lc_node n, const char *key)
{
    struct lc_node member = lc_child(n, key);
    if (lc_is(member.value, LC_NULL)) {
        member.value = NULL;
    }
    return member;
}

static inline struct lc_part lc_oa_words(const struct lc_part *parent, struct lc_str text)
{
    return (struct lc_part){.parent = parent, .kind = LC_PART_WORDS, .text = text};
}

/* ---- the comparisons, one file each */

/* openapi_operation.c: all operations of one kind, below `parent` for callbacks. */
ctr_status lc_oa_operations(struct lc_oa *oa, enum lc_oa_kind kind, const struct lc_part *parent,
                            struct lc_oa_pair container);
/* openapi_shadow.c: does an operation on a new path take over what an old template took? */
ctr_status lc_oa_shadow(struct lc_oa *oa, const struct lc_part *part, const struct lc_oa_op *op,
                        const struct lc_oa_ops *olds);
/* openapi_lifecycle.c: deprecation and sunset of operations and parameters, stability. */
ctr_status lc_oa_operation_life(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at);
ctr_status lc_oa_parameter_life(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at);
/* How something that is gone had announced it. */
enum lc_oa_notice { LC_OA_NOT_ANNOUNCED, LC_OA_ANNOUNCED, LC_OA_TOO_EARLY };
enum lc_oa_notice lc_oa_removal_notice(const struct lc_oa *oa, struct lc_node gone);
/* True for "draft" and "alpha": nobody was promised anything. */
bool lc_oa_unstable(struct lc_node operation);
/* openapi_parameter.c */
ctr_status lc_oa_parameters(struct lc_oa *oa, const struct lc_part *part,
                            const struct lc_oa_op *older, const struct lc_oa_op *newer);
/* openapi_body.c */
ctr_status lc_oa_body(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair operation);
/* Media types of a body, or of a response when `response`. */
ctr_status lc_oa_content(struct lc_oa *oa, bool response, const struct lc_part *part,
                         struct lc_oa_pair content);
/* openapi_encoding.c: true in *same if the fields of the two, which are of one media type, are
 * written alike as far as that is said outside of their schemas. */
ctr_status lc_oa_same_encoding(struct lc_oa *oa, struct lc_str media, struct lc_oa_pair at,
                               bool *same);
/* openapi_xml.c: the names of the elements of a body that is XML, where components give them. */
ctr_status lc_oa_xml_names(struct lc_oa *oa, const struct lc_part *part, struct lc_str media,
                           struct lc_oa_pair schema);
/* openapi_response.c */
ctr_status lc_oa_responses(struct lc_oa *oa, const struct lc_part *part,
                           struct lc_oa_pair operation);
/* openapi_header.c */
ctr_status lc_oa_headers(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair response);
/* openapi_kinds.c: what a schema lets through, LC_OA_SINGLE | … */
enum { LC_OA_SINGLE = 1, LC_OA_LIST = 2, LC_OA_FIELDS = 4 };
ctr_status lc_oa_kinds(struct lc_oa_doc *d, struct lc_node schema, unsigned *out);
/* Lists have one item at most, a single value, which is written as it would be without a list. */
ctr_status lc_oa_one_item(struct lc_oa_doc *d, struct lc_node schema, bool *out);
/* openapi_parameter.c: of what may be left out; `styled`: its value is a text. */
ctr_status lc_oa_defaults(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair schema,
                          bool styled);
/* openapi_field.c: fields of a form that is sent, which are texts as parameters are. What is told
 * of them is the same in *schema then. */
ctr_status lc_oa_fields(struct lc_oa *oa, const struct lc_part *part, struct lc_str media,
                        struct lc_oa_pair at, struct lc_oa_pair *schema);
/* openapi_single.c: how a single value is written in a style, ptr NULL where that is not sure; and
 * numbers or flags that became texts or the other way round, which is told there. */
struct lc_str lc_oa_written(const struct lc_value *value);
ctr_status lc_oa_single_values(struct lc_oa *oa, const struct lc_part *part, enum lc_site site,
                               struct lc_oa_pair schema, bool *told);
/* openapi_value.c: the schema of a parameter or header, also of one in a media type; and how the
 * value of one in `in` is written, and its schema. */
struct lc_node lc_oa_schema_of(struct lc_node p);
struct lc_oa_value_events {
    enum lc_oa_event style, explode_without_effect, content;
};
ctr_status lc_oa_value(struct lc_oa *oa, const struct lc_part *part, enum lc_site site,
                       struct lc_str in, struct lc_oa_pair at,
                       const struct lc_oa_value_events *events);
/* The two, which are path parameters at the same place, are told by their names on the wire. */
ctr_status lc_oa_name_is_written(struct lc_oa *oa, struct lc_oa_pair at, bool *out);
/* openapi_security.c */
ctr_status lc_oa_security(struct lc_oa *oa, const struct lc_part *part,
                          struct lc_oa_pair operation);
/* openapi_scheme.c: of the whole API; and those that one operation's old requirements name. */
ctr_status lc_oa_security_schemes(struct lc_oa *oa);
/* Which of them only go by another name now, into oa->renamed. */
ctr_status lc_oa_schemes_renamed(struct lc_oa *oa);
ctr_status lc_oa_scheme_use(struct lc_oa *oa, const struct lc_part *part,
                            struct lc_oa_pair security);
/* openapi_version.c: of the whole API, when everything else was told. */
ctr_status lc_oa_version(struct lc_oa *oa);
/* openapi_server.c */
ctr_status lc_oa_servers(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair servers);

/* ---- openapi_parts.c, openapi_has.c: addresses */

ctr_status lc_oa_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                       ctr_status (*fn)(void *user, const struct lc_part *part), void *user);
ctr_status lc_oa_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out);
/* The same whatever the case of names of headers, which become those of the document. */
ctr_status lc_oa_respell(struct lc_ctx *ctx, struct lc_spec *spec, char *part, bool *out);

#endif
