"""Certificates on disk, and their re-check in a process that imports nothing but this and the kernel.

    verdicts -> dump -> text -> recheck -> what the kernel says of each, now

The format is JSON: a record is a list that begins with its class, a tuple is {"tuple": [...]}, a rational
is {"rational": "1/2"}. A file that is not of this form is refused whole.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from derive.kernel import certificate as certificates
from derive.kernel import term as terms
from derive.kernel.certificate import Counterexample
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import measured
from derive.kernel.term import Obligation
from derive.kernel.verdict import CertificateError, Proved, Refuted, Verdict, certify, refute

SCHEMA = "proof-check-certificates/1"
RECORDS = {
    name: kind
    for room in (terms, certificates)
    for name, kind in vars(room).items()
    if isinstance(kind, type) and is_dataclass(kind)
}


NESTING = 450                                     # of records and tuples
RATIONAL = re.compile(r"-?[0-9]{1,4000}(/0*[1-9][0-9]{0,4000})?")
OWN = ("", "@", "%", "+", "-")                         # first letters of the names that the kernel itself gives


class Malformed(Exception):
    """A file that holds no certificates."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One verdict, judged again."""

    id: str
    claimed: str                                  # proved or refuted, as the file says
    by: str
    trust: str                                    # kernel or oracle, as it comes out now; "" if rejected
    rejected: str = ""                            # why the kernel does not accept it; "" where it does


def encode(value: object) -> object:
    """A record, tuple, rational, text or whole number as JSON."""
    if isinstance(value, Fraction):
        return {"rational": str(value)}
    if isinstance(value, tuple):
        return {"tuple": [encode(item) for item in value]}
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(encode(getattr(value, field.name)) for field in fields(value))]
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a certificate")


def decode(value: object, depth: int = 0) -> object:
    """What `encode` made into JSON. Fails with Malformed on anything else, a part of the wrong type included."""
    if depth > NESTING:
        raise Malformed("nested too deeply")
    match value:
        case str() | int() | None:
            return value
        case {"rational": str(number), **rest} if not rest:
            if not RATIONAL.fullmatch(number):
                raise Malformed("a rational that is no number")
            return Fraction(number)
        case {"tuple": list(items), **rest} if not rest:
            return tuple([decode(item, depth + 1) for item in items])
        case [str(name), *parts] if name in RECORDS and len(parts) <= len(fields(RECORDS[name])):
            kind = RECORDS[name]
            given = [decode(part, depth + 1) for part in parts]
            if not all(_fits(part, hint) for part, hint in zip(given, _types(kind), strict=False)):
                raise Malformed(f"a {name} with a part of another kind")
            try:
                return kind(*given)
            except TypeError:
                raise Malformed(f"a {name} without some of its parts") from None
    raise Malformed("an unknown kind of record")


@cache
def _types(kind: type) -> tuple[object, ...]:
    """The types of the parts of a record, in order."""
    hints = get_type_hints(kind, localns=vars(certificates))
    return tuple(hints[field.name] for field in fields(kind))


def _fits(value: object, hint: object) -> bool:
    """A value is of a type as it is written: a class, None, a union, tuple[A, ...] or tuple[A, B]."""
    if get_origin(hint) is tuple:
        kinds = get_args(hint)
        if not isinstance(value, tuple) or (kinds[-1] is not Ellipsis and len(kinds) != len(value)):
            return False
        return all(_fits(item, kinds[0] if kinds[-1] is Ellipsis else kind)
                   for item, kind in zip(value, kinds if kinds[-1] is not Ellipsis else value, strict=True))
    if isinstance(hint, UnionType):
        return any(_fits(value, part) for part in get_args(hint))
    return isinstance(value, hint) if isinstance(hint, type) else hint is None and value is None


def dump(verdicts: Iterable[tuple[str, Verdict]]) -> str:
    """The proofs and refutations among named verdicts, as JSON."""
    items = []
    for name, verdict in verdicts:
        match verdict:
            case Proved(obligation, evidence, by, trust):
                claimed = "proved"
            case Refuted(obligation, evidence, by, trust):
                claimed = "refuted"
            case _:
                continue
        items.append({"id": name, "claimed": claimed, "by": by, "trust": trust,
                      "obligation": encode(obligation), "evidence": encode(evidence)})
    return json.dumps({"schema": SCHEMA, "items": items}, ensure_ascii=False)


def recheck(text: str) -> tuple[Rechecked, ...]:
    """Every verdict of a file judged again. Fails with Malformed when it is not a file of certificates."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise Malformed(f"not of schema {SCHEMA}")
    items = document.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Malformed("no list of items")
    return tuple(_again(item) for item in items)


def _again(item: dict[str, object]) -> Rechecked:
    name, claimed, by = (str(item.get(key, "")) for key in ("id", "claimed", "by"))
    obligation, evidence = decode(item.get("obligation")), decode(item.get("evidence"))
    if not isinstance(obligation, Obligation) or claimed not in ("proved", "refuted"):
        raise Malformed("an item without its obligation")
    named = (part for term in (*obligation.hypotheses, obligation.goal) for part in terms.subterms(term))
    if any(own.name[:1] in OWN for part in named for own in (part, getattr(part, "variable", part))
           if isinstance(own, terms.Symbol)):
        return Rechecked(name, claimed, by, "", "a name that no document can write")
    try:
        _measure(evidence)
        if claimed == "refuted":
            if not isinstance(evidence, Counterexample):
                raise Malformed("a refutation without a counterexample")
            return Rechecked(name, claimed, by, refute(obligation, evidence, by).trust)
        return Rechecked(name, claimed, by, certify(obligation, evidence, by).trust)   # type: ignore[arg-type]
    except (CertificateError, Beyond) as reason:
        return Rechecked(name, claimed, by, "", str(reason))
    except RecursionError:
        return Rechecked(name, claimed, by, "", "nested too deeply")


def _measure(evidence: object) -> None:
    """Fails with Beyond when a term in a certificate is beyond measure."""
    if isinstance(evidence, terms.Term):
        measured(evidence)
    elif isinstance(evidence, tuple):
        for item in evidence:
            _measure(item)
    elif is_dataclass(evidence):
        for field in fields(evidence):
            _measure(getattr(evidence, field.name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Re-check the files named: 0 all accepted, 1 one rejected, 2 a file that cannot be used."""
    worst = 0
    for path in arguments if arguments is not None else sys.argv[1:]:
        try:
            results = recheck(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, Malformed) as reason:
            print(f"{path}: {reason}", file=sys.stderr)
            return 2
        for result in results:
            if result.rejected:
                worst = 1
                print(f"{result.id}: rejected: {result.rejected}")
        kernel = sum(result.trust == "kernel" for result in results)
        oracle = sum(result.trust == "oracle" for result in results)
        print(f"{path}: {kernel} re-checked, {oracle} on an oracle's word, {len(results) - kernel - oracle} rejected")
    return worst


if __name__ == "__main__":
    sys.exit(main())
