"""The microphone's page as an app of its own, with an account of what is alive in its process."""

from __future__ import annotations

import asyncio
import threading

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from athena.ui.voice.line import open_lines
from tests.browser.echo import ECHO


async def alive(_request: Request) -> JSONResponse:
    return JSONResponse(
        {
            "threads": sorted(thread.name for thread in threading.enumerate()),
            "tasks": sorted(task.get_name() + ":" + repr(task.get_coro()) for task in asyncio.all_tasks()),
            "lines": open_lines(),
            "heard_bytes": ECHO.heard_bytes,
            "loudest": ECHO.loudest,
        }
    )


app = st.App("media_shell.py", routes=[Route("/alive", alive)])
