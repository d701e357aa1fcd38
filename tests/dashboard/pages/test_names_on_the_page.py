"""A liaison sends a file of another make: the page asks which round and what its headers mean, and remembers the answer."""

import io

import pytest
from openpyxl import Workbook
from screens import open_page

from indicators.catalogue.load import load_catalogue

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def foreign() -> bytes:
    book = Workbook()
    book.active.append(["地区", "已获服务人数", "经评估需要服务的人数"])
    for region in load_catalogue().regions.values():
        book.active.append([region.short_name.zh, 15, 16])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.usefixtures("demo_store")
def test_round_and_names_are_asked_once_and_the_file_becomes_a_draft():
    app = open_page("liaison-nhc", "submit")
    app = app.file_uploader[0].upload("ours.xlsx", foreign(), XLSX).run()
    assert not app.exception
    rounds = [box for box in app.selectbox if box.key and box.key.startswith("round_of_")]
    if rounds:
        app = rounds[0].set_value("2026-Q3").run()
    (asked,) = [box for box in app.selectbox if box.key and box.key.startswith("name_")]
    assert len(asked.options) >= 2
    choice = next(option for option in asked.options if "A3-03" in option and "已获首次服务的人数" in option)
    app = asked.select(choice).run()
    save = next(button for button in app.button if button.key and "names" in button.key)
    app = save.click().run()
    assert not app.exception
    assert not [box for box in app.selectbox if box.key and box.key.startswith("name_")]
    assert any(button.key == "drop_draft" or button.key == "recheck" for button in app.button)
