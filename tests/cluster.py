"""A PostgreSQL of the tests' own: one cluster in a temporary folder, gone with the run that started it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

OWNER = "union_desk"
INSTALL = "apt-get install -y --no-install-recommends postgresql"
# Nothing here has to outlive a power cut; what is tested is what the program asks of a server.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "max_wal_size": "64MB",
    "min_wal_size": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "ssl": "on",
    "password_encryption": "scram-sha-256",
    "listen_addresses": "127.0.0.1",
}
NEEDED = 1 << 30
MAKING = 60
PREFIX = "union-desk-server-"
ACCESS = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
_number = count(1)


def programs() -> Path | None:
    """Return the folder of the newest server of this system; Debian keeps it out of the path."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    return max(
        found, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))], default=None
    )


class Cluster:
    """A running server, reached by its socket (everybody is let in) or by TCP (a password is asked for)."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port

    def address(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self.folder}&port={self.port}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple]:
        """Run one statement as the owner of everything."""
        info = f"host={self.folder} port={self.port} user={OWNER} dbname={database}"
        with psycopg.connect(info, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def make(self, template: str = "template0", options: str = "") -> str:
        """Make a database as a copy of a closed one; return its name."""
        name = f"store_{os.getpid()}_{next(_number)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} {options}")
        return name

    def drop(self, database: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def cut(self, database: str) -> int:
        """Break all connections with a database, as a server does that is shut down; return how many."""
        found = self.run(
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{database}'"  # noqa: S608
        )
        return len(found)


@contextmanager
def running(binaries: Path) -> Iterator[Cluster]:
    """Make a cluster and run its server until the end of the block, or of this process."""
    _sweep(Path(_quick_folder() or tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_quick_folder()))
    try:
        # The server refuses to be run by root.
        dress = []
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            dress = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        data = folder / "data"
        make = ["initdb", "-D", data, "-U", OWNER, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"]
        subprocess.run([*dress, binaries / make[0], *make[1:]], check=True, capture_output=True, cwd=folder)
        (data / "pg_hba.conf").write_text(ACCESS)
        _write_certificate(data)
        cluster = Cluster(folder, _free_port())
        settings = {**SETTINGS, "port": str(cluster.port), "unix_socket_directories": str(folder)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        # With its parent gone, however that ended, the server goes too.
        ending = ["setpriv", "--pdeathsig=QUIT", *dress[1:]]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [*ending, binaries / "postgres", "-D", data, *words], stdout=log, stderr=log, cwd=folder
            )
        try:
            _wait(cluster, server)
            yield cluster
        finally:
            server.terminate()
            cluster_is_down(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def cluster_is_down(server: subprocess.Popen) -> None:
    try:
        server.wait(3)
    except subprocess.TimeoutExpired:
        server.send_signal(3)
        server.wait(20)


def _quick_folder() -> str | None:
    """Return a folder in memory where there is room for it: a copy of a database is 600 files."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > NEEDED:
        return str(memory)
    return None


def _sweep(parent: Path) -> None:
    """Remove what runs that were killed have left: a folder, not just being made, whose server is gone."""
    for left in parent.glob(f"{PREFIX}*"):
        pid = left / "data" / "postmaster.pid"
        with suppress(OSError):
            runs = pid.exists() and Path("/proc", pid.read_text().split("\n")[0]).exists()
            if not runs and time.time() - left.stat().st_mtime > MAKING:
                shutil.rmtree(left, ignore_errors=True)


def _wait(cluster: Cluster, server: subprocess.Popen) -> None:
    for _ in range(400):
        try:
            cluster.run("SELECT 1")
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.025)
        else:
            return
    raise RuntimeError((cluster.folder / "log").read_text())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _write_certificate(data: Path) -> None:
    """Give the server a certificate of its own making, as the package of Debian does."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "district.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("district.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (data / "server.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = data / "server.key"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    private.chmod(0o600)
    if os.geteuid() == 0:
        for file in (private, data / "server.crt"):
            shutil.chown(file, "postgres", "postgres")
