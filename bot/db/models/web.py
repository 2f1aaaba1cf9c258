"""The web chat's own tables."""

from datetime import datetime
from typing import Any

from sqlalchemy import Identity, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class WebMessage(Base):
    """The web chat's own memory of a conversation: what a reload of the page shows again.

    `revision` grows by one with every message and every edit of a user's conversation: a page that saw up to n asks
    for what is above n. `key` is the page's own id of a message that it sends, so that a repeat does nothing.
    """

    __tablename__ = "web_message"
    __table_args__ = (UniqueConstraint("user", "revision"), UniqueConstraint("user", "key", name="uq_web_message_key"))
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    user: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    key: Mapped[str | None] = mapped_column(String(64))
    mine: Mapped[bool]
    message: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class WebSession(Base):
    """A browser that may speak as a web user; only the digest of its cookie is kept."""

    __tablename__ = "web_session"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
