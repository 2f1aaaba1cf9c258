"""A supposed number is asked for, so that the answer is the number that the plan states."""

import re

_SO_MANY_KO = re.compile(
    r"(?<![가-힣\d])(?:\d{1,3}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?P<unit>대|팀|조|명|군데|곳|개)"
    r"(?=\s*(?:이에요|예요|에요|이야|야|이죠|죠|이지|지|인가|인지|입니까|맞|있|가나|가요|타나|타요|로\s?나|으로\s?나|나와|온다|라던|\?|$))"
)
_SO_MANY_EN = re.compile(
    r"^(?P<is>(?:are|is|were|do|does|will|so|there|isnt|arent|dont)\b.*?)\b(?:only |just )?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
    r" (?P<unit>buses|coaches|vans|shuttles|teams|groups|workshops|rooms)\b"
)


# 점심 말고 저녁은 몇 시: the lunch is not asked for.
# Two to a room, don't we?
_TO_A_ROOM = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|\d)"
    r"(?= (?:people |persons |of us |beds )?(?:to|per|in|a) (?:a |each |one |the )?room\b)"
)
_EXCEPT = re.compile(r"^(?:\S{1,12}\s)?\S{1,12}?\s?말고요?,?\s+(?=.*(?:몇\s?시|언제|어디))")


# What's left for today.
_LEFT_OF = re.compile(r"\bwhats? (?:is )?(?:still )?left (?:for|of|on) (?=today|tonight|the day|this)")


# A bus by its number as dictated: 이호차, 일호찬데.
_BUS = re.compile(r"(?<![가-힣])(?P<n>[일이삼사오육])\s?호\s?(?P<of>차|찬(?=데))")
_DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6}


def bus_in_digits(text: str) -> str:
    """A text with its buses numbered in digits: 이호차 becomes 2호차."""
    return _BUS.sub(lambda match: f"{_DIGITS[match['n']]}호차{'' if match['of'] == '차' else '인'}", text)


def as_question(line: str) -> str:
    """A line that supposes a number as one that asks for it: "버스 두 대예요" becomes "버스 몇 대예요"."""
    line = _LEFT_OF.sub("what is the rest of ", _EXCEPT.sub("", line))
    line = _SO_MANY_KO.sub(lambda match: f"몇 {match['unit']}", line)
    if not line.startswith(("what", "which", "who", "where", "when")):
        line = _TO_A_ROOM.sub("how many", line)
    return _SO_MANY_EN.sub(lambda match: f"{match['is']}how many {match['unit']}", line)
