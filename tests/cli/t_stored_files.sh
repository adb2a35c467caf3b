#!/bin/sh
# Documents of several files: every report names a file of a stored version below that version, so
# that two versions with files of the same path can be told apart.
. "$(dirname "$0")/lib.sh"

mkdir -p one/s two/s
cat > one/api.yaml << 'DOC'
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /a:
    get:
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: 's/m.yaml#/M'}}}}
DOC
cp one/api.yaml two/api.yaml
cat > one/s/m.yaml << 'DOC'
M:
  type: object
  required: [a]
  properties:
    a: {type: string}
DOC
sed 's/string/integer/' one/s/m.yaml > two/s/m.yaml

gives "create" 0 --actor ann contract create shop/files one/api.yaml
gives "activate" 0 --actor ann contract activate shop/files@1.0.0
gives "evolve" 0 --actor ann contract evolve shop/files two/api.yaml --format json
prints "evolve: the file of the base" '"file": "shop/files@1.0.0/s/m.yaml"'
prints "evolve: the file of the new edition" '"file": "two/s/m.yaml"'

old=shop/files@1.0.0/s/m.yaml
new=shop/files@2.0.0/s/m.yaml
gives "text" 1 diff shop/files@1.0.0 shop/files@2.0.0 --excerpts
prints "text: both" "$old:5:15 -> $new:5:15"
prints "text: the older line" "old $old:5:15"
gives "JSON" 1 diff shop/files@1.0.0 shop/files@2.0.0 --format json
prints "JSON: the older" "\"file\": \"$old\""
prints "JSON: the newer" "\"file\": \"$new\""
gives "github" 1 diff shop/files@1.0.0 shop/files@2.0.0 --format github
prints "github: the newer" "file=$new,line=5"
gives "SARIF" 1 diff shop/files@1.0.0 shop/files@2.0.0 --format sarif
prints "SARIF: the newer" "\"uri\": \"$new\""
for form in markdown junit html; do
    gives "$form" 1 diff shop/files@1.0.0 shop/files@2.0.0 --format $form
    prints "$form: the newer" "$new"
done
gives "a version and a file" 1 diff shop/files@1.0.0 two/api.yaml
prints "a version and a file: both" "$old:5:15 -> two/s/m.yaml:5:15"
gives "two files" 1 diff one/api.yaml two/api.yaml
prints "two files: as before" "one/s/m.yaml:5:15 -> two/s/m.yaml:5:15"
