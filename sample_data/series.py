"""The series that rules between departments need, drawn so that they agree with the indicators and with one another.

Victims rescued are those of A3-01, received and placed ones add up to them, stocks follow from their flows. What contradicts between
departments in the open round is planted in contradictions.py.
"""

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Frequency, Level
from indicators.model.observation import OBSERVATION_COLUMNS, TOTAL, CellStatus
from indicators.model.period import Period, periods_ending_in
from indicators.model.subject import NATIONAL
from sample_data.contradictions import plant_contradictions
from sample_data.drawn import Drawn, halfly, quarterly, reported, yearly
from sample_data.scale import Scale, generator_for, region_shares
from sample_data.supporting_series import draw_supporting
from sample_data.truth import QUARTERS

_AGES = ("age.under_1", "age.1_to_5", "age.6_to_13", "age.14_to_17", "age.adult")
_REASONS = ("reason.runaway", "reason.lost", "reason.accident", "reason.trafficked", "reason.family", "reason.other")
_REASON_SHARES = (0.57, 0.14, 0.05, 0.02, 0.10, 0.12)
_SAMPLE_KINDS, _SAMPLE_SHARES = ("sample.relatives", "sample.suspected", "sample.unknown"), (0.62, 0.29, 0.09)
_BIRTHS_2021, _PUPILS, _FOUNDLINGS, _COLD_CASES, _SAMPLES = 10_620_000, 158_000_000, 2600, 6200, 61_000


def draw_series(scale: Scale, indicators: pd.DataFrame) -> pd.DataFrame:
    """The series of every quarterly round as observations; `indicators` are the figures they must agree with.

    Series that the catalogue has and this module does not know are left out: they are missing, as they would be from a sender.
    """
    drawn = (
        draw_victims(scale) | draw_care(scale) | draw_cases(scale, indicators) | draw_national(indicators) | draw_yearly(scale, indicators)
    )
    drawn |= draw_supporting(indicators)
    parts = [
        _frame(scale.catalogue, code, breakdown, drawn[code, breakdown]) for code, breakdown in drawn if code in scale.catalogue.series
    ]
    return plant_contradictions(pd.concat(parts, ignore_index=True)) if parts else pd.DataFrame(columns=list(OBSERVATION_COLUMNS))


def draw_victims(scale: Scale) -> Drawn:
    """Rescued victims by sex, age and origin, and where they went (SR-01 to SR-06)."""
    random = generator_for("series", "victims")
    rescued, school = quarterly(scale.flows["victims"]), quarterly(scale.flows["school_age"])
    children = school + random.binomial(rescued - school, 0.28)
    drawn = _people("SR-01", rescued, _ages(rescued, school, children, random), random)
    cross = random.binomial(rescued, 0.06)
    drawn |= {("SR-01", "origin.cross_border"): cross, ("SR-01", "origin.domestic"): rescued - cross}
    received = random.binomial(rescued, 0.7)
    home = random.binomial(rescued - received, 0.6)
    hospital = random.binomial(rescued - received - home, 0.6)
    drawn |= {("SR-02", TOTAL): home, ("SR-03", TOTAL): hospital, ("SR-04", TOTAL): rescued - received - home - hospital}
    drawn |= {("SR-05", TOTAL): school}
    infants = random.binomial(received, 0.1)
    ages = dict(zip(_AGES, (infants, random.binomial(received - infants, 0.12)), strict=False))
    rest = received - sum(ages.values())
    ages["age.6_to_13"] = random.binomial(rest, 0.15)
    ages["age.14_to_17"] = random.binomial(rest - ages["age.6_to_13"], 0.12)
    ages["age.adult"] = rest - ages["age.6_to_13"] - ages["age.14_to_17"]
    return drawn | _people("SR-06", received, ages, random)


