"""Commands that keep the house: demo store, audit, backup and restore, accounts."""

import getpass
import sys
from argparse import Namespace
from pathlib import Path

from dashboard.access.refusals import Refused
from dashboard.access.roles import Role
from dashboard.commands.entrance import open_desk, store_exists
from dashboard.commands.output import Exit, print_json, print_line, print_message
from dashboard.services.accounts import AccountOrder, add_account, disable_account, reset_password
from dashboard.services.audit import verify, verify_contents
from dashboard.services.demo import build_demo
from dashboard.services.keeping import back_up, make_store, restore, upgrade
from dashboard.settings import read_settings
from indicators.store.chain import ChainState


def run_demo(arguments: Namespace) -> Exit:
    """Makes the store with the sample data if there is none; a store that is there is left as it is."""
    settings = read_settings()
    if store_exists(settings):
        upgrade(settings, demo_only=True)
        if not arguments.if_missing:
            print_message("已有数据库，未作改动。 / There is a store already; nothing was changed.")
        return Exit.DONE
    print_message("正在建立样例库，约需一分钟…… / Making the sample store, about a minute ...")
    build_demo(settings)
    print_message("样例库已建好。 / The sample store is ready.")
    return Exit.DONE


def run_audit(arguments: Namespace) -> Exit:
    """Walks the event chain and all that it vouches for; problems if anything does not fit or cannot be verified."""
    desk = open_desk(arguments.acting_as)
    report, faults = verify(desk), verify_contents(desk)
    document = {
        "state": "broken" if faults and report.state is ChainState.OK else report.state.value,
        "events": report.count,
        "head": report.head.hash,
        "first_bad": report.first_bad if report.first_bad is not None or not faults else f"{faults[0].kind} {faults[0].id}",
        "reason": report.reason,
        "contents": [{"kind": fault.kind, "id": fault.id, "reason": fault.reason} for fault in faults],
    }
    print_json(document) if arguments.json else print_line("\t".join(f"{key}={value}" for key, value in document.items()))
    return Exit.DONE if report.state is ChainState.OK and not faults else Exit.PROBLEMS


def run_init(arguments: Namespace) -> Exit:
    """Makes an empty store for real work; its chain key must come from the environment, so that it never lies beside the store."""
    make_store(read_settings())
    print_message("数据库已建立，请用 account add 添加账号。 / The store is ready; add accounts with: account add")
    return Exit.DONE


def run_upgrade(arguments: Namespace) -> Exit:
    """Brings a store of an earlier version up to date; a copy of an SQLite store is kept beside it."""
    done = upgrade(read_settings())
    told = "数据库已是最新版本。 / The store is up to date." if done is None else f"{done.before} -> {done.after}\t{done.kept or ''}"
    print_message(told)
    return Exit.DONE


def run_backup(arguments: Namespace) -> Exit:
    """Writes the whole store into one file."""
    manifest = back_up(open_desk(arguments.acting_as), Path(arguments.file))
    print_message(f"{arguments.file}: {len(manifest.tables)} tables, schema {manifest.revision}")
    return Exit.DONE


def run_restore(arguments: Namespace) -> Exit:
    """Brings a store back from a backup; never over one that is there."""
    chain = restore(read_settings(), Path(arguments.file)).chain
    print_message(f"{arguments.file}: chain {chain.state.value} {chain.reason}")
    return Exit.DONE if chain.state is ChainState.OK else Exit.PROBLEMS


def run_account(arguments: Namespace) -> Exit:
    """Adds, disables or resets a local account; a new password is read from standard input."""
    desk = open_desk(arguments.acting_as)
    if arguments.step == "disable":
        disable_account(desk, arguments.name)
    elif arguments.step == "reset":
        reset_password(desk, arguments.name, _read_password())
    elif arguments.role is None:
        raise Refused("refusals.account_bond")
    else:
        display = arguments.display or arguments.name
        order = AccountOrder(
            arguments.name, Role(arguments.role), display, display, _read_password(), arguments.department, arguments.region
        )
        add_account(desk, order)
    print_message(f"{arguments.step} {arguments.name}")
    return Exit.DONE


def _read_password() -> str:
    return getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
