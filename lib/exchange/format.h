/*
 * The records of an export, described once for XML and JSON and for both directions: what stands in
 * what, in which order, with which attributes. doc/schema/contracts.xsd says the same to others.
 *
 * In XML a record is an element; in JSON an object in the array `list` of its parent, or, without
 * `list`, a member called like the element. '-' in a name is '_' in JSON.
 */
#ifndef LC_EXCHANGE_FORMAT_H
#define LC_EXCHANGE_FORMAT_H

#include "base/ctx.h"
#include "base/sha256.h"
#include "base/shape.h"
#include "base/uuid.h"

#define LC_EXCHANGE_NAMESPACE "urn:libcontracts:1"

enum { LC_EXCHANGE_FORMAT = 1 };
/* The largest number: what JSON readers everywhere can hold. */
#define LC_EXCHANGE_MOST INT64_C(9007199254740991)

/* Siblings come in this order. */
enum lc_record {
    LC_REC_ROOT,
    LC_REC_DOCUMENTS, /* an element around the documents; nothing of its own in JSON */
    LC_REC_DOCUMENT,
    LC_REC_CONTRACT,
    LC_REC_METADATA,
    LC_REC_VERSION,
    LC_REC_FILE,
    LC_REC_EVOLUTION,
    LC_REC_EARLIER,
    LC_REC_CONSUMER,
    LC_REC_PART,
    LC_REC_LEDGER,
    LC_REC_ACCOUNT,
    LC_REC_ENTRY,
    LC_REC_POSTING,
    LC_REC_EVIDENCE,
    LC_REC_PERIOD,
    LC_REC_ASSESSMENT,
    LC_REC_CHANGE,
    LC_REC_DELEGATION,
    LC_REC_DISPUTE,
    LC_REC_TIMER,
    LC_REC_CLOCK,
    LC_REC_STOP,
    LC_REC_MEETING,
    LC_REC_POLICY,
    LC_REC_BUILD,
    LC_REC_RUN,
    LC_REC_JOURNAL,
    LC_REC_EVENT,
    LC_REC_COUNT
};

enum lc_attr_kind {
    LC_ATTR_TEXT,   /* const char *, NULL = absent */
    LC_ATTR_INT,    /* int64_t from `least` to LC_EXCHANGE_MOST; not required: 0 = absent */
    LC_ATTR_TIME,   /* int64_t microseconds, 0 = absent */
    LC_ATTR_WORD,   /* int32_t wide enum */
    LC_ATTR_BOOL,   /* int32_t */
    LC_ATTR_SHA256, /* struct lc_sha256; not required: zeros = absent */
    LC_ATTR_UUID    /* struct lc_uuid */
};

struct lc_attr {
    const char *name;
    enum lc_attr_kind kind;
    bool required;
    uint32_t offset;
    int64_t least;
    const struct lc_word *words;
};

/* What stands between the tags besides other records. */
enum lc_content_kind {
    LC_CONTENT_NONE,
    LC_CONTENT_BYTES, /* any bytes: text or base64 */
    LC_CONTENT_TEXT,  /* UTF-8; base64 where XML cannot hold it */
    LC_CONTENT_JSON   /* JSON, in JSON a value; base64 in XML where XML cannot hold it */
};

struct lc_record_type {
    const char *name;
    const char *list; /* NULL = a single member */
    enum lc_record parent;
    enum lc_content_kind content;
    const char *member; /* of the content in JSON; NULL = the record is its content */
    bool once;          /* at most one in its parent */
    const struct lc_attr *attrs;
    size_t count;
};

enum { LC_ATTRS_MOST = 20 };

extern const struct lc_record_type lc_record_types[LC_REC_COUNT];

struct lc_rec_root {
    int64_t format;
};

struct lc_rec_document {
    struct lc_sha256 sha256;
    int64_t size;
};

struct lc_rec_contract {
    const char *team;
    const char *name;
    int32_t type;
    int32_t mode;
    int32_t profile;
    const char *owner_role;
    const char *owner_agent;
    int64_t created_us;
    const char *created_by;
};

struct lc_rec_version {
    struct lc_uuid id;
    const char *label;
    int32_t state;
    int32_t format;
    int64_t revision;
    struct lc_sha256 document;
    const char *base;
    const char *superseded_by;
    const char *reason;
    const char *break_reason;
    int64_t created_us;
    const char *created_by;
    int64_t activated_us;
    int64_t deprecated_us;
    int64_t retired_us;
    int64_t sunset_us;
};

struct lc_rec_file { /* content: the path */
    struct lc_sha256 document;
};

struct lc_rec_evolution { /* content: the comparison */
    const char *proposed;
    int32_t sufficient;
    int32_t mode;
    int32_t profile;
    int32_t verdict;
    int32_t bump;
    int64_t breaking;
    int64_t undecided;
    int64_t warning;
    int64_t info;
    int64_t engine;
};

struct lc_rec_earlier { /* content: the comparison with that version */
    const char *version;
    int64_t engine;
};

struct lc_rec_consumer {
    const char *name;
    const char *role;
    const char *pin;
    const char *follows;
    int64_t revision;
    int64_t created_us;
    const char *created_by;
};

