#!/usr/bin/env python3
"""Writes callwell/operations.py, the typed face of every operation, from the library's registry.

    PYTHONPATH=build/dev/python bindings/python/generate_operations.py            write it
    PYTHONPATH=build/dev/python bindings/python/generate_operations.py --check    fail when it is not what would be written
"""
from __future__ import annotations

import json
import keyword
import sys
import textwrap
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent / "callwell" / "operations.py"
WIDTH = 140

HEADER = '''"""Every operation as a typed method. Written by generate_operations.py from the library's registry: do not edit."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Literal, Mapping, Optional, TypedDict, Union, cast

Call = Callable[[str, Mapping[str, Any]], Dict[str, Any]]


def _given(fields: Mapping[str, Any]) -> Dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
'''

SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def type_of(schema: Any, taken: bool) -> str:
    """The Python type of a JSON Schema; `taken`: as an argument, where any mapping will do."""
    if not isinstance(schema, dict):
        return "Any"
    if isinstance(schema.get("enum"), list):
        return f"Literal[{', '.join(json.dumps(value) for value in schema['enum'])}]"
    kind = schema.get("type")
    if isinstance(kind, list):
        parts = [type_of({**schema, "type": one}, taken) for one in kind if one != "null"]
        union = parts[0] if len(parts) == 1 else f"Union[{', '.join(parts)}]"
        return f"Optional[{union}]" if "null" in kind else union
    if kind == "array":
        return f"List[{type_of(schema.get('items'), taken)}]"
    if kind == "object":
        return "Mapping[str, Any]" if taken else "Dict[str, Any]"
    return SCALARS.get(kind, "Any") if isinstance(kind, str) else "Any"


def python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.replace(".", "_").split("_"))


def answer_class(operation: dict[str, Any]) -> tuple[str, str]:
    """Its name, and its text; for an answer without a known shape no text."""
    properties = (operation["output"] or {}).get("properties", {})
    if not properties or any(not name.isidentifier() or keyword.iskeyword(name) for name in properties):
        return "Dict[str, Any]", ""
    name = camel(operation["name"]) + "Answer"
    members = "".join(f"    {member}: {type_of(schema, False)}\n" for member, schema in properties.items())
    return name, f"\n\nclass {name}(TypedDict, total=False):\n{members}"


def parameter(name: str, schema: Any, required: bool) -> str:
    kind = type_of(schema, True)
    if required:
        return f"{python_name(name)}: {kind}"
    return f"{python_name(name)}: {kind if kind.startswith('Optional[') or kind == 'Any' else f'Optional[{kind}]'} = None"


def documentation(operation: dict[str, Any]) -> str:
    words = {"safe": "", "with_idempotency_key": " Safe to repeat with the same idempotency key.", "never": " Never repeat it blindly."}
    permission = f" Permission: {operation['permission']}." if operation["permission"] else ""
    experimental = " Experimental." if operation["stability"] == "experimental" else ""
    text = operation["summary"] + words[operation["retry"]] + permission + experimental
    lines = textwrap.wrap(text, WIDTH - 14)
    body = f"\n{' ' * 8}".join(lines)
    return f'        """{body}"""\n'.replace("\\", "\\\\")


def fill(head: str, items: list[str], tail: str) -> str:
    """`head`, the items behind commas, `tail`; long ones go on below the first item, or at a fixed margin when that is too far right."""
    margin = " " * (len(head) if len(head) <= WIDTH // 3 else 12)
    lines, line = [], head
    for i, item in enumerate(items):
        last = i + 1 == len(items)
        piece = item + (tail if last else ",")
        if len(line) + 1 + len(piece) > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = margin
        line += ("" if line in (head, margin) else " ") + piece
    return "\n".join([*lines, line if items else line + tail])


def method(operation: dict[str, Any], name: str, answer: str) -> str:
    schema = operation["input"] or {}
    properties, required = schema.get("properties", {}), schema.get("required", [])
    order = [n for n in properties if n in required] + [n for n in properties if n not in required]
    parameters = [parameter(n, properties[n], n in required) for n in order]
    open_ended = bool(properties) and schema.get("additionalProperties") is not False
    signature = ["self"] + (["*"] if parameters else []) + parameters + (["**more: Any"] if open_ended else [])
    head = fill(f"    def {python_name(name)}(", signature, f") -> {answer}:")
    fields = [f'"{n}": {python_name(n)}' for n in order] + (["**more"] if open_ended else [])
    cast, end = (f"cast({answer}, ", ")") if not answer.startswith("Dict") else ("", "")
    body = fill(f'        return {cast}self._call("{operation["name"]}", _given({{', fields, "}))" + end)
    return f"\n{head}\n{documentation(operation)}{body}\n"


def group_class(group: str, members: list[dict[str, Any]]) -> str:
    classes, methods = [], []
    for operation in members:
        answer, text = answer_class(operation)
        classes.append(text)
        methods.append(method(operation, operation["name"].split(".", 1)[1].replace(".", "_"), answer))
    start = f'\n\nclass {camel(group)}:\n    """Operations named {group}.*"""\n\n    def __init__(self, call: Call) -> None:\n        self._call = call\n'
    return "".join(classes) + start + "".join(methods)


def source(operations: list[dict[str, Any]]) -> str:
    groups: dict[str, list[dict[str, Any]]] = {}
    for operation in operations:
        groups.setdefault(operation["name"].split(".", 1)[0], []).append(operation)
    out = HEADER + "".join(group_class(group, members) for group, members in groups.items())
    out += '\n\nclass Operations:\n    """All operations, by the first part of their names."""\n\n    def __init__(self, call: Call) -> None:\n'
    return out + "".join(f"        self.{python_name(group)} = {camel(group)}(call)\n" for group in groups)


def registry() -> list[dict[str, Any]]:
    """From the extension alone: the package around it needs the file we are about to write."""
    spec = PathFinder.find_spec("_callwell", [str(Path(entry) / "callwell") for entry in sys.path])
    if spec is None or spec.loader is None:
        sys.exit("the extension is not built: PYTHONPATH must name the `python` folder of a build tree")
    extension = module_from_spec(spec)
    spec.loader.exec_module(extension)
    operations: list[dict[str, Any]] = json.loads(extension.operations())["operations"]
    return operations


def main() -> int:
    wanted = source(registry())
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{TARGET.name} is not what the registry says: run bindings/python/generate_operations.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
