"""The store's key, wrapped once for each user's password and once for a printed recovery key."""

from __future__ import annotations

import secrets
import time
import unicodedata
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Self

import msgspec

from union_desk.core.clock import Clock, system_clock
from union_desk.core.errors import RuleBroken, StoreProblem, WrongPassword
from union_desk.store import recovery, tries
from union_desk.store.files import KEYS_FILE, file_problem, write_whole
from union_desk.store.incoming import settle

KEY_BYTES: Final = 32
_FORMAT: Final = 1
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
# A recovery key of 160 bits is not found by trying; a second is enough to make trying pointless.
_RECOVERY_PAUSE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess of a password is: passes, memory in KiB, lanes."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 2


OFFICE_COST: Final = Cost()


@dataclass(frozen=True, slots=True)
class Wrap:
    """The key as one password opens it."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None = None
    """None for the recovery key, which cannot be guessed and needs no slow derivation."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The side file keys.json: it lies beside the store and goes into each backup."""

    users: Mapping[str, Wrap]
    recovery: Wrap

    @classmethod
    def create(cls, folder: Path, user: str, password: str, *, cost: Cost = OFFICE_COST) -> tuple[bytes, str]:
        """Make a new key; return it with the recovery key that is to be printed."""
        if (folder / KEYS_FILE).exists():
            raise StoreProblem(
                "这个文件夹里已经有密钥文件。", advice="请打开已有的数据，或另选一个空文件夹。"
            )
        key, printed = secrets.token_bytes(KEY_BYTES), recovery.new_key()
        vault = cls({_name(user): _wrap(key, user, password, cost)}, _wrap_recovery(key, printed))
        folder.mkdir(parents=True, exist_ok=True)
        vault.save(folder)
        return key, printed

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the side file of a store or of a backup."""
        settle(folder)
        try:
            data = msgspec.json.decode((folder / KEYS_FILE).read_bytes())
            if data["format"] > _FORMAT:
                raise StoreProblem("密钥文件由更新的版本写成。", advice="请先升级本程序。")
            users = {name: _read_wrap(wrap) for name, wrap in data["users"].items()}
            return cls(users, _read_wrap(data["recovery"]))
        except FileNotFoundError as error:
            raise StoreProblem(
                "找不到密钥文件 keys.json。",
                advice="它应当与数据放在同一个文件夹；备份里也有一份。",
                damaged=True,
            ) from error
        except OSError as error:
            raise file_problem(error) from error
        except (msgspec.DecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise StoreProblem(
                "密钥文件 keys.json 已损坏。",
                advice="请从最近的备份里取回 keys.json，或恢复最近的备份。",
                damaged=True,
            ) from error

    @classmethod
    def unlock(cls, folder: Path, user: str, password: str, *, clock: Clock = system_clock) -> bytes:
        """Return the key of a store (or of a backup) for a user's password.

        WrongPassword says how long to wait: after some in a row even the right one is not tried earlier.
        """
        name = _name(user)
        wrap = cls.load(folder).users.get(name)
        # Names that nobody has are counted together: their number has no end.
        counted = name if wrap else ""
        left = tries.seconds_to_wait(folder, counted, clock())
        if left:
            raise WrongPassword(
                f"连续输错密码，还要等 {left} 秒才能再试。", advice=_FORGOT, wait_seconds=left
            )
        key = _unwrap(wrap, name, _secret(password)) if wrap else None
        if key is None:
            wait = tries.count_wrong(folder, counted, clock())
            slowly = f"已连续输错几次，请等 {wait} 秒再试。" if wait else "请再试一次。"
            raise WrongPassword("用户名或密码不对。", advice=slowly + _FORGOT, wait_seconds=wait)
        tries.forget_wrong(folder, name)
        return key

    @classmethod
    def opens(cls, folder: Path, user: str, password: str) -> bool:
        """Tell whether a password is the present one of a user who is in already; nothing is counted."""
        wrap = cls.load(folder).users.get(_name(user))
        return wrap is not None and _unwrap(wrap, _name(user), _secret(password)) is not None

    @classmethod
    def unlock_with_recovery(cls, folder: Path, printed: str) -> bytes:
        """Return the key of a store for its printed recovery key; RuleBroken names a mistyped group."""
        key = _unwrap(cls.load(folder).recovery, "", recovery.read_key(printed))
        if key is None:
            time.sleep(_RECOVERY_PAUSE)
            raise StoreProblem(
                "这不是这份数据的恢复密钥。", advice="请核对打印件上的单位和日期；换过恢复密钥的，旧的作废。"
            )
        return key

    @classmethod
    def names(cls, folder: Path) -> tuple[str, ...]:
        return tuple(sorted(cls.load(folder).users))

    @classmethod
    def set_password(
        cls, folder: Path, key: bytes, user: str, password: str, *, cost: Cost = OFFICE_COST
    ) -> None:
        """Let a user, new or known, in by this password."""
        vault = cls.load(folder)
        wrap = _wrap(key, user, password, cost)
        replace(vault, users={**vault.users, _name(user): wrap}).save(folder)
        tries.forget_wrong(folder, _name(user))

    @classmethod
    def change_password(
        cls,
        folder: Path,
        user: str,
        old: str,
        new: str,
        *,
        cost: Cost = OFFICE_COST,
        clock: Clock = system_clock,
    ) -> None:
        cls.set_password(folder, cls.unlock(folder, user, old, clock=clock), user, new, cost=cost)

    @classmethod
    def remove_user(cls, folder: Path, user: str) -> None:
        """Shut a user out of this store; what was copied before (a backup) still knows his password."""
        vault = cls.load(folder)
        rest = {name: wrap for name, wrap in vault.users.items() if name != _name(user)}
        if not rest:
            raise RuleBroken("至少要留下一个用户。", field="user")
        replace(vault, users=rest).save(folder)

    @classmethod
    def set_recovery(cls, folder: Path, key: bytes, printed: str) -> None:
        """Let a new recovery key in; the old print is void for this store, but still opens older backups."""
        replace(cls.load(folder), recovery=_wrap_recovery(key, printed)).save(folder)

    def save(self, folder: Path) -> None:
        data = {
            "format": _FORMAT,
            "users": {name: asdict(wrap) for name, wrap in self.users.items()},
            "recovery": asdict(self.recovery),
        }
        try:
            write_whole(folder / KEYS_FILE, msgspec.json.format(msgspec.json.encode(data)))
        except OSError as error:
            raise file_problem(error) from error


_FORGOT: Final = "忘记密码时，请管理员重设，或用打印的恢复密钥打开。"


def plain_name(user: str) -> str:
    """Return a user's name as the vault keeps it."""
    return unicodedata.normalize("NFKC", user).strip()


