#!/usr/bin/env python3
"""Fails when a file includes something its layer may not see. usage: check_layers.py SOURCE_DIR"""
import re
import sys
from pathlib import Path

# Bottom to top: a layer may include itself and the layers named before it.
LAYERS = ["base", "practice", "nlu", "compliance", "records", "scheduling", "routing", "dialog", "voice", "adapters",
          "outreach", "analytics", "operations", "runtime", "capi"]
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([a-z_]+)/', re.M)


def main(root: Path) -> int:
    faults = []
    for path in sorted((root / "src").rglob("*.[ch]pp")):
        own = path.relative_to(root / "src").parts[0]
        for seen in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if seen in LAYERS and LAYERS.index(seen) > LAYERS.index(own):
                faults.append(f"{path.relative_to(root)}: {own} may not include {seen}")
    for folder in ("examples", "bindings"):
        for path in sorted((root / folder).rglob("*.[ch]*")):
            if path.suffix not in {".c", ".h", ".cpp", ".hpp"}:
                continue
            for seen in INCLUDE.findall(path.read_text(encoding="utf-8")):
                if seen in LAYERS:
                    faults.append(f"{path.relative_to(root)}: hosts and bindings include callwell/ only, not {seen}/")
    print("\n".join(faults) if faults else "layers: every include points down")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
