"""The reader of console blocks itself: a test that cannot fail proves nothing."""
import unittest

from console import blocks, commands, first_missing

PAGE = """Text.

```console
$ one --now \\
    more
$ cat > file <<'END'
> a line
> END
$ talk
you    hello
agent  Hi …

```

```console
not marked for running
```

```c
int x;
```
"""


class Console(unittest.TestCase):
    def test_commands_go_over_several_lines(self):
        found = commands(blocks(PAGE)[0])
        self.assertEqual([c.text for c in found], ["one --now \\\n    more", "cat > file <<'END'\na line\nEND", "talk"])

    def test_what_is_typed_is_also_shown(self):
        talk = commands(blocks(PAGE)[0])[-1]
        self.assertEqual((talk.typed, talk.shown), (["hello"], ["you    hello", "agent  Hi …"]))

    def test_only_marked_console_blocks_run(self):
        self.assertEqual([b.language for b in blocks(PAGE)], ["console", "console", "c"])
        self.assertEqual(commands(blocks(PAGE)[1]) + commands(blocks(PAGE)[2]), [])

    def test_shown_lines_must_come_in_order(self):
        output = "first 1\nsecond\nthird [x]\n"
        self.assertIsNone(first_missing(["first …", "…", "third [x]"], output))
        self.assertEqual(first_missing(["second", "first …"], output), "first …")
        self.assertEqual(first_missing(["first"], output), "first")
        self.assertEqual(first_missing(["third x"], output), "third x")


if __name__ == "__main__":
    unittest.main()
