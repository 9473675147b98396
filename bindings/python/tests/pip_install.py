"""Installs the package with pip into an environment of its own, from a build tree that exists, and holds a conversation there.

usage: pip_install.py BUILD_DIR
"""
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from support import PRACTICE, SOURCE

PROGRAM = """
import sys
import callwell
assert callwell.__file__.startswith(sys.prefix), callwell.__file__
with callwell.Agent(sys.argv[1]) as agent:
    print(callwell.__version__, callwell.Conversation(agent, seed=1).say("What are your hours?"))
"""


def main(build: Path) -> int:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with tempfile.TemporaryDirectory() as folder:
        venv.EnvBuilder(system_site_packages=True, with_pip=True).create(folder)
        python = str(Path(folder) / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", str(SOURCE / "bindings" / "python")]
        subprocess.check_call(install, env={**environment, "CALLWELL_BUILD_DIR": str(build)})
        subprocess.check_call([python, "-W", "error", "-c", PROGRAM, str(PRACTICE)], env=environment, cwd=folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
