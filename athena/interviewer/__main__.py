"""``python -m athena.interviewer``: the embedded interviewer as a program of its own."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.errors import AthenaError
from athena.interviewer.engines import Engines, EngineSettings, FairPool, load_engines
from athena.interviewer.faculties import Faculties
from athena.interviewer.policy import reply
from athena.interviewer.server import bind, listening


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop; return the exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        with bind(options.host, options.port) as address:
            _interview(options, address)
    except AthenaError as error:
        print(f"{error.title}: {error.message}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _interview(options: argparse.Namespace, address: socket.socket) -> None:
    pool = FairPool()
    try:
        faculties = Faculties(reply, load_bank(options.bank), _engines(options), options.seed, pool)
        asyncio.run(_serve(faculties, address, exit_with_parent=options.exit_with_parent))
    finally:
        pool.close()


async def _serve(faculties: Faculties, address: socket.socket, *, exit_with_parent: bool) -> None:
    stop = _stop_event(exit_with_parent=exit_with_parent)
    async with listening(faculties, address) as url:
        print(json.dumps({"listening": url}), flush=True)
        await stop.wait()


def _engines(options: argparse.Namespace) -> Engines | None:
    if options.text_only:
        return None
    return load_engines(
        EngineSettings(
            whisper_model=options.whisper_model, voice_model=options.voice_model, threads=options.threads
        )
    )


def _stop_event(*, exit_with_parent: bool) -> asyncio.Event:
    """Return an event that a signal sets, or the end of standard input."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows stops a console program by itself
            loop.add_signal_handler(signal_number, stop.set)

    def watch() -> None:
        sys.stdin.buffer.read()
        with suppress(RuntimeError):  # the loop may have ended first
            loop.call_soon_threadsafe(stop.set)

    if exit_with_parent:
        threading.Thread(target=watch, name="parent", daemon=True).start()
    return stop


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("athena.interviewer", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port to listen on; 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--bank", type=Path, default=DEFAULT_FOLDER, help="folder of question files")
    parser.add_argument("--seed", type=int, default=0, help="choice of questions where the plan names none")
    parser.add_argument("--text-only", action="store_true", help="no speech models: text in, text out")
    parser.add_argument("--threads", type=int, default=0, help="processor threads of one speech job")
    parser.add_argument("--whisper-model", type=Path, help="folder of another Whisper model (CTranslate2)")
    parser.add_argument("--voice-model", type=Path, help="another Piper voice (.onnx)")
    parser.add_argument("--exit-with-parent", action="store_true", help="stop when standard input ends")
    return parser


if __name__ == "__main__":
    sys.exit(main())