def draw_care(scale: Scale) -> Drawn:
    """The stock of victims in civil affairs institutions with what came and went (SR-06 to SR-14)."""
    random = generator_for("series", "care")
    received = draw_victims(scale)["SR-06", TOTAL]
    came = random.poisson(0.12 * received + 0.05)
    moved_in = random.poisson(0.05 * received + 0.02)
    stock = np.round(0.5 * received.mean(axis=1)).astype(int)
    flows: dict[str, list[np.ndarray]] = {code: [] for code in ("SR-07", "SR-10", "SR-11", "SR-12", "SR-13")}
    for quarter in range(received.shape[1]):
        flows["SR-07"].append(stock)
        stock = stock + received[:, quarter] + came[:, quarter] + moved_in[:, quarter]
        for code, share in (("SR-10", 0.55), ("SR-11", 0.3), ("SR-12", 0.1)):
            left = random.binomial(stock, share)
            flows[code].append(left)
            stock = stock - left
        flows["SR-13"].append(stock)
    drawn: Drawn = {(code, TOTAL): np.stack(columns, axis=1) for code, columns in flows.items()}
    return drawn | {("SR-08", TOTAL): came, ("SR-09", TOTAL): moved_in, ("SR-14", TOTAL): quarterly(scale.flows["needing_care"])}


def draw_cases(scale: Scale, indicators: pd.DataFrame) -> Drawn:
    """Cases registered and solved, the stock of cold cases, persons on their way to court, tips (SR-15 to SR-21, 26 to 28, 43)."""
    random = generator_for("series", "cases")
    registered, current = quarterly(scale.flows["cases"]), quarterly(scale.flows["current_cases"])
    drawn: Drawn = {}
    for code, parts in (("SR-15", (current, registered - current)), ("SR-16", (random.binomial(current, 0.86), registered - current))):
        total = parts[0] + parts[1]
        cross = random.binomial(total, 0.05)
        drawn |= {(code, TOTAL): total, (code, "case_age.current"): parts[0], (code, "case_age.cold"): parts[1]}
        drawn |= {(code, "scope.domestic"): total - cross, (code, "scope.cross_border"): cross}
    drawn |= _cold_cases(scale, random)
    transferred = random.poisson(0.46 * halfly(registered))
    handled = random.poisson(1.1 * reported(indicators, "A1-06", "denominator"))
    tips = reported(indicators, "A5-08", "denominator").astype(int)
    drawn |= {("SR-26", TOTAL): transferred, ("SR-27", TOTAL): random.binomial(transferred, 0.85), ("SR-28", TOTAL): handled}
    return drawn | {("SR-43", TOTAL): random.binomial(tips, 0.6)}


def draw_national(indicators: pd.DataFrame) -> Drawn:
    """Figures of the country: Reunion platform, DNA, online items, foreign victims (SR-22 to SR-25, 37 to 40)."""
    random = generator_for("series", "national")
    published, found = reported(indicators, "A2-08", "denominator").sum(axis=0), reported(indicators, "A2-08", "numerator").sum(axis=0)
    steps = np.diff(found, prepend=0).astype(int)
    reasons = np.cumsum(np.stack([random.multinomial(step, _REASON_SHARES) for step in steps], axis=1), axis=1)
    drawn: Drawn = {("SR-22", TOTAL): published[None, :], ("SR-22", "reason.pending"): (published - found)[None, :]}
    drawn |= {("SR-22", reason): reasons[[row]] for row, reason in enumerate(_REASONS)}
    hits = quarterly(reported(indicators, "A2-10", "denominator")).sum(axis=0).astype(int)
    dna = {"SR-23": random.poisson(_SAMPLES, len(hits)), "SR-24": hits, "SR-25": random.binomial(hits, 0.7)}
    drawn |= {(code, TOTAL): np.cumsum(steps)[None, :] for code, steps in dna.items()}
    kinds = generator_for("series", "samples").multinomial(dna["SR-23"], _SAMPLE_SHARES).T
    drawn |= {("SR-23", kind): np.cumsum(steps)[None, :] for kind, steps in zip(_SAMPLE_KINDS, kinds, strict=True)}
    passed = random.binomial(quarterly(reported(indicators, "A1-07", "denominator")).astype(int), 0.18)
    drawn |= {("SR-39", TOTAL): passed, ("SR-40", TOTAL): np.floor(0.99 * passed)}
    helped = reported(indicators, "A6-04", "numerator").sum(axis=0, keepdims=True)
    return drawn | {("SR-37", TOTAL): np.floor(0.7 * helped), ("SR-38", TOTAL): np.floor(0.2 * helped)}


