"""A kept assessment is computed again byte for byte from what was kept with it, whatever has changed since and wherever it is done."""

import json
import os
import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import Actor, Role
from dashboard.services.recomputation import differing_places, recompute
from dashboard.services.refusals import explain_refusal
from dashboard.services.rounds import keep_assessment_of
from dashboard.text.say import Language
from indicators.assessment.assess import METHOD_VERSION, assess
from indicators.assessment.document import assessment_document, canonical_bytes
from indicators.assessment.request import IntegrityFlag, Veto, VetoLevel
from indicators.catalogue.load import load_catalogue
from indicators.model.verdict import Grade
from indicators.requests import basis_of, period_request
from indicators.store.assessments import NewAssessment, keep_assessment, load_assessment, load_assessment_document
from indicators.store.backup import backup_store
from indicators.store.restore import Place, restore_store
from indicators.store.snapshots import load_snapshot
from indicators.store.transaction import perform
from tests.dashboard.services.kept_stores import FEW_DRAWS, KEY, ROUND, STAMP, KeptStore, few_draws, keep_store
from tests.postgresql import DATABASES, empty_schema

ROOT = Path(__file__).resolve().parents[3]
LATER = """
- {id: line_criticise_floor, value: 1, since: 2026-04-02, reference: a later decision, text: {zh: 批评线, en: line}}
- {id: area_power, value: 1, since: 2026-07-01, reference: a later decision, text: {zh: 幂, en: power}}
"""


def keep_as(kept: KeptStore, method: str = METHOD_VERSION, catalogue: str | None = None, document: bytes | None = None) -> str:
    """The id of one more assessment of the snapshot, kept as an earlier system kept it: without what it was made from."""
    first = load_assessment(kept.desk.store, kept.assessment)
    data = load_assessment_document(kept.desk.store, kept.assessment) if document is None else document
    new = NewAssessment(ROUND, kept.snapshot, method, first.rules_version, catalogue or first.catalogue_version, data)
    return perform(kept.desk.store, keep_assessment(STAMP, new)).id


def test_the_rules_of_today_do_not_enter_a_recomputation(kept_store: KeptStore, tmp_path: Path) -> None:
    today = few_draws(tmp_path / "a", LATER.replace("2026-07-01", "2021-01-02").replace("2026-04-02", "2021-01-02"))
    desk = replace(kept_store.desk, catalogue=today)
    outcome = recompute(desk, kept_store.assessment)
    assert outcome.identical and outcome.by_kept_rules and outcome.places == ()
    by_today = keep_assessment_of(desk, ROUND, kept_store.snapshot)
    assert load_assessment(desk.store, by_today).rules_version != load_assessment(desk.store, kept_store.assessment).rules_version
    assert recompute(kept_store.desk, by_today).identical


def test_a_later_version_of_a_rule_binds_later_quarters_only(kept_store: KeptStore, tmp_path: Path) -> None:
    desk, later = kept_store.desk, few_draws(tmp_path / "a", LATER)
    documents = []
    for catalogue in (desk.catalogue, later):
        request = period_request(desk.store, catalogue, ROUND, kept_store.snapshot, desk.today)
        plain = assessment_document(assess(request))
        documents.append({name: part for name, part in plain.items() if name not in ("rules_version", "catalogue_version")})
    assert canonical_bytes(documents[0]) == canonical_bytes(documents[1])
    in_force = [period_request(desk.store, later, quarter, None, desk.today).catalogue for quarter in ("2026-Q2", "2026-Q3")]
    assert [one.number("area_power") for one in in_force] == [0.5, 1]
    assert [one.number("line_criticise_floor") for one in in_force] == [10, 1]


def test_vetoes_and_notices_known_then_are_part_of_what_is_computed_again(kept_store: KeptStore) -> None:
    desk = kept_store.desk
    request = period_request(desk.store, desk.catalogue, ROUND, kept_store.snapshot, desk.today)
    known = {"vetoes": (Veto("44", VetoLevel.CRITICAL, "doc"),), "flags": (IntegrityFlag("11", "open"),), "run_robustness": False}
    request = replace(request, **known)
    assessment = assess(request)
    assert {verdict.subject: verdict.grade for verdict in assessment.regions}["44"] is Grade.CRITICISE
    versions = (assessment.method_version, assessment.rules_version, assessment.catalogue_version)
    new = NewAssessment(ROUND, kept_store.snapshot, *versions, canonical_bytes(assessment_document(assessment)), basis_of(request))
    assert recompute(desk, perform(desk.store, keep_assessment(STAMP, new)).id).identical


def test_an_assessment_kept_without_its_rules_is_computed_again_by_the_same_present_ones(kept_store: KeptStore) -> None:
    outcome = recompute(kept_store.desk, keep_as(kept_store))
    assert outcome.identical and not outcome.by_kept_rules


