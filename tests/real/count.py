#!/usr/bin/python3
"""An independent count over two editions of an OpenAPI description.

Counts, per operation, status, media type and path: operations removed, success-response properties
removed, request properties newly required. allOf is merged, oneOf and anyOf are not followed,
recursion is cut at the first repeated $ref. It shares no code with the library, which is the point.
What stands below oneOf or anyOf in either edition is listed apart: there only the library looks.

  count.py OLD NEW                prints {"operations": [...], "removed": [...], "required": [...]}
  count.py OLD NEW DIFF.json      compares with `contracts diff OLD NEW --format json`

The comparison fails if the library lacks a part that is counted here and has no breaking or
undecided finding on a part above it either (a schema that turned into a oneOf is one finding, not
one a property); or if it names one that is not counted and does not stand below oneOf or anyOf.
"""

import json
import re
import sys

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def load(path):
    """Read JSON, or YAML by the name of the file."""
    with open(path, encoding="utf-8") as file:
        if path.endswith((".yaml", ".yml")):
            import yaml

            return yaml.load(file, Loader=yaml.BaseLoader)
        return json.load(file)


class Document:
    def __init__(self, root, alternatives=False):
        self.root = root
        self.alternatives = alternatives  # follow oneOf and anyOf

    def follow(self, node):
        """Resolve a chain of references inside the document."""
        seen = 0
        while isinstance(node, dict) and "$ref" in node and seen < 50:
            target = self.root
            for token in node["$ref"].lstrip("#/").split("/"):
                token = token.replace("~1", "/").replace("~0", "~")
                target = target[int(token)] if isinstance(target, list) else target[token]
            node = target
            seen += 1
        return node

    def operations(self):
        """(METHOD, normalised path) -> (path, operation)."""
        found = {}
        for path, item in self.root.get("paths", {}).items():
            item = self.follow(item)
            for method in METHODS:
                if method in item:
                    key = (method.upper(), re.sub(r"\{[^}]*\}", "{}", path))
                    found[key] = (path, item[method])
        return found

    def properties(self, schema, prefix="", refs=(), out=None):
        """Pointer -> is it required?, for everything below a schema."""
        if out is None:
            out = {}
        for part, names, required in self.merged(schema, refs):
            for name, schemas in part.items():
                pointer = prefix + "/" + name.replace("~", "~0").replace("/", "~1")
                out[pointer] = out.get(pointer, False) or name in required
                for below_schema, below_refs in schemas:
                    self.properties(below_schema, pointer, below_refs, out)
            for token, below_schema, below_refs in names:
                self.properties(below_schema, prefix + "/" + token, below_refs, out)
        return out

    def merged(self, schema, refs):
        """The schema and its allOf members as (properties, containers, required)."""
        stack = [(schema, refs)]
        properties, containers, required = {}, [], set()
        while stack:
            node, seen = stack.pop()
            if not isinstance(node, dict):
                continue
            if "$ref" in node:
                if node["$ref"] in seen:
                    continue
                seen = seen + (node["$ref"],)
                stack.append((self.follow({"$ref": node["$ref"]}), seen))
                continue
            for name, below in (node.get("properties") or {}).items():
                properties.setdefault(name, []).append((below, seen))
            required |= set(node.get("required") or [])
            if isinstance(node.get("items"), dict):
                containers.append(("*", node["items"], seen))
            if isinstance(node.get("additionalProperties"), dict):
                containers.append(("{}", node["additionalProperties"], seen))
            for member in node.get("allOf") or []:
                stack.append((member, seen))
            if self.alternatives:
                for member in (node.get("oneOf") or []) + (node.get("anyOf") or []):
                    stack.append((member, seen))
        return [(properties, containers, required)]


def media_label(old, new, media):
    return " " + media if len(set(old) | set(new)) > 1 else ""


def topmost(pointers, there):
    """Those whose parent is there in the other edition: nothing is counted twice."""
    return [p for p in pointers if p.rsplit("/", 1)[0] in there or p.count("/") == 1]


def containers_of(properties):
    """Pointers that can be parents, items and map values included."""
    out = {""}
    for pointer in properties:
        while pointer:
            out.add(pointer)
            pointer = pointer.rsplit("/", 1)[0]
    return out


