"""Labelled lines of a plan such as "■ 행사명 : …": their roles, their values and the lines under them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from config.importers import vocabulary
from config.importers.words import bare, bullet, clean, closed

_LABEL = re.compile(r"^(?P<label>[^:：\t]{1,24}?)\s*(?:[:：]|\t+|\s{2,})\s*(?P<value>.*)$")
_SIGNED = re.compile(r"^(?P<label>[^:：\t]{1,24}?)\s*[:：]\s*(?P<value>.*)$")
_APART = re.compile(
    r"\s+[/|]\s*(?=(?:일\s*시|기\s*간|장\s*소|대\s*상|인\s*원|주\s*최|주\s*관|후\s*원|협\s*찬|협\s*력|문\s*의|참\s*석|강\s*사)\s*[:：])"
)
_OTHER_PERIODS = re.compile(r"접수|신청|모집|등록|제출|작성|보고|추진|집결|출발|준비|공고|입금|납부|마감|배포")
_ENDED = ("place", "attendance", "host", "organizers", "purpose")


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled line: its role in the vocabulary's labels, its value and the lines under it."""

    role: str
    value: str
    under: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Value and lines together."""
        return "\n".join(one for one in (self.value, *self.under) if one)


def apart(lines: Iterable[str]) -> list[str]:
    """The lines that say something; several labels in one line, 일시: … / 장소: …, are lines of their own."""
    return [part for line in lines if line.strip() for part in _APART.split(line)]


def entries(lines: list[str]) -> list[Entry]:
    """The labelled lines with the lines that belong under each."""
    result = []
    for number, line in enumerate(lines):
        label = labelled(line)
        if label:
            result.append(Entry(label[0], label[1], tuple(_under(lines, number))))
    return result


def labelled(line: str) -> tuple[str, str] | None:
    """The role and value of a line that begins with a label."""
    text = bare(line.strip())
    text = re.sub(r"^\*\*(.+?)\*\*", r"\1", text)
    for match in (_SIGNED.match(text), _LABEL.match(text)):
        role = _role(match["label"]) if match else ""
        if role and match:
            return role, clean(match["value"])
    role = _role(text)
    return (role, "") if role and bullet(line) and len(text) <= 14 else None


def _role(label: str) -> str:
    word = re.sub(r"\(.*?\)", "", closed(label)).strip("*:·. ■○[]<>")
    groups = vocabulary.groups("labels")
    exact = next((name for name, found in groups.items() if word in found), "")
    if exact or not 3 < len(word) <= 8 or _OTHER_PERIODS.search(word):
        return exact
    if word.endswith("기간"):
        return "dates"
    return next((name for name in _ENDED if any(len(end) > 1 and word.endswith(end) for end in groups[name])), "")


def _under(lines: list[str], number: int) -> list[str]:
    """The lines below a label that begin with another, lesser sign."""
    own, result = bullet(lines[number])[:1], []
    for line in lines[number + 1 : number + 40]:
        sign = bullet(line)[:1]
        if not sign or sign == own or (labelled(line) and sign not in "-–·•ㆍ※") or re.match(r"[IVXⅠ-Ⅻ가-하]", sign):
            break
        result.append(clean(line))
    return result


def one(found: list[Entry], role: str) -> Entry:
    """The first entry of this role that says something."""
    return next((entry for entry in found if entry.role == role and entry.text), Entry(role, ""))


def texts(found: list[Entry], role: str) -> list[str]:
    """The texts of all entries of this role."""
    return [entry.text for entry in found if entry.role == role]


def value(entry: Entry) -> str:
    """The first line of an entry's value."""
    return entry.value.split("\n")[0]
