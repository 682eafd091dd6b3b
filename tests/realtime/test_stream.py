from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK
from websockets.frames import Frame, Opcode

from athena.realtime.stream import Stream

LIMIT = 300_000
DAY = timedelta(days=1)
Handler = Callable[[ServerConnection], Awaitable[None]]


async def listened(handle: Handler, hear: Callable[[bytes], object]) -> None:
    """Connect to a server that does as told, and listen to the end."""
    async with serve(handle, "127.0.0.1", 0, compression=None) as server:
        port = server.sockets[0].getsockname()[1]
        url = f"ws://127.0.0.1:{port}"
        async with connect(url, create_connection=Stream, compression=None, max_size=LIMIT) as stream:
            assert isinstance(stream, Stream)
            await stream.listen(hear)


def heard_of(handle: Handler) -> list[bytes]:
    heard: list[bytes] = []
    with pytest.raises(ConnectionClosedOK):
        asyncio.run(listened(handle, heard.append))
    return heard


def test_messages_arrive_in_order_however_they_are_framed():
    sizes = [0, 1, 125, 126, 65_535, 65_536, 299_999]

    async def handle(server: ServerConnection) -> None:
        for size in sizes:
            await server.send(f"{size} ".ljust(size, "x"))
            await server.send([f"{size} ", "in ", "parts"])
            await server.ping()

    expected = [word for s in sizes for word in (f"{s} ".ljust(s, "x").encode(), f"{s} in parts".encode())]
    assert heard_of(handle) == expected


def test_what_comes_together_with_the_handshake_is_heard():
    async def handle(server: ServerConnection) -> None:
        pass

    class Hasty(ServerConnection):
        def send_data(self) -> None:
            if self.protocol.state.name == "OPEN" and not hasattr(self, "greeted"):
                self.greeted = True
                whole = Frame(Opcode.TEXT, b"at once").serialize(mask=False)
                self.protocol.writes = [b"".join(self.protocol.writes) + whole + whole[:3]]
                super().send_data()
                self.protocol.writes = [whole[3:]]
            super().send_data()

    async def hear_hasty(heard: list[bytes]) -> None:
        async with serve(handle, "127.0.0.1", 0, compression=None, create_connection=Hasty) as server:
            url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            async with connect(url, create_connection=Stream, compression=None) as stream:
                assert isinstance(stream, Stream)
                await stream.listen(heard.append)

    heard: list[bytes] = []
    with pytest.raises(ConnectionClosedOK):
        asyncio.run(hear_hasty(heard))
    assert heard == [b"at once", b"at once"]


def test_pings_are_answered_while_messages_are_heard():
    answered = []

    async def handle(server: ServerConnection) -> None:
        await server.send("before")
        answered.append(await (await server.ping()))
        await server.send("after")

    assert heard_of(handle) == [b"before", b"after"]
    assert answered


def test_a_message_that_is_too_long_ends_the_line():
    async def handle(server: ServerConnection) -> None:
        await server.send("x" * (LIMIT + 1))
        await server.wait_closed()

    with pytest.raises(ConnectionClosedError) as caught:
        asyncio.run(listened(handle, lambda _: None))
    assert caught.value.sent is not None
    assert caught.value.sent.code == 1009


def test_an_error_of_the_listener_ends_the_listening_with_that_error():
    async def handle(server: ServerConnection) -> None:
        await server.send("one")
        await server.wait_closed()

    def hear(message: bytes) -> None:
        raise LookupError(message.decode())

    with pytest.raises(LookupError, match="one"):
        asyncio.run(listened(handle, hear))


def test_a_line_that_breaks_in_the_middle_of_a_message_is_reported():
    async def handle(server: ServerConnection) -> None:
        await server.send("whole")
        server.transport.write(Frame(Opcode.TEXT, b"torn").serialize(mask=False)[:4])
        server.transport.close()

    heard: list[bytes] = []
    with pytest.raises(ConnectionClosedError):
        asyncio.run(listened(handle, heard.append))
    assert heard == [b"whole"]


def encrypting(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return how a server of this machine encrypts, and a client that trusts it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + DAY)
    alternative = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    signed = made.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    file = folder / "server.pem"
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(plain + signed.public_bytes(Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=signed.public_bytes(Encoding.PEM).decode())


def test_an_encrypted_line_is_heard_like_a_plain_one(tmp_path: Path) -> None:
    ours, theirs = encrypting(tmp_path)
    words = [f"{size} ".ljust(size, "x") for size in (1, 65_536, 299_999, 2)]

    async def handle(server: ServerConnection) -> None:
        for word in words:
            await server.send(word)

    async def hear(heard: list[bytes]) -> None:
        async with serve(handle, "127.0.0.1", 0, compression=None, ssl=ours) as server:
            url = f"wss://localhost:{server.sockets[0].getsockname()[1]}"
            async with connect(url, create_connection=Stream, compression=None, ssl=theirs) as stream:
                assert isinstance(stream, Stream)
                await stream.listen(heard.append)

    heard: list[bytes] = []
    with pytest.raises(ConnectionClosedOK):
        asyncio.run(hear(heard))
    assert heard == [word.encode() for word in words]
