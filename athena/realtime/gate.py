"""When to ask for a response: never two at once, never over the candidate, never twice for one reason."""

from __future__ import annotations

from math import inf

AUTOMATIC_RESPONSE_S = 15.0
"""How long after a spoken turn the server may take to begin its own response before we ask for one."""


class ResponseGate:
    """Keeps account of the response that runs, the one asked for and the one wanted.

    Every reason to want a response is an item we sent. A response that begins after the server has
    acknowledged those items covers them, whoever asked for it.
    """

    def __init__(self) -> None:
        self.active: str | None = None
        self.in_flight = False
        self.wanted = False
        self.candidate_talking = False
        self._automatic_until: float | None = None
        self._unacknowledged: set[str] = set()
        self._covered = False
        self._held_until = -inf

    @property
    def quiet(self) -> bool:
        """Whether no response runs, is asked for, is wanted or is about to begin by itself."""
        return not (self.responding or self.wanted or self.candidate_talking)

    @property
    def responding(self) -> bool:
        """Whether the interviewer is at work on a response, as far as is known."""
        return self.active is not None or self.in_flight or self._automatic_until is not None

    def want(self, *item_ids: str) -> None:
        """Wish for a response to items just sent."""
        self.wanted, self._covered = True, False
        self._unacknowledged.update(item_ids)

    def acknowledged(self, item_id: str) -> None:
        """Note that the server holds an item."""
        self._unacknowledged.discard(item_id)

    def speech_started(self) -> None:
        """Note that the candidate talks: the response to it will come by itself."""
        self.candidate_talking, self._automatic_until = True, None

    def speech_stopped(self, now: float) -> None:
        """Note that the candidate's turn is over and the server will answer it."""
        self.candidate_talking, self._automatic_until = False, now + AUTOMATIC_RESPONSE_S

    def committed_by_hand(self) -> None:
        """Note that the candidate's turn was ended by hand: its response does not come by itself."""
        self.candidate_talking, self._automatic_until = False, None
        self.want()

    def hold(self, until: float) -> None:
        """Ask for nothing before a moment: a limit of the account is used up."""
        self._held_until = until

    def held_s(self, now: float) -> float:
        """Return for how many seconds nothing is asked for."""
        return max(0.0, self._held_until - now)

    def take(self, now: float) -> bool:
        """Return True exactly when ``response.create`` is to be sent now."""
        if self._automatic_until is not None and now >= self._automatic_until:
            self._automatic_until, self.wanted = None, True
        if not self.wanted or self.responding or self.candidate_talking or now < self._held_until:
            return False
        self.wanted, self.in_flight = False, True
        return True

    def created(self, response_id: str) -> bool:
        """Note that a response began; return whether it is one we asked for."""
        ours, self.in_flight = self.in_flight, False
        self.active, self._automatic_until = response_id, None
        if not self._unacknowledged:
            self.wanted, self._covered = False, True
        return ours

    def done(self, response_id: str) -> None:
        """Note that a response ended."""
        if self.active is None:
            self.in_flight, self._automatic_until = False, None
        if self.active == response_id:
            self.active = None

    def refused(self, now: float) -> None:
        """Note that a response ran already when we asked: ask again after it, unless it covers our reason."""
        if not self.in_flight:
            return
        self.in_flight, self.wanted = False, not self._covered
        if self.active is None:
            self._automatic_until = now + AUTOMATIC_RESPONSE_S

    def rejected(self) -> None:
        """Note that our request for a response was no good: it is not made again by itself."""
        self.in_flight = False

    def excused(self) -> None:
        """Wait for no acknowledgement any more: the server complained about an item."""
        self._unacknowledged.clear()

    def lost(self) -> bool:
        """Forget the connection, but not what is owed; return whether the interviewer owes a response."""
        self.wanted = not self.quiet
        self.active, self.in_flight = None, False
        self.candidate_talking, self._automatic_until = False, None
        self._unacknowledged.clear()
        return self.wanted
