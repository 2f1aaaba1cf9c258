"""The last resort before "I don't know": a note that holds what is asked for, in the words or of the kind asked for."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.itinerary import Activity
from handlers.understanding import facts
from handlers.understanding.element import Element
from handlers.understanding.index import place_key, row_places
from handlers.understanding.lexicon import Tags, lexicon
from handlers.understanding.mentions import speaks_of
from handlers.understanding.model import Answer
from handlers.understanding.named import focused
from handlers.understanding.normalise import clean
from handlers.understanding.pick import nearest
from handlers.understanding.segment import pieces
from handlers.understanding.situation import Situation

# What a question asks for, and what a text holds that tells it.
_PRICE = "price"
_MUST = "must"
_KINDS = {
    _PRICE: (
        (
            r"얼마(?!나)|얼만|비용|요금|[가-힣]비\s|회비|돈\s?(?:을|은)?\s?(?:내|들|받)|유료|무료|공짜"
            r"|\bhow much\b|\bfees?\b|\bcosts?\b|\bpay\b|\bfor free\b"
        ),
        r"\d\s*(?:만|천|백)?\s*\d*\s*(?:천)?\s*원|무료|유료|(?:회|참가|등록|입장)[비료].*별도|\d won\b|[₩€$£]|\bfree\b",
    ),
    "weight": (r"무게|몇\s?(?:키로|킬로|kg|그램|g\b)|\bweigh|\bkilos?\b", r"\d\s*(?:kg|g|그램|킬로|키로)(?!\s*m)"),
    "floor": (r"몇\s*층|\bfloor\b", r"\d\s*층|지하|\bfloor\b"),
    "walk": (
        (
            r"(?:걸어|걸으|도보|\bwalk).*(?:얼마|몇\s?분|\bhow|minute)"
            r"|(?:얼마|몇\s?분|\bhow (?:far|long)).*(?:걸어|걸으|도보|\bwalk)"
        ),
        r"(?:도보|걸어|\bwalk).*\d|\d.*(?:도보|걸어|\bwalk)",
    ),
    "shared": (r"\d\s*인\s?실|몇\s*인\s?실", r"\d\s*인\s*1?\s?실"),
    "height": (r"높이|얼마나 높|해발|\bheight\b|\bhow high\b", r"\d\s*(?:m|미터|meters|metres)(?![a-z가-힣])"),
    "size": (r"크기|규격|사이즈|\bsize\b", r"크기|규격|사이즈|\bA[0-5]\b|\d\s*(?:cm|평|㎡|제곱)|\bsize\b"),
    _MUST: (
        r"꼭\s|필수|의무|반드시|무조건|\bmandatory\b|\boptional\b|\bcompulsory\b|\bhave to\b",
        r"선택|필수|의무|자율|희망자|꼭\s|반드시|\boptional\b|\brequired\b|\bmandatory\b|\bmust\b",
    ),
    "rain": (
        r"비\s?가?\s?(?:오|올|와|내리)\S*면|우천|\bif it rains\b|\bin case of rain\b",
        r"비\s?가?\s?(?:오|올|와|내리)|우천|\brain",
    ),
    "mishap": (
        r"놓치|못\s?타|\bmiss(?:ed)? (?:it|the|this|my)\b",
        r"놓치|못\s?타|다음 (?:배|버스|차|편)|\bmiss|\bnext (?:ferry|bus|boat|flight|train)\b",
    ),
    "minutes": (
        r"몇\s?분\s?(?:이나|동안|씩|간|짜리|정도|하|주|걸)|발표\s?시간|\bhow many minutes\b",
        r"\d+\s*(?:분|시간|min|hour)",
    ),
}
_READ = {name: (re.compile(asks), re.compile(tells, re.IGNORECASE)) for name, (asks, tells) in _KINDS.items()}
_COUNTED = re.compile(r"몇\s*(?P<unit>명|대|편|병|잔|개|장|권|점|회|바퀴|가지|벌|마리|자리|인분)")
_EACH = re.compile(
    r"(?:한|1)\s?(?P<unit>경기|판|게임|세트|사람|명|인당|팀|조|바퀴|번|회|곡)\S*\s.*(?:몇\s?분|몇\s?시간|얼마나)"
)
_LABEL = re.compile(r"(?P<who>해설|좌장|사회|지도|진행|인솔|연사|강사|심사)\S*\s?(?:누구|누가)")
_UNITS = {"명": "(?:명|인(?![승실]))"}
# Words that say the kind of what is asked for, and name nothing.
_ASKING = {
    _PRICE: frozenset({"t:price", "o:money_off"}),
    _MUST: frozenset({"t:supplies", "o:permission_off"}),
    "weight": frozenset({"o:permission_off", "t:supplies"}),
    "shared": frozenset({"o:quality_off", "t:room", "t:lodging"}),
    "mishap": frozenset({"o:permission_off", "o:traffic"}),
    "rain": frozenset({"o:weather"}),
    "walk": frozenset({"t:walk"}),
}
_FEE = re.compile(r"^(?:현장)?(?:참가|등록|입장|회|체험|이용)[비료]|^1인|^비용|^요금|^fees?\b", re.IGNORECASE)
# What may be asked beside a word that stands in a note.
_PLAIN = frozenset({"what", "menu", "yesno", "exists", "it", "mine", "negative", "still"})
_MANY_ROWS = 200


def told(here: Situation) -> Answer | None:
    """The notes that tell it, of the one row that they are about; None when any word of the question is left over."""
    asked = here.asked
    if len(here.index.rows) > _MANY_ROWS or asked.withheld or asked.small or asked.when.outside:
        return None
    kinds = {name: tells for name, (asks, tells) in _READ.items() if asks.search(f"{asked.text} ")}
    if counted := _COUNTED.search(asked.text):
        unit = _UNITS.get(counted["unit"], counted["unit"])
        kinds[counted["unit"]] = re.compile(rf"\d\s*{unit}")
    if label := _LABEL.search(asked.text):
        kinds["who"] = re.compile(rf"^\W*{label['who']}\S*\s?[:：]")
    if each := _EACH.search(asked.text):
        kinds["minutes"] = re.compile(rf"(?:한|1)\s?{each['unit']}\S*\s.*\d+\s*(?:분|시간)")
    if not kinds and asked.asks - _PLAIN:
        return None
    found = [(row, texts) for row in _rows(here) if (texts := _telling(here, row, kinds))]
    row = nearest([row for row, _ in found], here.now, here.itinerary)
    if row is None:
        return _of_event(here)
    lines = next(texts for one, texts in found if one is row)
    return here.tell("\n".join((here.write.title(row), *dict.fromkeys(lines[:3]))), (row,), asked="what")


def _of_event(here: Situation) -> Answer | None:
    """The notes of the event that hold every thing named (휴대폰 가져가도 되나요), when nothing else is asked of it."""
    asked = here.asked
    named = [one for one in asked.elements if not one.weak and not _tags(here, one) & _ASKING[_MUST]]
    if not named or asked.unknown or asked.asks - _PLAIN or any(one.rows for one in named):
        return None
    lines = [text for text in here.itinerary.event.say("notes", here.say.language)
             if all(speaks_of(text, one) for one in named)]  # fmt: skip
    return here.tell("\n".join(lines[:3])) if lines else None


def narrower(here: Situation) -> Answer | None:
    """How far one walks to a thing, how long each game of it takes: as a note tells, and not how long it takes."""
    text = here.asked.text
    return told(here) if _READ["walk"][0].search(text) or _EACH.search(text) else None


def _rows(here: Situation) -> tuple[Activity, ...]:
    day = here.asked.when.day
    return tuple(row for row in here.index.rows if not day or row.day == day)


def _texts(here: Situation, row: Activity) -> Iterator[str]:
    """The notes of a row and of its places."""
    yield from facts.notes(row, here.say.language)
    for name in row_places(row):
        key = place_key(here.itinerary, name)
        if key:
            place = here.itinerary.places[key]
            yield from place.say("notes", here.say.language)
            if place.directions:
                yield place.say("directions", here.say.language)


def _telling(here: Situation, row: Activity, kinds: dict[str, re.Pattern[str]]) -> list[str]:
    texts = list(_texts(here, row))
    if _MUST in kinds:
        texts.append(facts.title(row, here.say.language))
    return [
        text for text in texts if all(kind.search(text) for kind in kinds.values()) and _about(here, row, text, kinds)
    ]


def _about(here: Situation, row: Activity, text: str, kinds: dict[str, re.Pattern[str]]) -> bool:
    """Whether row and text together hold every thing that the question names, and it names one."""
    number = here.index.rows.index(row)
    consumed = frozenset[str]().union(*(_ASKING.get(kind, frozenset()) for kind in kinds))
    named = [one for one in here.asked.elements if not one.weak and not _tags(here, one) & consumed]
    named = named or [one for one in here.asked.elements if one.weak and one.rows and kinds]
    loose = [word for word in here.asked.unknown if len(word) > 1 or kinds]
    if not named and not loose:
        return bool(kinds) and (
            "who" in kinds or row in focused(here) or ("shared" in kinds and row.row.kind == "lodging")
        )
    titled = clean(f"{row.row.title} {row.row.title_en or ''} {' '.join(row.row.aliases)}").replace(" ", "")
    said = clean(text).replace(" ", "")
    if any(word not in said and not (kinds and word in titled) for word in loose):
        return False
    in_text = [one for one in named if speaks_of(text, one) or (kinds and _matters(text) & _kinds_of(here, one))]
    rest = [one for one in named if one not in in_text]
    if any(number not in one.rows for one in rest):
        return False
    if kinds:
        firm = in_text or loose or any(one.rows.get(number, 0.0) >= 0.5 or one.places for one in rest)
        return bool(firm) and (_PRICE not in kinds or bool(in_text) or bool(_FEE.search(text)))
    if "seats_topic" in here.asked.topics:
        return False
    return any(one.word not in titled for one in in_text) and bool(rest or len(in_text) > 1)


def _tags(here: Situation, one: Element) -> Tags:
    return here.index.look.get(one.word, frozenset()) | {f"t:{topic}" for topic in one.topics}


def _kinds_of(here: Situation, one: Element) -> Tags:
    return frozenset(tag for tag in here.index.look.get(one.word, frozenset()) if tag.startswith("o:"))


@lru_cache(maxsize=1024)
def _matters(text: str) -> Tags:
    words = lexicon()
    cut = pieces(clean(text), words.words.get, words.longest)
    return frozenset(tag for piece in cut for tag in piece.tags if tag.startswith("o:") and len(piece.text) > 1)
