"""Announcements: what was said to whom, what became of it, and who confirmed it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from bot.db import notices
from bot.db.models import Account, Announcement, AnnouncementPhoto, Content, Delivery, Notice, Person, Receipt
from bot.db.notices import Note
from bot.messages import Reply

PROGRESS = "progress:"


async def add(tx: AsyncConnection, event_id: str, now: datetime, **values: object) -> int:
    """Keep an announcement; its id."""
    statement = insert(Announcement).values(event_id=event_id, created_at=now, **values)
    return int((await tx.execute(statement.returning(Announcement.id))).scalar_one())


async def get(tx: AsyncConnection, event_id: str, key: int) -> Any:  # noqa: ANN401 - a row of Announcement's columns
    """An announcement of that event, None if there is none."""
    query = select(Announcement).where(Announcement.event_id == event_id, Announcement.id == key)
    return (await tx.execute(query)).first()


async def recent(tx: AsyncConnection, event_id: str, limit: int = 10) -> list[Any]:
    """The latest announcements, newest first."""
    query = select(Announcement).where(Announcement.event_id == event_id).order_by(Announcement.id.desc()).limit(limit)
    return list(await tx.execute(query))


async def change(tx: AsyncConnection, key: int, **values: object) -> None:
    """Set columns of an announcement."""
    await tx.execute(update(Announcement).where(Announcement.id == key).values(**values))


async def outcomes(tx: AsyncConnection, notice_id: int) -> dict[int, tuple[str, set[str]]]:
    """What became of a notice's deliveries: (name, states of their accounts) by person."""
    query = (
        select(Person.id, Person.name, Delivery.state)
        .join(Account, Account.person_id == Person.id)
        .join(Delivery, Delivery.account_id == Account.id)
        .where(Delivery.notice_id == notice_id)
        .order_by(Person.name, Person.id)
    )
    result: dict[int, tuple[str, set[str]]] = {}
    for row in await tx.execute(query):
        result.setdefault(row.id, (row.name, set()))[1].add(row.state)
    return result


async def repeated(tx: AsyncConnection, notice_id: int) -> list[str]:
    """The names of those whom a notice may have reached twice: the outcome of a call was lost, so it was made anew."""
    query = (
        select(Person.name)
        .join(Account, Account.person_id == Person.id)
        .join(Delivery, Delivery.account_id == Account.id)
        .where(Delivery.notice_id == notice_id, Delivery.repeats > 0, Delivery.state == "sent")
        .group_by(Person.id, Person.name)
        .order_by(Person.name, Person.id)
    )
    return list((await tx.execute(query)).scalars())


async def confirm(tx: AsyncConnection, key: int, person_id: int, now: datetime) -> bool:
    """Somebody read it; False when they had said so already."""
    here = (Receipt.announcement_id == key) & (Receipt.person_id == person_id)
    if (await tx.execute(select(Receipt.at).where(here))).first():
        return False
    await tx.execute(insert(Receipt).values(announcement_id=key, person_id=person_id, at=now))
    return True


async def confirmed(tx: AsyncConnection, key: int) -> set[int]:
    """The people who confirmed an announcement."""
    return set((await tx.execute(select(Receipt.person_id).where(Receipt.announcement_id == key))).scalars())


async def phones(tx: AsyncConnection, people: list[int]) -> dict[int, str]:
    """The phone numbers of these people, those that are known; whoever asks must leave a row in the audit."""
    query = select(Person.id, Person.phone).where(Person.id.in_(people), Person.phone != "")
    return {row.id: row.phone for row in await tx.execute(query)}


async def add_photo(
    tx: AsyncConnection, event_id: str, account_id: int, now: datetime, values: Mapping[str, object]
) -> int:
    """Keep the photo of a draft in place of what the same author left unsent; its number."""
    left = (AnnouncementPhoto.account_id == account_id) & AnnouncementPhoto.announcement_id.is_(None)
    await tx.execute(delete(AnnouncementPhoto).where(left))
    row = {"event_id": event_id, "account_id": account_id, "created_at": now, **values}
    return int((await tx.execute(insert(AnnouncementPhoto).values(row).returning(AnnouncementPhoto.id))).scalar_one())


async def photo(tx: AsyncConnection, number: int) -> Any:  # noqa: ANN401 - a row of AnnouncementPhoto's columns
    """A photo by its number, None if there is none."""
    return (await tx.execute(select(AnnouncementPhoto).where(AnnouncementPhoto.id == number))).first()


