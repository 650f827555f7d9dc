"""Pictures that say too much, are too large, or carry something behind their end."""

import struct
import zlib
from collections.abc import Iterator

from tests.factories import uploads as make
from tests.lms.vault.inspection.hostile.case import Hostile


def pictures() -> Iterator[Hostile]:
    jpeg, png = make.photo(), make.photo("PNG")
    for up in range(1, 9):
        yield Hostile(f"JPEG with place, turned {up}", "a.jpg", make.photo(exif=make.exif(up=up)), b"Canary")
    for form, name in (("PNG", "a.png"), ("WEBP", "a.webp")):
        yield Hostile(f"{form} with place", name, make.photo(form, exif=make.exif()), b"Canary")
        yield Hostile(f"{form} with place, turned", name, make.photo(form, exif=make.exif(up=6)), b"Canary")
        yield Hostile(f"{form} cut off", name, make.photo(form)[:-30], b"", True)
        yield Hostile(f"{form} with an archive after it", name, make.photo(form) + make.archive({"Canary": "x"}), b"Canary")
        yield Hostile(f"{form} with a script after it", name, make.photo(form) + b"<script>Canary()</script>", b"Canary")
    segments = {
        "XMP": (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Canary</x:xmpmeta>"),
        "a comment": (0xFE, b"Canary"),
        "a script as comment": (0xFE, b"*/=alert('Canary')/*"),
        "a web page as comment": (0xFE, b"<html><script>Canary</script>"),
        "Photoshop's notes": (0xED, b"Photoshop 3.0\0Canary"),
        "another picture's list": (0xE2, b"MPF\0Canary"),
        "a maker's notes": (0xE5, b"Canary"),
        "FlashPix": (0xE2, b"FPXR\0Canary"),
        "PHP as comment": (0xFE, b"<?php system('Canary'); ?>"),
        "broken EXIF": (0xE1, b"Exif\0\0II*\0\xff\xff\xff\xffCanary"),
        "EXIF that points to itself": (0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08Canary"),
        "a thumbnail": (0xE0, b"JFXX\0\x10Canary"),
    }
    for case, (marker, body) in segments.items():
        yield Hostile(f"JPEG with {case}", "a.jpg", make.with_segments(jpeg, make.jpeg_segment(marker, body)), b"Canary")
    yield Hostile("JPEG with an archive after it", "a.jpg", jpeg + make.archive({"Canary": "x"}), b"Canary")
    yield Hostile("JPEG with a web page after it", "a.jpg", jpeg + b"<html>Canary", b"Canary")
    yield Hostile("JPEG with a second photo after it", "a.jpg", jpeg + make.photo(exif=make.exif()), b"Canary")
    yield Hostile("JPEG cut off", "a.jpg", jpeg[:-20], b"", True)
    yield Hostile("JPEG cut off in its head", "a.jpg", jpeg[:60], b"", True)
    yield Hostile("JPEG of three bytes", "a.jpg", b"\xff\xd8\xff", b"", True)
    yield Hostile("JPEG without a picture", "a.jpg", b"\xff\xd8\xff\xd9", b"", True)
    frame = jpeg.index(b"\xff\xc0") + 5
    for width, height in ((65_500, 65_500), (40_000, 10), (25_000, 20_000), (0, 48)):
        yield Hostile(f"JPEG of {width} by {height}", "a.jpg", jpeg[:frame] + struct.pack(">HH", height, width) + jpeg[frame + 4 :], b"", True)
    chunks = {
        "text": (b"tEXt", b"Comment\0Canary"),
        "packed text": (b"zTXt", b"Comment\0\0" + zlib.compress(b"Canary")),
        "unknown chunk": (b"caNa", b"Canary"),
        "XMP": (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>Canary</x>"),
        "a time": (b"tIME", b"Canary!"),
        "EXIF": (b"eXIf", b"MM\0*Canary"),
    }
    for case, (name, body) in chunks.items():
        yield Hostile(f"PNG with {case}", "a.png", make.with_chunks(png, make.png_chunk(name, body)), body if name == b"zTXt" else b"Canary")
    for width, height in ((60_000, 60_000), (20_000, 25_000), (0, 9)):
        yield Hostile(
            f"PNG of {width} by {height}",
            "a.png",
            png[:8] + make.png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + png[33:],
            b"",
            True,
        )
    small = make.png_chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    yield Hostile(
        "PNG that unpacks without end",
        "a.png",
        png[:8] + small + make.png_chunk(b"IDAT", zlib.compress(bytes(60_000_000))) + make.png_chunk(b"IEND", b""),
        b"",
        True,
    )
    yield Hostile(
        "PNG whose colors unpack without end", "a.png", make.with_chunks(png, make.png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(60_000_000)))), b"", True
    )
    yield Hostile("PNG with a wrong check sum", "a.png", png[:40] + bytes([png[40] ^ 1]) + png[41:], b"", True)
    moving = make.with_chunks(png, make.png_chunk(b"acTL", struct.pack(">II", 9, 0)), make.png_chunk(b"fdAT", b"Canary"))
    yield Hostile("PNG that moves", "a.png", moving, b"Canary")
    webp = make.photo("WEBP")
    riff = struct.pack("<I", len(webp) - 8 + 16)
    yield Hostile("WebP that moves", "a.webp", b"RIFF" + riff + b"WEBPANIM\x08\0\0\0" + bytes(8) + webp[12:], b"", True)
    yield Hostile(
        "WebP of 16 000 by 16 000",
        "a.webp",
        b"RIFF" + struct.pack("<I", len(webp) + 10) + b"WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x3e\0\x7f\x3e\0" + webp[12:],
        b"",
        True,
    )
    yield Hostile("film called HEIC", "a.heic", b"\0\0\0\x18ftypheic" + bytes(12) + b"\0\0\0\x08moov", b"", True)
    yield Hostile("HEIC without a picture", "a.heic", b"\0\0\0\x18ftypheic" + bytes(12), b"", True)
