from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.chat import Chat, opened


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """The sample workshop at 08:00 of its first day: two organizers, two participants."""
    one = await opened(tmp_path)
    await one.join("김담당", "이담당", role="organizer")
    await one.join("박순자", "최영호", bus="1호차")
    yield one
    await one.database.close()
