"""What the evaluations of one session may cost: a number of calls and an amount of money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    input: float
    output: float


CEILING: Final = Price(input=5.0, output=30.0)
"""What tokens are counted at while nothing cheaper is known: rather stop early than overspend."""

CALLS: Final = 24


@dataclass(slots=True)
class Budget:
    """What is left of a session's budget; used by one thread."""

    usd: float
    calls: int = CALLS
    price: Price = CEILING

    @property
    def left(self) -> bool:
        """Whether another call may be made."""
        return self.calls > 0 and self.usd > 0

    def begin(self) -> None:
        """Count a call that is made now."""
        self.calls -= 1

    def spend(self, input_tokens: int, output_tokens: int) -> None:
        """Count the tokens a call was billed for."""
        self.usd -= (input_tokens * self.price.input + output_tokens * self.price.output) / 1_000_000

    def give_up(self) -> None:
        """Allow no further call: the service refuses whatever is sent."""
        self.calls = 0
