"""Start-up, shut-down and the routes beside the pages."""

from __future__ import annotations

import asyncio
import gc
import importlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from athena import bootstrap
from athena.ui.voice import line


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Make the app before the first visitor comes, and close it after the last has gone."""
    await asyncio.to_thread(bootstrap.current)
    await asyncio.to_thread(warm_up)
    try:
        yield {}
    finally:
        line.close_all()
        await asyncio.to_thread(bootstrap.close_current)
        gc.unfreeze()  # what the libraries hold is given back before the program ends


def warm_up() -> None:
    """Import now what the first visitor would wait for, and keep it out of every later collection.

    The frame alone names the pages: without the first line here, a first visitor who comes by the address of
    a page would be shown that file of ``pages/`` without the frame.
    """
    PagesManager.uses_pages_directory = False
    for name in ("pandas", "altair"):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


async def health(_request: Request) -> JSONResponse:
    """Say that the process answers, and how much it carries."""
    return JSONResponse({"status": "ok", "voices": line.open_lines()})


def boot_scripts() -> list[str]:
    """Return the digests of the inline scripts in Streamlit's own page, as a content policy names them."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_bytes()
    scripts = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    return [f"sha256-{b64encode(sha256(script).digest()).decode()}" for script in scripts]


routes = [Route("/health", health)]
