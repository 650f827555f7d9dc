"""What the editor calls the fields of questions. A field without an entry is called by its own name, so a new type can be written at once.

Looked up as ``Model.field``, then ``field``; ``Model`` is the name of the class in ``lms.questions``.
"""

LABELS = {
    "stem": "Question",
    "Part.stem": "Question of this part",
    "IssuesPart.stem": "What to look for",
    "title": "Title",
    "Criterion.title": "What is looked for",
    "external_id": "Name in the bank",
    "category": "Category",
    "difficulty": "Difficulty",
    "topics": "Topics",
    "authorities": "Law it rests on",
    "explanation": "Explanation",
    "QuestionFacts.explanation": "Explanation for everybody",
    "content": "Answers",
    "options": "Options",
    "FormField.options": "Choices of this field",
    "text": "Text",
    "FillInTheBlanksContent.text": "Text with gaps",
    "Accepted.text": "Answer",
    "Unit.text": "Unit",
    "correct": "This is right",
    "answer": "The statement is",
    "feedback": "Feedback to who chose it",
    "Area.feedback": "Feedback to who marked it",
    "Issue.feedback": "Feedback to who judged it wrongly",
    "feedback_true": "Feedback to who answered true",
    "feedback_false": "Feedback to who answered false",
    "scoring": "How points are given",
    "accepted": "Accepted answers",
    "FormField.accepted": "Right answers",
    "percent": "Share of the points, in percent",
    "broader_percent": "For a broader provision, in percent",
    "deeper_percent": "For a deeper paragraph, in percent",
    "key": "Citation",
    "shown": "As it is shown",
    "case_sensitive": "Capital letters count",
    "spelling_tolerance": "Slips of spelling forgiven",
    "number": "Number",
    "tolerance": "Give or take",
    "tolerance_is": "Give or take is",
    "factor": "Worth how many of the first unit",
    "percent_without_unit": "Share without a unit, in percent",
    "gaps": "Gaps",
    "kind": "Kind",
    "id": "Name",
    "items": "Items",
    "choices": "Choices",
    "choice": "Goes with",
    "groups": "Groups",
    "group": "Belongs to",
    "steps": "Steps, in the right order",
    "sentences": "Sentences, in order",
    "begins_paragraph": "Begins a paragraph",
    "form": "Name of the form",
    "note": "Note under its name",
    "fields": "Fields",
    "label": "Label",
    "hint": "Hint",
    "check": "How it is compared",
    "picture": "Picture",
    "areas": "Areas",
    "place": "Where it is",
    "names_listed": "Show the names of the areas to choose from",
    "minimum_words": "Least words",
    "maximum_words": "Most words",
    "rubric": "Rubric",
    "guidance": "Guidance for who marks",
    "levels": "Levels to choose from",
    "Level.text": "What such an answer is like",
    "model_answer": "Model answer",
    "accepts": "Types of file",
    "maximum_files": "Most files",
    "maximum_megabytes": "Most megabytes of each file",
    "case": "Facts of the case",
    "parts": "Parts",
    "type": "Type of question",
    "issues": "Issues to spot",
    "checklist": "Checklist of issues",
    "raised": "The facts raise it",
    "alt": "What is to be seen, for those who do not see it",
    "corners": "Corners",
}
HELP = {
    "QuestionFacts.stem": "Markdown. What the student reads first.",
    "QuestionFacts.title": "For lists; students see it nowhere.",
    "external_id": "Unique in this bank, such as asylum-01. Assessments and files know the question by it.",
    "category": "A path, such as Asylum/One-year bar.",
    "authorities": "One citation a line, such as 8 CFR 208.13(b).",
    "QuestionFacts.explanation": "Markdown. Shown with the key.",
    "FillInTheBlanksContent.text": "Write [[a]] where the gap named a stands. An empty line begins a paragraph.",
    "FormField.options": "One a line; only where it is compared as a choice.",
    "FormField.accepted": "One a line. “(left blank)” accepts an empty field.",
    "corners": "One corner a line: percent from the left, percent from the top.",
    "AcceptedCitation.key": "As citations are compared, such as 8 CFR 208.13(b).",
    "TextGap.id": "Stands in the text as [[name]].",
    "NumberGap.id": "Stands in the text as [[name]].",
    "ChoiceGap.id": "Stands in the text as [[name]].",
    "shown": "If people write it another way.",
    "rubric": "Rows by which a person marks. Their points are shared out over the question’s points.",
    "left": "Percent of the picture.", "top": "Percent of the picture.", "width": "Percent of the picture.", "height": "Percent of the picture.",
    "x": "Percent from the left.", "y": "Percent from the top.", "radius": "Percent of the picture’s width.",
}  # fmt: skip
ROW = {
    "Option": "Option", "GapOption": "Option", "Accepted": "Answer", "AcceptedNumber": "Number", "AcceptedCitation": "Citation", "Unit": "Unit",
    "MatchingItem": "Item", "GroupedItem": "Item", "Step": "Step", "Sentence": "Sentence", "FormField": "Field", "Area": "Area", "Criterion": "Row",
    "Issue": "Issue", "Part": "Part",
}  # fmt: skip
ROW_OF_LIST = {"choices": "Choice", "groups": "Group", "gaps": "Gap"}
VALUES = {
    "all_or_nothing": "All or nothing",
    "partial": "A share for each, too many choices cost",
    "partial_with_penalty": "A share for each, wrong ones take it back",
    "per_item": "A share for each item", "per_gap": "A share for each gap", "by_position": "A share for each step in its place",
    "by_pairs": "A share for each step that follows the right one", "absolute": "A number", "percent": "Percent of the number", "text": "Text",
    "exact": "Text, letter by letter", "date": "Date", "number": "Number", "choice": "Choice", "rectangle": "Rectangle", "circle": "Circle",
    "polygon": "Polygon",
    "pdf": "PDF", "docx": "Word", "jpg": "JPEG picture", "png": "PNG picture", "txt": "Plain text", 1: "1, easy", 2: "2, usual", 3: "3, hard",
}  # fmt: skip
SHOWN_IDS = ("TextGap", "NumberGap", "ChoiceGap")
"""Rows whose name an author writes into a text. The others get theirs by themselves."""
REFERENCES = {"MatchingItem.choice": "choices", "GroupedItem.group": "groups"}
"""Fields that name a row of another list."""


def label_of(model: str, field: str) -> str:
    return LABELS.get(f"{model}.{field}") or LABELS.get(field) or field.replace("_", " ").capitalize()


def help_of(model: str, field: str) -> str:
    return HELP.get(f"{model}.{field}") or HELP.get(field, "")


def row_word(field: str, model: str) -> str:
    return ROW_OF_LIST.get(field) or ROW.get(model, "Entry")


def value_word(value: object) -> str:
    return VALUES.get(value) or str(value).replace("_", " ").capitalize()  # type: ignore[call-overload,no-any-return]
