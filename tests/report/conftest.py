from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.chat import Chat, opened, seoul


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """The sample workshop a week before it, with an organizer and a participant who use the chat."""
    one = await opened(tmp_path, now=seoul("10:00", 16))
    await one.join("김담당", role="organizer")
    await one.join("박순자", group="기타")
    yield one
    await one.database.close()
