"""The events that the questions are about, as snapshots."""

from functools import lru_cache
from pathlib import Path

from bot import itinerary
from bot.itinerary import Itinerary
from config import loader

ROOT = Path(__file__).parent.parent.parent
_FILES = {"seongbuk": ROOT / "config/events/seongbuk-2014.yaml"}


@lru_cache
def event(name: str) -> Itinerary:
    path = _FILES.get(name) or Path(__file__).parent / "events" / f"{name}.yaml"
    file = loader.load(path).event
    assert file is not None
    return itinerary.of(file)
