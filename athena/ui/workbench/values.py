"""The values of a query's named parameters: a widget for each, after its kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import streamlit as st

from athena.domain.access import Viewer
from athena.services.queries import Workbench
from athena.sqltext.parameters import Parameter, ParameterKind

_EARLY: Final = frozenset({"from", "since", "start", "after"})
_PER_ROW = 4


def show(workbench: Workbench, viewer: Viewer, sql: str) -> dict[str, object]:
    """Ask for the value of each parameter of the query and return them by name."""
    wanted = workbench.parameters(viewer, sql)
    given: dict[str, object] = {}
    for first in range(0, len(wanted), _PER_ROW):
        row = wanted[first : first + _PER_ROW]
        for place, parameter in zip(st.columns(_PER_ROW), row, strict=False):
            with place:
                given[parameter.name] = _WIDGETS[parameter.kind](parameter)
    return given


def _key(parameter: Parameter) -> str:
    return f"value:{parameter.kind}:{parameter.name}"


def _text(parameter: Parameter) -> object:
    return st.text_input(f"${parameter.name}", key=_key(parameter))


def _whole(parameter: Parameter) -> object:
    return st.number_input(f"${parameter.name}", step=1, value=10, key=_key(parameter))


def _number(parameter: Parameter) -> object:
    return st.number_input(f"${parameter.name}", value=0.5, key=_key(parameter))


def _day(parameter: Parameter) -> object:
    return st.date_input(f"${parameter.name}", value=_likely(parameter.name).date(), key=_key(parameter))


def _moment(parameter: Parameter) -> object:
    return st.datetime_input(f"${parameter.name}", value=_likely(parameter.name), key=_key(parameter))


def _truth(parameter: Parameter) -> object:
    return st.selectbox(f"${parameter.name}", [True, False], key=_key(parameter))


def _likely(name: str) -> datetime:
    """Return today's midnight (UTC), a month earlier for what a period begins with."""
    today = datetime.now(UTC).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=30) if set(name.lower().split("_")) & _EARLY else today


_WIDGETS: Final[dict[ParameterKind, Callable[[Parameter], object]]] = {
    ParameterKind.TEXT: _text,
    ParameterKind.WHOLE: _whole,
    ParameterKind.NUMBER: _number,
    ParameterKind.DAY: _day,
    ParameterKind.MOMENT: _moment,
    ParameterKind.TRUTH: _truth,
}
