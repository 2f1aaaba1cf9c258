"""A theme's line in the report: what one of its points says, ending in the office's style. Nothing is added."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.comments import words
from bot.comments.ending import ending, without_final
from bot.comments.heading import speaks
from bot.comments.mask import MASK
from bot.feedback import Heading
from bot.texts import particle

LONGEST = 90
_TAIL = re.compile(r"[\s.,!?~^…·ㄱ-ㅣ\-☆★♥♡❤*:;)(\U0001F000-\U0001FAFF\u2600-\u27BF\ufe0f]+$")
_GIVE = re.compile(
    r"(?P<text>.*[가-힣])\s?(?:주세요|주셔요|주세용|주십시오|주셨으면|주시면|주었으면|줬으면|주시기|주시길|주길|줘요|주면|주삼|주쇼|주이소|주소|달라|주시고).*"
)
_GIVES = frozenset("아어여해려내와워줘꿔눠놔둬춰켜쳐져겨여가나하러서라바봐써커타차자")
_WISHES = (
    (re.compile(r"(?P<text>.*?)(?:을|를|좀)?\s?부탁.*"), "begged"),
    (re.compile(r"(?P<text>.*?[가-힣]기)(?:를)?\s?(?:바람|바랍니다|바래요|바라).*"), "begged"),
    (re.compile(r"(?P<text>.*(?:았|었|했|였|셨|짰|렸|켰|됐|갔|왔|났|줬)으면).*"), "wished"),
    (re.compile(r"(?P<text>.*[가-힣]면)\s?(?:더\s?)?좋.*"), "hoped"),
    (re.compile(r"(?P<text>.*[가-힣]면)\s?어(?:떨|때|떻).*"), "how"),
    (re.compile(r"(?P<text>.*[가-힣]야)(?:\s?(?:한|함|할|해|합|된|됨|될|하|되).*)?"), "must"),
    (re.compile(r"(?P<text>.*(?:하|가|오|보|두|놀|먹|쉬|들|리|이|꾸|르|히|나))자"), "let"),
    (re.compile(r"(?P<text>.*[가-힣](?:으로|로|게|히|부터))"), "let_do"),
)  # fmt: skip
_LET = re.compile(r"(?P<text>.*)(?P<last>[가-힣])시다")
_NEEDED = re.compile(r"(?P<text>.*?)(?P<particle>이|가|은|는)?\s?필요.{0,6}")
# A predicate in the past, which is no name of a thing: 쉬웠음.
_TOLD = re.compile("[았었했였웠됐갔왔졌렸겠봤났랐켰셨줬]음$")
_PARTICLES = re.compile(r"(?:에서는|에서|으로|까지|부터|은|는|이|가|도|을|를|에|의|로|만)$")


def line(texts: Sequence[str], heading: Heading, word: str = "") -> str:
    """The line for points of a theme, the best one first; `word` is what they speak of, "" if it has no one name."""
    clean = [one for one in map(tidy, texts) if one]
    for text in sorted(clean, key=lambda one: MASK in one):
        if len(text) <= LONGEST and (found := _written(text, heading)):
            return found
    if word:
        return _form(heading, word=f"{word}")
    return quoted(clean[0] if clean else (texts[0] if texts else ""))


def quoted(text: str) -> str:
    """The words themselves, as somebody's."""
    text = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
    return _form("quoted", text=text).replace("{라는}", "라는" if particle(text, "이") == "가" else "이라는")


def tidy(text: str) -> str:
    """The text without what stands before and after what it says: 솔직히 …, …ㅎㅎ."""
    text = _TAIL.sub("", " ".join(text.split())).lstrip(" .,-!~")
    while (first := text.partition(" ")) and first[2] and first[0].strip(",").lower() in _fillers():
        text = first[2]
    return text


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(words.read("comments")["filler"].split())


def _written(text: str, heading: Heading) -> str | None:
    """What was written, in the office's style; None where no rule fits."""
    if not re.search("[가-힣]", text):
        return None
    if heading == "improve" and (found := _wish(text)):
        return found
    if not speaks(text) and len(text) <= 14 and not _TOLD.search(ending(text) or ""):
        return _bare(text, heading)
    if text.endswith(_words("predicates")):
        return _form("did", text=text)
    found = ending(text)
    return found if found and (heading != "improve" or _states(found)) else None


def _states(found: str) -> bool:
    return found.endswith(("필요함", "바람", "요망됨", "하여야 함"))


def _bare(text: str, heading: Heading) -> str | None:
    noun = _PARTICLES.sub("", text) if len(text) > 3 else text
    if heading == "improve" and text.endswith(_words("deeds")):
        return _form("needs", text=text)
    if heading == "improve" and ending(text) and not noun.endswith(("장", "물")) and " " in text:
        return None
    return _form(heading, word=noun)


def _wish(text: str) -> str | None:
    if match := _LET.fullmatch(text):
        return _form("let", text=match["text"] + without_final(match["last"]))
    if (match := _GIVE.fullmatch(text)) and match["text"][-1] in _GIVES:
        return _form("asked", text=match["text"])
    if (match := _NEEDED.fullmatch(text)) and match["text"]:
        return f"{match['text']}{match['particle'] or ''} 필요함"
    for pattern, form in _WISHES:
        if (match := pattern.fullmatch(text)) and len(match["text"]) > 1:
            return _form(form, text=match["text"].strip())
    return None


def _form(name: str, *, text: str = "", word: str = "") -> str:
    said: str = words.read("comments_lines")[name]
    for form in ("이", "을"):
        said = said.replace(f"{{text:{form}}}", f"{text}{particle(text, form)}")
    return said.replace("{text}", text).replace("{word}", word)


@lru_cache(maxsize=4)
def _words(name: str) -> tuple[str, ...]:
    return tuple(words.read("comments_lines")[name].split())


def overall(heading: Heading) -> str:
    """The line for what is said of the whole event, where no point is fit to be one."""
    return str(words.read("comments_lines")["overall"][heading])
