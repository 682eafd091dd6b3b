"""The second reading: when an interview has ended, another evaluator reads its answers, in the background."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import Queue

from athena.domain.access import LOCAL
from athena.errors import AthenaError
from athena.services.evaluators import NewEvaluator
from athena.services.rescoring import Rescoring

logger = logging.getLogger(__name__)


class SecondReading:
    """Reads ended interviews one after the other in a thread of its own.

    ``new_evaluator`` makes the evaluator of one session, with a budget of its own. Until the reading is done
    the offline evaluation counts; an answer is read once for the words it has. ``then`` is told each session
    that was read.
    """

    def __init__(
        self,
        rescoring: Rescoring,
        new_evaluator: NewEvaluator,
        then: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._rescoring = rescoring
        self._new_evaluator = new_evaluator
        self._then = then
        self._waiting: Queue[str | None] = Queue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._read_all, name="second-reading", daemon=True)
        self._thread.start()

    def resume(self) -> None:
        """Have the interviews read whose reading was interrupted; returns at once."""
        for session_id in self._rescoring.unread():
            self.submit(session_id)

    def submit(self, session_id: str) -> None:
        """Have an ended interview read; returns at once."""
        self._waiting.put(session_id)

    def wait(self) -> None:
        """Return when everything submitted so far was read."""
        self._waiting.join()

    def close(self, timeout: float = 2.0) -> None:
        """Read no further interview; one that is being read gets ``timeout`` seconds to end."""
        self._closing.set()
        self._waiting.put(None)
        self._thread.join(timeout)

    def _read_all(self) -> None:
        while (session_id := self._waiting.get()) is not None:
            if not self._closing.is_set():
                self._read(session_id)
            self._waiting.task_done()

    def _read(self, session_id: str) -> None:
        try:
            evaluator = self._new_evaluator(session_id)
            self._rescoring.rescore(LOCAL, session_id, evaluator, unread_only=True)
            if not self._closing.is_set():
                self._then(session_id)
        except AthenaError as error:
            logger.warning("The second reading of %s failed: %s", session_id, error.message)
