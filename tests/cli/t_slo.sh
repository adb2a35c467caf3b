#!/bin/sh
# The clocks of service levels through the command: what they say, how they fail.
. "$(dirname "$0")/lib.sh"

cat > master.yaml <<'EOF'
version: 1
meta: {id: deal}
collaboration_slos: {defect_triage_hours: 8}
slos:
  - {id: review_turnaround, goal_hours: 1, attainment_pct: 90, calendar: office, pause_on: [waiting]}
calendars:
  - {id: office, zone: Europe/Berlin, days: [mon, tue, wed, thu, fri], hours: "09:00-17:00"}
EOF
at() {
    at_time=$1
    shift
    gives "$at_time $1 $2 ${3-}" 0 --actor ann --now "2030-01-$at_time:00Z" "$@"
}
at 01T00:00 contract create shop/deal master.yaml --type master --label 1.0.0
at 01T00:00 contract activate shop/deal@1.0.0

# SLA: 16:30 in Berlin, an hour of nine to five.
at 07T15:30 slo start shop/deal review_turnaround PR-1
prints "it is due next morning" "due           2030-01-08T08:30:00Z"
at 07T16:30 slo status PR-1
prints "an hour later it is not late" "elapsed       30m of 1h"
prints "it is running" "PR-1  review_turnaround of shop/deal  running  in time"
gives "a pause needs a reason" 2 --now 2030-01-08T08:10:00Z slo pause shop/deal review_turnaround PR-1
says "the reasons are named" "out of its pause_on: waiting"
gives "a pause needs one of its reasons" 4 --now 2030-01-08T08:10:00Z slo pause shop/deal \
    review_turnaround PR-1 --reason lunch
at 08T08:10 slo pause shop/deal review_turnaround PR-1 --reason waiting
gives "it cannot be started twice" 4 --now 2030-01-08T08:15:00Z slo start shop/deal review_turnaround PR-1
says "what is allowed is said" "is paused, so 'start' is not allowed; allowed is resume or stop"
at 08T09:10 slo resume shop/deal review_turnaround PR-1
at 08T11:10 slo sweep
prints "a sweep records the breach" "1 clock examined, breaches recorded: 1"
at 08T11:10 slo sweep
prints "and once only" "0 clocks examined, breaches recorded: 0"
at 08T11:20 slo stop shop/deal review_turnaround PR-1
prints "late by" "late by       1h50m"
at 09T11:20 slo start shop/deal review_turnaround PR-1
prints "a new cycle keeps the whole time" "in all cycles 2h50m"
at 09T11:30 slo stop shop/deal review_turnaround PR-1 --at 2030-01-09T11:25:00Z
gives "the past stays in order" 4 --now 2030-01-09T12:00:00Z slo start shop/deal review_turnaround PR-1 \
    --at 2030-01-09T11:24:00Z
gives "the future does not count yet" 2 --now 2030-01-09T12:00:00Z slo start shop/deal \
    review_turnaround PR-1 --at 2030-01-10
gives "no such service level" 4 --now 2030-01-09T12:00:00Z slo start shop/deal speed PR-1
says "there are others" "it has review_turnaround, defect_triage"
gives "no such time" 2 slo start shop/deal defect_triage B --at yesterday
at 09T12:00 slo report shop/deal
prints "attainment" "attainment    50 % of at least 90 %"
prints "who paused" "ann        waiting  1      1h"
prints "what nobody measured is shown" "defect_triage  not measured"
at 09T12:00 slo report shop/deal --slo review_turnaround --from 2030-01-09 --to 2030-01-10 --format json
prints "a window of one day" '"attainment_pct": "100"'
gives "no such service level to report on" 4 slo report shop/deal --slo speed
gives "a window has an order" 2 slo report shop/deal --from 2030-01-10 --to 2030-01-09
at 09T12:00 slo list --contract shop/deal --state stopped
prints "the list" "PR-1     review_turnaround  shop/deal  stopped  5m"
gives "no such state" 2 slo list --state late
at 09T12:00 store check --replay

# It all travels, byte for byte.
for form in xml json; do
    at 09T12:00 export --format $form --output a.$form
    rm -f copy.db
    gives "import $form" 0 --db copy.db import a.$form
    gives "export $form again" 0 --db copy.db export --format $form --output b.$form
    is "$form: the same bytes" cmp a.$form b.$form
    gives "check $form" 0 --db copy.db store check --replay
done
sed 's/"kind":"resume"/"kind":"pause"/' a.xml > broken.xml
gives "ticks that cannot be are refused" 3 --db none.db import broken.xml
says "which case" "case 'PR-1' under 'review_turnaround' of 'shop/deal'"
