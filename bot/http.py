"""The HTTP side: health, metrics, Telegram's webhook, and the web chat's routes, on one server."""

import hmac
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name (Bot API, setWebhook)
Health = Callable[[], Awaitable[dict[str, bool]]]
Accept = Callable[[Sequence[tuple[str, dict[str, Any]]]], Awaitable[None]]


class Server(uvicorn.Server):
    """uvicorn inside our own loop; signals are the composition root's business."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


def application(routes: Sequence[BaseRoute], health: Health, figures: CollectorRegistry) -> Starlette:
    """All routes as one application."""
    own = [
        Route("/healthz", _alive),
        Route("/readyz", _ready(health)),
        Route("/metrics", _metrics(figures)),
    ]
    return Starlette(routes=[*own, *routes])


def server(app: Starlette, host: str, port: int) -> Server:
    """A server that is not running yet."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    return Server(config)


def telegram_route(secret: str, accept: Accept) -> Route:
    """Telegram's webhook: 200 only after the update is committed; the secret is compared in constant time."""

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


async def _alive(request: Request) -> Response:
    del request
    return PlainTextResponse("ok")


def _ready(health: Health) -> Callable[[Request], Awaitable[Response]]:
    async def ready(request: Request) -> Response:
        del request
        parts = await health()
        return JSONResponse(parts, 200 if all(parts.values()) else 503)

    return ready


def _metrics(figures: CollectorRegistry) -> Callable[[Request], Awaitable[Response]]:
    async def metrics(request: Request) -> Response:
        del request
        return Response(generate_latest(figures), media_type=CONTENT_TYPE_LATEST)

    return metrics
