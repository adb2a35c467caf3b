package contracts_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"contracts"
)

const (
	costs    = "Assets:Acme:Cost"
	supplier = "Liabilities:Acme:Supplier"
)

func cost(amount int64) contracts.EntrySpec {
	return contracts.EntrySpec{Kind: contracts.EntryCost, Postings: []contracts.PostingSpec{
		{Account: costs, Amount: amount}, {Account: supplier, Amount: -amount}}}
}

func withLedger(t testing.TB, store *contracts.Store) {
	t.Helper()
	withOrders(t, store)
	must(store.OpenLedger(background, "shop", "orders", "GBP"))(t)
	lo := int64(-100000)
	must(store.OpenAccount(background, "shop", "orders", contracts.AccountSpec{Account: costs}))(t)
	must(store.OpenAccount(background, "shop", "orders",
		contracts.AccountSpec{Account: supplier, Lo: &lo}))(t)
}

func TestAnEntryComesBackWhole(t *testing.T) {
	store := open(t)
	withLedger(t, store)
	spec := cost(12050)
	spec.Date, spec.Key, spec.Memo, spec.CauseKind, spec.CauseID = "2026-01-15", "k", "hosting", "invoice", "7"
	spec.Evidence = []contracts.Evidence{{Link: "file:a"}, {Link: "file:b", SHA256: strings.Repeat("ab", 32)}}
	posted := must(store.Post(background, "shop", "orders", []contracts.EntrySpec{spec}))(t)
	e := posted[0]
	equal(t, "amount", e.Postings[0].Amount, "120.50")
	equal(t, "state", e.State, contracts.EntryPosted)
	equal(t, "evidence", e.Evidence[1].SHA256, strings.Repeat("ab", 32))
	equal(t, "cause", e.CauseKind+" "+e.CauseID, "invoice 7")
	again := must(store.Post(background, "shop", "orders", []contracts.EntrySpec{spec}))(t)
	equal(t, "repeated", again[0].Repeated, true)
	spec.Memo = "other"
	_, err := store.Post(background, "shop", "orders", []contracts.EntrySpec{spec})
	equal(t, "field", wanted(t, err, contracts.ErrConflict, "another memo").Details["field"], "memo")
	page := must(store.Entries(background, "shop", "orders", contracts.EntryFilter{Limit: 1}))(t)
	equal(t, "entries", len(page.Entries), 1)
	equal(t, "head", must(store.Ledger(background, "shop", "orders"))(t).Head, e.Hash)
}

func TestABatchIsPostedWholeOrNotAtAll(t *testing.T) {
	store := open(t)
	withLedger(t, store)
	_, err := store.Post(background, "shop", "orders", []contracts.EntrySpec{cost(1), cost(100000)})
	equal(t, "item", wanted(t, err, contracts.ErrState, "least balance").Details["item"], "1")
	equal(t, "entries", must(store.Ledger(background, "shop", "orders"))(t).Entries, 0)
	_, err = store.Post(background, "shop", "orders", nil)
	wanted(t, err, contracts.ErrArgument, "0 entries to post")
}

func TestPendingEntriesReversalsAndPeriods(t *testing.T) {
	store := open(t)
	withLedger(t, store)
	pending := cost(100)
	pending.Pending = true
	must(store.Post(background, "shop", "orders", []contracts.EntrySpec{pending, pending, pending}))(t)
	settled := must(store.Settle(background, "shop", "orders", 1, contracts.Resolution{Amount: 60}))(t)
	equal(t, "settled", settled.Postings[0].Amount, "0.60")
	must(store.Settle(background, "shop", "orders", 2, contracts.Resolution{Postings: []contracts.PostingSpec{
		{Account: costs, Amount: 1}, {Account: supplier, Amount: -1}}}))(t)
	must(store.Void(background, "shop", "orders", 3, contracts.Resolution{}, contracts.Because("no")))(t)
	_, err := store.Void(background, "shop", "orders", 3, contracts.Resolution{})
	wanted(t, err, contracts.ErrState, "resolved once")
	must(store.Reverse(background, "shop", "orders", 4, contracts.Resolution{}))(t)
	must(store.Restate(background, "shop", "orders", 7, contracts.Resolution{}))(t)
	trial := must(store.Balance(background, "shop", "orders", contracts.BalanceQuery{}))(t)
	equal(t, "balance", trial.Accounts[0].Balance, "0.61")
	equal(t, "sum", trial.Sums[0].Balance, "0.00")
	must(store.ClosePeriod(background, "shop", "orders", "2020-01-31"))(t)
	equal(t, "state", must(store.SealPeriod(background, "shop", "orders", ""))(t).State, "sealed")
	equal(t, "periods", len(must(store.Periods(background, "shop", "orders"))(t)), 1)
	late := cost(5)
	late.Date, late.Late = "2020-01-31", true
	posted := must(store.Post(background, "shop", "orders", []contracts.EntrySpec{late}))(t)
	equal(t, "booked", posted[0].Booked, "2020-02-01")
	by := must(store.Balance(background, "shop", "orders",
		contracts.BalanceQuery{Account: costs, Day: "2020-01-31", By: contracts.AsOfEffective}))(t)
	equal(t, "by effective", by.Accounts[0].Balance, "0.05")
	lapsing := cost(5)
	lapsing.Pending, lapsing.Expires = true, time.Now().Add(time.Hour)
	must(store.Post(background, "shop", "orders", []contracts.EntrySpec{lapsing}))(t)
	ended := must(store.Expire(background, "shop", "orders", contracts.At(time.Now().Add(2*time.Hour))))(t)
	equal(t, "lapsed", len(ended), 1)
	equal(t, "verified", must(store.VerifyLedger(background, "shop", "orders"))(t).OK, true)
}

