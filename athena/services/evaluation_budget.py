"""What the evaluations of one session may cost: a number of calls and an amount of money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from athena.domain.cost import Price, Rate, cost_usd

CEILING: Final = Price(text=Rate(input=5.0, cached=5.0, output=30.0))
"""What tokens are counted at where a model's price is not known: rather stop early than overspend."""

CALLS: Final = 24


@dataclass(slots=True)
class Budget:
    """What is left of a session's budget in US dollars; used by one thread."""

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

    def spend(self, usage: Mapping[str, object]) -> None:
        """Count the tokens a call was billed for, as the Responses API tells them."""
        self.usd -= cost_usd(usage, self.price) or 0.0

    def give_up(self) -> None:
        """Allow no further call: the service refuses whatever is sent."""
        self.calls = 0
