"""Which columns point to which: declared, named alike, or joined by the reference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from athena.sqltext.schema import Kind, Schema, TableSchema

Place: TypeAlias = tuple[str, str]
Links: TypeAlias = Mapping[Place, Place]
_JOINED: Final = re.compile(r"(\w+)\.(\w+) = (\w+)\.(\w+)")


def find_links(schema: Schema, conditions: Iterable[str] = ()) -> Links:
    """Return for (table, column) the (table, column) its values come from, all in lower case.

    ``conditions`` are the reference's join conditions such as ``orders.customer_id = customers.id``.
    """
    links: dict[Place, Place] = {}
    for found in (_declared(schema), _by_condition(schema, conditions), _by_name(schema)):
        for place, target in dict(found).items():
            if links.get(target) != place:  # keys of one meaning: one of the tables comes first
                links.setdefault(place, target)
    return {place: target for place, target in links.items() if _kind(schema, place) == _kind(schema, target)}


def fill_order(schema: Schema, links: Links) -> tuple[str, ...]:
    """Return the tables' lower-case names, those pointed to first; a circle is cut anywhere."""
    order: list[str] = []
    waiting = list(schema.tables)
    while waiting:
        ready = [name for name in waiting if not _needs(name, links) & set(waiting) - {name}]
        for name in ready or waiting[:1]:
            order.append(name)
            waiting.remove(name)
    return tuple(order)


def key(table: TableSchema) -> tuple[str, ...]:
    """Return the table's primary key in lower case; a first column named id stands in for a missing one."""
    if table.primary_key:
        return tuple(name.lower() for name in table.primary_key)
    first = table.columns[0].name.lower() if table.columns else ""
    return (first,) if first in {"id", f"{_singular(table.name.lower())}_id"} else ()


def _needs(name: str, links: Links) -> set[str]:
    return {target[0] for place, target in links.items() if place[0] == name}


def _declared(schema: Schema) -> Iterable[tuple[Place, Place]]:
    for name, table in schema.tables.items():
        for foreign in table.foreign_keys:
            target = schema.tables.get(foreign.table.lower())
            columns = foreign.referenced or (target.primary_key if target else ())
            for own, other in zip(foreign.columns, columns, strict=False):
                yield (name, own.lower()), (foreign.table.lower(), other.lower())


def _by_name(schema: Schema) -> Iterable[tuple[Place, Place]]:
    """``customer_id`` points to customers' key, be it called customer_id or id."""
    for target, other in schema.tables.items():
        if len(key(other)) != 1:
            continue
        (name,) = key(other)
        meant = {name} if name != "id" else {f"{target}_id", f"{_singular(target)}_id"}
        for owner, table in schema.tables.items():
            for column in table.columns:
                low = column.name.lower()
                if owner != target and low in meant and key(table) != (low,):
                    yield (owner, low), (target, name)


def _by_condition(schema: Schema, conditions: Iterable[str]) -> Iterable[tuple[Place, Place]]:
    for match in filter(None, map(_JOINED.fullmatch, conditions)):
        one, other = (match[1], match[2]), (match[3], match[4])
        for place, target in ((one, other), (other, one)):
            table = schema.tables.get(target[0])
            if (
                table is not None
                and key(table) == (target[1],)
                and place[0] in schema.tables
                and place != target
            ):
                yield place, target


def _kind(schema: Schema, place: Place) -> Kind | None:
    table = schema.tables.get(place[0])
    columns = table.columns if table else ()
    return next((column.kind for column in columns if column.name.lower() == place[1]), None)


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s")
