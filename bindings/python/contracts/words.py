"""Words that results are made of.

Every class is a string enumeration: ``State.ACTIVE == "active"``. A word that this release does not
know, from a newer library, becomes a member of its own instead of an error.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = [
    "AccountKind",
    "AssessBasis",
    "AssessKind",
    "AssessState",
    "ActionKind",
    "Bump",
    "BumpReason",
    "ChangeClass",
    "ChangeState",
    "ChangeType",
    "DecisionState",
    "Direction",
    "DisputeOutcome",
    "DisputeState",
    "DisputeSubject",
    "Durability",
    "Effect",
    "EntryAct",
    "EntryKind",
    "EntryState",
    "Form",
    "Format",
    "GoalSource",
    "LabelRule",
    "Level",
    "LineRule",
    "LintLevel",
    "Mode",
    "Outcome",
    "PeriodState",
    "Policy",
    "PrereleaseRule",
    "Profile",
    "RenderKind",
    "SloAct",
    "SloState",
    "RiskAct",
    "RiskRule",
    "State",
    "StopState",
    "Rhythm",
    "RunKind",
    "Answer",
    "CanWhy",
    "CadenceFault",
    "Status",
    "TermsKind",
    "TimerStage",
    "TimerState",
    "TimerSubject",
    "Type",
    "Verdict",
    "LayoutAction",
    "SowVerdict",
    "VoteWord",
    "WaiverState",
    "ZeroRule",
]


class _Word(StrEnum):
    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = value.upper().replace("-", "_")
        word._value_ = value
        return word


class Status(_Word):
    """Why a call failed; :attr:`ContractsError.status`."""

    OK = "ok"
    ARGUMENT = "argument"
    INPUT = "input"
    LIMIT = "limit"
    UNSUPPORTED = "unsupported"
    NOT_FOUND = "not_found"
    EXISTS = "exists"
    CONFLICT = "conflict"
    STATE = "state"
    DENIED = "denied"
    BUSY = "busy"
    IO = "io"
    FULL = "full"
    READONLY = "readonly"
    CORRUPT = "corrupt"
    NOT_OURS = "not_ours"
    NEWER = "newer"
    REPLACED = "replaced"
    FORKED = "forked"
    NOMEM = "nomem"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"


class Type(_Word):
    """What an agreement is about."""

    REST_API = "rest-api"
    MESSAGE_QUEUE = "message-queue"
    DATABASE_SCHEMA = "database-schema"
    PHASE_TRANSITION = "phase-transition"
    DATA_FORMAT = "data-format"
    EVENT = "event"
    MASTER = "master"
    SOW = "sow"


class State(_Word):
    """Where a version stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class Format(_Word):
    """Language of a document."""

    AUTO = "auto"
    OPENAPI = "openapi"
    JSON_SCHEMA = "json-schema"
    OPAQUE = "opaque"
    MASTER = "master"
    SOW = "sow"
    ASYNCAPI = "asyncapi"
    AVRO = "avro"
    SQL = "sql"
    PROTOBUF = "protobuf"
    GRAPHQL = "graphql"
    AGENT_CARD = "agent-card"
    MCP_TOOLS = "mcp-tools"
    PROMPT = "prompt"
    MODEL_SCHEMA = "model-schema"
    PHASE = "phase"
    ODCS = "odcs"


class Mode(_Word):
    """What a new edition must keep; a transitive mode looks at every version that ever was active."""

    DEFAULT = "default"
    BACKWARD = "backward"
    FORWARD = "forward"
    FULL = "full"
    NONE = "none"
    BACKWARD_TRANSITIVE = "backward-transitive"
    FORWARD_TRANSITIVE = "forward-transitive"
    FULL_TRANSITIVE = "full-transitive"


class Profile(_Word):
    """How strictly data is read."""

    DEFAULT = "default"
    STRICT = "strict"
    TOLERANT = "tolerant"
    CONFLUENT = "confluent"
    FILE = "file"
    PACKAGE = "package"
    WIRE_JSON = "wire-json"
    WIRE = "wire"


class Level(_Word):
    """Weight of a finding."""

    BREAKING = "breaking"
    UNDECIDED = "undecided"
    WARNING = "warning"
    INFO = "info"


class Direction(_Word):
    """The compatibility mode that a finding breaks."""

    BACKWARD = "backward"
    FORWARD = "forward"
    BOTH = "both"
    NEITHER = "neither"


