from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.chat import Chat, opened, seoul
from tests.photos.people import Album


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """The sample workshop while its people make pizza: two organizers and three who ride along."""
    one = await opened(tmp_path, now=seoul("16:00"))
    await one.join("김담당", "이담당", role="organizer")
    await one.join("박순자", "최영호", "정복순", group="민간", bus="1호차")
    yield one
    await one.database.close()


@pytest.fixture
def album(chat: Chat) -> Album:
    return Album(chat)
