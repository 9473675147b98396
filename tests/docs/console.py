"""Reads the `console` blocks of a page: commands, what is typed into them, and what they show.

A block that is to be run begins with a line `$ command`. Then:
  $ command          a command; a backslash at its end continues it on the next line
  > more             more of the command, as a shell shows it (here-documents)
  you    words       in `callwell talk`: a line typed by the person, and shown again
  anything else      a line that the output must hold, in this order; … stands for any text, alone on a line for any lines
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field

TYPED = "you    "


@dataclass
class Command:
    line: int
    text: str
    typed: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


@dataclass
class Block:
    language: str
    line: int
    text: str


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page."""
    found: list[Block] = []
    open_block: Block | None = None
    for number, line in enumerate(page.splitlines(), 1):
        if open_block is None:
            if match := re.match(r"```(\w*)\s*$", line):
                open_block = Block(match.group(1), number + 1, "")
        elif line.startswith("```"):
            found.append(open_block)
            open_block = None
        else:
            open_block.text += line + "\n"
    return found


def commands(block: Block) -> list[Command]:
    """The commands of a `console` block; none when it is not marked for running."""
    if block.language != "console" or not block.text.startswith("$ "):
        return []
    found: list[Command] = []
    continued = False
    for number, line in enumerate(block.text.splitlines(), block.line):
        if line.startswith("$ "):
            found.append(Command(number, line[2:]))
        elif continued:
            found[-1].text += "\n" + line
        elif line.startswith("> ") or line == ">":
            found[-1].text += "\n" + line[2:]
            continue
        else:
            if line.startswith(TYPED):
                found[-1].typed.append(line[len(TYPED):])
            if line.strip():
                found[-1].shown.append(line)
            continue
        continued = line.endswith("\\")
    return found


def first_missing(shown: list[str], output: str) -> str | None:
    """The first shown line that the output does not have after the ones before it."""
    lines = [line.rstrip() for line in output.splitlines()]
    place = 0
    for expected in shown:
        if expected.strip() == "…":
            continue
        pattern = re.compile(".*".join(re.escape(part) for part in expected.rstrip().split("…")))
        while place < len(lines) and not pattern.fullmatch(lines[place]):
            place += 1
        if place == len(lines):
            return expected
        place += 1
    return None
