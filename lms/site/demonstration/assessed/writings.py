"""What students of the demonstration wrote, from thorough to hurried. The people in the files are invented, and so are these texts."""

OUTLINES = [
    (
        "Aster fears the district police and the youth league of the chief's party. Harm: five days held, beaten with a hose, hives burned; taken "
        "together it is persecution (22 I&N Dec. 23). The police are the state. The league is private, but the police wrote her report down and did "
        "nothing, so they were unwilling. Grounds: political opinion, because she wrote about corruption (25 I&N Dec. 526), and her people, the Sefi. "
        "Nexus: “Write about flowers”, two weeks after the article, and the words on her wall (24 I&N Dec. 208). After past persecution the "
        "government must show that things changed or that she can move (8 CFR 1208.13(b)(1)). Weak: no paper about the five days, so I would look for "
        "a clinic note. Her father lives there unharmed; I would ask about his life."
    ),
    (
        "She was held and beaten because of what she wrote, which is political opinion. The police did it, so it is the government. The young men "
        "burned her hives and the police did not help. She belongs to the Sefi and they wrote about the hills. INA 101(a)(42) asks for a ground and a "
        "reason, and the reason is the newsletter. She hid with her aunt, which is not safety. A weak point is that her father is fine. I would ask "
        "for photographs of the wall and for the newsletter itself."
    ),
    (
        "Past persecution: detention, beating, arson. Reason: the newsletter about the chief. The chief is still in office although the government is "
        "new, so the fear is still there. 8 CFR 1208.13 gives a presumption. I am not sure about the youth league, because they are not police. Weak: "
        "what happened to other writers?"
    ),
    (
        "Aster was treated very badly and is afraid to go back. The police are dangerous and the chief has power. She should get asylum because of "
        "her opinion. I would look for a doctor's letter."
    ),
]
FILE_NOTES = [
    (
        "The stay in the hospital from February to April 2026 may be an extraordinary circumstance: the letter of discharge has the dates, and I "
        "would ask for the bills too. The raid in May 2026 is a change that touches her claim, since her name was read out; the cousin's letter, with "
        "its envelope, and any report in the news would prove it. She came to us within weeks of both, and should file soon. She works on weekends "
        "and has no permission. The lists may show what she is believed to think, and name others."
    ),
    (
        "She missed the year. The accident is a good reason because she could not come to an office for three months. The cousin's letter says that "
        "something changed at home. I would ask for both letters and file as fast as possible. She works at the bakery."
    ),
    ("The accident explains the delay. I would look for hospital papers. What became of the member lists?"),
]
