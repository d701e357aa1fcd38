"""`python -m dashboard inspection`: the whole line from a shell, and the breach in the next `why`."""

import json

import pytest

from dashboard.__main__ import main
from dashboard.services.house import open_house


@pytest.fixture(autouse=True)
def fresh_house(demo_store):
    open_house.cache_clear()
    yield demo_store
    open_house.cache_clear()


def run(capsys: pytest.CaptureFixture[str], *arguments: str, who: str) -> dict:
    assert main(["inspection", *arguments, "--as", who, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_breach_found_from_the_shell_is_named_in_the_next_why(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--subject", "32", "--period", "2026-Q2", "--ground", "complaint", "--reason", "信访反映数字不实")
    planned = run(capsys, "plan", *words, who="reviewer-chen")
    assert (planned["id"], planned["state"], planned["turn"]) == ("I-0001", "planned", "office")
    assert main(["inspection", "begin", "I-0001", "--as", "reviewer-chen"]) == 2
    run(capsys, "name", "I-0001", "--inspector", "reviewer-lin", who="director-zhou")
    assert run(capsys, "begin", "I-0001", who="reviewer-lin")["effect"] == "holds"
    document = ("--document", "督〔2026〕7号", "核查报告", "2026-10-08")
    assert main(["inspection", "report", "I-0001", "--as", "reviewer-lin"]) == 2
    run(capsys, "report", "I-0001", "--outcome", "breach", "--breach", "concealed", "--findings", "少报两起", *document, who="reviewer-lin")
    assert main(["inspection", "settle", "I-0001", "--reason", "同意", "--as", "director-wu"]) == 2
    done = run(capsys, "settle", "I-0001", "--level", "critical", "--reason", "同意", who="director-wu")
    assert (done["effect"], done["until"]) == ("veto_critical", "2027-Q3")
    assert [one["id"] for one in run(capsys, "list", who="reviewer-chen")["inspections"]] == ["I-0001"]
    assert main(["inspection", "list", "--as", "leader"]) == 2
    assert main(["inspection", "show", "--as", "reviewer-chen"]) == 2
    assert main(["inspection", "settle", "I-0001", "--level", "grave", "--as", "director-wu"]) == 64
    capsys.readouterr()
    assert main(["why", "--subject", "32", "--period", "2026-Q3", "--json", "--as", "reviewer-chen"]) == 0
    why = json.loads(capsys.readouterr().out)
    assert (why["grade"], why["grade_basis"]) == ("criticise", "veto")
    assert next(rule for rule in why["rules"] if rule["id"] == "V")["passed"] is True
    assert why["reasons"][0]["code"] == "confirmed_breach"
    assert why["established"]["vetoes"][0]["document"].startswith("I-0001 督〔2026〕7号")
