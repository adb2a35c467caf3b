/*
 * Import: records come in from one of two readers (import_xml.c, import_json.c), are checked as if
 * they came through the API, and are stored in one transaction. Nothing that grows with the file is
 * held in memory but what belongs to one contract.
 */
#ifndef LC_EXCHANGE_IMPORT_H
#define LC_EXCHANGE_IMPORT_H

#include "codec/base64.h"
#include "codec/pack.h"
#include "codec/value.h"
#include "db/blob.h"
#include "domain/consumer/consumer.h"
#include "domain/ledger/restore.h"
#include "exchange/format.h"
#include "exchange/result.h"

struct lc_import_wish {
    ctr_import_policy policy;
    const char *file; /* name for messages */
    ctr_read_fn read;
    void *user;
};

/* The reader's side: record a failure at the place being read. */
struct lc_import_reader {
    ctr_status (*fail)(void *user, ctr_status status, const char *message);
    void *user;
};

enum { LC_IMPORT_DEPTH = 8, LC_IMPORT_KEY = 272, LC_IMPORT_CACHE = 64 };

/* A record that is open. */
struct lc_import_frame {
    enum lc_record record;
    enum lc_record last; /* child that came last */
    struct lc_mark mark; /* of the scratch memory before it */
    union lc_rec body;
};

/* The document being read (import_document.c). */
struct lc_import_document {
    struct lc_rec_document rec;
    struct lc_sha256 last; /* hash of the one before */
    bool any;
    bool known;   /* in the store already: only its hash is checked */
    bool returns; /* holds a carriage return, so XML cannot hold it as text */
    bool raw;     /* on its way into the row unpacked, because packed it is too large for memory */
    int64_t got;
    int64_t written;
    int64_t packed;
    struct lc_hasher hasher;
    struct lc_buf buf; /* a small one whole; of a large one what waits to be hashed and packed */
    struct lc_packer *packer;
    struct lc_unpacker *unpacker;
    struct lc_db_blob blob;
    char **spool;      /* packed pieces */
    size_t spool_room; /* pieces that have memory */
};

/* A version that named a later one as its successor. */
struct lc_import_pending {
    int64_t rid;
    char label[132];
};

/* What the file says of a version that is not stored again. */
struct lc_import_said {
    char label[132];
    struct lc_sha256 document;
};

enum lc_import_mode {
    LC_IMPORT_NEW,   /* not in the store yet */
    LC_IMPORT_LEAVE, /* there already, to be left alone */
    LC_IMPORT_DRAFTS /* there already; its drafts are replaced */
};

/* The contract being read (import_contract.c, import_version.c, import_draft.c). Its records hold
 * their strings in scratch memory for as long as they are open. */
struct lc_import_contract {
    struct lc_rec_contract rec;
    char key[LC_IMPORT_KEY];  /* until it is read: of the one before */
    char team[LC_IMPORT_KEY]; /* as the team of the one before is spelled */
    struct lc_buf metadata;   /* empty: {} */
    bool settled;             /* it is known what becomes of it */
    enum lc_import_mode mode;
    struct lc_contract is;
    int64_t versions;
    bool active;
    bool ids_mixed; /* not all in order, so they are looked at once more */
    struct lc_uuid last_id;
    struct lc_buf pending; /* struct lc_import_pending */
    struct lc_rec_version version;
    int64_t version_rid; /* 0: not stored */
    bool evolved;
    struct lc_rec_evolution evolution;
    struct lc_buf last_path; /* of the file before, or last_part: for the order */
    struct lc_rec_consumer consumer;
    int64_t consumer_rid; /* 0: not stored */
    int64_t parts;
    /* in mode DRAFTS */
    struct lc_buf said;  /* struct lc_import_said */
    struct lc_buf kept;  /* rids of the drafts that the file has, too */
    struct lc_buf files; /* of the draft, as JSON for its event */
    int64_t changed;     /* drafts stored or withdrawn */
};

/* The ledger being read (import_ledger.c). */
struct lc_import_ledger {
    bool wanted; /* its contract is new */
    bool counted;
    struct ctr_ledger book;
    char id[LC_UUID_TEXT];
    struct lc_posting_run run;
    struct ctr_entry entry;
    struct lc_buf postings; /* struct lc_posting of the entry */
    struct lc_buf evidence; /* struct lc_evidence of it */
    int64_t last_day;       /* of the period before */
};

/* The journal being read (import_journal.c). */
struct lc_import_journal {
    char uuid[LC_UUID_TEXT]; /* also the one before, for the order */
    bool own;                /* of this very store */
    bool known;              /* some of it came with an earlier import */
    int64_t rid;             /* 0: not yet in the store */
    int64_t seq;             /* of the event before */
    int64_t at_us;
    struct lc_sha256 hash;
    struct {
        char key[LC_IMPORT_KEY];
        int64_t rid;
    } cache[LC_IMPORT_CACHE]; /* contracts by the hash of their key */
};