func TestCheckpointsAndProofs(t *testing.T) {
	store := open(t)
	withLedger(t, store)
	must(store.Post(background, "shop", "orders", []contracts.EntrySpec{cost(1), cost(2), cost(3)}))(t)
	public, secret, err := contracts.GenerateKey()
	noError(t, err)
	made := must(store.Checkpoint(background, "shop", "orders", secret))(t)
	var kept contracts.Checkpoint
	noError(t, json.Unmarshal(must(json.Marshal(made))(t), &kept))
	equal(t, "signed", kept.SignedBy(public), true)
	other, _, err := contracts.GenerateKey()
	noError(t, err)
	equal(t, "signed by another", kept.SignedBy(other), false)
	equal(t, "signed by nothing", kept.SignedBy(nil), false)
	proof := must(store.ProveEntry(background, "shop", "orders", 2, 0))(t)
	equal(t, "holds", proof.Holds(kept.Root, ""), true)
	equal(t, "holds elsewhere", proof.Holds(strings.Repeat("0", 64), ""), false)
	must(store.Post(background, "shop", "orders", []contracts.EntrySpec{cost(4)}))(t)
	growth := must(store.ProveGrowth(background, "shop", "orders", 3, 0))(t)
	equal(t, "grown", growth.Holds("", kept.Root), true)
	equal(t, "compared", must(store.CompareCheckpoint(background, "shop", "orders", &kept, public))(t).OK, true)
	kept.Entries = 9
	report := must(store.CompareCheckpoint(background, "shop", "orders", &kept, public))(t)
	equal(t, "changed", report.Invariant, "L13")
	_, err = store.Checkpoint(background, "shop", "orders", public)
	wanted(t, err, contracts.ErrArgument, "the secret key has 32 bytes, wanted 64")
}

func TestEntriesAsText(t *testing.T) {
	store := open(t)
	withLedger(t, store)
	text := "2026-01-11 * more\n    " + costs + "  GBP 1.25\n    " + supplier + "\n"
	o := contracts.EntryImport{Form: contracts.LedgerHledger, Kind: contracts.EntryFee, File: "a.journal"}
	posted := must(store.ImportEntries(background, "shop", "orders", []byte(text), o))(t)
	equal(t, "kind", posted[0].Kind, contracts.EntryFee)
	_, err := store.ImportEntries(background, "shop", "orders",
		[]byte(strings.Replace(text, "1.25", "1.255", 1)), o)
	equal(t, "line", wanted(t, err, contracts.ErrInput, "a.journal:2: ").Details["line"], "2")
	var out strings.Builder
	noError(t, store.ExportLedger(background, &out, "shop", "orders", contracts.LedgerBeancount))
	if !strings.Contains(out.String(), "1.25 GBP") {
		t.Fatal(out.String())
	}
}

func TestAmountsAreExact(t *testing.T) {
	equal(t, "minor", must(contracts.MinorUnits("12.34", "GBP"))(t), 1234)
	equal(t, "amount", must(contracts.Amount(-5, "KWD"))(t), "-0.005")
	for _, bad := range []string{"1.001", "nan", "", "1e30", "1\x00"} {
		_, err := contracts.MinorUnits(bad, "GBP")
		wanted(t, err, contracts.ErrArgument)
	}
	_, err := contracts.Amount(1, "nope")
	wanted(t, err, contracts.ErrArgument, "no currency")
}
