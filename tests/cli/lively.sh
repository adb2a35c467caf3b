# A store in which every command that changes something can; sourced. fixture has to be called before.
lively() {
    # A ledger with an entry, one that is pending, and one that is reversed; a change decided elsewhere.
    at ledger open shop/orders GBP
    for account in Assets:A:Cost Equity:A:Target; do
        at ledger account shop/orders "$account" --currency GBP
    done
    book() {
        at ledger "$1" shop/orders --kind cost --date 2026-01-05 --posting 'Assets:A:Cost 5' \
            --posting Equity:A:Target
    }
    book post
    book pend
    book post
    at ledger reverse shop/orders 3 --reason wrong
    at ledger close shop/orders 2025-12-31
    echo '[{"kind": "cost", "postings": [{"account": "Assets:A:Cost", "amount": "1.00"},
    {"account": "Equity:A:Target", "amount": "-1.00"}]}]' > entries.json
    cat > CR-60.yaml <<'END'
id: CR-60
summary: done
requester: studio
impact_analysis: {budget_delta_pct: 1, schedule_slip_days: 1, risk_score: 1}
decision: {status: approved, approvers: [retailer]}
END
    at change open shop/deal CR-60.yaml
    at change submit shop/deal/CR-60
    sed -e 's/PORT/1/' -e 's/^governance:/governance:\n  disputes: {escalation: up}/' timed.yaml > master.yaml
    for id in CR-1 CR-2 CR-3; do
        if [ $id = CR-1 ]; then
            at contract create shop/timed master.yaml --type master
            at contract activate shop/timed@1.0.0
        fi
        at change open shop/timed --id $id
        echo 'budget_delta_pct: 1' > small.yaml
        at change impact shop/timed/$id small.yaml
        at change submit shop/timed/$id
    done
    at timer pause shop/timed/CR-2 waiting-for-data
    printf '%s\n' 'id: work' 'dates: {start: 2026-01-05}' 'kpis: [speed]' \
        'acceptance_criteria: [{id: AC1}]' > work.yaml
    at contract create shop/work work.yaml --type sow
    at contract activate shop/work@1.0.0
    printf '%s\n' 'meta: {id: by-iteration}' \
        'incentives: {model: fixed_per_iteration, currency: EUR, price: 500}' > by-iteration.yaml
    printf '%s\n' 'id: paid' 'master: by-iteration' 'acceptance_criteria: [{id: AC1}]' > paid.yaml
    at contract create shop/by-iteration by-iteration.yaml --type master --label 1.0.0
    at contract activate shop/by-iteration@1.0.0
    at contract create shop/paid paid.yaml --type sow --label 1.0.0
    at contract activate shop/paid@1.0.0
    at sow accept shop/paid AC1 --evidence e
    at ledger open shop/by-iteration --chart
    printf '%s\n' 'meta: {id: office}' \
        'slos: [{id: review_turnaround, goal_hours: 1, pause_on: [waiting]}]' > office.yaml
    at contract create shop/office office.yaml --type master --label 1.0.0
    at contract activate shop/office@1.0.0
    for subject in PR-1 PR-2; do
        at slo start shop/office review_turnaround $subject
    done
    at slo pause shop/office review_turnaround PR-2 --reason waiting
}
