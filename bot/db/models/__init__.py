"""The tables, one file a subject; moments are aware and UTC on both sides."""

from bot.db.models import cascade
from bot.db.models.base import Base, Id, Moment
from bot.db.models.feedback import (
    FeedbackAnswer,
    FeedbackBallot,
    FeedbackCode,
    FeedbackDraft,
    FeedbackForm,
    FeedbackMark,
    Point,
    Theme,
)
from bot.db.models.organizing import Announcement, AnnouncementPhoto, Attendance, Question, Receipt, Rollcall
from bot.db.models.people import Account, Audit, Invite, Person
from bot.db.models.photos import Photo, PhotoConsent, PhotoWaiting, Picture
from bot.db.models.plan import Activity, Draft, Event, PlanChange
from bot.db.models.sending import Content, Delivery, Inbox, Lease, Notice
from bot.db.models.web import WebMessage, WebSession

__all__ = [
    "Account",
    "Activity",
    "Announcement",
    "AnnouncementPhoto",
    "Attendance",
    "Audit",
    "Base",
    "Content",
    "Delivery",
    "Draft",
    "Event",
    "FeedbackAnswer",
    "FeedbackBallot",
    "FeedbackCode",
    "FeedbackDraft",
    "FeedbackForm",
    "FeedbackMark",
    "Id",
    "Inbox",
    "Invite",
    "Lease",
    "Moment",
    "Notice",
    "Person",
    "Photo",
    "PhotoConsent",
    "PhotoWaiting",
    "Picture",
    "PlanChange",
    "Point",
    "Question",
    "Receipt",
    "Rollcall",
    "Theme",
    "WebMessage",
    "WebSession",
    "cascade",
]
