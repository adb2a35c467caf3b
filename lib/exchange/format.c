/* The tables of the records, and attributes as text and back. */
#include "exchange/format.h"

#include "base/time.h"
#include "domain/contract/contract.h"
#include "domain/ledger/period.h"
#include "domain/run/run.h"
#include "domain/timer/timer.h"

/* clang-format off */
#define AT(rec, member)              offsetof(struct rec, member)
#define TEXT(rec, name, member)      {name, LC_ATTR_TEXT, false, AT(rec, member), 0, NULL}
#define NEED(rec, name, member)      {name, LC_ATTR_TEXT, true, AT(rec, member), 0, NULL}
#define COUNT(rec, name, member, at) {name, LC_ATTR_INT, true, AT(rec, member), at, NULL}
#define WORD(rec, name, member, of)  {name, LC_ATTR_WORD, true, AT(rec, member), 0, of}
#define SHA(rec, name, member)       {name, LC_ATTR_SHA256, true, AT(rec, member), 0, NULL}
#define UUID(rec, name, member)      {name, LC_ATTR_UUID, true, AT(rec, member), 0, NULL}
#define TRUTH(rec, name, member)     {name, LC_ATTR_BOOL, true, AT(rec, member), 0, NULL}
#define SOME(rec, name, member)      {name, LC_ATTR_INT, false, AT(rec, member), 1, NULL}
#define MAYBE(rec, name, member)     {name, LC_ATTR_SHA256, false, AT(rec, member), 0, NULL}
#define MADE(rec, name, member)      {name, LC_ATTR_TIME, true, AT(rec, member), 0, NULL}
#define TIME(rec, name, member)      {name, LC_ATTR_TIME, false, AT(rec, member), 0, NULL}

