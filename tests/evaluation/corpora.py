"""The public dialogues as this evaluation sees them: what the person says, and what ought to be known afterwards.

SGD appointments annotate every turn: what a turn tells is expected right after it. STAR annotates what the wizard looked up: a value
is expected once the person has said it and the wizard has used it.
"""
import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = ("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


@dataclass
class Turn:
    text: str
    act: str = ""                                  # what the annotation says the person does, "" when it does not tell
    fields: dict = field(default_factory=dict)     # what must be known after this turn


@dataclass
class Dialogue:
    id: str
    kind: str
    turns: list = field(default_factory=list)
    places: set = field(default_factory=set)       # (name, as said)
    people: set = field(default_factory=set)
    booking: dict = field(default_factory=dict)    # date and time of the call that booked, where the person said both

    def final(self):
        """The last value of every field the person gave."""
        last = {}
        for turn in self.turns:
            last.update(turn.fields)
        return last


# ---- SGD ---------------------------------------------------------------------------------------------------------

KINDS = {"Services_1": "hair_stylist", "Services_2": "dentist", "Services_3": "doctor", "Services_4": "therapist"}
SLOTS = {"appointment_date": "date", "appointment_time": "time", "city": "location", "type": "service",
         "stylist_name": "provider", "dentist_name": "provider", "doctor_name": "provider", "therapist_name": "provider"}
# Acts that stand alone in a turn and say what our intents say. INFORM alone does not, it depends on what was asked.
ACTS = {("AFFIRM",): "yes", ("AFFIRM_INTENT",): "yes_book", ("SELECT",): "yes", ("NEGATE",): "no", ("NEGATE", "THANK_YOU"): "no_thanks",
        ("NEGATE_INTENT",): "no", ("GOODBYE", "NEGATE"): "bye", ("GOODBYE", "NEGATE_INTENT"): "bye", ("GOODBYE", "THANK_YOU"): "bye",
        ("GOODBYE",): "bye", ("THANK_YOU",): "thanks"}


def sgd_act(frame):
    acts = tuple(sorted({a["act"] for a in frame["acts"]}))
    if "INFORM_INTENT" in acts:
        return "book" if frame["intent"] == "BookAppointment" else "find"
    asked = {a.get("slot") for a in frame["acts"] if a["act"] == "REQUEST"}
    if acts == ("REQUEST",) and asked & {"address", "street_address", "city"}:
        return "ask_address"
    return ACTS.get(acts, "")


def value_of(act):
    return (act.get("canonical") or act["values"])[0]


def clock(text):
    """24-hour time of an annotation that writes it out plainly."""
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", text)
    return f"{int(found[1]):02}:{found[2]}" if found else None


def sgd_turn(frame, text):
    turn = Turn(text, sgd_act(frame))
    for act in frame["acts"]:
        name = SLOTS.get(act.get("slot"))
        if act["act"] != "INFORM" or not name:
            continue
        value = value_of(act)
        turn.fields[name] = clock(value) if name == "time" else value
    return turn


def about_clinic(turn, frame):
    """False where the person goes on about the weather or a taxi in the same breath: nobody asks a clinic for them."""
    return len(turn["frames"]) == 1 or any(act["act"] == "INFORM" for act in frame["acts"])


def add_names(dialogue, frame):
    for act in frame["acts"]:
        for said in act.get("values", ()):
            if act.get("slot") == "city":
                dialogue.places.add((value_of(act), said))
            elif SLOTS.get(act.get("slot")) == "provider":
                dialogue.people.add(value_of(act))


def read_sgd(path):
    """One dialogue a clinic's kind; turns about other things are left out."""
    out = []
    for row in map(json.loads, path.open(encoding="utf-8")):
        for service in (s for s in row["services"] if s in KINDS):
            dialogue = Dialogue(row["id"], KINDS[service])
            for turn in row["turns"]:
                for frame in (f for f in turn["frames"] if f["service"] == service):
                    add_names(dialogue, frame)
                    if turn["speaker"] == "user" and about_clinic(turn, frame):
                        dialogue.turns.append(sgd_turn(frame, turn["text"]))
                    call = frame.get("call", {})
                    if call.get("method") == "BookAppointment":
                        dialogue.booking = {"date": call["parameters"]["appointment_date"], "time": clock(call["parameters"]["appointment_time"])}
            said = dialogue.final()
            if any(said.get(key) != value for key, value in dialogue.booking.items()):
                dialogue.booking = {}  # the system proposed another time: the person never said it
            out.append(dialogue)
    return out


# ---- STAR --------------------------------------------------------------------------------------------------------

def plain(constraint):
    """The value a wizard's constraint asks for, "" when it is a choice of several."""
    found = re.fullmatch(r'(?:api\.is_\w+\()?\[?"([^"]*)"\]?\)?', constraint.strip())
    return found[1].strip() if found else ""


def hour_of(text):
    found = re.fullmatch(r"(\d{1,2}) (am|pm)", text)
    return None if not found else int(found[1]) % 12 + (12 if found[2] == "pm" else 0)


def says_hour(words, hour):
    names = {str(hour % 12 or 12), HOURS[hour % 12], str(hour), f"{hour % 12 or 12}pm", f"{hour % 12 or 12}am"}
    names |= {"noon"} if hour == 12 else {"midnight"} if hour == 0 else set()
    return bool(names & words)


def star_expected(constraints, said):
    """What of a wizard's query the person has said in so many words."""
    words, out = set(re.findall(r"[a-z0-9]+", said.lower())), {}
    doctor, name = plain(constraints.get("Name", "")), plain(constraints.get("PatientName", ""))
    if doctor.startswith("Dr. ") and doctor[4:].lower() in words:
        out["provider"] = doctor
    if name.isalpha() and name.lower() in words:
        out["name"] = name.title()
    day = plain(constraints.get("Day", "")).lower()
    if day in words:
        out["weekday"] = day[:3]
    hour = hour_of(plain(constraints.get("StartTimeHour", "")))
    if hour is not None and says_hour(words, hour):
        out["time"] = f"{hour:02}:00"
    if constraints.get("RequestType"):
        out["request"] = "book"
    return out


def star_dialogue(row):
    dialogue, told, said = Dialogue(row["id"], "clinic", people={"Dr. Alexis", "Dr. Johnson", "Dr. Morgan"}), {}, ""
    fresh = False
    for turn in row["turns"]:
        if turn["speaker"] == "user":
            dialogue.turns.append(Turn(turn["text"]))
            said += " " + turn["text"]
            fresh = True
        elif "constraints" in turn and dialogue.turns and fresh:
            fresh = False  # only the first look-up after a turn: the following ones are the wizard's own search
            expected = star_expected(turn["constraints"], said)
            # A second name is a child's, whose visit is booked next: told apart, for the engine books one person a conversation.
            if "name" in expected and told.get("name", expected["name"]) != expected["name"]:
                expected["second name"] = expected.pop("name")
            dialogue.turns[-1].fields = {key: value for key, value in expected.items() if told.get(key) != value}
            told.update(expected)
    return dialogue


def read_star(path):
    rows = [row for row in map(json.loads, path.open(encoding="utf-8")) if row["domains"] == ["doctor"]]
    return [dialogue for dialogue in map(star_dialogue, rows) if dialogue.turns]


def next_day(start, weekday):
    """The first day from `start` on that is a `weekday` ("mon")."""
    return next(day for day in (date.fromisoformat(start) + timedelta(n) for n in range(7)) if WEEKDAYS[day.weekday()][:3] == weekday).isoformat()
