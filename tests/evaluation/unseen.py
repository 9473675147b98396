#!/usr/bin/env python3
"""Measures the engine on the sentences of unseen/, which were written apart from everything it learns from.

usage: unseen.py [--callwell PATH] [--data DIR] [--show-errors N] [--json] [SET ...]
SET: emergency, frontdesk, slots, preferences, spoken

Each set goes through one `callwell invoke OPERATION --jsonl`. What the files are, and that nothing may learn from them, stands in
unseen/README.md. Exit status: 0; 1 when an answer was an error or a figure is on the wrong side of its bound; 2 for wrong usage.
"""
import argparse
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "src/nlu/data"
# A little on the safe side of what was measured: what was understood once stays understood. False alarms have a ceiling, the rest floors.
BOUNDS = {"emergency": {"recall": 98, "recall en": 98, "recall es": 97, "false_alarms": 7, "false_alarms en": 7, "false_alarms es": 10},
          "frontdesk": {"accuracy": 95.5, "accuracy en": 95.5, "accuracy es": 94, "accuracy mix": 96},
          "slots": {"accuracy": 95}, "preferences": {"accuracy": 88},
          "spoken": {"accuracy": 91, "dob": 89, "email": 96, "name": 83, "phone": 93}}
CEILINGS = {"false_alarms"}
FROM_EXAMPLES = {"emergency", "frontdesk"}  # learned from labelled examples; the other sets are read by rules


class Score:
    """How many answers of each kind were right, and what went wrong in the others."""

    def __init__(self):
        self.hits, self.all, self.misses, self.failed = Counter(), Counter(), defaultdict(list), 0
        self.seen = 0

    def count(self, what, lang, counts):
        for key in (what, f"{what} {lang}"):
            self.all[key] += 1
            self.hits[key] += bool(counts)

    def judge(self, what, row, expected, got):
        right = expected == got
        self.count(what, row["lang"], right)
        if not right:
            self.misses[what].append((row.get("text", row.get("utterance")), expected, got))

    def percent(self, what):
        return round(100 * self.hits[what] / self.all[what], 1) if self.all[what] else None


# ---- asking ------------------------------------------------------------------------------------------------------

