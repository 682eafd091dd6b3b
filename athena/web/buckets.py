"""How often somebody may ask: a bucket for each, which empties with every request and fills up again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Final

_REMEMBERED: Final = 50_000


class Buckets:
    """Token buckets by name, ``per_minute`` each; thread-safe, and never larger than ``remembered`` names.

    A bucket is full at first, so that a page may ask for all it needs at once. ``clock`` returns seconds.
    """

    def __init__(
        self,
        per_minute: float,
        clock: Callable[[], float] = time.monotonic,
        remembered: int = _REMEMBERED,
    ) -> None:
        self._capacity, self._rate = max(1.0, per_minute), per_minute / 60
        self._clock, self._remembered = clock, remembered
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Take one token; return 0.0, or the seconds until there is one."""
        with self._lock:
            now = self._clock()
            left, then = self._buckets.pop(name, (self._capacity, now))
            left = min(self._capacity, left + (now - then) * self._rate)
            wait = 0.0 if left >= 1 else (1 - left) / self._rate
            self._buckets[name] = (left if wait else left - 1, now)
            if len(self._buckets) > self._remembered:
                self._buckets.popitem(last=False)
            return wait


def neighbourhood(address: str) -> str:
    """Return what an address is counted by: an IPv4 address itself, the /64 network of an IPv6 one."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(IPv6Address(int(ip) >> 64 << 64))
