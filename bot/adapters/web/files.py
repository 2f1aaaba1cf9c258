"""Files of the web chat on disk: what people send and what they are sent, under names that nobody can guess."""

import asyncio
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import anyio

LARGEST = 10 * 1024 * 1024
_REFERENCE = re.compile(r"[0-9a-f]{40}")
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,100}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]")
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


class TooLarge(Exception):
    """A file over 10 MB."""


def picture(head: bytes) -> str:
    """The media type of a picture that a browser may show, by its first bytes; "" for anything else."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _PICTURES if head.startswith(magic)), "")


def media_type(claimed: str, head: bytes) -> str:
    """What a file is: a picture only when its bytes say so."""
    claimed = claimed.partition(";")[0].strip().lower()
    honest = bool(_TYPE.fullmatch(claimed)) and claimed not in {kind for _, kind in _PICTURES}
    return picture(head) or (claimed if honest else "application/octet-stream")


def safe_name(name: str) -> str:
    """A file name without folders and control characters, at most 120 characters, its ending kept."""
    name = _UNPRINTABLE.sub("_", name).strip(". ") or "file"
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= 120 else f"{stem[:100]}{dot}{ending[:16]}" if dot else name[:120]


class Files:
    """A folder of files named by reference: 40 hexadecimal digits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, reference: str) -> Path:
        """Where a file lies; ValueError for what is no reference of ours."""
        if not _REFERENCE.fullmatch(reference):
            message = "no reference of a web chat file"
            raise ValueError(message)
        return self._folder / reference

    async def keep(self, data: bytes) -> str:
        """Write a file that we send and return its reference."""
        return await self.receive(secrets.token_hex(20), _one(data))

    async def receive(self, token: str, chunks: AsyncIterator[bytes]) -> str:
        """Write a stream under the reference that `token` yields, whole or not at all; TooLarge above 10 MB."""
        reference = hashlib.sha256(token.encode()).hexdigest()[:40]
        await asyncio.to_thread(self._folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        part = self._folder / f"{reference}.{secrets.token_hex(4)}"
        try:
            await _write(part, chunks)
            await asyncio.to_thread(part.replace, self.path(reference))
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)
        return reference

    async def head(self, reference: str) -> tuple[int, bytes]:
        """The size in bytes of a file and its first 16 bytes."""
        async with await anyio.open_file(self.path(reference), "rb") as file:
            first = await file.read(16)
            return await file.seek(0, os.SEEK_END), first

    async def exchange(self, reference: str, data: bytes) -> None:
        """Put other bytes in the place of a file, whole or not at all; nothing where it is gone already."""
        path = self.path(reference)
        part = path.with_name(f"{reference}.{secrets.token_hex(4)}")
        try:
            if await asyncio.to_thread(path.is_file):
                await _write(part, _one(data))
                await asyncio.to_thread(part.replace, path)
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)

    async def remove(self, reference: str) -> None:
        """Delete a file that may be gone already."""
        await asyncio.to_thread(self.path(reference).unlink, missing_ok=True)


async def _one(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def _write(path: Path, chunks: AsyncIterator[bytes]) -> None:
    size = 0
    async with await anyio.open_file(path, "wb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise TooLarge
            await file.write(chunk)
