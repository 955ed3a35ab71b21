"""Make what the program runs in: system libraries and a Chinese font on Linux, and the folder .venv.

Standard library only. It speaks on standard error; standard output belongs to the program.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

APP_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # all of the other one, and the tools of the checks


def reader_is_chinese() -> bool:
    if sys.platform == "win32":
        language_id: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return language_id & 0x3FF == 0x04  # LANG_CHINESE
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return language.startswith("zh")


def sentence(chinese: str, english: str) -> str:
    """Choose the language of this terminal: a bare console cannot show Chinese."""
    return chinese if reader_is_chinese() else english


def say(chinese: str, english: str) -> None:
    print(sentence(chinese, english), file=sys.stderr, flush=True)


def stop(chinese: str, english: str) -> SystemExit:
    """Return the exit that says one sentence on standard error; its status is 1."""
    return SystemExit(sentence(chinese, english))


# Library that Qt loads -> Debian package: every Qt needs the first ones, a screen the others too.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "openbox": "openbox"}  # some tests open a real window
CHINESE_FONT = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_NAMES = ("cjk", "wqy", "sourcehan", "droidsansfallback", "msyh", "simsun", "simhei", "fangzheng", "lxgw")


def has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_chinese_font(folders: Sequence[str] = FONT_FOLDERS) -> bool:
    files = (path for folder in folders for path in Path(folder).expanduser().rglob("*.[tToO][tT][fFcC]"))
    return any(name in path.name.lower() for path in files for name in FONT_NAMES)


def can_fill_a_venv() -> bool:
    """Whether this Python has ensurepip (Debian: python3-venv), or a pip that fills other environments."""
    if importlib.util.find_spec("ensurepip"):
        return True
    if not importlib.util.find_spec("pip"):
        return False
    from importlib.metadata import version

    return tuple(int(part) for part in version("pip").split(".")[:2]) >= (22, 3)


def missing_packages(screen: bool) -> list[str]:
    """Name the Debian packages without which the program does not start or shows no Chinese."""
    libraries = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if screen else {})}
    packages = [package for library, package in libraries.items() if not has_library(library)]
    if not has_chinese_font():
        packages.append(CHINESE_FONT)
    if not can_fill_a_venv():
        packages.append(f"python3.{sys.version_info.minor}-venv")
    return packages


def apt_get(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", *words],
        env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages as root; the lists are fetched when a first try shows that they are old."""
    say(f"正在安装系统组件：{' '.join(packages)}", f"Installing system packages: {' '.join(packages)}")
    install = ("install", "--no-install-recommends", *packages)
    if apt_get(*install).returncode == 0:
        return
    apt_get("update")
    again = apt_get(*install)
    if again.returncode:
        print(*again.stdout.splitlines()[-12:], sep="\n", file=sys.stderr)
        raise stop(
            "系统组件没有装上，原因见上面几行。请检查网络和软件源，然后再运行。",
            "The system packages could not be installed; the lines above say why. "
            "Check the network and start again.",
        )


def prepare_system(screen: bool, testing: bool) -> None:
    """See that Linux has what Qt needs and a Chinese font: install it as root, else name the one command."""
    if sys.platform == "win32" or not sys.platform.startswith("linux"):
        return
    has_apt = shutil.which("apt-get") is not None
    if has_apt and os.geteuid() == 0:
        programs = TEST_PROGRAMS if testing else {}
        packages = [package for name, package in programs.items() if not shutil.which(name)]
        packages += missing_packages(screen=True)
        if packages:
            install_packages(packages)
        return
    packages = missing_packages(screen)
    if packages and has_apt:
        raise stop(
            f"系统缺少组件。请由管理员（root）运行下面这一条命令，然后再运行：\n  {apt_command(packages)}",
            "System packages are missing. Run this one command as administrator (root), then start again:\n  "
            + apt_command(packages),
        )
    if packages:
        raise stop(
            f"系统缺少组件。请用本机的软件管理工具装上与这些 Debian 软件包相同的组件：{' '.join(packages)}",
            "Libraries are missing. Install by your system's own means what these Debian packages hold: "
            + " ".join(packages),
        )


def apt_command(packages: Sequence[str]) -> str:
    """Return the one command that an administrator runs."""
    sudo = "sudo " if shutil.which("sudo") else ""
    has_lists = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    update = "" if has_lists else f"{sudo}apt-get update && "
    return f"{update}{sudo}apt-get install -y --no-install-recommends {' '.join(packages)}"


class Environment:
    """The folder .venv of a checkout. A stamp, written last, says what was put into it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.begun = self.folder / "set-up-begun"  # left behind only by a set-up that was killed

    def stamp_of(self, lock: str) -> Path:
        return self.folder / f"ready-{Path(lock).stem}.json"

    def read_stamp(self, path: Path) -> dict[str, Any] | None:
        try:
            stamp = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return stamp if isinstance(stamp, dict) else None

    def write_stamp(self, lock: str, screen: bool) -> None:
        stamp = {
            "lock": self.hash_of(lock),
            "folder": str(self.folder),  # the scripts of a moved environment name its old place
            "python": str(self.python.resolve()),  # another one after the system's Python was replaced
            "screen": screen,  # whether the libraries for a screen were looked for
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
            and self.site_packages().issuperset(stamp.get("packages", ()))
        )

    def is_ready(self, lock: str, screen: bool) -> bool:
        """Whether the whole lock is installed; takes a few milliseconds."""
        if self.begun.exists() or not self.python.exists():
            return False
        stamp = self.read_stamp(self.stamp_of(lock))
        if stamp is None or stamp.get("lock") != self.hash_of(lock):
            return False
        return self.is_intact(stamp) and (stamp.get("screen") is True or not screen)

    def is_sound(self) -> bool:
        """Whether packages can be put into what stands there; otherwise it must be made anew."""
        if self.begun.exists() or not self.python.exists():
            return False
        stamps = (self.read_stamp(path) for path in self.folder.glob("ready-*.json"))
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

    def install(self, lock: str, screen: bool) -> None:
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
        for held in {APP_LOCK, lock}:
            self.write_stamp(held, screen)


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


def prepare(root: Path, lock: str, screen: bool) -> Path:
    """Return the Python of an environment that holds the lock; touch nothing when it does already."""
    environment = Environment(root)
    if environment.is_ready(lock, screen):
        return environment.python
    try:
        with only_one(root / ".set-up.lock"):
            if not environment.is_ready(lock, screen):
                prepare_system(screen, testing=lock == TEST_LOCK)
                if not environment.is_sound():
                    environment.make()
                environment.install(lock, screen)
    except OSError as error:
        raise stop(
            f"不能写入 {error.filename}（{error.strerror}）。"
            "请把程序放在自己能写入的文件夹，关闭正开着的程序，再运行。",
            f"Cannot write {error.filename} ({error.strerror}). "
            "Put the program into a folder of your own, close it if it is open, and start again.",
        ) from error
    return environment.python
