"""What people think of the event. No row here says or shows by time, number or order who gave an answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class FeedbackForm(Base):
    """An event's form: until it is closed answers may be given and changed, and nobody sees any of them.

    `asked` is how many people the event had when it closed.
    """

    __tablename__ = "feedback_form"
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    asked: Mapped[int | None]


class FeedbackMark(Base):
    """Somebody has answered; neither what nor when."""

    __tablename__ = "feedback_mark"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)


class FeedbackBallot(Base):
    """One filled-in form. `key` is the digest of a random token that only its author holds, to change it.

    `group` is the author's, where the event counts groups and five of that group have answered: the first four ballots
    of a group never say so, because with fewer a mark would tell whose it is.
    """

    __tablename__ = "feedback_ballot"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    group: Mapped[str] = mapped_column(String(80), default="")


class FeedbackAnswer(Base):
    """A ballot's answer to one question of the form: a score from 1 to 5, words, or both."""

    __tablename__ = "feedback_answer"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form
    ballot: Mapped[str] = mapped_column(ForeignKey("feedback_ballot.key", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(90), primary_key=True)
    score: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")


class FeedbackDraft(Base):
    """What an account has filled in for a person (their own, or as a leader) and not sent; gone when it is sent.

    `answers` is {question: [score or null, words]}, `position` the question that was put last, `aside` words that were
    taken for a question to us. `said` are the requests whose traces are wiped when the form is sent. `again`: it had
    been sent and was taken back to be changed, so that it counts when the form closes.
    """

    __tablename__ = "feedback_draft"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    answers: Mapped[dict[str, Any]]
    position: Mapped[str] = mapped_column(String(90), default="")
    aside: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[list[Any]]
    again: Mapped[bool] = mapped_column(default=False)


class FeedbackCode(Base):
    """A one-time way to the web form for somebody without an account; only the code's digest is kept."""

    __tablename__ = "feedback_code"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))


class Theme(Base):
    """Points of people's comments that say the same, as one line of the report.

    `heading`: good, lacking, improve, or aside (noise and abuse: shown on demand). `line` as it will stand in the
    report, `draft` as the rules wrote it. `state`: proposed, accepted, dropped.
    """

    __tablename__ = "theme"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    heading: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]
    line: Mapped[str] = mapped_column(String(600))
    draft: Mapped[str] = mapped_column(String(600))
    state: Mapped[str] = mapped_column(String(12), default="proposed")


class Point(Base):
    """One point of a comment, personal data masked; `voices` counts the same words said by several.

    `reason` says why it was set aside ("" if it was not), `question` which one it answers.
    """

    __tablename__ = "point"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"), index=True)
    question: Mapped[str] = mapped_column(String(90))
    text: Mapped[str] = mapped_column(Text)
    voices: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(String(20), default="")