def test_where_the_rules_are_not_to_be_had_it_says_so_and_computes_nothing(kept_store: KeptStore) -> None:
    id = keep_as(kept_store, catalogue="0123456789ab")
    with pytest.raises(Refused) as refused:
        recompute(kept_store.desk, id)
    told = [explain_refusal(language, refused.value) for language in Language]
    assert refused.value.code == "refusals.recompute_other_rules" and all(id in one and "0123456789ab" in one for one in told)


def test_another_version_of_the_method_is_said_and_not_pretended(kept_store: KeptStore) -> None:
    id = keep_as(kept_store, method="0.9")
    with pytest.raises(Refused) as refused:
        recompute(kept_store.desk, id)
    assert refused.value.code == "refusals.recompute_other_method"
    assert "0.9" in explain_refusal(Language.EN, refused.value) and METHOD_VERSION in explain_refusal(Language.ZH, refused.value)


def test_a_changed_figure_is_found_with_its_place(kept_store: KeptStore) -> None:
    document = json.loads(load_assessment_document(kept_store.desk.store, kept_store.assessment))
    document["regions"][3]["score"] += 1e-7
    outcome = recompute(kept_store.desk, keep_as(kept_store, document=canonical_bytes(document)))
    assert not outcome.identical and outcome.places == ("regions[3].score",)


def test_places_name_what_is_only_on_one_side() -> None:
    one, other = {"a": [1, {"b": 2}], "c": 3}, {"a": [1, {"b": 4}], "d": 5}
    assert list(differing_places(one, other)) == ["a[1].b", "c", "d"]


def test_only_the_office_recomputes(kept_store: KeptStore) -> None:
    with pytest.raises(AccessRefused):
        recompute(kept_store.desk.for_actor(Actor("leader", Role.LEADER)), kept_store.assessment)


def test_the_same_figures_give_the_same_bytes_in_every_database_and_in_any_order(
    kept_store: KeptStore, frozen_figures: pd.DataFrame, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shuffled = frozen_figures.sample(frac=1, random_state=5)
    if "postgresql" not in DATABASES:
        url = f"sqlite:///{tmp_path / 'other.db'}"
        _holds_the_same(keep_store(url, tmp_path / "other", shuffled, kept_store.desk.catalogue), kept_store, tmp_path)
        return
    with empty_schema(request.getfixturevalue("postgresql_server")) as url:
        _holds_the_same(keep_store(url, tmp_path / "other", shuffled, kept_store.desk.catalogue), kept_store, tmp_path)


def _holds_the_same(one: KeptStore, other: KeptStore, folder: Path) -> None:
    """Snapshot and assessment have the same hashes, it recomputes there, and also after moving to SQLite in a backup."""
    snapshots = [load_snapshot(kept.desk.store, kept.snapshot).sha256 for kept in (one, other)]
    assessments = [load_assessment(kept.desk.store, kept.assessment).sha256 for kept in (one, other)]
    assert snapshots[0] == snapshots[1] and assessments[0] == assessments[1]
    assert recompute(one.desk, one.assessment).identical
    backup_store(one.desk.store, folder / "backup.zip", STAMP.at)
    moved = restore_store(folder / "backup.zip", Place(f"sqlite:///{folder / 'moved.db'}", KEY, folder / "moved"), STAMP).store
    assert recompute(replace(one.desk, store=moved), one.assessment).identical
    for store in (one.desk.store, moved):
        store.engine.dispose()


def test_another_machine_gives_the_same_bytes(kept_store: KeptStore) -> None:
    """Another processor, another linear algebra, one thread, another order of sets, another place and language: all at once."""
    lacking = " ".join(name for name in __cpu_dispatch__ if __cpu_features__.get(name))
    other = {
        "NPY_DISABLE_CPU_FEATURES": lacking,
        "OPENBLAS_CORETYPE": "Prescott" if platform.machine() == "x86_64" else "ARMV8",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "4",
        "TZ": "America/St_Johns",
        "LC_ALL": "C",
    }
    place = {"STORE_URL": kept_store.url, "CHAIN_ANCHOR": str(kept_store.anchor), "CHAIN_KEY": KEY.hex().ljust(64, "0")}
    command = [sys.executable, "-m", "dashboard", "recompute", kept_store.assessment, "--json"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | place | other, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["identical"] is True


def test_few_draws_are_a_catalogue_of_their_own(kept_store: KeptStore) -> None:
    assert load_catalogue().version != kept_store.desk.catalogue.version
    assert all(kept_store.desk.catalogue.number(id) == draws for id, draws in FEW_DRAWS.items())
