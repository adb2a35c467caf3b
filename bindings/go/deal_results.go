package contracts

// ChartAccount is an account of a chart; What says what it holds and what its sign means.
type ChartAccount struct {
	Account string `json:"account"`
	Party   string `json:"party,null"` // whose it is; "" = of no party
	Balance string `json:"balance"`
	Opened  bool   `json:"opened"` // by the call
	What    string `json:"what"`
}

// Chart is the chart of accounts of a master contract.
type Chart struct {
	// DryRun: it answers a dry run, nothing of it was kept.
	DryRun       bool           `json:"dry_run,mark"`
	Team         string         `json:"team"`
	Name         string         `json:"name"`
	Currency     string         `json:"currency"`
	LedgerOpened bool           `json:"ledger_opened"`
	Opened       int64          `json:"opened"` // how many accounts
	Target       string         `json:"target"`
	TargetEntry  int64          `json:"target_entry,null"` // of the original target; 0 = not known
	Accounts     []ChartAccount `json:"accounts"`
	Remarks      []string       `json:"remarks"` // what is missing for a share
}