static const struct lc_attr root_attrs[] = {
    COUNT(lc_rec_root, "format", format, 1),
};
static const struct lc_attr document_attrs[] = {
    SHA(lc_rec_document, "sha256", sha256),
    COUNT(lc_rec_document, "size", size, 0),
};
static const struct lc_attr contract_attrs[] = {
    NEED(lc_rec_contract, "team", team),
    NEED(lc_rec_contract, "name", name),
    WORD(lc_rec_contract, "type", type, lc_words_type),
    WORD(lc_rec_contract, "mode", mode, lc_words_mode),
    WORD(lc_rec_contract, "profile", profile, lc_words_profile),
    TEXT(lc_rec_contract, "owner-role", owner_role),
    TEXT(lc_rec_contract, "owner-agent", owner_agent),
    MADE(lc_rec_contract, "created-at", created_us),
    NEED(lc_rec_contract, "created-by", created_by),
};
static const struct lc_attr version_attrs[] = {
    UUID(lc_rec_version, "id", id),
    NEED(lc_rec_version, "label", label),
    WORD(lc_rec_version, "state", state, lc_words_state),
    WORD(lc_rec_version, "format", format, lc_words_format),
    COUNT(lc_rec_version, "revision", revision, 1),
    SHA(lc_rec_version, "document", document),
    TEXT(lc_rec_version, "base", base),
    TEXT(lc_rec_version, "superseded-by", superseded_by),
    TEXT(lc_rec_version, "reason", reason),
    TEXT(lc_rec_version, "break-reason", break_reason),
    MADE(lc_rec_version, "created-at", created_us),
    NEED(lc_rec_version, "created-by", created_by),
    TIME(lc_rec_version, "activated-at", activated_us),
    TIME(lc_rec_version, "deprecated-at", deprecated_us),
    TIME(lc_rec_version, "retired-at", retired_us),
    TIME(lc_rec_version, "sunset-at", sunset_us),
};
static const struct lc_attr file_attrs[] = {
    SHA(lc_rec_file, "document", document),
};
static const struct lc_attr evolution_attrs[] = {
    TEXT(lc_rec_evolution, "proposed", proposed),
    TRUTH(lc_rec_evolution, "sufficient", sufficient),
    WORD(lc_rec_evolution, "mode", mode, lc_words_mode),
    WORD(lc_rec_evolution, "profile", profile, lc_words_profile),
    WORD(lc_rec_evolution, "verdict", verdict, lc_words_verdict),
    WORD(lc_rec_evolution, "bump", bump, lc_words_bump),
    COUNT(lc_rec_evolution, "breaking", breaking, 0),
    COUNT(lc_rec_evolution, "undecided", undecided, 0),
    COUNT(lc_rec_evolution, "warning", warning, 0),
    COUNT(lc_rec_evolution, "info", info, 0),
    COUNT(lc_rec_evolution, "engine", engine, 1),
};
static const struct lc_attr earlier_attrs[] = {
    NEED(lc_rec_earlier, "version", version),
    COUNT(lc_rec_earlier, "engine", engine, 1),
};
static const struct lc_attr consumer_attrs[] = {
    NEED(lc_rec_consumer, "name", name),
    TEXT(lc_rec_consumer, "role", role),
    TEXT(lc_rec_consumer, "pin", pin),
    TEXT(lc_rec_consumer, "follows", follows),
    COUNT(lc_rec_consumer, "revision", revision, 1),
    MADE(lc_rec_consumer, "created-at", created_us),
    NEED(lc_rec_consumer, "created-by", created_by),
};
static const struct lc_attr ledger_attrs[] = {
    UUID(lc_rec_ledger, "id", id),
    NEED(lc_rec_ledger, "base", base),
    MADE(lc_rec_ledger, "created-at", created_us),
    NEED(lc_rec_ledger, "created-by", created_by),
};
static const struct lc_attr account_attrs[] = {
    NEED(lc_rec_account, "name", name),
    NEED(lc_rec_account, "currency", currency),
    TEXT(lc_rec_account, "opened", opened),
    TEXT(lc_rec_account, "closed", closed),
    TEXT(lc_rec_account, "lo", lo),
    TEXT(lc_rec_account, "hi", hi),
    COUNT(lc_rec_account, "limits-seq", limits_seq, 0),
    MADE(lc_rec_account, "created-at", created_us),
    NEED(lc_rec_account, "created-by", created_by),
};
static const struct lc_attr entry_attrs[] = {
    COUNT(lc_rec_entry, "seq", seq, 1),
    WORD(lc_rec_entry, "act", act, lc_words_entry_act),
    WORD(lc_rec_entry, "kind", kind, lc_words_entry_kind),
    NEED(lc_rec_entry, "effective", effective),
    NEED(lc_rec_entry, "booked", booked),
    MADE(lc_rec_entry, "recorded-at", recorded_us),
    NEED(lc_rec_entry, "actor", actor),
    TEXT(lc_rec_entry, "memo", memo),
    TEXT(lc_rec_entry, "cause-kind", cause_kind),
    TEXT(lc_rec_entry, "cause-id", cause_id),
    TEXT(lc_rec_entry, "key", key),
    TIME(lc_rec_entry, "expires-at", expires_us),
    SOME(lc_rec_entry, "reverses", reverses),
    SOME(lc_rec_entry, "resolves", resolves),
    TEXT(lc_rec_entry, "rate", rate),
    TEXT(lc_rec_entry, "rate-pair", rate_pair),
    TEXT(lc_rec_entry, "rate-source", rate_source),
    TEXT(lc_rec_entry, "rate-date", rate_date),
    SHA(lc_rec_entry, "hash", hash),
};
static const struct lc_attr posting_attrs[] = {
    NEED(lc_rec_posting, "account", account),
    NEED(lc_rec_posting, "amount", amount),
};
static const struct lc_attr evidence_attrs[] = {
    NEED(lc_rec_evidence, "link", link),
    MAYBE(lc_rec_evidence, "sha256", sha256),
};
static const struct lc_attr period_attrs[] = {
    NEED(lc_rec_period, "first", first),
    NEED(lc_rec_period, "last", last),
    WORD(lc_rec_period, "state", state, lc_words_period_state),
    COUNT(lc_rec_period, "closed-seq", closed_seq, 0),
    MADE(lc_rec_period, "closed-at", closed_us),
    NEED(lc_rec_period, "closed-by", closed_by),
    SOME(lc_rec_period, "seal-seq", seal_seq),
    MAYBE(lc_rec_period, "head", head),
    MAYBE(lc_rec_period, "root", root),
    TIME(lc_rec_period, "sealed-at", sealed_us),
    TEXT(lc_rec_period, "sealed-by", sealed_by),
};
static const struct lc_attr assessment_attrs[] = {
    COUNT(lc_rec_assessment, "n", n, 1),
};
static const struct lc_attr change_attrs[] = {
    NEED(lc_rec_change, "team", team),
    NEED(lc_rec_change, "name", name),
    NEED(lc_rec_change, "id", id),
    SHA(lc_rec_change, "document", document),
};
static const struct lc_attr dispute_attrs[] = {
    NEED(lc_rec_dispute, "team", team),
    NEED(lc_rec_dispute, "name", name),
    NEED(lc_rec_dispute, "id", id),
};
static const struct lc_attr timer_attrs[] = {
    NEED(lc_rec_timer, "team", team),
    NEED(lc_rec_timer, "name", name),
    WORD(lc_rec_timer, "kind", kind, lc_words_timer_subject),
    NEED(lc_rec_timer, "id", id),
};
static const struct lc_attr delegation_attrs[] = {
    NEED(lc_rec_delegation, "team", team),
    NEED(lc_rec_delegation, "name", name),
    NEED(lc_rec_delegation, "party", party),
    NEED(lc_rec_delegation, "to", to),
    NEED(lc_rec_delegation, "from", from),
    NEED(lc_rec_delegation, "until", until),
    MADE(lc_rec_delegation, "at", at_us),
    NEED(lc_rec_delegation, "actor", actor),
    TEXT(lc_rec_delegation, "reason", reason),
};
static const struct lc_attr clock_attrs[] = {
    NEED(lc_rec_clock, "team", team),
    NEED(lc_rec_clock, "name", name),
    NEED(lc_rec_clock, "slo", slo),
    NEED(lc_rec_clock, "subject", subject),
};
static const struct lc_attr stop_attrs[] = {
    NEED(lc_rec_stop, "team", team),
    NEED(lc_rec_stop, "name", name),
    NEED(lc_rec_stop, "trigger", trigger),
    COUNT(lc_rec_stop, "n", n, 1),
};
static const struct lc_attr meeting_attrs[] = {
    NEED(lc_rec_meeting, "team", team),       NEED(lc_rec_meeting, "name", name),
    NEED(lc_rec_meeting, "cadence", cadence), NEED(lc_rec_meeting, "day", day),
    COUNT(lc_rec_meeting, "n", n, 1),
};
static const struct lc_attr policy_attrs[] = {
    NEED(lc_rec_policy, "team", team),
    TEXT(lc_rec_policy, "name", name),
    COUNT(lc_rec_policy, "n", n, 1),
};
static const struct lc_attr build_attrs[] = {
    NEED(lc_rec_build, "team", team),
    NEED(lc_rec_build, "name", name),
    NEED(lc_rec_build, "consumer", consumer),
    NEED(lc_rec_build, "label", label),
};
static const struct lc_attr run_attrs[] = {
    NEED(lc_rec_run, "team", team),
    NEED(lc_rec_run, "name", name),
    NEED(lc_rec_run, "environment", environment),
    WORD(lc_rec_run, "kind", kind, lc_words_run_kind),
};
static const struct lc_attr journal_attrs[] = {
    UUID(lc_rec_journal, "origin", origin),
};
static const struct lc_attr event_attrs[] = {
    COUNT(lc_rec_event, "seq", seq, 1),
    MADE(lc_rec_event, "at", at_us),
    NEED(lc_rec_event, "kind", kind),
    NEED(lc_rec_event, "subject", subject),
    NEED(lc_rec_event, "actor", actor),
    SHA(lc_rec_event, "previous", previous),
    SHA(lc_rec_event, "hash", hash),
};

