"""Copies of a picture are known as such, other pictures are not."""

from collections.abc import Callable
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageEnhance

from bot.photos.best import Shot, best
from bot.photos.look import NEAR, distance, look, nearest
from tests.photos.scenes import jpeg, scene

SCENES = [scene(number) for number in range(60)]


def coded(image: Image.Image, quality: int) -> Image.Image:
    return Image.open(BytesIO(jpeg(image, quality=quality))).convert("RGB")


def cropped(image: Image.Image) -> Image.Image:
    width, height = image.size
    return image.crop((width // 100, height // 100, width - width // 100, height - height // 100))


@pytest.mark.parametrize(
    ("change", "share"),
    [
        (lambda image: coded(image, 30), 1.0),
        (lambda image: coded(image.resize((300, 225)), 60), 1.0),
        (lambda image: ImageEnhance.Brightness(image).enhance(0.7), 1.0),
        (lambda image: ImageEnhance.Contrast(image).enhance(1.2), 0.95),
        (lambda image: ImageEnhance.Brightness(image).enhance(1.2), 0.9),
        (cropped, 0.9),
    ],
)
def test_a_copy_looks_the_same(change: Callable[[Image.Image], Image.Image], share: float) -> None:
    near = [distance(look(one), look(change(one))) <= NEAR for one in SCENES]
    assert sum(near) >= share * len(near)


def test_other_pictures_do_not() -> None:
    assert min(distance(look(one), look(other)) for one, other in combinations(SCENES, 2)) > NEAR


def test_a_wall_and_the_night_resemble_nothing() -> None:
    wall, night = Image.new("RGB", (400, 300), "ivory"), Image.new("RGB", (400, 300), "black")
    assert look(wall) == look(night) == ""
    assert nearest(look(wall), [(1, look(night)), (2, look(SCENES[0]))]) is None
    assert nearest(look(SCENES[0]), [(1, ""), (2, look(SCENES[0]))]) == 2


def shot(number: int, activity: str, person: int = 1, size: tuple[int, int] = (2000, 1500), seen: int = 0) -> Shot:
    return Shot(number, activity, person, *size, look(SCENES[seen or number]))


def test_the_choice_is_spread_over_activities_and_people_and_shows_nothing_twice() -> None:
    shots = [
        shot(1, "a"), shot(2, "a", size=(2048, 1536)), shot(3, "a", person=2), shot(4, "b", seen=2),
        shot(5, "b", size=(1500, 2000)), shot(6, "b", person=1, size=(900, 700)), shot(7, ""),
    ]  # fmt: skip
    assert best(shots, 2) == (2, 6)  # 4 shows what 2 shows, 5 is upright
    assert best(shots, 3) == (2, 3, 6)
    assert best(shots, 5) == (1, 2, 3, 5, 6)
    assert best(shots, 9) == (1, 2, 3, 5, 6, 7)
    assert best([], 9) == ()
