"""Whom to call, as a plan says it: after a label, or on a line with a telephone sign."""

import re

from config.importers.words import bare, one_line

PHONE = re.compile(r"(?:\+?\d{1,3}[ -])?(?:\(0?\d{1,3}\)|0?\d{1,3})[ -.]\d{3,4}[ -.]\d{4}|\b1[56]\d\d-\d{4}\b")

_ASKING = re.compile(r"[☎☏📞📱]|문의|연락|담당|비상|총무|contact|inquir|emergency", re.IGNORECASE)


def labelled(text: str) -> dict[str, str]:
    """The name and number in the text of a label such as 문의."""
    phone = PHONE.search(text)
    if not phone:
        return {}
    name = re.sub(
        r"[(（\[]?\s*(?:☎|☏|📞|tel\.?|t\.|전화|연락처|H\.?P\.?)?\s*[:：)）\]]*\s*$",
        "",
        text[: phone.start()],
        flags=re.IGNORECASE,
    )
    found = {"phone": phone.group()}
    return ({"name": one_line(bare(name)).strip(" ,:")} if one_line(name).strip(" ,:") else {}) | found


def called(lines: list[str]) -> dict[str, str]:
    """A contact that no label names: the first line with a telephone sign, or that speaks of asking or emergencies."""
    for line in lines:
        if PHONE.search(line) and _ASKING.search(line):
            label = re.match(r"[^:：]{1,24}[:：]", line)
            return labelled(line[label.end() :] if label and not PHONE.search(label.group()) else line)
    return {}
