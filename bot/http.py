"""The HTTP side: health and metrics beside the platforms' own routes, on one server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

Health = Callable[[], Awaitable[dict[str, bool]]]


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


@asynccontextmanager
async def serving(app: Starlette, host: str, port: int) -> AsyncIterator[str]:
    """Serve for the length of the block; the page's address. OSError when nothing can listen there."""
    server = Server(_config(app, host, port))
    task = asyncio.create_task(server.serve(), name="http")
    try:
        yield await _address(server, task, host, port)
    finally:
        await _stop(server, task)


def _config(app: Starlette, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=3,
    )


async def _address(server: Server, task: asyncio.Task[None], host: str, port: int) -> str:
    """Where it listens, once it does."""
    while not server.started:
        if task.done():
            message = f"cannot listen on {host}:{port}; set HAMKKE_WEB_PORT"
            raise OSError(message)
        await asyncio.sleep(0.02)
    address, number = server.servers[0].sockets[0].getsockname()[:2]
    return f"http://{f'[{address}]' if ':' in address else address}:{number}/"


async def _stop(server: Server, task: asyncio.Task[None]) -> None:
    server.should_exit = True
    await asyncio.wait([task], timeout=2)
    server.force_exit = True
    await asyncio.gather(task, return_exceptions=True)


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
