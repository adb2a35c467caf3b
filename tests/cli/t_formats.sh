#!/bin/sh
# A contract in each language goes all its way: created, relied on, evolved to what breaks, judged,
# declared, made active, exported and imported again with the same bytes.
. "$(dirname "$0")/lib.sh"

# lives LANGUAGE ENDING TYPE PART: with old.ENDING and new.ENDING, of which new breaks PART.
lives() {
    language=$1
    name=shop/$1
    gives "$language: create" 0 contract create "$name" "old.$2" --format json
    prints "$language: create: its language" "\"format\": \"$language\""
    prints "$language: create: its type" "\"type\": \"$3\""
    gives "$language: activate" 0 contract activate "$name@1.0.0"
    gives "$language: who relies on a part" 0 consumer register "$name" app --uses "$4"
    gives "$language: no such part" 4 consumer register "$name" odd --uses "$4-that-never-was"
    gives "$language: evolve" 0 contract evolve "$name" "new.$2" --format json
    prints "$language: evolve: a major step" '"proposed": "2.0.0"'
    prints "$language: evolve: incompatible" '"verdict": "incompatible"'
    prints "$language: evolve: where in the file" "\"file\": \"new.$2\""
    prints "$language: evolve: who breaks" '"effect": "breaks"'
    gives "$language: activate is refused" 4 contract activate "$name@2.0.0"
    says "$language: activate is refused: why" "is not backward compatible"
    gives "$language: declared" 0 contract activate "$name@2.0.0" --declare-break meant
    gives "$language: the document" 0 contract document "$name@1.0.0"
    is "$language: byte for byte" cmp out "old.$2"
    gives "$language: equal documents" 0 diff "old.$2" "old.$2"
    gives "$language: as something else" 3 diff --as openapi "old.$2" "new.$2"
    says "$language: as something else: what it looks like" "like $language"
}

cat > old.avsc <<'END'
{"type": "record", "name": "Order", "namespace": "shop", "fields": [
  {"name": "id", "type": "string"},
  {"name": "total", "type": "int"}]}
END
sed 's/"int"/"string"/' old.avsc > new.avsc
lives avro avsc data-format shop.Order.total

cat > old.proto <<'END'
syntax = "proto3";
package shop;
message Order {
  string id = 1;
  int32 total = 2;
}
END
sed 's/int32 total/string total/' old.proto > new.proto
lives protobuf proto data-format shop.Order.total

cat > old.graphql <<'END'
type Query { order(id: ID!): Order }
type Order { id: ID! total: Int }
END
sed 's/ total: Int//' old.graphql > new.graphql
lives graphql graphql rest-api Order.total

cat > old.sql <<'END'
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    total numeric(12, 2) NOT NULL
);
END
sed 's/numeric(12, 2)/boolean/' old.sql > new.sql
lives sql sql database-schema orders.total

cat > old.yml <<'END'
asyncapi: 3.0.0
info: {title: Orders, version: 1.0.0}
channels:
  orders:
    address: orders
    messages:
      placed:
        payload: {type: object, required: [total], properties: {total: {type: integer}}}
operations:
  tell: {action: send, channel: {$ref: '#/channels/orders'}}
END
sed 's/type: integer/type: string/' old.yml > new.yml
lives asyncapi yml message-queue "send orders message placed /total"
cat > old.card <<'END'
{"name": "Booker", "url": "https://booker.example/a2a", "protocolVersion": "0.3.0",
 "capabilities": {"streaming": true}, "defaultInputModes": ["text/plain"],
 "defaultOutputModes": ["text/plain"],
 "skills": [{"id": "book", "name": "Book"}, {"id": "cancel", "name": "Cancel"}]}
END
sed 's/"streaming": true/"streaming": false/' old.card > new.card
lives agent-card card data-format "capability streaming"

cat > old.tools <<'END'
{"tools": [{"name": "search", "inputSchema": {"type": "object",
  "properties": {"query": {"type": "string"}, "limit": {"type": "integer"}}}}]}
END
sed 's/"integer"/"string"/' old.tools > new.tools
lives mcp-tools tools data-format "tool search input /limit"

cat > old.prompt <<'END'
templateId: greet
template: Greet {{name}} in a {{style}} way
variables:
  name: {type: string, required: true}
  style: {type: string, enum: [plain, warm]}
END
sed 's/, warm//' old.prompt > new.prompt
lives prompt prompt data-format "prompt call input /style"

cat > old.model <<'END'
modelId: shelf-1
input: {type: object, properties: {query: {type: string}}}
output: {type: object, properties: {title: {type: string}}}
END
sed 's/title/name/' old.model > new.model
lives model-schema model data-format "model call output /title"

cat > old.phase <<'END'
start: draft
phases:
  - {id: draft, timeout: 14d}
  - {id: done}
transitions:
  - {from: draft, to: done}
END
sed 's/14d/36h/' old.phase > new.phase
lives phase phase phase-transition "phase draft"
cat > old.yaml <<'END'
apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
schema:
  - name: orders
    properties:
      - name: total
        logicalType: number
        required: true
slaProperties:
  - property: latency
    value: 4
    unit: h
END
sed 's/: number/: string/' old.yaml > new.yaml
lives odcs yaml data-format orders.total

gives "export" 0 export --output all.xml
gives "import" 0 --db other.db import all.xml
gives "export of the import" 0 --db other.db export --output again.xml
is "the same bytes" cmp all.xml again.xml
is "as the XSD says" xmllint --noout --schema "$top/doc/schema/contracts.xsd" all.xml
gives "check of the import" 0 --db other.db store check --replay
if command -v sqlite3 > /dev/null; then
    sqlite3 contracts.db "SELECT DISTINCT format FROM versions ORDER BY format" > out 2> err
    is "words of the view" test "$(tr '\n' ' ' < out)" = "agent-card asyncapi avro graphql mcp-tools model-schema odcs phase prompt protobuf sql "
fi

# ---- named wrongly: refused, with what it looks like where it looks like anything
echo '{"region": "eu"}' > region.json
for as in sql protobuf graphql avro agent-card; do
    gives "JSON as $as" 3 validate region.json --as $as
    says "JSON as $as" "region.json:1:1: this does not look like $as but like opaque; name that format, or none"
done
echo 'hello world' > prose.txt
gives "prose as SQL" 3 validate prose.txt --as sql
says "prose as SQL" "prose.txt:1:1: 'hello' stands here; expected a statement of SQL, as CREATE TABLE"
gives "prose as SQL, compared" 3 diff prose.txt prose.txt --as sql
printf -- '-- nothing yet\n' > none.sql
gives "SQL without a statement" 0 validate none.sql --as sql
printf '(SELECT 1);\n' > query.sql
gives "SQL of a query" 0 validate query.sql --as sql
