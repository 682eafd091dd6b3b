from __future__ import annotations

import pytest

from athena.errors import CapacityError
from athena.services.openings import Openings


def test_one_opening_too_many_is_told_how_long_to_wait() -> None:
    openings = Openings(2, 60.0, now=iter((0.0, 0.0, 10.0, 10.0, 30.5)).__next__)
    openings.count()
    openings.count()
    with pytest.raises(CapacityError, match="try again in 30 seconds"):
        openings.count()
