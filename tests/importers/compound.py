"""A minimal compound file (OLE 2, [MS-CFB] version 3): enough of a container for the HWP 5 documents of these tests."""

import struct
from itertools import pairwise

SECTOR, MINI = 512, 64
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """The file that holds `streams`; a name with a slash lies in a storage."""
    mini, sectors = bytearray(), bytearray()
    fat: list[int] = []
    placed: dict[str, tuple[int, int]] = {}
    mini_fat: list[int] = []
    for name, data in streams.items():
        if len(data) < 4096:
            placed[name] = (_chain(mini_fat, len(data), MINI), len(data))
            mini += data.ljust(-(-len(data) // MINI) * MINI, b"\0")
        else:
            placed[name] = (_chain(fat, len(data), SECTOR), len(data))
            sectors += _padded(data)
    mini_start = _chain(fat, len(mini), SECTOR) if mini else END
    sectors += _padded(bytes(mini))
    table = b"".join(struct.pack("<I", one) for one in mini_fat)
    table = table.ljust(-(-len(table) // SECTOR) * SECTOR, b"\xff")
    mini_fat_start = _chain(fat, len(table), SECTOR)
    sectors += table
    directory = _directory(placed, mini_start, len(mini))
    directory_start = _chain(fat, len(directory), SECTOR)
    sectors += directory
    count = -(-(len(fat) + 1) // (SECTOR // 4))
    first = len(fat)
    fat += [FAT] * count
    fat += [FREE] * (count * SECTOR // 4 - len(fat))
    sectors += b"".join(struct.pack("<I", one) for one in fat)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, count, directory_start, 0, 4096, mini_fat_start, len(table) // SECTOR, END, 0),
    )
    difat = [*range(first, first + count)] + [FREE] * (109 - count)
    return header + struct.pack("<109I", *difat) + bytes(sectors)


def _padded(data: bytes) -> bytes:
    return data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0")


def _chain(table: list[int], size: int, unit: int) -> int:
    """Take as many units as `size` needs at the end of a table, chained."""
    start, count = len(table), -(-size // unit)
    table += [*range(start + 1, start + count), END]
    return start


def _directory(placed: dict[str, tuple[int, int]], mini_start: int, mini_size: int) -> bytes:
    """Entries of root, storages and streams; brothers and sisters hang to the right of one another, in name order."""
    entries: list[list[object]] = [["Root Entry", 5, mini_start, mini_size, FREE, FREE]]
    tree: dict[str, list[int]] = {"": []}
    for name in placed:
        folder = name.rpartition("/")[0]
        if folder and folder not in tree:
            tree[folder] = []
            tree[""].append(len(entries))
            entries.append([folder, 1, 0, 0, FREE, FREE])
    for name, (start, size) in placed.items():
        folder, _, leaf = name.rpartition("/")
        tree[folder].append(len(entries))
        entries.append([leaf, 2, start, size, FREE, FREE])
    owners = {"": 0} | {str(entry[0]): number for number, entry in enumerate(entries) if entry[1] == 1}
    for folder, children in tree.items():
        ordered = sorted(children, key=lambda number: (len(str(entries[number][0])), str(entries[number][0]).upper()))
        entries[owners[folder]][5] = ordered[0]
        for one, following in pairwise(ordered):
            entries[one][4] = following
    data = b"".join(_entry(*entry) for entry in entries)
    empty = _entry("", 0, 0, 0, FREE, FREE)
    return data + empty * (-len(entries) % 4)


def _entry(*fields: object) -> bytes:
    name, kind, start, size, right, child = fields
    assert isinstance(name, str)
    text = (name + "\0").encode("utf-16-le") if name else b""
    return struct.pack("<64sHBBIII16xIQQIQ", text, len(text), kind, 1, FREE, right, child, 0, 0, 0, start, size)
