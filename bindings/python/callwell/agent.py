"""The agent: the practices of a process, and every operation by name."""
from __future__ import annotations

import atexit
import functools
import json
import os
import weakref
from typing import Any, Callable, Mapping, NamedTuple, Optional, Union

from . import _callwell
from .operations import Operations
from .session import Channel, Session
from .times import Time, to_us

#: What must not outlive the interpreter, because it calls into it.
_open: weakref.WeakSet[Union[Agent, Subscription, Runtime]] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for handle in sorted(_open, key=lambda handle: isinstance(handle, Agent)):
        handle.close()


class PortRequest(NamedTuple):
    """What a port is asked."""

    tenant: str
    operation: str  #: ``send_message``: ``to``, ``from``, ``text``, ``channel``; answer ``{"id": …}``
    input: Mapping[str, Any]
    idempotency_key: str  #: the same key asks for the same deed: do it once


Port = Callable[[PortRequest], Optional[Mapping[str, Any]]]


class Agent:
    """Opens practices and answers for them. Safe to use from any thread, and as a context manager.

    :param practices: a practice file, or a folder whose ``*.yaml`` files are practices
    :param database: path of the SQLite file, made when absent; empty: in memory
    :raises CallwellError: with every fault of a practice file, a line each
    """

    def __init__(self, practices: Union[str, os.PathLike[str]] = "", database: Union[str, os.PathLike[str]] = "") -> None:
        self._raw = _callwell.Agent(os.fspath(practices), os.fspath(database))
        #: Every operation as a typed method: ``agent.run.scheduling.find_slots(service="cleaning")``.
        self.run = Operations(self.call)
        _open.add(self)

    def invoke(self, operation: str, **fields: Any) -> dict[str, Any]:
        """Runs an operation by name: ``agent.invoke("nlu.analyze", text="hi")``. A field called ``from`` is written ``from_``."""
        return self.call(operation, {name.rstrip("_"): value for name, value in fields.items()})

    def call(self, operation: str, fields: Mapping[str, Any], *, at: Optional[Time] = None, tenant: str = "", role: str = "") -> dict[str, Any]:
        """Runs an operation as somebody, for a practice, at a time: the system's rights, the first practice, now when absent."""
        answer = self._raw.invoke(operation, json.dumps(fields, ensure_ascii=False), None if at is None else to_us(at), tenant, role)
        result: dict[str, Any] = json.loads(answer)
        return result

    def acting(self, *, at: Optional[Time] = None, tenant: str = "", role: str = "") -> Operations:
        """The typed operations as somebody, for a practice, at a time: ``agent.acting(role="staff").appointments.list()``."""
        return Operations(functools.partial(self.call, at=at, tenant=tenant, role=role))

    def operations(self) -> list[dict[str, Any]]:
        """The registry: name, summary, schemas and permission of every operation."""
        return operations()

    def practices(self) -> list[dict[str, Any]]:
        """The practices of this agent: id, name, languages, numbers."""
        practices: list[dict[str, Any]] = json.loads(self._raw.practices())["practices"]
        return practices

    def session(self, *, channel: Channel = Channel.SMS, contact: str = "", language: str = "", location: str = "", tenant: str = "",
                seed: Optional[int] = None) -> Session:
        """Begins a conversation.

        :param contact: the person's number, E.164, when known
        :param seed: fixes every choice the session makes; drawn when absent
        """
        return Session(self._raw.open_session(int(channel), seed, tenant, language, contact, location))

    def restore(self, state: bytes) -> Session:
        """Goes on with a session that :meth:`Session.save` gave, here or in another process."""
        return Session(self._raw.restore_session(state))

    def replay(self, journal: str) -> dict[str, Any]:
        """Feeds a journal's events to a new session and compares every action: ``{"same": True, "turns": n}`` or what differs first."""
        result: dict[str, Any] = json.loads(self._raw.replay(journal))
        return result

    def register_port(self, port: str, function: Port) -> None:
        """Puts ``function`` in place of the configured adapters of ``port`` ("messaging").

        It runs on any thread. What it returns is the answer; raise :class:`CallwellError` to refuse. It must not close the agent.
        """

        def called(tenant: str, operation: str, fields: str, idempotency_key: str) -> str:
            answer = function(PortRequest(tenant, operation, json.loads(fields), idempotency_key))
            return json.dumps(answer or {}, ensure_ascii=False)

        self._raw.register_port(port, called)

    def subscribe(self, function: Callable[[dict[str, Any]], object], tenant: str = "") -> Subscription:
        """Calls ``function`` with every live event: ``{"type", "tenant_id", "at", "seq", "data"}``, one at a time, on any thread."""
        return Subscription(self._raw.subscribe(lambda event: function(json.loads(event)), tenant))

    def runtime(self) -> Runtime:
        """Starts a thread that does what falls due: silence in conversations, queued messages."""
        return Runtime(self._raw.start_runtime())

    def close(self) -> None:
        """Lets go of the agent; sessions, subscriptions and runtimes that are open keep theirs."""
        self._raw.close()

    def __enter__(self) -> Agent:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Subscription:
    """Live events, until :meth:`close` or the end of ``with``. Its function may close it."""

    def __init__(self, raw: _callwell.Subscription) -> None:
        self._raw = raw
        _open.add(self)

    def close(self) -> None:
        """Returns when the function is not running and never will again."""
        self._raw.close()

    def __enter__(self) -> Subscription:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Runtime:
    """The managed runtime, until :meth:`close` or the end of ``with``."""

    def __init__(self, raw: _callwell.Runtime) -> None:
        self._raw = raw
        _open.add(self)

    def close(self) -> None:
        """Returns when its thread has ended."""
        self._raw.close()

    def __enter__(self) -> Runtime:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def operations() -> list[dict[str, Any]]:
    """The registry: name, summary, schemas and permission of every operation."""
    listed: list[dict[str, Any]] = json.loads(_callwell.operations())["operations"]
    return listed


def practice_schema() -> dict[str, Any]:
    """The JSON Schema of the practice file."""
    schema: dict[str, Any] = json.loads(_callwell.practice_schema())
    return schema
