"""What went wrong, and where."""
from __future__ import annotations

import enum


class Status(enum.IntEnum):
    """What became of a call. Treat a number that is not here as INTERNAL."""

    OK = 0
    INVALID_ARGUMENT = 1  #: fix the request: the error's field says where
    NOT_FOUND = 2
    CONFLICT = 3  #: the state changed meanwhile: read again, then retry the whole step
    PERMISSION = 4
    UNAUTHENTICATED = 5
    BUSY = 6  #: take the waiting actions, then make the same call again
    UNAVAILABLE = 7  #: an outside party or the disk failed: retry later
    DEADLINE = 8
    LIMIT = 9  #: too large, too deep or too many
    CORRUPT = 10  #: stored data does not read back
    UNSUPPORTED = 11  #: this library is older than what you ask for
    NO_MEMORY = 12
    INTERNAL = 13  #: a bug of the library

    @classmethod
    def _missing_(cls, value: object) -> Status:
        return cls.INTERNAL


class CallwellError(Exception):
    """A call failed. The message never holds personal data.

    Raise it yourself in a port to refuse a request: ``raise CallwellError(Status.UNAVAILABLE, "the carrier is down")``.
    """

    def __init__(self, status: Status | int, message: str, field: str = "") -> None:
        super().__init__(message)
        self.status = Status(status)
        self.message = message
        #: The input field, option or configuration path at fault; empty when none is.
        self.field = field

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message

    def __reduce__(self) -> tuple[type[CallwellError], tuple[Status, str, str]]:
        return type(self), (self.status, self.message, self.field)
