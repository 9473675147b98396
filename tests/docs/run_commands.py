"""Runs what README.md and docs/*.md show: every command of every marked console block, in a folder where build/release and
build/dev are the build tree under test. Programs of a page (a `c` or `python` block that names its file) are saved beside it.

usage: run_commands.py SOURCE_DIR BUILD_DIR [page…]
"""
from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from console import Command, blocks, commands, first_missing

# Commands that install, build or take the terminal: shown to people, not run here. Everything else runs.
SKIPPED = {
    r"git clone ": "fetches the sources that are being tested",
    r"cd callwell$": "goes into them",
    r"make \w+": "installs and builds, and runs the whole test suite",
    r"scripts/\w+": "installs and builds",
    r"cmake ": "builds",
    r"ctest ": "is what runs this test",
    r"pip install ": "builds; a test of the Python module does it",
    r"build/(dev|asan|tsan|fuzz|bench)/bin/(test|fuzz|bench)_": "a test, fuzzer or benchmark of its own",
}
PROGRAMS = {"c": r"/\* ([\w.-]+\.c):", "python": r"# ([\w.-]+\.py):"}
SERVER = "build/release/bin/callwell-server"
PAGES_PORT = "127.0.0.1:8080"  # what pages write; the server under test takes any free port
PATIENCE = 60


class Server:
    """callwell-server in the background, as in another terminal."""

    def __init__(self, shell: str, folder: Path, environment: dict[str, str]):
        self.process = subprocess.Popen(["bash", "-c", "exec " + shell + " --port 0"], cwd=folder, env=environment, text=True,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.output, self.address = "", ""
        for line in self.process.stdout:
            self.output += line
            if found := re.search(r"answers at http://(\S+)", line):
                self.address = found.group(1)
            if line.startswith("Ctrl-C ends it"):
                break
        threading.Thread(target=self.process.stdout.read, daemon=True).start()  # a full pipe would stop it

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=PATIENCE)


class Page:
    """One page's commands, run in order in a folder of their own. `export NAME=value` holds for the rest of the page."""

    def __init__(self, source: Path, build: Path, path: Path):
        self.source, self.build, self.path = source, build, path
        self.exports: list[str] = []
        self.server: Server | None = None
        self.ran = 0

    def run(self) -> list[str]:
        with tempfile.TemporaryDirectory(prefix="callwell-docs-") as name:
            self.folder = Path(name)
            self._furnish()
            try:
                return [fault for block in blocks(self.path.read_text(encoding="utf-8")) for fault in self._block(block)]
            finally:
                if self.server:
                    self.server.stop()

    def _furnish(self) -> None:
        for entry in ("examples", "include", "bindings", "docs", "src", "tests"):
            (self.folder / entry).symlink_to(self.source / entry)
        (self.folder / "build").mkdir()
        for preset in ("release", "dev"):
            (self.folder / "build" / preset).symlink_to(self.build)
        tools = self.folder / "build" / "tools"
        tools.mkdir()
        (tools / "python3").symlink_to(sys.executable)
        self.environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(self.build / "python"), "NO_COLOR": "1"}
        self.environment.pop("CALLWELL_API_TOKEN", None)
        self.environment.pop("CALLWELL_MASTER_KEY", None)

    def _block(self, block) -> list[str]:
        if block.language in PROGRAMS and (named := re.match(PROGRAMS[block.language], block.text)):
            (self.folder / named.group(1)).write_text(block.text, encoding="utf-8")
        return [fault for command in commands(block) if (fault := self._command(command))]

    def _command(self, command: Command) -> str | None:
        if any(re.match(pattern, command.text) for pattern in SKIPPED):
            return None
        if re.match(r"export \w+=", command.text):
            self.exports.append(command.text)
            return None
        if command.text.startswith("python3 ") and not list((self.build / "python" / "callwell").glob("_callwell*.so")):
            return None  # this build has no Python module
        self.ran += 1
        status, output = self._execute(command)
        missing = first_missing(command.shown, output)
        if status == 0 and missing is None:
            return None
        why = f"exit status {status}" if status else f"not shown: {missing}"
        return f"{self.path.relative_to(self.source)}:{command.line}: $ {command.text}\n  {why}\n  output:\n{output}"

    def _execute(self, command: Command) -> tuple[int, str]:
        shell = "\n".join([*self.exports, command.text])
        if command.text.startswith(SERVER) and not re.search(r"--(help|version)", command.text):
            if self.server:
                self.server.stop()
            self.server = Server(command.text, self.folder, {**self.environment, **self._exported()})
            if not self.server.address:
                return self.server.process.wait(timeout=PATIENCE) or 1, self.server.output
            return 0, self.server.output.replace(self.server.address, PAGES_PORT)
        if self.server:
            shell = shell.replace(PAGES_PORT, self.server.address)
        typed = "".join(line + "\n" for line in command.typed)
        done = subprocess.run(["bash", "-c", shell], cwd=self.folder, env=self.environment, text=True, input=typed, timeout=PATIENCE,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout

    def _exported(self) -> dict[str, str]:
        shell = "\n".join([*self.exports, "env -0"])
        lines = subprocess.run(["bash", "-c", shell], env=self.environment, check=True, stdout=subprocess.PIPE).stdout.decode()
        return dict(line.split("=", 1) for line in lines.split("\0") if "=" in line)


def main(source: Path, build: Path, names: list[str]) -> int:
    paths = [source / name for name in names] or [source / "README.md", *sorted((source / "docs").glob("*.md"))]
    faults: list[str] = []
    ran = 0
    for path in paths:
        page = Page(source, build, path)
        faults += page.run()
        ran += page.ran
        print(f"{path.relative_to(source)}: {page.ran} commands")
    print(*faults, sep="\n", file=sys.stderr)
    return 1 if faults or not ran else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:]))
