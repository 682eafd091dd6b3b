"""The sentence that tells the recogniser which words to expect."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OPENING = "In this SQL interview we talk about"
_MOST_TERMS = 12
_USUAL = ["joins", "nulls", "window functions", "a CTE"]

# Terms worth expecting; where one holds another, the longer one comes first.
_VOCABULARY = """
common table expression, recursive CTE, CTE, correlated subquery, subquery, self join, cross join, full
outer join, left join, right join, inner join, anti join, semi join, union all, union, intersect, except,
dense rank, row number, rank, ntile, lag, lead, partition by, window function, order by, group by, having,
where, count star, count distinct, distinct, coalesce, is not null, is null, not null, null, not exists,
not in, exists, aggregate, sum, average, primary key, foreign key, surrogate key, composite key, unique
constraint, referential integrity, clustered index, covering index, composite index, leftmost prefix,
index, sargable, explain analyze, sequential scan, cardinality, selectivity, nested loop, hash join, merge
join, ACID, atomicity, consistency, isolation, durability, serializable, read committed, repeatable read,
dirty read, phantom read, lost update, deadlock, optimistic locking, rollback, commit, transaction, normal
form, denormalisation, transitive dependency, junction table, many to many, cascade, truncate, delete,
upsert, merge, varchar, timestamp, time zone, date trunc, interval, like, regular expression, cartesian
product
"""
_TERMS = tuple(
    (term, re.compile(rf"\b{re.escape(term)}(s|es|ies)?\b", re.IGNORECASE))
    for term in " ".join(_VOCABULARY.split()).split(", ")
)


def recognition_prompt(texts: Iterable[str] = ()) -> str:
    """Return a sentence with the SQL terms of ``texts`` (a question and its key points), at most twelve.

    A bare list of keywords makes Whisper loop; a sentence makes it spell what it hears.
    """
    text = " ".join(texts).replace("COUNT(*)", "count star").replace("_", " ")
    found: list[tuple[int, str]] = []
    for term, pattern in _TERMS:
        match = pattern.search(text)
        if match:
            found.append((match.start(), f"{term}s" if match[1] else term))
            text = pattern.sub(lambda hit: "#" * len(hit[0]), text)
    terms = [term for _, term in sorted(found)[:_MOST_TERMS]]
    return f"{_OPENING} {_listed(terms or _USUAL)}."


def _listed(terms: list[str]) -> str:
    return " and ".join([", ".join(terms[:-1]), terms[-1]] if len(terms) > 1 else terms)
