"""How much of a corpus is read with the right value.

    python tests/benchmarks/reading.py FILE.jsonl...

A row is {"id", "latex", "expected"}, where `expected` is SymPy's srepr of what the LaTeX means by the corpus's own
conventions. Our reading is compared with it relation by relation: the same names, the same relations and shapes, and
the same value at several rational points of both signs, of which at least three must tell. A row is one of

    equal           the same value
    by convention   the same, where the corpus's own habits are granted: gcd(x, y) of names as that of polynomials, a
                    word as the product of its letters, X^\\dagger as an adjoint and \\bar x as a conjugate, y' as the
                    slope of a name, a list for a set or an interval, a name before a bracket as a function or as a
                    factor, the differential dx as a name, the name [S] for S, E_n(x) as a function or a mean
    other reading   the same in another reading that our table of ambiguities lists for this notation
    source          the expectation speaks of a name that is not written in the row, or is silent of one that is, or
                    of a part of it: F_{gravity} for F_g, x for x_i, 0 = 0 for b = 0
    no value        the expectation is an object of SymPy's own, which no formula denotes: a ring, a code, an ordinal
    not compared    both have values, and SymPy cannot tell whether they agree
    different, unread

and only "different" is silently wrong. The share that is printed is of the rows that are neither "source" nor
"no value"; nothing is taken out of it for being hard. Then every row that is not equal.
"""

from __future__ import annotations

import json
import random
import re
import signal
import sys
import time
import warnings
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import sympy as sp
from expected_values import ACCENTS, FONTS, NotCompared, built, key, matrices, spelled_out

from derive.answer_marks import undelimited
from derive.decide.oracle import shown
from derive.elaborate.formulas.expression import alternatives, elaborate
from derive.elaborate.language.habits import habits
from derive.elaborate.names.bracketed import bracketed, named_in
from derive.elaborate.names.signature import Signature
from derive.elaborate.notation import tree
from derive.kernel.term import Apply, free, subterms
from derive.read.parse import parse

SECONDS = 3
POINTS = 9
FACES = re.compile("|".join(FONTS + ACCENTS), re.I)
CONSTRUCTORS = frozenset(("Symbol", "Integer", "Rational", "Float", "Mul", "Add", "Pow", "Equality", "Function", "Str",
                          "Tuple", "precision", "real", "integer", "complex", "True", "False", "commutative"))
TELLING = 3                                      # points at which both sides must have a value
granted = False                                  # whether the corpus's habits are granted


class TooLong(Exception):
    pass


def ring(*_: object) -> None:
    raise TooLong


def plain(expression: Any, commuting: bool = False) -> Any:
    """The expression over symbols without assumptions, under their bare names; all commute if the row says so."""
    if not hasattr(expression, "atoms"):
        return expression
    swaps: dict[Any, Any] = {}
    for symbol in expression.atoms(sp.Symbol):
        swaps[symbol] = sp.Symbol(key(symbol.name), commutative=commuting or bool(symbol.is_commutative))
    swaps[sp.I] = sp.Symbol("i")
    for element in expression.atoms(sp.Indexed):
        name = str(element.base) + "_" + "".join(str(index) for index in element.indices)
        swaps[element] = sp.Symbol(key(name))
    swapped = expression.xreplace(swaps)
    return swapped.replace(
        lambda part: isinstance(part, sp.core.function.AppliedUndef),
        lambda call: sp.Function(key(call.func.__name__))(*call.args))


