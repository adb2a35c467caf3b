"""Ledgers: posting, later entries, balances, periods, and what parties exchange."""

from datetime import date, datetime, timezone
from decimal import Decimal

import contracts
import pytest
from contracts import EntrySpec, PostingSpec

COST, SUPPLIER = "Assets:Acme:Cost", "Liabilities:Acme:Supplier"


@pytest.fixture
def store(memory, clock):
    store = memory(actor="ada", clock=clock)
    store.create("shop", "orders", b"{}", label="1.0.0")
    store.ledger_open("shop", "orders", "GBP")
    store.account_open("shop", "orders", COST, opened=date(2025, 1, 1))
    store.account_open("shop", "orders", SUPPLIER, lo=-100_000)
    return store


def cost(amount, **facts):
    return EntrySpec(kind="cost", postings=[(COST, amount), (SUPPLIER, -amount)], **facts)


def test_an_entry_comes_back_whole(store):
    (entry,) = store.post(
        "shop",
        "orders",
        EntrySpec(
            kind="cost",
            date=date(2026, 1, 15),
            key="k",
            memo="hosting",
            cause=("invoice", "7"),
            evidence=["file:a", ("file:b", "ab" * 32)],
            postings=[PostingSpec(COST, 12050, "GBP"), PostingSpec(SUPPLIER, -12050)],
        ),
    )
    assert (entry.seq, entry.act, entry.kind, entry.state) == (1, "post", "cost", "posted")
    assert entry.effective == entry.booked == date(2026, 1, 15)
    assert [posting.amount for posting in entry.postings] == [Decimal("120.50"), Decimal("-120.50")]
    assert [one.sha256 for one in entry.evidence] == [None, "ab" * 32]
    assert (entry.cause_kind, entry.cause_id, entry.actor) == ("invoice", "7", "ada")
    assert list(store.entries("shop", "orders")) == [entry]
    assert store.ledger("shop", "orders").head == entry.hash


def test_a_key_is_posted_once(store):
    (first,) = store.post("shop", "orders", cost(100, key="k", date="2026-01-01"))
    (again,) = store.post("shop", "orders", cost(100, key="k", date="2026-01-01"))
    assert again.repeated and again.hash == first.hash
    with pytest.raises(contracts.Conflict) as found:
        store.post("shop", "orders", cost(101, key="k", date="2026-01-01"))
    assert found.value.details["field"] == "amount"


def test_a_batch_is_posted_whole_or_not_at_all(store):
    with pytest.raises(contracts.StateError) as found:
        store.post("shop", "orders", cost(100), cost(100_000))
    assert found.value.details["item"] == "1"
    assert store.ledger("shop", "orders").entries == 0
    assert len(store.post("shop", "orders", *[cost(1)] * 50)) == 50
    assert len(list(store.entries("shop", "orders", page_size=20))) == 50
    with pytest.raises(contracts.ArgumentError):
        store.post("shop", "orders")


def test_pending_entries_are_resolved_once(store):
    store.post("shop", "orders", cost(100, pending=True), cost(50, pending=True))
    settled = store.settle("shop", "orders", 1, amount=60)
    assert (settled.resolves, settled.postings[0].amount) == (1, Decimal("0.60"))
    assert store.void("shop", "orders", 2, memo="no").act == "void"
    with pytest.raises(contracts.StateError):
        store.void("shop", "orders", 1)
    assert store.balance("shop", "orders", COST).accounts[0].balance == Decimal("0.60")
    until = datetime(2026, 2, 1, tzinfo=timezone.utc)
    store.post("shop", "orders", cost(5, pending=True, expires=until))
    assert [one.seq for one in store.entries("shop", "orders", pending=True)] == [5]
    assert store.expire("shop", "orders") == ()
    assert [one.resolves for one in store.expire("shop", "orders", now=until)] == [5]


def test_a_reversal_is_taken_back_by_restating(store):
    store.post("shop", "orders", cost(100))
    assert store.reverse("shop", "orders", 1).reverses == 1
    with pytest.raises(contracts.StateError):
        store.reverse("shop", "orders", 2)
    assert store.restate("shop", "orders", 2).act == "restate"
    assert store.balance("shop", "orders").sums[0].balance == 0


