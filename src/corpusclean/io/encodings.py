"""Bytes in an encoding nobody named -> text.  Told by content, strictly: a byte that does not fit is an error, not a �."""

from __future__ import annotations

import codecs

from corpusclean.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE_BYTES = 1 << 18
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

    best = from_bytes(sample, cp_isolation=["gb18030", "big5", "utf_16_le", "utf_16_be"]).best()
    return 0, str(best.encoding).replace("_", "-") if best else ""


def _is_utf8(sample: bytes) -> bool:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    broken = text.count("\ufffd")
    return not broken or broken <= MAX_DAMAGE * (len(text) - len(text.encode("ascii", "ignore")))
