"""A small house around the web chat: an inbox, something that answers, a real server on loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette

from bot.adapters.web import About, Seat, Web
from bot.clock import Clock, SimulatedClock, SystemClock
from bot.db.database import Database
from bot.db.models import Base
from bot.messages import Address, Attachment, Button, Reply, Request, Venue, bold
from bot.texts import load

SEOUL = ZoneInfo("Asia/Seoul")
EVE = datetime(2014, 10, 22, 20, 58, tzinfo=SEOUL)
SEATS = (
    Seat("seat:organizer", "organizer", "김하늘"),
    Seat("seat:1", "participant", "박순자"),
    Seat("seat:2", "participant", "이정호"),
)
ABOUT = About(
    {"ko": "성북 마을만들기 워크숍", "en": "Seongbuk village workshop"}, SEOUL, (date(2014, 10, 23), date(2014, 10, 24))
)
KEYBOARD = (("지금", "다음", "오늘"), ("내일", "전체 일정", "도움말"))
DAYS = {"1": "10월 23일(목)", "2": "10월 24일(금)"}
MAPS = (Button("네이버 지도", url="https://map.naver.com/"), Button("카카오맵", url="https://map.kakao.com/"))
ANSWERS = {
    "/start": Reply(
        "이름과 대화 내용은 안내에만 쓰고, 행사가 끝나면 30일 뒤에 지워요.",
        ((Button("동의하고 시작하기", "join"),), (Button("그만두기", "no"),)),
    ),
    "어디": Reply(buttons=(MAPS,), venue=Venue("성북구청", "서울 성북구 보문로 168", 37.5894, 127.0167)),
    "파일": Reply("일정표예요.", attachment=Attachment("일정.ics", "text/calendar", b"BEGIN:VCALENDAR\n")),
    "담당자": Reply("담당자 연락처는 02-000-0000이에요. 안내: https://example.org/a(b)에서 보세요. /help"),
    "설정": Reply("알림을 고르세요.", ((Button("끄기", "mute"),),)),
}


def answer(request: Request) -> list[Reply]:
    """What a guide would say: enough of each kind of reply to try the page."""
    if request.what == "file" and request.file:
        return [Reply(f"{request.file.name} 잘 받았어요. 고맙습니다!")]
    if request.what == "press":
        return _pressed(request.action)
    return _said(request)


def _pressed(action: str) -> list[Reply]:
    if action.startswith("day:"):
        return [_day(action.removeprefix("day:"), edit=True)]
    if action == "join":
        return [
            Reply("함께해 주셔서 고맙습니다.", edit=True),
            Reply(f"{bold('박순자')} 님, 반가워요!\n1호차 · 301호 · 2조예요.", keyboard=KEYBOARD),
        ]
    return [Reply(toast="알림을 껐어요.")]


def _day(day: str, *, edit: bool = False) -> Reply:
    other = "2" if day == "1" else "1"
    lines = ["09:00 성북구청 출발", "11:30 산채 정식 점심", "13:30 마을 둘러보기", "18:00 저녁"]
    text = f"{bold(DAYS[day])} 일정이에요.\n\n" + "\n".join(lines)
    return Reply(text, ((Button(f"{DAYS[other]} 보기", f"day:{other}"),),), edit=edit)


def _said(request: Request) -> list[Reply]:
    text = request.text
    if text == "오늘":
        return [_day("1")]
    for word, reply in ANSWERS.items():
        if word in text:
            return [reply]
    return [Reply(f"들었어요: {text}")]


@dataclass
class House:
    """A web chat with an inbox that forgets no update and takes none twice."""

    web: Web
    clock: Clock
    database: Database
    port: int
    folder: Path
    updates: dict[str, dict[str, Any]] = field(default_factory=dict)
    server: uvicorn.Server | None = None
    serving: asyncio.Task[None] | None = None
    answering: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}"

    async def accept(self, number: str, update: dict[str, Any]) -> None:
        """The inbox and, beside it, what answers."""
        if number in self.updates:
            return
        self.updates[number] = update
        task = asyncio.create_task(self._answer(update))
        self.answering.add(task)
        task.add_done_callback(self.answering.discard)

    async def _answer(self, update: dict[str, Any]) -> None:
        request = self.web.request_of(update)
        assert request is not None
        for reply in answer(request):
            await self.web.send(request.address, reply, pressed=request.message, update=request.id)

    async def tell(self, user: str, reply: Reply, pressed: str = "") -> str:
        """Send something unasked, as a reminder comes."""
        return await self.web.send(Address("web", user, user), reply, pressed=pressed)

    async def start(self) -> None:
        """Serve on this house's port."""
        app = Starlette(routes=self.web.routes())
        config = uvicorn.Config(app, "127.0.0.1", self.port, log_level="warning", timeout_graceful_shutdown=3)
        self.server = uvicorn.Server(config)
        self.serving = asyncio.create_task(self.server._serve())
        while not self.server.started:  # noqa: ASYNC110 - uvicorn offers no event
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Stop serving as SIGTERM would."""
        assert self.server is not None
        assert self.serving is not None
        self.server.should_exit = True
        await self.serving


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def house(
    folder: Path, *, rehearsal: bool = True, next_due: Callable[[], datetime | None] | None = None
) -> AsyncIterator[House]:
    """A house that serves until the end of the block."""
    database = Database(f"sqlite:///{folder / 'web.db'}")
    async with database.begin() as writing:
        await writing.run_sync(Base.metadata.create_all)
    clock: Clock = SimulatedClock(EVE.astimezone(UTC)) if rehearsal else SystemClock()
    held: list[House] = []

    async def accept(number: str, update: dict[str, Any]) -> None:
        await held[0].accept(number, update)

    web = Web(
        database,
        clock,
        accept,
        load(),
        rehearsal=rehearsal,
        seats=SEATS if rehearsal else (),
        about=lambda: ABOUT,
        next_due=next_due,
        folder=folder / "files",
    )
    held.append(House(web, clock, database, free_port(), folder / "files"))
    await held[0].start()
    try:
        yield held[0]
    finally:
        with suppress(asyncio.CancelledError):
            await held[0].stop()
        await database.close()
