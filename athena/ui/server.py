"""Start-up and shut-down."""

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

from streamlit import file_util, net_util
from streamlit.config import get_option
from streamlit.runtime.pages_manager import PagesManager

from athena import bootstrap
from athena.config import Settings, read_settings
from athena.config.access import ANY_ADDRESS, LOOPBACK
from athena.services.first_run import check_reach, opening_words
from athena.ui.voice import line

ANY = "0.0.0.0"  # noqa: S104 (what Streamlit binds to when it is told nothing)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Make the app before the first visitor comes, and close it after the last has gone."""
    await asyncio.to_thread(_open)
    await asyncio.to_thread(warm_up)
    try:
        yield {}
    finally:
        line.close_all()
        await asyncio.to_thread(bootstrap.close_current)
        gc.unfreeze()  # what the libraries hold is given back before the program ends


def _open() -> None:
    """Make the app, unless strangers could use it, and say in the terminal how to make the first account."""
    check_reach(read_settings(), get_option("server.address") or ANY)
    stay_here()
    app = bootstrap.current()
    for words in opening_words(app.settings, app.desk.credentials, address(app.settings)):
        print(words, flush=True)


def stay_here() -> None:
    """Keep Streamlit from asking a service on the internet for this machine's address.

    It would for every connection under a name that is not localhost, to compare the page's origin with it.
    """
    net_util._external_ip = ""


def address(settings: Settings) -> str:
    """Return the address people reach this server by."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = get_option("server.address") or ANY
    scheme = "https" if get_option("server.sslCertFile") else "http"
    name = "localhost" if host in {*LOOPBACK, *ANY_ADDRESS} else host
    return f"{scheme}://{name}:{get_option('server.port')}"


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


def boot_scripts() -> list[str]:
    """Return the digests of the inline scripts in Streamlit's own page, as a content policy names them."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_bytes()
    scripts = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    return [f"sha256-{b64encode(sha256(script).digest()).decode()}" for script in scripts]
