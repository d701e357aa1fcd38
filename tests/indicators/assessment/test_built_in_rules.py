"""The rules of the built-in catalogue: the engine finds every one it asks for, and asks for every one there is."""

import re
from pathlib import Path

from small_studies import BUILT_IN

import indicators

ELSEWHERE = {"area_weights", "reply_check_days", "reply_days", "hit_rate_least"}
"""Read by the catalogue's own loader, and by the office's procedure."""


def test_every_rule_is_used_somewhere() -> None:
    folder = Path(indicators.__file__).parent
    sources = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    asked = set(re.findall(r'\.(?:number|rule)\(\s*"(\w+)"', sources))
    asked |= {f"signal_{name}" for name in re.findall(r'(?<!\.)\bnumber\("(\w+)"\)', sources)}
    asked |= {f"line_{name}_{part}" for name in ("criticise", "watch", "commend") for part in ("floor", "share")}
    unused = {id for id in BUILT_IN.rules if id not in asked} - ELSEWHERE
    assert unused == set()
    assert asked <= set(BUILT_IN.rules)


def test_rules_are_dated_and_founded() -> None:
    for rule in BUILT_IN.rules.values():
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", rule.since)
        assert rule.reference and rule.text.zh and rule.text.en


def test_ranks_are_drawn_often_enough_and_by_a_fixed_seed() -> None:
    # method.md, decision 9: with 1,000 draws 2 of 20 seeds name another best five of PISA 2018, with 10,000 none
    assert BUILT_IN.number("rank_draws") >= 10_000
    assert BUILT_IN.number("rank_seed") == 20210102
