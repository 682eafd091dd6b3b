"""The clauses of two queries side by side: how alike they are, and what differs in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from sqlglot import exp

from athena.sqltext.parsing import parse_query
from athena.sqltext.schema import Schema

Shape: TypeAlias = Mapping[str, Counter[str]]
_NO_SCHEMA: Final = Schema()
_WEIGHTS: Final = {
    "select": 2.0,
    "table": 2.0,
    "join": 1.5,
    "filter": 2.0,
    "group by": 1.5,
    "having": 1.0,
    "order by": 1.0,
    "limit": 0.5,
    "distinct": 0.5,
    "aggregate": 1.5,
    "window": 1.0,
    "set operation": 1.5,
}
_WORD: Final = re.compile(r"\w+|[<>=!]+|[^\w\s]")
_COMMENT: Final = re.compile(r"--[^\n]*|/\*.*?(?:\*/|$)", re.DOTALL)
_BARE: Final = re.compile(r"\b(?:any_value\(([\w.]+)\)|arg_m(?:ax|in)\(([\w.]+), [\w.]+\))")
_PAIRED: Final = 20
_NEAR: Final = 0.5
_WORTH: Final = 0.75
_COMMUTING: Final = (exp.EQ, exp.NEQ, exp.Add, exp.Mul)
_TURNED: Final = {exp.LT: exp.GT, exp.LTE: exp.GTE}
_JOINS: Final = {"": "an inner join", "LEFT": "a left join", "RIGHT": "a right join", "FULL": "a full join"}


def shape(sql: str, schema: Schema = _NO_SCHEMA) -> Shape:
    """Return what stands in each clause of a DuckDB query, aliases resolved. Raises SqlTextError."""
    tree = parse_query(sql).copy()
    _resolve(tree, schema)
    found: dict[str, Counter[str]] = {}
    for part, text in _items(tree):
        found.setdefault(part, Counter())[text] += 1
    return found


def likeness(expected: Shape, actual: Shape) -> float:
    """Return how alike two shapes are, 0..1: the weighted mean of each clause's share of equal items."""
    parts = [part for part in _WEIGHTS if expected.get(part) or actual.get(part)]
    if not parts:
        return 0.0
    credit = sum(_WEIGHTS[part] * _overlap(expected.get(part), actual.get(part)) for part in parts)
    return credit / sum(_WEIGHTS[part] for part in parts)


def text_likeness(expected: str, actual: str) -> float:
    """Return how alike the words of two queries are, 0..1, for one that cannot be parsed."""
    return _share(_words(expected), _words(actual))


def structure_notes(expected: Shape, actual: Shape) -> tuple[str, ...]:
    """Return what differs between two shapes, a sentence each; none of them decides a verdict."""
    wanted, given = _as_written(expected), _as_written(actual)
    return tuple(note for part in _WEIGHTS for note in _note(part, wanted, given))


def _overlap(expected: Counter[str] | None, actual: Counter[str] | None) -> float:
    """Return the share of equal items, 0..1; an item that is nearly another one's counts in part."""
    if not expected or not actual:
        return 0.0
    same = (expected & actual).total()
    near = _near([*(expected - actual).elements()], [*(actual - expected).elements()])
    return 2 * (same + near) / (expected.total() + actual.total())


def _near(missing: list[str], extra: list[str]) -> float:
    """Pair items that share most of their words, and return what the pairs are worth."""
    worth = 0.0
    for item in missing[:_PAIRED]:
        shares = [_share(_words(item), _words(other)) for other in extra[:_PAIRED]]
        best = max(shares, default=0.0)
        if best >= _NEAR:
            worth += _WORTH * best
            del extra[shares.index(best)]
    return worth


def _share(expected: Counter[str], actual: Counter[str]) -> float:
    both = expected.total() + actual.total()
    return 2 * (expected & actual).total() / both if both else 0.0


def _words(sql: str) -> Counter[str]:
    return Counter(_WORD.findall(_COMMENT.sub(" ", sql.lower())))


def _resolve(tree: exp.Expr, schema: Schema) -> None:
    """Give every column its table's own name, lower-case all names, and drop aliases of tables."""
    for node in tree.find_all(exp.Identifier):
        node.set("this", node.name.lower())
        node.set("quoted", False)
    tables = {table.alias_or_name: table.name for table in tree.find_all(exp.Table)}
    aliases = _aliases(tree)
    for column in list(tree.find_all(exp.Column)):
        if column.table in tables:
            column.set("table", exp.to_identifier(tables[column.table]))
        elif not column.table and column.name in aliases and not schema.tables_with(column.name):
            column.replace(aliases[column.name].copy())
        elif not column.table:
            owners = [name for name in schema.tables_with(column.name) if name in tables.values()]
            column.set("table", exp.to_identifier(owners[0]) if len(owners) == 1 else None)
    for literal in list(tree.find_all(exp.Literal)):
        _resolve_position(literal)


def _aliases(tree: exp.Expr) -> dict[str, exp.Expr]:
    return {
        one.alias: one.this
        for select in tree.find_all(exp.Select)
        for one in select.selects
        if one.alias and isinstance(one, exp.Alias)
    }


