"""Pictures of the event: who agreed, what came, and what was chosen for the report.

Lists never read the pictures themselves; these are read one by one, so that no statement handles much at once.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Activity, Photo, PhotoConsent, PhotoWaiting, Picture
from bot.photos.best import Shot, best

IN_REPORT = 12
WAITING = timedelta(days=2)
"""How long a platform's name of a picture is kept for somebody who says neither yes nor no."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A picture for the report: its activity's key ("" if unknown), its caption, the JPEG and its size in pixels."""

    activity: str
    caption: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Usage:
    """How many pictures are kept: a person's own, all of the event, and the bytes of all."""

    own: int
    event: int
    size: int


async def chosen(tx: AsyncConnection, event_id: str) -> tuple[Chosen, ...]:
    """What organizers chose for the report, by activity and then time; () if they chose nothing."""
    query = _in_order(event_id).where(Photo.state == "chosen")
    return await _pictures(tx, list(await tx.execute(query)))


async def proposed(tx: AsyncConnection, event_id: str, limit: int = IN_REPORT) -> tuple[Chosen, ...]:
    """What we would choose, in the same order: spread over the activities, nothing twice, nothing rejected."""
    wanted = set(await proposal(tx, event_id, limit))
    return await _pictures(tx, [row for row in await tx.execute(_in_order(event_id)) if row.id in wanted])


async def proposal(tx: AsyncConnection, event_id: str, limit: int = IN_REPORT) -> tuple[int, ...]:
    """The numbers of the photos that we would choose."""
    rows = await tx.execute(_in_order(event_id).where(Photo.state != "rejected", Photo.same_as.is_(None)))
    return best([Shot(one.id, one.activity, one.person_id, one.width, one.height, one.look) for one in rows], limit)


async def consented(tx: AsyncConnection, person_id: int) -> bool:
    """Whether somebody agreed that their pictures are kept."""
    query = select(PhotoConsent.person_id).where(PhotoConsent.person_id == person_id)
    return (await tx.execute(query)).first() is not None


async def agree(tx: AsyncConnection, person_id: int, now: datetime) -> None:
    """Note that somebody agrees."""
    if not await consented(tx, person_id):
        await tx.execute(insert(PhotoConsent).values(person_id=person_id, at=now))


async def withdraw(tx: AsyncConnection, person_id: int) -> int:
    """Take the consent back: all of a person's pictures go; how many they were."""
    await tx.execute(delete(PhotoConsent).where(PhotoConsent.person_id == person_id))
    return await remove(tx, [one.id for one in await mine(tx, person_id)])


async def wait(tx: AsyncConnection, account_id: int, now: datetime, **values: object) -> None:
    """Keep what the platform calls a picture until its sender has answered; once for each message."""
    await tx.execute(delete(PhotoWaiting).where(PhotoWaiting.at < now - WAITING))
    known = select(PhotoWaiting.id).where(PhotoWaiting.account_id == account_id)
    if (await tx.execute(known.where(PhotoWaiting.message == values["message"]))).first() is None:
        await tx.execute(insert(PhotoWaiting).values(account_id=account_id, at=now, **values))


async def waiting(tx: AsyncConnection, account_id: int) -> list[Any]:
    """The rows of PhotoWaiting of an account, in the order of their arrival."""
    query = select(PhotoWaiting).where(PhotoWaiting.account_id == account_id).order_by(PhotoWaiting.id)
    return list(await tx.execute(query))


async def drop_waiting(tx: AsyncConnection, account_id: int, number: int | None = None) -> None:
    """Forget one that waited, or all of an account."""
    here = PhotoWaiting.account_id == account_id
    await tx.execute(delete(PhotoWaiting).where(here if number is None else here & (PhotoWaiting.id == number)))


async def usage(tx: AsyncConnection, event_id: str, person_id: int) -> Usage:
    """How much is kept already."""
    own = func.count().filter(Photo.person_id == person_id)
    query = select(own, func.count(), func.coalesce(func.sum(Photo.size), 0)).where(Photo.event_id == event_id)
    found = (await tx.execute(query)).one()
    return Usage(found[0], found[1], int(found[2]))


