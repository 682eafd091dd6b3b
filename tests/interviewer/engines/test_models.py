from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from athena.errors import ModelError
from athena.interviewer.engines.models import verify, voice_file, whisper_folder


def pinned(folder: Path) -> dict[str, str]:
    (folder / "model.bin").write_bytes(b"weights")
    return {"model.bin": hashlib.sha256(b"weights").hexdigest()}


def test_the_pinned_file_passes(tmp_path: Path) -> None:
    verify(tmp_path, pinned(tmp_path))


def test_a_changed_file_is_refused_by_name(tmp_path: Path) -> None:
    pins = pinned(tmp_path)
    (tmp_path / "model.bin").write_bytes(b"other weights")
    with pytest.raises(ModelError, match=r"model\.bin is not the one"):
        verify(tmp_path, pins)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.bin cannot be read"):
        verify(tmp_path, {"model.bin": "0" * 64})


def test_the_packaged_models_are_the_pinned_ones() -> None:
    assert (whisper_folder() / "model.bin").is_file()
    assert voice_file().is_file()


def test_a_folder_of_ones_own_must_be_complete(tmp_path: Path) -> None:
    (tmp_path / "model.bin").touch()
    with pytest.raises(ModelError, match=r"WHISPER_MODEL: .* lacks config\.json, tokenizer\.json"):
        whisper_folder(tmp_path)


def test_a_complete_folder_of_ones_own_is_taken(tmp_path: Path) -> None:
    for name in ("config.json", "model.bin", "tokenizer.json"):
        (tmp_path / name).touch()
    assert whisper_folder(tmp_path) == tmp_path


def test_a_voice_of_ones_own_needs_its_description_beside_it(tmp_path: Path) -> None:
    voice = tmp_path / "ann.onnx"
    voice.touch()
    with pytest.raises(ModelError, match=r"VOICE_MODEL: .* lacks ann\.onnx\.json"):
        voice_file(voice)


def test_a_complete_voice_of_ones_own_is_taken(tmp_path: Path) -> None:
    voice = tmp_path / "ann.onnx"
    voice.touch()
    (tmp_path / "ann.onnx.json").touch()
    assert voice_file(voice) == voice
