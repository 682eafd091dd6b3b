"""Everything a request passes before a page or a route sees it, from the outside in."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware import Middleware

from athena.config import Settings
from athena.web.alone import Alone
from athena.web.bodies import Bodies
from athena.web.failures import Failures
from athena.web.gate import Gate
from athena.web.headers import Headers
from athena.web.hosts import Hosts
from athena.web.limits import Rates, Sizes, Sockets
from athena.web.metrics import Counters, Counting, Gauge, Metrics
from athena.web.visitors import address_of, is_secure, visitor


def guards(
    settings: Settings,
    *,
    digests: Sequence[str] = (),
    gauges: Sequence[Gauge] = (),
) -> list[Middleware]:
    """Return the middleware of the app.

    ``digests`` (``sha256-…``) are those of the inline scripts in Streamlit's own page; ``gauges`` are shown
    among the metrics.
    """
    counters = Counters()
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    upload_bytes = settings.max_upload_mb * 1024 * 1024
    return [
        Middleware(Counting, counters=counters),
        Middleware(Headers, secure=is_secure, digests=digests),
        Middleware(Failures),
        *([] if settings.with_accounts else [Middleware(Alone)]),
        Middleware(Sizes),
        Middleware(Hosts, names=settings.names),
        Middleware(Rates, per_minute=settings.requests_per_minute, address=address_of),
        Middleware(Sockets, address=address_of),
        Middleware(Metrics, token=token, counters=counters, gauges=gauges),
        Middleware(Gate, visitor=visitor if settings.with_accounts else None),
        Middleware(Bodies, upload_bytes=upload_bytes, seconds=settings.request_seconds),
    ]