def count(old_root, new_root):
    """What was removed and what is newly required, and what stands below alternatives."""
    old, new = Document(old_root), Document(new_root)
    old_all, new_all = Document(old_root, True), Document(new_root, True)
    below = {"operations": set(), "removed": set(), "required": set()}
    old_ops, new_ops = old.operations(), new.operations()
    result = {"operations": [], "removed": [], "required": []}
    for key, (path, operation) in old_ops.items():
        name = key[0] + " " + path
        if key not in new_ops:
            result["operations"].append(name)
            continue
        other = new_ops[key][1]
        for status, response in (operation.get("responses") or {}).items():
            if not str(status).startswith("2") or status not in (other.get("responses") or {}):
                continue
            a = (old.follow(response) or {}).get("content") or {}
            b = (new.follow(other["responses"][status]) or {}).get("content") or {}
            for media in sorted(set(a) & set(b)):
                mine = old.properties(a[media].get("schema") or {})
                theirs = new.properties(b[media].get("schema") or {})
                schema = a[media].get("schema") or {}
                label = f"{name} response {status}{media_label(a, b, media)} "
                others = new_all.properties(b[media].get("schema") or {})
                below["removed"] |= {label + p for p in old_all.properties(schema)
                                     if p not in mine or (p not in others and p not in theirs)}
                there = containers_of(theirs)
                gone = [p for p in mine if p not in theirs]
                for pointer in topmost(gone, there):
                    result["removed"].append(label + pointer)
        a = (old.follow(operation.get("requestBody")) or {}).get("content") or {}
        b = (new.follow(other.get("requestBody")) or {}).get("content") or {}
        for media in sorted(set(a) & set(b)):
            mine = old.properties(a[media].get("schema") or {})
            theirs = new.properties(b[media].get("schema") or {})
            schema = b[media].get("schema") or {}
            label = f"{name} body{media_label(a, b, media)} "
            below["required"] |= {label + p for p in new_all.properties(schema) if p not in theirs}
            there = containers_of(mine)
            fresh = [p for p, req in theirs.items() if req and not mine.get(p, False)]
            for pointer in topmost(fresh, there):
                result["required"].append(label + pointer)
    return {kind: sorted(set(parts)) for kind, parts in result.items()}, below


RULES = {
    "operations": re.compile(r"^api-(path-)?removed-"),
    "removed": re.compile(r"^response-(required|optional)-property-removed$"),
    "required": re.compile(
        r"^(new-required-request-property|request-property-became-required)(-with-default)?$"),
}


def library_parts(diff, kind):
    return {f["part"] for f in diff["findings"] if RULES[kind].search(f["rule"])
            and (kind != "removed" or re.search(r" response 2", f["part"]))}


def is_above(part, parts):
    """A part that stands above this one, at a boundary of the pointer."""
    while "/" in part:
        part = part.rsplit("/", 1)[0]
        if part.rstrip() in parts or part in parts:
            return True
    return False


def compare(counted, alternatives, diff):
    bad = 0
    weighty = {f["part"] for f in diff["findings"] if f["level"] in ("breaking", "undecided")}
    for kind, parts in counted.items():
        ours = library_parts(diff, kind)
        missing = [p for p in parts if p not in ours]
        covered = [p for p in missing if is_above(p, weighty)]
        lost = [p for p in missing if p not in covered]
        extra = [p for p in ours if p not in parts]
        below = [p for p in extra if p in alternatives[kind]]
        unexplained = [p for p in extra if p not in below]
        print(f"{kind}: counted {len(parts)}, library {len(ours)}; {len(covered)} told of by a "
              f"finding above, {len(below)} below oneOf or anyOf; {len(lost)} missing, "
              f"{len(unexplained)} unexplained")
        for label, rows in (("missing", lost), ("unexplained", unexplained)):
            for row in sorted(rows)[:10]:
                print(f"  {label}: {row}")
        bad += len(lost) + len(unexplained)
    return bad


def main():
    old, new = load(sys.argv[1]), load(sys.argv[2])
    counted, alternatives = count(old, new)
    if len(sys.argv) < 4:
        json.dump(counted, sys.stdout, indent=1)
        print()
        return 0
    return 1 if compare(counted, alternatives, load(sys.argv[3])) else 0


if __name__ == "__main__":
    sys.exit(main())
