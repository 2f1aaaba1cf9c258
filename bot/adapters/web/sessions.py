"""Which browser speaks as which web user: a cookie, of which only the digest is kept."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, insert, select
from starlette.requests import HTTPConnection
from starlette.responses import Response

from bot.clock import Clock
from bot.db.database import Database
from bot.db.models import WebSession

COOKIE = "hamkke_session"
LIFE = timedelta(days=90)


def digest(token: str) -> str:
    """What is kept of a cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """Opens and recognises sessions; one lives 90 days."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def user(self, connection: HTTPConnection) -> str | None:
        """The web user of a request's cookie, None without a living session."""
        token = connection.cookies.get(COOKIE)
        if not token:
            return None
        oldest = self._clock.now() - LIFE
        query = select(WebSession.user).where(WebSession.digest == digest(token), WebSession.created_at > oldest)
        async with self._database.read() as reading:
            user: str | None = await reading.scalar(query)
        return user

    async def has(self, user: str) -> bool:
        """Whether any session belongs to a user."""
        async with self._database.read() as reading:
            return await reading.scalar(select(WebSession.user).where(WebSession.user == user).limit(1)) is not None

    async def open(self) -> tuple[str, str]:
        """A new web user and the token for its cookie."""
        user, token = f"web:{secrets.token_hex(8)}", secrets.token_urlsafe(32)
        now = self._clock.now()
        async with self._database.begin() as writing:
            await writing.execute(insert(WebSession).values(digest=digest(token), user=user, created_at=now))
        return user, token

    async def expire(self) -> None:
        """Delete the sessions that no longer live."""
        async with self._database.begin() as writing:
            await writing.execute(delete(WebSession).where(WebSession.created_at <= self._clock.now() - LIFE))


def give(response: Response, token: str, *, secure: bool) -> None:
    """Put the token into a cookie that scripts cannot read and other sites cannot send."""
    seconds = int(LIFE.total_seconds())
    response.set_cookie(COOKIE, token, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")
