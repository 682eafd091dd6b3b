"""Neighbours of a query: the small mistakes data must tell from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sqlglot import exp

from athena.sqltext.parsing import SqlTextError, parse_query, render

_Change = Callable[[exp.Expr], None]
_SWAPS: Final[dict[type[exp.Expr], tuple[type[exp.Expr], ...]]] = {
    exp.GT: (exp.GTE, exp.LT),
    exp.GTE: (exp.GT,),
    exp.LT: (exp.LTE, exp.GT),
    exp.LTE: (exp.LT,),
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
    exp.And: (exp.Or,),
    exp.Or: (exp.And,),
    exp.Sum: (exp.Avg, exp.Max),
    exp.Avg: (exp.Sum,),
    exp.Max: (exp.Min,),
    exp.Min: (exp.Max,),
    exp.Union: (exp.Intersect,),
    exp.Intersect: (exp.Union,),
    exp.Except: (exp.Union,),
    exp.Rank: (exp.DenseRank, exp.RowNumber),
    exp.DenseRank: (exp.Rank, exp.RowNumber),
    exp.RowNumber: (exp.Rank,),
}
_CLAUSES: Final = ("where", "having", "limit", "order", "group")


def mutants(sql: str, limit: int = 60) -> tuple[str, ...]:
    """Return up to ``limit`` different neighbours of a DuckDB query, none when it cannot be read."""
    try:
        tree = parse_query(sql)
    except SqlTextError:
        return ()
    own = render(tree)
    made: dict[str, None] = {}
    for mutant in _texts(tree):
        if mutant != own:
            made.setdefault(mutant)
    return _spread(tuple(made), limit)


def literals(sql: str) -> tuple[frozenset[str], frozenset[float]]:
    """Return the strings and the numbers written in a DuckDB query; nothing when it cannot be read."""
    try:
        found = list(parse_query(sql).find_all(exp.Literal))
    except SqlTextError:
        return frozenset(), frozenset()
    texts = frozenset(one.this for one in found if one.is_string)
    numbers = (one.to_py() for one in found if one.is_number)
    return texts, frozenset(float(number) for number in numbers)


def _spread(made: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Keep every n-th, so that each kind of change stays represented."""
    return made if len(made) <= limit else tuple(made[len(made) * i // limit] for i in range(limit))


def _texts(tree: exp.Expr) -> Iterator[str]:
    for kind, change in _changes(tree):
        for index in range(sum(1 for _ in tree.find_all(kind))):
            copy = tree.copy()
            node = list(copy.find_all(kind))[index]
            change(node)
            try:
                yield render(copy)
            except SqlTextError:
                continue


def _changes(tree: exp.Expr) -> Iterator[tuple[type[exp.Expr], _Change]]:
    for old, replacements in _SWAPS.items():
        for new in replacements:
            yield old, _swap(old, new)
    yield exp.Join, _toggle_left
    yield exp.Join, _turn_right
    yield exp.Select, _toggle_distinct
    for clause in _CLAUSES:
        yield exp.Select, _without(clause)
    yield exp.Count, _toggle_count
    yield exp.Ordered, _turn_order
    yield exp.And, lambda node: _replace(node, node.this)
    yield exp.And, lambda node: _replace(node, node.expression)
    yield exp.Literal, _other_literal
    yield exp.Coalesce, lambda node: _replace(node, node.this)
    if isinstance(tree, exp.SetOperation):
        yield exp.SetOperation, lambda node: node.set("distinct", not node.args.get("distinct"))


def _swap(old: type[exp.Expr], new: type[exp.Expr]) -> _Change:
    def change(node: exp.Expr) -> None:
        if type(node) is old:
            _replace(node, new(**{name: node.args[name] for name in node.args if name in new.arg_types}))

    return change


def _replace(node: exp.Expr, other: exp.Expr) -> None:
    node.replace(other.copy())


def _toggle_left(join: exp.Expr) -> None:
    join.set("side", None if join.args.get("side") else "LEFT")


def _turn_right(join: exp.Expr) -> None:
    join.set("side", "RIGHT")


def _toggle_distinct(select: exp.Expr) -> None:
    select.set("distinct", None if select.args.get("distinct") else exp.Distinct())


def _without(clause: str) -> _Change:
    return lambda select: select.set(clause, None)


def _toggle_count(count: exp.Expr) -> None:
    inside = count.this
    if isinstance(inside, exp.Distinct) and inside.expressions:
        count.set("this", inside.expressions[0].copy())
    elif inside is not None and not isinstance(inside, exp.Star):
        count.set("this", exp.Distinct(expressions=[inside.copy()]))


def _turn_order(ordered: exp.Expr) -> None:
    ordered.set("desc", not ordered.args.get("desc"))
    ordered.set("nulls_first", None)


def _other_literal(literal: exp.Expr) -> None:
    if literal.is_string:
        literal.replace(exp.Literal.string(f"{literal.this}z"))
    else:
        literal.replace(exp.Literal.number(f"{float(literal.this) + 1:g}"))
