#!/bin/sh
# The main job from end to end, on doc/examples, through the command: what quickstart shows and what
# README.md quotes (tests/docs/t_readme.sh compares). Times and ids are fixed, so the output is too.
#
#   CONTRACTS=build/contracts tools/tour.sh
set -e
here=$(cd "$(dirname "$0")/.." && pwd)
CONTRACTS=${CONTRACTS:-$here/build/contracts}
case $CONTRACTS in
/*) ;;
*) CONTRACTS=$PWD/$CONTRACTS ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/doc/examples/*.yaml "$work"
cd "$work"
CONTRACTS_DB=contracts.db
export CONTRACTS_DB
unset CONTRACTS_ACTOR NO_COLOR
step=0

# run EXPECTED-EXIT ARGUMENT...: show the command as a user would type it, then its answer. Every
# command happens a day after the one before.
run() {
    expected=$1
    shift
    step=$((step + 1))
    shown=
    for argument in "$@"; do
        case $argument in
        *[!A-Za-z0-9_./@:=,+-]*) shown="$shown '$argument'" ;;
        *) shown="$shown $argument" ;;
        esac
    done
    printf '$ contracts%s\n' "$shown"
    code=0
    day=$(printf %02d-%02d $((3 + (step - 1) / 30)) $(((step - 1) % 30 + 1)))
    "$CONTRACTS" --now "2026-${day}T09:00:00Z" --seed "$step" "$@" 2>&1 || code=$?
    [ "$code" -eq 0 ] || echo "(exit $code)"
    [ "$code" -eq "$expected" ] || {
        echo "tour.sh: expected exit $expected" >&2
        exit 1
    }
    echo
}

chapter() {
    printf -- '--- %s\n\n' "$*"
}

chapter "Team shop promises an API: version 1.0.0 of the contract shop/orders"
run 0 contract create shop/orders orders-v1.yaml --owner-role backend --actor ada
run 0 contract activate shop/orders@1.0.0 --actor ada

chapter "Others rely on it, and say on what"
run 0 consumer register shop/orders tracking --uses 'GET /orders/{id} response 200 /status' --actor ben
run 0 consumer register shop/orders billing --uses 'GET /orders/{id} response 200 /total' --actor eve
run 0 consumer register shop/orders archive --pin '^1' --actor eve

chapter "A harmless edition: the library proposes the version, nobody breaks"
run 0 contract evolve shop/orders orders-v1.1.yaml --actor ada
run 0 contract activate shop/orders@1.1.0 --actor ada

chapter "An edition that takes something away: what breaks, where, and for whom"
run 0 contract evolve shop/orders orders-v2.yaml --actor ada
run 4 contract activate shop/orders@2.0.0 --actor ada

chapter "What both sides agreed on once: a master contract, with its target and a ledger"
run 0 contract create shop/deal master_contract.yaml --type master --label 1.0.0 --actor retailer
run 0 contract activate shop/deal@1.0.0 --actor retailer
run 0 ledger open shop/deal --chart --actor retailer

chapter "So the break becomes a change: classified by the thresholds, decided on, carried out"
run 0 change classify CR-7.yaml --master master_contract.yaml --breaking 2
run 0 change open shop/deal CR-7.yaml --actor studio
run 0 change submit shop/deal/CR-7 --actor studio
run 0 change vote shop/deal/CR-7 approve --actor retailer
run 0 change implement shop/deal/CR-7 --actor studio
run 0 consumer list --contract shop/orders
run 0 contract history shop/orders

chapter "Money was spent; the target moved with the change; the statement says who gains"
run 0 ledger post shop/deal --kind cost --key invoice-1 --posting 'Assets:Deal:Cost 180000' \
    --posting Liabilities:Deal:Supplier --evidence invoices/1.pdf --actor studio
run 0 share assess shop/deal --kind completion --actor retailer
run 0 ledger statement shop/deal --from 2026-03-01 --actor retailer
run 0 ledger verify shop/deal
run 0 team summary shop

chapter "Everything is in the journal, and the journal proves itself"
run 0 events list --contract shop/orders --after 7
run 0 events verify

chapter "All of it goes into one file, and comes back from it"
run 0 export --output shop.xml.gz
run 0 --db copy.db import shop.xml.gz
run 0 --db copy.db contract get shop/orders@^1
