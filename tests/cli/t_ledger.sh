#!/bin/sh
# The commands of ledgers do their work once, and refuse what the rules refuse; texts go out and come
# back; checkpoints and proofs pass from one party to the other.
. "$(dirname "$0")/lib.sh"

cost=Assets:Acme:Cost
supplier=Liabilities:Acme:Supplier
gives "a contract" 0 contract create shop/orders orders-v1.yaml
gives "post without a ledger" 4 ledger post shop/orders --kind cost --posting "$cost 1" \
    --posting "$supplier"
gives "open: no such contract" 4 ledger open shop/none GBP
gives "open: no such currency" 2 ledger open shop/orders GBX
gives "open --dry-run" 0 ledger open shop/orders GBP --dry-run
gives "open" 0 ledger open shop/orders GBP
gives "open again is refused" 4 ledger open shop/orders GBP
gives "account" 0 ledger account shop/orders $cost
gives "account again is refused" 4 ledger account shop/orders $cost
gives "account: a name that others do not read" 2 ledger account shop/orders assets:cost
gives "account with limits" 0 ledger account shop/orders $supplier --lo -1000
gives "account: a change" 0 ledger account shop/orders $supplier --change --lo -500

gives "post" 0 ledger post shop/orders --kind cost --date 2026-01-15 --key k \
    --posting "$cost 120.50" --posting "$supplier"
gives "post again with the same key" 0 ledger post shop/orders --kind cost --date 2026-01-15 \
    --key k --posting "$cost 120.50" --posting "$supplier"
gives "post other content with the key" 4 ledger post shop/orders --kind cost --date 2026-01-15 \
    --key k --posting "$cost 120.51" --posting "$supplier"
says "post other content: the field" "has another amount"
gives "post: it does not sum to zero" 2 ledger post shop/orders --kind cost \
    --posting "$cost 1" --posting "$supplier -2"
gives "post: too fine" 2 ledger post shop/orders --kind cost --posting "$cost 1.001" \
    --posting "$supplier"
gives "post: no kind" 2 ledger post shop/orders --posting "$cost 1" --posting "$supplier"
gives "post: a share is refused" 4 ledger post shop/orders --kind share --posting "$cost 1" \
    --posting "$supplier"
says "post: a share: what posts it" "by an assessment of pain and gain only"
gives "post: a limit" 4 ledger post shop/orders --kind cost --posting "$cost 400" \
    --posting "$supplier"
says "post: a limit: which" "least balance"
gives "pend" 0 ledger pend shop/orders --kind cost --date 2026-01-16 --posting "$cost 30" \
    --posting "$supplier"
gives "pend another" 0 ledger pend shop/orders --kind cost --date 2026-01-16 --posting "$cost 5" \
    --posting "$supplier" --expires 2099-01-01T00:00:00Z
gives "settle" 0 ledger settle shop/orders 2 --amount 20 --date 2026-01-20
gives "settle again is refused" 4 ledger settle shop/orders 2
gives "void" 0 ledger void shop/orders 3 --date 2026-01-20
gives "expire: nothing to do" 0 ledger expire shop/orders
gives "reverse" 0 ledger reverse shop/orders 1 --date 2026-01-21 --reason wrong
gives "reverse a reversal is refused" 4 ledger reverse shop/orders 6
says "reverse a reversal: hint" "restate"
gives "restate" 0 ledger restate shop/orders 6 --date 2026-01-22
gives "balance" 0 ledger balance shop/orders Assets
prints "balance: the sum" 140.50
gives "balance on a day" 0 ledger balance shop/orders Assets --as-of 2026-01-21 --by effective
prints "balance on a day: the sum" 20.00
gives "trial" 0 ledger trial shop/orders
gives "entries" 0 ledger entries shop/orders --limit 2 --all
gives "show" 0 ledger show shop/orders
gives "close" 0 ledger close shop/orders 2026-01-31
gives "post into a closed period" 4 ledger post shop/orders --kind cost --date 2026-01-31 \
    --posting "$cost 1" --posting "$supplier"
gives "post late" 0 ledger post shop/orders --kind cost --date 2026-01-31 --late \
    --posting "$cost 1" --posting "$supplier"
gives "seal" 0 ledger seal shop/orders
gives "seal: nothing left" 4 ledger seal shop/orders
gives "periods" 0 ledger periods shop/orders
prints "periods: sealed" sealed
gives "verify" 0 ledger verify shop/orders

# From a file, and to others and back.
cat > entries.csv << 'EOF'
entry,kind,date,account,amount
a,cost,2026-02-02,Assets:Acme:Cost,2.00
a,cost,2026-02-02,Liabilities:Acme:Supplier,-2.00
EOF
gives "import --dry-run" 0 ledger import shop/orders entries.csv --dry-run
gives "import" 0 ledger import shop/orders entries.csv
gives "post a file" 0 ledger post shop/orders entries.csv
sed 's/-2.00/-2.50/' entries.csv > bad.csv
gives "import: unbalanced" 3 ledger import shop/orders bad.csv
says "import: unbalanced: the line" "bad.csv:2"
printf 'entry,kind,date,account,amount\na,cost,2026-02-02,Assets:Acme:Cost,two\n' > bad.csv
gives "import: no number" 3 ledger import shop/orders bad.csv
says "import: no number: the line" "bad.csv:2"
for form in json csv ledger hledger beancount; do
    gives "export --as $form" 0 ledger export shop/orders --as $form
    is "export --as $form: something" test -s out
done
gives "export: no such form" 2 ledger export shop/orders --as pdf

# The other party keeps a checkpoint; the store is put back to what it was before.
gives "keygen" 0 ledger keygen acme.key
is "keygen: only the owner reads it" test "$(stat -c %a acme.key)" = 600
is "keygen: the public key" test -s acme.key.pub
gives "keygen never overwrites" 4 ledger keygen acme.key
"$CONTRACTS" store backup before.db > out 2> err
gives "post more" 0 ledger post shop/orders --kind cost --date 2026-02-03 --posting "$cost 3" \
    --posting "$supplier"
gives "checkpoint" 0 ledger checkpoint shop/orders --secret-key acme.key --format json
cp out kept.json
gives "verify against the checkpoint" 0 ledger verify shop/orders --checkpoint kept.json \
    --public-key acme.key.pub
gives "prove" 0 ledger prove shop/orders 2 --format json
cp out proof.json
gives "a proof needs no store" 0 ledger proof proof.json --db none.db
gives "prove that it has grown" 0 ledger prove shop/orders --growth-from 3
mv contracts.db after.db
cp before.db contracts.db
gives "the store put back verifies by itself" 0 ledger verify shop/orders
gives "the checkpoint tells" 1 ledger verify shop/orders --checkpoint kept.json \
    --public-key acme.key.pub
prints "the checkpoint tells: L13" L13
