"""Puts right the SQL terms that speech recognition mishears, and leaves ordinary speech alone.

"Then shrink does not leave gaps" was "dense rank does not leave gaps". A rule for words people really say
holds only beside words that make the term certain: "the price rose" stays, "duplicate rose" becomes rows.
"""

from __future__ import annotations

import re
from functools import partial

_END = r"(?=[,.;?!]|$)"

# (what is heard, what was meant). A space stands for blanks or hyphens, " ?" for none or some; \1 is a group.
_RULES: tuple[tuple[str, str], ...] = (
    # rows and nulls
    (
        r"(filters?|removes?|keeps?|deletes?|duplicates?|(?:un)?matching|unmatched) (?:rose|roses|row's)",
        r"\1 rows",
    ),
    (
        r"(the|each|every|individual|single|multiple|more|fewer|left|right|outer|of) (?:rose|row's)",
        r"\1 rows",
    ),
    (r"(removes?|keeps?|deletes?|of|returns?|filters?) all (the )?rose", r"\1 all \2rows"),
    (r"(returns?|counts?) (?:only )?rose (from|that|where|with|in|of)", r"\1 rows \2"),
    (r"(filters?|removes?|duplicate|unmatched|outer|individual) (?:roads|roes)", r"\1 rows"),
    (r"(?:rho|roe) number", "row number"),
    (
        r"(?:road|roll|role|raw|wrote|rose|wrong) number (over|partition|window|function|equals)",
        r"row number \1",
    ),
    (r"(?:knolls|knulls|gnulls|nuls|nells|knels|knaults|nolls)", "nulls"),
    (r"(?:knoll|knull|gnull|nul|nall|noll)", "null"),
    (rf"(with|contains?|as) (?:knows|no's|noes){_END}", r"\1 nulls"),
    (r"(fills?(?: in)?|ignores?|skips?) (?:knows|no's|noes)", r"\1 nulls"),
    (rf"is not no(?= or| and|{_END})", "is not null"),
    (r"is (?:no|know) or is not null", "is null or is not null"),
    (rf"(compared? (?:it )?(?:with|to)|equals) (?:no|know)(?= using|{_END})", r"\1 null"),
    # window functions
    (r"(?:dense|dents|dent|tense|dance|dens|dunce) ?(?:rank|shrink|frank|ranked|rang)", "dense rank"),
    (r"then shrink(?! (?:the|it|a|an|them|down|your|its|that|this))", "dense rank"),
    (r"then(?:'s)? rank (does|doesn't|leaves|over)", r"dense rank \1"),
    (r"(?:petition|partition|partitioned) (?:buy|bye)|petition by", "partition by"),
    (r"(?:lag|leg|lack) (and|or) (?:leed|lied|leads?)", r"lag \1 lead"),
    (r"leg (function|over)", r"lag \1"),
    (r"windows function(s?)", r"window function\1"),
    (r"(?:en ?tile|in tile)", "ntile"),
    # common table expressions and subqueries
    (r"(?:c|see|sea) ?\.? ?(?:t|tee|d) ?\.? ?(?:e|ee)\.?('?s|)", r"CTE\1"),
    (r"c ?\.? t\.?(?! ee?)", "CTE"),
    (r"(recursive) (?:city|ct|cta|ctv|cte's|cde|ctb|cty|seat)", r"\1 CTE"),
    (r"(a|the) ct(?! scan)", r"\1 CTE"),
    (r"(?:sub (?:query|curry|quarry)|sup query|subcurry|subquarry)", "subquery"),
    (r"(?:sub (?:queries|curries|quarries)|subcurries)", "subqueries"),
    (r"(?:core|co) related (subquer(?:y|ies)|quer(?:y|ies))", r"correlated \1"),
    # joins and sets
    (r"(left|right|inner|outer|self|cross|full|natural|anti|semi|hash) (?:joint|joy|join's)", r"\1 join"),
    (r"(?:lift|laughed|lefty) join", "left join"),
    (r"(?:cell|sell) join", "self join"),
    (r"(?:full (?:auto|out of|out a|out are|outta|outdoor|order)|for a lot of) join", "full outer join"),
    (r"(?:an in a|an enter|an inter) join", "an inner join"),
    (r"(?:enter|inter|anna) join", "inner join"),
    (rf"onion(?= all| removes| keeps|{_END})", "union"),
    (r"union (?:hall|wall|oil|awl)", "union all"),
    (r"(?:cart easy in|court asian|car tesian|cortisone) product", "cartesian product"),
    # grouping and counting
    (r"(group|order) (?:buy|bye)", r"\1 by"),
    (r"(?:halving|heaving) (clause|filters?|count|applies)", r"having \1"),
    (r"(?:we are|we're|wear|were|ware) (filters|clause)", r"where \1"),
    (r"(?:counts? (?:start|stars?|stare|stah)|countstar)", "count star"),
    (r"(and|then) some (the (?:amounts?|totals?|quantit(?:y|ies)|prices?))", r"\1 sum \2"),
    (r"some over partition", "sum over partition"),
    # functions, types and statements
    (r"(?:(?:coal|cole) ?less|coal ?lust|coal ?esce|coales|co ?less|coa ?less|koales|cowlesce)", "coalesce"),
    (r"(?:colesce|colless?e?|co alesce|coalise|koalas?|goalless)", "coalesce"),
    (r"(?:(?:var|far|vah|ver) (?:char|car|cha|charge|chart)|bar ?char)", "varchar"),
    (r"(?:farchar|bartar|vercher|varkar|varcar|varchard|vachar)", "varchar"),
    (r"(?:(?:trunk|tron|trump) (?:ate|8|eight|kate|cate)|trun[kg]ate|tron[ck]ate)", "truncate"),
    (r"explain (?:analy[sz]ed|analy[sz]er|analytes|and analy[sz]e)", "explain analyze"),
    (r"up ?(?:cert|sert)", "upsert"),
    (r"not exits", "not exists"),
    # keys, indexes and plans
    (r"foreign (?:t|tea|tee|teeth|ki|quay|he|kee)", "foreign key"),
    (r"(?:for in|four in|for an) key", "foreign key"),
    (r"primary (?:t|tea|tee|ki|quay|kee)", "primary key"),
    (r"(clustered|covering|composite|unique|partial) (?:and x|in x|and ex|in decks|in dex)", r"\1 index"),
    (r"(?:b|be|bee) tree(s?)", r"B-tree\1"),
    (r"b ?3", "B-tree"),
    (r"(?:sarge ?able|sergeable|sar gable|sarjable)", "sargable"),
    (r"(?:preferential|differential|reverential) integrity", "referential integrity"),
    (r"normal (?:forum|farm|forme)", "normal form"),
    # transactions
    (r"(?:acid|asset|assets|asid|a sid) (?:stands?|dance) for", "ACID stands for"),
    (r"(?:acid|asid) (properties|property|transactions?|complian(?:t|ce)|guarantees?)", r"ACID \1"),
    (r"asset complian(t|ce)", r"ACID complian\1"),
    (r"(?:automicity|atomistity|a tomicity|otomicity|atom(?:ic)? city|(?:a )?domesticity)", "atomicity"),
    (r"(?:cereal ?i[sz]able|seriali[sz]ed able|cereal eyes able)", "serializable"),
    (r"dead lock(s?)", r"deadlock\1"),
    (r"(phantom|dirty) (?:reed|red)", r"\1 read"),
    (r"(?:m v c c|[mn]bcc)", "MVCC"),
    # the language and its dialects
    (r"my (?:sequel|s q l)", "MySQL"),
    (r"post ?(?:gress|grass|grace|gres) (?:sequel|equal|s q l|sql)", "PostgreSQL"),
    (r"post ?(?:gress|grass|grace|gres)", "Postgres"),
    (r"(?:s q l|sequal|seaquel)", "SQL"),
    (r"in sequel", "in SQL"),
    (r"d d l", "DDL"),
    (r"d m l", "DML"),
)


def _compiled(heard: str) -> re.Pattern[str]:
    spaced = heard.replace(" ?", r"[\s-]*").replace(" ", r"[\s-]+")
    return re.compile(rf"(?<![\w'])(?:{spaced})(?![\w'])", re.IGNORECASE)


_COMPILED = tuple((_compiled(heard), meant) for heard, meant in _RULES)


def correct_terms(text: str) -> str:
    """Return recognised ``text`` with misheard SQL terms put right; the rest keeps its words and its case."""
    for pattern, meant in _COMPILED:
        text = pattern.sub(partial(_cased, meant), text)
    return text


def _cased(meant: str, match: re.Match[str]) -> str:
    words = match.expand(meant)
    return words[0].upper() + words[1:] if match[0][0].isupper() else words