#define ATTRS(table) table, sizeof table / sizeof table[0]
#define NO_ATTRS     NULL, 0

const struct lc_record_type lc_record_types[LC_REC_COUNT] = {
    [LC_REC_ROOT] = {"contracts", NULL, LC_REC_ROOT, LC_CONTENT_NONE, NULL, true,
                     ATTRS(root_attrs)},
    [LC_REC_DOCUMENTS] = {"documents", NULL, LC_REC_ROOT, LC_CONTENT_NONE, NULL, true, NO_ATTRS},
    [LC_REC_DOCUMENT] = {"document", "documents", LC_REC_DOCUMENTS, LC_CONTENT_BYTES, "text", false,
                         ATTRS(document_attrs)},
    [LC_REC_CONTRACT] = {"contract", "contracts", LC_REC_ROOT, LC_CONTENT_NONE, NULL, false,
                         ATTRS(contract_attrs)},
    [LC_REC_METADATA] = {"metadata", NULL, LC_REC_CONTRACT, LC_CONTENT_JSON, NULL, true, NO_ATTRS},
    [LC_REC_VERSION] = {"version", "versions", LC_REC_CONTRACT, LC_CONTENT_NONE, NULL, false,
                        ATTRS(version_attrs)},
    [LC_REC_FILE] = {"file", "files", LC_REC_VERSION, LC_CONTENT_TEXT, "path", false,
                     ATTRS(file_attrs)},
    [LC_REC_EVOLUTION] = {"evolution", NULL, LC_REC_VERSION, LC_CONTENT_JSON, "comparison", true,
                          ATTRS(evolution_attrs)},
    [LC_REC_EARLIER] = {"earlier", "earlier", LC_REC_VERSION, LC_CONTENT_JSON, "comparison", false,
                        ATTRS(earlier_attrs)},
    [LC_REC_CONSUMER] = {"consumer", "consumers", LC_REC_CONTRACT, LC_CONTENT_NONE, NULL, false,
                         ATTRS(consumer_attrs)},
    [LC_REC_PART] = {"part", "parts", LC_REC_CONSUMER, LC_CONTENT_TEXT, NULL, false, NO_ATTRS},
    [LC_REC_LEDGER] = {"ledger", NULL, LC_REC_CONTRACT, LC_CONTENT_NONE, NULL, true,
                       ATTRS(ledger_attrs)},
    [LC_REC_ACCOUNT] = {"account", "accounts", LC_REC_LEDGER, LC_CONTENT_NONE, NULL, false,
                        ATTRS(account_attrs)},
    [LC_REC_ENTRY] = {"entry", "entries", LC_REC_LEDGER, LC_CONTENT_NONE, NULL, false,
                      ATTRS(entry_attrs)},
    [LC_REC_POSTING] = {"posting", "postings", LC_REC_ENTRY, LC_CONTENT_NONE, NULL, false,
                        ATTRS(posting_attrs)},
    [LC_REC_EVIDENCE] = {"evidence", "evidence", LC_REC_ENTRY, LC_CONTENT_NONE, NULL, false,
                         ATTRS(evidence_attrs)},
    [LC_REC_PERIOD] = {"period", "periods", LC_REC_LEDGER, LC_CONTENT_NONE, NULL, false,
                       ATTRS(period_attrs)},
    [LC_REC_ASSESSMENT] = {"assessment", "assessments", LC_REC_LEDGER, LC_CONTENT_JSON, "figures",
                           false, ATTRS(assessment_attrs)},
    [LC_REC_CHANGE] = {"change", "changes", LC_REC_ROOT, LC_CONTENT_JSON, "course", false,
                       ATTRS(change_attrs)},
    [LC_REC_DELEGATION] = {"delegation", "delegations", LC_REC_ROOT, LC_CONTENT_NONE, NULL, false,
                           ATTRS(delegation_attrs)},
    [LC_REC_DISPUTE] = {"dispute", "disputes", LC_REC_ROOT, LC_CONTENT_JSON, "story", false,
                        ATTRS(dispute_attrs)},
    [LC_REC_TIMER] = {"timer", "timers", LC_REC_ROOT, LC_CONTENT_JSON, "story", false,
                      ATTRS(timer_attrs)},
    [LC_REC_CLOCK] = {"clock", "clocks", LC_REC_ROOT, LC_CONTENT_JSON, "course", false,
                      ATTRS(clock_attrs)},
    [LC_REC_STOP] = {"stop", "stops", LC_REC_ROOT, LC_CONTENT_JSON, "course", false,
                     ATTRS(stop_attrs)},
    [LC_REC_MEETING] = {"meeting", "meetings", LC_REC_ROOT, LC_CONTENT_JSON, "course", false,
                        ATTRS(meeting_attrs)},
    [LC_REC_POLICY] = {"policy", "policies", LC_REC_ROOT, LC_CONTENT_JSON, "edition", false,
                       ATTRS(policy_attrs)},
    [LC_REC_BUILD] = {"build", "builds", LC_REC_ROOT, LC_CONTENT_JSON, "course", false,
                      ATTRS(build_attrs)},
    [LC_REC_RUN] = {"run", "runs", LC_REC_ROOT, LC_CONTENT_JSON, "course", false,
                    ATTRS(run_attrs)},
    [LC_REC_JOURNAL] = {"journal", "journals", LC_REC_ROOT, LC_CONTENT_NONE, NULL, false,
                        ATTRS(journal_attrs)},
    [LC_REC_EVENT] = {"event", "events", LC_REC_JOURNAL, LC_CONTENT_JSON, "body", false,
                      ATTRS(event_attrs)},
};
/* clang-format on */

