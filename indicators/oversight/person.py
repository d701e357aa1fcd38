"""Who asks, in the terms that matter to the machines, and how a machine says no."""

from dataclasses import dataclass

OK = "ok"


@dataclass(frozen=True, slots=True)
class Person:
    """`office`: works in the Joint Conference Office; `director`: may sign for it. `department` or `region` is the one spoken for."""

    name: str
    office: bool = False
    director: bool = False
    department: str | None = None
    region: str | None = None

    def speaks_for(self, subject: str) -> bool:
        """Whether the person represents this department or region."""
        return subject in (self.department, self.region)


def first_obstacle(*obstacles: tuple[bool, str]) -> str:
    """The code of the first obstacle that stands in the way, or "ok"."""
    return next((code for stands, code in obstacles if stands), OK)
