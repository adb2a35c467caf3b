"""Money and shares."""

from decimal import Decimal

import contracts
import pytest

RULE = {
    "model": "banded_share",
    "currency": "GBP",
    "target": 1000000,
    "cost": "930000.00",
    "fee_pct": 10,
    "bands": [[0, 95, 30], [95, 100, 50], [100, 105, 50], [105, None, 20]],
    "participants": [60, {"name": "b", "pct": 30}],
}


def test_money():
    assert contracts.money_exponent("EUR") == 2
    assert contracts.money_exponent("JPY") == 0
    assert contracts.money_exponent("XAU") is None
    assert contracts.money_parse("-12.5", 2) == -1250
    assert contracts.money_parse(Decimal("1E+2"), 0) == 100
    assert contracts.money_parse(3, 3) == 3000
    assert contracts.money_print(-1250, 2) == "-12.50"
    for bad in ("12.345", "NaN", "", "1e40"):
        with pytest.raises(contracts.ArgumentError):
            contracts.money_parse(bad, 2)
    for bad in (1.5, True, None):
        with pytest.raises(TypeError):
            contracts.money_parse(bad, 2)
    with pytest.raises(contracts.ArgumentError):
        contracts.money_print(1, 10)
    with pytest.raises(contracts.ArgumentError):
        contracts.money_print(2**63, 2)


def test_share():
    rule = contracts.ShareRule(RULE)
    assert (rule.model, rule.currency, rule.exponent) == ("banded_share", "GBP", 2)
    share = rule.compute()
    assert share.computable
    assert share.contractor_share == Decimal("31000.00")
    assert share.client_share == 39000
    assert share.contractor_paid == 1054000
    assert share.participants == (18600, 9300)
    assert share.parties[1].name == "b"
    assert share.unallocated == 3100
    assert [line.from_ for line in share.lines] == [0, 95]
    assert share.distances[0].to == "target"
    assert share.price is None
    assert "unallocated" in share.warnings[0]
    assert share == contracts.share(RULE)
    assert hash(share.lines[0])


def test_figures_of_the_caller():
    rule = contracts.ShareRule(RULE)
    share = rule.compute(cost="1080000", target=1000000)
    assert share.contractor_share == -31000
    assert share.marginal_rate == 20
    amounts = rule.evaluate(108000000)
    assert amounts == rule.evaluate(108000000, 100000000)
    assert amounts == contracts.ShareAmounts(-3100000, -4900000, 115700000, 7700000, 20000000, False)
    with pytest.raises(contracts.ArgumentError):
        rule.compute(cost=-1)
    with pytest.raises(contracts.ArgumentError):
        rule.compute(cost="1.005")
    with pytest.raises(contracts.ArgumentError):
        rule.evaluate(-1)


def test_what_is_missing_is_told():
    rule = contracts.ShareRule(b"model: target_cost\npain_share_pct: 50\ngain_share_pct: 50\n")
    assert rule.currency is None
    share = rule.compute()
    assert not share.computable
    assert share.reasons == ("target missing", "currency missing", "cost missing")
    with pytest.raises(contracts.StateError):
        rule.evaluate(1)


def test_splits_have_whole_parts():
    share = contracts.share({"model": "alloc_in_order", "minor": 5, "ratios": [70, 30]})
    assert share.parts == [4, 1]


def test_bad_rules_are_refused():
    with pytest.raises(contracts.InputError) as caught:
        contracts.ShareRule(b'{\n"model":"fpif",\n"target":"x"}')
    assert caught.value.details["field"] == "target"
    assert caught.value.details["line"] == "3"


def test_lint():
    findings = contracts.share_lint(
        b"model: banded_share\ncurrency: EUR\nbands:\n- [0, 50, 10]\n- [40, 100, 20]\n"
    )
    assert (findings[0].id, findings[0].level, findings[0].line) == ("band-overlap", "error", 5)
    with pytest.raises(contracts.InputError):
        contracts.share_lint(b"[]")
