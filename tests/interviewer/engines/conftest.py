from __future__ import annotations

import pytest

from athena.interviewer.engines import Engines, EngineSettings, load_engines
from tests.spoken import Clip, clips


@pytest.fixture(scope="session")
def engines() -> Engines:
    """The real models, loaded once."""
    return load_engines(EngineSettings(threads=2))


@pytest.fixture(scope="session")
def answers() -> list[Clip]:
    """Every recorded answer."""
    return clips()
