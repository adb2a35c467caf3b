"""A program as users write it, for a type checker: every public name is there and is what it says.
It is checked and never run; test_names.py holds the list of names to what there is.
"""

from pathlib import Path

import contracts
from contracts import Can, DiffPolicy, Listing, StandingWaiver, WaiverState, Whatif


def of_a_store(store: contracts.Store) -> str:
    version: contracts.Version = store.active("shop", "orders")
    evolution: contracts.Evolution = store.evolve("shop", "orders", Path("orders.yaml"))
    impacts: tuple[contracts.Impact, ...] = evolution.consumers
    comparison: contracts.Diff | None = evolution.comparison
    if comparison is not None:
        findings: tuple[contracts.Finding, ...] = comparison.findings
        place: contracts.Place | None = findings[0].new
        print(place, comparison.render("sarif"))
    info: contracts.Info = store.info()
    ledger: contracts.Ledger = store.ledger_open("shop", "deal", "EUR")
    for consumer in store.consumers(team="shop"):
        registered: contracts.Consumer = consumer
        print(registered.parts, impacts, info, ledger)
    for event in store.events(limit=3):
        seen: contracts.Event = event
        print(seen.kind)
    return version.label


def of_a_team(store: contracts.Store) -> WaiverState:
    policy: DiffPolicy = store.policy("shop", "orders", effective=True)
    waivers: Listing[StandingWaiver] = store.waivers("shop", "orders")
    several: tuple[StandingWaiver, ...] = waivers
    environments: Listing[contracts.Environment] = store.environments("shop")
    build: contracts.Build = store.build_record("shop", "orders", "tax", "3.1.0", parts=["/vat"])
    answer: Can = store.can_upgrade("shop", "orders", "tax", "2.0.0")
    reasons: tuple[contracts.Reason, ...] = answer.reasons
    print(waivers.render("json"), environments.render(), policy, build, reasons, several[0])
    return several[0].state


def of_documents(old: bytes, new: bytes) -> contracts.Validation:
    rules: Listing[contracts.Rule] = contracts.rules("openapi")
    parts: Listing[str] = contracts.used_parts(old, new)
    found: contracts.Diff = contracts.diff(old, new, used=parts)
    changes: list[Whatif] = []
    try:
        return contracts.validate(contracts.Source.json(found.findings[0].witness), old)
    except contracts.InputError as error:
        print(error.line, rules[0].id, changes)
        raise
