package contracts

// #include "bridge.h"
import "C"

// Type is what an agreement is about.
type Type string

// The types. Spellings such as REST_API are accepted where a Type is given.
const (
	TypeRESTAPI         Type = "rest-api"
	TypeMessageQueue    Type = "message-queue"
	TypeDatabaseSchema  Type = "database-schema"
	TypePhaseTransition Type = "phase-transition"
	TypeDataFormat      Type = "data-format"
	TypeEvent           Type = "event"
	TypeMaster          Type = "master"
	TypeSOW             Type = "sow"
)

// State is where a version stands.
type State string

// The states: draft, then active, then deprecated, then retired.
const (
	StateDraft      State = "draft"
	StateActive     State = "active"
	StateDeprecated State = "deprecated"
	StateRetired    State = "retired"
)

// Format is the language of a document.
type Format string

// The formats. Where none is given, it is found out.
const (
	FormatOpenAPI     Format = "openapi"
	FormatJSONSchema  Format = "json-schema"
	FormatOpaque      Format = "opaque"
	FormatMaster      Format = "master"
	FormatSOW         Format = "sow"
	FormatAsyncAPI    Format = "asyncapi"
	FormatAvro        Format = "avro"
	FormatSQL         Format = "sql"
	FormatProtobuf    Format = "protobuf"
	FormatGraphQL     Format = "graphql"
	FormatAgentCard   Format = "agent-card"
	FormatMCPTools    Format = "mcp-tools"
	FormatPrompt      Format = "prompt"
	FormatModelSchema Format = "model-schema"
	FormatPhase       Format = "phase"
	FormatODCS        Format = "odcs"
)

// Mode is what a new edition must keep.
type Mode string

// The modes; the default is ModeBackward.
const (
	ModeBackward Mode = "backward" // what was valid stays valid; every client of the old still works
	ModeForward  Mode = "forward"  // the same with the editions swapped
	ModeFull     Mode = "full"     // both
	ModeNone     Mode = "none"     // computed as backward, not enforced

	// The transitive modes look at every version of a contract that ever was active.
	ModeBackwardTransitive Mode = "backward-transitive"
	ModeForwardTransitive  Mode = "forward-transitive"
	ModeFullTransitive     Mode = "full-transitive"
)

// Profile is how strictly data is read.
type Profile string

// The profiles; the default is ProfileTolerant for APIs (OpenAPI, AsyncAPI, GraphQL) and ProfileStrict
// for the rest.
const (
	ProfileStrict    Profile = "strict"    // the exact meaning of the specification
	ProfileTolerant  Profile = "tolerant"  // writers emit declared properties only, readers ignore others
	ProfileConfluent Profile = "confluent" // the change lists of Schema Registry; JSON Schema and protobuf
	ProfileFile      Profile = "file"      // protobuf: code generated for each file goes on compiling
	ProfilePackage   Profile = "package"   // protobuf: the same for packages; files may be rearranged
	ProfileWireJSON  Profile = "wire-json" // protobuf: bytes and JSON can still be read
	ProfileWire      Profile = "wire"      // protobuf: bytes can still be read
)

// Level is the weight of a finding.
type Level string

// The levels.
const (
	LevelBreaking  Level = "breaking"
	LevelUndecided Level = "undecided" // no rule can tell; like a break until somebody decides
	LevelWarning   Level = "warning"
	LevelInfo      Level = "info"
)

// Direction is the mode that a finding breaks.
type Direction string

// The directions.
const (
	DirectionBackward Direction = "backward"
	DirectionForward  Direction = "forward"
	DirectionBoth     Direction = "both"
	DirectionNeither  Direction = "neither" // of findings that break nothing
)

// Verdict is the answer of a comparison.
type Verdict string

// The verdicts.
const (
	VerdictCompatible   Verdict = "compatible"
	VerdictIncompatible Verdict = "incompatible"
	VerdictUndecided    Verdict = "undecided"
)

// BumpReason is why it has to.
type BumpReason string

// The reasons.
const (
	BumpIdentical BumpReason = "identical" // there is no difference
	BumpEditorial BumpReason = "editorial" // only words changed
	BumpAddition  BumpReason = "addition"  // it became wider; nothing breaks
	BumpWarning   BumpReason = "warning"   // something may break
	BumpUndecided BumpReason = "undecided" // nobody can tell whether something breaks
	BumpBreaking  BumpReason = "breaking"  // something breaks
	BumpSetAside  BumpReason = "set-aside" // what breaks was set aside by the policy
)

