"""An adversary who may read every table, every byte of the file and every log line, and knows who wrote when."""

import json
import logging
import random
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import delete, insert, select, text

from bot import inbox
from bot.adapters.memory import Memory
from bot.db import ballots, feedback
from bot.db.database import Database
from bot.db.models import Account, Base, FeedbackAnswer, FeedbackBallot, FeedbackMark, Person
from bot.feedback import Answer
from bot.messages import Button, Reply, Request
from tests.feedback.talk import tick
from tests.handlers import chat as chats
from tests.handlers.chat import Chat, opened, seoul
from tests.postgres import server

NAMES = [f"참가자{number:02}" for number in range(12)]


class Phones:
    """Twelve people on a platform whose updates pass through the inbox and its tables."""

    def __init__(self, chat: Chat) -> None:
        self.chat, self.memory, self.number = chat, Memory(), 0

        async def send(request: Request, replies: Sequence[Reply]) -> None:
            for one in replies:
                await self.memory.send(request.address, one)

        async def mine(_: object) -> bool:
            return True

        answers = chat.conversation.answers
        held, nothing = (lambda: True), (lambda: None)
        parts = inbox.Parts(chat.database, self.memory, chat.clock, held, answers, send, mine, _sorry, nothing)
        self.inbox = inbox.Inbox(parts)
        self.inbox._calm = True  # as after its first round

    async def does(self, name: str, **what: str) -> Reply:
        """Say or press something; the last answer."""
        self.number += 1
        update = {"id": f"u{self.number}", "user": name, **what}
        await self.inbox.accept([(f"u{self.number}", update)])
        await self.inbox.settle()
        return [reply for user, reply in self.memory.heard if user == name][-1]

    async def press(self, name: str, label: str) -> Reply:
        shown = next(one for user, one in reversed(self.memory.heard) if user == name and one.buttons)
        button = next(one for one in _buttons(shown) if one.text.startswith(label))
        return await self.does(name, what="press", action=button.action, message="1", press=f"p{self.number}")

    async def answers(self, name: str, score: int, words: str) -> str:
        """Fill the form in and send it; the token that the phone now holds."""
        await self.does(name, text="/feedback")
        await self.press(name, "시작하기")
        for _ in range(8):
            await self.press(name, f"{score}점")
        await self.does(name, text=words)
        for label in ("다음", "건너뛰기", "건너뛰기"):
            await self.press(name, label)
        return _buttons(await self.press(name, "소감 보내기"))[0].action.rpartition(".")[2]


def _buttons(reply: Reply) -> list[Button]:
    return [one for row in reply.buttons for one in row]


def _sorry(_: object) -> Reply:
    raise AssertionError


def words_of(name: str) -> str:
    return f"비밀이야기{name[-2:]}번이에요"


def spellings(words: str) -> list[bytes]:
    """As text, and as JSON may write it."""
    return [words.encode(), json.dumps(words)[1:-1].encode()]


@asynccontextmanager
async def twelve(chat: Chat) -> AsyncIterator[Phones]:
    await chat.join(*NAMES, group="구청")
    chat.clock.jump(seoul("13:40", 24))
    await tick(chat)
    yield Phones(chat)


async def all_answer(phones: Phones) -> dict[str, str]:
    """Everybody answers, each at another time and in another order than that of the list; the tokens by name."""
    order = random.sample(NAMES, len(NAMES))
    tokens = {}
    for place, name in enumerate(order):
        phones.chat.forward(minutes=7 + place)
        tokens[name] = await phones.answers(name, 1 + place % 5, words_of(name))
    return tokens


