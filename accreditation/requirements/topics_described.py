"""Each listed training says which topics it covered; a bare title shows no broad knowledge."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    bare = [training.title for training in dossier.eoir_trainings if training.minutes > 0 and not any(topic.minutes > 0 for topic in training.topics)]
    if bare:
        return missing(f"No topics are described for: {', '.join(bare)}.", "coordinator", "Add the topics, with minutes, from the training’s program.")
    return met("The topics of each listed training are described.")


REQUIREMENT = Requirement(
    "topics_described", "Topics of each training", "Matter of EAC, Inc., 24 I&N Dec. 563 (BIA 2008)", "A", _check, basis="official_practice"
)
