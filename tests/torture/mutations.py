"""Ways to falsify a certificate. Each takes chance and gives bytes that nobody may accept, or ``None`` where it changed nothing this time."""

import copy
import json
import random
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from accreditation.credentials import attached
from accreditation.credentials.attaching import MARK
from accreditation.credentials.multibase import ALPHABET, base58, from_base58
from tests.factories import signed_certificates as made

Mutation = Callable[[random.Random], bytes | None]
SWAPS = [
    ("name", "Eve Mallory"),
    ("number", "PW-2026-FFFFFFFF"),
    ("hours", "99 h"),
    ("minutes", 9_999),
    ("results", "Final exam: 100 %"),
]


def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.credential())
    return found


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every text, truth value and empty thing."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in items for found in leaves(item, (*path, key))] or [path]


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    found = document()
    at(found, path[:-1])[path[-1]] = value
    return found


def flipped(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def a_bit_of_the_json(chance: random.Random) -> bytes:
    return flipped(made.credential(), chance)


def a_bit_of_the_pdf(chance: random.Random) -> bytes:
    return flipped(made.pdf(), chance)


def a_bit_of_the_attachment(chance: random.Random) -> bytes:
    body, mark, update = made.pdf().rpartition(MARK)
    return body + mark + flipped(update, chance)


def some_bytes_of_the_pdf(chance: random.Random) -> bytes | None:
    data = bytearray(made.pdf())
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def another_text(chance: random.Random) -> bytes | None:
    """A text of the document, changed by a letter, emptied, or taken from elsewhere in it."""
    found = document()
    path, other = chance.sample(leaves(found), 2)
    old = at(found, path)
    new = chance.choice(["", f"{old} ", f" {old}", at(found, other), str(old).swapcase(), str(old)[:-1], None, [old], {"value": old}, not old])
    return None if new == old and type(new) is type(old) else as_json(changed(path, new))


def two_fields_swapped(chance: random.Random) -> bytes | None:
    found = document()
    one, other = chance.sample(leaves(found), 2)
    first, second = at(found, one), at(found, other)
    if first == second:
        return None
    at(found, one[:-1])[one[-1]], at(found, other[:-1])[other[-1]] = second, first
    return as_json(found)


def a_field_left_out(chance: random.Random) -> bytes:
    found = document()
    path = chance.choice(leaves(found))
    path = path[: chance.randint(1, len(path))]
    holder = at(found, path[:-1])
    del holder[path[-1]]
    return as_json(found)


def a_field_more(chance: random.Random) -> bytes:
    found = document()
    holders = [holder for path in leaves(found) for cut in range(len(path)) if isinstance(holder := at(found, path[:cut]), dict)]
    chance.choice(holders)[chance.choice(["note", "alg", "__proto__", "proofs", "Name", "validUntil "])] = chance.choice(["x", True, None, 1, [], {}])
    return as_json(found)


def order_of_a_list(chance: random.Random) -> bytes | None:
    found = document()
    lists = [holder for path in leaves(found) for cut in range(len(path)) if isinstance(holder := at(found, path[:cut]), list) and len(holder) > 1]
    chosen = chance.choice(lists)
    before = copy.deepcopy(chosen)
    chance.shuffle(chosen)
    return None if chosen == before else as_json(found)


def another_key(chance: random.Random) -> bytes:
    """Signed by somebody else, who names their own key or ours."""
    name = chance.choice(["", made.known().key_id])
    return as_json(made.signed(made.unsigned(name=chance.choice(["Ana María Álvarez", "Eve Mallory"])), made.signer(made.OTHER, name)))


def no_signature(chance: random.Random) -> bytes:
    found = document()
    found["proof"]["proofValue"] = chance.choice(
        ["", "z", "z1", base58(bytes(64)), base58(bytes(63)), base58(b"\x01" + bytes(63)), None, 0, [], "u" + "A" * 86]
    )
    return as_json(found)


def no_proof(chance: random.Random) -> bytes:
    found = document()
    proof = found.pop("proof")
    kept = chance.choice([None, [], {}, "", [proof], [proof, proof], {"proof": proof}, "absent"])
    return as_json(found if kept == "absent" else {**found, "proof": kept})


def algorithm_none(chance: random.Random) -> bytes:
    name, value = chance.choice(
        [
            ("cryptosuite", "none"),
            ("cryptosuite", "eddsa-rdfc-2022"),
            ("cryptosuite", "ecdsa-jcs-2019"),
            ("cryptosuite", ""),
            ("type", "none"),
            ("type", "Ed25519Signature2020"),
            ("type", ["DataIntegrityProof"]),
            ("proofPurpose", "authentication"),
            ("cryptosuite", None),
            ("alg", "none"),
        ]
    )
    return as_json(changed(("proof", name), value))


def unknown_key(chance: random.Random) -> bytes:
    method = document()["proof"]["verificationMethod"]
    address, _, name = method.rpartition("#")
    wrong = ["", "#", address, f"{address}#", f"{address}#{name.upper()}", f"{address}#{name} ", f"{address}#{chance.getrandbits(64):016x}"]
    wrong += [f"https://elsewhere.example/keys.json#{name}", f"{address}##{name}", f"{address}#{name}#x", None, [method], made.known().key_id]
    return as_json(changed(("proof", "verificationMethod"), chance.choice(wrong)))


def another_issuer(chance: random.Random) -> bytes:
    found = document()
    issuer = chance.choice(["https://elsewhere.example/keys.json", made.ISSUER, "", None])
    found["issuer"] = issuer if issuer == made.ISSUER else {**found["issuer"], "id": issuer}
    return as_json(found)


def member_twice(chance: random.Random) -> bytes:
    """The same name once more, before or after the true one, in the document, the subject or the proof."""
    text = made.credential().decode()
    spot = chance.choice(list(re.finditer(r'"([A-Za-z]+)":"([^"\\]*)"', text)))
    name, value = spot[1], chance.choice(["Eve Mallory", spot[2]])
    double = f'"{name}":{json.dumps(value)}'
    both = [double, spot[0]] if chance.random() < 0.5 else [spot[0], double]
    return (text[: spot.start()] + ",".join(both) + text[spot.end() :]).encode()


def unicode_tricks(chance: random.Random) -> bytes | None:
    """The name in another composition, with invisible or look-alike letters, or as half of a pair."""
    name = document()["credentialSubject"]["identifier"][0]["identityHash"]
    tricks = [
        unicodedata.normalize("NFD", name), name + "\u200b", "\u202e" + name, name.replace("A", "\u0410"), name.replace(" ", "\u00a0"), name + "\0",
        name.replace("a", "\uff41"), name.upper(), name + "\ufeff",
    ]  # fmt: skip
    data = made.credential()
    if chance.random() < 0.3:
        broken = [name.encode("utf-16"), name.encode("latin-1"), name.encode() + b"\xed\xa0\x80", name.encode() + b"\xc0\x80", b"\\ud800", b"\\u00e1"]
        return data.replace(name.encode(), chance.choice(broken))
    return data.replace(name.encode(), json.dumps(chance.choice(tricks), ensure_ascii=chance.random() < 0.5)[1:-1].encode())


def number_formats(chance: random.Random) -> bytes:
    """Figures are text; no other way of writing one may pass."""
    text = made.credential().decode()
    number = chance.choice(
        ["2165", "2165.0", "2.165e3", "2165e0", "02165", "+2165", "-0", "1e999", "NaN", "Infinity", "0x875", '"2165.0"', '"02165"', '" 2165"']
    )
    return text.replace('"value":"2165"', f'"value":{number}').encode()


def rewrapped_proof(chance: random.Random) -> bytes:
    """A true proof on other facts, of another time, or with its context changed."""
    found = document()
    choice = chance.randrange(5)
    if choice == 0:
        name, value = chance.choice(SWAPS)
        found = {**made.unsigned(**{name: value}), "proof": found["proof"]}
    elif choice == 1:
        found["proof"]["created"] = chance.choice(["2020-01-01T00:00:00Z", "2026-11-28T15:30:00Z", "2026-11-28T15:30:00.250+00:00", "", "yesterday"])
    elif choice == 2:
        found["proof"]["@context"] = chance.choice(
            [[], found["@context"][:1], found["@context"][::-1], [*found["@context"], "https://x.example/"], found["@context"][0]]
        )
    elif choice == 3:
        found = {"@context": found["@context"], "type": found["type"], "issuer": found["issuer"], "verifiableCredential": [found], "proof": found["proof"]}
    else:
        found["proof"]["proofValue"] = _other_spelling(found["proof"]["proofValue"], chance)
    return as_json(found)


def _other_spelling(value: str, chance: random.Random) -> str:
    signature = from_base58(value)
    order = 2**252 + 27742317777372353535851937790883648493
    larger = int.from_bytes(signature[32:], "little") + order
    place = chance.randrange(1, len(value))
    return chance.choice(
        [
            base58(signature[:32] + larger.to_bytes(33, "little")[:32]),
            "z1" + value[1:],
            value + "1",
            value.lower(),
            value[::-1],
            "Z" + value[1:],
            value[1:],
            base58(signature[32:] + signature[:32]),
            base58(signature + b"\0"),
            value[:place] + chance.choice(ALPHABET.replace(value[place], "")) + value[place + 1 :],
        ]
    )


def truncated(chance: random.Random) -> bytes:
    data = chance.choice([made.credential(), made.pdf()])
    return data[: chance.randrange(len(data))]


def lengthened(chance: random.Random) -> bytes:
    data = chance.choice([made.credential(), made.pdf()])
    more = chance.choice([b"\0", b"{}", b"x", b"%%EOF\n", b"\xef\xbb\xbf", made.pdf()[-200:]])
    after = data + more if data.startswith(b"%PDF") or more.strip() else data + b"x"
    return after if chance.random() < 0.7 else b"\xef\xbb\xbf" + data


def other_pages(chance: random.Random) -> bytes:
    """True data attached to pages that say something else, or true pages with data of something else."""
    name, value = chance.choice(SWAPS)
    if chance.random() < 0.5:
        return attached(made.body(**{name: value}), made.credential())
    forged = as_json(made.signed(made.unsigned(**{name: value}), made.signer(made.OTHER, made.known().key_id)))
    return attached(made.body(), forged)


def spaced_attachment(chance: random.Random) -> bytes:
    """Within a PDF every byte counts, spaces too."""
    return attached(made.body(), json.dumps(json.loads(made.credential()), ensure_ascii=False, indent=chance.randint(0, 3)).encode())


def an_update_more(chance: random.Random) -> bytes:
    """What readers would show instead of the pages: one more update behind or before ours."""
    pdf, body = made.pdf(), made.body()
    page = (
        b"\n1 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\nxref\n1 1\n%010d 00000 n\r\n"
        b"trailer\n<</Size 105/Root 104 0 R/Prev 33680>>\nstartxref\n%d\n%%%%EOF\n"
    )
    update = page % (len(pdf), len(pdf) + chance.randint(20, 60))
    return chance.choice([pdf + update, body + update + pdf[len(body) :], pdf + pdf[len(body) :], body + MARK + pdf[len(body) :]])


def no_attachment(chance: random.Random) -> bytes:
    pdf, body = made.pdf(), made.body()
    return chance.choice(
        [body, pdf.replace(MARK, b"\n%pathway-credential-2\n"), pdf.replace(b"EmbeddedFile", b"EmbeddedFIle", 1), b"%PDF-1.7\n", b"%PDF-" + made.credential()]
    )


def another_thing(chance: random.Random) -> bytes:
    """Something that the same key signed, or that nobody did."""
    other = made.unsigned()
    other["type"] = chance.choice([["VerifiableCredential", "BitstringStatusListCredential"], ["VerifiableCredential"], "OpenBadgeCredential", []])
    junk = chance.choice([b"", b"null", b"[]", b'""', b"[" * 5000, b'{"proof":' * 2000, chance.randbytes(200), b"{}", b'{"a":1}'])
    return as_json(made.signed(other)) if chance.random() < 0.5 else junk


MUTATIONS: list[Mutation] = [
    a_bit_of_the_json, a_bit_of_the_pdf, a_bit_of_the_attachment, some_bytes_of_the_pdf, another_text, two_fields_swapped, a_field_left_out, a_field_more,
    order_of_a_list, another_key, no_signature, no_proof, algorithm_none, unknown_key, another_issuer, member_twice, unicode_tricks, number_formats,
    rewrapped_proof, truncated, lengthened, other_pages, spaced_attachment, an_update_more, no_attachment, another_thing,
]  # fmt: skip