class Verdict(_Word):
    """Answer of a comparison."""

    COMPATIBLE = "compatible"
    INCOMPATIBLE = "incompatible"
    UNDECIDED = "undecided"


class Bump(_Word):
    """Which part of a semantic version has to grow."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


class BumpReason(_Word):
    """Why it has to."""

    IDENTICAL = "identical"
    EDITORIAL = "editorial"
    ADDITION = "addition"
    WARNING = "warning"
    UNDECIDED = "undecided"
    BREAKING = "breaking"
    SET_ASIDE = "set-aside"


class ZeroRule(_Word):
    """What a policy says of labels 0.y.z."""

    SHIFT = "shift"
    SAME = "same"
    FREE = "free"


class PrereleaseRule(_Word):
    """What a policy says of a base that is a pre-release."""

    RELEASE = "release"
    NEXT = "next"


class LabelRule(_Word):
    """What a policy says of labels that are no semantic versions."""

    KEEP = "keep"
    REFUSE = "refuse"


class RiskRule(_Word):
    """What warnings and undecided findings ask for."""

    PROFILE = "profile"
    MAJOR = "major"
    MINOR = "minor"


class LineRule(_Word):
    """How versions fall into groups."""

    NONE = "none"
    MAJOR = "major"
    DOCUMENT = "document"


class WaiverState(_Word):
    """Where a waiver stands."""

    ACTIVE = "active"
    EXPIRED = "expired"
    PENDING = "pending"
    TOO_LONG = "too-long"


class Effect(_Word):
    """What a new edition does to a consumer."""

    BREAKS = "breaks"
    BREAKS_ON_UPGRADE = "breaks-on-upgrade"
    UNKNOWN = "unknown"
    UNAFFECTED = "unaffected"


class ChangeState(_Word):
    """Where a change stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ANALYSED = "analysed"
    APPROVED = "approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    IMPLEMENTED = "implemented"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class ChangeType(_Word):
    """How a change is dealt with."""

    STANDARD = "standard"
    NORMAL = "normal"
    EMERGENCY = "emergency"


class ChangeClass(_Word):
    """How large a change is by the thresholds of its master."""

    MINOR = "minor"
    MAJOR = "major"


class Outcome(_Word):
    """What was decided."""

    APPROVED = "approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"


class SowVerdict(_Word):
    """What came of a value hypothesis."""

    NOT_MEASURED = "not measured"
    MET = "met"
    NOT_MET = "not met"
    INCONCLUSIVE = "inconclusive"


class LayoutAction(_Word):
    """What was done about a file of a layout."""

    SAME = "same"
    MADE = "made"
    CREATED = "created"
    EVOLVED = "evolved"
    OPENED = "opened"
    REVISED = "revised"
    TAKEN = "taken"


class VoteWord(_Word):
    """What a party votes."""

    APPROVE = "approve"
    REJECT = "reject"
    ABSTAIN = "abstain"


class RenderKind(_Word):
    """How a result writes itself. All know text, color and json; who knows which of the others,
    ``render`` says."""

    TEXT = "text"
    JSON = "json"
    COLOR = "color"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"
    SVG = "svg"
    PROMETHEUS = "prometheus"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"


class SloAct(_Word):
    """What happens to the clock of a service level."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class SloState(_Word):
    """Where the clock of a service level stands."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class Rhythm(_Word):
    """How often a meeting is held."""

    DAILY = "daily"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    ITERATION = "iteration"


class CadenceFault(_Word):
    """What is wrong with a period."""

    NOT_HELD = "not_held"
    INCOMPLETE = "incomplete"


