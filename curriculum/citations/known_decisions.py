"""Precedents that writers name without a citation, by their name in small letters. A name that several well-known decisions share is left out."""

_BY_VOLUME = {
    "11": {"brantigan": 45},
    "16": {"hranka": 491, "marin": 581},
    "18": {"frentescu": 244},
    "19": {"acosta": 211, "mogharrabi": 439, "pula": 467, "ozkok": 546, "ho": 582, "lozada": 637, "fuentes": 658, "danesh": 669, "rodriguez-majano": 811},
    "20": {"chen": 16, "short": 136, "coelho": 464, "serna": 579, "perez-contreras": 615, "toboso-alfonso": 819, "franklin": 867},
    "21": {
        "d-v-": 77, "h-": 337, "kasinga": 357, "s-p-": 486, "s-m-j-": 722, "t-m-b-": 775, "c-y-z-": 915, "j-j-": 976, "y-b-": 1136,
    },
    "22": {"c-v-t-": 7, "o-z- & i-z-": 23, "soffici": 158, "cervantes-gonzalez": 560, "joseph": 799, "r-a-": 906, "adeniji": 1102, "s-v-": 1306},
    "23": {
        "monreal-aguinaga": 56, "monreal": 56, "g-y-r-": 181, "velarde-pacheco": 253, "y-l- a-g- & r-s-r-": 270, "andazola-rivas": 319, "andazola": 319,
        "jean": 373, "gonzalez recinas": 467, "recinas": 467, "m-d-": 540, "assaad": 553, "pickering": 621, "j-f-f-": 912, "c-a-": 951,
    },
    "24": {
        "guerra": 37, "j-b-n- & s-m-": 208, "n-a-m-": 336, "d-i-m-": 448, "j-s-": 520, "s-e-g-": 579, "e-a-g-": 591, "a-t-": 617, "hashmi": 785,
    },
    "25": {
        "a-m-": 66, "t-m-h- & s-w-c-": 193, "quilantan": 285, "chawathe": 369, "n-m-": 526, "avetisyan": 688, "l-s-": 705,
        "arrabally & yerrabelly": 771, "sanchez sosa": 807,
    },
    "26": {
        "m-z-m-r-": 28, "central california legal services": 105, "b-r-": 119, "w-g-r-": 208, "m-e-v-g-": 227, "a-r-c-g-": 388, "z-z-o-": 586,
        "dhanasar": 884,
    },
    "27": {"castro-tum": 271, "a-b-": 316, "l-a-b-r-": 405, "bermudez-cota": 441, "m-s-": 509, "thomas & thompson": 674},
    "28": {"h-l-s-a-": 228, "cruz-valdez": 326, "laparra": 425, "fernandes": 605, "m-r-m-s-": 757},
    "29": {"q li": 66, "k-e-s-g-": 145, "r-e-r-m- & j-d-r-m-": 202, "s-s-f-m-": 207, "yajure hurtado": 216},
}  # fmt: skip

KNOWN_DECISIONS = {name: f"{volume} I&N Dec. {page}" for volume, pages in _BY_VOLUME.items() for name, page in pages.items()}
