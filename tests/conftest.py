"""What every test stands on: plain logs, as the bot itself writes them."""

from bot import logs

logs.set_up("INFO", "text")
