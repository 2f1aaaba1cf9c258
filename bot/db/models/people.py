"""People, their accounts, and who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class Person(Base):
    """A roster entry (`listed`), or somebody who joined without one; `left_at` when they took leave.

    `key` is the roster's own stable number, if it has one. `leads_bus` and `leads_team` name what the person leads.
    `off_duty` is an organizer who is not asked first. A `language` that the roster gives holds until they choose.
    """

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    group: Mapped[str] = mapped_column(String(80), default="")
    bus: Mapped[str] = mapped_column(String(40), default="")
    room: Mapped[str] = mapped_column(String(40), default="")
    team: Mapped[str] = mapped_column(String(40), default="")
    role: Mapped[str] = mapped_column(String(20), default="participant")
    phone: Mapped[str] = mapped_column(String(40), default="")
    key: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    leads_bus: Mapped[str] = mapped_column(String(40), default="")
    leads_team: Mapped[str] = mapped_column(String(40), default="")
    listed: Mapped[bool] = mapped_column(default=False)
    off_duty: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Account(Base):
    """A user of a platform, as one of our bots there sees them; a person only after consent.

    `bot` is the unit of ownership ("telegram:123456", "web"). `muted` lists the kinds that the person wants no
    reminders of, separated and surrounded by commas (",meal,tour,"); `lead` is their own lead time in minutes;
    `reminders` False means none but safety notices. `dialogue` is the state of a half-finished dialogue,
    `focus` what the last answer was about. `card` is the message that shows the person's card, `card_mark` what it
    says. A group chat has no person but the event that it belongs to, `group_of`.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("bot", "user"),
        Index(
            "ix_account_lead", "lead", sqlite_where=text("lead IS NOT NULL"), postgresql_where=text("lead IS NOT NULL")
        ),
    )
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    bot: Mapped[str] = mapped_column(String(64))
    user: Mapped[str] = mapped_column(String(64))
    chat: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(8), default="ko")
    reminders: Mapped[bool] = mapped_column(default=True)
    muted: Mapped[str] = mapped_column(String(120), default="")
    lead: Mapped[int | None]
    dialogue: Mapped[dict[str, Any] | None]
    focus: Mapped[dict[str, Any] | None]
    unreachable: Mapped[str] = mapped_column(String(120), default="")
    card: Mapped[str] = mapped_column(String(64), default="")
    card_mark: Mapped[str] = mapped_column(String(32), default="")
    group_of: Mapped[str | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    consented_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Invite(Base):
    """A one-time invitation; only the code's digest is kept."""

    __tablename__ = "invite"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20), default="participant")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class Audit(Base):
    """Who did what: every action of an organizer and every refused one; holds no texts and no codes."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), default="")
    account_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    data: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]
