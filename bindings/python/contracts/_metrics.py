"""Method of Store about the figures of a master contract."""

from __future__ import annotations

from datetime import date

from . import _core as core
from ._base import Handle
from ._contracts import lib
from ._core import Struct, day, text
from ._metric_results import Metrics


class Figures(Handle):
    """See Store."""

    def metrics(
        self,
        team: str,
        name: str,
        *,
        since: date | str | None = None,
        until: date | str | None = None,
    ) -> Metrics:
        """The figures of a master contract, from the first day to the last one; default: all days.

        :raises StateError: it is no master, or none of its versions is active
        """
        struct = Struct("metrics_options")
        setattr(struct.c, "from", struct.keep(day("since", since)))  # a word of Python's
        struct.c.until = struct.keep(day("until", until))
        return self._call(
            core.METRICS, lib.ctr_metrics_get, text("team", team), text("name", name), struct.c
        )
