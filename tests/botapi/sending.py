"""The methods that create a message."""

import hashlib
from typing import Any

from tests.botapi import rules
from tests.botapi.account import Account, StoredFile
from tests.botapi.chats import Chat, Json
from tests.botapi.keyboards import reply_markup
from tests.botapi.parameters import Params, Upload
from tests.botapi.refused import refuse

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
_MEGABYTE = 1024 * 1024


def send_message(account: Account, params: Params) -> Json:
    text, entities = rules.message_text(params)
    return _deliver(account, params, _with_entities("text", text, "entities", entities))


def send_venue(account: Account, params: Params) -> Json:
    place = rules.venue(params)
    return _deliver(account, params, {"location": place["location"], "venue": place})


def send_location(account: Account, params: Params) -> Json:
    return _deliver(account, params, {"location": rules.location(params)})


def send_document(account: Account, params: Params) -> Json:
    text, entities = rules.caption(params)
    given = params.get("document") or refuse("there is no document in the request")
    file_id, stored = _stored(account, given, "documents")
    document = {
        "file_id": file_id,
        "file_unique_id": file_id[-16:],
        "file_name": stored.name,
        "mime_type": stored.mime,
        "file_size": len(stored.content),
    }
    content = {"document": document, **_with_entities("caption", text, "caption_entities", entities)}
    return _deliver(account, params, content, stored.content)


def send_photo(account: Account, params: Params) -> Json:
    text, entities = rules.caption(params)
    given = params.get("photo") or refuse("there is no photo in the request")
    file_id, stored = _stored(account, given, "photos")
    if not stored.content.startswith(_IMAGES):
        refuse("IMAGE_PROCESS_FAILED")
    if len(stored.content) > 10 * _MEGABYTE:
        refuse("file is too big")
    sizes = [photo_size(file_id, stored)]
    content = {"photo": sizes, **_with_entities("caption", text, "caption_entities", entities)}
    return _deliver(account, params, content, stored.content)


def copy_message(account: Account, params: Params) -> Json:
    source, message = _source(account, params, "message to copy not found")
    kinds = ("text", "entities", "location", "venue", "document", "photo", "caption", "caption_entities")
    content = {name: message[name] for name in kinds if name in message}
    if "caption" in params and "text" not in message:
        text, entities = rules.caption(params)
        content.update(_with_entities("caption", text, "caption_entities", entities))
    copy = _deliver(account, params, content, source.files.get(message["message_id"]))
    return {"message_id": copy["message_id"]}


def forward_message(account: Account, params: Params) -> Json:
    source, message = _source(account, params, "message to forward not found")
    private = {"message_id", "from", "chat", "date", "reply_markup", "reply_to_message", "edit_date"}
    content = {name: value for name, value in message.items() if name not in private}
    content["forward_origin"] = {"type": "user", "sender_user": message["from"], "date": message["date"]}
    return _deliver(account, params, content, source.files.get(message["message_id"]))


def store(account: Account, upload: Upload, folder: str) -> tuple[str, StoredFile]:
    """Keep an uploaded file; the same content gets another file_id each time, as with Telegram."""
    number = len(account.files) + 1
    digest = hashlib.sha256(upload.content).hexdigest()[:16]
    name = upload.filename or "file"
    suffix = name.rsplit(".", 1)[-1] if "." in name else "bin"
    stored = StoredFile(upload.content, name, upload.mime, f"{folder}/file_{number}.{suffix}")
    file_id = f"BQAC{number:06d}{digest}"
    account.files[file_id] = stored
    return file_id, stored


def photo_size(file_id: str, stored: StoredFile) -> Json:
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-16:],
        "width": 800,
        "height": 600,
        "file_size": len(stored.content),
    }


def _stored(account: Account, given: Any, folder: str) -> tuple[str, StoredFile]:  # noqa: ANN401 - text or file
    if isinstance(given, Upload):
        if not given.content:
            refuse("file must be non-empty")
        return store(account, given, folder)
    if str(given).startswith(("http://", "https://")):
        refuse("failed to get HTTP URL content")
    if given not in account.files:
        refuse("wrong file identifier/HTTP URL specified")
    return given, account.files[given]


def _with_entities(name: str, text: str, entities_name: str, entities: list[Json]) -> Json:
    content: Json = {name: text} if text else {}
    if entities:
        content[entities_name] = entities
    return content


def _source(account: Account, params: Params, missing: str) -> tuple[Chat, Json]:
    chat = account.chat(params, "from_chat_id")
    message = chat.messages.get(params.get("message_id", 0))
    if message is None:
        refuse(missing)
    return chat, message


def _deliver(account: Account, params: Params, content: Json, file: bytes | None = None) -> Json:
    chat = account.writable(params)
    markup = reply_markup(params.get("reply_markup"), private=chat.private)
    reply = _replied(chat, params.get("reply_parameters"))
    account.count(chat)
    inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    message = account.post(chat, {**content, **inline, **reply})
    if markup and not inline:
        _set_keyboard(chat, message["message_id"], markup)
    if file is not None:
        chat.files[message["message_id"]] = file
    account.show(chat, message)
    return message


def _replied(chat: Chat, given: Any) -> Json:  # noqa: ANN401 - any JSON value
    if given is None:
        return {}
    if not isinstance(given, dict):
        refuse("object expected as reply parameters")
    message = chat.messages.get(given.get("message_id", 0))
    if message is None and not given.get("allow_sending_without_reply"):
        refuse("message to be replied not found")
    if message is None:
        return {}
    return {"reply_to_message": {name: value for name, value in message.items() if name != "reply_to_message"}}


def _set_keyboard(chat: Chat, message_id: int, markup: Json) -> None:
    """A reply keyboard belongs to the chat until another one or remove_keyboard replaces it."""
    if "keyboard" in markup:
        chat.keyboard = markup["keyboard"]
        chat.keyboards.add(message_id)
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
