"""Retired names do not come back: a gate of `make check`, over the list in `retired_names.txt`.

A line is a module that moved away (`desk.matrix`) or a name that its module no longer has
(`desk.lists.pagination:page_of`, `publishing.core.edition:Edition.mistakes`). A name is retired in its module
only: elsewhere it may mean something else.
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "scripts" / "retired_names.txt"


def _assigned(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}


def defined(body: list[ast.stmt], within: str = "") -> set[str]:
    """What these statements define, also in branches of an `if` or `try`; members of a class as `Class.member`."""
    names = set()
    for node in body:
        match node:
            case ast.ClassDef(name=name, body=members):
                names |= {within + name} | defined(members, f"{within}{name}.")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(within + name)
            case ast.If() | ast.Try() | ast.With():
                parts = [node.body, getattr(node, "orelse", []), getattr(node, "finalbody", [])]
                parts += [handler.body for handler in getattr(node, "handlers", [])]
                names |= {name for part in parts for name in defined(part, within)}
            case _:
                names |= {within + name for name in _assigned(node)}
    return names


def source_of(module: str, root: Path) -> Path | None:
    path = root.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def faults(lines: list[str], root: Path = ROOT) -> list[str]:
    """The lines of the list that are true again."""
    found, names_of = [], {}
    for line in lines:
        module, _, name = line.partition(":")
        source = source_of(module, root)
        if source and not name:
            found.append(f"{source.relative_to(root)}: the module {module} is retired")
        elif source:
            if module not in names_of:
                names_of[module] = defined(ast.parse(source.read_bytes()).body)
            if name in names_of[module]:
                found.append(f"{source.relative_to(root)}: the name {name} is retired")
    return found


def retired() -> list[str]:
    return [line for line in LIST.read_text().splitlines() if line and not line.startswith("#")]


if __name__ == "__main__":
    again = faults(retired())
    sys.exit("\n".join(again) or 0)
