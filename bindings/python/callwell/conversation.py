"""A conversation held for you: it runs the operations the agent asks for, and gives you what the agent says."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Optional

from .errors import CallwellError
from .session import Action, Channel, Kind, Session
from .times import Clock, system_clock, to_us

if TYPE_CHECKING:
    from .agent import Agent


class Conversation:
    """Say something, get the replies::

        talk = Conversation(agent, contact="+19145550123")
        print(talk.say("Hi, I'd like to book a cleaning"))

    ``clock`` gives the time of each step; the system's when absent.
    """

    def __init__(self, agent: Agent, *, channel: Channel = Channel.SMS, contact: str = "", language: str = "", location: str = "",
                 tenant: str = "", seed: Optional[int] = None, clock: Clock = system_clock) -> None:
        self._agent = agent
        self._tenant = tenant
        self._clock = clock
        self.session: Session = agent.session(channel=channel, contact=contact, language=language, location=location, tenant=tenant, seed=seed)
        #: How it ended ("booked", "handed_over", …), once it has; None before.
        self.disposition: Optional[str] = None
        #: The transfer the agent asked for last: where to, why, and what it knows. Tell its end with ``session.result``.
        self.transfer: Optional[Action] = None

    @property
    def ended(self) -> bool:
        return self.disposition is not None

    def start(self) -> list[str]:
        """The call was answered: the greeting."""
        return self._step(self.session.start)

    def missed_call(self) -> list[str]:
        """Nobody answered the call: what to text instead."""
        return self._step(self.session.missed_call)

    def say(self, text: str, confidence: float = 1.0) -> list[str]:
        """The person says or writes ``text``: the replies."""
        return self._step(lambda at: self.session.hear(text, at, confidence))

    def press(self, digit: str) -> list[str]:
        """The person presses a key: the replies."""
        return self._step(lambda at: self.session.keypad(digit, at))

    def wait(self) -> list[str]:
        """Time has passed and nothing happened: what the agent says to a silence that reached the session's deadline."""
        return self._step(self.session.tick)

    def hang_up(self) -> list[str]:
        """The person leaves."""
        return self._step(self.session.hangup)

    def view(self) -> dict[str, Any]:
        """What the practice's side sees."""
        return self.session.view()

    def _step(self, feed: Callable[[int], None]) -> list[str]:
        now = to_us(self._clock())
        feed(now)
        replies: list[str] = []
        for action in self.session.actions():
            if action.kind == Kind.SAY:
                replies.append(action.text)
            elif action.kind == Kind.INVOKE:
                self._perform(action, now)
            elif action.kind == Kind.TRANSFER:
                self.transfer = action
            elif action.kind == Kind.END:
                self.disposition = action.disposition
        return replies

    def _perform(self, action: Action, now: int) -> None:
        try:
            answer = self._agent.call(action.operation, action.input, at=now, tenant=self._tenant)
        except CallwellError as error:
            return self.session.result(action, {"message": error.message, "field": error.field}, error.status, at=now)
        return self.session.result(action, answer, at=now)
