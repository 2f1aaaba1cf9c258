"""Telegram's HTML style: a small set of tags over plain text, positions in UTF-16 units.

Source: https://core.telegram.org/bots/api#html-style. Errors name byte offsets of the UTF-8 text, as the server does.
"""

import re
from typing import Any, NoReturn
from urllib.parse import urlsplit

from tests.botapi.refused import refuse

Entity = dict[str, Any]

_NAMES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]+));?|<")
_START = re.compile(r"<([^\s>/][^\s>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_END = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"\s*([^\s=>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.\-]+)))?")


def utf16(text: str) -> int:
    """Length in UTF-16 code units, the Bot API's measure of text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of HTML-style text; raises the server's "can't parse entities"."""
    text: list[str] = []
    entities: list[Entity] = []
    opened: list[tuple[str, Entity]] = []
    length = position = 0
    while token := _TOKEN.search(source, position):
        text.append(source[position : token.start()])
        length += utf16(text[-1])
        position = token.start()
        if token[0] != "<":
            text.append(_decoded(token))
            length += utf16(text[-1])
            position = token.end()
        elif source.startswith("</", position):
            position = _close(source, position, opened, entities, length)
        else:
            position = _open(source, position, opened, length)
    text.append(source[position:])
    if opened:
        _cannot(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(text), entities


def _decoded(token: re.Match[str]) -> str:
    hexadecimal, decimal, name = token.groups()
    if name:
        return _NAMED.get(name, token[0])
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF else token[0]


def _open(source: str, position: int, opened: list[tuple[str, Entity]], offset: int) -> int:
    at = f"at byte offset {len(source[:position].encode())}"
    match = _START.match(source, position)
    if match is None:
        name = re.match(r"<([^\s>]*)", source[position:])
        if ">" not in source[position:]:
            _cannot(f"Unclosed start tag {at}")
        _cannot(f'Unsupported start tag "{name[1].lower() if name else ""}" {at}')
    tag = match[1].lower()
    if tag not in _NAMES:
        _cannot(f'Unsupported start tag "{tag}" {at}')
    entity: Entity = {"type": _NAMES[tag], "offset": offset, "length": 0}
    entity.update(_attributes(tag, match[2], at))
    opened.append((tag, entity))
    return match.end()


def _attributes(tag: str, source: str, at: str) -> Entity:
    found: dict[str, str | None] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        found[name.lower()] = (double or single or bare) if "=" in source else None
    if tag == "blockquote":
        return {"type": "expandable_blockquote"} if "expandable" in found else {}
    for name, value in found.items():
        if value is None:
            _cannot(f'Expected equal sign in declaration of attribute "{name}" of the tag "{tag}" {at}')
    if tag == "span" and found.get("class") != "tg-spoiler":
        _cannot(f'Tag "span" must have class "tg-spoiler" {at}')
    if tag == "tg-emoji":
        return {"custom_emoji_id": found.get("emoji-id") or ""}
    if tag == "code" and (found.get("class") or "").startswith("language-"):
        return {"language": str(found["class"]).removeprefix("language-")}
    if tag == "a":
        return {"url": _TOKEN.sub(_decoded, found.get("href") or "")}
    return {}


def _close(source: str, position: int, opened: list[tuple[str, Entity]], entities: list[Entity], end: int) -> int:
    at = f"at byte offset {len(source[:position].encode())}"
    if not opened:
        _cannot(f"Unexpected end tag {at}")
    match = _END.match(source, position)
    if match is None:
        _cannot(f"Unclosed end tag {at}")
    tag, entity = opened.pop()
    name = match[1].lower()
    if name and name != tag:
        _cannot(f'Unmatched end tag {at}, expected "</{tag}>", found "</{name}>"')
    entity["length"] = end - entity["offset"]
    if tag == "pre" and entities and _same_span(entities[-1], entity):
        entities[-1]["type"] = "pre"  # <pre><code class="language-…"> is one block of that language
    elif entity["length"] and _kept(entity):
        entities.append(entity)
    return match.end()


def _same_span(code: Entity, pre: Entity) -> bool:
    return code["type"] == "code" and all(code[name] == pre[name] for name in ("offset", "length"))


def _kept(entity: Entity) -> bool:
    """A link to nowhere is dropped silently, as the server does."""
    return entity["type"] != "text_link" or link_problem(entity["url"]) is None


def link_problem(url: str) -> str | None:
    """Why the server would not link to `url`; None when it would."""
    scheme = urlsplit(url).scheme
    parts = urlsplit(url if scheme and "." not in scheme else f"http://{url}")
    if parts.scheme == "tg":
        return None
    if parts.scheme not in {"http", "https", "ton", "tonsite"}:
        return "Unsupported URL protocol"
    if not parts.hostname:
        return "URL host is empty"
    return None if "." in parts.hostname and " " not in url else "Wrong HTTP URL"


def _cannot(message: str) -> NoReturn:
    refuse(f"can't parse entities: {message}")
