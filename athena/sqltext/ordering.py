"""What the ORDER BY of a whole query says about the order of its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from athena.sqltext.parsing import SqlTextError, parse_query, render


@dataclass(frozen=True, slots=True)
class Ordering:
    """The sort keys as indexes of output columns; ``hidden`` when it also sorts by what is not selected."""

    keys: tuple[int, ...]
    descending: tuple[bool, ...]
    hidden: bool
    limit: bool


def order_keys(sql: str, columns: Sequence[str]) -> Ordering | None:
    """Return how a DuckDB query sorts its result, or None without an ORDER BY or when it cannot be read.

    ``columns`` are the names of its output. The keys end at the first that is not among them.
    """
    query = _parsed(sql)
    order = query.args.get("order") if query is not None else None
    if query is None or order is None:
        return None
    limit = query.args.get("limit") is not None
    if _is_all(order):
        every = tuple(range(len(columns)))
        return Ordering(every, (False,) * len(every), hidden=False, limit=limit)
    keys: list[int] = []
    descending: list[bool] = []
    for item in order.expressions:
        at = _place(item.this, query, columns)
        if at is None:
            return Ordering(tuple(keys), tuple(descending), hidden=True, limit=limit)
        keys.append(at)
        descending.append(bool(item.args.get("desc")))
    return Ordering(tuple(keys), tuple(descending), hidden=False, limit=limit)


def with_sort_keys(sql: str) -> str | None:
    """Return the query with its sort keys as further columns at the end; None where that changes it."""
    query = _parsed(sql)
    order = query.args.get("order") if query is not None else None
    if not isinstance(query, exp.Select) or order is None or query.args.get("distinct") or _is_all(order):
        return None
    copy = query.copy()
    for number, item in enumerate(order.expressions):
        if isinstance(item.this, exp.Literal):
            return None
        copy.select(exp.alias_(item.this.copy(), f"__sort_key_{number}"), copy=False)
    return render(copy)


def number_of_sort_keys(sql: str) -> int:
    """Return how many columns ``with_sort_keys`` adds."""
    query = _parsed(sql)
    order = query.args.get("order") if query is not None else None
    return len(order.expressions) if order is not None else 0


def _parsed(sql: str) -> exp.Query | None:
    try:
        return parse_query(sql)
    except SqlTextError:
        return None


def _is_all(order: exp.Expr) -> bool:
    return any(item.this.sql().upper() == "ALL" for item in order.expressions)


def _place(key: exp.Expr, query: exp.Query, columns: Sequence[str]) -> int | None:
    """Return the index of the output column a sort key stands for."""
    if isinstance(key, exp.Literal) and key.is_int:
        at = int(key.this) - 1
        return at if 0 <= at < len(columns) else None
    names = [name.lower() for name in columns]
    outputs = query.selects if len(query.selects) == len(columns) else []
    texts = [one.unalias().sql().lower() for one in outputs]
    if key.sql().lower() in texts:
        return texts.index(key.sql().lower())
    if isinstance(key, exp.Column) and key.name.lower() in names:
        at = names.index(key.name.lower())
        return at if not key.table or _is_column(outputs, at, key) else None
    return None


def _is_column(outputs: Sequence[exp.Expr], at: int, key: exp.Column) -> bool:
    """Whether the output at ``at`` is the key's own column; trusted where a star hides it."""
    inner = outputs[at].unalias() if outputs else None
    return inner is None or (isinstance(inner, exp.Column) and inner.table in {"", key.table})
