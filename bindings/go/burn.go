package contracts

// #include "bridge.h"
import "C"

import "context"

// BurnPoint is cost and target after a day on which one of them moved.
type BurnPoint struct {
	Date   string `json:"date"`
	Cost   string `json:"cost"`
	Target string `json:"target"`
}

// BurnForecast is a forecast of the final cost, made by an assessment.
type BurnForecast struct {
	Date       string `json:"date"`
	Cost       string `json:"cost"`
	Assessment int64  `json:"assessment"`
}

// BurnLimit is a cost where something of the terms ends, such as "pta" or "band_above".
type BurnLimit struct {
	What string `json:"what"`
	At   string `json:"at"`
}

// Burn is cost against target over time.
type Burn struct {
	rendered

	Team      string         `json:"team"`
	Name      string         `json:"name"`
	Until     string         `json:"until"`
	Currency  string         `json:"currency"`
	Cost      string         `json:"cost"`
	Target    string         `json:"target"`
	Points    []BurnPoint    `json:"points"`
	Forecasts []BurnForecast `json:"forecasts"`
	Limits    []BurnLimit    `json:"limits"`
}

// Burn tells cost against target until a day, included; "" = the day of the call.
func (s *Store) Burn(ctx context.Context, team, name, until string) (*Burn, error) {
	var in inputs
	defer in.free()
	t, n, u := in.text("team", team), in.text("name", name), in.optional("the last day", until)
	out := result{kind: C.CTRGO_BURN}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_ledger_burn(h.c, t, n, u, (**C.ctr_burn)(out.place()), err)
	})
	return finish[Burn](&out, err)
}
