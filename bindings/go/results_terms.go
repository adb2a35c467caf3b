package contracts

// Term is one term of a governing document; line and column are 0 if it holds by default.
type Term struct {
	Path   string `json:"path"`
	Value  string `json:"value"` // "" where being there is all
	Given  bool   `json:"given"`
	Line   int64  `json:"line"`
	Column int64  `json:"column"`
	About  string `json:"about"`
}

// Terms is a governing document, read.
type Terms struct {
	rendered

	Kind  TermsKind `json:"kind"`
	ID    string    `json:"id"`
	Title string    `json:"title,null"`
	Terms []Term    `json:"terms"`
}

// Lint is one remark on a governing document.
type Lint struct {
	Rule    string    `json:"rule"`
	Level   LintLevel `json:"level"`
	Path    string    `json:"path"`
	Message string    `json:"message"`
	Line    int64     `json:"line"`
	Column  int64     `json:"column"`
}

// LintReport is what to remark on a governing document.
type LintReport struct {
	rendered

	Kind     TermsKind `json:"kind"`
	ID       string    `json:"id"`
	Errors   int64     `json:"errors"`
	Warnings int64     `json:"warnings"`
	Infos    int64     `json:"infos"`
	Findings []Lint    `json:"findings"`
}

// Threshold is one threshold and what was held against it. Numbers are decimals; the value and the
// margin are "" if the value is not known.
type Threshold struct {
	Name     string `json:"name"`
	Value    string `json:"value,null"`
	Limit    string `json:"limit"`
	Margin   string `json:"margin,null"`
	Unit     string `json:"unit"`
	Exceeded bool   `json:"exceeded"`
	Known    bool   `json:"known"`
}

// Classification is minor or major, and why. Claimed is what the request says of itself.
type Classification struct {
	rendered

	Class        ChangeClass `json:"class"`
	Reasons      []string    `json:"reasons"`
	Thresholds   []Threshold `json:"thresholds"`
	Claimed      ChangeClass `json:"claimed,null"`
	ClaimDiffers bool        `json:"claim_differs"`
	Warnings     []string    `json:"warnings"`
	Change       string      `json:"change"`
	Master       string      `json:"master"`
	Enforced     bool        `json:"enforced"`
	OnUnknown    string      `json:"on_unknown"`
	Comparison   string      `json:"comparison"`
	SlipUnit     string      `json:"slip_unit"`
	BudgetBase   string      `json:"budget_base"`
	RuleVersion  string      `json:"rule_version"`
}

// Rank is a value slice and its place; the position is 0 if it cannot be ranked, for the reason.
type Rank struct {
	Position      int64  `json:"position"`
	ID            string `json:"id"`
	Outcome       string `json:"outcome,null"`
	Score         string `json:"score,null"`
	Expected      string `json:"expected,null"`
	ConfidencePct string `json:"confidence_pct"`
	Effort        string `json:"effort,null"`
	Realised      string `json:"realised,null"` // "" = not measured yet
	Reason        string `json:"reason,null"`
}

// Ranking is value slices in the order in which they pay.
type Ranking struct {
	rendered

	SOW    string `json:"sow"`
	Slices []Rank `json:"slices"`
}

// BacklogItem is an item of a backlog, and how it counts.
type BacklogItem struct {
	ID         string `json:"id"`
	Title      string `json:"title,null"`
	Size       string `json:"size"`
	Added      string `json:"added,null"`
	Changed    string `json:"changed,null"`
	Removed    string `json:"removed,null"`
	InBaseline bool   `json:"in_baseline"`
	WasAdded   bool   `json:"was_added"`
	WasChanged bool   `json:"was_changed"`
	WasRemoved bool   `json:"was_removed"`
}

// Volatility is how restless the scope of an iteration was. The figures are decimals, "" where there
// is none.
type Volatility struct {
	rendered

	SOW           string        `json:"sow"`
	Computable    bool          `json:"computable"`
	Reason        string        `json:"reason,null"` // why it is not
	VolatilityPct string        `json:"volatility_pct,null"`
	NetGrowthPct  string        `json:"net_growth_pct,null"`
	Baseline      string        `json:"baseline,null"`
	Added         string        `json:"added,null"`
	Changed       string        `json:"changed,null"`
	Removed       string        `json:"removed,null"`
	Start         string        `json:"start,null"`
	End           string        `json:"end,null"`
	Items         []BacklogItem `json:"items"`
}
