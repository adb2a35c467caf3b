#!/bin/sh
# A part is taken in the spelling that findings have, and in no other: one that is never hit would
# be told "unaffected" whatever becomes of it. Every door says the same, and how it is written.
. "$(dirname "$0")/lib.sh"

api() { # RATE
    cat <<END
{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {
 "/o/{id}": {"get": {"parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
  "responses": {"200": {"description": "ok",
   "headers": {"X-Rate": {"required": true, "schema": {"type": "$1"}}},
   "content": {"application/json": {"schema": {"type": "object", "required": ["p~q"],
    "properties": {"p~q": {"type": "$1"}}}}}}}}}}}
END
}
api integer > one.json
api string > two.json
echo 'ignore_unused: true' > ignore.yaml

gives "a contract" 0 contract create t/a one.json
gives "it is active" 0 contract activate t/a@1.0.0

# otherwise PART IS: refused by every door, with what it is
otherwise() {
    gives "register '$1'" 4 consumer register t/a web --uses "$1"
    says "register '$1'" "'t/a@1.0.0' has no part '$1'; write '$2'"
    printf '%s\r\n' "$1" > crlf.txt
    gives "register '$1' out of a file" 4 consumer register t/a web --uses @crlf.txt
    says "register '$1' out of a file" "'t/a@1.0.0' has no part '$1'; write '$2'"
    gives "a build with '$1'" 4 environment build t/a web@1 --uses "$1"
    says "a build with '$1'" "'t/a@1.0.0' has no part '$1'; write '$2'"
    gives "diff for '$1'" 4 diff one.json two.json --policy ignore.yaml --uses "$1"
    says "diff for '$1'" "neither document has a part '$1' that could be used; write '$2'"
}
otherwise 'GET /o/{id} ' 'GET /o/{id}'
otherwise 'GET /o/{id} response 200 ' 'GET /o/{id} response 200'
otherwise 'GET /o/{id} response 200 header x-rate' 'GET /o/{id} response 200 header X-Rate'
otherwise 'GET /o/{id} response 200 /p~q' 'GET /o/{id} response 200 /p~0q'
otherwise 'GET /o/{x y} response 200' 'GET /o/{xy} response 200'

# what is written so is hit; the name between braces does not matter
n=0
for part in 'GET /o/{xy}' 'GET /o/{id} response 200 header X-Rate' 'GET /o/{} response 200 /p~0q'; do
    n=$((n + 1))
    gives "register '$part'" 0 consumer register t/a "c$n" --uses "$part"
done
# taken unseen, as older stores hold it, it is not known to be safe
gives "unseen" 0 consumer register t/a unseen --uses 'GET /o/{id} response 200 header x-rate' \
    --allow-unknown-parts
gives "what breaks" 1 can-evolve t/a two.json
for k in 1 2 3; do
    prints "c$k" "it breaks 'c$k'"
done
prints "not unaffected" "'unseen'"
gives "nothing is damaged at the end" 0 store check --replay
