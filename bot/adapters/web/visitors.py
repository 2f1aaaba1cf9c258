"""Who speaks in a request: in a rehearsal the seat that it names, otherwise the owner of its cookie."""

from collections.abc import Mapping

from starlette.requests import HTTPConnection

from bot.adapters.web.guard import HERE, on_this_machine
from bot.adapters.web.people import Seat, Visitor
from bot.adapters.web.sessions import Sessions


class Visitors:
    """Recognises people. `host` is a further name by which a rehearsal may be called."""

    def __init__(self, seats: Mapping[str, Seat], sessions: Sessions, host: str) -> None:
        self._seats, self._sessions, self._names = seats, sessions, HERE | {host}

    def allowed(self, connection: HTTPConnection) -> bool:
        """Whether this caller may come in at all."""
        return not self._seats or on_this_machine(connection, self._names)

    async def of(self, connection: HTTPConnection) -> Visitor | None:
        """Who speaks; None without a seat or a living session."""
        if not self._seats:
            user = await self._sessions.user(connection)
            return Visitor(user, "", hint(connection)) if user else None
        seat = self._seats.get(connection.query_params.get("seat", ""))
        return Visitor(seat.user, seat.name, hint(connection)) if seat else None

    async def knows(self, user: str) -> bool:
        """Whether what is sent to `user` can ever be read."""
        return user in self._seats or await self._sessions.has(user)


def hint(connection: HTTPConnection) -> str:
    """The first language that the browser asks for: "ko-KR", "" when it names none."""
    first = connection.headers.get("accept-language", "").split(",")[0].split(";")[0].strip()
    return first if first.replace("-", "").isalnum() and len(first) <= 16 else ""
