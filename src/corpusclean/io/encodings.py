"""Bytes in an encoding nobody named -> text.  Told by content, strictly: a byte that does not fit is an error, not a �."""

from __future__ import annotations

import codecs
import contextlib
import re

from corpusclean.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE_BYTES = 1 << 18
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""Every full stop, comma, digit or line break of UTF-16 holds one; text in GB18030 or Big5 holds none."""
MAX_DAMAGE = 0.1
"""Text of which no larger share of characters beyond ASCII is broken is UTF-8 with damage, not another encoding."""


def decode(data: bytes, *, path: str) -> str:
    """The text of a whole file, without its byte order mark.  Raises InputError where no known encoding fits."""
    bom, encoding = detect(data[:SAMPLE_BYTES])
    if not encoding:
        raise InputError("is in no known encoding: not UTF-8, GB18030, Big5 or UTF-16", path=path)
    try:
        return data[bom:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"is {encoding}, but byte {bom + error.start} does not fit", path=path) from None


def detect(sample: bytes) -> tuple[int, str]:
    """-> length of the byte order mark, name of the encoding ("" if none fits), judged by the first bytes of a file."""
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return len(mark), encoding
    if _is_utf8(sample):
        return 0, "utf-8"
    from charset_normalizer import from_bytes

    candidates = ["utf_16_le", "utf_16_be"] if _CONTROLS.search(sample) else ["gb18030", "big5"]
    for cut in range(4):  # a sample may end inside a character
        best = from_bytes(sample[: len(sample) - cut], cp_isolation=candidates).best()
        if best is not None:
            return 0, str(best.encoding).replace("_", "-")
    return 0, _commoner(sample) if candidates[0] == "gb18030" else ""


def _commoner(sample: bytes) -> str:
    """Of short texts the detector knows nothing to say: the table that makes more of them common characters, "" for none."""
    shares = {}
    for encoding, table, last in (("gb18030", "gb2312", 0xD7), ("big5", "big5", 0xC6)):
        with contextlib.suppress(UnicodeDecodeError):
            leads = [code[0] for code in (c.encode(table, "ignore") for c in sample.decode(encoding) if c > "\x7f") if code]
            shares[encoding] = sum(lead <= last for lead in leads) / max(1, len(leads))
    best = max(shares, key=shares.__getitem__, default="")
    return best if best and shares[best] > 0.5 else ""


def _is_utf8(sample: bytes) -> bool:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    broken = text.count("\ufffd")
    return not broken or broken <= MAX_DAMAGE * (len(text) - len(text.encode("ascii", "ignore")))