async def test_no_table_log_or_byte_of_the_file_leads_from_words_to_people(
    chat: Chat, tmp_path: Path, logged: list[str]
) -> None:
    logging.getLogger("bot").debug("heard by the adversary")
    async with twelve(chat) as phones:
        tokens = await all_answer(phones)
        changed = random.choice(NAMES)  # noqa: S311 - no secret
        await phones.press(changed, "고치기")
        await phones.does(changed, text="참, 이것도 적을게요")
        chat.forward(hours=1)
        for _ in range(8):
            await phones.press(changed, "다음")
        for label in ("다음", "건너뛰기", "건너뛰기"):
            await phones.press(changed, label)
        second = _buttons(await phones.press(changed, "소감 보내기"))[0].action.rpartition(".")[2]
        assert second != tokens[changed]
    await chat.database.scrub()
    path = tmp_path / "chat.db"
    whole = b"".join(map(_bytes, (path, tmp_path / "chat.db-wal")))
    tables = _tables(path)
    assert len(tables["feedback_ballot"]) == len(tables["feedback_mark"]) == len(NAMES)
    for name in NAMES:
        for spelling in spellings(words_of(name)):
            holders = {table for table, rows in tables.items() for row in rows if spelling.decode() in repr(row)}
            assert holders <= {"feedback_answer"}
            assert whole.count(spelling) <= 1, "deleted copies are overwritten"
        token = tokens[name].encode()
        assert token not in whole
        assert not any(token.decode() in line or words_of(name) in line for line in logged)
    assert second.encode() not in whole
    told = " ".join(map(repr, (row for table, rows in tables.items() if table != "feedback_answer" for row in rows)))
    assert "fb:s." not in told
    assert "이것도 적을게요" not in told
    assert any("heard by the adversary" in line for line in logged)
    _no_moments_or_numbers(path)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with sqlite3.connect(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: list(connection.execute(f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608 - our own


def _no_moments_or_numbers(path: Path) -> None:
    """The rows hold no time and nothing that counts, and SQLite gives them no hidden number."""
    with sqlite3.connect(path) as connection:
        for table in ("feedback_ballot", "feedback_answer", "feedback_mark"):
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                connection.execute(f"SELECT rowid FROM {table}")  # noqa: S608 - our own
        columns = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(feedback_ballot)")}
        columns |= {row[1]: row[2] for row in connection.execute("PRAGMA table_info(feedback_answer)")}
    assert not [one for one in columns.values() if one.startswith(("DATE", "TIME"))]
    assert [name for name, kind in columns.items() if kind.startswith("INT")] == ["score"]


def hits(guess: list[int], truth: list[int]) -> int:
    return sum(one == other for one, other in zip(guess, truth, strict=True))


async def box(database: Database, rounds: int) -> AsyncIterator[tuple[list[int], dict[int, str], Database]]:
    """Rounds of twelve people who answer in a random order: (people in that order, each one's key)."""
    async with database.begin() as tx:
        await tx.run_sync(Base.metadata.create_all)
    now = seoul("14:00", 24)
    for number in range(rounds):
        event_id = f"trip{number}"
        async with database.begin() as tx:
            await tx.execute(
                text("INSERT INTO event (id, file, version, loaded_at) VALUES (:id, '{}', 1, '2014-10-23')"),
                {"id": event_id},
            )
            await feedback.open_form(tx, event_id, now, now + timedelta(days=7))
            rows = [{"event_id": event_id, "name": name, "created_at": now} for name in NAMES]
            people = list((await tx.execute(insert(Person).returning(Person.id), rows)).scalars())
        order = random.sample(people, len(people))
        keys = {}
        for person in order:
            token = ballots.new_token()
            keys[person] = ballots.digest(token)
            async with database.begin() as tx:
                await ballots.cast(
                    tx, event_id, person, token, {"overall": Answer(3, f"말{person}"), "good": Answer(None, "좋음")}
                )
        yield order, keys, database


async def test_sqlite_keeps_no_order_in_its_pages(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/box.db")
    right = last = 0
    rounds = 25
    async for order, keys, _ in box(database, rounds):
        await database.scrub()
        data = (tmp_path / "box.db").read_bytes()
        places = {person: data.rindex(key.encode()) for person, key in keys.items()}
        guess = sorted(order, key=lambda one: places[one])
        right += hits(guess, order)
        last += guess[0] == order[-1] or guess[-1] == order[-1]
        assert all(data.count(key.encode()) >= 1 for key in keys.values())
    await database.close()
    assert right < 2.2 * rounds, "one in twelve is chance"
    assert last < 0.6 * rounds, "two in twelve are chance"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with server() as one:
        if one is None:
            pytest.skip("this machine has no PostgreSQL")
        yield one.new()


async def test_postgresql_keeps_no_order_in_its_pages_and_transactions(postgres: str) -> None:
    database = Database(postgres)
    right = 0
    rounds = 15
    async for order, keys, _ in box(database, rounds):
        with psycopg.connect(postgres) as connection:
            mine = list(keys.values())
            query = "SELECT key, ctid::text, xmin::text FROM feedback_ballot WHERE key = ANY(%s) ORDER BY ctid"
            rows = connection.execute(query, [mine]).fetchall()
            assert len({row[2] for row in rows}) == 1, "all are as old as the newest"
            query = "SELECT ballot, xmin::text FROM feedback_answer WHERE ballot = ANY(%s)"
            assert len({row[1] for row in connection.execute(query, [mine])}) == 1
            sequences = {row[0] for row in connection.execute("SELECT sequencename FROM pg_sequences").fetchall()}
            assert not [one for one in sequences if re.search("ballot|answer|mark", one)]
        owner = {key: person for person, key in keys.items()}
        right += hits([owner[row[0]] for row in rows], order)
    async with database.read() as tx:
        for table in (FeedbackBallot, FeedbackAnswer, FeedbackMark):
            assert (await tx.execute(select(table))).all()
    await database.close()
    assert right < 2.5 * rounds, "one in twelve is chance"


async def test_a_second_thought_singles_nobody_out(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/box.db")
    found = 0
    rounds = 20
    async for order, keys, _ in box(database, rounds):
        async with database.begin() as tx:
            event_id = (await tx.execute(select(Person.event_id).where(Person.id == order[0]))).scalar_one()
            token = ballots.new_token()
            answers = {"overall": Answer(2)}
            key = keys[order[0]]
            await tx.execute(delete(FeedbackBallot).where(FeedbackBallot.key == key))
            await tx.execute(delete(FeedbackMark).where(FeedbackMark.person_id == order[0]))
            assert await ballots.cast(tx, event_id, order[0], token, answers)
        await database.scrub()
        data = (tmp_path / "box.db").read_bytes()
        now = {**keys, order[0]: ballots.digest(token)}
        places = sorted(order, key=lambda one: data.rindex(now[one].encode()))
        found += order[0] in {places[0], places[-1]}
    await database.close()
    assert found < 0.65 * rounds, "two in twelve are chance"


async def test_what_the_nudges_tell_is_no_time_of_a_ballot(chat: Chat) -> None:
    async with twelve(chat) as phones:
        for name in NAMES[:6]:
            await phones.answers(name, 5, words_of(name))
        chat.clock.jump(seoul("16:40", 24))
        heard = await tick(chat)
        assert set(NAMES[6:]) <= set(heard)
        for name in NAMES[6:]:
            await phones.answers(name, 5, words_of(name))
    async with chat.database.read() as tx:
        rows = (await tx.execute(select(FeedbackBallot))).all()
        dialogues = (await tx.execute(select(Account.dialogue))).scalars().all()
    assert {len(row) for row in rows} == {3}
    assert not any(dialogues)


async def test_a_conversation_on_postgresql(postgres: str, tmp_path: Path) -> None:
    class Once:
        def new(self) -> str:
            return postgres.rpartition("/")[0] + "/postgres"

    before, chats.SERVER = chats.SERVER, Once()  # type: ignore[assignment]
    try:
        chat = await opened(tmp_path)
        async with twelve(chat) as phones:
            await all_answer(phones)
        async with chat.database.read() as tx:
            inbox_rows = (await tx.execute(text("SELECT update::text, replies::text FROM inbox"))).all()
        assert not any(
            spelling.decode() in repr(inbox_rows) for name in NAMES for spelling in spellings(words_of(name))
        )
        await chat.database.close()
    finally:
        chats.SERVER = before
