"""Methods of Store for environments: builds, and what runs where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Unpack

from ._base import CallOptions, Handle
from ._contracts import lib
from ._core import NULL, Kind, ListKind, PageKind, Struct, made_of, text, word
from ._json import dumps, loads
from ._result import Listing
from .environment_results import Build, Environment, Run, Runs
from .words import RenderKind, RunKind

BUILD = Kind("build", Build.from_json)
BUILDS = PageKind("build", "builds", Build.from_json)
RUNS = Kind("run_list", Runs.from_json)
RUN_PAGE = PageKind("run", "runs", Run.from_json)
ENVIRONMENTS = ListKind("environment_list", "environments", Environment.from_json)

_PAGE = 1000  # the most that the library gives


def run_struct(
    environment: str,
    *,
    team: str | None,
    name: str | None,
    version: str | None,
    consumer: str | None,
    build: str | None,
    instance: str | None = None,
    kind: RunKind | str = RunKind.DEPLOYED,
    new_environment: bool = False,
) -> Struct:
    """A ctr_run_spec."""
    struct = Struct("run_spec")
    c = struct.c
    c.flags = lib.CTR_RUN_NEW_ENVIRONMENT if new_environment else 0
    c.kind = word("kind", kind, "run_kind")
    c.team = struct.optional("team", team)
    c.name = struct.optional("name", name)
    c.selector = struct.optional("version", version)
    c.consumer = struct.optional("consumer", consumer)
    c.label = struct.optional("build", build)
    c.environment = struct.text("environment", environment)
    c.instance = struct.optional("instance", instance)
    return struct


class Environments(Handle):
    """What Store can do with environments."""

    def build_record(
        self,
        team: str,
        name: str,
        consumer: str,
        label: str,
        *,
        against: str | None = None,
        parts: Iterable[str] | None = None,
        allow_unknown_parts: bool = False,
        **call: Unpack[CallOptions],
    ) -> Build:
        """Record what a version of a consumer was built against; it never changes.

        :param label: of the consumer's own version
        :param against: version of the contract, or a range; default: the pin of the registered
            consumer, else the active version
        :param parts: default: those of the registered consumer, else everything
        :raises Exists: it was recorded otherwise (detail ``against``)
        """
        struct = Struct("build_spec")
        c = struct.c
        c.flags = lib.CTR_BUILD_ALLOW_UNKNOWN_PARTS if allow_unknown_parts else 0
        c.team = struct.text("team", team)
        c.name = struct.text("name", name)
        c.consumer = struct.text("consumer", consumer)
        c.label = struct.text("label", label)
        c.against = struct.optional("against", against)
        if parts is not None:
            c.parts, c.part_count = struct.texts("parts", parts)
        return self._write(BUILD, lib.ctr_build_record, c, call=call)

    def builds(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        consumer: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Build]:
        """Builds, in the order in which they were recorded."""
        struct = Struct("build_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.consumer = struct.optional("consumer", consumer)
        return self._pages(BUILDS, lib.ctr_build_find, struct, limit, page_size)

    def run_begin(
        self,
        environment: str,
        *,
        team: str | None = None,
        name: str | None = None,
        version: str | None = None,
        consumer: str | None = None,
        build: str | None = None,
        instance: str | None = None,
        kind: RunKind | str = RunKind.DEPLOYED,
        new_environment: bool = False,
        **call: Unpack[CallOptions],
    ) -> Runs:
        """Record that a version of a contract, or a build of a consumer, runs in an environment.

        :param version: of the contract ``team`` and ``name``; default the active one
        :param build: label of the ``consumer``'s version; without ``team`` and ``name`` for every
            contract that it was built against
        :param new_environment: the environment may be a new one
        """
        struct = run_struct(
            environment,
            team=team,
            name=name,
            version=version,
            consumer=consumer,
            build=build,
            instance=instance,
            kind=kind,
            new_environment=new_environment,
        )
        return self._write(RUNS, lib.ctr_run_begin, struct.c, call=call)

    def run_end(
        self,
        environment: str,
        *,
        team: str | None = None,
        name: str | None = None,
        version: str | None = None,
        consumer: str | None = None,
        build: str | None = None,
        instance: str | None = None,
        kind: RunKind | str = RunKind.DEPLOYED,
        **call: Unpack[CallOptions],
    ) -> Runs:
        """Record that it does no more; what is deployed may be named by its place alone."""
        struct = run_struct(
            environment,
            team=team,
            name=name,
            version=version,
            consumer=consumer,
            build=build,
            instance=instance,
            kind=kind,
        )
        return self._write(RUNS, lib.ctr_run_end, struct.c, call=call)

    def runs(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        environment: str | None = None,
        consumer: str | None = None,
        ended: bool = False,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Run]:
        """What runs, in the order in which it began; with ``ended`` also what does no more."""
        struct = Struct("run_filter")
        c = struct.c
        c.flags = lib.CTR_RUN_ENDED if ended else 0
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.environment = struct.optional("environment", environment)
        c.consumer = struct.optional("consumer", consumer)
        return self._pages(RUN_PAGE, lib.ctr_run_find, struct, limit, page_size)

    def environments(self, team: str) -> Listing[Environment]:
        """Environments of a team by name, each with how much runs in it."""
        pages: list[Listing[Environment]] = []
        after = NULL
        while not pages or after != NULL:
            page = self._call(
                ENVIRONMENTS, lib.ctr_environment_find, text("team", team), after, _PAGE
            )
            pages.append(page)
            after = lib.ctr_environment_list_next(made_of(page).owner)
        return pages[0] if len(pages) == 1 else _joined(pages)


class _Joined:
    """What several pages were read from."""

    __slots__ = ("_pages",)

    def __init__(self, pages: list[Listing[Environment]]) -> None:
        self._pages = pages

    def text(self, kind: str) -> str:
        """One after the other; JSON is one document."""
        texts = [page.render(kind) for page in self._pages]
        if kind.lower() != RenderKind.JSON:
            return "".join(texts)
        documents = [loads(one) for one in texts]
        rows = [row for one in documents for row in one["environments"]]
        return dumps(documents[-1] | {"environments": rows})


def _joined(pages: list[Listing[Environment]]) -> Listing[Environment]:
    whole = Listing(one for page in pages for one in page)
    whole._made = _Joined(pages)
    return whole
