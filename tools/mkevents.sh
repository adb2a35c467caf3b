#!/bin/sh
# Writes doc/events.md from lib/domain/event/kinds.def and the table of bodies below.
#
#   tools/mkevents.sh > doc/events.md
#   tools/mkevents.sh --bodies              KIND and its members, one pair a line
#
# tests/docs/t_events.sh plays every kind and compares the members with what was really written.
cd "${CTR_SRCDIR:-$(dirname "$0")/..}" || exit 1

# KIND SUBJECT MEMBER...; ? after a member that may be missing.
bodies() {
    cat <<'EOF'
store.created store:UUID uuid schema
store.imported store:UUID file form sha256 contracts skipped versions withdrawn consumers documents events reason?
contract.created contract:TEAM/NAME type mode profile owner_role? owner_agent? metadata reason?
contract.changed contract:TEAM/NAME mode? profile? owner_role? owner_agent? metadata? reason?
version.created version:TEAM/NAME@LABEL id format sha256 size base? proposed? files? verdict? breaking? undecided? warning? info? earlier? against? reason?
version.activated version:TEAM/NAME@LABEL reason?
version.superseded version:TEAM/NAME@LABEL by
version.deprecated version:TEAM/NAME@LABEL reason sunset?
version.reactivated version:TEAM/NAME@LABEL reason
version.retired version:TEAM/NAME@LABEL reason? forced?
version.withdrawn version:TEAM/NAME@LABEL reason? forced?
break.declared version:TEAM/NAME@LABEL reason
consumer.registered consumer:TEAM/NAME#CONSUMER role? pin? follows? parts reason?
consumer.changed consumer:TEAM/NAME#CONSUMER role? pin? follows? parts reason?
consumer.unregistered consumer:TEAM/NAME#CONSUMER reason?
consumer.followed consumer:TEAM/NAME#CONSUMER from? to?
consumer.at-risk consumer:TEAM/NAME#CONSUMER version effect count parts
consumer.broken consumer:TEAM/NAME#CONSUMER version effect count parts
consumer.notified consumer:TEAM/NAME#CONSUMER version cause reason? sunset?
layout.synced contract:TEAM/NAME file version reason?
sow.frozen contract:TEAM/NAME version sha256 start baseline metric? target? reason?
sow.measured contract:TEAM/NAME of value on n? low? high? evidence? reason?
sow.accepted contract:TEAM/NAME criterion text? version evidence sha256? party remark? reason?
sow.posted contract:TEAM/NAME version master price amount currency entry reason?
ledger.opened ledger:TEAM/NAME base id
ledger.account-opened ledger:TEAM/NAME#ACCOUNT account currency opened? closed? lo? hi? seq
ledger.account-changed ledger:TEAM/NAME#ACCOUNT account currency opened? closed? lo? hi? seq
ledger.posted ledger:TEAM/NAME count first last head
ledger.assessed ledger:TEAM/NAME assessment as_of kind state currency target cost accrued payable sha256 hold? reason?
ledger.closed ledger:TEAM/NAME first last seq head
ledger.sealed ledger:TEAM/NAME first last seq head root balances
change.opened change:TEAM/NAME/ID state type area requester summary? sha256 claimed? adr? needs? conflicts_with? supersedes? reason?
change.impact change:TEAM/NAME/ID state impact_revision impact technical? evolution?
change.submitted change:TEAM/NAME/ID state master_version base? reason?
change.classified change:TEAM/NAME/ID state class claimed? reasons inputs rule_version enforced
change.decided change:TEAM/NAME/ID state outcome class by? target_amount? reversed? reason?
change.implemented change:TEAM/NAME/ID state type evolution? target_amount? target_currency? target_date? posted? reason?
change.closed change:TEAM/NAME/ID state addendum? reason?
change.withdrawn change:TEAM/NAME/ID state reason
change.reopened change:TEAM/NAME/ID state cycle reason
decision.requested change:TEAM/NAME/ID area class driver? approver? quorum due?
decision.voted change:TEAM/NAME/ID party vote counted delegated_from? remark? reason?
decision.decided change:TEAM/NAME/ID outcome by? reason? remark? imported?
decision.delegated contract:TEAM/NAME from to from_date until_date reason?
decision.recorded change:TEAM/NAME/ID memo? adr_sha256?
timer.started change:TEAM/NAME/ID start due goal_days on_expiry escalation?
timer.moved change:TEAM/NAME/ID due recomputed?
timer.paused change:TEAM/NAME/ID cause reason?
timer.resumed change:TEAM/NAME/ID due reason?
timer.fired change:TEAM/NAME/ID action kind level loop at stage due to note?
timer.ended change:TEAM/NAME/ID why
timer.delivered change:TEAM/NAME/ID action to recipient ok attempts detail?
slo.started slo:TEAM/NAME#SLO case cycle at goal_us reason?
slo.paused slo:TEAM/NAME#SLO case cycle at reason
slo.resumed slo:TEAM/NAME#SLO case cycle at reason?
slo.stopped slo:TEAM/NAME#SLO case cycle at reason?
slo.breached slo:TEAM/NAME#SLO case cycle due mode trigger?
stop-line.raised stop-line:TEAM/NAME#TRIGGER n owner clearer blocks evidence reason
stop-line.cleared stop-line:TEAM/NAME#TRIGGER n decision reason
stop-line.passed stop-line:TEAM/NAME#TRIGGER n action what
dispute.opened dispute:TEAM/NAME/ID about party against statement reason?
dispute.answered dispute:TEAM/NAME/ID answer reason?
dispute.escalated dispute:TEAM/NAME/ID party level loop reason?
dispute.resolved dispute:TEAM/NAME/ID outcome reference reason?
dispute.withdrawn dispute:TEAM/NAME/ID reason?
consumer.built consumer:TEAM/NAME#CONSUMER build against range? parts reason?
environment.deployed version:TEAM/NAME@LABEL environment instance? build? replaced? reason?
environment.undeployed version:TEAM/NAME@LABEL environment instance? build? by? reason?
environment.released version:TEAM/NAME@LABEL environment build? reason?
environment.withdrawn version:TEAM/NAME@LABEL environment build? reason?
cadence.held cadence:TEAM/NAME#CADENCE day n participants artefacts reason?
policy.set policy:TEAM[/NAME] document n sha256 reason?
policy.waived policy:TEAM[/NAME] document n sha256 reason
policy.cleared policy:TEAM[/NAME] n reason?
EOF
}