struct lc_rec_ledger {
    struct lc_uuid id;
    const char *base;
    int64_t created_us;
    const char *created_by;
};

struct lc_rec_account {
    const char *name;
    const char *currency;
    const char *opened; /* dates; amounts in major units */
    const char *closed;
    const char *lo;
    const char *hi;
    int64_t limits_seq;
    int64_t created_us;
    const char *created_by;
};

struct lc_rec_entry {
    int64_t seq;
    int32_t act;
    int32_t kind;
    const char *effective;
    const char *booked;
    int64_t recorded_us;
    const char *actor;
    const char *memo;
    const char *cause_kind;
    const char *cause_id;
    const char *key;
    int64_t expires_us;
    int64_t reverses;
    int64_t resolves;
    const char *rate;
    const char *rate_pair;
    const char *rate_source;
    const char *rate_date;
    struct lc_sha256 hash;
};

struct lc_rec_posting {
    const char *account;
    const char *amount;
};

struct lc_rec_evidence {
    const char *link;
    struct lc_sha256 sha256;
};

struct lc_rec_period {
    const char *first;
    const char *last;
    int32_t state;
    int64_t closed_seq;
    int64_t closed_us;
    const char *closed_by;
    int64_t seal_seq;
    struct lc_sha256 head;
    struct lc_sha256 root;
    int64_t sealed_us;
    const char *sealed_by;
};

struct lc_rec_assessment {
    int64_t n;
};
struct lc_rec_change { /* content: its course */
    const char *team;
    const char *name;
    const char *id;
    struct lc_sha256 document;
};

struct lc_rec_dispute { /* content: its story */
    const char *team;
    const char *name;
    const char *id;
};

struct lc_rec_timer { /* content: its story */
    const char *team;
    const char *name;
    int32_t kind;
    const char *id;
};

struct lc_rec_delegation {
    const char *team;
    const char *name;
    const char *party;
    const char *to;
    const char *from;
    const char *until;
    int64_t at_us;
    const char *actor;
    const char *reason;
};

struct lc_rec_clock { /* content: its cycles */
    const char *team;
    const char *name;
    const char *slo;
    const char *subject;
};

struct lc_rec_meeting { /* content: what was recorded */
    const char *team;
    const char *name;
    const char *cadence;
    const char *day;
    int64_t n;
};

struct lc_rec_policy { /* content: an edition */
    const char *team;
    const char *name; /* NULL: of the team */
    int64_t n;
};

struct lc_rec_build { /* content: what was recorded */
    const char *team;
    const char *name;
    const char *consumer;
    const char *label;
};

struct lc_rec_run { /* content: its course */
    const char *team;
    const char *name;
    const char *environment;
    int32_t kind;
};

struct lc_rec_stop { /* content: its course */
    const char *team;
    const char *name;
    const char *trigger;
    int64_t n;
};

struct lc_rec_journal {
    struct lc_uuid origin;
};

struct lc_rec_event { /* content: the body */
    int64_t seq;
    int64_t at_us;
    const char *kind;
    const char *subject;
    const char *actor;
    struct lc_sha256 previous;
    struct lc_sha256 hash;
};

/* Any of them. */
union lc_rec {
    struct lc_rec_root root;
    struct lc_rec_document document;
    struct lc_rec_contract contract;
    struct lc_rec_version version;
    struct lc_rec_file file;
    struct lc_rec_evolution evolution;
    struct lc_rec_earlier earlier;
    struct lc_rec_consumer consumer;
    struct lc_rec_ledger ledger;
    struct lc_rec_account account;
    struct lc_rec_entry entry;
    struct lc_rec_posting posting;
    struct lc_rec_evidence evidence;
    struct lc_rec_period period;
    struct lc_rec_assessment assessment;
    struct lc_rec_change change;
    struct lc_rec_delegation delegation;
    struct lc_rec_dispute dispute;
    struct lc_rec_timer timer;
    struct lc_rec_clock clock;
    struct lc_rec_stop stop;
    struct lc_rec_meeting meeting;
    struct lc_rec_policy policy;
    struct lc_rec_build build;
    struct lc_rec_run run;
    struct lc_rec_journal journal;
    struct lc_rec_event event;
};

enum { LC_ATTR_SCRATCH = 72 };

/* The text of an attribute, NULL if it is absent; numbers and the like are made in `scratch`. */
const char *lc_attr_text(const struct lc_attr *attr, const void *body,
                         char scratch[LC_ATTR_SCRATCH]);
/* The reverse, strict: only the text that lc_attr_text makes. Returns what was wanted where it is
 * something else, NULL if all is well (or NOMEM was recorded). Texts go to scratch memory; whether
 * they are good names and the like is not looked at. */
const char *lc_attr_read(struct lc_ctx *ctx, const struct lc_attr *attr, struct lc_str text,
                         void *body);
/* The child of that element name, LC_REC_ROOT if there is none. */
enum lc_record lc_record_child(enum lc_record parent, struct lc_str name);
/* Is `key` the JSON spelling of `name`? */
bool lc_json_name_is(const char *name, struct lc_str key);

#endif
