"""What goes in and out, in words that every platform shares.

Text is plain. Bold is marked by two private characters (`bold`), so nothing that a person wrote can be mistaken for
markup; each adapter turns the marks into its own form or drops them (`plain`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from bot.photos.clean import Clean, Refusal
    from bot.reading import Read

BOLD, UNBOLD = "\ue000", "\ue001"
_MARKS = str.maketrans("", "", BOLD + UNBOLD)


def bold(text: str) -> str:
    """`text` marked as bold."""
    return f"{BOLD}{plain(text)}{UNBOLD}"


def plain(text: str) -> str:
    """`text` without marks."""
    return text.translate(_MARKS)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a chat on a platform; `user` is the account that owns it (in a private chat: the same)."""

    platform: str
    chat: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that a person sent; `reference` is what the adapter needs to get its bytes.

    `data` are the bytes, once a handler's reply has asked for them (`Reply.wants`); b"" when they could not be got.
    `plan` is what was read in it, once a reply has asked for that (`Reply.reads`), `picture` the one in it, or why
    there is none, once a reply has asked to see it (`Reply.sees`).
    """

    reference: str
    name: str
    size: int
    media_type: str = ""
    data: bytes | None = None
    plan: "Read | None" = None
    picture: "Clean | Refusal | None" = None


@dataclass(frozen=True, slots=True)
class Request:
    """Something that a person did. `id` is unique within a bot and stays the same when it is delivered again.

    `what`: a text, a pressed button (`action` is its data, `message` the message it stands under), a file (`text` is
    its caption), or that the person blocked us ("left") or the bot came into a group ("group").
    `press` is the platform's own id of a button press, `addressed` whether a group's message speaks to us, `language`
    the platform's hint ("ko", "en", "ko-KR", …), `reply_to` the message of ours that a text answers, `album` what the
    files have in common that were sent in one go. `secret` is what only the person's own device knows, where the
    platform's buttons can be read by us; it is kept nowhere. `late`: an earlier process took it in and was stopped.
    """

    id: str
    address: Address
    name: str = ""
    language: str = ""
    what: Literal["text", "press", "file", "left", "group"] = "text"
    text: str = ""
    action: str = ""
    message: str = ""
    press: str = ""
    reply_to: str = ""
    album: str = ""
    file: File | None = None
    private: bool = True
    addressed: bool = True
    secret: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """One button: either `action` (≤ 64 bytes, comes back as `Request.action`) or `url`."""

    text: str
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Venue:
    """A pin on a map, WGS 84 degrees."""

    title: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that we send; `photo`: a picture, shown as one. `reference` is what `bot` calls it already."""

    name: str
    media_type: str
    data: bytes
    photo: bool = False
    bot: str = ""
    reference: str = ""


Rows = tuple[tuple[Button, ...], ...]
Keyboard = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a person.

    `edit`: replace the message whose button was pressed instead of sending a new one. `toast`: a short note on the
    button press (≤ 200 characters). `keyboard`: the persistent keyboard for people who do not type. `private`: goes to
    the person's private chat even when asked in a group. `pin`: it is the person's card, to be kept at the top of the
    chat. `wants`: the request's file is to be fetched, and the request answered again with it. `reads`: the same with
    the plan in this text, or in the request's file where it is "", read. `forget`: before this the platform forgets its
    user. `form`: it shows what somebody fills in, to be wiped where we keep it once they send it. `secret`: its buttons
    carry what only the reader may hold, so that we keep the message without them. `makes`: what is to be made once
    this is sent, as it takes a while: a document (`bot.report.making`) or another wording of a line (`bot.polishing`).
    `sees`: these files are pictures; each is
    to be fetched and cleaned, and the request answered again with it. `drops`: files that a person sent and that are to
    be kept nowhere.
    """

    text: str = ""
    buttons: Rows = ()
    keyboard: Keyboard | None = None
    venue: Venue | None = None
    attachment: Attachment | None = None
    edit: bool = False
    toast: str = ""
    private: bool = False
    pin: bool = False
    wants: bool = False
    reads: str | None = None
    forget: bool = False
    form: bool = False
    secret: bool = False
    makes: str = ""
    sees: tuple[File, ...] = ()
    drops: tuple[File, ...] = ()


def units(reply: Reply, limit: int = 4000) -> list[Reply]:
    """The reply as single messages of at most `limit` characters: cut at line ends, a pin as a message of its own.

    The buttons stand under the last piece of text; an attachment carries the text as its caption if that is short.
    """
    pieces = list(_pieces(reply.text, limit)) if reply.text else []
    nothing: dict[str, Any] = {"wants": False, "reads": None, "forget": False, "makes": "", "sees": (), "drops": ()}
    bare = replace(reply, buttons=(), keyboard=None, venue=None, attachment=None, **nothing)
    result = [replace(bare, text=one) for one in pieces]
    if pieces:
        result[-1] = replace(result[-1], buttons=reply.buttons, keyboard=reply.keyboard)
    if reply.attachment and result and len(pieces[-1]) <= 1000:
        result[-1] = replace(result[-1], attachment=reply.attachment)
    elif reply.attachment:
        result.append(Reply(attachment=reply.attachment, private=reply.private))
    if reply.venue:
        result.append(Reply(venue=reply.venue, private=reply.private))
    if not result:
        return [reply]
    result[-1] = replace(result[-1], **{name: getattr(reply, name) for name in nothing})
    return result


def _pieces(text: str, limit: int) -> Iterator[str]:
    while len(text) > limit:
        cut = text.rfind("\n", limit // 2, limit)
        cut = cut if cut > 0 else limit
        yield text[:cut]
        text = text[cut:].lstrip("\n")
    yield text


class SendError(Exception):
    """Sending did not go as wished; the subclasses say what is known. Texts hold no token and no personal data."""


class RetryLater(SendError):
    """It was certainly not delivered; try again after `after` seconds. `silence`: so must the whole token."""

    def __init__(self, reason: str, after: float = 0.0, *, silence: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.silence = silence


class Uncertain(SendError):
    """Nobody can know whether it was delivered."""


class Unreachable(SendError):
    """This person cannot be reached there until they write again."""


class BadContent(SendError):
    """The message itself is refused: it would be refused for everybody."""


class Moved(SendError):
    """The chat lives on under another id."""

    def __init__(self, chat: str) -> None:
        super().__init__("chat moved")
        self.chat = chat
