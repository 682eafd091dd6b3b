"""From written text to text a voice can say: symbols become words, SQL terms the way people say them."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Words the pronunciation lexicon says badly, or not the way people who write SQL say them.
PRONUNCIATION: Mapping[str, str] = {
    "3nf": "third normal form",
    "asc": "ascending",
    "bcnf": "boyce codd normal form",
    "bigint": "big int",
    "coalesce": "koh a less",
    "cte": "C T E",
    "ctes": "C T E's",
    "datetime": "date time",
    "dbms": "D B M S",
    "ddl": "D D L",
    "deadlock": "dead lock",
    "desc": "descending",
    "dml": "D M L",
    "duckdb": "duck D B",
    "etl": "E T L",
    "id": "I D",
    "ids": "I D's",
    "ilike": "I like",
    "json": "jason",
    "jsonb": "jason B",
    "mvcc": "M V C C",
    "mysql": "my {sql}",
    "ntile": "en tile",
    "olap": "oh lap",
    "oltp": "O L T P",
    "postgres": "post gress",
    "postgresql": "post gress {sql}",
    "rdbms": "R D B M S",
    "sql": "{sql}",
    "sqlite": "{sql} light",
    "subqueries": "sub queries",
    "subquery": "sub query",
    "upsert": "up sert",
    "uuid": "U U I D",
    "varchar": "var char",
}

SQL_NAMES: Mapping[str, str] = {"sequel": "sequel", "letters": "S Q L"}

_SYMBOLS: tuple[tuple[str, str], ...] = (
    (r"`|\*\*|[\"“”]|```", ""),
    (r"\be\.g\.,?", "for example"),
    (r"\bi\.e\.,?", "that is"),
    (r"\betc\.", "and so on"),
    (r"\bvs\.?(?=\s)", "versus"),
    (r"\(\s*\*\s*\)", " star"),
    (r"\bSELECT\s+\*", "select star"),
    (r"(?<=\w)\.\*", " dot star"),
    (r"(?<=[A-Za-z_])\.(?=[A-Za-z_])", " dot "),
    (r"\s*(<>|!=)\s*", " is not equal to "),
    (r"\s*>=\s*", " greater or equal "),
    (r"\s*<=\s*", " less or equal "),
    (r"\s*(->>?|=>)\s*", " arrow "),
    (r"\s*\|\|\s*", " concatenated with "),
    (r"\s*=\s*", " equals "),
    (r"\s*>\s*", " greater than "),
    (r"\s*<\s*", " less than "),
    (r"\s*::\s*", " cast to "),
    (r"(?<=\d)\s*%", " percent"),
    (r"\s*%\s*", " percent sign "),
    (r"\s*\+\s*", " plus "),
    (r"\s+\*\s+", " times "),
    (r"\s*&\s*", " and "),
    (r"\band/or\b", "or"),
    (r"(?<=\w)\s*/\s*(?=\w)", " or "),
    (r"(?<=\w)\(\s*\)", ""),
    (r"\b([A-Z_]{2,})\(\s*", r"\1 of "),
    (r"\s*[()\[\]{}]\s*", ", "),
    (r"[#*|\\^~$@]+", " "),
    (r"\s*[–—]\s*|\s+-\s+", ", "),
)
_TIDY: tuple[tuple[str, str], ...] = (
    (r"(\s*,)+\s*(?=[,.;:?!])", ""),
    (r"(\s*,)+(\s|$)", ", "),
    (r"\s+", " "),
    (r"^[\s,]+|[\s,]+$", ""),
)
_WORD = re.compile(r"[A-Za-z0-9_]+(?:'[a-z]+)?")


def speakable(text: str, sql: str = "sequel") -> str:
    """Return ``text`` as a voice should read it; ``sql`` is how the language is called (see SQL_NAMES)."""
    for written, spoken in _SYMBOLS:
        text = re.sub(written, spoken, text)
    text = _WORD.sub(lambda word: _spoken(word[0], SQL_NAMES[sql]), text)
    for untidy, tidy in _TIDY:
        text = re.sub(untidy, tidy, text)
    return text


def _spoken(word: str, sql: str) -> str:
    stem, apostrophe, ending = word.partition("'")
    parts = [_part(part, sql) for part in stem.split("_") if part]
    return " ".join(parts) + apostrophe + ending


def _part(part: str, sql: str) -> str:
    said = PRONUNCIATION.get(part.lower())
    if said is not None:
        return said.format(sql=sql)
    return part.lower() if len(part) > 1 and part.isupper() else part