if [ "$1" = --bodies ]; then
    bodies | awk '{ print $1; for (i = 3; i <= NF; i++) { sub(/\?$/, "", $i); print $1, $i } }'
    exit
fi

cat <<'EOF'
# Events

Generated by `tools/mkevents.sh` from `lib/domain/event/kinds.def`; `make check` fails when it is stale,
and when a kind or a member of a body below is not what the library writes (`tests/docs/t_events.sh`).

Everything that changes a store appends its events in the same transaction. Nothing in the journal is
ever changed or deleted. Read it with `ctr_event_find`, wait for news with `ctr_event_wait`
(`contracts/event.h`), or `contracts events list`, `events follow`, `events verify`; with the sqlite3
shell it is the view `journal` ([views.md](views.md)).

An event has a sequence number (from 1, without gaps), a time (UTC, microseconds, never before the one
of the event before it), a kind, a subject, an actor, a body and a hash. Kinds and members are only
added, never renamed or given another meaning; **readers must expect kinds and members that are new to
them**. A filter takes one kind (`version.activated`) or a family (`version.`).

| Kind | What happened | Subject | Body |
|---|---|---|---|
EOF
{
    bodies
    echo "--"
    cat lib/domain/event/kinds.def
} | awk '
    /^--$/ { defined = 1; next }
    !defined {
        subject[$1] = $2
        members[$1] = ""
        for (i = 3; i <= NF; i++) {
            optional = sub(/\?$/, "", $i)
            members[$1] = members[$1] (i > 3 ? ", " : "") "`" $i "`" (optional ? "?" : "")
        }
        next
    }
    /^LC_EVENT\(/ {
        split($0, part, "\"")
        if (!(part[2] in subject)) {
            print "mkevents.sh: the body of " part[2] " is not described" > "/dev/stderr"
            exit 1
        }
        printf "| `%s` | %s | `%s` | %s |\n", part[2], part[4], subject[part[2]], members[part[2]]
    }' || exit 1
cat <<'EOF'

A member with ? is left out when there is nothing to say. `metadata` is a string that holds the JSON
(its numbers must not become part of a hash), `files` a list of `{"path","sha256"}` of the files that
a document refers to, `parts` a list of parts: of a registration all of them (empty: everything), of a
break at most 20 beside their full `count`; the stored comparison has the rest
(`ctr_contract_evolution`). `effect` is `breaks`, `breaks-on-upgrade` or `unknown`, `cause` is
`deprecated` or `retired`, `forced` is `yes`. `reason` is what the call gave as its reason; where a
break is declared, `break.declared` has it instead of `version.created`. In `contract.changed` only
what changed is there, an empty string for a text that was cleared.

The entries of a ledger are a chained journal of their own ([ledger.md](ledger.md)); `ledger.posted`
comes once a batch and carries the hash of its last entry, so that this journal commits to that one.
`seq` is the number of the ledger's last entry then, `balances` the hash of the sealed trial balance,
amounts are decimal texts, days dates.

An activation writes, in this order: `break.declared` (if it is one), `version.superseded`,
`version.activated`, `consumer.followed`, `consumer.notified` (who stays on the old version),
`consumer.broken`; consumers by name.

`state` is the state of the change after the event; of a change's `impact`, `technical` and `inputs`
[change.md](change.md) tells. A submission writes `change.submitted`, `change.classified`,
`decision.requested`; a vote that settles the matter `decision.voted`, `decision.decided`,
`change.decided`; the rejection of an emergency that was implemented has `ledger.posted` before
`change.decided` where its entry is taken back, which names the entry that does it in `reversed`, and in
`target_amount` what the change moves the target by from now on, `0`; an implementation `ledger.account-opened` and `ledger.posted` where the master has a
ledger, `change.implemented` (`posted` is the entry's number), then the events of the activation.

Timers of disputes have `dispute:TEAM/NAME/ID` as their subject. Of timers `due` is the deadline after the event, `at` when an action came due, `to` the names of those
who are told, `recipient` the place of one among them; [timers.md](timers.md) tells the rest. Addresses are
not in the journal.

The clock of a service level has its `case` (what is waited for), the number of its `cycle`, and `at`,
when it happened, which may be before it was recorded ([slo.md](slo.md)); `due` is the instant of the
breach, `mode` is `report` or `enforce`, `trigger` the stop-the-line trigger that it raises, or would
raise. Of a trigger, `n` tells how often it was raised ([stopline.md](stopline.md)); of a meeting, how
often it was recorded, with everybody and everything known by then ([cadence.md](cadence.md)).

## The chain

A body is JSON in the form of RFC 8785 and holds strings and integers below 2^53 only; the impact
of a change, which somebody else wrote, keeps its numbers in a normalised decimal form. The hash of an
event is SHA-256 over

    "lc-event-1\n", the store's UUID as text, the hash before (32 bytes; zeros for the first),
    sequence number (unsigned 64 bits, big endian), time (signed 64 bits, big endian),
    kind, subject, actor, body (each: length as unsigned 32 bits big endian, then the bytes)

`ctr_store_verify` and `contracts events verify` compute it again and name the first event that is
edited, inserted, removed or out of order. What the chain alone cannot show:

- edited tables beside the journal: `contracts store check --replay` rebuilds the state from the
  events and compares;
- a tail that was cut off, or a chain computed anew by somebody who may write the file: keep the last
  hash somewhere else, `events verify` prints it.

Events that came with an import keep the number and hash they had where they came from. They stand
apart, as the journal of their origin (`--origin UUID`), and are verified on their own.
EOF
