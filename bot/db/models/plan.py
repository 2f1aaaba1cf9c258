"""The event and its plan."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class Event(Base):
    """One event: its file without the itinerary; `version` grows with every change of file or plan.

    `ticked_at` is the event time up to which the planner has looked.
    """

    __tablename__ = "event"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    file: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    loaded_at: Mapped[datetime]
    ticked_at: Mapped[datetime | None]


class Activity(Base):
    """One row of the itinerary: the row as written, and what holds now; `added` in the chat, not by the file."""

    __tablename__ = "activity"
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    row: Mapped[dict[str, Any]]
    day: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    cancelled: Mapped[bool] = mapped_column(default=False)
    added: Mapped[bool] = mapped_column(default=False, server_default=false())


class PlanChange(Base):
    """One change of the plan by an organizer: its rows before and after, by key (None: there was none).

    A row is {"day", "starts_at", "ends_at", "cancelled"} with moments in ISO 8601. `notice_id` is the notice that tells
    of it, which may tell of several changes.
    """

    __tablename__ = "plan_change"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(20))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    version: Mapped[int]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Draft(Base):
    """A plan that an organizer sent and has not said yes to; one for each account, the newest.

    `token` stands on its buttons. `file` is the event as read, with the answers given since; `yaml` as the importer
    wrote it, "" where nothing is to be gained from it. `remarks` are the importer's (key, values, sort, row), `done`
    the marks of the questions that were answered or skipped. `apart` makes it an event of its own, `whole` means that
    the file is to be taken as it is. `version` is the one of the event that its differences were shown against.
    """

    __tablename__ = "draft"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    file: Mapped[dict[str, Any]]
    yaml: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[list[Any]]
    done: Mapped[list[Any]]
    apart: Mapped[bool] = mapped_column(default=False)
    whole: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
