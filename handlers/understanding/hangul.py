"""Hangul as sounds: jamo for comparing misspelt words, romanisation for Korean names in Latin letters."""

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# Revised Romanisation (2000), sound by sound; what changes between syllables is left to fuzzy comparison.
_INITIAL = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"]
_VOWEL = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_FINAL = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
# The keys of the Korean keyboard (dubeolsik), for words typed in the wrong input mode.
_KEYS = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=True,
    )
)
_JOINED = {"ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ"}


def is_hangul(letter: str) -> bool:
    """Whether it is a Hangul syllable or a single jamo."""
    return "가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ"


def is_latin(letter: str) -> bool:
    """Whether it is a letter of a Latin word (accents included)."""
    return letter.isalpha() and not is_hangul(letter) and ord(letter) < 0x250


def jamo(word: str) -> str:
    """The word letter by letter: 점심 → ㅈㅓㅁㅅㅣㅁ; other characters stay."""
    return "".join(_split(letter) for letter in word)


def _split(letter: str) -> str:
    if not "가" <= letter <= "힣":
        return letter
    rest, final = divmod(ord(letter) - 0xAC00, 28)
    initial, vowel = divmod(rest, 21)
    return (INITIALS[initial] + VOWELS[vowel] + FINALS[final]).strip()


def romanised(word: str) -> str:
    """The word in Latin letters: 노고단 → nogodan."""
    return "".join(_roman(letter) for letter in word)


def _roman(letter: str) -> str:
    if not "가" <= letter <= "힣":
        return letter if letter.isalnum() else ""
    rest, final = divmod(ord(letter) - 0xAC00, 28)
    initial, vowel = divmod(rest, 21)
    return _INITIAL[initial] + _VOWEL[vowel] + _FINAL[final]


def typed_blind(word: str) -> str:
    """What the keys of a Latin word would have written on a Korean keyboard (wjatla → 점심), "" if nothing whole."""
    letters = [_KEYS.get(key) or _KEYS.get(key.lower(), "") for key in word]
    if not all(letters):
        return ""
    return _assembled(_join_vowels(letters))


def _join_vowels(letters: list[str]) -> list[str]:
    result: list[str] = []
    for letter in letters:
        if result and result[-1] + letter in _JOINED:
            result[-1] = _JOINED[result[-1] + letter]
        else:
            result.append(letter)
    return result


def _assembled(letters: list[str]) -> str:
    result, at = "", 0
    while at < len(letters):
        if letters[at] not in INITIALS or at + 1 >= len(letters) or letters[at + 1] not in VOWELS:
            return ""
        final = letters[at + 2] if at + 2 < len(letters) else ""
        opens_next = at + 3 < len(letters) and letters[at + 3] in VOWELS
        takes = bool(final) and final in FINALS and not opens_next and final not in VOWELS
        code = 0xAC00 + (INITIALS.index(letters[at]) * 21 + VOWELS.index(letters[at + 1])) * 28
        result += chr(code + (FINALS.index(final) if takes else 0))
        at += 3 if takes else 2
    return result