def draw_yearly(scale: Scale, indicators: pd.DataFrame) -> Drawn:
    """Courts, adoptions, births and pupils, once a year (SR-29 to SR-36, 41, 42)."""
    random = generator_for("series", "yearly")
    share, decline = region_shares(scale.catalogue)[:, None], 0.97 ** np.arange(len(QUARTERS) // 4)[None, :]
    prosecuted = yearly(draw_cases(scale, indicators)["SR-27", TOTAL]).sum(axis=0, keepdims=True)
    accepted = np.round(0.62 * prosecuted)
    carried = np.round(np.concatenate([accepted[:, :1], accepted[:, :-1]], axis=1) * 0.2)
    foundlings = random.poisson(_FOUNDLINGS * share * decline)
    births = np.round(_BIRTHS_2021 * share * decline)
    pupils = np.round(_PUPILS * share * decline)
    return {
        ("SR-29", TOTAL): np.floor(0.93 * prosecuted),
        ("SR-30", TOTAL): accepted,
        ("SR-31", TOTAL): carried,
        ("SR-32", TOTAL): np.floor(0.85 * (accepted + carried)),
        ("SR-33", TOTAL): foundlings,
        ("SR-34", TOTAL): np.round(0.99 * foundlings),
        ("SR-35", TOTAL): births,
        ("SR-36", TOTAL): np.round(0.985 * births),
        ("SR-41", TOTAL): pupils,
        ("SR-42", TOTAL): np.floor(0.93 * pupils),
    }


def _cold_cases(scale: Scale, random: np.random.Generator) -> Drawn:
    stock = np.round(_COLD_CASES * region_shares(scale.catalogue, 0.9)).astype(int)
    columns: dict[str, list[np.ndarray]] = {f"SR-{number}": [] for number in range(17, 22)}
    for _ in QUARTERS:
        added, solved, moved = random.poisson(0.012 * stock), random.binomial(stock, 0.02), random.binomial(stock, 0.003)
        solved = np.minimum(solved, stock)
        moved = np.minimum(moved, stock - solved)
        closing = stock + added - solved - moved
        for code, figures in zip(columns, (stock, added, solved, moved, closing), strict=True):
            columns[code].append(figures)
        stock = closing
    return {(code, TOTAL): np.stack(figures, axis=1) for code, figures in columns.items()}


def _ages(rescued: np.ndarray, school: np.ndarray, children: np.ndarray, random: np.random.Generator) -> dict[str, np.ndarray]:
    infants = random.binomial(children - school, 0.4)
    older = random.binomial(children - school - infants, 0.15)
    young = random.binomial(school, 0.8)
    figures = (infants, children - school - infants - older, young, school - young + older, rescued - children)
    return dict(zip(_AGES, figures, strict=True))


def _people(code: str, total: np.ndarray, ages: dict[str, np.ndarray], random: np.random.Generator) -> Drawn:
    women = random.binomial(total, 0.68)
    drawn: Drawn = {(code, TOTAL): total, (code, "sex.female"): women, (code, "sex.male"): total - women}
    return drawn | {(code, age): figures for age, figures in ages.items()}


def _frame(catalogue: Catalogue, code: str, breakdown: str, figures: np.ndarray) -> pd.DataFrame:
    series = catalogue.series[code]
    subjects = [NATIONAL] if series.level == Level.NATIONAL else list(catalogue.regions)
    periods = _periods(Frequency(series.frequency))
    frame = pd.DataFrame(
        {"subject": np.tile(subjects, len(periods)), "period": np.repeat([period.code for period in periods], len(subjects))}
    )
    frame = frame.assign(indicator=code, breakdown=breakdown, value=figures.T.reshape(-1).astype(float), status=str(CellStatus.REPORTED))
    frame = frame.assign(numerator=np.nan, denominator=np.nan, se=np.nan, sheet="", cell="", denominator_cell="", note="")
    return frame[list(OBSERVATION_COLUMNS)]


def _periods(frequency: Frequency) -> list[Period]:
    return [period for quarter in QUARTERS for period in periods_ending_in(quarter, frequency)]
