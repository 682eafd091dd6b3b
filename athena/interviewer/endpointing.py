"""How long to wait for more after a pause, judged by the last words before it.

People think aloud in an interview: words that dangle get a long wait, words that plainly end an answer a
short one.
"""

from __future__ import annotations

import re

_CLOSED = 0.6
_DANGLING = 2.5

_ENDING = re.compile(
    r"""\b(
      that('?s|\ is)\ (it|all|my\ answer|about\ it|everything|all\ i\ (know|have|can\ think\ of))
    | (i'?m|i\ am)\ (done|finished) | nothing\ else | no\ more
    | (i\ )?(really\ )?(don'?t|do\ not)\ (really\ )?(know|remember)(\ (it|that|this|the\ answer))?
    | no\ (idea|clue) | thank\ you | thanks
    | next(\ question|\ one)?(\ please)?
    | (skip|pass)(\ on)?(\ it|\ this|\ that)?(\ one|\ question)?(\ please)?
    )$""",
    re.VERBOSE,
)
_COMMAND = re.compile(
    r"""
      (please\ )?((can|could|would)\ you\ (please\ )?)?
      (repeat|rephrase|say)(\ (it|that|this|the\ question))?(\ again|\ once\ more)?(\ please)?
    | (yes\ |yeah\ |okay\ |ok\ |sure\ )?(i'?m\ |i\ am\ )?ready(\ to\ (start|begin|go))?
    | (yes|no|yeah|sure|okay|ok)\ (please|thanks|thank\ you) | sure
    | let'?s\ (go|start|begin|do\ it|move\ on|go\ on)
    | (please\ )?(stop|end|quit)(\ the\ interview|\ here|\ now)?(\ please)?
    | (sorry\ )?(pardon(\ me)?|what\ was\ that)
    """,
    re.VERBOSE,
)
_DANGLING_WORD = re.compile(
    r"""\b(
      a|an|the|this|these|those|my|your|its|their|our|some|any|each|every|another|and|or|but|nor
    | because|since|although|though|while|whereas|if|unless|until|when|where|which|who|whose|than
    | of|to|in|on|at|by|for|from|with|without|into|onto|between|among|over|under|through|during
    | before|after|about|against|per|via|plus|except|using|called|named|also|then|so|like
    | basically|actually|maybe|perhaps|well|as|is|are|was|were|be|been|being|am|has|have|had|do
    | does|did|will|would|can|could|should|may|might|must
    | i|you|we|they|it's|that's|there's|i'm|i'd|i'll|you'd|you're|we'd
    | u+h*m*|u+m+|e+r+m*|a+h+|h+m+|m+h*m+
    )$""",
    re.VERBOSE,
)
_DANGLING_PHRASE = re.compile(
    r"""\b(
      (let\ me|i\ (have|need)\ to)\ (think|see)(\ about\ (it|that|this))?
    | (so|means|mean|say|think|know|sure|ensures?|guarantees|is|such|saying)\ that
    | i\ (think|mean|guess|believe) | you\ know | for\ (example|instance) | as\ well\ as | such\ as
    | rather\ than | instead\ of | (kind|sort)\ of | what\ else
    | how\ (do\ i|should\ i|to)\ (say|put)\ (it|this|that)
    )$""",
    re.VERBOSE,
)
_SETTLED = re.compile(
    r"\b((think|hope|guess|suppose|believe|say) so|or so|(it|they|that|this) (is|does|are|was|can|will))$"
)
_TRAILING_OFF = ("...", "…", ",", "-", "—", ":")


def wait_ms(text: str | None, base_ms: int = 1000, patience: float = 1.0) -> int:
    """Return the ms of silence that end a turn whose words so far are ``text`` (None: not known yet)."""
    return round(base_ms * patience * _stretch(text or ""))


def _stretch(text: str) -> float:
    said = text.strip().lower().replace("’", "'")
    words = " ".join(re.findall(r"[a-z0-9']+", said))
    if said.endswith(_TRAILING_OFF) or _DANGLING_PHRASE.search(words):
        return _DANGLING
    if _ENDING.search(words) or _COMMAND.fullmatch(words):
        return _CLOSED
    if _DANGLING_WORD.search(words) and not _SETTLED.search(words):
        return _DANGLING
    return 1.0
