"""Functions of SQLite and MySQL that sqlglot hands through unchanged and DuckDB does not have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sqlglot import exp

_STEP: Final = re.compile(r"([+-]?\d+)\s+(day|month|year|hour|minute|second)s?", re.IGNORECASE)
_STARTS: Final = {"start of month": "month", "start of year": "year", "start of day": "day"}


def replace_functions(tree: exp.Expr, dialect: str) -> None:
    """Rewrite the calls of ``dialect`` DuckDB does not know, in place."""
    rewrites = _REWRITES | (_SQLITE if dialect == "sqlite" else {}) | (_MYSQL if dialect == "mysql" else {})
    for call in reversed(list(tree.find_all(exp.Func))):
        rewrite = rewrites.get(_called(call))
        made = rewrite(_arguments(call)) if rewrite else None
        if made is not None:
            call.replace(made)


def rollup(tree: exp.Expr) -> None:
    """Write MySQL's GROUP BY … WITH ROLLUP as GROUP BY ROLLUP (…)."""
    for group in tree.find_all(exp.Group):
        trailing = [one for one in group.args.get("rollup") or [] if not one.expressions]
        if trailing and group.expressions:
            group.set("rollup", [exp.Rollup(expressions=group.expressions)])
            group.set("expressions", None)


def _called(call: exp.Func) -> str:
    return str(call.name if isinstance(call, exp.Anonymous) else call.sql_name()).upper()


def _arguments(call: exp.Func) -> list[exp.Expr]:
    if isinstance(call, exp.Anonymous):
        return list(call.expressions)
    given = [call.args[name] for name in call.arg_types if call.args.get(name) is not None]
    return [part for one in given for part in (one if isinstance(one, list) else [one])]


def _julian(arguments: list[exp.Expr]) -> exp.Expr | None:
    return exp.func("JULIAN", _moment(arguments)) if arguments else None


def _total(arguments: list[exp.Expr]) -> exp.Expr:
    return exp.Coalesce(this=exp.Sum(this=arguments[0]), expressions=[exp.Literal.number("0.0")])


def _date(arguments: list[exp.Expr]) -> exp.Expr | None:
    return _as_text(_moment(arguments), "%Y-%m-%d") if arguments else None


def _datetime(arguments: list[exp.Expr]) -> exp.Expr | None:
    return _as_text(_moment(arguments), "%Y-%m-%d %H:%M:%S") if arguments else None


def _as_text(moment: exp.Expr, pattern: str) -> exp.Expr:
    """SQLite keeps days and moments as text."""
    return exp.Anonymous(this="STRFTIME", expressions=[moment, exp.Literal.string(pattern)])


def _today(_: list[exp.Expr]) -> exp.Expr:
    return _as_text(_now([]), "%Y-%m-%d")


def _now(_: list[exp.Expr]) -> exp.Expr:
    return exp.cast(exp.Anonymous(this="GET_CURRENT_TIMESTAMP"), "timestamp")


def _days_between(arguments: list[exp.Expr]) -> exp.Expr:
    later, earlier = (exp.cast(one, "date") for one in arguments[:2])
    return exp.Anonymous(this="DATE_DIFF", expressions=[exp.Literal.string("day"), earlier, later])


def _position_among(arguments: list[exp.Expr]) -> exp.Expr:
    wanted, *others = arguments
    at = exp.Anonymous(this="LIST_POSITION", expressions=[exp.Array(expressions=others), wanted])
    return exp.Coalesce(this=at, expressions=[exp.Literal.number(0)])


def _moment(arguments: list[exp.Expr]) -> exp.Expr:
    """Return SQLite's time value with its modifiers applied."""
    first, *modifiers = arguments
    now = isinstance(first, exp.Literal) and first.this.lower() == "now"
    moment: exp.Expr = _now([]) if now else exp.cast(first, "timestamp")
    for modifier in modifiers:
        words = modifier.name.lower() if isinstance(modifier, exp.Literal) else ""
        step = _STEP.fullmatch(words)
        if step:
            moment = exp.Add(
                this=moment, expression=exp.Interval(this=exp.Literal.string(step[1]), unit=exp.var(step[2]))
            )
        elif words in _STARTS:
            moment = exp.Anonymous(
                this="DATE_TRUNC", expressions=[exp.Literal.string(_STARTS[words]), moment]
            )
    return moment


def _substring_index(arguments: list[exp.Expr]) -> exp.Expr | None:
    text, mark, count = arguments
    number = count.to_py() if isinstance(count, exp.Literal | exp.Neg) else 0
    if not isinstance(number, int) or number == 0:
        return None
    parts = exp.Anonymous(this="STRING_SPLIT", expressions=[text, mark])
    ends = (1, number) if number > 0 else (number, -1)
    piece = exp.Anonymous(this="LIST_SLICE", expressions=[parts, *(exp.Literal.number(end) for end in ends)])
    return exp.Anonymous(this="ARRAY_TO_STRING", expressions=[piece, mark.copy()])


def _char_length(arguments: list[exp.Expr]) -> exp.Expr:
    return exp.Length(this=arguments[0])


def _renamed(name: str) -> Callable[[list[exp.Expr]], exp.Expr]:
    return lambda arguments: exp.Anonymous(this=name, expressions=arguments)


def _format(arguments: list[exp.Expr]) -> exp.Expr | None:
    first = arguments[0] if arguments else None
    if isinstance(first, exp.Column):
        arguments = [exp.Literal.string(first.name), *arguments[1:]]
    return exp.Anonymous(this="PRINTF", expressions=arguments)


_Rewrite = Callable[[list[exp.Expr]], exp.Expr | None]
_REWRITES: Final[dict[str, _Rewrite]] = {"CURRENT_TIMESTAMP": _now, "NOW": _now, "POW": _renamed("POWER")}
_SQLITE: Final[dict[str, _Rewrite]] = {
    "JULIANDAY": _julian,
    "TOTAL": _total,
    "DATE": _date,
    "DATETIME": _datetime,
    "CURRENT_DATE": _today,
    "PRINTF": _format,
}
_MYSQL: Final[dict[str, _Rewrite]] = {
    "SUBSTRING_INDEX": _substring_index,
    "CHAR_LENGTH": _char_length,
    "CHARACTER_LENGTH": _char_length,
    "UCASE": _renamed("UPPER"),
    "LCASE": _renamed("LOWER"),
    "MID": _renamed("SUBSTRING"),
    "TRUNCATE": _renamed("TRUNC"),
    "FIELD": _position_among,
    "DATEDIFF": _days_between,
}
