"""The floor of row 12: read the rows of the ledger, serialize and hash each. Nothing is compared with anything but the hash in the row."""

import hashlib
import json

_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def hashed_rows() -> int:
    """How many rows hash to what they say; of an honest ledger all of them."""
    from django.db import connection, transaction

    from accreditation.ledger.body import HASHED

    columns = (*HASHED, "hash")
    same = 0
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM accreditation_entry ORDER BY student, seq")
        while rows := cursor.fetchmany(2000):
            for row in rows:
                values = dict(zip(columns, row, strict=True))
                digest = values.pop("hash")
                values["topics"], values["evidence"] = json.loads(values["topics"]), json.loads(values["evidence"])
                values["occurred_from"], values["occurred_to"] = values["occurred_from"].isoformat(), values["occurred_to"].isoformat()
                values["recorded_at"] = values["recorded_at"].isoformat(timespec="milliseconds").replace("+00:00", "Z")
                same += hashlib.sha256(_WRITE(values).encode()).hexdigest() == digest
    return same
