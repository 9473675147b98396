#!/usr/bin/env python3
"""Lets the users' turns of public dialogues drive the engine and counts what it understood.

usage: dialogues.py [--callwell PATH] [--data DIR] [--show-errors N] [--json] [SET ...]        SET: sgd, star

Every user turn goes through `callwell invoke conversations.message`, one conversation a dialogue, at a fixed clock. What is counted
stands in docs/evaluation.md. Exit status: 0; 1 when an answer was an error or a figure fell below its floor; 77 without the data.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import corpora
import practices

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2019-03-01"  # the reference date of SGD; STAR has none
FILES = {"sgd": ("sgd_appointments_dev.jsonl", corpora.read_sgd), "star": ("star_doctor_dev.jsonl", corpora.read_star)}
# A little below the figures of docs/evaluation.md: what was understood once stays understood.
FLOORS = {"sgd": {"dialogues": 89, "bookings": 93, "date": 96, "time": 96, "location": 94, "provider": 90, "service": 95, "intent": 79},
          "star": {"provider": 89, "name": 75, "weekday": 65, "time": 65, "request": 90}}

# Which intents say an annotated act, and which commands of the engine show that it took the turn so.
VISIT = {"book_appointment", "new_patient"}
INTENTS = {"book": VISIT | {"affirm"}, "find": VISIT | {"ask_services", "ask_location"}, "yes": {"affirm"}, "yes_book": {"affirm", "book_appointment"},
           "no": {"deny"}, "no_thanks": {"deny", "goodbye"}, "bye": {"goodbye", "deny"}, "thanks": {"goodbye", "affirm"}, "ask_address": {"ask_location"}}
COMMANDS = {"book": {"start_flow book", "confirm"}, "find": {"start_flow book", "answer ask_services"}, "yes": {"confirm"}, "yes_book": {"confirm"}, "no": {"deny"}, "no_thanks": {"deny", "goodbye", "thank"}, "bye": {"goodbye", "thank"}, "thanks": {"thank", "goodbye"},
            "ask_address": {"answer ask_location"}}


class Score:
    def __init__(self):
        self.hits, self.all, self.misses, self.events = Counter(), Counter(), defaultdict(list), Counter()

    def count(self, what, right, turn, expected, got):
        self.all[what] += 1
        self.hits[what] += bool(right)
        if not right:
            self.misses[what].append((turn, expected, got))

    def percent(self, what):
        return round(100 * self.hits[what] / self.all[what], 1) if self.all[what] else None


# ---- driving -----------------------------------------------------------------------------------------------------

def ask(callwell, group):
    """The engine's answer to every turn of a batch, dialogue by dialogue."""
    turns = [{"from": f"+1415555{n:04}", "channel": "sms", "text": turn.text} for n, d in enumerate(group) for turn in d.turns]
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as practice:
        practice.write(practices.practice_file(group))
        practice.flush()
        command = [callwell, "invoke", "conversations.message", "--jsonl", "-p", practice.name, "--now", TODAY + "T09:00:00-08:00"]
        run = subprocess.run(command, input="".join(json.dumps(t) + "\n" for t in turns), capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if run.returncode or len(answers) != len(turns):
        raise SystemExit(f"callwell stopped after {len(answers)} of {len(turns)} turns (status {run.returncode}): {run.stderr[-500:]}")
    pieces = iter(answers)
    return [[next(pieces) for _ in d.turns] for d in group]


# ---- judging -----------------------------------------------------------------------------------------------------

def day_of(preference):
    """The one day a preference means, or None."""
    if len(preference.get("dates", ())) == 1:
        return preference["dates"][0]
    if preference.get("from") and preference.get("from") == preference.get("to"):
        return preference["from"]
    if len(preference.get("weekdays", ())) == 1 and "dates" not in preference:
        return corpora.next_day(preference.get("from", TODAY), preference["weekdays"][0])
    return None


def known(field, view):
    """What the engine holds for a field, in the annotation's terms."""
    fields = view["fields"]
    preference = fields.get("preference", {})
    if field == "date":
        return day_of(preference)
    if field == "weekday":
        day = day_of(preference)
        return corpora.WEEKDAYS[corpora.date.fromisoformat(day).weekday()][:3] if day else None
    if field == "time":
        return preference.get("at")
    if field in ("name", "second name"):
        return fields.get("name", {}).get("given")
    if field == "request":
        return view["flow"]
    return fields.get(field, {}).get("name")


def same(expected, got):
    return got is not None and practices.slug(expected) == practices.slug(got)


def judge_turn(score, turn, answer):
    view = answer["view"]
    commands = set(view.get("commands", ()))
    if turn.act:
        right = view.get("intent") in INTENTS[turn.act] or commands & COMMANDS.get(turn.act, set())
        score.count("intent", right, turn.text, turn.act, f"{view.get('intent')} {view.get('confidence', 0):.2f} {sorted(commands)}")
        score.count("intent " + turn.act, right, turn.text, turn.act, view.get("intent"))
    for field, expected in turn.fields.items():
        got = known(field, view)
        score.count(field, same(expected, got), turn.text, expected, f"{got} {json.dumps(view['fields'].get('preference', {}))} {sorted(commands)}")
    return commands


def judge(score, dialogue, answers):
    held, right_all, handed = {}, True, False
    for turn, answer in zip(dialogue.turns, answers):
        if "error" in answer:
            score.events["errors"] += 1
            score.misses["errors"].append((turn.text, "", answer["error"].get("message")))
            continue
        commands = judge_turn(score, turn, answer)
        score.events["turns"] += 1
        said = turn.fields.keys() | held.keys()
        held.update({field: got for field in said if (got := known(field, answer["view"])) is not None})
        note = (turn.text, dialogue.id, f"{answer['view'].get('intent')} {answer['view']['expecting']}")
        for event, happened in (("not_understood", "not_understood" in commands), ("emergency", any(c.startswith("emergency") for c in commands)),
                                ("opt_out", any(c.startswith("opt_out") for c in commands)), ("handed_over", answer["view"]["handed_over"] and not handed)):
            if happened:
                score.events[event] += 1
                score.misses[event].append(note)
        handed = answer["view"]["handed_over"]
    final = dialogue.final()
    right_all = all(same(value, held.get(field)) for field, value in final.items())
    if final:
        score.count("dialogues", right_all, dialogue.id, final, held)
    if dialogue.booking:
        score.count("bookings", all(held.get(k) == v for k, v in dialogue.booking.items()), dialogue.id, dialogue.booking, held)


def evaluate(callwell, dialogues):
    score, start = Score(), time.monotonic()
    for group in practices.batches(dialogues):
        for dialogue, answers in zip(group, ask(callwell, group)):
            judge(score, dialogue, answers)
    score.events["dialogues"] = len(dialogues)
    score.seconds = time.monotonic() - start
    return score


# ---- reporting ---------------------------------------------------------------------------------------------------

def table(score):
    out = {what: {"right": score.hits[what], "of": score.all[what], "percent": score.percent(what)} for what in sorted(score.all)}
    events = {event: score.events[event] for event in ("dialogues", "turns", "errors", "not_understood", "handed_over", "emergency", "opt_out")}
    return {"figures": out, "events": events, "turns_per_second": round(score.events["turns"] / score.seconds, 1)}


def show(name, score, errors):
    report = table(score)
    print(name + ": " + ", ".join(f"{count} {event}" for event, count in report["events"].items()) + f"; {report['turns_per_second']} turns/s")
    for what, figure in report["figures"].items():
        print(f"  {what:20} {figure['right']:5} of {figure['of']:5}  {figure['percent']:5.1f} %")
    for what in score.misses if errors else ():
        print(f"-- {what}")
        for text, expected, got in score.misses[what][:errors]:
            print(f"   {text!r}\n      expected {expected}, got {got}")


def below(name, score):
    return [f"{name} {what}: {score.percent(what)} % is below {floor} %" for what, floor in FLOORS.get(name, {}).items() if (score.percent(what) or 0) < floor]


def data_folder(given):
    folder = Path(given or os.environ.get("CALLWELL_DATA") or ROOT.parent / "shared" / "data") / "nlu"
    return folder if all((folder / file).exists() for file, _ in FILES.values()) else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--callwell", default=str(ROOT / "build/dev/bin/callwell"))
    parser.add_argument("--data")
    parser.add_argument("--show-errors", type=int, default=0, metavar="N")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("sets", nargs="*", metavar="SET", default=[])
    options = parser.parse_args()
    folder = data_folder(options.data)
    if not folder:
        print("skipped: the public dialogues are not here; point CALLWELL_DATA at the folder that holds nlu/sgd_appointments_dev.jsonl")
        return 77
    scores = {}
    for name in options.sets or FILES:
        file, read = FILES[name]
        scores[name] = evaluate(options.callwell, read(folder / file))
    if options.json:
        print(json.dumps({name: table(score) for name, score in scores.items()}, indent=2))
    else:
        for name, score in scores.items():
            show(name, score, options.show_errors)
    faults = [fault for name, score in scores.items() for fault in below(name, score)]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults or any(score.events["errors"] for score in scores.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
