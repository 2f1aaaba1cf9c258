"""What a message asks by its shape: how many, what for, how long."""

import re

_COUNTING = re.compile(r"how many|number of|몇\s*(?:명|개|곳|가지|팀|조|인|번|끼|대|실|군데|종|회|차례|사람)")


# Persons, politely: 몇 분 오시나요.
_POLITE = re.compile(r"몇\s?분(?:이|께서)?\s?(?:오|가시|참|계시|모이|타시|함께)|몇이서")


# What is it for?
_WHATFOR = re.compile(
    r"\bwhat(?:s| is| are)? (?:this|the|our|that|all this) (?:[a-z]+ ){0,3}for\W*$|\bfor what (?:purpose|reason)"
)


_LENGTH = re.compile(r"how many (?:more )?(?:hours?|minutes?|mins?|days?|hrs?|nights?)\b|몇\s*(?:분|시간|시)")


# How long do we have for lunch? It asks for its length, not for what is left until then.
_ROOM_FOR = re.compile(r"how (?:long|much time) (?:do|will) (?:we|i|you) (?:have|get|spend) (?:for|in|at|on) ")


# So many hours: a length and no number of things.
_HOURS = re.compile(r"몇\s?시간\s?(?:짜리|코스|정도|동안|걸|이나|이에|인가|이죠|인지)")
# Both together, how long: 영화랑 교육 다 하면 몇 시간.
_IN_SUM = re.compile(r"다\s?(?:하면|합치면|합하면|더하면|하고)|합쳐서|합해서")
# By when one has to be somewhere: 몇 시까지 구청 앞으로 가면 되나요.
_BY_WHEN = re.compile(
    r"(?:몇\s?시|언제)까지\s?(?:\S+\s){0,3}?\S{0,6}(?:가|와|오|나가|나오|나와|나오라|오라|모이|모여|도착하|도착해|있어|올라가)"
    r"(?:면|야|라고|라구|야지)"
)


_SERVING = re.compile(r"\bwhat\b.* (?:serv(?:e|es|ed|ing)|dish(?:es)?|cook(?:ing)?|having|eating)\b.* (?:for|at) ")


_LASTS = re.compile(r"(?:how long|does|do|did|will|going to|to) .*\blast\b|\blast (?:for|until|till)\b")


def settled(line: str, asks: frozenset[str]) -> frozenset[str]:
    """What is asked, after words that ask two things have been settled: how long does it last is not the last one."""
    if _SERVING.search(line):
        asks = asks - {"start"} | {"menu"}
    if re.search(r"(?:시간|얼마나|분)\s?(?:정도 |쯤 |동안 )?있다가?", line) and "howlong" in asks:
        asks -= {"next", "until"}
    if _HOURS.search(line):
        asks = asks - {"howmany"} | {"howlong"}
    if "howlong" in asks and _IN_SUM.search(line):
        asks -= {"after", "next"}
    if _BY_WHEN.search(line):
        asks = asks - {"end", "until"} | {"when"}
    if _ROOM_FOR.search(line):
        asks = asks - {"until"} | {"howlong"}
    return asks - {"last"} | {"howlong"} if "last" in asks and _LASTS.search(line) else asks


# What they are at now.
_DOING = re.compile(
    r"\bwhat(?:s| is| are|re)? (?:the |our |my )?(?:group|team|everyone|everybody|people|others|folks|they|we) "
    r"(?:all )?(?:doing|up to)\b(?!.*\b(?:tomorrow|tonight|on|at|after|before|later)\b)"
)
# Nights and days: 3박 4일 맞나요.
_NIGHTS = re.compile(r"\d\s?박\s?\d\s?일")
# The whole time of something: 총 버스 타는 시간.
_IN_ALL = re.compile(r"(?:총|다 합|모두 합|합쳐|합해)\S*\s.*시간|총\s?\S*시간")
_CLOCK_ASKED = re.compile(r"몇\s?시(?!간)|언제|몇\s?시간")


def implied(line: str) -> frozenset[str]:
    """What a line asks by its shape, without a word of the lists for it."""
    counting = (_COUNTING.search(line) and not _LENGTH.search(line)) or _POLITE.search(line)
    found = {"howmany"} if counting else set()
    if _NIGHTS.search(line):
        found.add("date")
    if _IN_ALL.search(line) and not _CLOCK_ASKED.search(line):
        found.add("howlong")
    if _DOING.search(line):
        found.add("now")
    if _WHATFOR.search(line):
        found.add("purpose")
    return frozenset(found)
