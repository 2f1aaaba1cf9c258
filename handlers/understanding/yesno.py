"""Whether a message wants yes or no for an answer."""

import re

_WH_WORDS = re.compile(r"몇|언제|어디|누구|누가|무슨|어느|뭐|뭘|무엇|왜|어떻|얼마|어떤")


_REQUEST = re.compile(
    r"(?:주세요|주십시오|주세여|줘요?|줄래요?|주실래요|달라|바랍니다|부탁\S*|주라|줘라|봐요|보세요|주시겠\S*|주실\S*|줄\S*)$"
)


_WH = {
    "clock",
    "when",
    "where",
    "what",
    "menu",
    "howmany",
    "howlong",
    "until",
    "size",
    "height",
    "distance",
    "who",
    "next",
    "list",
    "date",
    "map",
    "address",
    "directions",
    "purpose",
    "contact",
    "topic",
}


_EN_YES = (
    "is ",
    "are ",
    "do ",
    "does ",
    "will ",
    "can ",
    "did ",
    "was ",
    "were ",
    "have ",
    "has ",
    "so is ",
    "and is ",
    "isnt ",
    "arent ",
    "dont ",
    "doesnt ",
    "so we ",
    "am ",
    "should ",
    "any ",
    "could we ",
    "would ",
)


_KO_YES = (
    "나요",
    "나여",
    "까요",
    "까",
    "니",
    "죠",
    "지요",
    "냐",
    "어요",
    "아요",
    "나",
    "가요",
    "남",
    "요",
    "져",
    "쥬",
    "지",
    "해",
    "나용",
    "야",
    "가",
    "감",
    "래",
    "대",
    "다며",
    "어",
    "음",
)


# A statement made a question by its end: …, right? …, isn't it?
TAG = re.compile(
    r"[, ](?:right|correct|yes|yeah|(?:is|are|does|do|was|will|wo)nt (?:it|we|they|there)|isnt that so)\W*$"
)


# Dinner is at seven then?
_STATED = re.compile(
    r"\b(?:is|are|starts|begins|leaves|ends) (?:at |from |until )?"
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)"
)


def is_yesno(line: str, asks: frozenset[str], *, english: bool) -> bool:
    """Whether a clean line wants yes or no: it begins or ends as such questions do and asks nothing else."""
    if english:
        if _STATED.search(line) and not asks & (_WH - {"list", "next", "until", "howmany"}):
            return True
        return line.startswith(_EN_YES) or " is there " in line or bool(TAG.search(line))
    ask = line.rstrip(" ?!.")
    if _REQUEST.search(ask) or _WH_WORDS.search(line):
        return False
    if line.rstrip(" !.").endswith("?") and re.search(r"\d\s?시", line) and not asks & _WH:
        return True
    return not asks & (_WH - {"list", "next", "until", "howmany"}) and ask.endswith(_KO_YES)
