"""Plain text → lines and tables: tabs, Markdown and box tables, aligned columns, lists of times, one cell a line."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable

from config.importers import behind, chains, dates, heads, places, times
from config.importers.cells import Document, Table, from_rows
from config.importers.words import bare, clean, plain

_RULE = re.compile(r"^[\s|:+\-=─━┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛═]+$")
_LIST_HEAD = ["시간", "내용", "장소"]
Block = str | Table


def read(text: str) -> Document:
    """The lines and tables of a text, in order."""
    return Document(tuple(blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))))


def blocks(lines: list[str]) -> list[Block]:
    """The same for lines; what no table was made of stays a line."""
    result: list[Block] = list(lines)
    for shape in (_piped, _tabbed, _aligned):
        result = _tabled(result, shape)
    return result


def lists(lines: list[str]) -> list[Block]:
    """Lines with the lists of times among them as tables; for documents that draw no table."""
    lines = [part for line in lines for part in chains.parted(line)]
    found = _vertical(lines) or _timed(lines)
    return found or list(lines)


def _tabled(found: list[Block], shape: Callable[[list[str]], list[list[str]] | None]) -> list[Block]:
    """Runs of lines that `shape` can cut into rows become tables."""
    result: list[Block] = []
    run: list[str] = []
    for block in [*found, ""]:
        if isinstance(block, str) and block.strip():
            run.append(block)
            continue
        result.extend(_cut(run, shape))
        run = []
        result.append(block)
    return result[:-1]


def _cut(run: list[str], shape: Callable[[list[str]], list[list[str]] | None]) -> list[Block]:
    """The lines of a run without a gap: its middle a table if it can be one."""
    marks = [n for n, line in enumerate(run) if shape([line])]
    if len(marks) < 2:
        return list(run)
    first, last = marks[0], marks[-1]
    rows = shape(run[first : last + 1])
    if rows is None:
        return list(run)
    return [*run[:first], from_rows(rows, loose=True), *run[last + 1 :]]


# Markdown and box tables


def _piped(run: list[str]) -> list[list[str]] | None:
    rows = []
    for line in run:
        text = line.strip().replace("│", "|").replace("┃", "|").replace("║", "|").replace("｜", "|")
        if "|" not in text:
            if len(run) == 1:
                return None
            rows.append([line])
            continue
        if text.strip("| ") and not _RULE.match(text):
            rows.append(
                [_unmarked(cell) for cell in re.split(r"(?<!\\)\|", text.strip("|") if text.startswith("|") else text)]
            )
    if len(run) == 1:
        return (
            rows
            if rows and len(rows[0]) > 1
            else [[""]]
            if "|" in run[0] or (_RULE.match(run[0]) and "─" in run[0])
            else None
        )
    return rows or None


def _unmarked(text: str) -> str:
    text = re.sub(r"<br\s*/?>", "\n", text, flags=re.IGNORECASE)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\*\*|__|`|\\(?=\|)", "", text).strip()


# Tabs


def _tabbed(run: list[str]) -> list[list[str]] | None:
    if len(run) == 1:
        return [run[0].split("\t")] if "\t" in run[0].strip() else None
    text = "\n".join(run)
    if '"' in text and "\t" in text:
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter="\t")]
    return [line.split("\t") for line in run]


# Columns drawn with spaces


def _aligned(run: list[str]) -> list[list[str]] | None:
    pieces = [_spaced(line) for line in run]
    if len(run) == 1:
        return (
            [[text for _, text in pieces[0]]]
            if len(pieces[0]) > 1 and not run[0].lstrip().startswith(("-", "※"))
            else None
        )
    if sum(len(one) > 2 or (len(one) > 1 and _has_time(one)) for one in pieces) < 2:
        return None
    starts = max(pieces, key=len)
    return [_placed(one, [start for start, _ in starts]) for one in pieces]


def _has_time(pieces: list[tuple[int, str]]) -> bool:
    return any(times.span(text) for _, text in pieces)


def _spaced(line: str) -> list[tuple[int, str]]:
    """The pieces between gaps of two or more spaces, with the screen column where each begins."""
    found = [
        (match.start(), match.group().strip()) for match in re.finditer(r"\S+(?: \S+)*", line.replace("\u3000", "  "))
    ]
    return [(_screen(line[:start]), text) for start, text in found]


def _screen(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _placed(pieces: list[tuple[int, str]], starts: list[int]) -> list[str]:
    if len(pieces) == len(starts):
        return [text for _, text in pieces]
    result = [""] * len(starts)
    for start, text in pieces:
        nearest = min(range(len(starts)), key=lambda n: abs(starts[n] - start))
        result[nearest] = f"{result[nearest]} {text}".strip()
    return result


# Lists: 08:30 구청 출발 (정문)


def _timed(lines: list[str]) -> list[Block] | None:
    """The lines that begin with times as one table, with the day headings among them; the others stay lines."""
    rows: list[list[str]] = []
    before: list[Block] = []
    after: list[Block] = []
    trailing = behind.many(lines) > sum(_led(line) is not None for line in lines)
    for line in lines:
        led = _led(line) or (behind.row(line) if trailing else None)
        if led:
            rows.append(led)
        elif not rows:
            before.append(line)
        elif _heads_day(line):
            rows.append([line])
        elif _goes_on(line, rows):
            rows[-1][1] += "\n" + line.strip()
        else:
            after.append(line)
    if sum(len(row) > 1 for row in rows) < 2:
        return None
    return [*before, from_rows([_LIST_HEAD, *rows], loose=True), *after]


def _led(line: str) -> list[str] | None:
    """Time, title and place of a line that begins with a time."""
    text = re.sub(r"^[^\w~(\[<]+", "", _unmarked(clean(line)))
    found = times.find(text)
    if found is None or found[1].strip("([") or not text or re.match(r"\d{4}|\d+\.\s*\d+\.\s*\d", plain(text)):
        return None
    rest = found[2].lstrip(" :)]-–·,|\t").rstrip(" :-–·,|\t")
    if not rest or (len(rest) < 2):
        return None
    title, place = _at(_original(text, rest))
    return [plain(text)[: len(plain(text)) - len(found[2])].strip(" :|-"), title, place]


def _original(text: str, rest: str) -> str:
    """`rest` as `text` has it, before its signs were made plain."""
    return text[-len(rest) :] if len(text) >= len(rest) and plain(text[-len(rest) :]) == rest else rest


def _at(text: str) -> tuple[str, str]:
    """A title and the place that it names with @, in brackets or after a slash, dash or comma."""
    match = re.search(r"\s*(?:@|＠|\bat\s+(?=[A-Z]))\s*(?P<p>[^@]+)$", text) or re.search(
        r"\s*[(\[]\s*(?:장소\s*[:：]\s*)?(?P<p>[^()\[\]]+)[)\]]\s*$", text
    )
    if match and (match.group().strip().startswith(("@", "＠", "at")) or _is_place(match["p"])):
        return text[: match.start()].strip(), match["p"].strip()
    stressed = re.search(r"\s*(?:[·—–|/-]\s*)?(?<!\*)[*_](?P<p>[^*_]{2,40})[*_]$", text)
    if stressed and stressed.start():
        return text[: stressed.start()].strip(), stressed["p"].strip()
    for sign in (" / ", " | ", " - ", " – ", " — ", " · ", ", ", " : "):
        title, found, place = text.rpartition(sign)
        if found and _is_place(place) and title.strip():
            return title.strip(), place.strip()
        place, found, title = text.partition(sign)
        if found and _is_place(place) and title.strip() and not _is_place(title):
            return title.strip(), place.strip()
    return text, ""


def _is_place(text: str) -> bool:
    return places.is_named(text) and len(text) <= 25 and not places.is_activity(text)


def _heads_day(line: str) -> bool:
    found = dates.find(bare(line).strip("[]<>【】*# "))
    return bool(found) and len(found[1] if found else "") <= 30


def _goes_on(line: str, rows: list[list[str]]) -> bool:
    return len(rows[-1]) > 1 and bool(re.match(r"^(?:\s{2,}|\s*[-–·•※*ㆍ○])", line)) and len(line) < 200


# One cell a line, as copied from a page


def _vertical(lines: list[str]) -> list[Block] | None:
    alone = [n for n, line in enumerate(lines) if _only_time(line)]
    if len(alone) < 3 or len(alone) * 5 < sum(bool(line.strip()) for line in lines[alone[0] : alone[-1]]):
        return None
    head = _vertical_head(lines, alone[0])
    rows: list[list[str]] = [head]
    end = _vertical_end(lines, alone[-1])
    for line in lines[alone[0] - _day_lines(lines, alone[0]) : end]:
        text = clean(line)
        if _only_time(line) or dates.named(text):
            rows.append([text])
        elif text and len(rows[-1]) <= len(head) and _only_time(rows[-1][0]):
            rows[-1].append(text)
    shaped = [_shaped(row, head) for row in rows[1:]]
    return [*lines[: alone[0]], from_rows([head, *shaped], loose=True), *lines[end:]]


def _vertical_end(lines: list[str], last: int) -> int:
    """The cells of the last time end at the first empty line."""
    return next((n for n in range(last, len(lines)) if not lines[n].strip()), len(lines))


def _only_time(line: str) -> bool:
    return bool(line.strip()) and times.span(line) is not None and len(line.strip()) <= 24


def _day_lines(lines: list[str], first: int) -> int:
    above = [n for n in range(max(0, first - 2), first) if dates.named(lines[n])]
    return first - above[0] if above else 0


def _vertical_head(lines: list[str], first: int) -> list[str]:
    """The head words that stand line by line before the first time."""
    found: list[str] = []
    for line in reversed(lines[max(0, first - 8) : first]):
        text = clean(line)
        if heads.role(text) and not dates.named(text):
            found.insert(0, text)
        elif text and not dates.named(text):
            break
    time = next((n for n, text in enumerate(found) if heads.role(text) == "time"), -1)
    others = [text for text in found[time + 1 :] if heads.role(text) in {"title", "place", "note", "detail", "people"}]
    if time < 0 and sum(heads.role(text) == "title" for text in others) > 1 and heads.role(others[0]) == "title":
        others = others[1:]
    return [_LIST_HEAD[0], *others] if others else _LIST_HEAD[:2]


def _shaped(row: list[str], head: list[str]) -> list[str]:
    """The cells of one time under the head: short rows lack the last columns, a single text is the title."""
    if len(row) == 1 or len(row) == len(head):
        return row
    title = next((n for n, word in enumerate(head) if heads.role(word) == "title"), 1)
    if len(row) == 2:
        return [row[0], *([""] * (title - 1)), row[1]]
    return row if len(row) < len(head) else [*row[: len(head) - 1], "\n".join(row[len(head) - 1 :])]
