"""What every test stands on: plain logs, as the bot itself writes them."""

from hypothesis import settings

from bot import logs

# A slow machine is not a defect.
settings.register_profile("hamkke", deadline=None)
settings.load_profile("hamkke")

logs.set_up("INFO", "text")
