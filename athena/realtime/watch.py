"""When a line is given up: the server fell silent when it should speak, or its session is soon too old."""

from __future__ import annotations

from athena.realtime.exchange import Exchange

STALLED_S = 30.0
"""How long a server may be silent in the middle of a response."""
CONFIGURED_S = 10.0
"""How long a server may take to accept the configuration."""
RENEW_S = 55 * 60.0
"""How old a line may grow before a quiet moment is used to renew it: a session in the cloud lives an hour."""
RENEWAL = "the session is renewed before the server ends it"


def watch_line(exchange: Exchange) -> None:
    """Give up a line on which nothing comes although the server is to say something."""
    if exchange.online and not exchange.gate.responding:
        return
    if exchange.now() - exchange.event_at > (STALLED_S if exchange.online else CONFIGURED_S):
        exchange.redial("no word from the server when it should speak")


def renew_line(exchange: Exchange, *, quiet: bool) -> None:
    """Change to a new line between two responses, while nobody speaks; nobody hears anything of it."""
    if quiet and exchange.online and exchange.now() - exchange.linked_at > RENEW_S:
        exchange.redial(RENEWAL, planned=True)
