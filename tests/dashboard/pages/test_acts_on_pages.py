"""What people do on the pages: upload, submit, accept, return, freeze, publish, keep accounts; refusals are sentences."""

from pathlib import Path

import pytest
from screens import open_page

from dashboard.text.say import Language, say
from sample_data.accounts import DEMO_PASSWORD

WORKBOOKS = Path(__file__).resolve().parents[3] / "sample_data" / "workbooks"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(app, name):
    path = WORKBOOKS / name
    return app.file_uploader[0].upload(path.name, path.read_bytes(), XLSX).run()


def texts(app):
    return " ".join(str(getattr(element, "body", "") or element.proto.body) for element in app.get("html"))


def click(app, key):
    return app.button(key=key).click().run()


@pytest.mark.usefixtures("demo_store")
def test_clean_workbook_is_submitted_with_a_receipt_and_can_be_withdrawn():
    app = upload(open_page("liaison-nhc", "submit"), "good/NHC_2026-Q3.xlsx")
    assert say(Language.ZH, "submit.upload.clean") in texts(app)
    click(app, "submit")
    assert "第1版" in app.success[0].value
    assert "S-2026Q3-NHC-1" in texts(app)
    click(app, "withdraw")
    assert not app.exception
    assert say(Language.ZH, "acts.withdraw") in texts(app)


@pytest.mark.usefixtures("demo_store")
def test_problem_is_named_by_cell_and_cannot_be_submitted():
    app = upload(open_page("liaison-nhc", "submit"), "bad/not_a_number.xlsx")
    assert "C9" in texts(app) and "见附件" in texts(app)
    assert not [button for button in app.button if button.key == "submit"]


@pytest.mark.usefixtures("demo_store")
def test_question_is_answered_once_and_then_the_workbook_goes():
    app = upload(open_page("liaison-nhc", "submit"), "bad/reading_suggested.xlsx")
    assert not [button for button in app.button if button.key == "submit"]
    reason = next(box for box in app.selectbox if box.key.startswith("reason_"))
    reason.select("checked")
    next(button for button in app.button if button.label == say(Language.ZH, "submit.answers.save")).click()
    app.run()
    assert [button for button in app.button if button.key == "submit"]


@pytest.mark.usefixtures("demo_store")
def test_personal_data_is_refused_and_not_repeated():
    app = upload(open_page("liaison-nhc", "submit"), "bad/personal_data.xlsx")
    assert app.error[0].value == say(Language.ZH, "submit.upload.refused_lead")
    assert say(Language.ZH, "submit.problems.hidden") in texts(app)
    assert not [button for button in app.button if button.key == "submit"]


@pytest.mark.usefixtures("demo_store")
def test_reviewer_returns_with_words_and_the_liaison_reads_them():
    app = open_page("reviewer-chen", "review")
    app.text_area(key="return_note").input("请核对第三季度数据")
    app.text_input(key="return_cells").input("A2!D14 A2!D15")
    next(button for button in app.button if button.label == say(Language.ZH, "review.return")).click()
    app.run()
    assert app.success[0].value == say(Language.ZH, "review.returned")
    liaison = open_page("liaison-mps", "submit")
    assert "请核对第三季度数据" in texts(liaison) and "A2 打击犯罪和解救被害人!D15" in texts(liaison)


@pytest.mark.usefixtures("demo_store")
def test_return_without_words_is_refused_in_a_sentence():
    app = open_page("reviewer-chen", "review", Language.EN)
    next(button for button in app.button if button.label == say(Language.EN, "review.return")).click()
    app.run()
    assert not app.exception
    assert say(Language.EN, "acts.lacks.return_needs_words_or_cell") in [warning.value for warning in app.warning]


@pytest.mark.usefixtures("demo_store")
def test_director_accepts_freezes_and_publishes_and_the_leader_reads_it():
    review = open_page("director-zhou", "review")
    next(button for button in review.button if button.key.startswith("accept_")).click()
    review.run()
    assert review.success[0].value == say(Language.ZH, "review.accepted")
    rounds = open_page("director-zhou", "rounds")
    for act in ("close", "freeze", "publish"):
        for field in rounds.text_input:
            if field.key == f"{act}_password":
                field.input(DEMO_PASSWORD)
        next(button for button in rounds.button if button.label == say(Language.ZH, f"rounds.{act}.button")).click()
        rounds.run()
        assert not rounds.exception and rounds.success, act
    leader = open_page("leader", "overview")
    assert leader.selectbox(key="choose_period").value == "2026-Q3"
    assert "2026年第三季度" in texts(leader)


@pytest.mark.usefixtures("demo_store")
def test_administrator_adds_and_disables_an_account():
    app = open_page("administrator", "accounts")
    for key, value in (
        ("add_name", "leader-two"),
        ("add_zh", "领导二"),
        ("add_en", "Leader two"),
        ("add_password", "Yellow-Crane-7-Towers"),
        ("add_own_password", DEMO_PASSWORD),
    ):
        app.text_input(key=key).input(value)
    app.selectbox(key="add_role").select("leader")
    next(button for button in app.button if button.label == say(Language.ZH, "accounts.add.button")).click()
    app.run()
    assert "leader-two" in app.success[0].value
    app.selectbox(key="disable_name").select("leader-two")
    app.text_input(key="disable_own_password").input(DEMO_PASSWORD)
    next(button for button in app.button if button.label == say(Language.ZH, "accounts.disable.button")).click()
    app.run()
    assert say(Language.ZH, "accounts.lead", n=26, off=1) in texts(app)


@pytest.mark.usefixtures("demo_store")
def test_administrator_verifies_the_chain():
    app = click(open_page("administrator", "audit"), "verify")
    assert "全部相符" in app.success[0].value
