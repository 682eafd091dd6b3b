"""What a path of this server stands for, and what it takes to get it; whatever is not listed is absent."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from athena.domain.access import PAGES

_FILES: Final = ("/static/", "/app/static/", "/component/", "/_stcore/bidi-components/")
_SINGLE_FILES: Final = frozenset({"/favicon.png", "/manifest.json"})
_OPEN: Final = ("/account/", "/invite/")
_OPEN_ALONE: Final = frozenset({"/health", "/_stcore/health", "/_stcore/host-config"})
_KNOWN: Final = ("/media/", "/_stcore/upload_file/")
METRICS: Final = "/metrics"
STREAMLIT_METRICS: Final = "/_stcore/metrics"
STREAM: Final = "/_stcore/stream"


class Kind(Enum):
    """What a path stands for."""

    OPEN = auto()  # for everybody
    PAGE = auto()  # for whom the table of pages lets in
    KNOWN = auto()  # for everybody who has signed in
    STREAM = auto()  # the connection of a page
    METRICS = auto()  # for whoever has the token
    ABSENT = auto()


def is_file(path: str) -> bool:
    """Whether it is one of the many files that every page is made of."""
    return path.startswith(_FILES) or path in _SINGLE_FILES


def kind_of(path: str) -> Kind:
    """Return what a path (decoded, with its leading slash) stands for; ``..`` is part of none."""
    if ".." in path.split("/") or "\\" in path or "\x00" in path:
        return Kind.ABSENT
    if is_file(path) or path.startswith(_OPEN) or path in _OPEN_ALONE:
        return Kind.OPEN
    if path in (METRICS, STREAMLIT_METRICS):
        return Kind.METRICS
    if path == STREAM:
        return Kind.STREAM
    if path.startswith(_KNOWN):
        return Kind.KNOWN
    return Kind.PAGE if page_of(path) is not None else Kind.ABSENT


def page_of(path: str) -> str | None:
    """Return which page of the table an address asks for, None for no page."""
    name = path.removeprefix("/").removesuffix("/")
    return name if name in PAGES else None
