"""The tables. Moments are aware and UTC on both sides; JSON columns hold what is only ever read whole."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps no zone, so there it is written without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment needs its time zone"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """All tables, with names for constraints so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment(), dict[str, Any]: JSON(), list[Any]: JSON()}  # noqa: RUF012 - SQLAlchemy's own form


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
    """One row of the itinerary: the row as written, and what holds now."""

    __tablename__ = "activity"
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    row: Mapped[dict[str, Any]]
    day: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    cancelled: Mapped[bool] = mapped_column(default=False)


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


class Delivery(Base):
    """One notice to one account: the outbox row.

    States: `queued → sending` (committed before the call) `→ sent | retry | uncertain | unreachable | failed |
    expired | cancelled`. `term` is the lease term under which it was claimed; `not_before` is on the machines' clock,
    `expires_at` on the event's. It is not begun before `due_at` (the event's time); with `edits` it changes the message
    of that earlier delivery instead of sending a new one.
    """

    __tablename__ = "delivery"
    __table_args__ = (
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
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
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


class Announcement(Base):
    """What an organizer told people: its words, whom it was for, and the notice that carries it.

    `audience` is {"field", "values"}: everybody ("all"), a column of `person` and its values, or people by their id
    ("person"). `important` asks for a receipt; `at` is when it goes out.
    """

    __tablename__ = "announcement"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(3500))
    audience: Mapped[dict[str, Any]]
    important: Mapped[bool] = mapped_column(default=False)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
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


class Lease(Base):
    """Who may poll and send for a bot; `until` and `silent_until` are seconds since 1970 by the database's clock."""

    __tablename__ = "lease"
    bot: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80), default="")
    term: Mapped[int] = mapped_column(default=0)
    until: Mapped[float] = mapped_column(default=0.0)
    silent_until: Mapped[float] = mapped_column(default=0.0)


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


class Audit(Base):
    """Who did what: every action of an organizer and every refused one; holds no texts and no codes."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), default="")
    account_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    data: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]


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
