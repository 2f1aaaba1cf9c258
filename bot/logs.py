"""Structured logs; what nobody may read in them (tokens, phone numbers, join codes) is blotted out last of all."""

import logging
import re
import sys
from typing import Any

import structlog

_SECRETS = (
    (re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}"), "<token>"),
    (re.compile(r"(?<=/bot)[^/\s]+"), "<token>"),
    (re.compile(r"xox[a-z]-[A-Za-z0-9-]+|xapp-[A-Za-z0-9-]+"), "<token>"),
    (re.compile(r"(?i)(?<=/start )[\w-]{4,}|(?<=start=)[\w-]{4,}|(?<=join:)[0-9A-Z]{4,}"), "<code>"),
    (re.compile(r"\b[0-9A-HJKMNP-TV-Z]{26}\b"), "<code>"),
    (re.compile(r"(?<![\d.])(?:\+82[- ]?|0)1\d[- .]?\d{3,4}[- .]?\d{4}(?!\d)"), "<phone>"),
    (re.compile(r"(?<![\d.])0\d{1,2}-\d{3,4}-\d{4}(?!\d)"), "<phone>"),
    (re.compile(r"(?<=://)[^/@\s:]+:[^/@\s]+(?=@)"), "<password>"),
)
_NOISY = (
    "httpx",
    "httpcore",
    "aiohttp",
    "aiosqlite",
    "apscheduler",
    "telegram",
    "asyncio",
    "uvicorn.access",
    "alembic",
    "pdfminer",  # writes every word of a document
    "PIL",
)


def redact(text: str) -> str:
    """The text without secrets."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class _Redacting(logging.Formatter):
    """The last step before a line leaves: whatever library wrote it, tracebacks included."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """One line (or traceback), redacted."""
        return redact(self._inner.format(record))


def set_up(level: str, form: str) -> None:
    """Send all logs of this process to standard error; `form` is "text" or "json"."""
    steps: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *steps, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    inner = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=steps,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )
    handler.setFormatter(_Redacting(inner))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
