"""`python -m bot` is `hamkke`."""

from bot.cli import app

app()