async def looks(tx: AsyncConnection, event_id: str) -> list[Any]:
    """(id, person_id, digest, look, same_as) of all photos, the first one first."""
    query = select(Photo.id, Photo.person_id, Photo.digest, Photo.look, Photo.same_as)
    return list(await tx.execute(query.where(Photo.event_id == event_id).order_by(Photo.id)))


async def add(tx: AsyncConnection, values: Mapping[str, Any], thumb: bytes, data: bytes) -> int:
    """Keep a photo with its picture; its number."""
    statement = insert(Photo).values(size=len(data), **values).returning(Photo.id)
    number = int((await tx.execute(statement)).scalar_one())
    await tx.execute(insert(Picture).values(photo_id=number, thumb=thumb, data=data))
    return number


async def arrived(tx: AsyncConnection, person_id: int, message: str) -> bool:
    """Whether the picture of that message is kept already."""
    query = select(Photo.id).where(Photo.person_id == person_id, Photo.message == message)
    return (await tx.execute(query)).first() is not None


async def album(tx: AsyncConnection, person_id: int, name: str) -> list[Any]:
    """What somebody sent in one go, as far as it is kept, in the order of its arrival."""
    query = select(Photo).where(Photo.person_id == person_id, Photo.album == name).order_by(Photo.id)
    return list(await tx.execute(query))


async def mine(tx: AsyncConnection, person_id: int) -> list[Any]:
    """A person's photos, the first one first."""
    return list(await tx.execute(select(Photo).where(Photo.person_id == person_id).order_by(Photo.id)))


async def listed(tx: AsyncConnection, event_id: str) -> list[Any]:
    """An event's photos by activity and then time, without those that show the same as an earlier one."""
    return list(await tx.execute(_in_order(event_id).where(Photo.same_as.is_(None))))


async def get(tx: AsyncConnection, event_id: str, number: int) -> Any:  # noqa: ANN401 - a row of Photo's columns
    """A photo of that event, None if there is none (any more)."""
    return (await tx.execute(select(Photo).where(Photo.event_id == event_id, Photo.id == number))).first()


async def change(tx: AsyncConnection, numbers: Sequence[int], **values: object) -> None:
    """Set columns of photos."""
    await tx.execute(update(Photo).where(Photo.id.in_(list(numbers))).values(**values))


async def remove(tx: AsyncConnection, numbers: Sequence[int]) -> int:
    """Delete photos with their pictures; what showed the same as one of them follows the next of its kind."""
    followers = select(Photo.same_as, func.min(Photo.id).label("heir")).where(
        Photo.same_as.in_(list(numbers)), Photo.id.not_in(list(numbers))
    )
    for row in list(await tx.execute(followers.group_by(Photo.same_as))):
        await tx.execute(update(Photo).where(Photo.same_as == row.same_as).values(same_as=row.heir))
        await tx.execute(update(Photo).where(Photo.id == row.heir).values(same_as=None))
    gone = 0
    for number in numbers:
        gone += int((await tx.execute(delete(Photo).where(Photo.id == number))).rowcount)
        await asyncio.sleep(0)
    return gone


async def thumbs(tx: AsyncConnection, numbers: Iterable[int]) -> list[bytes]:
    """The small pictures of these photos, in this order; what is gone is left out."""
    found = [await tx.execute(select(Picture.thumb).where(Picture.photo_id == one)) for one in numbers]
    return [data for one in found if (data := one.scalar_one_or_none())]


async def _pictures(tx: AsyncConnection, rows: Iterable[Any]) -> tuple[Chosen, ...]:
    result = []
    for one in rows:
        data = (await tx.execute(select(Picture.data).where(Picture.photo_id == one.id))).scalar_one()
        await asyncio.sleep(0)  # on SQLite reading one takes two milliseconds of the loop
        result.append(Chosen(one.activity, one.caption, data, one.width, one.height))
    return tuple(result)


def _in_order(event_id: str) -> Select[Any]:
    """The event's photos as the day went; those without an activity come last."""
    here = (Activity.event_id == Photo.event_id) & (Activity.key == Photo.activity)
    query = select(Photo).outerjoin(Activity, here).where(Photo.event_id == event_id)
    return query.order_by(Activity.starts_at.is_(None), Activity.starts_at, Activity.key, Photo.taken_at, Photo.id)