async def photo_of(tx: AsyncConnection, key: int) -> int:
    """The number of an announcement's photo, 0 if it has none."""
    query = select(AnnouncementPhoto.id).where(AnnouncementPhoto.announcement_id == key)
    return (await tx.execute(query)).scalar_one_or_none() or 0


async def use_photo(tx: AsyncConnection, number: int, key: int) -> None:
    """The photo belongs to this announcement now."""
    here = AnnouncementPhoto.id == number
    await tx.execute(update(AnnouncementPhoto).where(here).values(announcement_id=key))


async def unsettled(tx: AsyncConnection, event_id: str) -> list[Any]:
    """The announcements for later that nobody stopped, with their notice's times."""
    query = (
        select(Announcement, Notice.due_at, Notice.expires_at)
        .join(Notice, Notice.id == Announcement.notice_id)
        .where(Announcement.event_id == event_id, Announcement.unsettled, ~Notice.cancelled)
    )
    return list(await tx.execute(query))


async def accounts(tx: AsyncConnection, notice_id: int) -> set[int]:
    """The accounts that have an outbox row of a notice."""
    return set((await tx.execute(select(Delivery.account_id).where(Delivery.notice_id == notice_id))).scalars())


async def contents(tx: AsyncConnection, notice_id: int) -> dict[str, int]:
    """The newest content of a notice by language."""
    query = select(Content.language, Content.id).where(Content.notice_id == notice_id).order_by(Content.id)
    return {row.language: row.id for row in await tx.execute(query)}


async def narrow(tx: AsyncConnection, notice_id: int, wanted: Collection[int]) -> int:
    """Take away what waits for other accounts than these and was never begun; how many."""
    others = (Delivery.notice_id == notice_id) & Delivery.account_id.not_in(list(wanted))
    never = (Delivery.state == "queued") & (Delivery.attempts == 0)
    return (await tx.execute(delete(Delivery).where(others, never))).rowcount


async def unread(tx: AsyncConnection, key: int) -> dict[int, str]:
    """Who an announcement was for and has not confirmed it: names by person."""
    known = (await tx.execute(select(Announcement.notice_id).where(Announcement.id == key))).scalar_one_or_none()
    if known is None:
        return {}
    done = await confirmed(tx, key)
    return {who: name for who, (name, _) in (await outcomes(tx, known)).items() if who not in done}


async def last_important(tx: AsyncConnection, event_id: str) -> int | None:
    """The newest announcement that asks for receipts and was not withdrawn."""
    query = select(Announcement.id).where(
        Announcement.event_id == event_id, Announcement.important, Announcement.withdrawn_at.is_(None)
    )
    return (await tx.execute(query.order_by(Announcement.id.desc()).limit(1))).scalar_one_or_none()


async def watch(  # noqa: PLR0913, PLR0917 - what the announcer's message is known by
    tx: AsyncConnection, event_id: str, key: int, account_id: int, bot: str, message: str, said: Reply, now: datetime
) -> None:
    """Remember the message that shows the announcer the progress, so that it can tell the result."""
    note = Note(f"{PROGRESS}{key}", "progress", 3, must=False, due_at=now, expires_at=now)
    notice_id = await notices.add(tx, event_id, note, now)
    if notice_id is None:
        return
    content = (await notices.say(tx, notice_id, {"": said}))[""]
    values = {"notice_id": notice_id, "content_id": content, "account_id": account_id, "bot": bot, "message": message}
    fixed = {"state": "sent", "lane": 3, "must": False, "sent_at": now, "expires_at": now, "created_at": now}
    await tx.execute(insert(Delivery).values(**values, **fixed))


async def finished(tx: AsyncConnection, event_id: str, now: datetime) -> list[Any]:
    """What is through, while its announcer's message (the notice `progress`) does not say so yet."""
    progress, own = aliased(Notice), aliased(Notice)
    left = select(Delivery.id).where(
        Delivery.notice_id == Announcement.notice_id, Delivery.state.in_(("queued", "retry", "sending"))
    )
    query = (
        select(Announcement, progress.id.label("progress"))
        .join(
            progress,
            (progress.event_id == event_id) & (progress.key == literal(PROGRESS) + cast(Announcement.id, String)),
        )
        .join(own, own.id == Announcement.notice_id)
        .where(Announcement.event_id == event_id, ~progress.cancelled, own.cancelled | ~Announcement.unsettled)
        .where(Announcement.at <= now, ~left.correlate(Announcement).exists())
    )
    return list(await tx.execute(query))


async def reported(tx: AsyncConnection, notice_id: int) -> None:
    """The announcer's message tells the result."""
    await tx.execute(update(Notice).where(Notice.id == notice_id).values(cancelled=True))
