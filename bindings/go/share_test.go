package contracts_test

import (
	"fmt"
	"testing"

	"contracts"
)

const shareRule = `{"model":"banded_share","currency":"GBP","target":1000000,"cost":"930000.00","fee_pct":10,
"bands":[[0,95,30],[95,100,50],[100,105,50],[105,null,20]],"participants":[60,{"name":"b","pct":30}]}`

func TestMoney(t *testing.T) {
	equal(t, "EUR", contracts.MoneyExponent("EUR"), 2)
	equal(t, "JPY", contracts.MoneyExponent("JPY"), 0)
	equal(t, "none", contracts.MoneyExponent("XAU"), -1)
	equal(t, "NUL", contracts.MoneyExponent("EUR\x00"), -1)
	equal(t, "parsed", must(contracts.ParseMoney("-12.5", 2))(t), int64(-1250))
	for _, bad := range []string{"12.345", "NaN", "", "1e40", "1\x00"} {
		_, err := contracts.ParseMoney(bad, 2)
		wanted(t, err, contracts.ErrArgument)
	}
	equal(t, "printed", contracts.FormatMoney(-1250, 2), "-12.50")
	equal(t, "no exponent", contracts.FormatMoney(1, 10), "")
}

func TestShare(t *testing.T) {
	rule := must(contracts.ReadShareRule(background, text(shareRule)))(t)
	equal(t, "model", rule.Model(), "banded_share")
	equal(t, "currency", rule.Currency(), "GBP")
	equal(t, "exponent", rule.Exponent(), 2)
	share := must(rule.Compute(contracts.ShareInput{}))(t)
	equal(t, "computable", share.Computable, true)
	equal(t, "share", share.ContractorShare, "31000.00")
	equal(t, "client", share.ClientShare, "39000.00")
	equal(t, "paid", share.ContractorPaid, "1054000.00")
	equal(t, "participants", fmt.Sprint(share.Participants), "[18600.00 9300.00]")
	equal(t, "name", share.Parties[1].Name, "b")
	equal(t, "unallocated", share.Unallocated, "3100.00")
	equal(t, "lines", len(share.Lines), 2)
	equal(t, "warnings", len(share.Warnings), 1)
	equal(t, "price", share.Price, "")

	cost, target := int64(108000000), int64(100000000)
	share = must(rule.Compute(contracts.ShareInput{Cost: &cost, Target: &target}))(t)
	equal(t, "share", share.ContractorShare, "-31000.00")
	equal(t, "rate", share.MarginalRate, "20")
	amounts := must(rule.Evaluate(contracts.ShareInput{Cost: &cost}))(t)
	equal(t, "evaluated", amounts, contracts.ShareAmounts{ContractorShare: -3100000,
		ClientShare: -4900000, ContractorPaid: 115700000, Profit: 7700000, MarginalRate: 20000000})
	cost = -1
	_, err := rule.Compute(contracts.ShareInput{Cost: &cost})
	wanted(t, err, contracts.ErrArgument)
	_, err = rule.Evaluate(contracts.ShareInput{Cost: &cost})
	wanted(t, err, contracts.ErrArgument)
}

func TestShareThatIsNotComputable(t *testing.T) {
	rule := must(contracts.ReadShareRule(background,
		text("model: target_cost\npain_share_pct: 50\ngain_share_pct: 50\n")))(t)
	equal(t, "currency", rule.Currency(), "")
	share := must(rule.Compute(contracts.ShareInput{}))(t)
	equal(t, "computable", share.Computable, false)
	equal(t, "reasons", fmt.Sprint(share.Reasons), "[target missing currency missing cost missing]")
	_, err := rule.Evaluate(contracts.ShareInput{})
	wanted(t, err, contracts.ErrState)
}

func TestShareRefusesBadRules(t *testing.T) {
	_, err := contracts.ReadShareRule(background, text("{\n\"model\":\"fpif\",\n\"target\":\"x\"}"))
	e := wanted(t, err, contracts.ErrInput)
	equal(t, "field", e.Details["field"]+" "+e.Details["line"], "target 3")
	_, err = contracts.ReadShareRule(background, contracts.File("/nowhere"))
	wanted(t, err, contracts.ErrInput)
}

func TestLintShare(t *testing.T) {
	found := must(contracts.LintShare(background,
		text("model: banded_share\ncurrency: EUR\nbands:\n- [0, 50, 10]\n- [40, 100, 20]\n")))(t)
	equal(t, "first", found[0].ID+" "+found[0].Level, "band-overlap error")
	equal(t, "line", found[0].Line, int64(5))
	_, err := contracts.LintShare(background, text("[]"))
	wanted(t, err, contracts.ErrInput)
}
