"""What organizers do: announcements, roll calls, questions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class Announcement(Base):
    """What an organizer told people: its words, whom it was for, and the notice that carries it.

    `audience` is {"field", "values"}: everybody ("all"), a column of `person` and its values, people by their id
    ("person"), or who has not confirmed an earlier one ("unread"). `important` asks for a receipt; `at` is when it goes
    out, and until then whom it reaches is `unsettled`.
    """

    __tablename__ = "announcement"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(3500))
    audience: Mapped[dict[str, Any]]
    important: Mapped[bool] = mapped_column(default=False)
    unsettled: Mapped[bool] = mapped_column(default=False, server_default=false())
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class AnnouncementPhoto(Base):
    """The photo of an announcement (of a draft while `announcement_id` is None): JPEG without metadata.

    `reference` is what it is called on the platform of `bot`, where it came from.
    """

    __tablename__ = "announcement_photo"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id", ondelete="CASCADE"), index=True)
    bot: Mapped[str] = mapped_column(String(64))
    reference: Mapped[str] = mapped_column(String(200), default="")
    data: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class Receipt(Base):
    """Somebody pressed that they read an announcement."""

    __tablename__ = "receipt"
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]


class Rollcall(Base):
    """Who is there? For an activity, or at a place and time of its own (`title`); `audience` as in Announcement.

    `board_id` is the notice that shows organizers and leaders who is missing, `opens_at` when people are asked;
    `reason` says why it was closed while people were missing.
    """

    __tablename__ = "rollcall"
    __table_args__ = (UniqueConstraint("event_id", "key"),)
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(160))
    activity: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    audience: Mapped[dict[str, Any]]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id", ondelete="SET NULL"))
    opens_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Attendance(Base):
    """What is known of a person at a roll call: present, excused, or absent (marked by name)."""

    __tablename__ = "attendance"
    rollcall_id: Mapped[int] = mapped_column(ForeignKey("rollcall.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class Question(Base):
    """What the bot could not answer, handed to organizers; `learnt` makes question and answer part of what it knows.

    Somebody who asks the same while it is open hangs on it with `same_as`. `looked_by` has begun to answer, `told`
    counts how often organizers were told of it, the last time at `told_at`.
    """

    __tablename__ = "question"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(1000))
    answer: Mapped[str] = mapped_column(String(3000), default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    learnt: Mapped[bool] = mapped_column(default=False)
    anonymous: Mapped[bool] = mapped_column(default=False)
    same_as: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="SET NULL"), index=True)
    looked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    told: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
