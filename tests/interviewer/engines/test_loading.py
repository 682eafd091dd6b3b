from __future__ import annotations

from pathlib import Path

import pytest

from athena.errors import ModelError
from athena.interviewer.engines import Engines, EngineSettings, load_engines

pytestmark = pytest.mark.speech


def test_every_session_gets_an_ear_of_its_own(engines: Engines) -> None:
    assert engines.new_vad() is not engines.new_vad()


def test_a_recognition_model_that_is_none_is_refused(tmp_path: Path) -> None:
    for name in ("config.json", "model.bin", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ModelError, match="recognition model"):
        load_engines(EngineSettings(whisper_model=tmp_path))


def test_a_voice_that_is_none_is_refused(tmp_path: Path) -> None:
    voice = tmp_path / "ann.onnx"
    voice.write_bytes(b"no voice at all")
    (tmp_path / "ann.onnx.json").write_text("{}")
    with pytest.raises(ModelError, match=r"ann\.onnx cannot be loaded"):
        load_engines(EngineSettings(voice_model=voice))


def test_threads_are_as_many_as_set_or_a_few() -> None:
    assert EngineSettings(threads=7).job_threads == 7
    assert 1 <= EngineSettings().job_threads <= 4
