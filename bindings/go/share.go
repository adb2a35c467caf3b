package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime"
	"unsafe"
)

// MoneyExponent is the number of digits of the minor unit of an ISO 4217 code, such as 2 for "EUR".
// It is -1 if there is no such code, or it has no minor unit.
func MoneyExponent(currency string) int {
	var in inputs
	defer in.free()
	c := in.text("the currency", currency)
	if in.err != nil {
		return -1
	}
	return int(C.ctr_money_exponent(c))
}

// ParseMoney reads an amount in major units, such as "-12.5", as whole minor units, exactly.
//
// ErrArgument: it is no number, has more digits than the unit, or is too large.
func ParseMoney(amount string, exponent int) (int64, error) {
	var in inputs
	defer in.free()
	c := in.text("the amount", amount)
	if in.err != nil {
		return 0, in.err
	}
	var minor C.int64_t
	if C.ctr_money_parse(c, C.int(exponent), &minor) == 0 {
		return 0, failure(ErrArgument, nil,
			"'%s' is no amount with at most %d digits behind the point", amount, exponent)
	}
	return int64(minor), nil
}

// FormatMoney writes minor units as an amount in major units with all its digits; "" if the exponent
// is not 0 to 9.
func FormatMoney(minor int64, exponent int) string {
	var out [40]C.char
	if C.ctr_money_print(C.int64_t(minor), C.int(exponent), &out[0], C.size_t(len(out))) == 0 {
		return ""
	}
	return C.GoString(&out[0])
}

// ShareRule is a rule of sharing gain and pain, read and checked; doc/share.md lists its members. It
// may be used by any number of goroutines.
type ShareRule struct {
	c *C.ctr_share_rule
}

// ReadShareRule reads a rule, JSON or YAML; it needs no store.
//
// ErrInput: the document is malformed, or no rule; details "line", "column", "field".
func ReadShareRule(ctx context.Context, d Document) (*ShareRule, error) {
	var in inputs
	defer in.free()
	var parked parking
	var o DiffOptions
	options := in.diff(&o)
	source := in.source(d, o.limit(), &parked, nil)
	defer source.free()
	rule := &ShareRule{}
	err := pure(ctx, &o, &in, options, &parked, func(user C.uintptr_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_share_rule(&source.c, source.pointer(), source.size(), options, user,
			&rule.c, err)
	})
	if err != nil {
		return nil, source.explain(err)
	}
	runtime.SetFinalizer(rule, func(r *ShareRule) { C.ctr_share_rule_free(r.c) })
	return rule, nil
}

// Model is what the rule computes, such as "banded_share".
func (r *ShareRule) Model() string {
	defer runtime.KeepAlive(r)
	return C.GoString(C.ctr_share_model_name(C.ctr_share_rule_model(r.c)))
}

// Currency is an ISO 4217 code; "" for plain units, or if none is named.
func (r *ShareRule) Currency() string {
	defer runtime.KeepAlive(r)
	if code := C.ctr_share_rule_currency(r.c); code != nil {
		return C.GoString(code)
	}
	return ""
}

// Exponent is the number of digits of the minor unit of its amounts.
func (r *ShareRule) Exponent() int {
	defer runtime.KeepAlive(r)
	return int(C.ctr_share_rule_exponent(r.c))
}

// ShareInput is figures in minor units in place of those that a rule states itself; nil = the rule's.
type ShareInput struct {
	Target *int64 // the target now, with all changes
	Cost   *int64
}

func (in ShareInput) c() C.ctr_share_input {
	var c C.ctr_share_input
	C.ctr_share_input_init(&c, C.sizeof_ctr_share_input)
	if in.Target != nil {
		c.given |= C.CTR_SHARE_GIVEN_TARGET
		c.target = C.int64_t(*in.Target)
	}
	if in.Cost != nil {
		c.given |= C.CTR_SHARE_GIVEN_COST
		c.cost = C.int64_t(*in.Cost)
	}
	return c
}

// Compute is the share, with how it came about. A share that is not computable is no error.
//
// ErrArgument: the figures are not possible. ErrLimit: one is further from zero than 2^62.
func (r *ShareRule) Compute(input ShareInput) (*Share, error) {
	defer runtime.KeepAlive(r)
	given := input.c()
	out := result{kind: C.CTRGO_SHARE}
	defer out.free()
	var cerr *C.ctr_error
	status := C.ctr_share_compute(r.c, &given, nil, (**C.ctr_share)(unsafe.Pointer(&out.object)), &cerr)
	if status != C.CTR_OK {
		return nil, errorOf(status, cerr)
	}
	return finish[Share](&out, nil)
}

// ShareAmounts is a share in minor units.
type ShareAmounts struct {
	ContractorShare int64 // + it receives, - it pays
	ClientShare     int64
	ContractorPaid  int64
	Profit          int64
	MarginalRate    int64 // what it loses of the next unit of cost; 100000000 is all of it
	Limited         bool  // a cap, a limit of the fee or the ceiling holds
}

// Evaluate is the same figures, fast, for many cases of one rule.
//
// ErrState: something is missing, or the model has no share.
func (r *ShareRule) Evaluate(input ShareInput) (ShareAmounts, error) {
	defer runtime.KeepAlive(r)
	given := input.c()
	var out C.ctr_share_amounts
	C.ctr_share_amounts_init(&out, C.sizeof_ctr_share_amounts)
	if status := C.ctr_share_evaluate(r.c, &given, &out); status != C.CTR_OK {
		return ShareAmounts{}, errorOf(status, nil)
	}
	return ShareAmounts{
		ContractorShare: int64(out.contractor_share),
		ClientShare:     int64(out.client_share),
		ContractorPaid:  int64(out.contractor_paid),
		Profit:          int64(out.profit),
		MarginalRate:    int64(out.marginal_rate),
		Limited:         out.limited != 0,
	}, nil
}

// LintShare looks for what is seldom meant in a rule: gaps, overlaps, no upside, pain without a cap,
// cliffs, zones in which the incentive is dead. The worst come first.
//
// ErrInput: it is no rule for other reasons than gaps and overlaps.
func LintShare(ctx context.Context, d Document) ([]ShareFinding, error) {
	var in inputs
	defer in.free()
	var parked parking
	var o DiffOptions
	options := in.diff(&o)
	source := in.source(d, o.limit(), &parked, nil)
	defer source.free()
	out := result{kind: C.CTRGO_SHARE_FINDINGS}
	defer out.free()
	err := pure(ctx, &o, &in, options, &parked, func(user C.uintptr_t, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_share_lint(&source.c, source.pointer(), source.size(), options, user,
			(**C.ctr_share_findings)(unsafe.Pointer(&out.object)), err)
	})
	if err != nil {
		return nil, source.explain(err)
	}
	found, err := finish[struct {
		Findings []ShareFinding `json:"findings"`
	}](&out, nil)
	if err != nil {
		return nil, err
	}
	return found.Findings, nil
}
