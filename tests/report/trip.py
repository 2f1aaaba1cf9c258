"""The sample workshop as it might have gone: a late bus, a walk called off, roll calls, 51 people's feedback."""

from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import changes, events, rollcalls
from bot.db.models import Account, Person, Photo, Picture, Point, Question, Theme
from tests.feedback import trip
from tests.feedback.trip import Truth
from tests.handlers.chat import seoul

LINES = {
    "good": (
        (
            "공공기관과 사회적경제조직이 서로의 업무를 이해하는 계기가 되었음.",
            9,
            "서로의 업무를 이해하게 되어 좋았습니다",
        ),
        ("공방 견학과 우리밀 체험의 만족도가 높았음.", 5, "공방 견학이 정말 알찼습니다!"),
    ),
    "lacking": (("이동 시간이 길어 피로가 컸음.", 3, "버스 타는 시간이 너무 길었어요"),),
    "improve": (("간담회와 토론 시간을 늘릴 필요가 있음.", 6, "간담회 시간을 더 늘려 주세요"),),
}
ABSENT = {"구청": 1, "민간": 2}
CLOSED = seoul("13:30", 31)


async def slip(tx: AsyncConnection, event_id: str) -> None:
    """The bus arrives 40 minutes late, lunch slips with it, and the morning's walk is called off."""
    plan = await events.snapshot(tx, event_id)
    late = timedelta(minutes=40)
    before, after = {}, {}
    for key in ("to-gurye", "lunch-1", "stroll"):
        row = plan.find(key)
        assert row is not None
        assert row.ends_at is not None
        values = {"day": row.day, "starts_at": row.starts_at, "ends_at": row.ends_at, "cancelled": key == "stroll"}
        if key == "lunch-1":
            values |= {"starts_at": row.starts_at + late}
        if key != "stroll":
            values |= {"ends_at": row.ends_at + late}
        before[key] = changes.state(row)
        moved = type(row)(row.key, row.day, values["starts_at"], values["ends_at"], row.row, values["cancelled"])  # type: ignore[arg-type]  # mixed values
        after[key] = changes.state(moved)
        await changes.write(tx, event_id, [moved])
    await changes.advance(tx, event_id, plan.version)
    await changes.keep(tx, event_id, seoul("12:50"), kind="delay", before=before, after=after, version=plan.version + 1)


async def called(tx: AsyncConnection, event_id: str) -> None:
    """The roll is called before the first ride of each day; one of the office and two others never came."""
    people = list(await tx.execute(select(Person.id, Person.group).where(Person.event_id == event_id)))
    account = (await tx.execute(select(Account.id).limit(1))).scalar_one()
    for number, at in enumerate((seoul("08:20"), seoul("09:20", 24))):
        key = await rollcalls.add(tx, event_id, f"call-{number}", at, audience={"field": "all"}, opens_at=at, title="")
        assert key is not None
        seen: dict[str, int] = {}
        for one in people:
            seen[one.group] = seen.get(one.group, 0) + 1
            state = "absent" if seen[one.group] <= ABSENT.get(one.group, 0) else "present"
            await rollcalls.mark(tx, key, one.id, state, by=account, now=at)


async def reviewed(tx: AsyncConnection, event_id: str) -> None:
    """What an organizer accepted of the evaluation."""
    for heading, findings in LINES.items():
        for position, (line, voices, quote) in enumerate(findings):
            row = {"event_id": event_id, "heading": heading, "position": position, "line": line, "draft": line}
            theme = (await tx.execute(insert(Theme).values(**row, state="accepted").returning(Theme.id))).scalar_one()
            point = {"event_id": event_id, "theme_id": theme, "question": heading, "text": quote, "voices": voices}
            await tx.execute(insert(Point).values(point))


async def photographed(tx: AsyncConnection, event_id: str, person_id: int, at: datetime) -> None:
    """Four photos chosen for the report, one in upright form, and one that was not chosen."""
    shots = (
        ("workshops", "우리밀 쿠키 만들기", (1200, 900)),
        ("education", "", (1200, 900)),
        ("nogodan", "노고단 정상", (900, 1200)),
        ("checkout", "단체사진", (1600, 900)),
        ("", "버려진 사진", (640, 480)),
    )
    for number, (activity, caption, size) in enumerate(shots):
        data = picture(size, f"{number}")
        values = {
            "event_id": event_id, "person_id": person_id, "activity": activity, "caption": caption,
            "width": size[0], "height": size[1], "size": len(data), "digest": f"{number}" * 64,
            "look": f"{number:016x}",
            "state": "chosen" if activity else "new", "taken_at": at,
        }  # fmt: skip
        photo = (await tx.execute(insert(Photo).values(values).returning(Photo.id))).scalar_one()
        await tx.execute(insert(Picture).values(photo_id=photo, thumb=data, data=data))


def picture(size: tuple[int, int], text: str) -> bytes:
    image = Image.new("RGB", size, ("#7A9E7E", "#C9A66B", "#6B8FC9", "#B57EDC", "#999999")[int(text) % 5])
    ImageDraw.Draw(image).ellipse((size[0] / 4, size[1] / 4, size[0] * 3 / 4, size[1] * 3 / 4), fill="#F4F1E8")
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


async def asked(tx: AsyncConnection, event_id: str) -> None:
    """Two questions went to organizers, one was answered."""
    now = seoul("11:00")
    for text, answered in (("수건 있나요?", now), ("비 오면 어떻게 해요?", None)):
        values = {"event_id": event_id, "text": text, "answer": "네" if answered else "", "asked_at": now}
        await tx.execute(insert(Question).values(**values, answered_at=answered))


async def all_of_it(tx: AsyncConnection, event_id: str) -> Truth:
    """Everything at once."""
    truth = await trip.fill(tx, event_id, CLOSED)
    await slip(tx, event_id)
    await called(tx, event_id)
    await reviewed(tx, event_id)
    await asked(tx, event_id)
    someone = (await tx.execute(select(Person.id).where(Person.event_id == event_id).limit(1))).scalar_one()
    await photographed(tx, event_id, someone, seoul("16:00"))
    return truth
