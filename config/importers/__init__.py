"""Organizers' own files → a draft event: one reader per format over one shared row reader."""

from datetime import date
from pathlib import Path

from config.importers import apart, guard
from config.importers.draft import Draft, Remark
from config.importers.problem import ImportProblem

__all__ = ["Draft", "ImportProblem", "Remark", "read"]


def read(source: Path | str | bytes, name: str = "", *, today: date | None = None) -> Draft:
    """The draft event in a file: its path, or its bytes with its name; the format is found by the content.

    HWPX, HWP 5, DOCX, XLSX, CSV, PDF, text, Markdown, iCalendar, frab XML, and pretalx, frab or Sessionize JSON.
    `today` helps with dates that name no year. Takes 0.3 s and more, in a process of its own: call it off the event
    loop. ImportProblem says why a file cannot be read (texts `importing.<key>`); nothing is kept of it then.
    """
    label = name or (Path(source).name if not isinstance(source, bytes) else "")
    return apart.in_process(guard.load(source), label, today)
