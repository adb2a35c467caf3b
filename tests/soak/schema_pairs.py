#!/usr/bin/env python3
"""Random pairs of JSON Schemas, judged by the command and by python3-jsonschema, which knows nothing of
it: where the command says "compatible", no random value may be valid under the older and not under the
newer; and every witness is one.

    schema_pairs.py CONTRACTS [--pairs N] [--seed S]

PLANT=blind takes every answer for "compatible": a check that finds nothing then checks nothing.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator

NAMES = "pqx"
VALUES = 150
DRAFT = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$dynamicAnchor": "m"}
MAPS = ("properties", "patternProperties", "dependentSchemas", "dependentRequired")
IN_PLACE = ("not", "if", "then", "else")


def leaf(rnd):
    """A schema without others in it, but for references to the whole."""
    return rnd.choice([
        {"type": "string"}, {"type": "integer"}, {"type": ["string", "null"]}, {"type": "object"},
        {"minimum": rnd.randint(0, 2)}, {"enum": [1, "a", None][:rnd.randint(1, 3)]}, {"const": 1},
        {"required": rnd.sample(NAMES, rnd.randint(1, 2))}, {"maxProperties": rnd.randint(0, 2)},
        {}, True, {"$ref": "#"}, {"$dynamicRef": "#m"},
    ])


def in_place(schema):
    """What holds of the value itself must not lead back to it."""
    if isinstance(schema, dict):
        schema.pop("$ref", None)
        schema.pop("$dynamicRef", None)
    return schema


def condition(rnd, depth):
    made = {"if": in_place(make(rnd, depth))}
    if rnd.random() < 0.8:
        made["then"] = in_place(make(rnd, depth))
    if rnd.random() < 0.5:
        made["else"] = in_place(make(rnd, depth))
    return made


def choices(rnd, depth):
    return [in_place(make(rnd, depth)) for _ in range(rnd.randint(1, 3))]


KEYWORDS = {
    "properties": lambda r, d: {n: make(r, d) for n in r.sample(NAMES, r.randint(1, 3))},
    "required": lambda r, d: r.sample(NAMES, r.randint(1, 2)),
    "if": None,
    "anyOf": choices,
    "oneOf": choices,
    "not": lambda r, d: in_place(make(r, d)),
    "additionalProperties": lambda r, d: r.choice([False, True, make(r, d)]),
    "unevaluatedProperties": lambda r, d: r.choice([False, True, make(r, d)]),
    "patternProperties": lambda r, d: {r.choice(["^x", "p", "^q$"]): make(r, d)},
    "propertyNames": lambda r, d: {"pattern": r.choice(["^[pq]", "x"])},
    "type": lambda r, d: r.choice(["object", "string", ["object", "null"]]),
    "dependentRequired": lambda r, d: {r.choice(NAMES): [r.choice(NAMES)]},
    "dependentSchemas": lambda r, d: {r.choice(NAMES): in_place(make(r, d))},
}


def make(rnd, depth):
    if depth == 0:
        return leaf(rnd)
    schema = {}
    for keyword in rnd.sample(sorted(KEYWORDS), rnd.randint(1, 3)):
        if keyword == "if":
            schema.update(condition(rnd, depth - 1))
        else:
            schema[keyword] = KEYWORDS[keyword](rnd, depth - 1)
    return schema


def mutate(rnd, schema):
    """A copy in which one or two things are gone, or others."""
    copy = json.loads(json.dumps(schema))
    spots = []

    def walk(node):
        for key, value in node.items() if isinstance(node, dict) else ():
            spots.append((node, key))
            walk(value)
        for value in node if isinstance(node, list) else ():
            walk(value)

    walk(copy)
    for _ in range(rnd.randint(1, 2)):
        schemas = [(n, k) for n, k in spots
                   if isinstance(n.get(k), (dict, bool)) and k not in MAPS + IN_PLACE]
        if schemas and rnd.random() < 0.6:
            node, key = rnd.choice(schemas)
            node[key] = make(rnd, 1) if key in NAMES else in_place(make(rnd, 1))
        elif spots:
            node, key = rnd.choice(spots)
            node.pop(key, None)
    return copy


def value(rnd, depth):
    if depth == 0 or rnd.random() < 0.35:
        return rnd.choice([1, 0, 2, "a", "", None, 1.5, {}])
    return {n: value(rnd, depth - 1) for n in rnd.sample(NAMES + "z", rnd.randint(0, 4))}


def judge(program, folder, schemas):
    paths = []
    for name, schema in zip(("old.json", "new.json"), schemas):
        paths.append(os.path.join(folder, name))
        with open(paths[-1], "w", encoding="utf-8") as file:
            json.dump({**schema, **DRAFT}, file)
    done = subprocess.run([program, "diff", *paths, "--as", "json-schema", "--format", "json"],
                          capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode <= 1 else None


def wrong(rnd, answer, older, newer):
    """A value that the answer denies, or a witness that is none; None where all is well."""
    for finding in answer["findings"]:
        if finding["accepted_by"] == "old" and not (
                older.is_valid(finding["witness"]) and not newer.is_valid(finding["witness"])):
            return "no witness", finding["witness"]
    for _ in range(VALUES if answer["verdict"] == "compatible" else 0):
        tried = value(rnd, 3)
        if older.is_valid(tried) and not newer.is_valid(tried):
            return "it breaks", tried
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("contracts")
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    said = parser.parse_args()
    rnd = random.Random(said.seed)
    counts = {}
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(said.pairs):
            old = make(rnd, 2)
            new = mutate(rnd, old)
            answer = judge(said.contracts, folder, (old, new))
            verdict = answer["verdict"] if answer else "refused"
            counts[verdict] = counts.get(verdict, 0) + 1
            if answer and os.environ.get("PLANT") == "blind":
                answer = {"verdict": "compatible", "findings": []}
            found = answer and wrong(rnd, answer, Draft202012Validator({**old, **DRAFT}),
                                     Draft202012Validator({**new, **DRAFT}))
            if found:
                failed += 1
                print(f"FAIL: {found[0]}: {json.dumps(found[1])}\n  {json.dumps(old)}\n  {json.dumps(new)}")
    told = ", ".join(f"{counts[word]} {word}" for word in sorted(counts))
    print(f"{said.pairs} pairs of schemas, seed {said.seed}: {told}; {failed} wrong")
    return 1 if failed or not counts.get("compatible") else 0


if __name__ == "__main__":
    sys.exit(main())
