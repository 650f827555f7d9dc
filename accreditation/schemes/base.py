"""What a scheme is: the requirements and packet sections of one kind of filing, declared."""

from dataclasses import dataclass

from accreditation.dossier import Dossier
from accreditation.requirements import Finding, find, requirements


@dataclass(frozen=True)
class Scheme:
    """One kind of filing. ``requirements`` and ``parts`` are keys of their registers, in the order they are read."""

    key: str
    title: str
    description: str
    requirements: tuple[str, ...]
    parts: tuple[str, ...]

    def findings(self, dossier: Dossier) -> list[Finding]:
        """The scheme's requirements asked about ``dossier``, in order."""
        return [find(requirements.get(key), dossier) for key in self.requirements]
