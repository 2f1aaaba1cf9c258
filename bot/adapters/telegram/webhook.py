"""The webhook: updates that Telegram brings, kept before it hears that we have them (Bot API, setWebhook)."""

import hmac
import json

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.adapters.telegram.poll import Accept

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name (Bot API, setWebhook)


def route(secret: str, accept: Accept) -> Route:
    """The route: 200 only after the update is committed; the secret is compared in constant time."""

    async def take(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("forbidden", 403)
        try:
            update = json.loads(await request.body())
            key = str(int(update["update_id"]))
        except (ValueError, KeyError, TypeError):
            return PlainTextResponse("not an update", 400)
        await accept([(key, update)])
        return Response(status_code=200)

    return Route("/telegram/webhook", take, methods=["POST"])
