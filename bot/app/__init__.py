"""The composition root: puts the parts together and runs them until told to stop.

Only here, and in the command line, do arrows point to the right: handlers and scheduler are chosen here.
"""

from bot.app.prepare import Wishes
from bot.app.run import run

__all__ = ["Wishes", "run"]
