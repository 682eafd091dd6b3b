"""A page with a form, as an endpoint: it is shown, taken, and shown again with what is wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from athena import bootstrap
from athena.errors import AthenaError
from athena.web.forms import Form, read_form
from athena.web.rendering import go_to

_WORKERS = ThreadPoolExecutor(2, "account-forms")
"""Hashing a password takes a core for a fifth of a second: a flood of forms waits here, and nobody else."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """Two functions that may block: ``show`` a form (as it was filled in, with an error), ``take`` it.

    ``take`` raises AthenaError for what the form is shown again with. Without accounts all lead to the start.
    """

    show: Callable[[Request, Form, AthenaError | None], Response]
    take: Callable[[Request, Form], Response]

    async def endpoint(self, request: Request) -> Response:
        """Answer GET and POST."""
        if not bootstrap.current().settings.with_accounts:
            return go_to("/")
        if request.method != "POST":
            return await asyncio.to_thread(self.show, request, {}, None)
        try:
            form = await read_form(request)
        except AthenaError as error:
            return await asyncio.to_thread(self.show, request, {}, error)
        return await asyncio.get_running_loop().run_in_executor(_WORKERS, self._answer, request, form)

    def _answer(self, request: Request, form: Form) -> Response:
        try:
            return self.take(request, form)
        except AthenaError as error:
            return self.show(request, form, error)
