"""A theme's line in the report: what one of its points says, ending in the office's style. Nothing is added."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.comments import words
from bot.comments.ending import ending, without_final
from bot.comments.heading import speaks
from bot.comments.mask import MASK
from bot.comments.need import needed, of_stem
from bot.comments.topics import things
from bot.feedback import Heading
from bot.texts import particle

LONGEST = 90
_TAIL = re.compile(r"[\s.,!?~^…·ㄱ-ㅣ\-☆★♥♡❤*:;)(\U0001F000-\U0001FAFF\u2600-\u27BF\ufe0f]+$")
_GIVE = re.compile(
    r"(?P<text>.*[가-힣])\s?(?:주세요|주셔요|주세용|주십시오|주셨으면|주시면|주었으면|줬으면|주시기|주시길|주길|줘요|주면|주삼|주쇼|주이소|주소|달라|주시고).*"
)
_GIVES = frozenset("아어여해려내와워줘꿔눠놔둬춰켜쳐져겨여가나하러서라바봐써커타차자꺼")
_WISHES = (
    (re.compile(r"(?P<text>.*?(?<![로에게]))(?:을|를|좀)?\s?부탁.*"), "begged"),
    (re.compile(r"(?P<text>.*?[가-힣]기)(?:를)?\s?(?:바람|바랍니다|바래요|바라).*"), "begged"),
    (re.compile(r"(?P<text>.*[가-힣](?:이|가|도))\s?있(?:었)?(?:으|더라)면.*"), "lacks"),
    (re.compile(r"(?P<text>.*[가-힣]는)\s?(?:게|것이|거)\s?(?:더\s?)?(?:나을|좋을|낫|좋겠).*"), "rather"),
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
# Thanks alone: 고생 많으셨어요.
_TROUBLE = re.compile(r"(?:고생|수고|노고|애)\S{0,3}\s?(?:많|하셨|했|쓰셨|쓰신)\S*$")
_SPOKEN = re.compile("(?:요|니다|네|죠)$")
_PARTICLES = re.compile(r"(?:에서는|에서|으로|까지|부터|은|는|이|가|도|을|를|에|의|로|만)$")


def line(texts: Sequence[str], heading: Heading, word: str = "") -> str:
    """The line for points of a theme, the best one first; `word` is what they speak of, "" if it has no one name."""
    clean = [one for one in (_mild(text) if heading == "lacking" else tidy(text) for text in texts) if one]
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


def _mild(text: str) -> str:
    """Tidy, and what was only a little amiss stays a little amiss: 조금 짰어요 → 다소 짰어요."""
    clean = tidy(text)
    little = re.search(rf"(?:^|\s)(?:조금|좀)\s+{re.escape(clean)}", text) if clean else None
    return f"다소 {clean}" if little else clean


def of_thing(called: str, written: str) -> str:
    """What is said of a thing after its name."""
    if written.endswith(_words("states")):
        return f"{called}{particle(called, '이')} {written}"
    return f"{called}: {written}"


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(words.read("comments")["filler"].split())


def _written(text: str, heading: Heading) -> str | None:
    """What was written, in the office's style; None where no rule fits."""
    if not re.search("[가-힣]", text):
        return None
    if heading == "improve" and (found := _wish(text)):
        return found
    if heading == "good" and _TROUBLE.search(text):
        return _form("thanked")
    if not speaks(text) and len(text) <= 14 and not _TOLD.search(ending(text) or "") and not _SPOKEN.search(text):
        return _bare(text, heading)
    text = _alone(text)
    if text.endswith(_words("predicates")):
        return _form("did", text=text)
    found = ending(text)
    return found if found and (heading != "improve" or _states(found)) else None


def _alone(text: str) -> str:
    """The text without the "too" of a thing that stood behind another: 날씨도 좋고 → 날씨가 좋고."""
    first, space, rest = text.partition(" ")
    noun = first.removesuffix("도")
    return f"{noun}{particle(noun, '이')} {rest}" if space and noun != first and things(noun) else text


def _states(found: str) -> bool:
    return found.endswith(("필요함", "바람", "요망됨", "하여야 함"))


def _bare(text: str, heading: Heading) -> str | None:
    noun = _PARTICLES.sub("", text) if len(text) > 3 else text
    if heading == "improve" and ending(text) and not noun.endswith(("장", "물")) and " " in text:
        return None
    return _form(heading, word=noun)


def _wish(text: str) -> str | None:
    if text.endswith(_words("deeds")):
        return _form("need", text=of_stem(text[:-1])) if text.endswith("기") else _form("needs", text=text)
    if match := _LET.fullmatch(text):
        stem = "" if match["last"] in "읍입" and match["text"] else without_final(match["last"])
        return _form("let", text=match["text"] + stem)
    if re.search("[가-힣]{2}(?:고|며)$", text) and not re.search("[다라](?:고|며)$", text):
        return _form("need", text=of_stem(text[:-1]))
    if (match := _GIVE.fullmatch(text)) and match["text"][-1] in _GIVES:
        need = needed(match["text"].replace(" 좀 ", " "))
        return _form("need", text=need) if need else _form("asked", text=match["text"])
    if (match := _NEEDED.fullmatch(text)) and match["text"]:
        return f"{match['text']}{match['particle'] or ''} 필요함"
    return _wished(text)


def _wished(text: str) -> str | None:
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
