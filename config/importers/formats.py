"""Which format a file is, by its content; its name decides only between texts."""

import json
import re

from config.importers import guard
from config.importers.problem import ImportProblem

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ENCODINGS = ("utf-8-sig", "cp949")


def sniff(data: bytes, name: str) -> str:
    """hwpx, docx, xlsx, hwp5, pdf, ical, frab, json, csv or text; ImportProblem for what cannot be read."""
    start = data[:8]
    if start.startswith(b"PK"):
        return _zipped(data, name)
    if start.startswith(_OLE):
        return "hwp5"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if start.startswith(_IMAGES) and not data[:200].isascii():
        raise ImportProblem(key="is_image")
    if data[:17] == b"HWP Document File":
        raise ImportProblem(key="old_format", format="HWP 3.0", newer="HWPX")
    if data[:5] == b"{\\rtf":
        raise ImportProblem(key="old_format", format="RTF", newer="DOCX")
    return _textual(data, name)


def _zipped(data: bytes, name: str) -> str:
    ending = name.rpartition(".")[2].upper()
    archive = guard.open_zip(data, ending if ending in {"HWPX", "DOCX", "XLSX"} else "ZIP")
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if any(re.match(r"Contents/section\d+\.xml$", name) for name in names):
        return "hwpx"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        raise ImportProblem(key="old_format", format="ODT/ODS", newer="DOCX/XLSX")
    if "ppt/presentation.xml" in names:
        raise ImportProblem(key="old_format", format="PPTX", newer="PDF")
    raise ImportProblem(key="zip_unknown")


def _textual(data: bytes, name: str) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        return "ical"
    if head.startswith(b"<"):
        if re.search(rb"<schedule[\s>]", data[: 64 * 1024]):
            return "frab"
        if re.search(rb"<!DOCTYPE(?!\s+html)|<!ENTITY", data[: 64 * 1024], re.IGNORECASE):
            raise ImportProblem(key="xml_dtd")
        if re.match(rb"<\?xml", head) or not re.search(rb"<(?:html|table|p|div|body)\b", head, re.IGNORECASE):
            guard.check_text(data, guard.MAX_SCHEDULE)
            guard.check_xml(data, "XML")
        raise ImportProblem(key="unknown_format")
    if (head[:1] in {b"{", b"["} and name.lower().endswith(".json")) or _is_json(head):
        return "json"
    guard.check_text(data)
    decode(data)
    return "csv" if name.lower().endswith((".csv", ".tsv")) else "text"


def _is_json(head: bytes) -> bool:
    return bool(re.match(rb'[\[{]\s*(?:[\[{]|"[^"]*"\s*:|\]|\})', head))


def decode(data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or CP949 (what Korean offices save); ImportProblem for what is none."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _decoded(data, "utf-16")
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or _unprintable(text) > 0.02:
            break
        return text
    raise ImportProblem(key="unknown_format")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportProblem(key="broken", format="TXT") from error


def _unprintable(text: str) -> float:
    sample = text[:10_000]
    return sum(1 for letter in sample if ord(letter) < 32 and letter not in "\t\n\r\f\v") / max(1, len(sample))


def json_value(data: bytes) -> object:
    """The value of a JSON text; ImportProblem when it is broken or nested too deep."""
    guard.check_text(data, guard.MAX_SCHEDULE)
    guard.check_json_depth(data)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportProblem(key="broken", format="JSON") from error
