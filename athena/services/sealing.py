"""Encrypted files: an AEAD over pieces, so that any length streams and no change goes unnoticed.

A file is a header and pieces. The header is a magic word and 16 random bytes (the salt); the file's own key
is derived from the operator's key and the salt by HKDF-SHA256. A piece is its length (4 bytes, big-endian),
then ChaCha20-Poly1305 over at most 64 KiB. The nonce is the piece's number (8 bytes) and whether it is the
last one (4 bytes); the header is authenticated with every piece. So no piece can be changed, left out, moved,
or taken from another file, and a file that was cut off has no last piece.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from athena.errors import InputError

MAGIC: Final = b"ATHENA-SEALED-1\n"
SALT_BYTES: Final = 16
HEADER_BYTES: Final = len(MAGIC) + SALT_BYTES
PIECE: Final = 64 * 1024
_TAG: Final = 16
_LENGTH: Final = 4
_TITLE: Final = "The file cannot be opened"
_WRONG: Final = (
    "It was encrypted with another key, or it was changed since. Check ATHENA_ENCRYPTION_KEY, or take "
    "another file."
)
_SHORT: Final = "It ends too soon: it was not written or copied to its end. Take another."
_OTHER: Final = "It is not a file that Athena encrypted."


def is_sealed(path: Path) -> bool:
    """Whether a file begins as an encrypted one does. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


class Sealer:
    """Writes one encrypted file piece by piece; what was written is safe on disk order by order."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        """Begin the file; ``key`` has 32 bytes."""
        self._file, self._number = file, 0
        self._header = MAGIC + os.urandom(SALT_BYTES)
        self._cipher = _cipher(key, self._header)
        file.write(self._header)

    def write(self, data: bytes, *, last: bool = False) -> None:
        """Add one piece of at most ``PIECE`` bytes; ``last`` ends the file."""
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), data, self._header)
        self._file.write(len(sealed).to_bytes(_LENGTH, "big") + sealed)
        self._number += 1


def seal(source: BinaryIO, target: BinaryIO, key: bytes) -> None:
    """Encrypt everything of ``source`` into ``target``."""
    sealer, piece = Sealer(target, key), source.read(PIECE)
    while len(following := source.read(PIECE)) > 0:
        sealer.write(piece)
        piece = following
    sealer.write(piece, last=True)


def unsealed(file: BinaryIO, key: bytes, *, cut_off: bool = False) -> Iterator[bytes]:
    """Yield what the pieces of an encrypted file hold, each checked before it is handed on.

    ``cut_off`` takes what there is of a file that was never ended. Raises InputError for another key, a
    change, and an end that comes too soon.
    """
    header = file.read(HEADER_BYTES)
    if not header.startswith(MAGIC) or len(header) < HEADER_BYTES:
        raise InputError(_OTHER, _TITLE)
    cipher, number, ended = _cipher(key, header), 0, False
    while not ended:
        sealed = _piece(file)
        if sealed is None and cut_off:
            return
        if sealed is None:
            raise InputError(_SHORT, _TITLE)
        plain, ended = _opened(cipher, number, sealed, header)
        if ended and file.read(1):
            raise InputError(_WRONG, _TITLE)
        yield plain
        number += 1


def _opened(cipher: ChaCha20Poly1305, number: int, sealed: bytes, header: bytes) -> tuple[bytes, bool]:
    for ended in (False, True):
        try:
            return cipher.decrypt(_nonce(number, last=ended), sealed, header), ended
        except InvalidTag:
            continue
    raise InputError(_WRONG, _TITLE)


def _piece(file: BinaryIO) -> bytes | None:
    """Return the next piece, None where the file ends before it does."""
    raw = file.read(_LENGTH)
    length = int.from_bytes(raw, "big")
    if len(raw) < _LENGTH:
        return None
    if not _TAG <= length <= PIECE + _TAG:
        raise InputError(_WRONG, _TITLE)
    sealed = file.read(length)
    return sealed if len(sealed) == length else None


def _cipher(key: bytes, header: bytes) -> ChaCha20Poly1305:
    derived = HKDF(SHA256(), length=32, salt=header[len(MAGIC) :], info=MAGIC).derive(key)
    return ChaCha20Poly1305(derived)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8, "big") + int(last).to_bytes(4, "big")
