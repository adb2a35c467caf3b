#!/bin/sh
# Every command that takes --dry-run says in the same way that it was one, and keeps nothing.
. "$(dirname "$0")/lib.sh"

fixture
"$CONTRACTS" export --output all.xml
cp contracts.db before.db
: > tried

# dry COMMAND ARGS...: COMMAND is "contract create" and the like.
dry() {
    command=$1
    shift
    echo "$command" >> tried
    # shellcheck disable=SC2086 # two words
    gives "$command --dry-run" 0 $command "$@" --dry-run
    is "$command: the first line says it" test "$(head -1 out)" = 'dry run: nothing was kept'
    # shellcheck disable=SC2086
    gives "$command --dry-run as JSON" 0 $command "$@" --dry-run --format json
    is "$command: the first member says it" test "$(sed -n 2p out)" = '  "dry_run": true,'
    is "$command: nothing was kept" cmp contracts.db before.db
    # shellcheck disable=SC2086
    gives "$command in earnest" 0 $command "$@" --format json
    is "$command: in earnest it is not said" test "$(grep -c dry_run out)" = 0
    cp before.db contracts.db
}

dry "contract create" shop/ghost orders-v1.yaml
dry "contract evolve" shop/orders orders-v2.yaml
dry "contract edit" shop/orders --owner-role platform
dry "contract rollback" shop/catalog@1.0.0 --reason 'clients fail'
dry "contract activate" shop/orders@1.1.0
dry "contract deprecate" shop/orders@1.0.0 --reason old
dry "contract reactivate" shop/legacy@1.0.0 --reason 'the move is late'
dry "contract retire" shop/legacy@1.0.0
dry "consumer register" shop/orders app
dry "consumer unregister" shop/orders web
dry "import" all.xml --policy skip

"$CONTRACTS" help --man | awk '/^\.SS / { command = substr($0, 5) } /dry\\?-run/ { print command }' |
    sort -u > taking
sort tried | comm -3 - taking > both
is "every command that takes it was tried" test -s taking -a ! -s both
cat both