struct lc_import {
    struct lc_op *op;
    const struct lc_import_wish *wish;
    struct ctr_import_report *report;
    struct lc_import_reader reader;
    int64_t old_contract; /* highest rids before the import */
    int64_t old_document;
    bool replaced; /* documents from before may be of no use any more */
    struct lc_import_frame frames[LC_IMPORT_DEPTH];
    uint32_t depth;
    struct lc_buf content; /* of the innermost record, decoded */
    struct lc_base64 base64;
    bool coded;
    struct lc_import_document document;
    struct lc_import_contract contract;
    struct lc_import_ledger ledger;
    struct lc_import_journal journal;
};

/* Read everything, check, store, append store.imported. The strings of *report are scratch. */
ctr_status lc_import_run(struct lc_op *op, const struct lc_import_wish *wish,
                         struct ctr_import_report *report);

/* --- import.c: for the readers --- */

/* A child of the innermost record begins; its attributes may be read into scratch memory next. */
ctr_status lc_import_enter(struct lc_import *im, enum lc_record record);
/* Its attributes are there; `coded`: its content comes in base64. */
ctr_status lc_import_open(struct lc_import *im, const union lc_rec *body, bool coded);
ctr_status lc_import_content(struct lc_import *im, struct lc_str text);
ctr_status lc_import_close(struct lc_import *im);
/* A reader's attribute: by name, `json` for that spelling. -1 if the record has none of it. */
int lc_import_attr(enum lc_record record, struct lc_str name, bool json);
/* Read one attribute; INPUT at the place if it is bad. */
ctr_status lc_import_take(struct lc_import *im, const struct lc_attr *attr, struct lc_str text,
                          union lc_rec *body);
/* INPUT if a required one is not in the set of those seen. */
ctr_status lc_import_complete(struct lc_import *im, enum lc_record record, uint32_t seen);
/* NEWER for a format that a later library wrote. */
ctr_status lc_import_check_format(struct lc_import *im, struct lc_str format);

/* --- import_input.c: the bytes --- */

enum { LC_IMPORT_BLOCK = 64 << 10 };

struct lc_import_input {
    struct lc_import *im;
    struct lc_gzip_reader *gzip;
    struct lc_hasher hasher; /* over the bytes as they come, before any expansion */
    char *block;             /* LC_IMPORT_BLOCK bytes */
    size_t size;             /* of what stands in it */
    uint64_t done;
};

/* Find out what it is, and let one of the readers take it to its end. */
ctr_status lc_import_read(struct lc_import *im);
/* The next bytes into the block; in->size is 0 at the end. */
ctr_status lc_import_next(struct lc_import_input *in);
/* The two readers; the first bytes stand in the block. */
ctr_status lc_import_xml(struct lc_import *im, struct lc_import_input *in);
ctr_status lc_import_json(struct lc_import *im, struct lc_import_input *in);

/* --- for the files that store --- */

