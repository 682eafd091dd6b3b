"""A form is handled beside the event loop, and what fails is shown on the form."""

from __future__ import annotations

import asyncio
import threading

import httpx2 as httpx
from starlette.applications import Starlette

from athena.web.routes import routes
from tests.web.fakes import FakeApp
from tests.web.people import form_token


class WaitingHasher:
    """Compares passwords when it is let: until then it holds its thread."""

    decoy = "nobody's"

    def __init__(self) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()

    def hash(self, password: str) -> str:
        return password

    def fits(self, password: str, hashed: str) -> bool:
        self.asked.set()
        return self.go_on.wait(20) and password == hashed


def test_others_are_answered_while_a_password_is_checked(app: FakeApp) -> None:
    app.add_person("E1")
    hasher = app.use_hasher(WaitingHasher())

    async def visit() -> tuple[int, int]:
        transport = httpx.ASGITransport(Starlette(routes=routes(lambda: 0)))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as browser:
            fields = {"form_token": form_token(await browser.get("/account/sign-in")), "employee_id": "E1"}
            waiting = asyncio.create_task(browser.post("/account/sign-in", data=fields))
            await asyncio.to_thread(hasher.asked.wait, 20)
            health = await browser.get("/health")
            hasher.go_on.set()
            return health.status_code, (await waiting).status_code

    assert asyncio.run(visit()) == (200, 401)
