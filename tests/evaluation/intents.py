#!/usr/bin/env python3
"""Trains intent models on public sets with `callwell train` and with fastText, on the same examples, and compares them.

usage: intents.py [--callwell PATH] [--data DIR] [--json] [SET ...]
SET: banking77, clinc150, hwu64, snips; each also with ten examples an intent, except snips.

Accuracy in per cent of texts neither has seen; training seconds; microseconds a text, what a process takes with all texts less what it takes
with one; the model's size. A set that comes with one file keeps each tenth row of it as the test. The sets are not part of this repository.
Exit status: 0; 1 when Callwell is behind fastText somewhere; 77 where the sets or fastText are absent, with a line that says which.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETS = {"banking77": ("banking77_train", None), "clinc150": ("clinc150_train", "clinc150_val"), "hwu64": ("hwu64_train", "hwu64_valid"),
        "snips": ("snips_train", "snips_valid")}
FEW = 10
REPEATED = 10  # how often all texts are asked, so that they outweigh the start of a process


def read(path):
    """(text, intent) of every row that has an intent of its own."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(row["text"].replace("\n", " "), row["intent"]) for row in rows if row["intent"] != "oos"]


def split(folder, name):
    learn, judge = SETS[name]
    rows = read(folder / f"{learn}.jsonl")
    if judge:
        return rows, read(folder / f"{judge}.jsonl")
    return [row for i, row in enumerate(rows) if i % 10], rows[::10]


def a_few(rows):
    """Ten examples of each intent, always the same."""
    of, draw = defaultdict(list), random.Random(1)
    for row in rows:
        of[row[1]].append(row)
    return [row for intent in sorted(of) for row in draw.sample(of[intent], min(FEW, len(of[intent])))]


def timed(command, text=None):
    began = time.perf_counter()
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return time.perf_counter() - began, done.stdout


class Callwell:
    def __init__(self, program, folder):
        self.program, self.examples, self.model = program, folder / "examples.jsonl", folder / "callwell.model"

    def train(self, rows):
        self.examples.write_text("".join(json.dumps({"text": t, "intent": i}) + "\n" for t, i in rows), encoding="utf-8")
        return timed([self.program, "train", str(self.examples), str(self.model)])[0]

    def ask(self, texts):
        lines = "".join(json.dumps({"text": t, "model_path": str(self.model)}) + "\n" for t in texts)
        seconds, out = timed([self.program, "invoke", "nlu.classify", "--jsonl"], lines)
        return seconds, [json.loads(line)["intent"] for line in out.splitlines()]


class FastText:
    """Words, pairs of words and two to five characters of each word."""

    def __init__(self, program, folder):
        self.program, self.examples, self.model = program, folder / "examples.txt", folder / "fasttext.bin"

    def train(self, rows):
        self.examples.write_text("".join(f"__label__{i} {t.lower()}\n" for t, i in rows), encoding="utf-8")
        epochs = "30" if len(rows) > 3000 else "100"
        return timed([self.program, "supervised", "-input", str(self.examples), "-output", str(self.model.with_suffix("")), "-wordNgrams", "2", "-minn", "2",
                      "-maxn", "5", "-lr", "0.5", "-epoch", epochs, "-bucket", "200000", "-thread", "1", "-seed", "1", "-verbose", "0"])[0]

    def ask(self, texts):
        seconds, out = timed([self.program, "predict", str(self.model), "-"], "".join(t.lower() + "\n" for t in texts))
        return seconds, [line.removeprefix("__label__") for line in out.splitlines()]


def measure(engine, learn, judge):
    seconds, texts = engine.train(learn), [text for text, _ in judge]
    alone, _ = engine.ask(texts[:1])
    all_of_them, got = engine.ask(texts * REPEATED)
    right = sum(answer == intent for answer, (_, intent) in zip(got, judge))
    return {"accuracy": round(100 * right / len(judge), 2), "train_seconds": round(seconds, 2),
            "us_per_text": round(1e6 * (all_of_them - alone) / len(texts) / REPEATED, 1), "model_mb": round(engine.model.stat().st_size / 1e6, 1)}


def missing(folder, fasttext):
    absent = [f"{learn}.jsonl" for learn, _ in SETS.values() if not (folder / f"{learn}.jsonl").exists()]
    if absent:
        return f"the public sets are not here ({', '.join(absent)}); point CALLWELL_DATA at the folder that holds nlu/"
    return None if fasttext else "there is no fasttext on the path"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--callwell", default=str(ROOT / "build/release/bin/callwell"))
    parser.add_argument("--data")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("sets", nargs="*", metavar="SET")
    options = parser.parse_args()
    if unknown := set(options.sets) - set(SETS):
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    folder = Path(options.data or os.environ.get("CALLWELL_DATA") or ROOT.parent / "shared" / "data") / "nlu"
    fasttext = shutil.which("fasttext")
    if reason := missing(folder, fasttext):
        print("skipped:", reason)
        return 77
    behind, figures = False, {}
    for name in options.sets or SETS:
        learn, judge = split(folder, name)
        for label, rows in ((name, learn), *([(f"{name}, ten an intent", a_few(learn))] if name != "snips" else [])):
            with tempfile.TemporaryDirectory() as place:
                ours, theirs = (measure(engine, rows, judge) for engine in (Callwell(options.callwell, Path(place)), FastText(fasttext, Path(place))))
            figures[label] = {"callwell": ours, "fasttext": theirs}
            behind = behind or ours["accuracy"] < theirs["accuracy"]
            if not options.json:
                for engine, got in figures[label].items():
                    print(f"{label:24} {engine:9} " + "  ".join(f"{key} {value}" for key, value in got.items()), flush=True)
    if options.json:
        print(json.dumps(figures, indent=1))
    return int(behind)


if __name__ == "__main__":
    sys.exit(main())
