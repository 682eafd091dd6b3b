"""What models in the cloud cost: tokens or minutes times prices, and the budgets that hold it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Rate:
    """US dollars for a million tokens of one kind."""

    input: float
    cached: float
    output: float


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs: by tokens, or by the ``minute`` of audio (US dollars) that it listens to.

    A model without a rate of its own for ``audio`` counts every token as ``text``.
    """

    audio: Rate | None = None
    text: Rate | None = None
    minute: float | None = None


@dataclass(frozen=True, slots=True)
class PriceList:
    """Prices by model, as they were on one day."""

    as_of: date
    models: Mapping[str, Price]

    def of(self, model: str) -> Price | None:
        """Return the price of a model or of a dated edition of it, None when it is not known."""
        name = max((name for name in self.models if _is_edition(model, name)), key=len, default=None)
        return self.models[name] if name else None


@dataclass(frozen=True, slots=True)
class Spent:
    """US dollars spent so far: by one session, and by all sessions of its day."""

    session: float
    day: float


@dataclass(frozen=True, slots=True)
class Purse:
    """A model's price and what may be spent, in US dollars; None where it is unknown or without a limit.

    ``transcription`` is the price of the model that writes down what the candidate says.
    """

    price: Price | None = None
    session_limit: float | None = None
    day_limit: float | None = None
    transcription: Price | None = None

    def cost(self, usage: Mapping[str, object]) -> float | None:
        """Return what a response cost, None when the price is not known."""
        return cost_usd(usage, self.price) if self.price else None

    def cost_of_transcript(self, usage: Mapping[str, object]) -> float | None:
        """Return what it cost to write down an answer, None when the price is not known."""
        return cost_usd(usage, self.transcription) if self.transcription else None

    def empty(self, spent: Spent) -> bool:
        """Whether a budget is used up."""
        over_session = self.session_limit is not None and spent.session >= self.session_limit
        return over_session or (self.day_limit is not None and spent.day >= self.day_limit)


def read_prices(text: str) -> PriceList:
    """Read a price list in TOML; ValueError when it cannot be read or anything in it is missing."""
    try:
        whole = tomllib.loads(text)
        models = {name: _price(told) for name, told in whole["models"].items()}
        as_of = whole["as_of"]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the price list is incomplete: {error}") from error
    if not isinstance(as_of, date):
        raise ValueError("the price list has no date")
    return PriceList(as_of, models)


def cost_usd(usage: Mapping[str, object], price: Price) -> float | None:
    """Return what a ``usage`` costs in US dollars, None where the price has no word on what is billed.

    ``usage`` is as the Realtime API or the Responses API tells it: tokens, or seconds of audio. Input tokens
    include the cached ones. Tokens whose kind is not told count as audio, the dearest; cached ones as text
    first, which leaves more audio at its full price.
    """
    if usage.get("type") == "duration":
        return None if price.minute is None else _seconds(usage.get("seconds")) / 60 * price.minute
    text = price.text
    if text is None:
        return None
    audio = price.audio or text
    return _input_usd(usage, audio, text) + _output_usd(usage, audio, text)


def _input_usd(usage: Mapping[str, object], audio_rate: Rate, text_rate: Rate) -> float:
    details = _mapping(usage.get("input_token_details") or usage.get("input_tokens_details"))
    text, audio = _split(usage.get("input_tokens"), details)
    cached = _mapping(details.get("cached_tokens_details"))
    cached_total = _count(details.get("cached_tokens"))
    cached_text = min(text, _count(cached.get("text_tokens")) if cached else cached_total)
    cached_audio = min(audio, _count(cached.get("audio_tokens")) if cached else cached_total - cached_text)
    return (
        (text - cached_text) * text_rate.input
        + (audio - cached_audio) * audio_rate.input
        + cached_text * text_rate.cached
        + cached_audio * audio_rate.cached
    ) / MILLION


def _output_usd(usage: Mapping[str, object], audio_rate: Rate, text_rate: Rate) -> float:
    text, audio = _split(usage.get("output_tokens"), _mapping(usage.get("output_token_details")))
    return (text * text_rate.output + audio * audio_rate.output) / MILLION


def _split(total: object, details: Mapping[str, object]) -> tuple[int, int]:
    """Return (text, audio) tokens."""
    text, audio = _count(details.get("text_tokens")), _count(details.get("audio_tokens"))
    return text, audio + max(0, _count(total) - text - audio)


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if isfinite(value) and value > 0 else 0.0


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _price(told: Mapping[str, object]) -> Price:
    """Read a model's price: rates of tokens, or a price by the minute."""
    minute = told.get("minute")
    if minute is not None:
        return Price(minute=_amount(minute))
    audio = told.get("audio")
    return Price(_rate(_mapping(audio)) if audio is not None else None, _rate(_mapping(told["text"])))


def _amount(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < inf:
        raise ValueError(f"a price must be a number, 0 or more: {value}")
    return float(value)


def _rate(rate: Mapping[str, object]) -> Rate:
    return Rate(*(_amount(rate[name]) for name in ("input", "cached", "output")))


def _is_edition(model: str, name: str) -> bool:
    """Whether ``model`` is ``name`` itself or that name with a date behind it."""
    rest = model.removeprefix(name)
    return model == name or (rest != model and rest.startswith("-") and rest[1:].replace("-", "").isdigit())
