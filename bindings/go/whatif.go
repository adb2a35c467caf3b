package contracts

// #include "bridge.h"
import "C"

import (
	"context"
	"unsafe"
)

// WhatifThreshold is a threshold under two policies; a limit of "" is not set.
type WhatifThreshold struct {
	Name           string `json:"name"`
	Value          string `json:"value,null"`
	Unit           string `json:"unit"`
	LimitBefore    string `json:"limit_before,null"`
	LimitAfter     string `json:"limit_after,null"`
	ExceededBefore bool   `json:"exceeded_before"`
	ExceededAfter  bool   `json:"exceeded_after"`
}

// Whatif is a change whose class would be another. ClassAfter is "" if the policy refuses what is
// not known of the change.
type Whatif struct {
	rendered

	Change        string            `json:"change"`
	ID            string            `json:"id"`
	State         ChangeState       `json:"state"`
	ClassBefore   ChangeClass       `json:"class_before"`
	ClassAfter    ChangeClass       `json:"class_after,null"`
	ReasonsBefore []string          `json:"reasons_before"`
	ReasonsAfter  []string          `json:"reasons_after"`
	Thresholds    []WhatifThreshold `json:"thresholds"` // those that decide
}

// WhatifPage is a part of a list of them.
type WhatifPage struct {
	rendered

	Changes     []Whatif `json:"changes"`
	Examined    int64    `json:"examined"` // changes looked at for this page
	RuleVersion string   `json:"rule_version,null"`
	Next        string   `json:"next,null"`
}

// WhatIf lists the changes of a master whose class would differ under another policy: a master
// contract, or its change_policy or thresholds alone. Nothing is changed. limit 0 = 100; after is
// Next of the page before, "" at first.
func (s *Store) WhatIf(ctx context.Context, team, name string, policy Document, limit int,
	after string) (*WhatifPage, error) {
	var in inputs
	defer in.free()
	var c C.ctr_change_filter
	C.ctr_change_filter_init(&c, C.sizeof_ctr_change_filter)
	c.team, c.name = in.text("team", team), in.text("name", name)
	c.limit = in.count("the limit", limit)
	c.after = in.optional("the page", after)
	out := result{kind: C.CTRGO_WHATIF_LIST}
	defer out.free()
	read := func(h *handle, d *source, err **C.ctr_error) C.ctr_status {
		return C.ctrgo_whatif(h.c, &d.c, d.pointer(), d.size(), &c,
			(**C.ctr_whatif_list)(unsafe.Pointer(&out.object)), err)
	}
	err := s.runDocument(ctx, false, &in, policy, read)
	return finish[WhatifPage](&out, err)
}
