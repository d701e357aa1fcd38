"""Answers about names are kept with author and time, the latest counts, and taking one back is on record too."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from indicators.store.connection import Store, reading
from indicators.store.event_log import load_events
from indicators.store.recognition import NameAnswer, forget_recognition, load_recognitions, save_recognitions
from indicators.store.transaction import Stamp, perform

FIRST, SECOND = Stamp("2026-10-09T01:00:00+00:00", "wang", "liaison"), Stamp("2026-10-10T01:00:00+00:00", "li", "liaison")
NAME = ("region", "广东x")


def answer(target: str) -> list[NameAnswer]:
    return [NameAnswer(*NAME, "广东 x", target)]


def test_the_latest_answer_of_a_department_stands_with_its_author(store: Store) -> None:
    perform(store, save_recognitions(FIRST, "NHC", answer("45")))
    perform(store, save_recognitions(SECOND, "NHC", answer("44")))
    record = load_recognitions(store, "NHC")[NAME]
    assert (record.target, record.shown, record.by, record.at) == ("44", "广东 x", "li", SECOND.at)
    assert load_recognitions(store, "MPS") == {}


def test_an_answer_taken_back_is_asked_again_and_stays_on_record(store: Store) -> None:
    perform(store, save_recognitions(FIRST, "NHC", answer("44")))
    assert perform(store, forget_recognition(SECOND, "NHC", *NAME))
    assert not perform(store, forget_recognition(SECOND, "NHC", *NAME))
    assert load_recognitions(store, "NHC") == {}
    assert [event.action for event in load_events(store, object="NHC")] in (
        ["decide_names", "forget_name"],
        ["forget_name", "decide_names"],
    )
    with reading(store) as connection:
        assert connection.execute(text("SELECT count(*) FROM recognitions")).scalar() == 2


def test_no_answer_is_changed_behind_the_back_of_the_record(store: Store) -> None:
    perform(store, save_recognitions(FIRST, "NHC", answer("44")))
    with store.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execution_options(writes=True).execute(text("UPDATE recognitions SET target = '45'"))
