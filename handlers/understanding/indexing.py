"""Making the index of an event: every text of every row, place and fact, cut into words and topics."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.itinerary import Activity, Itinerary
from handlers.understanding.hangul import is_hangul, romanised
from handlers.understanding.index import EVENT_WORD, Index, Posting, Same, fold, pairs, place_key, row_places
from handlers.understanding.lexicon import lexicon, stem
from handlers.understanding.normalise import clean
from handlers.understanding.phrases import phrase
from handlers.understanding.segment import Piece, pieces
from handlers.understanding.titles import lettered, vehicles

_KIND_TOPICS = {"transport": ("transport",), "meal": ("meal",), "lodging": ("lodging",), "free": ("freetime",),
                "tour": ("tour", "experience"), "session": ("education", "session")}  # fmt: skip


_CODE = re.compile(r"\d|(?<![A-Za-z])[A-Za-z]$")


_MOUNTAIN = re.compile(r"[가-힣]{2,}산$")


# Of the event as a whole only its notes say what to bring; its aims may bring people together.
_ONLY_IN_NOTES = frozenset({"supplies"})
_HOURS = {"breakfast": (0, 630), "lunch": (631, 959), "dinner": (960, 1440)}


def index_of(itinerary: Itinerary) -> Index:
    """The index of a snapshot (the last eight are kept)."""
    return _index(Same(itinerary))


@lru_cache(maxsize=8)
def _index(key: Same) -> Index:
    return _Builder(key.itinerary).built()


def row_texts(activity: Activity) -> Iterator[tuple[str, float]]:
    """Every text of a row that may answer for it, with its weight; the place names are not among them."""
    row = activity.row
    for text in (row.title, row.title_en):
        if text:
            yield text, 1.0
    for alias in row.aliases:
        yield alias, 0.9
    for part in row.parts:
        yield part.title, 1.0
        if part.title_en:
            yield part.title_en, 1.0
    for note in (*row.notes, *row.notes_en):
        yield note, 0.7
    for details in (row.details, row.details_en):
        for name, value in details.items():
            yield name.replace("_", " "), 0.6
            for one in value if isinstance(value, tuple) else (value,):
                yield str(one), 0.7


class _Builder:
    def __init__(self, itinerary: Itinerary) -> None:
        self.itinerary = itinerary
        self.words: dict[str, Posting] = defaultdict(Posting)
        self.topics: dict[str, Posting] = defaultdict(Posting)
        self.lexicon = lexicon()

    def built(self) -> Index:
        for number, activity in enumerate(self.itinerary.activities):
            self._row(number, activity)
        self._journeys()
        for key in self.itinerary.places:
            self._place(key)
        lines = tuple(self._lines())
        look = dict(self.lexicon.words)
        stems = {stem(word): word for word in look if word.isascii() and look[word] - {"n"}}
        for word in self.words:
            bare = word.strip("0123456789")
            base = look.get(bare, frozenset()) - {"n"} if bare != word else frozenset()
            look[word] = look.get(word, frozenset()) | base | {EVENT_WORD}
            if word.isascii():
                stems[stem(word)] = word
        if self.topics["boat"].rows:
            look["배"] = look.get("배", frozenset()) | {"t:boat"}
        roman = {romanised(word): word for word in self.words if len(word) > 1 and all(map(is_hangul, word))}
        return Index(
            self.itinerary,
            dict(self.words),
            dict(self.topics),
            look,
            stems,
            roman,
            lines,
            dict(self._codes()),
            dict(self._pairs()),
            self._at(),
            frozenset(one.row.kind for one in self.itinerary.activities),
            self._destinations(),
            self._named(),
            self._latin(),
            lettered(self.itinerary),
        )

    def _row(self, number: int, activity: Activity) -> None:
        for text, weight in row_texts(activity):
            self._note(text, weight, rows=(number,))
        listed = (one for value in activity.row.details.values() if isinstance(value, tuple) for one in value)
        for called in (activity.row.title, activity.row.title_en or "", *activity.row.aliases, *listed):
            if whole := phrase(called):
                self._mark(self.words[whole], 0.95, (number,), "", event=False)
        for topic in _KIND_TOPICS[activity.row.kind]:
            self.topics[topic].add((number,), 0.45)
        if activity.row.kind == "meal":
            self._meal(number, activity)
        if activity.row.kind == "transport":
            self.topics["departure"].add((number,), 0.4)
            self.topics["arrival"].add((number,), 0.4)
            for topic in vehicles(activity, self.itinerary):
                self.topics[topic].add((number,), 0.9)
        named = (*row_places(activity), activity.row.origin, activity.row.destination)
        for name in named:
            key = place_key(self.itinerary, name)
            place = self.itinerary.places.get(key or "")
            texts = (place.name, place.name_en, *place.aliases) if place else (name,)
            for text in filter(None, texts):
                self._note(text, 0.5, rows=(number,))

    def _journeys(self) -> None:
        """The first journey is where people gather and the last one the way home, whatever they are called."""
        kinds = [activity.row.kind for activity in self.itinerary.activities]
        journeys = [number for number, kind in enumerate(kinds) if kind == "transport"]
        if not journeys:
            first = {activity.day: number for number, activity in reversed(list(enumerate(self.itinerary.activities)))}
            self.topics["gather"].add(first.values(), 0.6)
        for topic, row in (("gather", journeys[:1]), ("boarding", journeys[:1]), ("homeward", journeys[-1:])):
            self.topics[topic].add(row, 0.4)
        self.topics["disband"].add(journeys[-1:], 0.4)

    def _meal(self, number: int, activity: Activity) -> None:
        known = [meal for meal in (*_HOURS, "brunch") if number in self.topics[meal].rows]
        if not known:
            local = self.itinerary.local(activity.starts_at)
            minutes = local.hour * 60 + local.minute
            meal = next(name for name, (low, high) in _HOURS.items() if low <= minutes <= high)
            self.topics[meal].add((number,), 0.8)

    def _place(self, key: str) -> None:
        place = self.itinerary.places[key]
        for text in filter(None, (place.name, place.name_en, *place.aliases)):
            self._note(text, 0.5, place=key)
        near = (place.address, place.address_en, place.directions, place.directions_en)
        for line in filter(None, (*near, *place.notes, *place.notes_en)):
            self._note(line, 0.3, place=key)

    def _at(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, activity in enumerate(self.itinerary.activities):
            for key in {place_key(self.itinerary, name) for name in row_places(activity)}:
                found[key or ""].append(number)
        return {key: tuple(numbers) for key, numbers in found.items()}

    def _named(self) -> dict[str, str]:
        return {fold(name): key for key, place in self.itinerary.places.items()
                for name in (*place.aliases, place.name_en, place.name) if name}  # fmt: skip

    def _latin(self) -> frozenset[str]:
        own = {word for word in self.words if word.isascii() and word.isalpha()}
        return self.lexicon.latin | own

    def _destinations(self) -> frozenset[str]:
        named = (place_key(self.itinerary, one.row.destination) for one in self.itinerary.activities)
        return frozenset(key for key in named if key)

    def _codes(self) -> Iterator[tuple[str, str]]:
        for key, place in self.itinerary.places.items():
            for name in (place.name, place.name_en, *place.aliases):
                if name and _CODE.search(name):
                    yield fold(name), key

    def _pairs(self) -> dict[str, dict[int, float]]:
        found: dict[str, dict[int, float]] = defaultdict(dict)
        for number, activity in enumerate(self.itinerary.activities):
            for title in {activity.row.title, activity.row.title_en or ""}:
                for pair in pairs(clean(title)):
                    found[pair][number] = 1.0
        return found

    def _lines(self) -> Iterator[tuple[str, frozenset[str]]]:
        facts = self.itinerary.event
        listed = (facts.notes, facts.notes_en, facts.topics, facts.topics_en, facts.visits, facts.visits_en,
                  facts.organizers, facts.organizers_en)  # fmt: skip
        plain = (facts.title, facts.title_en, facts.host, facts.host_en, facts.purpose, facts.purpose_en)
        for text in plain:
            if text:
                self._note(text, 0.0, event=True, skip=_ONLY_IN_NOTES)
        for text in (*facts.attendance, *facts.attendance_en):
            self._note(text, 0.0, event=True)
        for lines in listed:
            said = lines in (facts.notes, facts.notes_en)
            for line in lines:
                yield line, self._note(line, 0.0, event=True, skip=frozenset() if said else _ONLY_IN_NOTES)

    def _note(  # noqa: PLR0913 - they go together
        self,
        text: str,
        weight: float,
        rows: tuple[int, ...] = (),
        place: str = "",
        *,
        event: bool = False,
        skip: frozenset[str] = frozenset(),
    ) -> frozenset[str]:
        noted: set[str] = set()
        cut = pieces(clean(text), self.lexicon.words.get, self.lexicon.longest)
        for topic in _topics(cut) - skip:
            self._mark(self.topics[topic], weight, rows, place, event=event)
            noted.add(f"t:{topic}")
        for word, share in _words(cut):
            tags = self.lexicon.words.get(word, frozenset())
            if (tags and not any(tag.startswith(("t:", "o:", "w:")) for tag in tags)) or (
                len(word) < 2 and not _thing(tags)
            ):
                continue
            noted.add(word)
            self._mark(self.words[word], weight * share, rows, place, event=event)
        return frozenset(noted)

    @staticmethod
    def _mark(posting: Posting, weight: float, rows: tuple[int, ...], place: str, *, event: bool) -> None:
        if rows:
            posting.add(rows, weight)
        if place:
            posting.places.add(place)
        posting.event = posting.event or event


def _topics(cut: list[Piece]) -> set[str]:
    found = {tag[2:] for piece in cut for tag in piece.tags if tag.startswith("t:") and _stands(piece)}
    for piece in cut:
        if not piece.known and _MOUNTAIN.search(piece.text):
            found.add("mountain")
        if "a:height" in piece.tags:
            found.add("mountain")
    return found


def _thing(tags: frozenset[str]) -> bool:
    """Whether a word of one letter names a thing that plans seldom hold (옷, 약)."""
    return any(tag.startswith("o:") for tag in tags) and not any(tag.startswith(("a:", "n")) for tag in tags)


def _stands(piece: Piece) -> bool:
    """Whether it is a word of its own, and not one letter in the midst of another (구명조+끼)."""
    return piece.opens or len(piece.text) > 1


def _words(cut: list[Piece]) -> Iterator[tuple[str, float]]:
    """The words of a text: each piece, each whole word, and the beginnings and ends of long Korean compounds."""
    for chunk in _chunks(cut):
        if not chunk[0].known:
            yield "".join(piece.text for piece in chunk), 1.0
        yield from _numbered(chunk)
        while len(chunk) > 1 and chunk[-1].ending:
            chunk.pop()
        for piece in chunk:
            if not piece.ending and not piece.text.isdigit():
                yield piece.text, 1.0
        whole = "".join(piece.text for piece in chunk)
        yield whole, 1.0
        dish = len(chunk) == 1 and len(whole) == 3 and any(tag.startswith("o:") for tag in chunk[0].tags)
        if dish and all(map(is_hangul, whole)):
            yield whole[-2:], 0.8
        if any(not piece.known for piece in chunk) and all(map(is_hangul, whole)) and 4 <= len(whole) <= 12:
            for size in range(2, len(whole)):
                yield whole[:size], 0.8
                yield whole[-size:], 0.8


def _numbered(chunk: list[Piece]) -> Iterator[tuple[str, float]]:
    """Words with their number, which tell apart what else has one name: bus 2, 1팀."""
    for first, second in pairwise(chunk):
        if first.text.isdigit() != second.text.isdigit() and not second.ending:
            yield first.text + second.text, 1.0


def _chunks(cut: list[Piece]) -> Iterator[list[Piece]]:
    chunk: list[Piece] = []
    for piece in cut:
        if piece.opens and chunk and not (piece.text.isdigit() and len(chunk) == 1):
            yield chunk
            chunk = []
        chunk.append(piece)
    if chunk:
        yield chunk
