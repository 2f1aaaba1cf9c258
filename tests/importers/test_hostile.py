"""Files that want to hurt: each is refused with a clear sentence, in little time and memory."""

import io
import resource
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from bot.texts import load
from config.importers import ImportProblem, apart, read
from tests.importers import workshop, writers
from tests.importers.compound import compound
from tests.importers.reading import table

MB = 1024 * 1024
SEC = '<hs:sec xmlns:hs="s" xmlns:hp="p">'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><schedule><conference><title>&i;</title></conference></schedule>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE schedule SYSTEM "file:///etc/passwd"><schedule/>'
DEEP = 20_000


def bomb() -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("Contents/section0.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(b" " * MB)
    return stream.getvalue()


def paged(count: int, words: str, plan: int = 0) -> bytes:
    """A PDF of many pages that say `words`, and on one of them a plan."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for number in range(1, count + 1):
        lines = ["09:00 Opening", "10:00 Workshop", "12:00 Lunch"] if number == plan else [words] * 30
        for line, text in enumerate(lines):
            canvas.drawString(60, 780 - 18 * line, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def many() -> bytes:
    return writers.zipped({"Contents/section0.xml": SEC} | {f"x{n}": "" for n in range(5000)})


def linked() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        link = zipfile.ZipInfo("word/media/secret")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def with_entities(data: bytes, name: str) -> bytes:
    """The same zip with a document type in one of its members."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    body = members[name]
    cut = body.index(b"?>") + 2 if body.startswith(b"<?xml") else 0
    members[name] = body[:cut] + b'<!DOCTYPE x [<!ENTITY a "b">]>' + body[cut:]
    return writers.zipped(members)


def encrypted_zip() -> bytes:
    data = bytearray(writers.zipped({"word/document.xml": "<w/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


PLAN = (workshop.merged(),)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (bomb, "zip_ratio"),
    "billion laughs": (LAUGHS.encode, "xml_dtd"),
    "outside entity": (OUTSIDE.encode, "xml_dtd"),
    "document type in a Word file": (lambda: with_entities(writers.word(PLAN), "word/document.xml"), "xml_dtd"),
    "document type in an Excel file": (lambda: with_entities(writers.excel(PLAN), "xl/workbook.xml"), "xml_dtd"),
    "deep XML": (lambda: b"<schedule>" + b"<a>" * DEEP + b"</a>" * DEEP + b"</schedule>", "too_deep"),
    "deep HWPX": (
        lambda: writers.zipped({"Contents/section0.xml": SEC + "<hp:p>" * DEEP + "</hp:p>" * DEEP + "</hs:sec>"}),
        "too_deep",
    ),
    "deep JSON": (lambda: b"[" * DEEP + b"]" * DEEP, "too_deep"),
    "deep calendar": (lambda: b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * DEEP, "too_deep"),
    "50 MB of text": (lambda: b"09:00 a\n" * (50 * MB // 8), "too_big"),
    "5 MB of text": (lambda: b"09:00 a\n" * (5 * MB // 8), "too_long"),
    "5,000 members": (many, "zip_members"),
    "link": (linked, "zip_link"),
    "encrypted zip": (encrypted_zip, "encrypted"),
    "encrypted HWP": (lambda: writers.hwp5(PLAN, flags=3), "encrypted"),
    "locked HWP": (lambda: writers.hwp5(PLAN, flags=5), "distribution"),
    "broken HWP": (lambda: writers.hwp5(PLAN)[:2000], "broken"),
    "broken Word": (lambda: writers.word(PLAN)[:3000], "broken"),
    "broken PDF": (lambda: b"%PDF-1.7\n" + b"\x93" * 400, "broken"),
    "other zip": (lambda: writers.zipped({"a.txt": "a"}), "zip_unknown"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00\xff" * 500, "is_image"),
    "noise": (lambda: bytes(range(256)) * 40, "unknown_format"),
    "nothing": (lambda: b"", "empty"),
    "prose": ("안녕하세요. 잘 부탁드립니다.".encode, "no_itinerary"),
    "JSON of something else": (lambda: b'{"a": 1}', "no_itinerary"),
    "halves of days alone": (
        lambda: writers.hwpx(["워크숍", table(["구분", "내용"], ["오전", "집결"], ["오후", "교육"])]),
        "no_times",
    ),
    "Excel with a password": (
        lambda: compound({"EncryptionInfo": b"x" * 500, "EncryptedPackage": b"\1" * 6000}),
        "encrypted",
    ),
    "long timetable of a railway": (lambda: paged(70, "Train 09:00 to 10:00"), "pages_many"),
    "old Hangul": (lambda: b"HWP Document File V3.00 \x1a\x01\x02\x03", "old_format"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_refused_with_a_sentence_in_both_languages(kind: str) -> None:
    make, key = HOSTILE[kind]
    with pytest.raises(ImportProblem) as raised:
        read(make(), "plan")
    assert raised.value.key == key
    for say in load().values():
        assert say(f"importing.{key}", **raised.value.values)


@pytest.mark.parametrize("kind", ["zip bomb", "billion laughs", "deep XML", "deep HWPX", "deep JSON", "50 MB of text"])
def test_it_costs_little_time_and_memory(kind: str, tmp_path: Path) -> None:
    """A fresh process reads the file from disk; its own and its child's peak count."""
    make, key = HOSTILE[kind]
    file = tmp_path / "plan"
    file.write_bytes(make())
    code = (
        "import resource, sys, time; from config.importers import ImportProblem, read\n"
        "began = time.perf_counter()\n"
        "try: read(sys.argv[1])\n"
        "except ImportProblem as problem: key = problem.key\n"
        "took = time.perf_counter() - began\n"
        "own = next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(key, (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024, took)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    found, megabytes, seconds = done.stdout.split()
    assert found == key
    assert int(megabytes) < 200
    print(f"{kind}: {megabytes} MB, {seconds} s")  # noqa: T201 - the figure, for whoever asks with -s


def test_a_link_on_disk_to_nowhere_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "plan.hwp"
    link.symlink_to(tmp_path / "gone")
    with pytest.raises(ImportProblem) as raised:
        read(link)
    assert raised.value.key == "broken"


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    began = time.perf_counter()
    slow = writers.pdf([*workshop.BEFORE, workshop.merged()] * 60)
    with pytest.raises(ImportProblem) as raised:
        apart.in_process(slow, "plan.pdf", seconds=1)
    assert raised.value.key == "too_slow"
    assert time.perf_counter() - began < 60


def test_a_reader_that_takes_too_much_memory_is_stopped() -> None:
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ImportProblem) as raised:
        apart.in_process(workshop.pasted().encode() + b"\n" + b"09:00 a\n" * 200_000, "plan.txt", memory=8)
    assert raised.value.key == "too_heavy"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown < 100 * 1024


def test_formulas_are_never_evaluated() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("시간", "내용", "장소"),
        ("09:00", '=CMD|"/c calc"!A1', "강당"),
        ("10:00", "폐회식", '=HYPERLINK("http://x")'),
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    found = read(stream.getvalue(), "plan.xlsx")
    assert "CMD" not in found.event_yaml
    assert "HYPERLINK" not in found.event_yaml


def test_a_pdf_of_pictures_says_so() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawInlineImage(Image.new("RGB", (300, 200), "white"), 50, 500)
    canvas.save()
    with pytest.raises(ImportProblem) as raised:
        read(stream.getvalue(), "scan.pdf")
    assert raised.value.key == "image_only"


def test_a_pdf_with_a_password_says_so() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret"))
    canvas.drawString(50, 500, "09:00 start")
    canvas.save()
    with pytest.raises(ImportProblem) as raised:
        read(stream.getvalue(), "plan.pdf")
    assert raised.value.key == "encrypted"


def test_of_a_long_report_only_the_pages_that_may_hold_the_plan_are_drawn_out() -> None:
    began = time.perf_counter()
    found = read(paged(200, "nothing but words", plan=150), "report.pdf")
    assert [one["start"] for one in found.data["itinerary"]] == ["09:00", "10:00", "12:00"]
    assert time.perf_counter() - began < 10
