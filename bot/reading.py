"""Reading a plan that somebody sent, an event file or a document; slow, so off the event loop and in no transaction."""

from dataclasses import dataclass

from config import importers, loader
from config.event import Event
from config.importers import ImportProblem
from config.importers.draft import Remark
from config.problems import Problem

PASTED = "pasted.txt"
_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: an event with the importer's remarks and YAML, or None and why.

    Why is a document's `refusal` or the `problems` of an event file; `written` tells that it is an event file.
    """

    event: Event | None = None
    remarks: tuple[Remark, ...] = ()
    yaml: str = ""
    refusal: ImportProblem | None = None
    problems: tuple[Problem, ...] = ()
    written: bool = False


def read(data: bytes, name: str) -> Read:
    """The plan in a file's bytes; whatever is wrong with them is part of the result."""
    if name.lower().endswith(_ENDINGS) or data.startswith((b"version:", b"\xef\xbb\xbfversion:")):
        loaded = loader.loads(data, name)
        return Read(loaded.event, problems=loaded.problems, written=True)
    try:
        draft = importers.read(data, name)
    except ImportProblem as problem:
        return Read(refusal=problem)
    loaded = loader.loads(draft.event_yaml, name)
    return Read(loaded.event, draft.remarks, draft.event_yaml, problems=loaded.problems)
