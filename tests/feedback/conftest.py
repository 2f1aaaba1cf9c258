from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.chat import Chat, opened, seoul


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """The sample workshop on the bus home: an organizer, a leader, people of both groups, one without an account."""
    one = await opened(tmp_path)
    await one.join("김담당", role="organizer", group="구청")
    await one.join("조장", role="leader", group="구청", bus="1호차", leads_bus="1호차")
    await one.join("박순자", "최영호", group="민간", bus="1호차")
    await one.join("정복순", account=False, group="민간", bus="1호차")
    one.clock.jump(seoul("13:40", 24))
    yield one
    await one.database.close()
