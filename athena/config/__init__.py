"""Settings: one frozen object, read once from the environment and ``.env``."""

from athena.config.reading import read_settings
from athena.config.settings import ROOT, Settings

__all__ = ["ROOT", "Settings", "read_settings"]