class Answer(_Word):
    """What a decision answers."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class CanWhy(_Word):
    """Why a decision is as it is."""

    COMPATIBLE = "compatible"
    SAME = "same"
    NO_BASE = "no-base"
    BREAKS = "breaks"
    UNDECIDED = "undecided"
    BREAK_DECLARED = "break-declared"
    NOT_ENFORCED = "not-enforced"
    LABEL_TOO_LOW = "label-too-low"
    BASE_SUPERSEDED = "base-superseded"
    NOT_A_DRAFT = "not-a-draft"
    CONSUMER_BREAKS = "consumer-breaks"
    CONSUMER_STAYS = "consumer-stays"
    CONSUMER_UNKNOWN = "consumer-unknown"
    CONSUMER_FOLLOWS = "consumer-follows"
    RUNS = "runs"
    SUNSET_AHEAD = "sunset-ahead"
    RETIRED = "retired"
    DRAFT = "draft"
    DEPRECATED = "deprecated"
    FOLLOWS_NOTHING = "follows-nothing"
    PIN_EXCLUDES = "pin-excludes"
    RANGE_EXCLUDES = "range-excludes"
    NOTHING_DEPENDS = "nothing-depends"
    NOT_THERE = "not-there"
    LABEL_TAKEN = "label-taken"
    LABEL_NOT_ABOVE = "label-not-above"
    LABEL_NO_ORDER = "label-no-order"
    LABEL_NEEDED = "label-needed"
    IDENTICAL = "identical"


class RunKind(_Word):
    """How something runs in an environment."""

    DEPLOYED = "deployed"
    RELEASED = "released"


class StopState(_Word):
    """Whether a stop-the-line trigger stands."""

    RAISED = "raised"
    CLEARED = "cleared"


class DecisionState(_Word):
    """Where a decision stands."""

    OPEN = "open"
    DECIDED = "decided"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class Durability(_Word):
    """What survives a power cut. A crash of the process never loses a finished call."""

    FULL = "full"
    NORMAL = "normal"


class Form(_Word):
    """Form of an export."""

    XML = "xml"
    JSON = "json"


class Policy(_Word):
    """What an import does with a contract that is there already."""

    FAIL = "fail"
    SKIP = "skip"
    REPLACE_DRAFTS = "replace-drafts"


class TermsKind(_Word):
    """Kind of a governing document."""

    AUTO = "auto"
    MASTER = "master"
    SOW = "sow"
    CHANGE = "change"


class LintLevel(_Word):
    """Weight of a remark."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class AccountKind(_Word):
    """What an account stands for."""

    ASSETS = "assets"
    LIABILITIES = "liabilities"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSES = "expenses"


class AssessKind(_Word):
    """When an assessment is made."""

    INTERIM = "interim"
    COMPLETION = "completion"
    FINAL = "final"


class AssessBasis(_Word):
    """What an assessment rests on."""

    ACTUAL = "actual"
    FORECAST = "forecast"


class AssessState(_Word):
    """What became of an assessment; ``FORECAST``: for information, nothing was posted."""

    POSTED = "posted"
    FORECAST = "forecast"
    HELD = "held"


class RiskAct(_Word):
    """What is done with a risk buffer."""

    FUND = "fund"
    DRAW = "draw"
    RELEASE = "release"


class GoalSource(_Word):
    """Where a figure of a goal comes from: the caller, or the clocks of the store."""

    GIVEN = "given"
    MEASURED = "measured"


class EntryKind(_Word):
    """What an entry is about."""

    COST = "cost"
    FEE = "fee"
    DISALLOWED = "disallowed"
    TARGET = "target"
    SHARE = "share"
    MODIFIER = "modifier"
    RISK = "risk"
    FX = "fx"
    PAYMENT = "payment"
    ADJUSTMENT = "adjustment"


class EntryAct(_Word):
    """What an entry does."""

    POST = "post"
    PEND = "pend"
    SETTLE = "settle"
    VOID = "void"
    EXPIRE = "expire"
    REVERSE = "reverse"
    RESTATE = "restate"


class EntryState(_Word):
    """Where an entry stands."""

    POSTED = "posted"
    PENDING = "pending"
    SETTLED = "settled"
    VOIDED = "voided"
    EXPIRED = "expired"
    REVERSED = "reversed"


class PeriodState(_Word):
    """Where a period stands."""

    CLOSED = "closed"
    SEALED = "sealed"


class TimerSubject(_Word):
    """What a timer is about."""

    DECISION = "decision"
    DISPUTE = "dispute"


class TimerState(_Word):
    """Does it run?"""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class TimerStage(_Word):
    """How far a timer came."""

    WAITING = "waiting"
    REMINDED = "reminded"
    OVERDUE = "overdue"
    EXHAUSTED = "exhausted"


class ActionKind(_Word):
    """What came due."""

    REMIND = "remind"
    ESCALATE = "escalate"
    BREACHED = "breached"
    DEEMED_ACCEPTED = "deemed-accepted"
    DEEMED_REJECTED = "deemed-rejected"
    DISPUTE_ESCALATED = "dispute-escalated"


class DisputeSubject(_Word):
    """What is disputed."""

    ENTRY = "entry"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    CHANGE = "change"


class DisputeState(_Word):
    """Where a dispute stands."""

    OPEN = "open"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


class DisputeOutcome(_Word):
    """What resolved it."""

    DECISION = "decision"
    REVERSAL = "reversal"
