package contracts

// #include "bridge.h"
import "C"

import "context"

// OpenChart opens what is missing of the accounts that a master contract needs, and its ledger, and
// posts its target. Doing it again changes nothing.
//
// base is the ISO 4217 code where there is no ledger yet; "" = that of the incentives. ErrState: no
// master, no active version, no currency, or two parties whose accounts would have the same names.
func (s *Store) OpenChart(ctx context.Context, team, name, base string,
	options ...CallOption) (*Chart, error) {
	var in inputs
	defer in.free()
	t, n, b := in.text("team", team), in.text("name", name), in.optional("base", base)
	call := in.call(options)
	out := result{kind: C.CTRGO_CHART}
	defer out.free()
	err := s.run(ctx, true, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_chart(h.c, t, n, b, call, (**C.ctr_chart)(out.place()), err)
	})
	return finish[Chart](&out, err)
}