def ask(callwell, operation, requests):
    """One answer a request, in order."""
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in requests)
    run = subprocess.run([callwell, "invoke", operation, "--jsonl"], input=lines, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if run.returncode or len(answers) != len(requests):
        raise SystemExit(f"callwell stopped after {len(answers)} of {len(requests)} rows (status {run.returncode}): {run.stderr[-500:]}")
    return answers


def clock(row):
    """The row's moment with its offset, and its time zone; the language where it is one."""
    now = datetime.fromisoformat(row["reference_time"]).replace(tzinfo=ZoneInfo(row["timezone"])).isoformat()
    return {"now": now, "time_zone": row["timezone"], **language(row)}


def language(row):
    return {"language": row["lang"]} if row["lang"] in ("en", "es") else {}


def values(answer, kind):
    return [e["value"] for e in answer.get("entities", ()) if e["type"] == kind]


# ---- the sets ----------------------------------------------------------------------------------------------------

def emergency(row, answer, score):
    """`recall` counts what was flagged of what must be, `false_alarms` what was flagged of what must not."""
    flag = answer.get("emergency", {}).get("flag") is True
    what = "recall" if row["escalate"] else "false_alarms"
    score.count(what, row["lang"], flag)
    if flag != row["escalate"]:
        score.misses[what].append((row["text"], row["category"], "flagged" if flag else "missed"))


def frontdesk(row, answer, score):
    score.judge("accuracy", row, row["intent"], answer.get("intent"))


def slots(row, answer, score):
    score.judge("accuracy", row, (row["outcome"], row["expected_index"]), (answer.get("outcome"), answer.get("index")))


def preferences(row, answer, score):
    found = values(answer, "preference")
    score.judge("accuracy", row, ordered(row["value"]), ordered(found[0]) if len(found) == 1 else found)


def spoken(row, answer, score):
    kind, read = SPOKEN[row["type"]]
    found = values(answer, kind)
    expected = row["value"] if row["type"] != "name" else plain_name(row["value"].get("first"), row["value"].get("last"))
    got = read(found[0]) if found else None
    score.judge("accuracy", row, expected, got)
    score.count(row["type"], row["lang"], expected == got)


def ordered(value):
    """A preference whose lists are sorted and whose unset members are gone."""
    if isinstance(value, dict):
        return {key: ordered(member) for key, member in sorted(value.items()) if member not in (None, False, [], {})}
    return sorted((ordered(member) for member in value), key=repr) if isinstance(value, list) else value


def plain(text):
    """Letters and digits alone, without case and accents."""
    letters = unicodedata.normalize("NFD", (text or "").lower())
    return re.sub("[^a-z0-9]", "", "".join(c for c in letters if not unicodedata.combining(c)))


def plain_name(given, family):
    return plain(given), plain(family)


def plain_phone(value):
    national = re.sub(r"^1(?=\d{10}$)", "", re.sub(r"\D", "", value.get("digits") or ""))
    return {"national": national, **({"ext": value["ext"]} if value.get("ext") else {})}


SPOKEN = {"phone": ("phone", plain_phone), "email": ("email", lambda v: v["address"].lower()),
          "name": ("person_name", lambda v: plain_name(v.get("given"), v.get("family"))), "dob": ("birth_date", lambda v: v["date"])}


def text_alone(row):
    return {"text": row["text"]}


def offer(row):
    stored = {{"after_date": "from"}.get(key, key): value for key, value in row["preferences"].items()}
    return {"slots": row["offered"], "text": row["utterance"], **clock(row), **({"preference": stored} if stored else {})}


def wish(row):
    return {"text": row["text"], "expecting": {"field": "preference"}, **clock(row)}


def spelling(row):
    today = {"now": row["reference_date"] + "T12:00:00Z", "time_zone": "UTC"} if row["type"] == "dob" else {}
    return {"text": row["text"], "expecting": {"field": SPOKEN[row["type"]][0]}, "country": "US", **language(row), **today}


SETS = {"emergency": ("emergency.jsonl", "nlu.analyze", text_alone, emergency),
        "frontdesk": ("frontdesk.jsonl", "nlu.analyze", text_alone, frontdesk),
        "slots": ("slot_selection.jsonl", "slots.select", offer, slots),
        "preferences": ("preferences.jsonl", "nlu.analyze", wish, preferences),
        "spoken": ("spoken_entities.jsonl", "nlu.analyze", spelling, spoken)}


def rows_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def learned():
    """The texts of the labelled examples the engine learns from: a row that is one of them is no longer unseen and does not count."""
    return {plain(row["text"]) for path in sorted(EXAMPLES.glob("*.jsonl")) for row in rows_of(path) if "text" in row}


def evaluate(callwell, folder, name, known):
    file, operation, request, judge = SETS[name]
    score, every = Score(), rows_of(folder / file)
    rows = [row for row in every if name not in FROM_EXAMPLES or plain(row["text"]) not in known]
    score.seen = len(every) - len(rows)
    for row, answer in zip(rows, ask(callwell, operation, [request(row) for row in rows])):
        score.failed += "error" in answer
        judge(row, answer, score)
    return score


# ---- reporting ---------------------------------------------------------------------------------------------------

def table(score):
    return {what: {"count": score.hits[what], "of": score.all[what], "percent": score.percent(what)} for what in sorted(score.all)}


def show(name, score, errors):
    print(f"{name}: {score.failed} errors, {score.seen} rows left out because the engine learns from them")
    for what, figure in table(score).items():
        print(f"  {what:20} {figure['count']:5} of {figure['of']:5}  {figure['percent']:5.1f} %")
    for what, misses in score.misses.items():
        for text, expected, got in misses[:errors]:
            print(f"   {what}: {text!r}\n      expected {expected}, got {got}")


def out_of_bounds(name, score):
    for what, bound in BOUNDS[name].items():
        reached = score.percent(what)
        if reached > bound if what.split()[0] in CEILINGS else reached < bound:
            yield f"{name} {what}: {reached} % is {'above' if what.split()[0] in CEILINGS else 'below'} {bound} %"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--callwell", default=str(HERE.parents[1] / "build/dev/bin/callwell"))
    parser.add_argument("--data", type=Path, default=HERE / "unseen", help="the folder with the files")
    parser.add_argument("--show-errors", type=int, default=0, metavar="N")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("sets", nargs="*", metavar="SET")
    options = parser.parse_args()
    if unknown := [name for name in options.sets if name not in SETS]:
        parser.error(f"no such set: {', '.join(unknown)}")
    known = learned()
    scores = {name: evaluate(options.callwell, options.data, name, known) for name in options.sets or SETS}
    if options.json:
        print(json.dumps({name: table(score) for name, score in scores.items()}, indent=2))
    else:
        for name, score in scores.items():
            show(name, score, options.show_errors)
    faults = [fault for name, score in scores.items() for fault in out_of_bounds(name, score)]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults or any(score.failed for score in scores.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