def agree(ours: Any, theirs: Any) -> bool | None:
    """Whether two expressions have the same value; None where that cannot be told."""
    if isinstance(theirs, (int, float)) and not isinstance(theirs, bool):
        theirs = sp.Rational(str(theirs))
    if isinstance(theirs, sp.core.function.FunctionClass):
        theirs = sp.Symbol(theirs.__name__)      # the name alone
    if isinstance(theirs, (list, tuple, sp.Tuple)):
        kinds = (sp.Tuple, sp.FiniteSet, sp.Interval) if granted else sp.Tuple
        items = ours.args if isinstance(ours, kinds) else ()
        items = items[:2] if isinstance(ours, sp.Interval) else items
        if isinstance(ours, sp.FiniteSet) and len(items) == len(theirs):
            return all(any(agree(a, b) for a in items) for b in theirs)
        found = [agree(a, b) for a, b in zip(items, theirs, strict=False)] if len(items) == len(theirs) else [False]
        return False if False in found else None if None in found else True
    if granted and isinstance(ours, sp.core.relational.Relational) and isinstance(theirs, sp.core.relational.Relational):
        ours, theirs = sloped(ours, theirs)
    if isinstance(ours, sp.Expr) and isinstance(theirs, sp.Expr):
        if granted:
            ours = ours.replace(*folded("gcd")).replace(*folded("lcm"))
        if not (ours.free_symbols or theirs.free_symbols) and closely(ours, theirs):
            return True
        if granted:
            ours, theirs = sloped(ours, theirs)
    if granted and isinstance(ours, sp.Expr) and isinstance(theirs, sp.Expr):
        ours, theirs = leniently(ours, theirs)
    for name, meant in (("wedge", sp.And), ("veebar", sp.Xor)):
        ours = ours.replace(sp.Function(name), meant) if isinstance(ours, sp.Expr) and ours.has(sp.Function(name)) else ours
    commuting = not any(not s.is_commutative for s in getattr(theirs, "free_symbols", ()))
    if granted and getattr(theirs, "has", lambda _: False)(sp.adjoint):      # X^{\\dagger} is a name of its own to us
        ours = ours.xreplace({s: sp.adjoint(sp.Symbol(s.name.partition("^")[0], commutative=False))
                              for s in ours.atoms(sp.Symbol) if s.name.endswith(("^{dagger}", "^{*}"))})
    ours, theirs = plain(ours, commuting), plain(theirs)
    if ours == theirs:
        return True
    if isinstance(ours, sp.MatrixBase) or isinstance(theirs, sp.MatrixBase):
        return of_matrices(ours, theirs)
    if isinstance(ours, sp.core.relational.Relational) or isinstance(theirs, sp.core.relational.Relational):
        if getattr(ours, "rel_op", 0) != getattr(theirs, "rel_op", 1):
            if getattr(ours, "reversed", ours).rel_op != getattr(theirs, "rel_op", 1):
                return None if isinstance(theirs, sp.logic.boolalg.BooleanAtom) else False
            ours = ours.reversed
        parts = [agree(a, b) for a, b in zip(ours.args, theirs.args, strict=True)]
        return False if False in parts else None if None in parts else True
    if isinstance(ours, sp.Set) and isinstance(theirs, sp.Set):
        return of_sets(ours, theirs)
    if isinstance(ours, (sp.logic.boolalg.Boolean, sp.Symbol)) and isinstance(theirs, sp.logic.boolalg.Boolean):
        return sp.simplify_logic(sp.Equivalent(ours, theirs)) == sp.true
    if not (isinstance(ours, sp.Expr) and isinstance(theirs, sp.Expr)):
        return None
    return in_value(ours, theirs)


