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


def decode(data: bytes, *, path: str) -> str:
    """The text of a whole file, without its byte order mark.  Raises InputError where no known encoding fits."""
    bom, encoding = detect(data, path=path)
    try:
        return data[bom:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"is {encoding} at first, but byte {bom + error.start} does not fit", path=path) from None


def detect(data: bytes, *, path: str) -> tuple[int, str]:
    """-> length of the byte order mark, name of the encoding, judged by the first `SAMPLE_BYTES`."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return len(mark), encoding
    sample = data[:SAMPLE_BYTES]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(data) <= SAMPLE_BYTES)
        return 0, "utf-8"
    except UnicodeDecodeError as error:
        place = error.start
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=["gb18030", "big5", "utf_16_le", "utf_16_be"]).best()
    if best is None:
        raise InputError(f"is in no known encoding (no UTF-8 from byte {place}; no GB18030, Big5 or UTF-16)", path=path)
    return 0, str(best.encoding).replace("_", "-")
