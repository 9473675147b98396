"""Checks what pages refer to: relative links and their anchors, the map of docs/, the generated page, the build options and
the server's options.

usage: check_pages.py SOURCE_DIR CALLWELL_COMMAND
"""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SKIPPED_FOLDERS = {"build", "node_modules", ".git", ".venv"}


def pages(source: Path) -> list[Path]:
    return sorted(p for p in source.rglob("*.md") if not SKIPPED_FOLDERS & set(p.relative_to(source).parts))


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def anchors(page: Path) -> set[str]:
    """The names GitHub gives to the headings of a page."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def dead_links(source: Path) -> list[str]:
    found = []
    for page in pages(source):
        for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            linked = (page.parent / path).resolve() if path else page
            if not linked.exists():
                found.append(f"{page.relative_to(source)}: {target} leads nowhere")
            elif anchor and linked.suffix == ".md" and anchor not in anchors(linked):
                found.append(f"{page.relative_to(source)}: {target}: no such heading")
    return found


def unlisted_pages(source: Path) -> list[str]:
    index = (source / "docs" / "index.md").read_text(encoding="utf-8")
    return [f"docs/index.md does not list {p.name}" for p in (source / "docs").glob("*.md") if p.name != "index.md" and f"({p.name})" not in index]


def stale_operations(source: Path, command: str) -> list[str]:
    made = subprocess.run([command, "operations", "--markdown"], check=True, stdout=subprocess.PIPE).stdout
    return [] if made == (source / "docs" / "operations.md").read_bytes() else ["docs/operations.md is stale: run `make docs`"]


def unexplained_options(source: Path) -> list[str]:
    """Every build option stands in README.md, every option of the server in docs/server.md; and nothing that is none."""
    def names(pattern: str, *files: str) -> set[str]:
        return {n for file in files for n in re.findall(pattern, (source / file).read_text(encoding="utf-8"))}

    build = names(r"(?m)^option\((CALLWELL_\w+)", "CMakeLists.txt")
    presets = names(r'\{"name": "(\w+)"(?!, "hidden"), "inherits"', "CMakePresets.json")
    server = names(r'add_(?:option|flag)\("(--[\w-]+)"', "examples/server/main.cpp")
    faults = [f"README.md does not explain {n}" for n in build - names(r"`(CALLWELL_\w+)`", "README.md")]
    faults += [f"README.md does not name the preset {n}" for n in presets - names(r"`(\w+)`", "README.md")]
    rows = names(r"(?m)^\| `(--[\w-]+)", "docs/server.md")
    return faults + [f"docs/server.md and the server disagree about {n}" for n in server ^ rows]


def main(source: Path, command: str) -> int:
    faults = dead_links(source) + unlisted_pages(source) + stale_operations(source, command) + unexplained_options(source)
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2]))
