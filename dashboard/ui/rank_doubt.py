"""How firmly a region's rank tier stands, in sentences for the office."""

from dashboard.text.figures import say_share
from dashboard.text.say import Language, say
from indicators.model.verdict import RankDoubt

_ALONE = frozenset({"alone_low", "alone_high"})


def say_rank_doubt(doubt: RankDoubt | None, language: Language) -> tuple[str, ...]:
    """The ranks of the region by itself, and which of tier and interval other draws could alter; () where nothing is known."""
    if doubt is None:
        return ()
    kind = "one" if doubt.alone_low == doubt.alone_high else "between"
    facts = {"low": doubt.alone_low, "high": doubt.alone_high, "of": doubt.of, "level": say_share(doubt.level, language, digits=0)}
    told = [say(language, f"subject.rank.alone.{kind}", **facts)]
    if _ALONE & set(doubt.borderline):
        told.append(say(language, "subject.rank.borderline.interval"))
    if doubt.other_tier is not None:
        told.append(say(language, "subject.rank.borderline.tier", tier=say(language, f"verdicts.tier.{doubt.other_tier}")))
    return tuple(told)
