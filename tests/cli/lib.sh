# What the command's tests share; sourced. A test prints "ok NAME" or "FAIL NAME" a check, and exits
# 1 if one failed, 77 if it could not run at all. The program is found through $CONTRACTS.

here=$(cd "$(dirname "$0")" && pwd)
while [ ! -f "$here/lib.sh" ]; do here=$(dirname "$here"); done
top=$(cd "$here/../.." && pwd)
: "${CONTRACTS:=$top/build/contracts}"
case $CONTRACTS in /*) ;; *) CONTRACTS=$(pwd)/$CONTRACTS ;; esac
if [ ! -x "$CONTRACTS" ]; then
    echo "SKIP: no program at $CONTRACTS; set CONTRACTS"
    exit 77
fi

LC_ALL=C
export LC_ALL CONTRACTS
unset CONTRACTS_DB CONTRACTS_ACTOR NO_COLOR

work=$(mktemp -d "${TMPDIR:-/tmp}/contracts-cli.XXXXXX") || exit 1
failed=0
trap 'cd / && chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"; exit $failed' EXIT
trap 'exit 1' INT TERM
cd "$work" || exit 1
cp -r "$here/data/." . && chmod -R u+w . || exit 1

# run ARGS...: the program with its output in ./out, ./err and $code; input from ./in if there is one.
run() {
    if [ -f in ]; then
        "$CONTRACTS" "$@" < in > out 2> err
    else
        "$CONTRACTS" "$@" < /dev/null > out 2> err
    fi
    code=$?
}

ok() { echo "ok $1"; }

fail() {
    echo "FAIL $1"
    echo "    code ${code-}, out: $(head -c 300 out 2>/dev/null)" >&2
    echo "    err: $(head -c 500 err 2>/dev/null)" >&2
    failed=1
}

# is NAME COMMAND...: the command succeeds.
is() {
    is_name=$1
    shift
    if "$@" > /dev/null 2>&1; then ok "$is_name"; else fail "$is_name"; fi
}

isnt() {
    is_name=$1
    shift
    if "$@" > /dev/null 2>&1; then fail "$is_name"; else ok "$is_name"; fi
}

# gives NAME CODE ARGS...: the program ends with that code; success is silent on standard error.
gives() {
    gives_name=$1
    gives_code=$2
    shift 2
    run "$@"
    if [ "$code" -ne "$gives_code" ]; then
        fail "$gives_name"
    elif [ "$code" -le 1 ] && [ -s err ]; then
        fail "$gives_name: silent on standard error"
    else
        ok "$gives_name"
    fi
}

# at ARGS...: the program ends well, as ann, a second later each time, and with chance of its own.
at_n=0
at() {
    at_n=$((at_n + 1))
    at_what=$*
    gives "$at_what" 0 --actor ann --now "2030-01-01T00:$(printf %02d:%02d $((at_n / 60)) $((at_n % 60)))Z" \
        --seed $at_n "$@"
}

# says NAME TEXT: standard error holds the text. prints NAME TEXT: standard output does.
says() { if grep -qF -e "$2" err; then ok "$1"; else fail "$1"; fi; }
prints() { if grep -qF -e "$2" out; then ok "$1"; else fail "$1"; fi; }

# answers SCHEMA [INFO]: an API with one call, GET /o, that answers so; ", x: y" adds to its info.
answers() {
    cat << EOF
openapi: 3.0.3
info: {title: t, version: "1"${2-}}
paths:
  /o:
    get:
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                $1
EOF
}

# The store the examples of the manual start from; quiet, and stops the test if it cannot be made.
fixture() {
    fixture_at=0
    at() {
        fixture_at=$((fixture_at + 1))
        case $1 in --actor) fixture_actor=$2 && shift 2 ;; *) fixture_actor=ann ;; esac
        "$CONTRACTS" --actor "$fixture_actor" --now "2030-01-01T00:$(printf %02d:%02d $((fixture_at / 60)) $((fixture_at % 60)))Z" \
            --seed "$fixture_at" "$@" > out 2> err || {
            code=$?
            fail "fixture: $*"
            exit 1
        }
    }
    at contract create shop/orders orders-v1.yaml --owner-role backend
    at contract activate shop/orders@1.0.0
    at consumer register shop/orders web --role app --uses 'GET /orders/{id} response 200 /status'
    at consumer register shop/orders billing --pin '^1.0'
    at contract evolve shop/orders orders-v1.1.yaml
    at contract create shop/catalog orders-v1.yaml
    at contract activate shop/catalog@1.0.0
    at contract evolve shop/catalog orders-v2.yaml --label 2.0.0 \
        --declare-break 'status moved'
    at contract activate shop/catalog@2.0.0
    at contract create shop/legacy payments.yaml
    at contract activate shop/legacy@1.0.0
    at contract deprecate shop/legacy@1.0.0 --reason 'nobody calls it'
    at contract create shop/deal master_contract.yaml --type master --label 1.0.0
    at contract activate shop/deal@1.0.0
    for id in CR-50 CR-51 CR-52 CR-53 CR-54; do
        at change open shop/deal --id "$id" --requester studio --summary 'Another colour'
        at change impact "shop/deal/$id" impact.yaml
    done
    for id in CR-51 CR-52 CR-53; do at change submit "shop/deal/$id"; done
    for id in CR-52 CR-53; do at --actor retailer change vote "shop/deal/$id" approve; done
    at change implement shop/deal/CR-53
    at change withdraw shop/deal/CR-54 --reason 'not now'
    at slo start shop/deal review_turnaround PR-10
    at contract create shop/platform platform.yaml --type master --label 1.0.0
    at contract activate shop/platform@1.0.0
    at environment deploy shop/catalog@2.0.0 staging --new-environment
    at environment release shop/catalog@1.0.0 staging
    at stop-line raise shop/platform prod_instability --evidence e1 --reason slow
    rm -f out err
}
