"""A CUPS of the tests' own: private settings and socket, and queues of CUPS-PDF that write into a folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("cupsd", "lp", "lpadmin", "/usr/lib/cups/backend/cups-pdf", "/usr/lib/cups/filter/pdftopdf")
INSTALL = "apt-get install cups-daemon cups-client cups-filters printer-driver-cups-pdf"
DRIVER = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
# CUPS-PDF reads its settings only here; the tests' own stand beside those of the machine.
CUPS_PDF_SETTINGS = Path("/etc/cups")
WAIT_SECONDS = 20

SETTINGS = """\
LogLevel warn
Listen {folder}/run/socket
Browsing Off
WebInterface No
PreserveJobFiles Yes
DirtyCleanInterval 0
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """\
ServerRoot {folder}/etc
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/run
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
"""


@dataclass(frozen=True)
class Cups:
    """A running service; `address` is what CUPS_SERVER has to say."""

    folder: Path
    instance: str

    @property
    def address(self) -> str:
        return str(self.folder / "run" / "socket")

    def run(self, *command: str) -> str:
        environment = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    def add_queue(self, name: str) -> None:
        self.run("lpadmin", "-p", name, "-E", "-v", f"cups-pdf:/{self.instance}", "-P", DRIVER)

    def received(self, job: int) -> bytes:
        """Return the document that the queue was given."""
        return (self.folder / "spool" / f"d{job:05d}-001").read_bytes()

    def asked(self, job: int) -> bytes:
        """Return the attributes of a job, as CUPS keeps them."""
        return (self.folder / "spool" / f"c{job:05d}").read_bytes()

    def printed(self, job: int) -> bytes:
        """Wait for what came out."""
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            done = self.run("lpstat", "-W", "completed", "-o")
            found = sorted((self.folder / "out").glob(f"*job_{job}*.pdf"))
            if any(f"-{job} " in line for line in done.splitlines()) and found:
                return found[0].read_bytes()
            time.sleep(0.1)
        raise AssertionError(f"job {job} never came out: {(self.folder / 'log' / 'error').read_text()}")


def missing_programs() -> list[str]:
    """Name what is not there; CUPS-PDF writes as the user who prints, so its service must be root's."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    return missing or ([] if os.geteuid() == 0 else ["root"])


@contextlib.contextmanager
def running() -> Iterator[Cups]:
    """Start a service, and leave nothing of it behind."""
    # Filters run as another user: the folder must be open to all, so it cannot be one of pytest's.
    folder = Path(tempfile.mkdtemp(prefix="union-desk-cups-"))
    cups = Cups(folder, f"uniondesk{os.getpid()}")
    settings = CUPS_PDF_SETTINGS / f"cups-pdf-{cups.instance}.conf"
    for part in (".", "etc", "etc/ppd", "spool", "spool/tmp", "cache", "run", "log", "out"):
        (folder / part).mkdir(exist_ok=True)
        (folder / part).chmod(0o755)
    (folder / "out").chmod(0o777)
    (folder / "etc" / "cupsd.conf").write_text(SETTINGS.format(folder=folder), "utf-8")
    (folder / "etc" / "cups-files.conf").write_text(FILES.format(folder=folder), "utf-8")
    settings.write_text(
        f"Out {folder}/out\nAnonDirName {folder}/out\nLabel 1\nUserUMask 0000\nSpool {folder}/cache\n",
        "utf-8",
    )
    program = shutil.which("cupsd") or "cupsd"
    command = [program, "-f", "-c", str(folder / "etc/cupsd.conf"), "-s", str(folder / "etc/cups-files.conf")]
    service = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(cups)
        yield cups
    finally:
        service.terminate()
        service.wait(10)
        settings.unlink()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(cups: Cups) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(subprocess.CalledProcessError):
            if "is running" in cups.run("lpstat", "-r"):
                return
        time.sleep(0.1)
    raise AssertionError("CUPS did not start")
