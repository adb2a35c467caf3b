#!/bin/sh
# Cadences through the command: what was held, what was missed, that it travels.
. "$(dirname "$0")/lib.sh"

cat > deal.yaml <<'EOT'
version: 1
meta: {id: deal-1, effective_date: 2030-01-07}
calendars: [{id: office, zone: UTC, days: [mon, tue, wed, thu, fri], holidays: [2030-01-10]}]
cadences:
  - {id: daily_sync, rhythm: daily, owner: client}
  - {id: review, rhythm: weekly, participants: [client, supplier], artefacts: [minutes]}
EOT
echo '{"type":"object"}' > a.json
at() {
    day=$1
    shift
    gives "$*" 0 --actor ann --now "${day}T12:00:00Z" "$@"
}
at 2030-01-06 contract create shop/deal deal.yaml --type master --label 1.0.0
gives "nothing is active" 4 --now 2030-01-06T12:00:00Z cadence held shop/deal review
at 2030-01-06 contract activate shop/deal@1.0.0
at 2030-01-06 contract create shop/api a.json
at 2030-01-06 cadence missed shop/deal
prints "the first day" "due           2030-01-07"
at 2030-01-07 cadence held shop/deal daily_sync
prints "today" "daily_sync  of shop/deal  2030-01-07"
at 2030-01-09 cadence held shop/deal daily_sync --on 2030-01-08
at 2030-01-11 cadence held shop/deal review --on 2030-01-11 --participant client=ann
prints "who is missing" "remark: participant 'supplier' is missing"
prints "what is missing" "remark: artefact 'minutes' is missing"
at 2030-01-14 cadence missed shop/deal
prints "from when until when" "shop/deal@1.0.0, periods that ended from 2030-01-07 to 2030-01-13"
prints "a holiday asks for nothing" "daily_sync  daily  2 of 4 kept"
prints "a day" "not held  2030-01-09"
prints "a week" "review  weekly  0 of 1 kept"
prints "what it lacks" "incomplete  2030-01-07 to 2030-01-13, held on 2030-01-11, without supplier, nothing for minutes"
prints "what comes next" "due           2030-01-18"
at 2030-01-14 cadence missed shop/deal --cadence daily_sync --from 2030-01-09 --until 2030-01-09
prints "one day of one" "daily_sync  daily  0 of 1 kept"
at 2030-01-14 cadence held shop/deal review --on 2030-01-11 --participant supplier \
    --artefact 'https://example.org/?id=7' --if-revision 1
prints "added" "participants  client=ann, supplier"
prints "again" "revision      2"
at 2030-01-14 cadence held shop/deal review --on 2030-01-11 --participant supplier
prints "nothing new" "remark: it was recorded already; nothing was changed"
at 2030-01-14 cadence missed shop/deal
prints "now it counts" "review  weekly  1 of 1 kept"
at 2030-01-14 cadence list
prints "a list" "daily_sync  shop/deal  2030-01-07"
at 2030-01-14 cadence list --contract shop/deal --cadence review --format json
prints "one of a cadence" '"day": "2030-01-11"'
wrong() {
    what=$1 code=$2
    shift 2
    gives "$what" "$code" --now 2030-01-14T12:00:00Z cadence "$@"
}
wrong "still to come" 2 held shop/deal review --on 2030-01-15
says "which day it is" "2030-01-15 is still to come, it is 2030-01-14"
wrong "no such day" 2 held shop/deal review --on 2030-02-30
says "which" "day '2030-02-30' is no date"
wrong "no such cadence" 4 held shop/deal retro
says "which there are" "'shop/deal@1.0.0' has no cadence 'retro'; it has daily_sync, review"
wrong "no such cadence, asked for" 4 missed shop/deal --cadence retro
wrong "no master" 4 held shop/api review
says "what it is" "cadences belong to one of type master"
wrong "no master, asked for" 4 missed shop/api
wrong "stale" 4 held shop/deal review --on 2030-01-11 --artefact b --if-revision 1
says "how it stands" "meeting 'review' of 2030-01-11 is at revision 2, not 1"
wrong "backwards" 2 missed shop/deal --from 2030-01-10 --until 2030-01-09
wrong "too long" 3 missed shop/deal --from 1990-01-01
wrong "whose" 2 list --cadence review
wrong "an empty artefact" 2 held shop/deal review --artefact ''
wrong "no page" 2 list --after x
at 2030-01-14 store check --replay
for form in xml json; do
    at 2030-01-14 export --format $form --output a.$form
    rm -f copy.db
    gives "import $form" 0 --db copy.db import a.$form
    gives "export $form again" 0 --db copy.db export --format $form --output b.$form
    is "$form: the same bytes" cmp a.$form b.$form
    gives "check $form" 0 --db copy.db store check --replay
done
gives "missed there, too" 0 --db copy.db --now 2030-01-14T12:00:00Z cadence missed shop/deal
prints "the same" "daily_sync  daily  2 of 4 kept"
if command -v xmllint > /dev/null; then
    is "it follows the schema" xmllint --noout --schema "$CTR_SRCDIR/doc/schema/contracts.xsd" a.xml
fi
sed 's/\["client=ann","supplier"\]/["supplier"]/' a.xml > broken.xml
gives "what was there is gone" 3 --db none.db import broken.xml
says "which record" "record 2 of 'review' of 'shop/deal' on 2030-01-11: it takes away what was recorded before"
sed 's/day="2030-01-11"/day="2030-02-30"/' a.xml > broken.xml
gives "a day that is none" 3 --db none.db import broken.xml
says "which" "its day is none that exists"
