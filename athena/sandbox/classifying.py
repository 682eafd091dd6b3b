"""What can be said of a query before it runs: that it is empty, several statements, or a write.

This is a courtesy to people who type. It protects nothing: the child that runs the query does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from athena.sandbox.messages import EMPTY, SEVERAL, TOO_LONG
from athena.sandbox.values import FaultKind, QueryFault

_TOKEN = re.compile(
    r"""
      (?P<blank>\s+ | --[^\r\n]*)
    | (?P<comment>/\*)
    | (?P<text>[eE]'(?:[^'\\]|\\.|'')*+' | '(?:[^']|'')*+' | "(?:[^"]|"")*+")
    | (?P<unended>['"])
    | (?P<dollar>\$(?:[A-Za-z_\u0080-\uffff][A-Za-z_0-9\u0080-\uffff]*)?\$)
    | (?P<word>[^\W\d][\w$]*)
    | (?P<number>\d\w*)
    | (?P<semicolon>;)
    | (?P<open>\()
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_CHANGES_DATA = {
    "INSERT",
    "UPDATE",
    "DELETE",
    "MERGE",
    "TRUNCATE",
    "CREATE",
    "DROP",
    "ALTER",
    "COMMENT",
    "VACUUM",
}
_TOUCHES_FILES = {"COPY", "EXPORT", "IMPORT", "ATTACH", "DETACH", "INSTALL", "LOAD", "CONNECT"}
_CHANGES_STATE = {
    "SET",
    "RESET",
    "CHECKPOINT",
    "FORCE",
    "BEGIN",
    "START",
    "COMMIT",
    "END",
    "ROLLBACK",
    "ABORT",
}
_WRITES = _CHANGES_DATA | _TOUCHES_FILES | _CHANGES_STATE
_LONGEST_LOOKED_AT, _LONGEST = 100_000, 1_000_000


def check(sql: str) -> None:
    """Raise the QueryFault of a text that is too long or empty, of several statements and a plain write."""
    if len(sql) > _LONGEST:
        raise QueryFault(FaultKind.TOO_LARGE, TOO_LONG)
    if len(sql) > _LONGEST_LOOKED_AT:
        return
    tokens = list(_tokens(sql))
    first = next((token for token in tokens if token[0] not in ("semicolon", "open")), None)
    if first is None:
        raise QueryFault(FaultKind.EMPTY, EMPTY, 1, 1)
    ended = False
    for kind, start, _ in tokens:
        if ended and kind != "semicolon":
            raise QueryFault(FaultKind.SEVERAL, SEVERAL, *place(sql, start))
        ended = ended or kind == "semicolon"
    kind, start, text = first
    if kind == "word" and text.upper() in _WRITES:
        words = f"The data can only be read here, so {text.upper()} is not possible. Write a SELECT instead."
        raise QueryFault(FaultKind.WRITE, words, *place(sql, start))


def place(sql: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a character."""
    return sql.count("\n", 0, offset) + 1, offset - sql.rfind("\n", 0, offset)


def _tokens(sql: str) -> Iterator[tuple[str, int, str]]:
    """Yield kind, offset and text of what is neither blank nor comment; a literal is one token."""
    offset = 0
    while found := _TOKEN.match(sql, offset):
        kind, start, offset = str(found.lastgroup), offset, found.end()
        if kind == "comment":
            offset = _comment_end(sql, offset)
        elif kind == "unended":
            offset = len(sql)
        elif kind == "dollar":
            end = sql.find(found.group(), offset)
            offset = len(sql) if end < 0 else end + len(found.group())
        if kind not in ("blank", "comment"):
            yield kind, start, found.group()


def _comment_end(sql: str, offset: int) -> int:
    """Return where the comment ends whose inside begins at ``offset``; comments nest."""
    depth = 1
    for edge in _COMMENT_EDGE.finditer(sql, offset):
        depth += 1 if edge.group() == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(sql)
