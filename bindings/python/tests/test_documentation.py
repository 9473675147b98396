"""Every Python block of docs/python.md runs, in order."""
import os
import re
import unittest

from support import SOURCE


class Documentation(unittest.TestCase):
    def test_every_block_runs(self) -> None:
        blocks = re.findall(r"^```python\n(.*?)^```", (SOURCE / "docs" / "python.md").read_text(encoding="utf-8"), re.M | re.S)
        self.assertGreater(len(blocks), 5)
        before = os.getcwd()
        os.chdir(SOURCE)
        names: dict[str, object] = {"__name__": "documentation"}
        try:
            for number, block in enumerate(blocks, start=1):
                exec(compile(block, f"docs/python.md, block {number}", "exec"), names)
        finally:
            os.chdir(before)
        self.assertEqual("booked", names["talk"].view()["disposition"])  # type: ignore[attr-defined]
        self.assertTrue(names["slots"])


if __name__ == "__main__":
    unittest.main()
