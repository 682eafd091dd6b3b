"""Loads the three engines once, checked and warm: the first word of an interview waits for nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from athena.interviewer.engines.models import vad_file, voice_file, whisper_folder
from athena.interviewer.ports import Recogniser, Synthesiser, VoiceActivity

_MOST_THREADS = 4  # more gain nothing with models this small


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Which models to load and how much of the machine they may use.

    ``whisper_model`` is a folder in CTranslate2 format, ``voice_model`` a Piper ``.onnx`` file; None takes
    the packaged one. ``threads`` is per job (0: the cores there are, four at most), ``workers`` how many jobs
    run at once. ``sql_name`` is how the voice calls SQL: "sequel" or "letters".
    """

    whisper_model: Path | None = None
    voice_model: Path | None = None
    threads: int = 0
    workers: int = 2
    sql_name: str = "sequel"

    @property
    def job_threads(self) -> int:
        """The threads one job may use."""
        return self.threads or min(_MOST_THREADS, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Engines:
    """The loaded engines: a new ear for each session, recogniser and synthesiser shared by all."""

    new_vad: Callable[[], VoiceActivity]
    recogniser: Recogniser
    synthesiser: Synthesiser


def load_engines(settings: EngineSettings | None = None) -> Engines:
    """Load, check and warm the models (about two seconds); ModelError says which is missing or changed."""
    from athena.interviewer.engines.piper import PiperVoice
    from athena.interviewer.engines.vad import SileroVad
    from athena.interviewer.engines.whisper import WhisperRecogniser

    settings = settings or EngineSettings()
    new_vad = partial(SileroVad, vad_file())
    folder, voice = whisper_folder(settings.whisper_model), voice_file(settings.voice_model)
    recogniser = WhisperRecogniser(folder, new_vad, settings.job_threads, settings.workers)
    engines = Engines(new_vad, recogniser, PiperVoice(voice, settings.job_threads, settings.sql_name))
    _warm(engines)
    return engines


def _warm(engines: Engines) -> None:
    engines.new_vad().probability(bytes(1024))
    engines.recogniser.recognise(np.zeros(16_000, np.float32), "In this SQL interview we talk about joins.")
    engines.synthesiser.speak("Athena is ready.")