_Static_assert(sizeof entry_attrs / sizeof entry_attrs[0] <= LC_ATTRS_MOST, "room for all");
_Static_assert(sizeof version_attrs / sizeof version_attrs[0] <= LC_ATTRS_MOST, "room for all");

static int64_t int_at(const void *at)
{
    int64_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static char *put_int(int64_t value, char scratch[LC_ATTR_SCRATCH])
{
    char *at = scratch + LC_ATTR_SCRATCH;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    *--at = '\0';
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) {
        *--at = '-';
    }
    return at;
}

static bool is_zero(const char *sha)
{
    static const struct lc_sha256 zero;
    return memcmp(sha, zero.bytes, LC_SHA256_BYTES) == 0;
}

const char *lc_attr_text(const struct lc_attr *attr, const void *body,
                         char scratch[LC_ATTR_SCRATCH])
{
    const char *at = (const char *)body + attr->offset;
    const char *text;
    int32_t word;

    switch (attr->kind) {
    case LC_ATTR_TEXT:
        memcpy(&text, at, sizeof text);
        return text;
    case LC_ATTR_INT:
        return attr->required || int_at(at) ? put_int(int_at(at), scratch) : NULL;
    case LC_ATTR_TIME:
        return int_at(at) ? lc_time_format(int_at(at), scratch) : NULL;
    case LC_ATTR_WORD:
        memcpy(&word, at, sizeof word);
        return lc_word_name(attr->words, word);
    case LC_ATTR_BOOL:
        memcpy(&word, at, sizeof word);
        return word ? "true" : "false";
    case LC_ATTR_SHA256:
        return attr->required || !is_zero(at) ? lc_hex(at, LC_SHA256_BYTES, scratch) : NULL;
    case LC_ATTR_UUID:
        break;
    }
    return lc_uuid_format((const struct lc_uuid *)(const void *)at, scratch);
}

