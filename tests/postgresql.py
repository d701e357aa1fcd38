"""A PostgreSQL server for tests: the one TEST_POSTGRES_URL names, else one of this machine's own, started for the tests and ended by them.

Where there is neither, `DATABASES` holds SQLite alone and the tests of both databases run on it only.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

NAMED = os.environ.get("TEST_POSTGRES_URL", "")
_OWNER = "postgres"


def _programs() -> Path | None:
    """The folder of initdb and postgres; None where they are not installed, or where root has no user to run them as."""
    found = shutil.which("initdb", path=os.pathsep.join([os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]))
    passwd = Path("/etc/passwd")
    runnable = os.geteuid() != 0 or (passwd.exists() and f"\n{_OWNER}:" in passwd.read_text())
    return Path(found).resolve().parent if found and runnable else None


PROGRAMS = None if NAMED else _programs()
DATABASES = ["sqlite", "postgresql"] if NAMED or PROGRAMS else ["sqlite"]


@contextmanager
def server() -> Iterator[str]:
    """The address of a server; one that was started here listens on a socket in its own folder and nowhere else."""
    if NAMED or PROGRAMS is None:
        yield NAMED
        return
    owner = _OWNER if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pg") as place:
        folder, data = Path(place), Path(place) / "data"
        if owner:
            shutil.chown(folder, owner, owner)
        _run([PROGRAMS / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], owner)
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c synchronous_commit=off"
        _run([PROGRAMS / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], owner)
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
        finally:
            _run([PROGRAMS / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], owner)


@contextmanager
def empty_schema(address: str) -> Iterator[str]:
    """The address of a schema of its own on a server, dropped afterwards."""
    schema = f"t_{uuid4().hex}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{schema}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


def _run(command: list[object], owner: str | None) -> None:
    subprocess.run([str(part) for part in command], user=owner, cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
