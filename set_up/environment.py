"""Make and mend .venv, the environment that the program runs in; standard library only."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from set_up.speech import say, stop
from set_up.system import Sight, prepare_system

if TYPE_CHECKING:
    from collections.abc import Iterator

APP_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # all of the other one, and the tools of the checks


class Environment:
    """The folder .venv of a checkout. A stamp, written last, says what was put into it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.begun = self.folder / "set-up-begun"  # left behind only by a set-up that was killed

    def stamp_of(self, lock: str) -> Path:
        return self.folder / f"ready-{Path(lock).stem}.json"

    def stamps(self) -> list[Path]:
        return list(self.folder.glob("ready-*.json"))

    def read_stamp(self, path: Path) -> dict[str, Any] | None:
        try:
            stamp = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return stamp if isinstance(stamp, dict) else None

    def write_stamp(self, lock: str, sight: Sight) -> None:
        stamp = {
            "lock": self.hash_of(lock),
            "folder": str(self.folder),  # the scripts of a moved environment name its old place
            "python": str(self.python.resolve()),  # another one after the system's Python was replaced
            "sight": sight,  # what of the system was seen to
            "packages": sorted(self.site_packages()),
        }
        self.stamp_of(lock).write_text(json.dumps(stamp), encoding="utf-8")

    def hash_of(self, lock: str) -> str:
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()

    def site_packages(self) -> set[str]:
        pattern = "Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
        return {name for folder in self.folder.glob(pattern) for name in os.listdir(folder)}

    def is_intact(self, stamp: dict[str, Any]) -> bool:
        """Whether what a stamp names is still there, in its place and under the same Python."""
        return (
            stamp.get("folder") == str(self.folder)
            and stamp.get("python") == str(self.python.resolve())
            and self.has_base()
            and self.site_packages().issuperset(stamp.get("packages", ()))
        )

    def has_base(self) -> bool:
        """Whether the Python still stands that this was made with: on Windows only pyvenv.cfg names it."""
        with contextlib.suppress(OSError):
            for line in (self.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines():
                key, _, value = line.partition("=")
                if key.strip() == "home":
                    return Path(value.strip(), "python.exe" if os.name == "nt" else "").exists()
        return False

    def is_ready(self, lock: str, sight: Sight = Sight.NONE) -> bool:
        """Whether the whole lock is installed and the system was seen to; takes a few milliseconds."""
        if self.begun.exists() or not self.python.exists():
            return False
        stamp = self.read_stamp(self.stamp_of(lock))
        if stamp is None or stamp.get("lock") != self.hash_of(lock):
            return False
        return self.is_intact(stamp) and stamp.get("sight", Sight.NONE) >= sight

    def is_sound(self) -> bool:
        """Whether packages can be put into what stands there; otherwise it must be made anew."""
        if self.begun.exists() or not self.python.exists():
            return False
        stamps = [self.read_stamp(path) for path in self.stamps()]
        if any(stamp is None or not self.is_intact(stamp) for stamp in stamps):
            return False
        look = "import os, sys, sysconfig; os.listdir(sysconfig.get_path('purelib')); "
        return succeeds(self.python, "-c", look + "sys.exit(sys.version_info < (3, 11))")

    def make(self) -> None:
        """Make the folder anew. Without ensurepip it gets no pip of its own; see pip_command."""
        if self.folder.is_symlink():
            self.folder.unlink()
        elif self.folder.exists():
            say("运行环境 .venv 不完整，正在重建。", "The environment .venv is not whole; making it anew.")
            shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.begun.touch()
        options = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
        command = [base_python(), "-m", "venv", *options, str(self.folder)]
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
            raise stop(
                "运行环境 .venv 没有建成，原因见上面几行。",
                "The environment .venv could not be made; the lines above say why.",
            )

    def pip_command(self) -> list[str]:
        if succeeds(self.python, "-m", "pip", "--version"):
            return [str(self.python), "-m", "pip"]
        return [base_python(), "-m", "pip", "--python", str(self.python)]

    def install(self, lock: str) -> None:
        """Install the lock; if this is killed half-way, the next start makes the environment anew."""
        say(
            "正在安装程序组件（第一次约需下载 120 MB）……",
            "Installing the packages of the program (some 120 MB the first time) ...",
        )
        options = ["--disable-pip-version-check", "--no-input", "--no-user", "--no-warn-script-location"]
        if not sys.stderr.isatty():
            options.append("--quiet")
        source = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-r", str(self.root / lock)]
        self.begun.touch()
        for stamp in self.stamps():
            stamp.unlink()  # other versions may take the place of what it names
        command = [*self.pip_command(), "install", *options, *source]
        # pip inherits the lock of only_one: when this is killed and pip goes on, the next start waits for it.
        status = subprocess.run(command, stdout=sys.stderr, check=False, close_fds=False).returncode
        self.begun.unlink()
        if status:
            raise stop(
                "程序组件没有装上，原因见上面几行。请检查网络（或 pip 的镜像设置）和磁盘空间；"
                "程序正开着的，请先关闭。然后再运行。",
                "The packages could not be installed; the lines above say why. Check the network (or the "
                "mirror that pip is set to) and the disk, close Union Desk if it is open, and start again.",
            )


def succeeds(*command: object) -> bool:
    try:
        result = subprocess.run([str(word) for word in command], capture_output=True, check=False)
    except OSError:
        return False
    return result.returncode == 0


def base_python() -> str:
    """Return the Python under any virtual environment: .venv may be what has to be made anew."""
    return getattr(sys, "_base_executable", "") or sys.executable


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file of the set-up; a second start waits here. A killed one lets go with its pip."""
    with path.open("a", encoding="utf-8") as handle:
        if sys.platform == "win32":
            import msvcrt

            held = False
            while not held:
                with contextlib.suppress(OSError):  # after ten seconds of trying
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    held = True
        else:
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("另一处正在准备运行环境，请稍候……", "Another start is setting up; waiting for it ...")
                fcntl.flock(handle, fcntl.LOCK_EX)
            os.set_inheritable(handle.fileno(), True)
        yield


def prepare(root: Path, lock: str, sight: Sight) -> Path:
    """Return the Python of an environment that holds the lock; touch nothing when it does already."""
    environment = Environment(root)
    if environment.is_ready(lock, sight):
        return environment.python
    try:
        with only_one(root / ".set-up.lock"):
            if not environment.is_ready(lock, sight):
                seen = prepare_system(sight, testing=lock == TEST_LOCK)
                if not environment.is_ready(lock):
                    if not environment.is_sound():
                        environment.make()
                    environment.install(lock)
                for held in {APP_LOCK, lock}:
                    environment.write_stamp(held, seen)
    except OSError as error:
        raise stop(
            f"不能写入 {error.filename}（{error.strerror}）。"
            "请把程序放在自己能写入的文件夹，关闭正开着的程序，再运行。",
            f"Cannot write {error.filename} ({error.strerror}). "
            "Put the program into a folder of your own, close it if it is open, and start again.",
        ) from error
    return environment.python
