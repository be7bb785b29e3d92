"""Python values as the JSON that the library reads."""

from __future__ import annotations

import datetime
import decimal
import json
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Plain(Protocol):
    """What stands for plain data, such as an entity."""

    def to_dict(self) -> dict[str, Any]: ...


def to_json(value: Any) -> str:
    """Plain data as JSON; dates and decimals as their text, entities as the plain data they stand for."""
    return json.dumps(value, default=_plain, allow_nan=False)


def as_bytes(source: object) -> bytes:
    """Text or bytes as bytes."""
    if isinstance(source, str):
        # What is no Unicode text is no UTF-8 either, and refused with its place.
        return source.encode(errors="surrogatepass")
    if isinstance(source, bytes):
        return source
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    raise TypeError(f"text or bytes are wanted, not {type(source).__name__}")


def day(date: str | datetime.date) -> str:
    """A day as text."""
    # A datetime is a date too, but which day it means hangs on a time zone.
    if isinstance(date, datetime.datetime):
        raise TypeError("a day is wanted, not an instant: give date.date() of the time zone you mean")
    if isinstance(date, datetime.date):
        return date.isoformat()
    if isinstance(date, str):
        return date
    raise TypeError(f"a day is a str as YYYY-MM-DD or a datetime.date, not {type(date).__name__}")


def text(value: datetime.date | decimal.Decimal) -> str:
    """A day, an instant or an exact number as the record file writes it."""
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    if value.utcoffset() is None:
        raise TypeError(f"{value!r} has no time zone: give it one, for example datetime.timezone.utc")
    in_utc = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    whole_milliseconds = in_utc.microsecond and in_utc.microsecond % 1000 == 0
    return in_utc.isoformat(timespec="milliseconds" if whole_milliseconds else "auto") + "Z"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date | decimal.Decimal):
        return text(value)
    if isinstance(value, Plain):
        return value.to_dict()
    raise TypeError(
        f"{type(value).__name__} is not plain data: use dict, list, str, int, float, bool, None, a date or an entity"
    )