def test_periods_close_and_seal(store):
    store.post("shop", "orders", cost(100, date="2026-01-10"))
    assert store.close_period("shop", "orders", "2026-01-31").state == "closed"
    sealed = store.seal_period("shop", "orders")
    assert sealed.state == "sealed" and sealed.balances[0].balance == 1
    assert store.periods("shop", "orders") == (sealed,)
    with pytest.raises(contracts.StateError):
        store.post("shop", "orders", cost(1, date="2026-01-31"))
    (late,) = store.post("shop", "orders", cost(1, date="2026-01-31", late=True))
    assert (late.effective, late.booked) == (date(2026, 1, 31), date(2026, 2, 1))
    by_day = store.balance("shop", "orders", COST, as_of="2026-01-31", by="effective")
    assert by_day.accounts[0].balance == Decimal("1.01")
    assert store.verify_ledger("shop", "orders").ok


def test_checkpoints_and_proofs(store):
    keys = contracts.generate_key()
    store.post("shop", "orders", cost(1), cost(2), cost(3))
    checkpoint = store.checkpoint("shop", "orders", keys.secret)
    assert contracts.checkpoint_signed(checkpoint.to_json(), keys.public)
    assert not contracts.checkpoint_signed(checkpoint, contracts.generate_key().public)
    proof = store.prove_entry("shop", "orders", 2)
    assert contracts.proof_holds(proof.to_json(), checkpoint.root)
    assert not contracts.proof_holds(proof, "00" * 32)
    store.post("shop", "orders", cost(4))
    growth = store.prove_growth("shop", "orders", 3)
    assert contracts.proof_holds(growth, from_root=checkpoint.root)
    found = store.verify_ledger(
        "shop", "orders", checkpoint=checkpoint, public_key=keys.public
    )
    assert found.ok and found.entries == 4
    with pytest.raises(contracts.ArgumentError):
        store.verify_ledger("shop", "orders", checkpoint=checkpoint)
    with pytest.raises(contracts.ArgumentError):
        store.checkpoint("shop", "orders", keys.public)


def test_text_goes_out_and_comes_in(store):
    store.post("shop", "orders", cost(12345, date="2026-01-10", memo="hosting"))
    assert b"GBP 123.45" in store.export_ledger("shop", "orders", "hledger")
    assert b"123.45 GBP" in store.export_ledger("shop", "orders", "beancount")
    text = "2026-01-11 * more\n    %s  GBP 1\n    %s\n" % (COST, SUPPLIER)
    (entry,) = store.import_entries("shop", "orders", text, form="hledger", kind="fee")
    assert (entry.kind, entry.memo) == ("fee", "more")
    with pytest.raises(contracts.InputError) as found:
        store.import_entries("shop", "orders", text.replace("GBP 1", "GBP 1.001"), form="hledger",
                             kind="fee", file="a.journal")
    assert str(found.value) == "a.journal:2: '1.001' has more than the 2 decimals of GBP"


def test_accounts_change(store):
    changed = store.account_change("shop", "orders", COST, hi=500, closed="2027-01-01")
    assert (changed.hi, changed.closed) == (5, date(2027, 1, 1))
    with pytest.raises(contracts.StateError):
        store.post("shop", "orders", cost(501))
    assert store.account_change("shop", "orders", COST, no_limits=True).hi is None


def test_amounts_are_exact():
    assert contracts.minor_units("12.34", "GBP") == 1234
    assert contracts.minor_units(Decimal("1E+3"), "JPY") == 1000
    assert contracts.amount(-5, "KWD") == Decimal("-0.005")
    for bad, currency in [("1.001", "GBP"), ("nan", "GBP"), ("1", "XXQ"), ("9" * 30, "GBP")]:
        with pytest.raises(contracts.ArgumentError):
            contracts.minor_units(bad, currency)
    with pytest.raises(TypeError):
        contracts.minor_units(1.5, "GBP")
    with pytest.raises(contracts.ArgumentError):
        contracts.amount(1, "nope")
