"""The command that tells how often proposals are confirmed."""

from argparse import Namespace
from dataclasses import asdict

from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_json, print_line, print_message
from dashboard.services.hit_rates import read_hit_rates
from dashboard.services.score_history import read_score_histories
from dashboard.text.figures import say_share
from dashboard.text.say import Language, say
from indicators.model.verdict import Grade


def run_hit_rate(arguments: Namespace) -> Exit:
    """One line a year and grade: confirmed, rejected, withdrawn, in hand, not put forward, share; the rule on standard error."""
    desk = open_desk(arguments.acting_as)
    views = read_hit_rates(desk, read_score_histories(desk))
    if arguments.json:
        print_json([asdict(view.rate) | {"untouched": view.untouched} for view in views])
    least = desk.catalogue.number("hit_rate_least")
    for view in views:
        rate = view.rate
        if not arguments.json:
            counts = "\t".join(str(count) for count in (rate.confirmed, rate.rejected, rate.withdrawn, rate.undecided, view.untouched))
            print_line(f"{rate.year}\t{rate.grade}\t{counts}\t{say_share(rate.share, Language.EN, digits=0)}")
        if rate.review_due and rate.grade is Grade.CRITICISE:
            facts = {"year": rate.year, "confirmed": rate.confirmed, "decided": rate.confirmed + rate.rejected}
            for language in Language:
                shares = {"share": say_share(rate.share, language, digits=0), "least": say_share(least, language, digits=0)}
                print_message(say(language, "hit_rate.review", **facts, **shares))
    return Exit.DONE
