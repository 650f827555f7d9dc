"""A fictional case file: the facts, the documents as a caseworker would find them, and questions to think about."""

from wagtail import blocks

from curriculum.blocks.markdown import RenderedOnce


class CaseDocumentBlock(RenderedOnce):
    title = blocks.CharBlock(max_length=200)

    class Meta:
        label = "Document"


class CaseQuestionBlock(RenderedOnce):
    """``source`` is what a good answer considers; a reader opens it after thinking."""

    question = blocks.TextBlock(rows=2)

    class Meta:
        label = "Question"


class CaseFileBlock(RenderedOnce):
    """``source`` holds the facts."""

    title = blocks.CharBlock(max_length=200, help_text="A fictional person's name or the matter's, never a real one.")
    documents = blocks.ListBlock(CaseDocumentBlock(), min_num=0, max_num=20)
    questions = blocks.ListBlock(CaseQuestionBlock(), min_num=0, max_num=20)

    class Meta:
        icon = "folder-open-1"
        label = "Case file (fictional)"
        group = "Practice"
        template = "curriculum/blocks/case_file.html"