// Bump is the part of a semantic version that has to grow.
type Bump string

// The bumps.
const (
	BumpNone  Bump = "none"
	BumpPatch Bump = "patch"
	BumpMinor Bump = "minor"
	BumpMajor Bump = "major"
)

// Effect is what a new edition does to a consumer.
type Effect string

// The effects.
const (
	EffectBreaks          Effect = "breaks"            // a part it uses breaks, and its pin admits the edition
	EffectBreaksOnUpgrade Effect = "breaks-on-upgrade" // a part it uses breaks, but its pin keeps it away
	EffectUnknown         Effect = "unknown"           // only undecided findings touch its parts
	EffectUnaffected      Effect = "unaffected"
)

// TermsKind is the kind of a governing document.
type TermsKind string

// The kinds. Where none is given, it is found out.
const (
	TermsMaster TermsKind = "master"
	TermsSOW    TermsKind = "sow"
	TermsChange TermsKind = "change"
)

// LintLevel is the weight of a remark.
type LintLevel string

// The levels.
const (
	LintError   LintLevel = "error"   // cannot work as it is written
	LintWarning LintLevel = "warning" // a hole that somebody will fall into
	LintInfo    LintLevel = "info"    // worth knowing
)

// ChangeClass is the class of a change.
type ChangeClass string

// The classes.
const (
	ChangeMinor ChangeClass = "minor"
	ChangeMajor ChangeClass = "major"
)

// SchemaForm is the form of a description for editors.
type SchemaForm string

// The forms; the default is SchemaJSON.
const (
	SchemaJSON SchemaForm = "json" // JSON Schema, of the JSON and YAML forms
	SchemaXSD  SchemaForm = "xsd"  // XML Schema, of the XML form
)

// Durability is what survives a power cut. A crash of the process never loses a finished call.
type Durability string

// The durabilities; the default is DurabilityFull.
const (
	DurabilityFull   Durability = "full"   // every finished call
	DurabilityNormal Durability = "normal" // all but the last moments
)

// Form is the form of an export.
type Form string

// The forms; the default is FormXML. An import finds out.
const (
	FormXML  Form = "xml"
	FormJSON Form = "json"
)

// Policy is what an import does with a contract that is there already.
type Policy string

// The policies; the default is PolicyFail.
const (
	PolicyFail          Policy = "fail"           // ErrExists, nothing is stored
	PolicySkip          Policy = "skip"           // leave it as it is
	PolicyReplaceDrafts Policy = "replace-drafts" // put the file's drafts in the place of its own
)

// Names of C's numbers, for the look-up that reads getters. Far more than there are: later versions
// of the library may have more.
const wordCount = 32

func names(name func(C.int) *C.char) (table [wordCount]string) {
	for i := range table {
		table[i] = C.GoString(name(C.int(i)))
	}
	return table
}

var (
	typeNames    = names(func(n C.int) *C.char { return C.ctr_type_name(C.ctr_type(n)) })
	formatNames  = names(func(n C.int) *C.char { return C.ctr_format_name(C.ctr_format(n)) })
	stateNames   = names(func(n C.int) *C.char { return C.ctr_state_name(C.ctr_state(n)) })
	modeNames    = names(func(n C.int) *C.char { return C.ctr_mode_name(C.ctr_mode(n)) })
	profileNames = names(func(n C.int) *C.char { return C.ctr_profile_name(C.ctr_profile(n)) })
)

func nameOf(table *[wordCount]string, n C.int32_t) string {
	if n < 0 || n >= wordCount {
		return "unknown"
	}
	return table[n]
}

// LedgerForm is the form of a ledger as text.
type LedgerForm string

// The forms. Beancount is written only.
const (
	LedgerJSON      LedgerForm = "json"
	LedgerCSV       LedgerForm = "csv"
	LedgerLedger    LedgerForm = "ledger"
	LedgerHledger   LedgerForm = "hledger"
	LedgerBeancount LedgerForm = "beancount"
)

// AsOf is the date of an entry that a balance goes by.
type AsOf string

// The dates.
const (
	AsOfBooked    AsOf = "booked"    // the day it counts
	AsOfEffective AsOf = "effective" // the day it belongs to
	AsOfRecorded  AsOf = "recorded"  // the day (UTC) it was written
)
