"""The wire between a judge and the process that runs an answer.

A frame is twelve bytes (a mark and two lengths), a head in JSON and the raw
bytes of arrays whose dtypes and shapes the head lists. Nothing is pickled: what
is read here may come from a process that wants to be believed, so that reading
can only give plain data or a `ProtocolError`.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MARK = b"LSE1"
HEAD_CAP = 1 << 14
REQUEST_CAP = 1 << 20
BODY_CAP = 1 << 22
NDIM_CAP = 8
DTYPES = frozenset(
    ["|b1", "|i1", "|u1"]
    + ["<" + kind + size for kind in "iu" for size in "248"]
    + ["<f2", "<f4", "<f8", "<c8", "<c16"]
)
_PREFIX = struct.Struct("<4sII")


class ProtocolError(ValueError):
    """What came over the wire is not what a worker sends."""


class Frame(NamedTuple):
    """One message: a JSON object and the arrays that go with it."""

    head: dict[str, Any]
    arrays: tuple[Array, ...]


def portable(array: Array) -> Array:
    """Return the array as a plain little-endian one that a frame can carry."""
    plain = np.asarray(array)
    if plain.dtype.char == "g":  # an extended float differs from machine to machine
        plain = plain.astype(np.float64)
    plain = plain.astype(plain.dtype.newbyteorder("<"), copy=False)
    if plain.dtype.str not in DTYPES:
        raise ProtocolError(f"a frame carries no array of dtype {plain.dtype}")
    if plain.nbytes > BODY_CAP or plain.ndim > NDIM_CAP:
        raise ProtocolError(f"an array of shape {plain.shape} is too large")
    return plain


def pack(head: Mapping[str, Any], arrays: Sequence[Array] = ()) -> bytes:
    """Return the bytes of one frame."""
    plain = [portable(array) for array in arrays]
    listed = [[array.dtype.str, list(array.shape)] for array in plain]
    text = json.dumps({**head, "arrays": listed}).encode()
    # tobytes and not ascontiguousarray, which would make (1,) out of a 0-d shape.
    body = b"".join(array.tobytes() for array in plain)
    return _PREFIX.pack(MARK, len(text), len(body)) + text + body


def unpack(data: bytes, head_cap: int = HEAD_CAP) -> Iterator[Frame]:
    """Yield the frames of which `data` consists, to its last byte."""
    start = 0
    while start < len(data):
        head, body, start = _split(data, start, head_cap)
        yield _frame(head, body)


def _split(data: bytes, start: int, head_cap: int) -> tuple[bytes, bytes, int]:
    """Cut one frame off: its head, its body, and where the next one starts."""
    if len(data) - start < _PREFIX.size:
        raise ProtocolError("a frame ends within its prefix")
    mark, head_size, body_size = _PREFIX.unpack_from(data, start)
    if mark != MARK or head_size > head_cap or body_size > BODY_CAP:
        raise ProtocolError("a frame starts with the wrong mark or a length too large")
    head = start + _PREFIX.size
    body, end = head + head_size, head + head_size + body_size
    if end > len(data):
        raise ProtocolError("a frame is cut short")
    return data[head:body], data[body:end], end


def _frame(head: bytes, body: bytes) -> Frame:
    try:
        fields = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("the head of a frame is not JSON") from error
    if not isinstance(fields, dict):
        raise ProtocolError("the head of a frame is not an object")
    return Frame(fields, tuple(_arrays(fields.pop("arrays", None), body)))


def _arrays(listed: object, body: bytes) -> Iterator[Array]:
    """Yield the arrays that the head lists; they must fill the body exactly."""
    if not isinstance(listed, list):
        raise ProtocolError("a frame does not list its arrays")
    start = 0
    for entry in listed:
        dtype, shape = _described(entry)
        end = start + dtype.itemsize * math.prod(shape)
        if end > len(body):
            raise ProtocolError("an array is longer than its frame")
        flat = np.frombuffer(body[start:end], dtype)
        try:
            yield flat.reshape(shape).copy()
        except ValueError as error:  # a size of 0 beside enormous ones
            raise ProtocolError("NumPy has no array of that shape") from error
        start = end
    if start != len(body):
        raise ProtocolError("a frame holds bytes that belong to no array")


def _described(entry: object) -> tuple[np.dtype[Any], tuple[int, ...]]:
    match entry:
        case [str(code), list(shape)] if code in DTYPES and len(shape) <= NDIM_CAP:
            # `type` and not `isinstance`: True is an int.
            if all(type(size) is int and 0 <= size <= BODY_CAP for size in shape):
                return np.dtype(code), tuple(shape)
    raise ProtocolError("an array of a dtype or shape that frames do not carry")
