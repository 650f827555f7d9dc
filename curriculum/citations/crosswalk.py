"""Which section of title 8, United States Code, a section of the Immigration and Nationality Act became.

Source: Office of the Law Revision Counsel, tables to title 8.
"""

_RUNS = {  # first INA section, last, and the section of title 8 that the first became
    (101, 105): 1101, (106, 106): 1105, (201, 210): 1151, (211, 219): 1181, (221, 224): 1201, (231, 239): 1221, (242, 243): 1252,
    (245, 250): 1255, (251, 258): 1281, (261, 266): 1301, (271, 280): 1321, (281, 283): 1351, (286, 293): 1356, (301, 309): 1401,
    (310, 322): 1421, (324, 344): 1435, (347, 348): 1458, (349, 349): 1481, (351, 351): 1483, (356, 357): 1488, (358, 361): 1501,
    (411, 414): 1521, (501, 507): 1531,
}  # fmt: skip
_EXCEPTIONS = {
    "106": "1105a", "213A": "1183a", "216": "1186a", "216A": "1186b", "217": "1187", "218": "1188", "219": "1189", "235A": "1225a", "236A": "1226a",
    "240": "1229a", "240A": "1229b", "240B": "1229c", "240C": "1230", "241": "1231", "244": "1254a", "245A": "1255a", "274A": "1324a", "274B": "1324b",
    "274C": "1324c", "274D": "1324d", "294": "1363a", "329A": "1440-1",
}  # fmt: skip


def _table() -> dict[str, str]:
    table = {str(number): str(start + number - first) for (first, last), start in _RUNS.items() for number in range(first, last + 1)}
    return table | _EXCEPTIONS


USC_OF_INA = _table()
"""INA section number to section of title 8, both as text: ``{"208": "1158", "240A": "1229b", …}``."""
