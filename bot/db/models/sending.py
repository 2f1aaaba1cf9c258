"""What comes in and what goes out."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Identity, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class Inbox(Base):
    """An update that a platform handed to us: `received → handled` (effects and replies committed) `→ done`.

    A poisonous one is set aside as `failed` after three tries.
    """

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("bot", "update_id"), Index("ix_inbox_open", "bot", "state", "id"))
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    bot: Mapped[str] = mapped_column(String(64))
    update_id: Mapped[str] = mapped_column(String(64))
    update: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(12), default="received")
    attempts: Mapped[int] = mapped_column(default=0)
    replies: Mapped[list[Any] | None]
    received_at: Mapped[datetime]


class Notice(Base):
    """Something owed to people at a time; `key` makes planning it twice do nothing.

    `kind`: reminder, tomorrow, change, announcement, rollcall, feedback, missed. `must`: nobody may miss it (sent at
    least once), else chatter (at most once). `lane`: 1 departures and changes, 2 other reminders, 3 announcements,
    4 feedback (0 is for replies). `topic`: what people may mute it by (a kind of activity, "tomorrow"), "" if they may
    not. `missed`: it fell due while nobody was there to send it, and is of no use any more.
    """

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("event_id", "key"),)
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(20), default="")
    activity: Mapped[str] = mapped_column(String(80), default="")
    lane: Mapped[int]
    must: Mapped[bool]
    missed: Mapped[bool] = mapped_column(default=False)
    cancelled: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[dict[str, Any] | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]


class Content(Base):
    """What a notice says, once a language; `covers` lists further notices that the same message speaks for."""

    __tablename__ = "content"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    reply: Mapped[dict[str, Any]]
    covers: Mapped[list[Any] | None]


def _goes_with(parent: str) -> ForeignKeyConstraint:
    """Rows go when what they hang on goes; on PostgreSQL `bot.db.models.cascade` sees to it."""
    one = ForeignKeyConstraint([f"{parent}_id"], [f"{parent}.id"], ondelete="CASCADE")
    return one.ddl_if(dialect="sqlite")


class Delivery(Base):
    """One notice to one account: the outbox row.

    States: `queued → sending` (committed before the call) `→ sent | retry | uncertain | unreachable | failed |
    expired | cancelled`. `term` is the lease term under which it was claimed; `not_before` is on the machines' clock,
    `expires_at` on the event's. It is not begun before `due_at` (the event's time); with `edits` it changes the message
    of that earlier delivery instead of sending a new one.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        _goes_with("notice"),
        _goes_with("content"),
        _goes_with("account"),
        UniqueConstraint("notice_id", "account_id"),
        Index("ix_delivery_open", "bot", "state", "lane", "id"),
        Index(
            "ix_delivery_edits",
            "edits",
            sqlite_where=text("edits IS NOT NULL"),
            postgresql_where=text("edits IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    notice_id: Mapped[int] = mapped_column(Id)
    content_id: Mapped[int] = mapped_column(Id)
    account_id: Mapped[int] = mapped_column(Id, index=True)
    bot: Mapped[str] = mapped_column(String(64))
    lane: Mapped[int]
    must: Mapped[bool]
    state: Mapped[str] = mapped_column(String(12), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[int] = mapped_column(default=0)
    term: Mapped[int | None]
    message: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    not_before: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    edits: Mapped[int | None] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Lease(Base):
    """Who may poll and send for a bot; `until` and `silent_until` are seconds since 1970 by the database's clock."""

    __tablename__ = "lease"
    bot: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80), default="")
    term: Mapped[int] = mapped_column(default=0)
    until: Mapped[float] = mapped_column(default=0.0)
    silent_until: Mapped[float] = mapped_column(default=0.0)
