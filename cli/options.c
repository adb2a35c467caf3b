/*
 * Every option of the program. The value's presence is the same for all commands, so a command line
 * can be split before its command is known, and global options may stand anywhere.
 */
#include "cli.h"

#include <string.h>

const struct option_row cli_options[] = {
    {OPT_DB, "db", "FILE", "the store; default $CONTRACTS_DB, else ./contracts.db", OPT_IS_GLOBAL},
    {OPT_ACTOR, "actor", "NAME", "who does it; default $CONTRACTS_ACTOR, else the login name",
     OPT_IS_GLOBAL},
    {OPT_FORMAT, "format", "FORMAT", "form of the result; each command names those it knows",
     OPT_IS_GLOBAL},
    {OPT_OUTPUT, "output", "FILE",
     "write the result to FILE instead of standard output; it appears whole or not at all",
     OPT_IS_GLOBAL},
    {OPT_COLOR, "color", "WHEN",
     "auto, always or never; auto is a terminal without NO_COLOR in its environment",
     OPT_IS_GLOBAL},
    {OPT_NOW, "now", "TIME", "act at this instant (RFC 3339) instead of the clock's",
     OPT_IS_GLOBAL},
    {OPT_SEED, "seed", "N",
     "derive ids from N and --now instead of chance; only for reproducible examples",
     OPT_IS_GLOBAL},
    {OPT_DEADLINE, "deadline", "MS", "longest wait for another writer; default 5000",
     OPT_IS_GLOBAL},
    {OPT_HELP, "help", NULL, "explain the command", OPT_IS_GLOBAL},
    {OPT_VERSION, "version", NULL, "name the version", OPT_IS_GLOBAL},
    {OPT_ACCOUNT, "account", "NAME", "only entries with a posting to this account", 0},
    {OPT_ADD, "add", "N", "the date of the N-th working day after it, before it with -N", 0},
    {OPT_AFTER, "after", "CURSOR", "begin behind this place, as named by the page before", 0},
    {OPT_ALL, "all", NULL, "all pages, not only one", 0},
    {OPT_ACCEPT_UNDECIDED, "allow-undecided", NULL,
     "count an undecided verdict as compatible in the exit code", 0},
    {OPT_UNKNOWN_PARTS, "allow-unknown-parts", NULL, "keep parts that the version does not have",
     0},
    {OPT_AMOUNT, "amount", "AMOUNT", "settle so much of both postings; default: all", 0},
    {OPT_AS, "as", "FORMAT",
     "language of the document: openapi, json-schema, opaque, master or sow; default: found out", 0},
    {OPT_AS_OF, "as-of", "DATE", "as things stood on this day; default: now", 0},
    {OPT_BACKLOG, "backlog", "FILE",
     "items instead of the document's own: CSV with a column 'id', or a list in JSON or YAML", 0},
    {OPT_BASE, "base", "DIR",
     "where files named by $ref are found; default: the directory of the document", 0},
    {OPT_BREAKING, "breaking", "N", "registered consumers that the change breaks; default 0", 0},
    {OPT_BY, "by", "WHICH", "the date that --as-of goes by: booked, effective or recorded", 0},
    {OPT_CALENDAR, "calendar", "ID", "which one, where the file has several", 0},
    {OPT_CAUSE, "cause", "KIND:ID", "what the entry comes from, such as change:CR-7", 0},
    {OPT_CHANGE, "change", NULL, "change the limits or the closing of an account that is there", 0},
    {OPT_CLOSED, "closed", "DATE", "first day it takes no entry any more", 0},
    {OPT_CONSUMER, "consumer", "NAME", "only this consumer", 0},
    {OPT_CONTRACT, "contract", "TEAM/NAME", "only this contract", 0},
    {OPT_COUNT, "count", "N", "end after N events", 0},
    {OPT_CURRENCY, "currency", "CODE", "ISO 4217 code of the currency", 0},
    {OPT_DATE, "date", "DATE", "day it is effective; default: today, UTC", 0},
    {OPT_DECLARE_BREAK, "declare-break", "REASON", "the break is meant; the reason is recorded", 0},
    {OPT_DRY_RUN, "dry-run", NULL, "do everything and keep nothing", 0},
    {OPT_EFFECTIVE, "effective", NULL, "also what holds by default where the document is silent", 0},
    {OPT_END, "end", "TIME", "the later instant; default: now", 0},
    {OPT_EVIDENCE, "evidence", "LINK",
     "link to evidence, may be repeated; LINK#sha256:HEX names the content, too", OPT_REPEATS},
    {OPT_EXPIRES, "expires", "TIME", "when a pending entry lapses", 0},
    {OPT_FAIL_ON, "fail-on", "LEVEL",
     "exit 1 on findings of this level or worse: breaking, undecided or warning", 0},
    {OPT_FORCE, "force", NULL, "overrule sunset and consumers; needs --reason", 0},
    {OPT_FROM, "from", "DATE", "the first day", 0},
    {OPT_GOAL, "goal", "SPAN", "working time, such as 60m, 8h or 1h30m", 0},
    {OPT_GZIP, "gzip", NULL, "compress; also by an --output that ends in .gz", 0},
    {OPT_HI, "hi", "AMOUNT", "greatest balance", 0},
    {OPT_IF_ABSENT, "if-absent", NULL, "no failure if it is there already", 0},
    {OPT_IF_REVISION, "if-revision", "N", "only if the version is at this revision", 0},
    {OPT_KEY, "key", "KEY", "idempotency key: posted once, however often it is sent", 0},
    {OPT_KIND, "kind", "KIND",
     "only this kind, such as version.activated; a family ends in a point: version.", 0},
    {OPT_LABEL, "label", "LABEL", "label of the version", 0},
    {OPT_LATE, "late", NULL, "if its period is closed, book it on the first open day", 0},
    {OPT_LIMIT, "limit", "N", "items of a page, 1 to 1000; default 100", 0},
    {OPT_LO, "lo", "AMOUNT", "least balance", 0},
    {OPT_MAN, "man", NULL, "the manual page in roff", OPT_HIDDEN},
    {OPT_MASTER, "master", "FILE", "the master contract; - is standard input", 0},
    {OPT_MAX_BYTES, "max-bytes", "SIZE", "largest document, with K, M or G; default 256M", 0},
    {OPT_MAX_DEPTH, "max-depth", "N", "deepest nesting of a document, at most 10000; default 512",
     0},
    {OPT_MEMO, "memo", "TEXT", "one line about it", 0},
    {OPT_METADATA, "metadata", "JSON", "a JSON object, or @FILE to read it from a file", 0},
    {OPT_MINOR_BUDGET, "minor-budget-pct", "N",
     "percent moved by the minor changes since the last major one; default 0", 0},
    {OPT_MINOR_SLIP, "minor-slip", "N", "their slip, in the master's unit; default 0", 0},
    {OPT_MODE, "mode", "MODE", "what an edition must keep: backward, forward, full or none", 0},
    {OPT_NO_LIMITS, "no-limits", NULL, "take the limits away", 0},
    {OPT_ORIGIN, "origin", "UUID", "the imported journal of that store instead of our own", 0},
    {OPT_OWNER_AGENT, "owner-agent", "AGENT", "agent that owns the contract", 0},
    {OPT_OWNER_ROLE, "owner-role", "ROLE", "role that owns the contract", 0},
    {OPT_PARTS, "parts", NULL, "print its parts, one a line, as consumers name them", 0},
    {OPT_PATH, "path", "FILE", "a file the document refers to, by its relative path", 0},
    {OPT_PENDING, "pending", NULL, "only those that are pending now", 0},
    {OPT_PIN, "pin", "RANGE", "label or range it stays on; default: follows the active version", 0},
    {OPT_POLICY, "policy", "POLICY",
     "for contracts that are there already: fail, skip or replace-drafts; default fail", 0},
    {OPT_POSTING, "posting", "POSTING",
     "'ACCOUNT AMOUNT', repeated; debit above zero, credit below; one may go without an amount",
     OPT_REPEATS},
    {OPT_PREFIX, "prefix", "TEXT", "only names that begin so", 0},
    {OPT_PROFILE, "profile", "PROFILE",
     "how strictly data is read: strict or tolerant; default by the language", 0},
    {OPT_RATE, "rate", "NUMBER", "units of the second currency for one of the first", 0},
    {OPT_RATE_DATE, "rate-date", "DATE", "day of the rate", 0},
    {OPT_RATE_PAIR, "rate-pair", "PAIR", "currencies of the rate, such as GBP/EUR", 0},
    {OPT_RATE_SOURCE, "rate-source", "TEXT", "who says so", 0},
    {OPT_REASON, "reason", "TEXT", "why; recorded in the journal", 0},
    {OPT_REPLAY, "replay", NULL, "also rebuild the state from the events and compare", 0},
    {OPT_ROLE, "role", "ROLE", "role of the consumer", 0},
    {OPT_RULE, "rule", "FILE", "the share rule, JSON or YAML; - is standard input", 0},
    {OPT_START, "start", "TIME",
     "RFC 3339, or a local time of the calendar's zone such as 2026-11-23T16:30; default: now", 0},
    {OPT_STATE, "state", "STATE",
     "only this state of the version shown: draft, active, deprecated or retired", 0},
    {OPT_SUNSET, "sunset", "DATE", "when it stops being served: a date or RFC 3339 time", 0},
    {OPT_TARGET, "target", "AMOUNT",
     "what percentages of the budget are of; default: the target in the master's incentives", 0},
    {OPT_TEAM, "team", "TEAM", "only this team", 0},
    {OPT_TO, "to", "DATE", "booked on this day or earlier", 0},
    {OPT_TYPE, "type", "TYPE",
     "rest-api, message-queue, database-schema, phase-transition, data-format, event, master or "
     "sow",
     0},
    {OPT_UNTIL_IDLE, "until-idle", "MS", "end when nothing happened for so long", 0},
    {OPT_USES, "uses", "PART",
     "a part it uses, may be repeated; @FILE reads one a line; default: everything", OPT_REPEATS},
    {OPT_ZONES, "zones", "DIR", "data of time zones; default /usr/share/zoneinfo", 0},
    {OPT_NONE, NULL, NULL, NULL, 0},
};

const struct option_row *cli_option(enum opt id)
{
    for (const struct option_row *row = cli_options; row->name; row++) {
        if (row->id == id) {
            return row;
        }
    }
    return NULL;
}

const struct option_row *cli_option_by_name(const char *name, size_t size)
{
    for (const struct option_row *row = cli_options; row->name; row++) {
        if (strlen(row->name) == size && memcmp(row->name, name, size) == 0) {
            return row;
        }
    }
    return NULL;
}
