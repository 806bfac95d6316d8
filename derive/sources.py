"""Sources: a path from the command line in, its text and its context out, or one line that says why not."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LARGEST = 64 * 1024 * 1024                       # bytes; a document larger than this is not a page


class SourceError(Exception):
    """A file that cannot be checked; the message is one line and names the file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document to check: where it is from, what is written in it, and what its context file supplies."""

    path: str
    text: str
    context: Mapping[str, object] = field(default_factory=dict)


def load(path: str, context: str | None = None) -> Source:
    """The text of a file ('-' is standard input) and its context: the one named, or the .toml beside the file.

    Fails when a file is missing, unreadable, a directory, too large or not UTF-8 text, or the context is not TOML.
    """
    text = decoded(path, _bytes(path))
    if context is not None:
        return Source(path, text, _toml(context))
    beside = Path(path).with_suffix(".toml") if path != "-" and Path(path).name else None
    if beside and beside.suffix != Path(path).suffix and beside.is_file():
        return Source(path, text, _toml(str(beside)))
    return Source(path, text)


def decoded(path: str, data: bytes) -> str:
    """UTF-8 text with every line end made a line feed; fails with the place of the first byte that is not text."""
    offset = data.find(b"\0")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        offset = fault.start if offset < 0 else min(offset, fault.start)
    if offset >= 0:
        line = data.count(b"\n", 0, offset) + 1
        column = len(data[data.rfind(b"\n", 0, offset) + 1:offset].decode("utf-8-sig", "replace")) + 1
        raise SourceError(f"{path}:{line}:{column}: not UTF-8 text: byte 0x{data[offset]:02x}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(path: str) -> bytes:
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(path, "rb") as stream:
                data = stream.read(LARGEST + 1)
    except IsADirectoryError:
        raise SourceError(f"{path}: is a directory, not a document") from None
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except (OSError, ValueError) as fault:
        raise SourceError(f"{path}: cannot be read: {getattr(fault, 'strerror', None) or fault}") from None
    if len(data) > LARGEST:
        raise SourceError(f"{path}: larger than {LARGEST // 1024 ** 2} MB")
    return data


def _toml(path: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(decoded(path, _bytes(path)))
    except tomllib.TOMLDecodeError as fault:
        raise SourceError(f"{path}: not a context file: {str(fault)[0].lower()}{str(fault)[1:]}") from None
