"""Speech recognition by Whisper (CTranslate2), tuned for spoken answers about SQL."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel

from athena.domain.term_correction import correct_terms
from athena.errors import ModelError
from athena.interviewer.engines.pieces import cut_in_pieces
from athena.interviewer.ports import Recognised, Samples, VoiceActivity

NOTHING = Recognised("", -10.0)

_NOISE = -1.0  # mean log-probability below which a segment is no speech
_REMEMBERED = 32


class WhisperRecogniser:
    """Turns speech into text; one model shared by all sessions, called from worker threads.

    Answers longer than Whisper's 30 s window are decoded in pieces cut at pauses. Pieces are remembered, so
    that decoding a growing answer again costs its last piece only. Misheard SQL terms are put right.
    """

    def __init__(
        self,
        folder: Path,
        new_vad: Callable[[], VoiceActivity],
        threads: int = 2,
        workers: int = 1,
        correct: Callable[[str], str] = correct_terms,
        beam_size: int = 5,
    ) -> None:
        logging.getLogger("faster_whisper").setLevel(logging.WARNING)
        try:
            self._model = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads,
                num_workers=workers,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"The recognition model in {folder} cannot be loaded: {error}") from error
        self._new_vad = new_vad
        self._correct = correct
        self._beam_size = beam_size
        self._known: OrderedDict[bytes, Recognised] = OrderedDict()
        self._lock = threading.Lock()

    def recognise(self, samples: Samples, prompt: str) -> Recognised:
        """Return the text of ``samples`` (16 kHz mono, -1..1); ``prompt`` is a sentence of likely words."""
        heard = [self._piece(piece, prompt) for piece in cut_in_pieces(samples, self._new_vad)]
        heard = [piece for piece in heard if piece.text]
        if not heard:
            return NOTHING
        confidence = float(np.mean([piece.confidence for piece in heard]))
        return Recognised(self._correct(" ".join(piece.text for piece in heard)), confidence)

    def _piece(self, samples: Samples, prompt: str) -> Recognised:
        key = hashlib.sha256(samples.tobytes() + prompt.encode()).digest()
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = self._decode(samples, prompt)
            with self._lock:
                self._known[key] = known
                while len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        return known

    def _decode(self, samples: Samples, prompt: str) -> Recognised:
        segments, _ = self._model.transcribe(
            samples,
            language="en",
            beam_size=self._beam_size,
            initial_prompt=prompt or None,
            temperature=[0.0, 0.4],
            compression_ratio_threshold=2.0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        speech = [segment for segment in segments if segment.avg_logprob >= _NOISE and segment.text.strip()]
        if not speech:
            return NOTHING
        confidence = float(np.mean([segment.avg_logprob for segment in speech]))
        return Recognised(" ".join(segment.text.strip() for segment in speech), confidence)
