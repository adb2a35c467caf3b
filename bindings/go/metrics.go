package contracts

// #include "bridge.h"
import "C"

import "context"

// Metric is a figure of a master contract. Value is decimal text, "" where it cannot be computed:
// then Reason says why.
type Metric struct {
	Metric    string `json:"metric"`
	Alias     string `json:"alias,null"`
	Subject   string `json:"subject,null"`   // "" = the contract as a whole
	Statistic string `json:"statistic,null"` // such as "p50"
	Value     string `json:"value,null"`
	Unit      string `json:"unit"`
	Samples   int64  `json:"samples"`
	Open      int64  `json:"open"` // cases that are not over, and so not in the value
	Reason    string `json:"reason,null"`
}

// Metrics are the figures of a master contract over some days.
type Metrics struct {
	rendered

	Team    string   `json:"team"`
	Name    string   `json:"name"`
	From    string   `json:"from,null"`
	Until   string   `json:"until,null"`
	Metrics []Metric `json:"metrics"`
}

// Metrics computes the figures of a master contract, from the first day to the last one; "" = all
// days. ErrState: it is no master, or none of its versions is active.
func (s *Store) Metrics(ctx context.Context, team, name, from, until string) (*Metrics, error) {
	var in inputs
	defer in.free()
	t, n := in.text("team", team), in.text("name", name)
	var o C.ctr_metrics_options
	C.ctr_metrics_options_init(&o, C.sizeof_ctr_metrics_options)
	o.from, o.until = in.optional("from", from), in.optional("until", until)
	out := result{kind: C.CTRGO_METRICS}
	defer out.free()
	err := s.run(ctx, false, &in, func(h *handle, err **C.ctr_error) C.ctr_status {
		return C.ctr_metrics_get(h.c, t, n, &o, (**C.ctr_metrics)(out.place()), err)
	})
	return finish[Metrics](&out, err)
}
