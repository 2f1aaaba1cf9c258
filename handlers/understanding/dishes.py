"""Dishes: what is eaten at a place, and a dish supposed at a meal that has another."""

from dataclasses import replace

from bot.itinerary import Activity
from handlers.understanding import about
from handlers.understanding.model import Answer
from handlers.understanding.named import strong
from handlers.understanding.pick import choose, nearest
from handlers.understanding.situation import Situation
from handlers.understanding.wanted import fact_asked


def eaten_there(here: Situation) -> Activity | None:
    """The meal at the place where something is eaten, when no meal is named (지리산에서 뭐 먹어요)."""
    asked = here.asked
    places = [one for one in strong(here) if one.places]
    if (
        not places
        or len(places) < len(strong(here))
        or fact_asked(here)
        or not asked.has("menu")
        or asked.has("when", "where")
    ):
        return None
    numbers = set.intersection(*(set(one.rows) for one in places))
    return nearest([row for number, row in enumerate(here.index.rows) if number in numbers and row.row.kind == "meal"],
                   here.now, here.itinerary)  # fmt: skip


def dish_of_day(here: Situation) -> Answer | None:
    """Another day's dish at a meal that the day has, too: what that meal's menu is."""
    asked = here.asked
    meals = [one for one in strong(here) if one.topics & {"breakfast", "lunch", "dinner"}]
    choice = choose(asked, here.index, meals[:1]) if meals and len(strong(here)) > 1 else None
    row = None if choice is None or choice.off_day else nearest(choice.rows, here.now, here.itinerary)
    if row is None:
        return None
    told = about.stated(here, row, "menu")
    if told.unknown or not asked.yesno:
        return told
    return replace(told, text=f"{here.say('answers.no_right')}\n{told.text}")


def other_dish(here: Situation, rows: tuple[Activity, ...]) -> Answer | None:
    """A dish that belongs to another meal than the one named (점심 해장국이야?): what that meal's menu is."""
    meals = [one for one in strong(here) if one.topics & {"breakfast", "lunch", "dinner"}]
    dishes = [one for one in strong(here) if one not in meals and one.rows and not one.places]
    if len(meals) != 1 or len(dishes) != 1 or not here.asked.yesno:
        return None
    meal = {here.index.rows[number].key for number, weight in meals[0].rows.items() if weight > 0.75}
    eaten = all(here.index.rows[number].row.kind == "meal" for number in dishes[0].rows)
    both = {here.index.rows[number].key for number in dishes[0].rows} & meal
    if not eaten or not rows:
        return None
    row = nearest(rows, here.now, here.itinerary)
    if both and row and row.key in both and not here.asked.has("exists", "when", "where", "what", "menu"):
        return about.card(here, row, here.say("answers.yes_right"))
    return None if both else dish_of_day(here)
