#!/bin/sh
# doc/threading.md: 2 MB of stack are enough for the deepest documents.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"

[ -z "$CTR_SANITIZED" ] || skip "frames of a build with sanitizers are several times larger"
# shellcheck disable=SC3045
ulimit -S -s 2048 || skip "the stack cannot be limited here"
for program in codec/t_json_read codec/t_yaml_read codec/t_xml_read codec/t_xml_hostile codec/t_graphql_read \
    spec/t_avro spec/t_graphql spec/t_openapi_refs spec/t_protobuf spec/t_schema_recursion spec/t_sql \
    spec/t_validate spec/t_validate_schema spec/t_witness; do
    test=$CTR_BUILDDIR/tests/unit/$program
    [ -x "$test" ] || skip "the programs of tests/unit are not built"
    if "$test" >"$scratch/out" 2>&1; then
        good "$program"
    else
        bad "$program: exit $?"
        tail -5 "$scratch/out"
    fi
done
finish
