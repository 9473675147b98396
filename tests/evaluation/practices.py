"""Practices made for the dialogues: their services, the people they name and the towns they ask about, in the order they are asked."""
import json
import re
from pathlib import Path

MAX_PLACES, MAX_PEOPLE = 50, 200  # what a practice file may hold
TEMPLATE = Path(__file__).with_name("practice.yaml")

SERVICES = {
    "hair_stylist": {"Haircut": ["hair stylist", "hairdresser", "salon", "stylist", "barber"]},
    "dentist": {"Dental visit": ["dentist", "dental appointment", "teeth cleaning"]},
    "doctor": {"General Practitioner": ["GP", "family doctor"], "Dermatologist": ["skin doctor"], "Gynecologist": [],
               "Ophthalmologist": ["eye doctor"], "ENT Specialist": ["ear nose and throat doctor"]},
    "therapist": {"Psychologist": [], "Psychiatrist": [], "Family Counselor": ["family therapist"]},
    "clinic": {"Doctor's visit": ["checkup", "check-up"], "Vaccination": ["vaccine", "shot"]},
}
ONE_HOUSE = {("Downtown", "Downtown")}
# The form stays open: whoever goes on talking after a yes still fills it.
AGAIN = {"go": "sure"}
SURE = {"id": "sure", "confirm": "book_instead", "no": "sure"}
LAST = [{"id": "when", "collect": ["preference"]}, SURE, AGAIN]


def flow(first):
    """Somebody is proposed and may be turned down or asked for elsewhere, then the time. Who begins with a time or a person is not asked
    the rest."""
    return [{"branch": [{"if": "preference", "go": "when"}, {"if": "provider", "go": "when"}]},
            *first, {"id": "whom", "confirm": "book_instead", "no": "whom"}, *LAST]


SERVICE = [{"collect": ["service"]}]
FLOWS = {"hair_stylist": flow([]), "dentist": flow([]), "doctor": flow(SERVICE), "therapist": flow(SERVICE),
         "clinic": [{"collect": ["name", "preference"]}, SURE, AGAIN]}


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]


def batches(dialogues):
    """Groups of one kind that fit into one practice file."""
    groups = []
    for dialogue in sorted(dialogues, key=lambda d: d.kind):
        last = groups[-1] if groups else None
        if last and last[0].kind == dialogue.kind:
            towns = {slug(name) for d in [*last, dialogue] for name, _ in d.places}
            people = {slug(name) for d in [*last, dialogue] for name in d.people}
            if len(towns) <= MAX_PLACES and len(people) <= MAX_PEOPLE:
                last.append(dialogue)
                continue
        groups.append([dialogue])
    return groups


def locations(places):
    hours, by_id = {"mon-sun": ["07:00-22:00"]}, {}
    for name, said in sorted(places):
        place = by_id.setdefault(slug(name), {"id": slug(name), "name": name, "address": f"1 Main Street, {name}, CA", "hours": hours, "aliases": []})
        if said.lower() not in {name.lower(), *map(str.lower, place["aliases"])}:
            place["aliases"].append(said)
    return list(by_id.values())


def practice_file(group):
    """The text of the practice file for one batch. JSON is YAML, too."""
    kind = group[0].kind
    places = locations({place for d in group for place in d.places} or ONE_HOUSE)
    shifts = [{"location": places[0]["id"], "days": "mon-sun", "hours": ["07:00-22:00"]}]
    people = {slug(name): {"id": slug(name), "name": name, "shifts": shifts} for d in group for name in sorted(d.people)}
    parts = {
        "locations": places,
        "services": [{"id": slug(name), "name": name, "aliases": aliases, "duration_minutes": 30} for name, aliases in SERVICES[kind].items()],
        "providers": list(people.values()),
        "flows": {"book": {"intents": ["book_appointment", "new_patient"], "steps": FLOWS[kind]}},
    }
    return TEMPLATE.read_text(encoding="utf-8") + "".join(f"\n{name}: {json.dumps(part)}\n" for name, part in parts.items())