/* Plain decimal digits without a leading zero. */
static bool read_int(struct lc_str text, int64_t *out)
{
    int64_t value = 0;

    if (text.len == 0 || text.len > 16 || (text.len > 1 && text.ptr[0] == '0')) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = value;
    return value <= LC_EXCHANGE_MOST;
}

static const char *take_int(const struct lc_attr *attr, struct lc_str text, void *to)
{
    int64_t value;

    if (!read_int(text, &value) || value < attr->least) {
        return attr->least ? "a whole number from 1 to 2^53 - 1"
                           : "a whole number from 0 to 2^53 - 1";
    }
    memcpy(to, &value, sizeof value);
    return NULL;
}

/* Only what lc_time_format makes: a re-export must not differ. */
static const char *take_time(struct lc_str text, void *to)
{
    char again[LC_TIME_TEXT];
    int64_t us;

    if (!lc_time_parse(text, false, &us) || us <= 0 ||
        !lc_str_is(text, lc_time_format(us, again))) {
        return "a time from 1970 to 9999 such as 2030-01-31T09:30:00.25Z, in UTC and without idle "
               "zeros";
    }
    memcpy(to, &us, sizeof us);
    return NULL;
}

static const char *take_word(struct lc_ctx *ctx, const struct lc_attr *attr, struct lc_str text,
                             void *to)
{
    const struct lc_word *first = attr->words->value ? attr->words : attr->words + 1;

    for (const struct lc_word *w = first; w->name; w++) {
        if (lc_str_is(text, w->name)) {
            memcpy(to, &w->value, sizeof w->value);
            return NULL;
        }
    }
    return lc_word_list(ctx, first);
}

