"""The vocabulary a question brings with it, for ears that should expect it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from athena.domain.questions import Question
from athena.domain.scoring.vocabulary import EVERYDAY

_SQL_TERMS: Final = (
    "inner join, left join, right join, full outer join, cross join, self join, anti join, group by, "
    "order by, partition by, having, where, count star, window function, row number, dense rank, rank, "
    "lag, lead, frame, CTE, common table expression, recursive, anchor, subquery, correlated, derived "
    "table, lateral, exists, not exists, not in, union all, union, intersect, except, null, is null, "
    "coalesce, three-valued, primary key, foreign key, unique, surrogate key, junction table, normal "
    "form, index, B-tree, composite, leftmost prefix, covering, clustered, partial index, sargable, "
    "explain, sequential scan, full scan, index scan, hash join, nested loop, merge join, statistics, "
    "selectivity, transaction, commit, rollback, savepoint, isolation, serializable, read committed, "
    "repeatable read, snapshot, lost update, deadlock, optimistic, pessimistic, select for update, "
    "atomic, ACID, upsert, merge, insert, update, delete, truncate, returning, timestamp, time zone, "
    "interval, date trunc, like, collation, varchar, case, distinct, aggregate "
)
SQL_TERMS: Final = tuple(term.strip() for term in _SQL_TERMS.split(","))
_LIMIT: Final = 40


def terms(question: Question) -> tuple[str, ...]:
    """Return up to 40 words and terms to expect: those of the prompt first, then the rubric's SQL terms."""
    rubric = " ".join(chain((point.text for point in question.key_points), _exemplars(question)))
    found = (*_sql_terms(question.prompt), *_plain_words(question.prompt), *_sql_terms(rubric))
    return tuple(dict.fromkeys(found))[:_LIMIT]


def _exemplars(question: Question) -> Iterator[str]:
    return (exemplar for point in question.key_points for exemplar in point.exemplars)


def _sql_terms(text: str) -> list[str]:
    return [term for term in SQL_TERMS if re.search(rf"\b{re.escape(term)}s?\b", text, re.IGNORECASE)]


def _plain_words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in EVERYDAY]
