"""The data sets an exercise may be graded on: those written by hand, and those made for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Final

from athena.domain.exercise import Exercise
from athena.grading.generating import FIXED, generate, random_recipe
from athena.grading.links import find_links
from athena.grading.pools import Seeds
from athena.grading.suite import VISIBLE
from athena.sqltext.dialects import data_statements
from athena.sqltext.mutants import literals
from athena.sqltext.parsing import Dialect
from athena.sqltext.schema import Schema, table_ddl
from athena.sqltext.structure import Shape
from athena.store.dataset_file import Sample

GIVEN: Final = "given"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A data set as statements that fill the tables; ``schema`` is where it is written."""

    schema: str
    name: str
    kind: str
    statements: tuple[str, ...] = ()


def written_by_hand(exercise: Exercise, dialect: Dialect) -> tuple[Candidate, ...]:
    """Return the visible and the hidden data. Raises SqlTextError."""
    hidden = (
        Candidate(f"d_hidden_{number}", one.name, "hidden", data_statements(one.sql, dialect))
        for number, one in enumerate(exercise.hidden_data)
    )
    visible = data_statements(exercise.visible_data, dialect)
    return (Candidate("d_visible", VISIBLE, VISIBLE, visible), *hidden)


def made_up(
    exercise: Exercise,
    schema: Schema,
    gold: Sequence[str],
    shapes: Iterable[Shape],
    sample: Sample,
    tried: int,
) -> tuple[Candidate, ...]:
    """Return the fixed kinds of data and ``tried`` random sets; the same exercise gives the same data."""
    lots = _lots(exercise)
    links = find_links(schema, sorted({one for shape in shapes for one in shape.get("filter", {})}))
    seeds = _seeds([*gold, *(wrong.sql for wrong in exercise.wrong_variants)], sample)
    recipes = [*FIXED, *(random_recipe(number + 1, lots) for number in range(tried))]
    return tuple(
        Candidate(
            f"d_made_{number}",
            recipe.name,
            "random" if recipe not in FIXED else recipe.name,
            generate(schema, links, recipe, seeds, lots),
        )
        for number, recipe in enumerate(recipes)
    )


def complete(schema: Schema, statements: Sequence[str]) -> tuple[str, ...]:
    """Return what makes the tables, fills them and adds what stands on them."""
    tables = map(table_ddl, schema.tables.values())
    return (*schema.before, *tables, *statements, *schema.after)


def _lots(exercise: Exercise) -> Random:
    return Random(int.from_bytes(hashlib.sha256(repr(exercise).encode()).digest()[:8]))  # noqa: S311


def _seeds(queries: Iterable[str], sample: Mapping[tuple[str, str], tuple[object, ...]]) -> Seeds:
    texts, numbers = zip(*map(literals, queries), strict=True)
    return Seeds(frozenset(chain.from_iterable(texts)), frozenset(chain.from_iterable(numbers)), sample)
