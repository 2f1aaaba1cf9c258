"""Plans that organizers sent and have not said yes to yet."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Draft

KEPT = timedelta(days=7)


async def keep(tx: AsyncConnection, account_id: int, now: datetime, **values: object) -> None:
    """The account's draft from now on; what others left lying for a week goes."""
    await tx.execute(delete(Draft).where((Draft.account_id == account_id) | (Draft.created_at < now - KEPT)))
    await tx.execute(insert(Draft).values(account_id=account_id, created_at=now, **values))


async def find(tx: AsyncConnection, account_id: int) -> Any:  # noqa: ANN401 - a row of Draft's columns
    """The account's draft, None if there is none."""
    return (await tx.execute(select(Draft).where(Draft.account_id == account_id))).first()


async def change(tx: AsyncConnection, account_id: int, **values: object) -> None:
    """Set columns of the account's draft."""
    await tx.execute(update(Draft).where(Draft.account_id == account_id).values(**values))


async def forget(tx: AsyncConnection, account_id: int) -> None:
    """Drop the account's draft."""
    await tx.execute(delete(Draft).where(Draft.account_id == account_id))
