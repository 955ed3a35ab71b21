"""What a volume (卷宗) is made of: what an area says of its case, the documents, and what came of binding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from union_desk.core.rights import Actor
from union_desk.core.terms import term_label

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from union_desk.casework.print_log import PrintableForm
    from union_desk.paper.sheet import Form

PAPER = "paper"
SCAN = "scan"


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A paper of a case that the program can print: what happened makes it one of the volume."""

    form: PrintableForm
    about_uid: str = ""  # of which meeting or service it tells, where a case has several
    title: str = ""
    number: str = ""
    author: str = ""
    on: date | None = None

    @property
    def key(self) -> str:
        return f"{PAPER}:{self.form.form_id}:{self.about_uid}"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a volume is kept, from when, and by what rule (E5)."""

    years: int
    from_on: date | None
    why: str

    @property
    def until_on(self) -> date | None:
        """Return the last day on which it must still be there."""
        if self.from_on is None:
            return None
        year = self.from_on.year + self.years
        try:
            return self.from_on.replace(year=year)
        except ValueError:  # 29 February
            return date(year, 2, 28)


NOT_KEPT: Final = Retention(0, None, "")


@dataclass(frozen=True, slots=True)
class BoundCase:
    """What an area says of a case whose volume is put together."""

    number_shown: str
    name: str  # whose: 王芳 与 杭州某某公司
    organisation: str
    is_closed: bool
    retention: Retention
    papers: tuple[CasePaper, ...]
    number: str = ""  # the volume number and the shelf that the case has already
    shelf: str = ""
    handler: str = ""
    wanted: tuple[str, ...] = ()  # what the case says is there, and of which a scan belongs into the volume
    needless: frozenset[str] = frozenset()  # parts that are usually required and that such a case never has
    cover: Mapping[str, object] = field(default_factory=dict)
    """The fields of its cover, but for pages, volumes, number and shelf."""


@dataclass(frozen=True, slots=True)
class ListedCase:
    """What an area says of a case in the register of volumes."""

    uid: str
    audience: str
    office: str
    number_shown: str
    name: str
    closed_on: date | None
    retention: Retention
    archived_on: date | None = None
    number: str = ""  # the volume number and the shelf that the case has already
    shelf: str = ""


class VolumeOwner(Protocol):
    """What an area says of the volumes of its cases."""

    @property
    def kind(self) -> str:
        """Name the plan: terms volume_kind."""

    def case(self, actor: Actor, uid: str) -> BoundCase:
        """Return a case with the papers that it has."""

    def sheet(self, actor: Actor, form_id: str) -> Form:
        """Return a form of the boards with the office's texts of today."""

    def listed(self, session: Session, uids: Sequence[str], today: date) -> Iterable[ListedCase]:
        """Return every closed case that is still kept, and those of `uids`, each once."""

    def shelved(self, session: Session, uid: str, number: str, shelf: str) -> None:
        """Write volume number and shelf where the case has fields for them."""


@dataclass(frozen=True, slots=True)
class VolumeItem:
    """One document of a volume in its place."""

    key: str
    section: str
    section_title: str
    title: str
    number: str = ""
    author: str = ""
    on: date | None = None
    included: bool = True
    secret: bool = False
    remark: str = ""
    form_id: str = ""
    about_uid: str = ""
    file_uid: str = ""  # of a scan
    media: str = ""
    pages: int = 0  # of a scan as it was attached; a paper is counted as it is drawn
    is_here: bool = True
    covered_by: str = ""  # of a paper: the scan that is bound in its place

    @property
    def is_scan(self) -> bool:
        return bool(self.file_uid)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is written by hand about a volume."""

    number: str = ""
    shelf: str = ""
    compiler: str = ""
    checker: str = ""
    compiled_on: date | None = None
    damage: str = ""


@dataclass(frozen=True, slots=True)
class VolumeView:
    """All that the screen shows of a volume."""

    kind: str
    title: str
    case: BoundCase
    items: tuple[VolumeItem, ...]
    lacks: tuple[str, ...]  # what is missing, unsigned or loose, a sentence each
    keeping: Keeping
    number_next: str = ""  # what follows the numbers of this office's volumes of the kind
    saved: bool = False  # somebody has put it in order; else it is what the program proposes
    bound_at: datetime | None = None
    bound_by: str = ""
    pages: int = 0
    sha256: str = ""


class VolumeState(StrEnum):
    """Where a volume stands; terms volume_state."""

    OPEN = "open"  # put in order before its case was closed
    UNBOUND = "unbound"
    BOUND = "bound"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class VolumeLine:
    """A line of the register of volumes."""

    entity: str
    case_uid: str
    kind: str  # terms volume_kind
    state: VolumeState
    number: str
    shelf: str
    number_shown: str  # of the case
    name: str
    office: str  # its code
    office_name: str
    closed_on: date | None
    bound_on: date | None
    bound_by: str
    pages: int
    retention: Retention
    over: bool  # need not be kept any longer
    twice: bool = False  # another volume of the office has this number too

    @property
    def key(self) -> str:
        return f"{self.entity}:{self.case_uid}"

    @property
    def kind_label(self) -> str:
        return term_label("volume_kind", self.kind)

    @property
    def state_label(self) -> str:
        return term_label("volume_state", self.state)


@dataclass(frozen=True, slots=True)
class Counted:
    """The pages of documents by their keys, and why others cannot be bound."""

    pages: Mapping[str, int]
    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bound:
    """What came of binding."""

    pages: int
    sheets: int
    sha256: str
    secret_pages: int = 0
    same: bool = False  # nothing has changed since it was bound last: the same bytes
    changes: tuple[str, ...] = ()  # what has, a sentence each
    rasterised: tuple[int, ...] = ()


Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
