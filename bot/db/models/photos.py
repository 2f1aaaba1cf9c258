"""Pictures of the event."""

from datetime import datetime

from sqlalchemy import ForeignKey, Identity, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class PhotoConsent(Base):
    """Somebody agreed that their pictures are kept and may stand in the report."""

    __tablename__ = "photo_consent"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]


class PhotoWaiting(Base):
    """What the platform calls a picture whose sender has not agreed yet; nothing of the picture itself is kept."""

    __tablename__ = "photo_waiting"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    reference: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(200), default="")
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(120), default="")
    caption: Mapped[str] = mapped_column(String(300), default="")
    album: Mapped[str] = mapped_column(String(120), default="")
    message: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class Photo(Base):
    """A picture that somebody sent: what is known of it. `width` and `height` in pixels, `size` in bytes, as kept.

    `digest` is the SHA-256 of the bytes as they came, `look` a perceptual hash in hex. `same_as` is an earlier picture
    that shows the same. `activity` is taken from the caption or the time. `state`: new, chosen, rejected. `message`
    is what the sender's platform calls it, so that a repeat keeps nothing twice, and `album` what came in one go.
    """

    __tablename__ = "photo"
    id: Mapped[int] = mapped_column(Id, Identity(), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    activity: Mapped[str] = mapped_column(String(80), default="")
    caption: Mapped[str] = mapped_column(String(300), default="")
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    look: Mapped[str] = mapped_column(String(16))
    same_as: Mapped[int | None] = mapped_column(ForeignKey("photo.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(10), default="new")
    message: Mapped[str] = mapped_column(String(120), default="")
    album: Mapped[str] = mapped_column(String(120), default="")
    taken_at: Mapped[datetime]


class Picture(Base):
    """A photo's JPEG, re-encoded without any metadata; apart from `photo` so that lists stay light.

    `thumb` is the same, small; it stands before `data`, because SQLite reads a row from its beginning.
    """

    __tablename__ = "picture"
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True)
    thumb: Mapped[bytes] = mapped_column(LargeBinary)
    data: Mapped[bytes] = mapped_column(LargeBinary)
