"""How long reading takes: each rendition of a small plan, and schedules of growing size; prints seconds and a ratio.

Run: python -m tests.bench.importing
"""

import time
from collections.abc import Callable

from config.importers import read
from config.importers.draft import Draft
from config.importers.reading import read_here
from tests.importers.test_workshop import RENDITIONS

Reader = Callable[[bytes, str], Draft]


def schedule(events: int) -> bytes:
    """A schedule of two days in frab's XML, in rooms of twenty-five talks a day."""
    talk = "<event id='{0}'><start>{1}</start><duration>00:25</duration><title>Talk {0}</title></event>"
    days = ["", ""]
    for number in range(events):
        clock = f"{9 + number % 25 // 2:02d}:{number % 2 * 30:02d}"
        room = f"<room name='Room {number // 50}'>{talk.format(number, clock)}</room>"
        days[number % 2] += room
    body = "".join(f"<day date='2031-03-0{n + 1}'>{day}</day>" for n, day in enumerate(days))
    return f"<schedule><conference><title>Bench</title></conference>{body}</schedule>".encode()


def best(reader: Reader, data: bytes, name: str) -> float:
    """The least seconds of three runs."""
    found = []
    for _ in range(3):
        began = time.perf_counter()
        reader(data, name)
        found.append(time.perf_counter() - began)
    return min(found)


def main() -> None:
    """Print the table."""
    for name, make in RENDITIONS.items():
        data = make()
        here, apart = best(read_here, data, name), best(read, data, name)
        print(f"{name:18} {here:6.3f} s   in a process of its own {apart:6.3f} s")
    first = best(read_here, schedule(250), "schedule.xml")
    for events in (250, 500, 1000, 2000):
        took = best(read_here, schedule(events), "schedule.xml")
        print(f"{events:5} events       {took:6.3f} s   {took / first:4.1f} times that of 250")


if __name__ == "__main__":
    main()
