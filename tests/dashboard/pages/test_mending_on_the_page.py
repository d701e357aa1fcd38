"""What a liaison does with a workbook that has problems: mends cells on the page, loses the session, finds the draft, answers, submits."""

from pathlib import Path

import pytest
from screens import open_page

from dashboard.text.say import Language, say

WORKBOOKS = Path(__file__).resolve().parents[3] / "sample_data" / "workbooks"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "A3 救助、安置与康复"
CELL = f"cell_2026-Q3_{SHEET}!C9"
SIGNERS = {"C22": "样例甲", "C23": "样例乙", "C24": "样例丙", "C25": "010-66010000", "C26": "2026-10-14"}


def upload(app, name):
    path = WORKBOOKS / name
    return app.file_uploader[0].upload(path.name, path.read_bytes(), XLSX).run()


def texts(app):
    return " ".join(str(getattr(element, "body", "") or element.proto.body) for element in app.get("html"))


def sign(app):
    """Fills the signers' cells, where the page asks for them."""
    for cell, words in SIGNERS.items():
        if any(field.key == f"cell_2026-Q3_填报说明!{cell}" for field in app.text_input):
            app.text_input(key=f"cell_2026-Q3_填报说明!{cell}").input(words).run()
    return app


def keys(app):
    return [button.key for button in app.button]


@pytest.mark.usefixtures("demo_store")
def test_cell_is_mended_kept_over_a_lost_session_and_submitted():
    app = sign(upload(open_page("liaison-nhc", "submit"), "bad/not_a_number.xlsx"))
    assert app.text_input(key=CELL).value == "见附件"
    assert "submit" not in keys(app)
    app.text_input(key=CELL).input("12").run()
    assert not app.exception
    assert CELL not in [field.key for field in app.text_input]

    again = open_page("liaison-nhc", "submit")
    assert "not_a_number.xlsx" in " ".join(caption.value for caption in again.caption)
    assert "见附件" in texts(again)
    again.button(key="submit").click().run()
    assert not again.exception
    assert "S-2026Q3-NHC-1" in texts(again)
    assert "draft_changed" not in keys(open_page("liaison-nhc", "submit"))


@pytest.mark.usefixtures("demo_store")
def test_personal_data_typed_into_a_cell_is_refused_in_a_sentence_and_forgotten():
    app = upload(open_page("liaison-nhc", "submit"), "bad/not_a_number.xlsx")
    app.text_input(key=CELL).input("11010519491231002X").run()
    assert say(Language.ZH, "draft.refused.personal_data") in [warning.value for warning in app.warning]
    assert app.text_input(key=CELL).value == "见附件"
    assert "11010519491231002X" not in texts(open_page("liaison-nhc", "submit"))


@pytest.mark.usefixtures("demo_store")
def test_missing_figure_is_declared_not_available_with_its_reason():
    app = upload(open_page("liaison-nhc", "submit", Language.EN), "bad/cell_empty.xlsx")
    place = f"2026-Q3_{SHEET}!C9"
    app.selectbox(key=f"state_{place}").select("NOT_AVAILABLE").run()
    app.button(key=f"save_{place}").click().run()
    assert say(Language.EN, "draft.refused.no_reason") in [warning.value for warning in app.warning]
    app.text_input(key=f"why_{place}").input("系统升级，暂无法统计").run()
    app.button(key=f"save_{place}").click().run()
    assert not app.exception
    assert f"cell_{place}" not in [field.key for field in app.text_input]


@pytest.mark.usefixtures("demo_store")
def test_draft_is_dropped_only_after_asking():
    app = upload(open_page("liaison-nhc", "submit"), "bad/not_a_number.xlsx")
    app.button(key="drop_yes").click().run()
    assert say(Language.ZH, "draft.heading") not in [heading.value for heading in open_page("liaison-nhc", "submit").subheader]
