"""Times: the library counts UTC microseconds since 1970, Python people use aware datetimes. Both are welcome everywhere."""
from __future__ import annotations

import datetime
import time
from typing import Callable, Union

#: An aware datetime, or UTC microseconds since 1970.
Time = Union[datetime.datetime, int]
Clock = Callable[[], Time]

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
NEVER_US = 2**63 - 1


def system_clock() -> int:
    """Now, by this machine's clock."""
    return time.time_ns() // 1000


def to_us(moment: Time) -> int:
    """UTC microseconds since 1970."""
    if isinstance(moment, int):
        return moment
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone: use datetime.now(timezone.utc) or datetime(..., tzinfo=ZoneInfo(...))")
    return (moment - _EPOCH) // datetime.timedelta(microseconds=1)


def from_us(moment: int) -> datetime.datetime:
    """An aware datetime in UTC."""
    return _EPOCH + datetime.timedelta(microseconds=moment)
