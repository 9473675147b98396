"""What the tests share: the demo practice, a clock that stands, and somebody who answers whatever is asked."""
from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import callwell

SOURCE = Path(os.environ["CALLWELL_SOURCE_DIR"])
PRACTICE = SOURCE / "examples" / "practices" / "lakeside_dental.yaml"
NOW = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("America/New_York"))
CONTACT = "+19145550123"

ENGLISH = {
    "field name": "Maya Fischer",
    "field service": "a cleaning please",
    "field patient_type": "I've been there before",
    "field email": "maya.fischer@example.com",
    "field preference": "any morning next week",
    "choice": "the first one",
    "confirmation": "yes, please",
}
SPANISH = {
    "field name": "me llamo Lucía Herrera",
    "field service": "una limpieza",
    "field patient_type": "soy paciente existente",
    "field email": "lucia.herrera@example.com",
    "field preference": "la próxima semana en la mañana",
    "choice": "la primera",
    "confirmation": "sí, por favor",
}


def clock() -> datetime:
    return NOW


def open_agent(**more: Any) -> callwell.Agent:
    return callwell.Agent(PRACTICE, **more)


def converse(agent: callwell.Agent, **more: Any) -> callwell.Conversation:
    return callwell.Conversation(agent, **{"contact": CONTACT, "clock": clock, "seed": 7, **more})


def book(talk: callwell.Conversation, opening: str, answers: dict[str, str]) -> list[str]:
    """Holds the conversation until it is booked: everything the agent said."""
    said = talk.say(opening)
    for _ in range(20):
        view = talk.view()
        if view["disposition"] == "booked":
            return said
        said += talk.say(answers[view["expecting"]])
    raise AssertionError(f"not booked after {said}")
