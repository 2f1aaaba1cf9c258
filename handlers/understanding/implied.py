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


_SERVING = re.compile(r"\bwhat\b.* (?:serv(?:e|es|ed|ing)|dish(?:es)?|cook(?:ing)?|having|eating)\b.* (?:for|at) ")


_LASTS = re.compile(r"(?:how long|does|do|did|will|going to|to) .*\blast\b|\blast (?:for|until|till)\b")


def settled(line: str, asks: frozenset[str]) -> frozenset[str]:
    """What is asked, after words that ask two things have been settled: how long does it last is not the last one."""
    if _SERVING.search(line):
        asks = asks - {"start"} | {"menu"}
    if re.search(r"(?:시간|얼마나|분)\s?(?:정도 |쯤 |동안 )?있다가?", line) and "howlong" in asks:
        asks -= {"next", "until"}
    if _ROOM_FOR.search(line):
        asks = asks - {"until"} | {"howlong"}
    return asks - {"last"} | {"howlong"} if "last" in asks and _LASTS.search(line) else asks


def implied(line: str) -> frozenset[str]:
    """What a line asks by its shape, without a word of the lists for it."""
    counting = (_COUNTING.search(line) and not _LENGTH.search(line)) or _POLITE.search(line)
    found = {"howmany"} if counting else set()
    if _WHATFOR.search(line):
        found.add("purpose")
    return frozenset(found)
