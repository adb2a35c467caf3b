/*
 * Agent kinds: agent cards, tools, prompts and models. What they share: the parts that their reader
 * notes, schemas that stand inside them, and how a finding is said.
 */
#ifndef LC_SPEC_AGENT_H
#define LC_SPEC_AGENT_H

#include "spec/schema/schema.h"
#include "spec/spec.h"

/* A schema inside the document. */
struct lc_agent_site {
    const char *part; /* "tool search input" */
    struct lc_node schema;
};

/* What a document has to rely on; made when it is read. */
struct lc_agent {
    const char **parts; /* without those of the schemas */
    size_t count;
    size_t room;
    struct lc_agent_site *sites;
    size_t site_count;
    size_t site_room;
};

/* ---- agent_read.c: looking at a document */

/* INPUT unless the member `key` is missing or of the kind; *out NULL if it is missing. `what` says
 * what was expected: "an array of skills". */
ctr_status lc_agent_member(struct lc_ctx *ctx, struct lc_node object, const char *key,
                           enum lc_value_kind kind, const char *what, struct lc_node *out);
/* The same for a member that has to be there and, as a string, to hold something. */
ctr_status lc_agent_need(struct lc_ctx *ctx, struct lc_node object, const char *key,
                         enum lc_value_kind kind, const char *what, struct lc_node *out);
/* Items of `array`, objects each, by their string `key`; INPUT if one has none or comes twice.
 * `noun`: "skill". */
ctr_status lc_agent_index(struct lc_ctx *ctx, struct lc_node array, const char *key,
                          const char *noun, struct lc_map *out);
/* INPUT unless every item is a string. */
ctr_status lc_agent_strings(struct lc_ctx *ctx, struct lc_node array, const char *what);

/* ---- agent_part.c: parts */

/* A name as one word of a part: white space and control characters as %XX. NULL with NOMEM. */
const char *lc_agent_word(struct lc_ctx *ctx, struct lc_str name);
/* `format` with the word in its one %s, such as "skill %s". */
ctr_status lc_agent_note(struct lc_ctx *ctx, struct lc_agent *agent, const char *head,
                         struct lc_str name);
ctr_status lc_agent_site(struct lc_ctx *ctx, struct lc_agent *agent, const char *part,
                         struct lc_node schema);
/* Load the schemas noted so far, and those in $defs or definitions of the document. */
ctr_status lc_agent_load(struct lc_ctx *ctx, struct lc_spec *spec, const struct lc_agent *agent);
ctr_status lc_agent_parts(struct lc_ctx *ctx, struct lc_spec *spec, lc_part_fn fn, void *user);
ctr_status lc_agent_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out);

/* ---- agent_say.c: findings */

struct lc_agent_saying {
    enum lc_rule_id rule;
    ctr_level backward; /* INFO: does not break it */
    ctr_level forward;
    const char *part; /* NULL with NOMEM recorded */
    struct lc_node old;
    struct lc_node new;
    struct lc_str name; /* of what differs, for the fingerprint; may be empty */
};
ctr_status lc_agent_say(struct lc_cmp *c, const struct lc_agent_saying *s, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What a member means that is compared as a whole. */
struct lc_agent_words {
    const char *const *known; /* compared elsewhere; ends with NULL */
    const char *const *notes; /* words for people; ends with NULL */
    enum lc_rule_id note;     /* info */
    enum lc_rule_id other;    /* undecided */
};
/* Members of two objects that nothing else looks at. */
ctr_status lc_agent_rest(struct lc_cmp *c, const struct lc_agent_words *words, const char *part,
                         struct lc_node older, struct lc_node newer);

/* ---- agent_schema.c: schemas */

/* How a format calls what happens to a schema inside it. */
struct lc_agent_schema {
    bool input; /* what callers send; else what they get */
    /* Strict: that a property need no longer be given breaks who relies on it. */
    bool must_be_given;
    bool fills_in; /* a default stands in for what is left out, strict or not */
    enum lc_rule_id property_added, required_added, property_removed, became_required,
        became_optional, type_changed, enum_value_removed, narrowed, widened, changed, undecided,
        note;
};
/* The rules of a kind for what callers send, and for what they get: LC_RULE_MCP_SENT_ADDED ... */
#define LC_AGENT_RULES_SENT(kind)                                                                  \
    .input = true, .property_added = LC_RULE_##kind##_SENT_ADDED,                                  \
    .required_added = LC_RULE_##kind##_SENT_REQUIRED_ADDED,                                        \
    .property_removed = LC_RULE_##kind##_SENT_REMOVED,                                             \
    .became_required = LC_RULE_##kind##_SENT_BECAME_REQUIRED,                                      \
    .became_optional = LC_RULE_##kind##_SENT_BECAME_OPTIONAL,                                      \
    .type_changed = LC_RULE_##kind##_SENT_TYPE_CHANGED,                                            \
    .enum_value_removed = LC_RULE_##kind##_SENT_VALUE_REMOVED,                                     \
    .narrowed = LC_RULE_##kind##_SENT_NARROWED, .widened = LC_RULE_##kind##_SENT_WIDENED,          \
    .changed = LC_RULE_##kind##_SENT_CHANGED, .undecided = LC_RULE_##kind##_SENT_UNDECIDED,        \
    .note = LC_RULE_##kind##_SENT_NOTE
#define LC_AGENT_RULES_GOT(kind)                                                                   \
    .property_added = LC_RULE_##kind##_GOT_ADDED,                                                  \
    .property_removed = LC_RULE_##kind##_GOT_REMOVED,                                              \
    .type_changed = LC_RULE_##kind##_GOT_TYPE_CHANGED, .narrowed = LC_RULE_##kind##_GOT_NARROWED,  \
    .widened = LC_RULE_##kind##_GOT_WIDENED, .changed = LC_RULE_##kind##_GOT_CHANGED,              \
    .undecided = LC_RULE_##kind##_GOT_UNDECIDED, .note = LC_RULE_##kind##_GOT_NOTE

/* A comparison of two documents with schemas in them. */
struct lc_agent_cmp {
    struct lc_cmp *c;
    struct lc_node root[2]; /* by ctr_side */
    enum lc_dialect dialect[2];
};
struct lc_agent_cmp lc_agent_begin(struct lc_cmp *c, const struct lc_spec *older,
                                   const struct lc_spec *newer);
/* Both are there. `part` is where they stand, "tool search input". */
ctr_status lc_agent_compare_schema(const struct lc_agent_cmp *a,
                                   const struct lc_agent_schema *rules, const struct lc_part *part,
                                   struct lc_node older, struct lc_node newer);

#define LC_S(s) ((int)((s).len > 200 ? 200 : (s).len)), ((s).len ? (s).ptr : "")

#endif
