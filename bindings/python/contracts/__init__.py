"""Contracts between teams, services and agents, in one SQLite file.

What was promised, in which version, who relies on it, and what a change breaks::

    import contracts
    from pathlib import Path

    with contracts.open("contracts.db", create=True, actor="ada") as store:
        store.create("shop", "orders", Path("orders.yaml"))
        store.activate("shop", "orders", "1.0.0")
        print(store.active("shop", "orders").label)

Everything that calls answer is a plain immutable value; every failure is a
:class:`ContractsError`, and a break that a comparison finds is no failure.
"""

from . import (
    _deal_results,
    _metric_results,
    _risk_results,
    _statement_results,
    disputes,
    errors,
    policy_results,
    results,
    timers,
    words,
)
from ._adr import ADR, ADRSection, ADRStatus, read_adr
from ._base import CallOptions
from ._batch import Batch
from ._calendar import Calendar, calendars, read_calendar
from ._contracts import lib as _lib
from ._deal_results import *  # noqa: F403
from ._metric_results import *  # noqa: F403
from ._statement_results import *  # noqa: F403
from ._entry_specs import EntrySpec, PostingSpec, amount, minor_units
from ._ledger_audit import KeyPair, checkpoint_signed, generate_key, proof_holds
from ._layout import Layout, LayoutEdit, LayoutFile, LayoutFinding, scaffold
from ._risk_results import *  # noqa: F403
from ._share import (
    Amount,
    ShareAmounts,
    ShareRule,
    money_exponent,
    money_parse,
    money_print,
    share,
    share_lint,
)
from ._sources import Document, Source
from ._sow import Sow, SowCriterion, SowHypothesis, SowMeasure
from ._policy import policy_schema, read_policy
from ._spec import (
    Cancel,
    diff,
    library_details,
    library_version,
    outline,
    rules,
    rules_of_oasdiff,
    used_parts,
)
from ._terms import classify, lint, rank, terms, terms_schema, terms_to_xml, volatility
from ._whatif import Whatif, WhatifThreshold
from ._validate import validate
from ._validation import Validation, Violation
from .disputes import *  # noqa: F403
from .cadence_results import *  # noqa: F403
from .decision_results import *  # noqa: F403
from .environment_results import *  # noqa: F403
from .errors import *  # noqa: F403
from .policy_results import *  # noqa: F403
from .results import *  # noqa: F403
from .store import Migration, Store, open
from .timers import *  # noqa: F403
from .watch_results import *  # noqa: F403
from .words import *  # noqa: F403

__all__ = [
    "ADR",
    "ADRSection",
    "ADRStatus",
    "Amount",
    "Batch",
    "Calendar",
    "CallOptions",
    "Cancel",
    "Document",
    "EntrySpec",
    "Layout",
    "LayoutEdit",
    "LayoutFile",
    "LayoutFinding",
    "KeyPair",
    "Migration",
    "PostingSpec",
    "ShareAmounts",
    "ShareRule",
    "Source",
    "Sow",
    "SowCriterion",
    "SowHypothesis",
    "SowMeasure",
    "Store",
    "Whatif",
    "WhatifThreshold",
    "Validation",
    "Violation",
    "amount",
    "calendars",
    "checkpoint_signed",
    "classify",
    "diff",
    "generate_key",
    "library_details",
    "library_version",
    "lint",
    "minor_units",
    "money_exponent",
    "money_parse",
    "money_print",
    "open",
    "outline",
    "policy_schema",
    "proof_holds",
    "rank",
    "read_adr",
    "read_calendar",
    "read_policy",
    "rules",
    "rules_of_oasdiff",
    "used_parts",
    "scaffold",
    "share",
    "share_lint",
    "terms",
    "terms_schema",
    "terms_to_xml",
    "validate",
    "volatility",
    *_deal_results.__all__,
    *_metric_results.__all__,
    *_risk_results.__all__,
    *_statement_results.__all__,
    *disputes.__all__,
    *errors.__all__,
    *results.__all__,
    *timers.__all__,
    *words.__all__,
]

if _lib.ctr_library_number() < _lib.CTR_VERSION_NUM:
    raise ImportError(
        f"libcontracts {library_version()} is older than the one that this module was built for"
    )

__version__ = library_version()
