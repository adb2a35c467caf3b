#!/bin/sh
# Every example of the help texts runs, each command's on a fresh copy of the same store. An example
# ends with 0, or with the code its comment names: "# exit 1".
. "$(dirname "$0")/lib.sh"

fixture
at contract create shop/sprint-07 sprint-07.yaml --type sow --label 1.0.0
at contract activate shop/sprint-07@1.0.0
run export --output store.xml.gz
is "fixture is exported" test "$code" -eq 0
echo 'type Query { order(id: ID!): Order } type Order { id: ID! }' >schema.graphql
echo '{ order(id: 1) { id } }' >queries.graphql
mkdir bin base
ln -s "$CONTRACTS" bin/contracts
cp -r ./*.yaml ./*.json ./*.csv ./*.txt ./*.md ./*.graphql parts contracts.db store.xml.gz base/
PATH=$work/bin:$PATH
export PATH

run help
sed -n '/^Commands:/,/^Options/p' out | awk '/^  [a-z]/' |
    sed 's/^  //; s/   *.*//' > commands

while read -r words; do
    rm -rf room
    cp -r base room
    "$CONTRACTS" help $words < /dev/null | sed -n 's/^  \$ //p' > examples
    is "$words: has examples" test -s examples
    while read -r line; do
        want=$(echo "$line" | sed -n 's/.*# exit \([0-9]*\)$/\1/p')
        (cd room && sh -c "$line" > ../out 2> ../err < /dev/null)
        code=$?
        if [ "$code" -eq "${want:-0}" ]; then ok "$line"; else fail "$line"; fi
    done < examples
    if [ "$words" = "store check" ]; then continue; fi
    (cd room && "$CONTRACTS" store check --replay > ../out 2> ../err < /dev/null)
    code=$?
    is "$words: the store is sound after its examples" test "$code" -eq 0
done < commands

# The manual shows the same lines.
grep '^\$ ' "$top/doc/man/contracts.1" |
    sed "s/\\\\-/-/g; s/\\\\(aq/'/g; s/\\\\(ha/^/g" > manual
while read -r words; do
    "$CONTRACTS" help $words < /dev/null | sed -n 's/^  \(\$ \)/\1/p'
done < commands > help_lines
is "the manual has the same examples" cmp manual help_lines
