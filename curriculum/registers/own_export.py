"""What a student takes away of their studying."""

from curriculum.queries import own_export as parts
from lms.core.own_export import register

register("places", parts.places_part, parts.PLACE_FIELDS)
register("study_time", parts.time_part, parts.TIME_FIELDS)
register("statements", parts.statements_part, parts.STATEMENT_FIELDS)
register("notes", parts.notes_part, parts.NOTE_FIELDS)
register("lesson_questions", parts.questions_part, parts.QUESTION_FIELDS)
