"""How two results of a query are compared: what counts, what does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Comparison:
    """What makes two results equal.

    ``order`` "auto" lets the reference's ORDER BY decide; ``columns`` "any" accepts the columns in
    another order; ``duplicates`` "set" does not count how often a row appears; ``tolerance`` is relative.
    """

    order: Literal["auto", "required", "ignored"] = "auto"
    columns: Literal["position", "any"] = "position"
    duplicates: Literal["bag", "set"] = "bag"
    column_names: Literal["ignored", "required"] = "ignored"
    tolerance: float = 1e-6
