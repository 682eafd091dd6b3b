"""Concept patterns: ``@name`` macros put in, compiled once, bounded by words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from athena.domain.spoken_terms import normalise_pattern

_MACRO = re.compile(r"@(\w+)")


class UnknownMacroError(KeyError):
    """A pattern uses an ``@name`` which the lexicon does not hold."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def compile_pattern(pattern: str, lexicon: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern ready to search normalised text with; whole words only.

    Raises UnknownMacroError for a macro the lexicon lacks and re.error for a malformed pattern.
    """
    return _compiled(_expanded(pattern, lexicon))


def _expanded(pattern: str, lexicon: Mapping[str, str]) -> str:
    def macro(match: re.Match[str]) -> str:
        if match[1] not in lexicon:
            raise UnknownMacroError(match[1])
        return f"(?:{lexicon[match[1]]})"

    return _MACRO.sub(macro, pattern)


@cache
def _compiled(expanded: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{normalise_pattern(expanded)})(?![a-z0-9])")
