"""What is kept, where, how long, who reads it and what leaves the machine: in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from athena.config import Settings
from athena.domain.retention import WHAT, Kind

_MACHINE = "on the machine that runs Athena"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the notice: sentences that can stand alone."""

    title: str
    sentences: tuple[str, ...]


def kept(settings: Settings) -> list[tuple[str, str]]:
    """Return what is kept, and how long after its end; what cannot come about here is left out."""
    periods = settings.periods
    return [
        (what, periods.in_words(kind))
        for kind, what in WHAT.items()
        if kind is not Kind.AUDIO or settings.key is not None
    ]


def notice(settings: Settings) -> list[Section]:
    """Return the sections of the notice but for what is kept how long."""
    return [
        Section("Where it is, and how it is protected", tuple(_where(settings))),
        Section("Your voice", tuple(_voice(settings))),
        Section("Who can read it", tuple(_readers(settings))),
        Section("What leaves this machine", tuple(_leaving(settings))),
        Section("Your rights", tuple(_rights(settings))),
    ]


def _where(settings: Settings) -> Iterator[str]:
    yield f"Everything is in a database {_MACHINE}. The database itself is not encrypted by Athena."
    if settings.backup_folder:
        yield f"A backup is made every day. {_encrypted(settings)}"
    else:
        yield f"No backups are made by themselves; an administrator can make one. {_encrypted(settings)}"
    yield (
        f"Backups are kept {_for(settings, Kind.BACKUPS)}. Somebody who is erased is in older backups until "
        "those are removed, and is erased again when one is restored."
        if settings.key
        else f"Backups are kept {_for(settings, Kind.BACKUPS)}. Somebody who is erased is in older backups "
        "until those are removed."
    )
    yield "What is kept no longer is looked for every day, and cannot be read in the files after that."
    if settings.with_accounts:
        yield "Passwords and the links of invitations are not kept: only what they can be checked by."
        yield "One cookie, athena_session, keeps you signed in. Nobody follows you with it."


def _encrypted(settings: Settings) -> str:
    return "Backups are encrypted." if settings.key else "Backups are not encrypted."


def _voice(settings: Settings) -> Iterator[str]:
    yield "What you say is written down while you speak, and the words are kept. The sound is not."
    if settings.key is not None:
        yield (
            "The one exception: an interview whose invitation says that sound is stored. You are told "
            "before it begins, the recording is encrypted, has your microphone alone, and is kept "
            f"{_for(settings, Kind.AUDIO)}. Who listens to it is noted."
        )


def _readers(settings: Settings) -> Iterator[str]:
    if not settings.with_accounts:
        yield (
            "Athena runs without accounts for whoever sits at this machine: anybody who can open this page "
            "can read everything."
        )
        return
    yield "You can read your own results and take everything about you along."
    yield "Managers and administrators can read interviews with names, transcripts and scores."
    if settings.analysts_see_names:
        yield "Analysts can read interviews with names, and figures over all of them."
    else:
        yield "Analysts see figures and scores under pseudonyms, and none of your words."
    yield "Other candidates see nothing of yours."
    yield "Who signed in, listened, exported, changed a score or erased something is in an audit log."


def _leaving(settings: Settings) -> Iterator[str]:
    found = [*_to_models(settings), *_to_others(settings)]
    if not found:
        yield "Nothing. Interviewer, recognition of speech, voice and scoring are part of this machine."
    yield from found


def _to_models(settings: Settings) -> Iterator[str]:
    if settings.chosen_engine == "openai":
        whom = _host(settings.openai_base_url, "OpenAI")
        yield (
            f"Interviews are conducted by a model of {whom}: what you say and type in them is sent there as "
            "sound and as text. Your name and your Employee ID are not. An interview can be set to stay on "
            "this machine; then nothing of it is sent."
        )
    if settings.second_reading:
        whom = _host(settings.openai_base_url, "OpenAI")
        yield (
            f"After an interview a text model of {whom} reads the answers once more: questions and answers "
            "are sent, your name and Employee ID are not."
        )


def _to_others(settings: Settings) -> Iterator[str]:
    if settings.judge0_url or settings.judge0_api_key:
        whom = _host(settings.judge0_url, "Judge0 at RapidAPI")
        yield f"Python programs are run by {whom}: the program and its tests are sent, nothing about you is."
    if settings.webhook_url:
        yield (
            f"When an invited interview has ended, {_host(settings.webhook_url, '')} is told: whose it was, "
            "how it ended, and the overall score."
        )
    if settings.provider:
        whom = _host(settings.provider.issuer, "")
        yield f"Signing in can lead over {whom}, which learns that you sign in."
    if settings.ice_servers:
        yield "For the sound line your browser asks servers set by the operator, which learn its address."


def _rights(settings: Settings) -> Iterator[str]:
    yield "You can ask what is kept of you, take it along, have it corrected, and have it erased."
    yield (
        "An AI conducts the interview and proposes scores with reasons and the words they rest on. A person "
        "can look at every score and change it, and you can ask for that."
    )
    if settings.contact:
        yield f"Write to {settings.contact}."
    else:
        yield "Ask whoever invited you, or the operator of this machine."


def _for(settings: Settings, kind: Kind) -> str:
    words = settings.periods.in_words(kind)
    return f"for {words}" if settings.periods.days[kind] else "until somebody removes them"


def _host(address: str | None, otherwise: str) -> str:
    return (urlsplit(address).hostname if address else None) or otherwise
