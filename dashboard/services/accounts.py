"""Local accounts: who may sign in, in which role."""

from dataclasses import dataclass

from dashboard.access.accounts import check_password, hash_password
from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.access.roles import Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.step_up import require_password
from dashboard.services.views import AccountView
from dashboard.text.say import Language
from indicators.store import accounts
from indicators.store.accounts import AccountRecord, NewAccount
from indicators.store.refusals import NotFound
from indicators.store.transaction import perform


@dataclass(frozen=True, slots=True)
class AccountOrder:
    """An account to add: name, role, what it is bound to, how it is shown, its first password."""

    name: str
    role: Role
    display_zh: str
    display_en: str
    password: str
    department: str | None = None
    region: str | None = None


def list_accounts(desk: Desk, language: Language) -> tuple[AccountView, ...]:
    """All accounts by name, without secrets."""
    require(desk.actor, Action.MANAGE_ACCOUNTS, demo=desk.demo)
    return tuple(_view(record, language) for record in accounts.load_accounts(desk.store))


def add_account(desk: Desk, order: AccountOrder, password: str | None = None) -> None:
    """Adds an account; Refused for a weak password or a bond that does not fit the role, StaleVersion if the name is taken."""
    require(desk.actor, Action.MANAGE_ACCOUNTS, demo=desk.demo)
    require_password(desk, password)
    _require_bond(desk, order)
    _require_strong(order.password, order.name, order.display_zh, order.display_en)
    hashed = hash_password(order.password)
    new = NewAccount(order.name, order.role, order.display_zh, order.display_en, hashed, order.department, order.region)
    perform(desk.store, accounts.add_account(desk.stamp(), new))


def disable_account(desk: Desk, name: str, password: str | None = None) -> None:
    """Disables an account and ends its sessions; NotFound."""
    require(desk.actor, Action.MANAGE_ACCOUNTS, demo=desk.demo)
    require_password(desk, password)
    perform(desk.store, accounts.disable_account(desk.stamp(), name))


def reset_password(desk: Desk, name: str, new_password: str, password: str | None = None) -> None:
    """Gives an account a new password, lifts a lock and ends its sessions; Refused for a weak one, NotFound."""
    require(desk.actor, Action.MANAGE_ACCOUNTS, demo=desk.demo)
    require_password(desk, password)
    _require_strong(new_password, name)
    perform(desk.store, accounts.reset_password(desk.stamp(), name, hash_password(new_password)))


def actor_named(desk: Desk, name: str) -> Actor:
    """The actor of an active account; NotFound otherwise."""
    record = accounts.load_account(desk.store, name)
    if record is None or record.state != "active":
        raise NotFound("accounts", name)
    return Actor(record.name, Role(record.role), record.department, record.region)


def _view(record: AccountRecord, language: Language) -> AccountView:
    display = record.display_zh if language is Language.ZH else record.display_en
    return AccountView(record.name, record.role, display, record.department, record.region, record.state != "active")


def _require_strong(password: str, *forbidden: str) -> None:
    weaknesses = check_password(password, forbidden)
    if weaknesses:
        raise Refused(weaknesses[0])


def _require_bond(desk: Desk, order: AccountOrder) -> None:
    known_department = order.department is None or order.department in desk.catalogue.departments
    known_region = order.region is None or order.region in desk.catalogue.regions
    fits = (order.role is Role.LIAISON) == (order.department is not None) and (order.role is Role.REGION) == (order.region is not None)
    if not (known_department and known_region and fits) or order.role is Role.SHELL:
        raise Refused("refusals.account_bond")