def leniently(ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Both with \\bar x as a conjugate, a name before a bracket as a factor where either says so, and dx for x."""
    ours = ours.replace(sp.Function("differential"), lambda of: sp.Symbol(f"d{key(str(of))}"))
    ours = ours.replace(lambda part: part.func == sp.Function("mean") and len(part.args) == 2,
                        lambda mean: sp.Function("E")(*mean.args[::-1]))
    if not any("bar" in key(s.name) for s in theirs.atoms(sp.Symbol)):
        ours = ours.xreplace({s: conjugated(s.name) for s in ours.atoms(sp.Symbol) if s.name.startswith("bar{")})
    known = {key(s.name) for s in ours.atoms(sp.Symbol)}
    known |= {key(c.func.__name__) for c in ours.atoms(sp.core.function.AppliedUndef)}
    theirs = theirs.xreplace({s: sp.Symbol(key(s.name)[1:]) for s in theirs.atoms(sp.Symbol) if s.name[0] == "d"
                              and key(s.name) not in known and key(s.name)[1:] in known})
    heads = [{key(c.func.__name__) for c in side.atoms(sp.core.function.AppliedUndef)} for side in (ours, theirs)]
    apart = (heads[0] ^ heads[1]) - {"dot", "mean", "wedge", "veebar"}
    return tuple(side.replace(lambda part: isinstance(part, sp.core.function.AppliedUndef) and len(part.args) == 1
                              and key(part.func.__name__) in apart,
                              lambda call: sp.Symbol(call.func.__name__) * call.args[0]) for side in (ours, theirs))


def conjugated(name: str) -> Any:
    """The conjugate of what stands under the bars of a name."""
    return sp.conjugate(conjugated(name[4:-1])) if name.startswith("bar{") else sp.Symbol(name)


def of_sets(ours: Any, theirs: Any) -> bool | None:
    ours, theirs = (side.replace(sp.Range, lambda *ends: sp.FiniteSet(*sp.Range(*ends))) for side in (ours, theirs))
    return True if ours == theirs or ours.doit() == theirs.doit() else None


def folded(name: str) -> tuple[Any, Any]:
    """gcd and lcm of names as those of polynomials, by the corpora's convention."""
    return (lambda part: isinstance(part, sp.core.function.AppliedUndef) and part.func.__name__ == name,
            lambda call: getattr(sp, name)(list(call.args)))


def closely(ours: Any, theirs: Any) -> bool:
    """Whether two numbers, complex or not, agree to twelve digits."""
    difference = sp.N((ours - theirs).doit(), 20)
    return bool(difference.is_number and difference.is_finite and sp.Abs(difference) < sp.Float("1e-12"))


def sloped(ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Both with dy/dx as one name where the row has a name y that depends on x, and we a function of x."""
    slopes = [d for d in theirs.atoms(sp.Derivative) if isinstance(d.expr, sp.Symbol)]
    if not slopes:
        return ours, theirs
    functions = {key(call.func.__name__) for call in ours.atoms(sp.core.function.AppliedUndef)}
    plain_name = {d: key(d.expr.name)[1:] if key(d.expr.name)[1:] in functions else key(d.expr.name) for d in slopes}
    names = set(plain_name.values())             # dx over dt, of a name dx
    swaps = {d: sp.Symbol(f"slope{plain_name[d]}{key(str(d.variables))}") for d in slopes}
    calls = {d: sp.Symbol(f"slope{key(d.expr.func.__name__)}{key(str(d.variables))}")
             for d in ours.atoms(sp.Derivative) if isinstance(d.expr, sp.core.function.AppliedUndef)}
    ours = ours.xreplace(calls)
    ours = ours.replace(
        lambda part: isinstance(part, sp.core.function.AppliedUndef) and key(part.func.__name__) in names,
        lambda call: sp.Symbol(call.func.__name__))
    return ours.replace(sp.Function("held"), lambda *args: args[0]), theirs.xreplace(swaps)


def of_matrices(ours: Any, theirs: Any) -> bool | None:
    ours, theirs = (side.doit() if hasattr(side, "doit") else side for side in (ours, theirs))
    if not (isinstance(ours, sp.MatrixBase) and isinstance(theirs, sp.MatrixBase)):
        return None
    entries = [agree(a, b) for a, b in zip(ours, theirs, strict=True)] if ours.shape == theirs.shape else [False]
    return False if False in entries else None if None in entries else True


def in_value(ours: Any, theirs: Any) -> bool | None:
    ours, theirs = (side.doit() for side in (ours, theirs))
    if not (ours.is_commutative and theirs.is_commutative):
        return bool(sp.expand(ours - theirs) == 0)
    if sp.simplify(ours - theirs) == 0 if not ours.free_symbols and not theirs.free_symbols else ours == theirs:
        return True
    symbols = sorted(ours.free_symbols | theirs.free_symbols, key=str)
    calls = {c.func for e in (ours, theirs) for c in e.atoms(sp.core.function.AppliedUndef)}
    bodies = {f: (lambda *args, k=k: sum((a * (n + 2 + k) / 7 for n, a in enumerate(args)), sp.Rational(1, 3)))
              for k, f in enumerate(sorted(calls, key=str))}
    told = 0
    source = random.Random(0)
    for attempt in range(POINTS):
        sign = 1 if attempt % 3 else -1          # every third point is among negative numbers
        point = {s: sign * sp.Rational(source.randint(2, 60), source.choice([7, 11, 13])) for s in symbols}
        values = []
        for side in (ours, theirs):
            for function, body in bodies.items():
                side = side.replace(function, body)
            values.append(sp.N(side.subs(point).doit(), 20))
        if not all(value.is_number and value.is_finite for value in values):
            continue
        told += 1
        if abs(values[0] - values[1]) > sp.Float("1e-9") * (1 + abs(values[1])):
            return False
    return True if told >= (TELLING if symbols or bodies else 1) else None


def judge(row: dict[str, str]) -> tuple[str, str]:
    """How a row comes out, and the tree or the reason."""
    global granted
    known = Signature(sorts=dict.fromkeys(matrices(row["expected"]), "matrix"))
    row = {**row, "latex": undelimited(row["latex"])}
    strangers = foreign(row)
    node = parse(row["latex"])
    known = replace(known, settled=habits([node], ""), differentials=True)
    reading = elaborate(named_in(node, bracketed([node])), known)
    if reading.term is None:
        return unread(row, strangers), reading.problem
    granted, strict, why = False, None, ""
    for granted in (False, True):
        outcome, why = compared(reading.term, row, known)
        if outcome == "equal":
            return ("by convention" if granted else "equal"), tree(reading.term)
        strict = strict or outcome
    outcome = outcome if outcome == "other reading" else strict or outcome
    if outcome in ("different", "not compared") and strangers:
        outcome, why = "source", f"not in the row: {', '.join(sorted(strangers))}   "
    if outcome in ("different", "not compared") and (lost := silent(row, reading.term)):
        outcome, why = "source", f"in the row alone: {', '.join(sorted(lost))}   "
    return outcome, f"{why}{tree(reading.term)}"


def unread(row: dict[str, str], strangers: set[str]) -> str:
    """The outcome of a row that we cannot read: it is no fault where the row has nothing to be read."""
    try:
        built(row["expected"])
    except NotCompared:
        return "no value"
    except Exception:  # noqa: BLE001  (whatever SymPy raises, nothing is known of the row)
        return "unread"
    return "source" if strangers else "unread"


def silent(row: dict[str, str], term: Any) -> set[str]:
    """The names of a row of which its expectation is silent, or says a part only: x for x_i, p for a vector p."""
    words = re.findall(r"'([^']+)'|(\b[A-Za-z]\w*\b)", row["expected"])
    named = {key(quoted) for quoted, _ in words if quoted}
    expected = named | {word for _, word in words if word not in CONSTRUCTORS} - {""}
    ours = {key(symbol.name) for symbol in free(term)} | {
        f"d{key(str(part.args[0]))}" for part in subterms(term) if isinstance(part, Apply) and part.head == "differential"}
    return {name for name in ours - expected
            if not any(name in other or name[0] == other[0] for other in expected)
            or ("bar" not in name and any(other[0] == name[0] and stands_in(other, name) for other in named - ours))}


def foreign(row: dict[str, str]) -> set[str]:
    """The names that a row expects and that its LaTeX cannot spell, as their letters do not stand there in this order."""
    try:
        expected = built(row["expected"])
    except Exception:  # noqa: BLE001  (whatever SymPy raises, nothing is known of the row)
        return set()
    written = re.sub(r"[^A-Za-z0-9]", "", row["latex"])
    symbols = expected.atoms(sp.Symbol) if isinstance(expected, sp.Basic) else set()
    return {s.name for s in symbols if s.name.isdigit() or not stands_in(
        re.sub(r"[^A-Za-z0-9]", "", FACES.sub("", s.name)), written)}


def stands_in(name: str, written: str) -> bool:
    """Whether the letters of a name stand in a text in their order."""
    rest = iter(written.lower())
    return all(letter in rest for letter in name.lower())


def compared(term: Any, row: dict[str, str], known: Signature) -> tuple[str, str]:
    """The outcome for one reading, and why it was not compared."""
    signal.alarm(SECONDS)
    try:
        expected = built(row["expected"])
        same = agree(shown(term), expected)
        if same is False and granted and isinstance(expected, sp.Basic):
            same = agree(shown(term), spelled_out(expected))
        if same is False and any(agree(shown(other), expected) for other in alternatives(parse(row["latex"]), known)):
            return "other reading", ""
    except TooLong:
        return "not compared", "time   "
    except NotCompared as reason:
        return "no value", f"{reason}   "
    except Exception as error:  # noqa: BLE001  (whatever SymPy raises, the row is only not compared)
        return "not compared", f"{type(error).__name__}: {error}"[:100] + "   "
    finally:
        signal.alarm(0)
    return {True: "equal", False: "different", None: "not compared"}[same], ""


def main(paths: list[str]) -> None:
    signal.signal(signal.SIGALRM, ring)
    warnings.simplefilter("ignore")
    for path in paths:
        if not Path(path).exists():
            print(f"{path}: not there, skipped")
            continue
        rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
        start = time.perf_counter()
        for row in rows:
            elaborate(parse(row["latex"]), Signature())
        speed = (time.perf_counter() - start) / max(1, len(rows)) * 1000
        counts: Counter[str] = Counter()
        lines = []
        for row in rows:
            outcome, detail = judge(row)
            counts[outcome] += 1
            if outcome != "equal":
                lines.append(f"  {outcome:13} {row['latex']!r:60} {row['expected'][:110]}\n{'':16}{detail[:200]}")
        able = len(rows) - counts["source"] - counts["no value"]
        right, known = counts["equal"], counts["equal"] + counts["by convention"] + counts["other reading"]
        print(f"{path}: {len(rows)} rows, {dict(counts)}, {speed:.3f} ms a row to read; of {able}: "
              f"equal {right / able:.1%}, with conventions {known / able:.1%}, wrong {counts['different'] / able:.1%}")
        print("\n".join(sorted(lines)))


if __name__ == "__main__":
    main(sys.argv[1:])