static const char *take_bool(struct lc_str text, void *to)
{
    int32_t truth = lc_str_is(text, "true");

    if (!truth && !lc_str_is(text, "false")) {
        return "true or false";
    }
    memcpy(to, &truth, sizeof truth);
    return NULL;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Lower case only. An import has six a version: libsodium's reader, which takes the same time
 * whatever it reads, would be a twentieth of the whole. */
static bool read_sha(struct lc_str text, struct lc_sha256 *out)
{
    int bad = text.len != 2 * LC_SHA256_BYTES;

    for (size_t i = 0; i < LC_SHA256_BYTES && !bad; i++) {
        int high = hex_digit(text.ptr[2 * i]);
        int low = hex_digit(text.ptr[2 * i + 1]);
        bad = high < 0 || low < 0;
        out->bytes[i] = (unsigned char)(high * 16 + low);
    }
    return !bad;
}

static bool read_uuid(struct lc_str text, struct lc_uuid *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'F') {
            return false;
        }
    }
    return lc_uuid_parse(text, out);
}

static const char *take_text(struct lc_ctx *ctx, struct lc_str text, void *to)
{
    if (text.len && memchr(text.ptr, '\0', text.len)) {
        return "text without NUL";
    }
    const char *copy = lc_dup(ctx, text);
    memcpy(to, &copy, sizeof copy);
    return NULL;
}

const char *lc_attr_read(struct lc_ctx *ctx, const struct lc_attr *attr, struct lc_str text,
                         void *body)
{
    void *to = (char *)body + attr->offset;

    switch (attr->kind) {
    case LC_ATTR_TEXT:
        return take_text(ctx, text, to);
    case LC_ATTR_INT:
        return take_int(attr, text, to);
    case LC_ATTR_TIME:
        return take_time(text, to);
    case LC_ATTR_WORD:
        return take_word(ctx, attr, text, to);
    case LC_ATTR_BOOL:
        return take_bool(text, to);
    case LC_ATTR_SHA256:
        return read_sha(text, to) ? NULL : "64 lower-case hex digits";
    case LC_ATTR_UUID:
        break;
    }
    return read_uuid(text, to) ? NULL : "a UUID in lower case";
}

enum lc_record lc_record_child(enum lc_record parent, struct lc_str name)
{
    for (enum lc_record r = LC_REC_DOCUMENTS; r < LC_REC_COUNT; r++) {
        if (lc_record_types[r].parent == parent && lc_str_is(name, lc_record_types[r].name)) {
            return r;
        }
    }
    return LC_REC_ROOT;
}

bool lc_json_name_is(const char *name, struct lc_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        if (name[i] == '\0' || key.ptr[i] != (name[i] == '-' ? '_' : name[i])) {
            return false;
        }
    }
    return name[key.len] == '\0';
}
