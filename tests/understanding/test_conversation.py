"""Two people ask one thing after another; each answer leans on the one before."""

from datetime import datetime

from bot import texts
from bot.messages import plain
from config.event import Faq
from handlers.understanding import Answer, Asker, Focus, answer, find_activity, find_place, language_of_text

from .event_files import event

SAY = texts.load()
PLAN = event("seongbuk")


def ask(
    text: str, now: str, focus: Focus | None = None, asker: Asker | None = None, learnt: tuple[Faq, ...] = ()
) -> Answer:
    moment = datetime.fromisoformat(now).replace(tzinfo=PLAN.zone)
    say = SAY[language_of_text(text, "ko")]
    return answer(text, moment, PLAN, say, focus=focus, asker=asker, learnt=learnt)


def test_a_participant_asks_on_about_the_same_thing() -> None:
    film = ask("영화는 몇 시에 봐요?", "2014-10-23T12:00")
    assert film.activities == ("education",)
    where = ask("거기 어디야?", "2014-10-23T12:01", film.focus)
    assert "시네마" in plain(where.text) or "시청각실" in plain(where.text)
    until = ask("몇 시까지?", "2014-10-23T12:02", where.focus)
    assert "20:00" in plain(until.text)


def test_the_next_of_the_next() -> None:
    first = ask("다음 일정 뭐예요?", "2014-10-23T12:00")
    assert first.activities == ("lunch-1",)
    second = ask("그 다음은?", "2014-10-23T12:01", first.focus)
    assert second.activities == ("rooms",)


def test_lunch_and_dinner_in_one_breath() -> None:
    both = ask("점심이랑 저녁 몇 시예요?", "2014-10-23T10:00")
    assert {"lunch-1", "dinner"} <= set(both.activities)


def test_a_room_is_told_to_whom_it_belongs_and_unknown_to_others() -> None:
    mine = ask("제 방 몇 호예요?", "2014-10-23T15:00", asker=Asker(name="김하나", room="203호"))
    assert "203호" in plain(mine.text)
    assert ask("제 방 몇 호예요?", "2014-10-23T15:00").unknown


def test_the_budget_stays_with_the_organizers() -> None:
    reply = ask("이번 행사 예산이 얼마예요?", "2014-10-23T10:00")
    assert not reply.unknown
    assert "8,000" not in reply.text
    assert "8000" not in reply.text


def test_an_answer_learnt_from_an_organizer_is_given_again() -> None:
    learnt = (Faq(q=("주차 되나요?",), a="구청 지하에 대세요."),)
    assert ask("주차장 있어요?", "2014-10-22T10:00").unknown
    assert ask("주차 가능한가요", "2014-10-22T10:00", learnt=learnt).text == "구청 지하에 대세요."


def test_english_gets_english() -> None:
    reply = plain(ask("when is dinner?", "2014-10-23T10:00").text)
    assert "Dinner" in reply
    assert "20:00" in reply


def test_places_and_rows_are_found_by_what_people_call_them() -> None:
    now = PLAN.activities[0].starts_at
    assert find_place("카페", PLAN) == "cafe"
    assert find_place("달나라", PLAN) is None
    assert find_activity("점심", PLAN, now) == "lunch-1"
    assert find_activity("승마 체험", PLAN, now) is None
