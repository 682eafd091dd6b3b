"""The thread that takes messages to another system, one after the other."""

from __future__ import annotations

import logging
import threading
from typing import Final

import httpx2

from athena.errors import StoreError
from athena.services.webhooks import Message, Webhooks

TIME_LIMIT_S: Final = 10.0
"""How long a try may take altogether."""
_TROUBLED_S: Final = 60.0

logger = logging.getLogger(__name__)


class Courier:
    """Delivers what is due until it is closed; whatever is left is delivered after the next start.

    Redirects are not followed and answers not read: a status is all that counts.
    """

    def __init__(self, webhooks: Webhooks, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._webhooks, self._time_limit_s = webhooks, time_limit_s
        self._changed = threading.Condition()
        self._news = True
        self._closing = False
        self._thread: threading.Thread | None = None
        webhooks.on_queued = self.wake
        if webhooks.configured:
            self._thread = threading.Thread(target=self._run, name="athena-courier", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Have it look for messages that are due; returns at once."""
        with self._changed:
            self._news = True
            self._changed.notify()

    def close(self, timeout: float = 2.0) -> None:
        """Begin no further delivery; one under way gets ``timeout`` seconds to end."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        wait_s: float | None = 0.0
        while self._wait(wait_s):
            try:
                if message := self._webhooks.next_message():
                    self._webhooks.tried(message.delivery, *self._send(message))
                wait_s = self._webhooks.wait_s()
            except StoreError as error:
                if not self._closing:
                    logger.warning("Messages to other systems wait: %s", error.message)
                wait_s = _TROUBLED_S

    def _wait(self, wait_s: float | None) -> bool:
        """Wait so many seconds (None: for ever) or until there is news; False when the courier closes."""
        with self._changed:
            if not self._news and not self._closing and wait_s != 0:
                self._changed.wait(wait_s)
            self._news = False
            return not self._closing

    def _send(self, message: Message) -> tuple[int | None, str]:
        """Return the HTTP status of the answer, or None and why there is none."""
        with httpx2.Client(timeout=self._time_limit_s, follow_redirects=False) as client:
            alarm = threading.Timer(self._time_limit_s, client.close)
            alarm.daemon = True
            alarm.start()
            try:
                url = self._webhooks.url or ""
                with client.stream("POST", url, content=message.body, headers=message.headers) as answer:
                    return answer.status_code, ""
            except (httpx2.HTTPError, httpx2.InvalidURL, RuntimeError, OSError) as error:
                logger.warning(
                    "Message %s was not delivered: %s", message.delivery.delivery_id, type(error).__name__
                )
                return None, f"No answer ({type(error).__name__})"
            finally:
                alarm.cancel()
