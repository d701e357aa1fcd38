"""The accounts of the demonstration store: made-up persons, one password for all, printed on the sign-in page.

A demonstration store says on every page that it is one; a real store never loads this.
"""

from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.model.words import Bilingual

DEMO_PASSWORD = "sample-data-2026"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account: `role` as in interface.md 5; a liaison is bound to a department, a region account to a region."""

    name: str
    role: str
    display: Bilingual
    department: str | None = None
    region: str | None = None


_OFFICE = (
    DemoAccount("reviewer-chen", "reviewer", Bilingual("审核员陈某（样例）", "Reviewer Chen (sample)")),
    DemoAccount("reviewer-lin", "reviewer", Bilingual("审核员林某（样例）", "Reviewer Lin (sample)")),
    DemoAccount("director-zhou", "director", Bilingual("办公室主任周某（样例）", "Director Zhou (sample)")),
    DemoAccount("director-wu", "director", Bilingual("办公室副主任吴某（样例）", "Deputy director Wu (sample)")),
    DemoAccount("leader", "leader", Bilingual("领导同志（样例）", "Leader (sample)")),
    DemoAccount("administrator", "administrator", Bilingual("系统管理员（样例）", "Administrator (sample)")),
)
_REGIONS = ("13", "44")


def demo_accounts(catalogue: Catalogue) -> tuple[DemoAccount, ...]:
    """All accounts: the office, the leader, the administrator, two regions, one liaison for each reporting department."""
    regions = tuple(
        DemoAccount(
            f"region-{code}",
            "region",
            Bilingual(f"{catalogue.regions[code].short_name.zh}联席办（样例）", f"{catalogue.regions[code].short_name.en} office (sample)"),
            region=code,
        )
        for code in _REGIONS
    )
    liaisons = tuple(
        DemoAccount(
            f"liaison-{department.code.lower()}",
            "liaison",
            Bilingual(f"{department.short_name.zh}联络员（样例）", f"{department.short_name.en} liaison (sample)"),
            department=department.code,
        )
        for department in catalogue.reporting_departments()
    )
    return (*_OFFICE, *regions, *liaisons)
