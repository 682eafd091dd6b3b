"""Spoken and typed English about SQL, folded to one plain spelling before patterns look at it.

The plain spelling has lower-case ASCII letters, digits, spaces and ``. , ; : < > = !``; contractions are
written out ("does not", "can not"), hyphens and underscores are spaces, British and American endings are
one ("-iz-"), and what speech recognition commonly makes of an SQL term is the term again ("union hall" is
"union all").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

Step = tuple[re.Pattern[str], str]

_CONTRACTIONS: Final = {
    r"can(?:'| )?t|cannot": "can not",
    r"won'?t": "will not",
    r"(do|does|did|is|are|was|were|has|have|had|should|would|could|must)n'?t": r"\1 not",
    r"(i|you|we|they)'ve": r"\1 have",
    r"(i|you|he|she|it|we|they|there|that)'ll": r"\1 will",
    r"(i|you|he|she|it|we|they)'d": r"\1 would",
    r"(you|we|they|there)'re": r"\1 are",
    r"i'?m": "i am",
    r"(it|that|there|here|he|she|what|who|where)'s": r"\1 is",
    r"let's": "let us",
    r"thats": "that is",
}
_MISHEARD: Final = {
    r"sequel|s q l|es queue el|see quell": "sql",
    r"(outer|inner|left|right|full|cross|self) (?:joint|joined|joining|joy)": r"\1 join",
    r"(?:in her|enter) (joins?)": r"inner \1",
    r"full auto join": "full outer join",
    r"union (?:hall|oil|ol|owl)": "union all",
    r"knolls?|knull?s?|nolls?|nulls|nuls?|gnulls?|null values?": "null",
    r"(is|as|with|equals|to|a|the|gets?|returns?|contains?) (?:knoll|knows|nil|hull|nall)": r"\1 null",
    r"(group|order|partition|sort)(?:ed)? (?:bye|buy|bi|by)": r"\1 by",
    r"roof by|grew by|groupby": "group by",
    r"(?:wear|ware|were|where is) clauses?": "where clause",
    r"sub (?:query|queries|curry|grid|grade|greet|guri)|subgrat|sum quer(?:y|ies)|subqueries": "subquery",
    r"(?:c t e|see tea e|see t e|city e|ct e|c te|cd e)s?|ctes": "cte",
    r"(?:row|road|roll|raw|role|rho) numbers?": "row number",
    r"(?:dense|dence|dents|dent|tense) ?(?:ranks?|shrink|frank)": "dense rank",
    r"coa less|coal ?less|coalesced|koalas|colesce|co alesce|coalise|coal esce": "coalesce",
    r"ser?geable|sargeable|sarge able|search able|s argable|sarg able|sargible|sargeble": "sargable",
    r"not arguable": "not sargable",
    r"b tree|be tree|bee tree": "btree",
    r"a sid": "acid",
    r"a domesticity|atom city|automicity|otomicity": "atomicity",
    r"count (?:start|stars|stare)": "count star",
    r"foreign (?:tea|teeth)": "foreign key",
    r"not exist": "not exists",
    r"absurd|upstart|up cert|abcert": "upsert",
    r"left most": "leftmost",
    r"in to": "into",
    r"tron?cat(e[sd]?)": r"truncat\1",
    r"use this null": "use is null",
    r"(?:to|the|d) sending": "descending",
    r"distinct ?ids": "distinct ids",
    r"count the (?:stink|sting)": "count distinct",
}
_SYMBOLS: Final = {
    r"count ?\( ?\* ?\)": "count star",
    r"select \*": "select star",
    r"<>|!=": " not equal ",
    r"(?<=\d),(?=\d{3})": "",
    r"[-_/]": " ",
    r"[^a-z0-9'.,;:<>=!? ]": " ",
}
_FILLERS: Final = r"um+|uh+|er+m?|ah+|hm+|mm+|you know|i mean|sort of|kind of|basically|actually|so yeah|well"
_NUMBERS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDINALS: Final = {r"1st": "first", r"2nd": "second", r"3rd": "third"}
_IZE: Final = (
    r"(seriali|materiali|optimi|(?:de)?normali|generali|summari|minimi|maximi|paralleli|organi|recogni|initiali"
    r"|synchroni|categori|prioriti|utili)s(?=e|i|a|[\\(\[]|$)"
)


_WIDE: Final = {
    **dict.fromkeys("’‘ʼ′`´", "'"),
    **dict.fromkeys("–—", ", "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
    "…": ".",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
}


def _word(pattern: str, replacement: str) -> Step:
    return re.compile(rf"(?<![a-z0-9'])(?:{pattern})(?![a-z0-9'])"), replacement


_SPACES: Final[Step] = (re.compile(r" +"), " ")
_SPELLING: Final[tuple[Step, ...]] = (
    (re.compile(_IZE), r"\1z"),
    (re.compile(r"analys(?=e|i)"), "analyz"),
)
STEPS: Final[tuple[Step, ...]] = (
    *((re.compile(p), r) for p, r in _SYMBOLS.items()),
    (re.compile(r"(?<=\d)[.](?=\d)"), " point "),
    _SPACES,
    *(_word(p, r) for p, r in _CONTRACTIONS.items()),
    (re.compile("'"), ""),
    *_SPELLING,
    *(_word(str(n), word) for n, word in enumerate(_NUMBERS)),
    *(_word(p, r) for p, r in _ORDINALS.items()),
    _word(_FILLERS, " "),
    _SPACES,
    *(_word(p, r) for p, r in _MISHEARD.items()),
)
_PATTERN_STEPS: Final[tuple[Step, ...]] = (
    *(
        (re.compile(rf"(?:(?<![a-z0-9'\\])|(?<=\\b))(?:{p})(?![a-z0-9'])"), r)
        for p, r in _CONTRACTIONS.items()
    ),
    *_SPELLING,
    (re.compile(r"(?<![a-z])nulls(?![a-z])"), "null"),
    (re.compile(r"(?<![a-z])b[- ]tree"), "btree"),
)


def normalise(text: str) -> str:
    """Return ``text`` in the plain spelling that patterns are written for."""
    plain = "".join(map(fold, text))
    for pattern, replacement in STEPS:
        plain = pattern.sub(replacement, plain)
    return plain.strip()


def normalise_pattern(pattern: str) -> str:
    """Return a pattern with its contractions and spellings folded like the text it will meet."""
    for step, replacement in _PATTERN_STEPS:
        pattern = step.sub(replacement, pattern)
    return pattern


def fold(char: str) -> str:
    """Return one character as plain ASCII: lower-case, no accent; a new line ends a sentence."""
    if not char.isascii():
        return _fold_wide(char)
    return char.lower() if char.isprintable() else "." if char == "\n" else " "


@lru_cache(maxsize=4096)
def _fold_wide(char: str) -> str:
    if char in _WIDE:
        return _WIDE[char]
    parts = unicodedata.normalize("NFKD", char)
    ascii_parts = "".join(p for p in parts if p.isascii() and p.isprintable())
    return ascii_parts.lower() or ("" if unicodedata.combining(char) else " ")
