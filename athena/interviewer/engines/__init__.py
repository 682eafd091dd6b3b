"""The speech models behind the interviewer's ears and voice; all of them are on this machine."""

from athena.interviewer.engines.loading import Engines, EngineSettings, load_engines
from athena.interviewer.engines.pool import FairPool
from athena.interviewer.engines.prompting import recognition_prompt

__all__ = ["EngineSettings", "Engines", "FairPool", "load_engines", "recognition_prompt"]
