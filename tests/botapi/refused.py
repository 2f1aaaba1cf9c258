"""The Bot API's refusals: an HTTP code, its description, and sometimes parameters."""

from typing import Any, NoReturn


class Refused(Exception):
    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class Violation(Refused):
    """A call which the real server would tolerate or ignore, but no correct bot makes."""


def refuse(description: str) -> NoReturn:
    """400 with the server's words."""
    raise Refused(400, f"Bad Request: {description}")


def forbid(description: str) -> NoReturn:
    """403 with the server's words."""
    raise Refused(403, f"Forbidden: {description}")


def violate(description: str) -> NoReturn:
    """400 with words of our own, kept as a violation."""
    raise Violation(400, f"Bad Request: {description}")


def too_many(seconds: int) -> Refused:
    """429, to try again after whole seconds."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
