"""What calls answer: plain, immutable values that have no tie to the store.

They are read from the library's own JSON (``doc/json.md``), so that one place knows the format.
Times are aware datetimes in UTC; what may be missing is None. Members that a newer library adds to
its JSON are passed over.

There is no ``__all__`` here: what is imported with a star is public, for type checkers too, which
read no list that a program makes.
"""

from ._change_results import *  # noqa: F403
from ._contract_results import *  # noqa: F403
from ._ledger_results import *  # noqa: F403
from ._share_results import *  # noqa: F403
from ._spec_results import *  # noqa: F403
from ._store_results import *  # noqa: F403
from ._terms_results import *  # noqa: F403
