"""Builds and runs every program of docs/embedding-c.md, with the commands it gives, against an installed library.

usage: documentation.py SOURCE_DIR PREFIX
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(source: Path, prefix: Path) -> int:
    config = next(prefix.rglob("callwell.pc")).parent
    environment = {**os.environ, "PKG_CONFIG_PATH": str(config), "LD_LIBRARY_PATH": str(config.parent)}
    blocks = re.findall(r"^```(c|cpp|sh)\n(.*?)^```", (source / "docs" / "embedding-c.md").read_text(encoding="utf-8"), re.M | re.S)
    ran = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(source / "examples" / "practices" / "lakeside_dental.yaml", folder)
        for language, text in blocks:
            if language == "sh":
                output = subprocess.run(["bash", "-ec", text], cwd=folder, env=environment, check=True, stdout=subprocess.PIPE).stdout
                print(output.decode())
                if not output.strip():
                    sys.exit(f"said nothing: {text}")
                ran += 1
                continue
            name = re.match(r"(?:/\*|//) ([\w.]+):", text)
            if name is None:
                sys.exit("a program's first line is its file name")
            (Path(folder) / name.group(1)).write_text(text, encoding="utf-8")
    return 0 if ran >= 3 else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