/* Record a failure at the place being read; status INPUT unless another is meant. */
ctr_status lc_import_fail(struct lc_import *im, ctr_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* What a check of another room says of the input, at the place being read: ARGUMENT and INPUT
 * become INPUT, LIMIT stays. */
ctr_status lc_import_at(struct lc_import *im, ctr_status status);
#define LC_TRY_AT(im, expr) LC_TRY(lc_import_at(im, expr))
/* The content as a JSON tree; INPUT at the place. */
ctr_status lc_import_tree(struct lc_import *im, const char *what, struct lc_doc *doc);

ctr_status lc_import_document_open(struct lc_import *im, const struct lc_rec_document *rec);
ctr_status lc_import_document_bytes(struct lc_import *im, struct lc_str bytes);
ctr_status lc_import_document_close(struct lc_import *im);
void lc_import_document_end(struct lc_import *im);
/* Row of a document by hash; INPUT if there is none. */
ctr_status lc_import_document_find(struct lc_import *im, const struct lc_sha256 *sha,
                                   const char *what, int64_t *rid, int64_t *size);

ctr_status lc_import_contract_open(struct lc_import *im, const struct lc_rec_contract *rec);
/* Find out what becomes of the contract, and store it if it is new: before its first child that is
 * stored, and at its end. */
ctr_status lc_import_contract_settle(struct lc_import *im);
ctr_status lc_import_contract_close(struct lc_import *im);
ctr_status lc_import_metadata_close(struct lc_import *im);
ctr_status lc_import_consumer_open(struct lc_import *im, const struct lc_rec_consumer *rec);
ctr_status lc_import_part_close(struct lc_import *im);
void lc_import_contract_begin(struct lc_import *im);
void lc_import_contract_end(struct lc_import *im);
/* The content must come after what is in `last`, bytewise; it takes its place. */
ctr_status lc_import_ascending(struct lc_import *im, struct lc_buf *last, const char *what);

ctr_status lc_import_version_open(struct lc_import *im, const struct lc_rec_version *rec);
ctr_status lc_import_version_close(struct lc_import *im);
ctr_status lc_import_file_close(struct lc_import *im, const struct lc_rec_file *rec);
/* What is wrong with a comparison, whatever was said of it; NULL if nothing is. */
const char *lc_import_diff_fault(const struct ctr_diff *d);
ctr_status lc_import_earlier_close(struct lc_import *im, const struct lc_rec_earlier *rec);
ctr_status lc_import_evolution_close(struct lc_import *im, const struct lc_rec_evolution *rec);
/* At the end of the contract: successors that never came, ids that came twice. */
ctr_status lc_import_versions_end(struct lc_import *im);
/* A version of the contract by its label, rid 0 if there is none. `exact`: it is written the
 * same. */
struct lc_import_found {
    int64_t rid;
    bool exact;
    ctr_state state;
    struct lc_sha256 document;
};
ctr_status lc_import_label(struct lc_import *im, const char *label, struct lc_import_found *out);
/* A name that somebody has: text, not empty. */
ctr_status lc_import_actor(struct lc_import *im, const char *actor);
/* Insert im->contract.version. */
ctr_status lc_import_version_insert(struct lc_import *im, int64_t base_rid);

/* Versions of a contract whose drafts are replaced. What becomes of the file's drafts is told in
 * our own journal, because the state of the contract follows from that and not from the file's. */
ctr_status lc_import_draft_open(struct lc_import *im);
ctr_status lc_import_draft_file(struct lc_import *im, const struct lc_rec_file *rec);
ctr_status lc_import_draft_close(struct lc_import *im);
ctr_status lc_import_drafts_end(struct lc_import *im);

void lc_import_ledger_begin(struct lc_import *im);
void lc_import_ledger_end(struct lc_import *im);
ctr_status lc_import_ledger_open(struct lc_import *im, const struct lc_rec_ledger *rec);
ctr_status lc_import_ledger_close(struct lc_import *im);
ctr_status lc_import_account_open(struct lc_import *im, const struct lc_rec_account *rec);
/* Before an entry begins: its accounts are known, in scratch memory of the ledger. */
ctr_status lc_import_ledger_accounts(struct lc_import *im);
ctr_status lc_import_entry_open(struct lc_import *im, const struct lc_rec_entry *rec);
ctr_status lc_import_posting_open(struct lc_import *im, const struct lc_rec_posting *rec);
ctr_status lc_import_evidence_open(struct lc_import *im, const struct lc_rec_evidence *rec);
ctr_status lc_import_entry_close(struct lc_import *im);
ctr_status lc_import_period_open(struct lc_import *im, const struct lc_rec_period *rec);
/* import_assess.c: one behind the periods of its ledger; and in the end, whether all follow. */
ctr_status lc_import_assessment_close(struct lc_import *im, const struct lc_rec_assessment *rec);
ctr_status lc_import_assessments_check(struct lc_import *im, const struct lc_contract *c,
                                       const struct ctr_ledger *book);
/* In the end, when the events are there, too: every invariant of every ledger that came. */
ctr_status lc_import_ledgers_check(struct lc_import *im);
ctr_status lc_import_change_close(struct lc_import *im, const struct lc_rec_change *rec);
ctr_status lc_import_stop_close(struct lc_import *im, const struct lc_rec_stop *rec);
ctr_status lc_import_policy_close(struct lc_import *im, const struct lc_rec_policy *rec);
ctr_status lc_import_meeting_close(struct lc_import *im, const struct lc_rec_meeting *rec);
ctr_status lc_import_build_close(struct lc_import *im, const struct lc_rec_build *rec);
ctr_status lc_import_run_close(struct lc_import *im, const struct lc_rec_run *rec);
ctr_status lc_import_clock_close(struct lc_import *im, const struct lc_rec_clock *rec);
/* The same for a contract of any type. */
ctr_status lc_import_any(struct lc_import *im, const char *team, const char *name,
                         struct lc_contract *c);
/* A master contract of the file; rid 0 if it was there before, and is left alone. */
ctr_status lc_import_master(struct lc_import *im, const char *team, const char *name,
                            struct lc_contract *c);
/* The content by a shape, into the zeroed `body`; INPUT at the place. */
ctr_status lc_import_shape(struct lc_import *im, const char *what, const struct lc_shape *shape,
                           void *body);
ctr_status lc_import_delegation_open(struct lc_import *im, const struct lc_rec_delegation *rec);
ctr_status lc_import_dispute_close(struct lc_import *im, const struct lc_rec_dispute *rec);
ctr_status lc_import_timer_close(struct lc_import *im, const struct lc_rec_timer *rec);

ctr_status lc_import_journal_open(struct lc_import *im, const struct lc_rec_journal *rec);
ctr_status lc_import_journal_close(struct lc_import *im);
ctr_status lc_import_event_close(struct lc_import *im, const struct lc_rec_event *rec);

#endif
