"""One conversation, step by step: events in, actions out. :class:`callwell.Conversation` does the steps for you."""
from __future__ import annotations

import datetime
import enum
import json
from typing import Any, Iterator, Mapping, NamedTuple, Optional

from . import _callwell
from .errors import Status
from .times import NEVER_US, Time, from_us, system_clock, to_us


class Channel(enum.IntEnum):
    """How the person reached the practice."""

    PHONE = 1
    SMS = 2
    WHATSAPP = 3
    WEBCHAT = 4


class Kind(enum.IntEnum):
    """What an action asks you to do."""

    SAY = 1  #: speak or send ``text`` to the person
    INVOKE = 2  #: run ``operation`` with ``input`` and give the session its result
    TRANSFER = 3  #: connect the person to ``to`` and give the session a result
    END = 4  #: the conversation is over


class Action(NamedTuple):
    """One thing to do. Which of the members count depends on ``kind``; skip a kind you do not know."""

    kind: int
    id: int
    deadline: Optional[datetime.datetime] = None  #: without a result by then the session goes on without
    text: str = ""
    language: str = ""
    operation: str = ""
    input: Mapping[str, Any] = {}  #: of an operation; of a transfer who, why and the fields so far
    idempotency_key: str = ""
    to: str = ""
    reason: str = ""
    disposition: str = ""  #: how it ended: "booked", "handed_over", …


def _action(raw: tuple[int, int, int, str, str, str]) -> Action:
    kind, number, deadline_us, first, second, third = raw
    deadline = from_us(deadline_us) if deadline_us else None
    if kind == Kind.SAY:
        return Action(kind, number, deadline, text=first, language=second)
    if kind == Kind.INVOKE:
        return Action(kind, number, deadline, operation=first, input=json.loads(second), idempotency_key=third)
    if kind == Kind.TRANSFER:
        return Action(kind, number, deadline, to=first, input=json.loads(second or "{}"), reason=third)
    return Action(kind, number, deadline, disposition=first)


class Session:
    """Made by :meth:`callwell.Agent.session`. Safe to share between threads; its calls take turns.

    ``at`` is the session's only clock: an aware datetime or UTC microseconds, never running backwards; now when absent.
    """

    def __init__(self, raw: _callwell.Session) -> None:
        self._raw = raw

    def start(self, at: Optional[Time] = None) -> None:
        """The conversation begins: a call was answered."""
        self._raw.start(_at(at))

    def missed_call(self, at: Optional[Time] = None) -> None:
        """Nobody answered the person's call: begin by text."""
        self._raw.missed_call(_at(at))

    def hear(self, text: str, at: Optional[Time] = None, confidence: float = 1.0) -> None:
        """The person said or wrote something; ``confidence`` is the speech recogniser's."""
        self._raw.utterance(text, _at(at), confidence)

    def keypad(self, digit: str, at: Optional[Time] = None) -> None:
        """The person pressed a key: ``0`` to ``9``, ``*`` or ``#``."""
        self._raw.keypad(digit, _at(at))

    def result(self, action: Action, answer: Mapping[str, Any], status: Status = Status.OK, at: Optional[Time] = None) -> None:
        """What became of an ``INVOKE`` or ``TRANSFER`` action."""
        self._raw.result(action.id, int(status), json.dumps(answer, ensure_ascii=False), _at(at))

    def tick(self, at: Optional[Time] = None) -> None:
        """Nothing happened until the deadline."""
        self._raw.tick(_at(at))

    def hangup(self, at: Optional[Time] = None) -> None:
        """The person left."""
        self._raw.hangup(_at(at))

    def next(self) -> Optional[Action]:
        """The next thing to do, or None."""
        raw = self._raw.next()
        return None if raw is None else _action(raw)

    def actions(self) -> Iterator[Action]:
        """The things to do, until there are no more; results fed meanwhile bring further ones."""
        while (action := self.next()) is not None:
            yield action

    @property
    def deadline(self) -> Optional[datetime.datetime]:
        """When to call :meth:`tick` if nothing else happens; None: never."""
        deadline = self._raw.deadline()
        return None if deadline == NEVER_US else from_us(deadline)

    def journal(self) -> str:
        """Everything that happened, as JSON Lines. It holds what the person said: store it as a patient's record."""
        return self._raw.journal()

    def save(self) -> bytes:
        """The session as a sealed value, for :meth:`callwell.Agent.restore`. Take the waiting actions first."""
        return self._raw.save()

    def view(self) -> dict[str, Any]:
        """What the practice's side sees: intent, language, fields, what is offered and asked. Holds personal data."""
        view: dict[str, Any] = json.loads(self._raw.view())
        return view

    def close(self) -> None:
        self._raw.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _at(moment: Optional[Time]) -> int:
    return system_clock() if moment is None else to_us(moment)
