"""What the graduates wrote, by the slug of the assessment. The people in it are those of the questions, which are invented."""

from lms.site.demonstration.assessed.writings import OUTLINES

_GROUPS = (
    "Group 1: women of the valley whom the village calls broken cups. Trait: what she was named cannot be taken back, and she should not have to marry "
    "to undo it. Edges: the council's book says who is in it. Distinction: the name, the fines, the police who say that the book is the book. Nexus: they "
    "act because she broke a promise written there; her cousin, who married as told, was left alone (26 I&N Dec. 227; 26 I&N Dec. 208). Group 2, in the "
    "alternative: women entered in the promise book who refuse the marriage. Trait: a refusal she should not be made to give up. Edges: the entry and the "
    "refusal. Distinction: the village fines these families. Nexus: nine days in the mill followed the refusal. Other ground: political opinion, that a "
    "woman decides for herself; and family, for the brother's shop (29 I&N Dec. 207). Unsettled: how far gender groups stand after 2025; to be confirmed "
    "with the attorney, and the objection kept for appeal (INA 208(b)(1)(B)(i))."
)
_INTERVIEW = (
    "1. I am a student who works with the attorney. I may listen and write; I may not advise. What you say stays with our team. You may stop at any time. "
    "2. “What happened on that evening?” (open). “Who else was in the room?” (closed). “You said spring; what makes you think of spring?” (clarifying). "
    "I would now ask “And then?” in place of “Were you afraid?” 3. I left the house by the back door. I believe that the men came from the market side, "
    "for I heard the cart. I do not remember whether it was Tuesday or Wednesday. 4. For the attorney: the date on the clinic note is a week before the "
    "date she gave; nobody has asked her about it yet. 5. The observer noted that I looked at the interpreter and not at her. I noticed that I hurried "
    "after she paused."
)
WRITINGS = {
    "asylum-1-refugee-definition-quiz": OUTLINES[0],
    "asylum-2-social-group-nexus-quiz": _GROUPS,
    "client-skills-mock-interview": _INTERVIEW,
}
