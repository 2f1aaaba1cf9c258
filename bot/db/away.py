"""Which errors say that the database cannot be reached, is locked or full: nothing is wrong with what it was asked."""

from sqlalchemy.exc import InterfaceError, OperationalError

AWAY = (OperationalError, InterfaceError, OSError)
