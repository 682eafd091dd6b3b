"""Habits of SQLite, MySQL and PostgreSQL that DuckDB does not share, rewritten in place."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from athena.sqltext.schema import Kind, Schema

_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
_WHOLE_WHEN_PARTS_ARE = (
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Mod,
    exp.Neg,
    exp.Paren,
    exp.Abs,
    exp.Sum,
    exp.Min,
    exp.Max,
)
_GATHERING = (exp.AggFunc, exp.WithinGroup, exp.Filter)


def quoted_strings(tree: exp.Expr, schema: Schema) -> None:
    """Make a string of what stands in double quotes and names no column (SQLite)."""
    known = _columns_in_reach(tree, schema) | _names_made_by(tree)
    for column in list(tree.find_all(exp.Column)):
        name = column.this
        if not isinstance(name, exp.Identifier) or not name.args.get("quoted") or column.args.get("table"):
            continue
        if name.name.lower() not in known:
            column.replace(exp.Literal.string(name.name))


def like_without_case(tree: exp.Expr) -> None:
    """Let LIKE pass over the case of letters (SQLite, MySQL)."""
    for like in list(tree.find_all(exp.Like)):
        like.replace(exp.ILike(this=like.this, expression=like.expression))


def text_against_number(tree: exp.Expr, schema: Schema) -> None:
    """Write a number as text where it is compared with a text column, and the other way round."""
    for comparison in tree.find_all(*_COMPARISONS):
        pair = comparison.this, comparison.expression
        for column, value in (pair, pair[::-1]):
            is_number = isinstance(value, exp.Literal) and not value.is_string
            if is_number and isinstance(column, exp.Column) and schema.kinds(column.name) == {Kind.TEXT}:
                value.replace(exp.Literal.string(value.this))


def integer_division(tree: exp.Expr, schema: Schema) -> None:
    """Divide whole numbers without a rest (SQLite, PostgreSQL)."""
    for division in reversed(list(tree.find_all(exp.Div))):
        if _is_whole(division.this, schema) and _is_whole(division.expression, schema):
            division.replace(exp.IntDiv(this=division.this, expression=division.expression))


def bare_columns(tree: exp.Expr, schema: Schema, *, best_row: bool) -> None:
    """Take any value of a column that is neither grouped nor aggregated.

    ``best_row``: beside one MIN or MAX, the value of the row where it is found (SQLite).
    """
    for select in tree.find_all(exp.Select):
        group = select.args.get("group")
        if group is None and not any(_aggregates(one) for one in select.expressions):
            continue
        if group is not None and not group.expressions:
            continue
        best = _only_extreme(select) if best_row else None
        grouped = _grouped(select, group)
        for root in _outputs(select):
            for column in _bare(root, select, grouped, schema):
                column.replace(_any_value(column, best))


def _columns_in_reach(tree: exp.Expr, schema: Schema) -> frozenset[str]:
    """Return the columns of the tables the query names, in lower case."""
    used = [
        schema.tables[name]
        for table in tree.find_all(exp.Table)
        if (name := table.name.lower()) in schema.tables
    ]
    return frozenset(column.name.lower() for table in used for column in table.columns)


def _names_made_by(tree: exp.Expr) -> set[str]:
    aliases = {one.alias.lower() for one in tree.find_all(exp.Alias)}
    declared = {name.name.lower() for one in tree.find_all(exp.TableAlias) for name in one.columns}
    return aliases | declared


def _is_whole(one: exp.Expr, schema: Schema) -> bool:
    if isinstance(one, exp.Literal):
        return one.is_int
    if isinstance(one, exp.Column):
        return schema.kinds(one.name) == {Kind.INTEGER}
    if isinstance(one, exp.Cast):
        return one.to.this in exp.DataType.INTEGER_TYPES
    if isinstance(one, exp.Count | exp.Length | exp.IntDiv):
        return True
    if isinstance(one, _WHOLE_WHEN_PARTS_ARE):
        return all(
            _is_whole(part, schema) for part in (one.this, one.args.get("expression")) if part is not None
        )
    return False


def _aggregates(one: exp.Expr) -> bool:
    return any(_level(found) is _level(one) and not _windowed(found) for found in one.find_all(exp.AggFunc))


def _level(one: exp.Expr) -> exp.Expr | None:
    return one.find_ancestor(exp.Select)


def _windowed(one: exp.Expr) -> bool:
    return isinstance(one.parent, exp.Window)


def _only_extreme(select: exp.Select) -> exp.Expr | None:
    found = [
        one for root in select.expressions for one in root.find_all(exp.AggFunc) if _level(one) is select
    ]
    only = found[0] if len(found) == 1 else None
    return only if isinstance(only, exp.Min | exp.Max) and not only.args.get("expressions") else None


def _grouped(select: exp.Select, group: exp.Expr | None) -> set[str]:
    """Return the grouped expressions as text; positions and aliases stand for what they name."""
    texts: set[str] = set()
    for given in group.expressions if group else ():
        by_place = (
            isinstance(given, exp.Literal) and given.is_int and int(given.this) <= len(select.expressions)
        )
        one = select.expressions[int(given.this) - 1].unalias() if by_place else given
        texts.add(_text(one))
        named = next((item for item in select.expressions if item.alias.lower() == one.name.lower()), None)
        if isinstance(one, exp.Column) and named is not None and isinstance(named, exp.Alias):
            texts.add(_text(named.this))
    return texts


def _text(one: exp.Expr) -> str:
    """Return an expression without its table, so that ``t.a`` and ``a`` are the same."""
    return one.name.lower() if isinstance(one, exp.Column) else one.sql().lower()


def _outputs(select: exp.Select) -> Iterable[exp.Expr]:
    yield from select.expressions
    for part in ("having", "order"):
        if select.args.get(part) is not None:
            yield select.args[part]


def _bare(root: exp.Expr, select: exp.Select, grouped: set[str], schema: Schema) -> list[exp.Column]:
    """Return the columns under ``root`` that the grouping leaves open."""
    made = {one.alias.lower() for one in select.expressions if isinstance(one, exp.Alias)}
    found = []
    for column in root.find_all(exp.Column):
        name = column.name.lower()
        if (
            isinstance(column.this, exp.Star)
            or _level(column) is not select
            or _covered(column, root, grouped)
        ):
            continue
        if root.arg_key != "expressions" and name in made and not column.args.get("table"):
            continue
        if not schema.tables or name in schema.column_names() or _is_of_subquery(select):
            found.append(column)
    return found


def _covered(column: exp.Column, root: exp.Expr, grouped: set[str]) -> bool:
    node: exp.Expr | None = column
    while node is not None:
        if isinstance(node, _GATHERING) or _text(node.unalias()) in grouped:
            return True
        node = None if node is root else node.parent
    return False


def _is_of_subquery(select: exp.Select) -> bool:
    return select.find(exp.Subquery, exp.CTE) is not None or select.find_ancestor(exp.With) is not None


def _any_value(column: exp.Column, best: exp.Expr | None) -> exp.Expr:
    if isinstance(best, exp.Max | exp.Min):
        kind = exp.ArgMax if isinstance(best, exp.Max) else exp.ArgMin
        value: exp.Expr = kind(this=column.copy(), expression=best.this.copy())
    else:
        value = exp.AnyValue(this=column.copy())
    parent = column.parent
    return exp.alias_(value, column.name) if isinstance(parent, exp.Select) else value
