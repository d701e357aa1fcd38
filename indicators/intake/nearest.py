"""How much two names resemble each other, and which of several a doubtful one most resembles. For suggestions only, never for a match."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

MARGIN = 0.25
"""How far the best must lie before the second best to be put forward alone (experience.md 4.3)."""

_LEAST = 0.3
_SHOWN = 6
_CONTAINED = 0.75
_OVERLAP = 0.15
_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a name may mean, the most similar first. `best` is empty where the second best is as likely."""

    candidates: tuple[str, ...] = ()
    best: str = ""


def rank_names(label: str, spellings: Iterable[tuple[str, str]]) -> Suggestions:
    """The targets whose spellings resemble the label; `spellings` are (spelling, target), all normalised."""
    pairs = _pairs(label)
    rough = [(_overlap(label, pairs, spelling), spelling, target) for spelling, target in spellings]
    scores: dict[str, float] = {}
    for overlap, spelling, target in sorted((each for each in rough if each[0] >= _OVERLAP), reverse=True)[:_LOOKED_AT]:
        scores[target] = max(scores.get(target, 0.0), _score(overlap, label, spelling))
    return _ranked({target: score for target, score in scores.items() if score >= _LEAST})


def similarity(left: str, right: str) -> float:
    """Mean of bigram overlap (Dice, ends padded) and edit similarity, 0 to 1; a name that stands whole in a longer one scores 0.75."""
    return _score(_overlap(left, _pairs(left), right), left, right)


def _overlap(left: str, pairs: frozenset[str], right: str) -> float:
    other = _known_pairs(right)
    return 2 * len(pairs & other) / (len(pairs) + len(other))


def _score(overlap: float, left: str, right: str) -> float:
    score = (overlap + 1 - edit_distance(left, right) / max(len(left), len(right), 1)) / 2
    shorter, longer = sorted((left, right), key=len)
    whole = len(shorter) > 1 and shorter in longer and len(longer) > len(shorter) + 1
    return max(score, _CONTAINED) if whole else score


def edit_distance(left: str, right: str) -> int:
    """How many letters must be put in, taken out or changed to make one name the other (Levenshtein)."""
    before = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        now = [row]
        for column, other in enumerate(right, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other)))
        before = now
    return before[-1]


@lru_cache(maxsize=4096)
def _known_pairs(spelling: str) -> frozenset[str]:
    """Of spellings of the catalogue only: what stands in a file is not kept."""
    return _pairs(spelling)


def _pairs(text: str) -> frozenset[str]:
    padded = f"^{text}$"
    return frozenset(padded[start : start + 2] for start in range(len(padded) - 1))


def _ranked(scores: Mapping[str, float]) -> Suggestions:
    ordered = sorted(scores, key=lambda target: (-scores[target], target))
    if not ordered:
        return Suggestions()
    second = scores[ordered[1]] if len(ordered) > 1 else 0.0
    return Suggestions(tuple(ordered[:_SHOWN]), ordered[0] if scores[ordered[0]] - second >= MARGIN else "")
