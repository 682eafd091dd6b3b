"""Functions of SQLite and MySQL that sqlglot hands through unchanged and DuckDB does not have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sqlglot import exp

_STEP: Final = re.compile(r"([+-]?\d+)\s+(day|month|year|hour|minute|second)s?", re.IGNORECASE)
_PLACE: Final = re.compile(r"%[-+ 0#,]*\d*(?:\.\d+)?([a-zA-Z%])")
_PRINTED: Final = {"s": "varchar", "d": "bigint", "i": "bigint", "f": "double", "e": "double", "g": "double"}
"""What SQLite makes of a value that stands at such a place of a format."""
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
        if step and step[2].lower() in {"month", "year"}:
            moment = _overflowing(moment, step[1], step[2])
        elif step:
            moment = _later(moment, step[1], step[2])
        elif words in _STARTS:
            moment = exp.Anonymous(
                this="DATE_TRUNC", expressions=[exp.Literal.string(_STARTS[words]), moment]
            )
    return moment


def _later(moment: exp.Expr, count: str, unit: str) -> exp.Expr:
    return exp.Add(this=moment, expression=exp.Interval(this=exp.Literal.string(count), unit=exp.var(unit)))


def _overflowing(moment: exp.Expr, count: str, unit: str) -> exp.Expr:
    """Add months as SQLite does: the 31st of a month of 30 days is the first of the next."""
    start = exp.Anonymous(this="DATE_TRUNC", expressions=[exp.Literal.string("month"), moment])
    rest = exp.paren(exp.Sub(this=moment.copy(), expression=start.copy()))
    return exp.Add(this=_later(start, count, unit), expression=rest)


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


def _days_since_monday(arguments: list[exp.Expr]) -> exp.Expr:
    day = exp.cast(arguments[0], "date")
    return exp.paren(
        exp.Sub(this=exp.Anonymous(this="ISODOW", expressions=[day]), expression=exp.Literal.number(1))
    )


def _format(arguments: list[exp.Expr]) -> exp.Expr | None:
    first = arguments[0] if arguments else None
    if isinstance(first, exp.Column):
        arguments = [exp.Literal.string(first.name), *arguments[1:]]
    if isinstance(first, exp.Literal) and "*" not in first.this:
        kinds = [_PRINTED.get(found[1].lower()) for found in _PLACE.finditer(first.this) if found[1] != "%"]
        cast = (exp.cast(one, kind) if kind else one for one, kind in zip(arguments[1:], kinds, strict=False))
        arguments = [first, *cast]
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
    "FORMAT": _format,
}
_MYSQL: Final[dict[str, _Rewrite]] = {
    "SUBSTRING_INDEX": _substring_index,
    "CHAR_LENGTH": _char_length,
    "CHARACTER_LENGTH": _char_length,
    "UCASE": _renamed("UPPER"),
    "LCASE": _renamed("LOWER"),
    "MID": _renamed("SUBSTRING"),
    "TRUNCATE": _renamed("TRUNC"),
    "WEEKDAY": _days_since_monday,
    "FIELD": _position_among,
    "DATEDIFF": _days_between,
}
