"""Limits on files from outside, checked before anything is read: size, unpacked size, members, nesting, entities."""

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from config.importers.problem import ImportProblem

MB = 1024 * 1024
MAX_FILE = 20 * MB
MAX_TEXT = 2 * MB
MAX_SCHEDULE = 16 * MB
MAX_UNPACKED = 64 * MB
MAX_RATIO = 200
MAX_MEMBERS = 3000
MAX_DEPTH = 200
_SMALL = MB


def load(source: Path | str | bytes) -> bytes:
    """The bytes of a file that is not too big, or of bytes; ImportProblem otherwise. A link is not followed."""
    if isinstance(source, bytes):
        _check_size(len(source))
        return source
    path = Path(source)
    if path.is_symlink() and not path.resolve().is_file():
        raise ImportProblem(key="broken", format=path.name)
    _check_size(path.stat().st_size)
    return path.read_bytes()


def _check_size(size: int) -> None:
    if size == 0:
        raise ImportProblem(key="empty")
    if size > MAX_FILE:
        raise ImportProblem(key="too_big", size=round(size / MB), limit=MAX_FILE // MB)


def check_text(data: bytes, limit: int = MAX_TEXT) -> None:
    """Refuse a text that is longer than `limit` bytes."""
    if len(data) > limit:
        raise ImportProblem(key="too_long", size=round(len(data) / MB, 1), limit=limit // MB)


def open_zip(data: bytes, wanted: str) -> zipfile.ZipFile:
    """A zip that is safe to read: few members, no links, no passwords, no member that unpacks out of all proportion.

    `wanted` is the format's name for the refusal.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ImportProblem(key="broken", format=wanted) from error
    if len(members) > MAX_MEMBERS:
        raise ImportProblem(key="zip_members")
    for member in members:
        _check_member(member)
    if sum(member.file_size for member in members) > 4 * MAX_UNPACKED:
        raise ImportProblem(key="zip_ratio")
    return archive


def _check_member(member: zipfile.ZipInfo) -> None:
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ImportProblem(key="zip_link")
    if member.flag_bits & 0x1:
        raise ImportProblem(key="encrypted")
    out_of_proportion = member.file_size > MAX_RATIO * max(1, member.compress_size)
    if member.file_size > MAX_UNPACKED or (member.file_size > _SMALL and out_of_proportion):
        raise ImportProblem(key="zip_ratio")


def member(archive: zipfile.ZipFile, name: str, wanted: str) -> bytes:
    """One member of a zip; XML is checked too. ImportProblem(key="broken") when it is not there or not whole."""
    try:
        info = archive.getinfo(name)
        with archive.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise ImportProblem(key="broken", format=wanted) from error
    except Exception as error:  # zlib.error is no subclass of the above
        raise ImportProblem(key="broken", format=wanted) from error
    if len(data) > info.file_size:
        raise ImportProblem(key="zip_ratio")
    if name.lower().endswith((".xml", ".rels", ".hpf")):
        check_xml(data, wanted)
    return data


def check_members(archive: zipfile.ZipFile, wanted: str) -> None:
    """Check every XML member of a zip that a library will read by itself."""
    total = 0
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            total += archive.getinfo(name).file_size
            if total > MAX_UNPACKED:
                raise ImportProblem(key="zip_ratio")
            member(archive, name, wanted)


def check_xml(data: bytes, wanted: str) -> None:
    """Refuse XML with a document type, with entities, nested too deep, or not well formed."""
    parser = expat.ParserCreate()
    depth = 0

    def begin(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ImportProblem(key="too_deep")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_arguments: object) -> None:
        raise ImportProblem(key="xml_dtd")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise ImportProblem(key="broken", format=wanted) from error


def check_json_depth(data: bytes) -> None:
    """Refuse JSON that is nested deeper than any schedule."""
    depth = 0
    for sign in _brackets(data):
        depth += 1 if sign in b"[{" else -1
        if depth > MAX_DEPTH:
            raise ImportProblem(key="too_deep")


def _brackets(data: bytes) -> Iterator[bytes]:
    """The brackets of a JSON text that stand outside its strings."""
    for match in re.finditer(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', data):
        if match.group()[:1] != b'"':
            yield match.group()
