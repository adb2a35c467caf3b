"""What calls answer: plain, immutable values that have no tie to the store.

They are read from the library's own JSON (``doc/json.md``), so that one place knows the format.
Times are aware datetimes in UTC; what may be missing is None. Members that a newer library adds to
its JSON are passed over.
"""

from __future__ import annotations

from . import (
    _change_results,
    _contract_results,
    _ledger_results,
    _share_results,
    _spec_results,
    _store_results,
    _terms_results,
)
from ._change_results import *  # noqa: F403
from ._contract_results import *  # noqa: F403
from ._ledger_results import *  # noqa: F403
from ._share_results import *  # noqa: F403
from ._spec_results import *  # noqa: F403
from ._store_results import *  # noqa: F403
from ._terms_results import *  # noqa: F403

__all__ = [
    *_change_results.__all__,
    *_contract_results.__all__,
    *_ledger_results.__all__,
    *_share_results.__all__,
    *_spec_results.__all__,
    *_store_results.__all__,
    *_terms_results.__all__,
]