def _resolve_position(literal: exp.Literal) -> None:
    """Put the expression where GROUP BY or ORDER BY names it by its position."""
    holder = literal.parent.parent if isinstance(literal.parent, exp.Ordered) else literal.parent
    select = holder.parent if isinstance(holder, exp.Group | exp.Order) else None
    if isinstance(select, exp.Select) and literal.is_int and 0 < int(literal.this) <= len(select.selects):
        literal.replace(select.selects[int(literal.this) - 1].unalias().copy())


def _items(tree: exp.Expr) -> Iterator[tuple[str, str]]:
    for table in tree.find_all(exp.Table):
        if table.name:
            yield "table", table.name
    for select in tree.find_all(exp.Select):
        yield from _clauses(select)
    for aggregate in tree.find_all(exp.AggFunc):
        yield ("window" if isinstance(aggregate.parent, exp.Window) else "aggregate"), _text(aggregate)
    for one in tree.find_all(exp.SetOperation):
        yield "set operation", f"{type(one).__name__.upper()}{'' if one.args.get('distinct') else ' ALL'}"
        yield from _order(one)


def _clauses(select: exp.Select) -> Iterator[tuple[str, str]]:
    if not select.find_ancestor(exp.Exists):
        yield from (("select", _text(one.unalias())) for one in select.selects)
    for join in select.args.get("joins") or []:
        yield "join", _JOINS.get(str(join.args.get("side") or ""), "a join")
        on = join.args.get("on")
        yield from (("filter", _text(one)) for one in (_conjuncts(on) if on is not None else ()))
        yield from (("filter", f"using {one.name}") for one in join.args.get("using") or [])
    for clause, name in (("where", "filter"), ("having", "having")):
        if select.args.get(clause) is not None:
            yield from ((name, _text(one)) for one in _conjuncts(select.args[clause].this))
    if select.args.get("group") is not None:
        yield from (("group by", _text(one)) for one in select.args["group"].expressions)
    if select.args.get("distinct") is not None:
        yield "distinct", "DISTINCT"
    yield from _order(select)


def _order(query: exp.Query) -> Iterator[tuple[str, str]]:
    order, limit = query.args.get("order"), query.args.get("limit")
    for one in order.expressions if order is not None else ():
        yield "order by", _text(one.this) + (" descending" if one.args.get("desc") else "")
    if isinstance(limit, exp.Limit):
        yield "limit", _text(limit.expression)


def _conjuncts(one: exp.Expr) -> Iterator[exp.Expr]:
    yield from one.unnest().flatten() if isinstance(one.unnest(), exp.And) else [one.unnest()]


def _text(one: exp.Expr) -> str:
    """Return an expression as text in which a = b and b = a, a < b and b > a are the same."""
    one = one.copy().unnest()
    turned = next((new for old, new in _TURNED.items() if type(one) is old), None)
    if turned is not None and isinstance(one, exp.Binary):
        one = turned(this=one.expression, expression=one.this)
    if isinstance(one, _COMMUTING):
        sides = sorted((_text(one.this), _text(one.expression)))
        return f" {_SIGNS[type(one)]} ".join(sides)
    return one.sql("duckdb").lower()


_SIGNS: Final = {exp.EQ: "=", exp.NEQ: "<>", exp.Add: "+", exp.Mul: "*"}


def _as_written(found: Shape) -> Shape:
    """Return a shape in which a column that MySQL or SQLite takes any value of is that column again."""
    return {
        part: Counter(
            plain
            for text in items.elements()
            if (plain := _BARE.sub(r"\1\2", text)) == text or part != "aggregate"
        )
        for part, items in found.items()
    }


def _note(part: str, expected: Shape, actual: Shape) -> Iterator[str]:
    wanted, given = expected.get(part, Counter()), actual.get(part, Counter())
    missing, extra = sorted((wanted - given).keys()), sorted((given - wanted).keys())
    if part in {"group by", "order by", "set operation"} and (missing or extra):
        yield from _both(part, sorted(wanted), sorted(given))
    elif part == "distinct" and (missing or extra):
        yield "DISTINCT is missing." if missing else "DISTINCT is not expected."
    elif part in {"table", "join", "having", "limit"}:
        yield from _each(part, missing, extra)
    elif part in {"aggregate", "window"} and missing and extra:
        yield f"You compute {_list(extra)}, expected {_list(missing)}."


def _both(part: str, wanted: list[str], given: list[str]) -> Iterator[str]:
    verb = {"group by": "group by", "order by": "order by", "set operation": "combine with"}[part]
    if not given:
        yield f"{part.upper()} is missing." if part != "set operation" else f"Expected {_list(wanted)}."
    elif not wanted:
        yield f"You {verb} {_list(given)}; none is expected."
    else:
        yield f"You {verb} {_list(given)}, expected {_list(wanted)}."


def _each(part: str, missing: list[str], extra: list[str]) -> Iterator[str]:
    if part == "join" and missing and extra:
        yield f"You use {_list(extra)}, expected {_list(missing)}."
    elif part == "table":
        yield from (f"The table {name} is not used." for name in missing)
        yield from (f"The table {name} is not needed." for name in extra)
    elif part in {"having", "limit"} and missing and not extra:
        yield f"{part.upper()} is missing."
    elif part in {"having", "limit"} and extra and not missing:
        yield f"{part.upper()} is not expected."


def _list(items: list[str]) -> str:
    shown = [_short(item) for item in items[:4]]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
