"""What a written name looks like: pieces of patterns that the modules of names share."""

CAPITALIZED = (
    r"(?:(?:O['’]|D['’])?(?:Mc|Mac|Di|De|La|Le)?[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž]{1,30}+(?:['’](?!s\b)[a-zà-öø-ÿā-ž]{1,20}+){0,2}+"
    r"(?:-[A-Za-zÀ-ÖØ-öø-ÿ][a-zà-öø-ÿā-ž]{1,30}+){0,3}+)"
)
PARTICLE = r"(?:de[ ]las|de[ ]los|de[ ]la|del|de|las|los|la|al|el|bin|ben|ibn|bint|van|von|da|das|dos|do|di|du|der|den|ter|abu|ould)"
# Constraint: bounded and possessive, so that no text, however long or hostile, is walked through more than once for each of its words.
NAME = rf"(?:(?:[A-Z]\.[ ]?){{0,3}}+{CAPITALIZED}(?:[ ](?:{PARTICLE}[ ])?+(?:{CAPITALIZED}|[A-Z]\.)){{0,5}}+)"
ADDRESS = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Sra|Sr|Srta|Mme|Madame|Monsieur|Dr|Dra|Prof|Hon|Rev|Fr|Lic|Ing|Doctor|Doctora|don|doña|"
    r"doctora?|licenciad[oa]|señora?|señorita|profesora?|padre)"
)
HONORIFIC = rf"(?:(?:(?:an?|one|el|la|una?)[ ])?{ADDRESS}\.?[ ])"