def _name(user: str) -> str:
    name = plain_name(user)
    if not name:
        raise RuleBroken("请填写用户名。", field="user")
    return name


def _secret(password: str) -> bytes:
    # The same password may be typed composed or decomposed, full width or half width.
    return unicodedata.normalize("NFKC", password).encode()


def _wrap(key: bytes, user: str, password: str, cost: Cost) -> Wrap:
    if not password:
        raise RuleBroken("密码不能为空。", field="password")
    return _seal(key, _name(user), _secret(password), cost)


def _wrap_recovery(key: bytes, printed: str) -> Wrap:
    return _seal(key, "", recovery.read_key(printed), None)


def _seal(key: bytes, name: str, secret: bytes, cost: Cost | None) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow to load

    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_derive(secret, salt, cost)).encrypt(nonce, key, name.encode())
    return Wrap(salt, nonce, sealed, cost)


def _unwrap(wrap: Wrap, name: str, secret: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow to load
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow to load

    cipher = AESGCM(_derive(secret, wrap.salt, wrap.cost))
    try:
        return cipher.decrypt(wrap.nonce, wrap.sealed, name.encode())
    except InvalidTag:
        return None


def _derive(secret: bytes, salt: bytes, cost: Cost | None) -> bytes:
    if cost is None:
        return blake2b(secret, digest_size=KEY_BYTES, salt=salt, person=b"union-desk").digest()
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - slow to load

    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _read_wrap(data: Mapping[str, Any]) -> Wrap:
    salt, nonce, sealed = (b64decode(data[name], validate=True) for name in ("salt", "nonce", "sealed"))
    return Wrap(salt, nonce, sealed, Cost(**data["cost"]) if data["cost"] else None)
