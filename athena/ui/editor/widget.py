"""The code editor as a widget: CodeMirror 6 in a Streamlit component, bundled in ``static/editor.js``.

The bundle's source is in ``frontend``; its first lines say what passes between the two sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

BUNDLE = Path(__file__).resolve().parents[3] / "static" / "editor.js"
Language = Literal["sql", "python"]
_HOST = "<div data-editor></div>"
_FIELD = """
textarea {
    box-sizing: border-box; width: 100%; padding: 0.6rem; font-family: var(--st-code-font, monospace);
    color: var(--st-text-color); background: var(--st-secondary-background-color);
    border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
}"""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with what was run, and where in the whole text; lines and columns count from 1."""

    message: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A text to run: all that is written, or the selection, with the place in the document it starts at."""

    text: str
    line: int = 1
    column: int = 1

    def placed(self, message: str, line: int | None, column: int | None) -> Fault:
        """Return a fault, reported at ``line`` and ``column`` of this text, where it is in the document."""
        if line is None:
            return Fault(message)
        aside = self.column - 1 if line == 1 else 0
        return Fault(message, self.line + line - 1, (column or 1) + aside)


@dataclass(frozen=True, slots=True)
class Edited:
    """What is written now, and what Ctrl+Enter (Cmd+Enter) asked to run in this very rerun, if it did."""

    text: str
    run: Run | None = None


def code_editor(
    key: str,
    *,
    text: str = "",
    label: str,
    language: Language = "sql",
    tables: Mapping[str, Sequence[str]] | None = None,
    fault: Fault | None = None,
    hint: str = "",
    lines: int = 8,
    fixed: bool = False,
) -> Edited:
    """Show the editor and return what is in it.

    ``text`` is where a visit starts; ``write`` replaces it later. ``tables`` (name to columns) are completed
    behind aliases too. ``lines`` is the height before it grows; ``fixed`` forbids typing. Escape, then Tab
    leaves it.
    """
    start, version = _written(key, text)
    tables = {name: list(columns) for name, columns in (tables or {}).items()}
    data = {
        "text": start,
        "bundle": _address(BUNDLE.stat().st_mtime_ns),
        "language": language,
        "tables": tables,
        "insert": _wanted(key),
        "fault": {"message": fault.message, "line": fault.line, "column": fault.column} if fault else None,
        "label": label,
        "hint": hint,
        "lines": lines,
        "fixed": fixed,
    }
    result: Any = _component()(
        key=_component_key(key, version),
        data=data,
        default={"text": start},
        on_text_change=_nothing,
        on_run_change=_nothing,
    )
    asked = result.get("run")
    written = result.get("text")
    return Edited(start if written is None else written, Run(**asked) if asked else None)


def write(key: str, text: str) -> None:
    """Replace what is written in the editor of this key: an example, an older query, the formatted text."""
    _, version = st.session_state.get(_slot(key), ("", 0))
    st.session_state[_slot(key)] = (text, version + 1)


def stands(key: str) -> bool:
    """Whether the editor of this key stood on the page before this rerun; if not, what was typed is gone."""
    _, version = st.session_state.get(_slot(key), ("", 0))
    return _component_key(key, version) in st.session_state


def insert(key: str, text: str) -> None:
    """Put a few words where the cursor is in the editor of this key: the name of a table or a column."""
    number = int((_wanted(key) or {}).get("number", 0))
    st.session_state[f"{key}:inserted"] = {"text": text, "number": number + 1}


def _wanted(key: str) -> dict[str, Any] | None:
    wanted: dict[str, Any] | None = st.session_state.get(f"{key}:inserted")
    return wanted


def _written(key: str, text: str) -> tuple[str, int]:
    """Return the text the editor was last given and its version."""
    if _slot(key) not in st.session_state:
        st.session_state[_slot(key)] = (text, 0)
    start, version = st.session_state[_slot(key)]
    return str(start), int(version)


def _component_key(key: str, version: int) -> str:
    return f"{key}:editor:{version}"


def _slot(key: str) -> str:
    return f"{key}:written"


def _component() -> ComponentRenderer:
    """Return the component; each session's registry is asked again, for it may have been emptied."""
    return st.components.v2.component("athena_editor", html=_HOST, css=_FIELD, js=_shim())


@cache
def _shim() -> str:
    return Path(__file__).with_name("shim.js").read_text("utf-8")


@cache
def _address(made: int) -> str:
    """Return the bundle's address, which changes with the bundle so that no browser keeps an old one."""
    return f"app/static/{BUNDLE.name}?{made}"


def _nothing() -> None:
    """Streamlit keeps a state only for names that have a callback."""
