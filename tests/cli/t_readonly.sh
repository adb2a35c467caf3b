#!/bin/sh
# A store that must not be written: everything that only reads works, everything else says why not.
. "$(dirname "$0")/lib.sh"

# An unprivileged user, because root may write anything.
if [ "$(id -u)" -eq 0 ]; then
    if ! command -v setpriv > /dev/null; then
        echo "SKIP: run as root and there is no setpriv to become somebody else"
        exit 77
    fi
    as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
    if ! as_nobody test -x "$CONTRACTS"; then
        cp "$CONTRACTS" program
        chmod 755 program
        CONTRACTS=$work/program
    fi
    chmod 755 .
    as_nobody test -x "$CONTRACTS" || { echo "SKIP: nobody cannot run the program"; exit 77; }
else
    as_nobody() { "$@"; }
fi

fixture
mkdir closed
cp contracts.db closed/
chmod 444 closed/contracts.db
chmod 555 closed

runs() {
    as_nobody "$CONTRACTS" "$@" > out 2> err < /dev/null
    code=$?
}

reads() {
    runs --db closed/contracts.db "$@"
    is "read-only directory: $*" test "$code" -eq 0
}

reads contract get shop/orders
reads contract list
reads decision adr shop/deal/CR-53
reads change whatif --thresholds thresholds.yaml shop/deal
reads contract history shop/orders
reads contract document shop/orders
reads team summary shop
reads consumer list
reads events list
reads events verify
reads events follow --after 0 --count 1
reads export
reads store info
reads store check --replay
reads diff shop/orders@1.0.0 orders-v1.1.yaml
reads impact shop/orders orders-v1.1.yaml
reads impact shop/orders orders-v1.yaml
sed 's/title: .*/title: Another/' orders-v1.1.yaml > another.yaml
runs --db closed/contracts.db --actor ann --seed 5 --now 2030-02-01T00:00:00Z \
    impact shop/orders another.yaml
is "read-only directory: impact of what no draft holds" test "$code" -eq 0
mv out closed.out
run --actor ann --seed 5 --now 2030-02-01T00:00:00Z impact shop/orders another.yaml
is "it says what a store that can be written says" cmp closed.out out
for file in another.yaml orders-v2.yaml; do
    runs --db closed/contracts.db --actor ann --seed 5 --now 2030-02-01T00:00:00Z \
        impact shop/orders $file --format json
    grep -v '"id":' out > closed.out
    run --actor ann --seed 5 --now 2030-02-01T00:00:00Z impact shop/orders $file --format json
    grep -v '"id":' out > open.out
    is "to a program, too: $file" cmp closed.out open.out
done
runs --db closed/contracts.db impact shop/orders orders-v2.yaml --label 1.1.0
is "read-only directory: a label that is taken" test "$code" -eq 4
is "read-only directory: which" grep -q "has a version '1.1.0' already" err

refuses() {
    runs --db closed/contracts.db "$@"
    is "read-only directory: refused: $*" test "$code" -eq 5
    isnt "read-only directory: says why: $*" grep -q 'no memory' err
    is "read-only directory: a message: $*" grep -q '^contracts: ' err
}
refuses contract edit shop/orders --owner-role x
refuses contract activate shop/orders@1.1.0
refuses contract create a/b notes.json --as opaque
runs --db closed/contracts.db --format json contract edit shop/orders --owner-role x
says "read-only directory: status" '{"error":{"status":"readonly"'
is "read-only directory: nothing was made" test "$(ls closed | wc -l)" -eq 1
is "read-only directory: the file is as it was" cmp closed/contracts.db contracts.db

mkdir open
cp contracts.db open/
chmod 444 open/contracts.db
chmod 777 open
runs --db open/contracts.db contract get shop/orders
is "read-only file: reads" test "$code" -eq 0
runs --db open/contracts.db contract edit shop/orders --owner-role x
is "read-only file: refused" test "$code" -eq 5

mkdir secret
cp contracts.db secret/
chmod 000 secret/contracts.db
runs --db secret/contracts.db contract get shop/orders
is "unreadable file: refused" test "$code" -eq 5
chmod 755 closed

mkdir bare
chmod 555 bare
runs --db bare/new.db init
is "no store can be made in a read-only directory" test "$code" -eq 5
runs --db contracts.db contract list --output bare/list.txt
is "no output can be made in a read-only directory" test "$code" -ne 0
