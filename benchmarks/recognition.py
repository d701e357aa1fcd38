"""How surely region names are recognised: 32 units in 200 spellings each, safe and unsafe by construction. Prints the table."""

import sys
import time
from collections import Counter
from pathlib import Path

from indicators.catalogue.load import load_catalogue
from indicators.intake.names import match_region, region_names

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "indicators" / "intake"))
from spelling_variants import variants_of
from test_region_names import LATIN_PAIRS, LOOKALIKE_PAIRS


def main() -> None:
    """Prints one line for each figure of the goal."""
    catalogue = load_catalogue()
    names, regions = region_names(catalogue), dict(catalogue.regions)
    variants = [one for region in regions.values() for one in variants_of(region, regions)]
    started = time.perf_counter()
    matches = [(one, match_region(names, "", one.text)) for one in variants]
    seconds = time.perf_counter() - started
    safe = [(one, match) for one, match in matches if one.safe]
    unsafe = [(one, match) for one, match in matches if not one.safe]
    wrong = [one for one, match in matches if match.region and (match.region != one.region or not one.safe)]
    automatic = sum(match.region == one.region for one, match in safe)
    shown = sum(one.region in match.candidates for one, match in unsafe)
    print(f"spellings                      {len(variants):>6}   ({len(regions)} units; {len(safe)} safe, {len(unsafe)} unsafe)")
    print(f"matched silently and wrongly   {len(wrong):>6}   goal 0")
    print(f"safe, matched without asking   {automatic:>6}   {automatic / len(safe):.2%}, goal 95 %")
    print(f"unsafe, asked                  {sum(bool(match.code) for _, match in unsafe):>6}   of {len(unsafe)}")
    print(f"unsafe, right one offered      {shown:>6}   {shown / len(unsafe):.2%}")
    print(f"look-alike pairs, all asked    {len(LOOKALIKE_PAIRS):>6}   and {len(LATIN_PAIRS)} in Latin letters (tests)")
    print(f"reasons for asking             {dict(Counter(match.code for _, match in unsafe))}")
    print(f"time                           {seconds / len(variants) * 1e6:>6.0f} µs a name")


if __name__ == "__main__":
    main()
