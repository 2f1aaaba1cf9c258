"""The web chat's routes, all behind the guard."""

from collections.abc import Awaitable, Callable

from starlette.middleware import Middleware
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from bot.adapters.web.api import Api, Refused
from bot.adapters.web.feedback import Form
from bot.adapters.web.guard import Guard
from bot.adapters.web.page import STATIC, Page
from bot.adapters.web.people import Visitor
from bot.adapters.web.stream import Stream
from bot.adapters.web.visitors import Visitors

Endpoint = Callable[[HttpRequest, Visitor], Awaitable[Response]]


def routes(page: Page, api: Api, form: Form, stream: Stream, visitors: Visitors) -> list[BaseRoute]:
    """The pages at "/" and "/feedback", their parts under "/static" and what they ask under "/web"."""
    guard = [Middleware(Guard, allowed=visitors.allowed)]

    def known(endpoint: Endpoint) -> Callable[[HttpRequest], Awaitable[Response]]:
        return _for_visitors(endpoint, visitors)

    async def listen(socket: WebSocket) -> None:
        await stream.serve(socket, lambda: visitors.of(socket))

    asked = [
        Route("/setup", page.setup, methods=["POST"]),
        Route("/clock", page.turn, methods=["POST"]),
        Route("/say", known(api.say), methods=["POST"]),
        Route("/press", known(api.press), methods=["POST"]),
        Route("/file", known(api.hand_in), methods=["POST"]),
        Route("/file/{message}", known(api.file)),
        Route("/history", known(api.history)),
        Route("/feedback/open", form.open, methods=["POST"]),
        Route("/feedback/send", form.send, methods=["POST"]),
        WebSocketRoute("/stream", listen),
    ]
    return [
        Route("/", page.show, middleware=guard),
        Route("/feedback", form.show, middleware=guard),
        Mount("/static", StaticFiles(directory=STATIC), middleware=guard),
        Mount("/web", routes=asked, middleware=guard),
    ]


def _for_visitors(endpoint: Endpoint, visitors: Visitors) -> Callable[[HttpRequest], Awaitable[Response]]:
    async def answer(request: HttpRequest) -> Response:
        visitor = await visitors.of(request)
        if visitor is None:
            return Refused(401, "nobody").response()
        try:
            return await endpoint(request, visitor)
        except Refused as refused:
            return refused.response()

    return answer
