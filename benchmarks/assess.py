"""How long one full assessment takes: the sample country, 32 regions x 23 quarters x 46 scored indicators, and each of its steps."""

import time
from collections.abc import Callable

from indicators.assessment.assess import assess, assessed_regions, gather, lines_by_quarter
from indicators.assessment.codebook import make_codebook
from indicators.assessment.regions import region_family
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.load import load_catalogue
from sample_data.observations import sample_observations

PERIOD = "2026-Q3"
REPEATS = 5


def measure() -> list[tuple[str, float]]:
    """(what, best of 5 seconds) for the whole assessment, and for scores and tests of all quarters alone."""
    catalogue = load_catalogue()
    observations = sample_observations(catalogue)
    request = AssessmentRequest(PERIOD, catalogue, observations)
    codebook = make_codebook(catalogue, assessed_regions(request))
    evidence = gather(request, codebook)
    lines = lines_by_quarter(evidence, codebook, catalogue)
    size = f"{len(codebook.subjects) - 1} regions x {evidence.gap.shape[0]} quarters x {int(codebook.regional.sum())} indicators"
    return [
        (f"assess, {size}, with reasons and what would change", best(lambda: assess(request))),
        (f"evidence of all quarters from {len(observations)} rows", best(lambda: gather(request, codebook))),
        ("scores of all quarters and tests of the last twelve", best(lambda: region_family(evidence, codebook, catalogue, lines))),
    ]


def best(work: Callable[[], object]) -> float:
    """The shortest of several runs in seconds."""
    times = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)
