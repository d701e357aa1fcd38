"""The password asked for once more before a weighty act: freezing, publishing, signing, managing accounts."""

from datetime import UTC, datetime

from dashboard.services.desk import Desk
from dashboard.services.sign_in import step_up


def require_password(desk: Desk, password: str | None) -> None:
    """Nothing if the password is the actor's own, or the desk is the command line's; Refused otherwise."""
    if not desk.trusted:
        step_up(desk, password or "", datetime.now(UTC))
