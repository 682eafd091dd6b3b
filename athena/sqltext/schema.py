"""The tables of a set-up: columns, keys and simple checks, read from its DDL as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from sqlglot import exp

from athena.sqltext.parsing import Dialect, parse_all, render


class Kind(StrEnum):
    """What a column holds, as far as making data for it goes."""

    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    TIME = "time"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; ``type`` is DuckDB's, ``values`` are the literals an IN check or an enum allows."""

    name: str
    type: str
    kind: Kind
    not_null: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that point to columns of another table, in the same order."""

    columns: tuple[str, ...]
    table: str
    referenced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table; all names as declared. ``checks`` are DuckDB expressions that hold for every row."""

    name: str
    columns: tuple[TableColumn, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables by lower-case name; ``others`` are further DuckDB statements (types, views, macros)."""

    tables: Mapping[str, TableSchema] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def column_names(self) -> frozenset[str]:
        """Return every column's name in lower case."""
        return frozenset(column.name.lower() for table in self.tables.values() for column in table.columns)

    def kinds(self, column: str) -> frozenset[Kind]:
        """Return the kinds of the columns of this name, in whichever table."""
        low = column.lower()
        return frozenset(
            one.kind for t in self.tables.values() for one in t.columns if one.name.lower() == low
        )

    def tables_with(self, column: str) -> tuple[str, ...]:
        """Return the lower-case names of the tables that have a column of this name."""
        low = column.lower()
        return tuple(n for n, t in self.tables.items() if any(one.name.lower() == low for one in t.columns))


_KINDS: Final = (
    (Kind.BOOLEAN, exp.DataType.Type.BOOLEAN),
    (Kind.DATE, exp.DataType.Type.DATE),
    (Kind.TIME, exp.DataType.Type.TIME),
)
_COUNTING: Final = {
    exp.DataType.Type.SERIAL,
    exp.DataType.Type.BIGSERIAL,
    exp.DataType.Type.SMALLSERIAL,
    exp.DataType.Type.YEAR,
}


def read_schema(sql: str, dialect: Dialect = "duckdb") -> Schema:
    """Read the CREATE TABLE statements of ``sql``; INSERTs are passed over. Raises SqlTextError.

    Whole numbers of other dialects than DuckDB become BIGINT; SQLite keeps days and moments as text.
    """
    tables: dict[str, TableSchema] = {}
    before: list[str] = []
    after: list[str] = []
    for tree in parse_all(sql, dialect):
        if isinstance(tree, exp.Alter):
            _add_keys(tree, tables)
        elif isinstance(tree, exp.Create) and isinstance(tree.this, exp.Schema):
            table = _table(tree, dialect)
            tables[table.name.lower()] = table
        elif isinstance(tree, exp.Create) and tree.kind in {"TYPE", "MACRO", "FUNCTION"}:
            before.append(render(tree))
        elif isinstance(tree, exp.Create) and tree.kind not in {"INDEX", "DATABASE", "SCHEMA", "TRIGGER"}:
            after.append(render(tree))
    return Schema(tables, tuple(before), tuple(after))


def _add_keys(tree: exp.Alter, tables: dict[str, TableSchema]) -> None:
    """Add the keys an ALTER TABLE declares, as the dumps of several databases do."""
    table = tables.get(tree.this.name.lower())
    if table is not None:
        primary = tuple(part.name for key in tree.find_all(exp.PrimaryKey) for part in key.expressions)
        foreign = table.foreign_keys + tuple(_foreign_keys(tree))
        tables[table.name.lower()] = replace(
            table, primary_key=table.primary_key or primary, foreign_keys=foreign
        )


def table_ddl(table: TableSchema) -> str:
    """Return a CREATE TABLE without constraints: made data keeps the rules, other data may break them."""
    columns = ", ".join(f"{quoted(column.name)} {column.type}" for column in table.columns)
    return f"CREATE TABLE {quoted(table.name)} ({columns})"


def quoted(name: str) -> str:
    """Return a name as a quoted identifier."""
    return '"' + name.replace('"', '""') + '"'


def _table(tree: exp.Create, dialect: Dialect) -> TableSchema:
    declared = tree.this.expressions
    primary = [key for one in declared for key in _table_key(one)]
    columns = [_column(one, dialect) for one in declared if isinstance(one, exp.ColumnDef | exp.Identifier)]
    primary += [
        one.name
        for one in declared
        if isinstance(one, exp.ColumnDef) and _has(one, exp.PrimaryKeyColumnConstraint)
    ]
    return TableSchema(
        tree.this.this.name,
        tuple(columns),
        tuple(primary),
        tuple(key for one in declared for key in _foreign_keys(one)),
        tuple(render(check.this) for check in tree.find_all(exp.CheckColumnConstraint)),
    )


def _table_key(one: exp.Expr) -> list[str]:
    keys = [one] if isinstance(one, exp.PrimaryKey) else []
    if isinstance(one, exp.Constraint):
        keys = [inner for inner in one.expressions if isinstance(inner, exp.PrimaryKey)]
    return [_name(part) for key in keys for part in key.expressions]


def _name(part: exp.Expr) -> str:
    return part.this.name if isinstance(part, exp.Ordered) else part.name


def _column(one: exp.Expr, dialect: Dialect) -> TableColumn:
    type_, kind, values = _type(one.args.get("kind"), dialect)
    checks = [constraint.args["kind"] for constraint in one.args.get("constraints") or []]
    for check in checks:
        inside = check.this if isinstance(check, exp.CheckColumnConstraint) else None
        if isinstance(inside, exp.In) and inside.this.name == one.name:
            values = tuple(item.name for item in inside.expressions if isinstance(item, exp.Literal))
    return TableColumn(
        one.name,
        type_,
        kind,
        not_null=any(
            isinstance(c, exp.NotNullColumnConstraint) and not c.args.get("allow_null") for c in checks
        ),
        unique=any(isinstance(c, exp.UniqueColumnConstraint) for c in checks),
        values=values,
    )


def _has(one: exp.ColumnDef, constraint: type[exp.Expr]) -> bool:
    return any(isinstance(c.args["kind"], constraint) for c in one.args.get("constraints") or [])


def _type(declared: exp.Expr | None, dialect: Dialect) -> tuple[str, Kind, tuple[str, ...]]:
    if not isinstance(declared, exp.DataType):
        return "VARCHAR", Kind.TEXT, ()
    if declared.this == exp.DataType.Type.ENUM:
        return _text(dialect), Kind.TEXT, tuple(one.name for one in declared.expressions)
    kind = _kind(declared)
    if kind is Kind.TEXT:
        return _text(dialect), kind, ()
    if kind is Kind.REAL and declared.this not in {exp.DataType.Type.DECIMAL, exp.DataType.Type.FLOAT}:
        return "DOUBLE", kind, ()
    if kind in {Kind.DATE, Kind.TIMESTAMP} and dialect == "sqlite":
        return "VARCHAR", kind, ()
    if kind is Kind.INTEGER and dialect != "duckdb":
        return "BIGINT", kind, ()
    return render(declared), kind, ()


def _text(dialect: Dialect) -> str:
    """Return the type of a text; MySQL compares texts without regard to case."""
    return "VARCHAR COLLATE NOCASE" if dialect == "mysql" else "VARCHAR"


def _kind(declared: exp.DataType) -> Kind:
    for kind, type_ in _KINDS:
        if declared.this == type_:
            return kind
    if declared.this in exp.DataType.INTEGER_TYPES or declared.this in _COUNTING:
        return Kind.INTEGER
    if declared.this in {*exp.DataType.REAL_TYPES, exp.DataType.Type.UDOUBLE, exp.DataType.Type.MONEY}:
        return Kind.REAL
    if declared.this in exp.DataType.TEXT_TYPES:
        return Kind.TEXT
    return Kind.TIMESTAMP if declared.this in exp.DataType.TEMPORAL_TYPES else Kind.OTHER


def _foreign_keys(one: exp.Expr) -> Iterable[ForeignKey]:
    for reference in one.find_all(exp.Reference):
        target = reference.this
        table = target.this.name if isinstance(target, exp.Schema) else target.name
        referenced = tuple(p.name for p in target.expressions) if isinstance(target, exp.Schema) else ()
        owner = reference.find_ancestor(exp.ForeignKey)
        columns = tuple(p.name for p in owner.expressions) if owner else (one.name,)
        yield ForeignKey(columns, table, referenced)
