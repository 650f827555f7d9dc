"""What a scheme is: the requirements and packet sections of one kind of filing, declared."""

from dataclasses import dataclass
from itertools import chain

from accreditation.dossier import Dossier
from accreditation.requirements import Finding, find, requirements


@dataclass(frozen=True)
class Tab:
    """One tab of the packet (domain reference, 4.1): ``parts`` are keys of packet parts, ``evidence`` the kinds of documents that lie behind it.

    An empty letter stands in front of the tabs. ``documents_first``: the parts lie behind the documents.
    """

    letter: str
    title: str
    parts: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    documents_first: bool = False


@dataclass(frozen=True)
class Scheme:
    """One kind of filing. ``requirements`` are keys of their register, in the order they are read; ``tabs`` the packet, in its order.

    ``level`` is what is asked, ``partial`` or ``full``; ``kind`` is ``initial``, ``change`` or ``renewal``.
    """

    key: str
    title: str
    description: str
    level: str
    kind: str
    requirements: tuple[str, ...]
    tabs: tuple[Tab, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Keys of the packet parts that are built, in order."""
        return tuple(chain.from_iterable(tab.parts for tab in self.tabs))

    def findings(self, dossier: Dossier) -> list[Finding]:
        """The scheme's requirements asked about ``dossier``, in order."""
        return [find(requirements.get(key), dossier) for key in self.requirements]
