#!/bin/sh
# Bad imports: exit code 3, file, line and column, nothing stored.
. "$(dirname "$0")/../lib.sh"

fixture
run export --output good.xml
run --db into.db init
run --db into.db events list --all --format json
cp out journal

# bad ROW FILE TEXT
bad() {
    run --db into.db import "$2"
    is "$1: exit 3" test "$code" -eq 3
    says "$1: says what and where" "$3"
    run --db into.db events list --all --format json
    is "$1: nothing was stored" cmp out journal
}

: > empty.xml
bad "empty" empty.xml empty.xml
head -c 2000 good.xml > cut.xml
bad "truncated" cut.xml "cut.xml:"
gzip -9c good.xml | head -c 700 > cut.gz
bad "truncated gzip" cut.gz cut.gz
sed '1s/?>/?><!DOCTYPE x [<!ENTITY a "b">]>/' good.xml > doctype.xml
bad "document type" doctype.xml "doctype.xml:1:"
printf '<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "file:///etc/passwd">\n<x/>' > external.xml
bad "external entity" external.xml "external.xml:"
printf '<?xml version="1.0"?>\n<store xmlns="urn:other"/>' > other.xml
bad "another namespace" other.xml "other.xml:2:"
awk 'BEGIN { print "<?xml version=\"1.0\"?>"; for (i = 0; i < 10000; i++) printf "<a>" }' > deep.xml
bad "10,000-deep nesting" deep.xml "deep.xml:"
sed 's/Orders/Odders/' good.xml > edited.xml
bad "a document that does not match its hash" edited.xml "edited.xml:"
printf 'hello' > text.txt
bad "neither XML nor JSON" text.txt "text.txt"
printf '{"a":' > cut.json
bad "truncated JSON" cut.json "cut.json:"
dd if=/dev/zero bs=1M count=64 2> /dev/null | gzip -9c > zeros.gz
bad "compressed zeros" zeros.gz zeros.gz
bad "a missing file" nowhere.xml "cannot read 'nowhere.xml': No such file or directory"

run --db into.db import good.xml --max-bytes 1000
is "limit after expansion: exit 3" test "$code" -eq 3
gives "the good one goes in after all" 0 --db into.db import good.xml
gives "the store is whole" 0 --db into.db store check --replay
