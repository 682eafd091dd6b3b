"""The little of ``pytz`` that DuckDB asks for to hand over a time with a zone; the sandbox keeps to UTC."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, tzinfo
from types import ModuleType


class _Utc(tzinfo):
    def utcoffset(self, _moment: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, _moment: datetime | None) -> str:
        return "UTC"

    def dst(self, _moment: datetime | None) -> timedelta:
        return timedelta(0)

    def localize(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC)


def timezone(_name: str) -> tzinfo:
    """Return UTC: the only zone the sandbox's connections are set to."""
    return _Utc()


def install() -> None:
    """Let ``import pytz`` find this in the sandbox's processes."""
    module = ModuleType("pytz")
    vars(module).update(timezone=timezone)
    sys.modules["pytz"] = module
