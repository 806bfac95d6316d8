"""Formulas that numbers were put into, with the names back in their places, for the slopes that rest on them.

    w = 1.2, b = 0.05, h = max(0, 1.1) = 1.1, a = 1.2 * 1.1 + 0.05, L = (a - 1)^2
    dL/dh        a is w h + b: 1.2 and 0.05 are nothing else, 1.1 is the last thing that was worth that

Who reckons a network in numbers writes nowhere how its loss depends on a weight. That a numeral stands for what has its
value is a guess: what is proved with it holds of formulas that give these very numbers, and nothing is refuted by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.names.dependence import unsettled
from derive.elaborate.step import Step
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, heads, number, substitute
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.context import Context
    from derive.elaborate.page import Page

EXACT = 1e-12
DEPTH = 30                                       # formulas in one another
SMALL = frozenset((number(0), number(1), number(2)))      # stand for themselves, unless they are factors
DOUBT = Apply("meant")


def seen(page: Page, step: Step) -> Step:
    """A step whose slopes are not seen because numbers were put in: with the names back, or left open."""
    if step.obligation is None:
        return step
    why = unsettled([step.obligation.goal], step.obligation.hypotheses)
    if not _has_slopes(step.obligation):
        return _left_open(step, why) if why else step
    if not unsettled([_slopes_named(step.obligation)], step.obligation.hypotheses):
        return step
    formulas = _Formulas.of(page.context)
    obligation = formulas.seen(step.obligation)
    if obligation is None and why:
        return _left_open(step, why)
    rounded = formulas.seen(step.rounded) if step.rounded is not None else None
    within = [formulas.seen(one) for one in step.within]
    return replace(step, obligation=obligation or _doubted(step.obligation), general=None, customary=None,
                   rounded=rounded, within=tuple(one for one in within if one is not None))


def _left_open(step: Step, why: str) -> Step:
    return replace(step, obligation=None, general=None, rounded=None, within=(), customary=None, undecidable=why)


def _doubted(obligation: Obligation) -> Obligation:
    return Obligation((*obligation.hypotheses, DOUBT), obligation.goal)


def _has_slopes(obligation: Obligation) -> bool:
    return any("derivative" in heads(term) for term in (obligation.goal, *obligation.hypotheses))


def _slopes_named(obligation: Obligation) -> Term:
    """The goal with delta written out, where delta = dL/da is in force."""
    slopes: dict[Symbol, Term] = {}
    for hypothesis in obligation.hypotheses:
        match hypothesis:
            case Apply("=", (Symbol() as name, formula)) if "derivative" in heads(formula):
                slopes.setdefault(name, formula)
    return rewrite(obligation.goal, lambda part: slopes.get(part) if isinstance(part, Symbol) else None)


@dataclass
class _Formulas:
    """What the names of a page are made of."""

    made: dict[Symbol, Term] = field(default_factory=dict)            # with names in place of numerals
    values: dict[Symbol, Term] = field(default_factory=dict)          # as they are given
    doubtful: dict[Symbol, set[Symbol]] = field(default_factory=dict)  # what else a numeral in a formula may stand for
    entries: dict[tuple[str, tuple[Term, ...]], Symbol] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context) -> _Formulas:
        found = cls()
        worth: dict[Symbol, float] = {}
        closed: list[tuple[Symbol, Term]] = []
        for name, value in context.values.items():
            for symbol, entry in found._entries(name, value):
                closed.append((symbol, entry))
        for name, known in context.definitions.items():
            if not known.parameters and not free(known.body) - context.functions:
                closed.append((known.symbol, known.body))
            elif not known.parameters:
                found.made[Symbol(name)] = known.body
        functions = {one.symbol: one for one in context.definitions.values() if one.parameters}
        given: set[Symbol] = set()
        for symbol, value in closed:
            if isinstance(value, Number) or (isinstance(value, Apply) and value.head == "-"
                                             and isinstance(value.args[0], Number)):
                given.add(symbol)
            else:
                found.made[symbol] = found._named(symbol, value, worth, given)
            found.values[symbol] = value
            plain = rewrite(value, lambda part: _called(part, functions))
            if (near := approximate(plain, {})) is not None:
                worth[symbol] = near
        return found

    def _entries(self, name: str, value: Term) -> Iterator[tuple[Symbol, Term]]:
        """A name and its value; of a table the entries, as names of their own."""
        inner = value.args[0] if isinstance(value, Apply) and value.head == "transpose" else value
        if not isinstance(inner, Apply) or inner.head != "matrix":
            if not free(value):
                yield Symbol(name), value
            return
        rows, columns, *cells = inner.args
        if not isinstance(rows, Number) or not isinstance(columns, Number):
            return
        width = int(columns.value)
        for place, cell in enumerate(cells):
            row, column = divmod(place, width)
            at = (column, row) if inner is not value else (row, column)
            flat = 1 in (rows.value, columns.value)
            index = (number(max(at) + 1),) if flat else (number(at[0] + 1), number(at[1] + 1))
            symbol = Symbol(f"{name}_{{{','.join(str(one.value) for one in index)}}}")
            self.entries[name, index] = symbol
            yield symbol, cell

    def _named(self, symbol: Symbol, formula: Term, worth: Mapping[Symbol, float], given: set[Symbol]) -> Term:
        """The formula with names in place of numerals; what is not plain is left, and remembered as doubtful."""
        def put(part: Term, factor: bool) -> Term:
            match part:
                case Number() if factor or part not in SMALL:
                    return self._name(symbol, part, worth, given)
                case Apply("^", (base, exponent)):
                    return Apply("^", (put(base, False), exponent))
                case Apply("*", args):
                    return Apply("*", tuple(put(arg, len(args) > 1) for arg in args))
                case Apply("-", (inner,)):
                    return Apply("-", (put(inner, factor),))
                case Apply(head, args):
                    return Apply(head, tuple(put(arg, False) for arg in args))
            return part
        return put(formula, False)

    def _name(self, of: Symbol, numeral: Number, worth: Mapping[Symbol, float], given: set[Symbol]) -> Term:
        near = float(numeral.value) if abs(numeral.value) < 10**15 else 0.0
        width = EXACT + _half_unit(numeral.value)
        alike = [name for name in worth if abs(abs(worth[name]) - abs(near)) <= EXACT] or [
            name for name in worth if abs(abs(worth[name]) - abs(near)) <= width]
        told = [name for name in alike if name in given]
        if not alike or len(told) > 1 or (told and len(alike) > 1):
            self.doubtful.setdefault(of, set()).update(alike)
            return numeral
        name = alike[-1]
        return name if near * worth[name] >= 0 else Apply("-", (name,))

    def seen(self, obligation: Obligation) -> Obligation | None:
        """The obligation with its slopes taken of formulas that have the variable in them.

        The same where there is none to be seen; None where one stays hidden.
        """
        goal = _slopes_named(obligation)
        if not unsettled([goal], obligation.hypotheses):
            return obligation
        found: list[Symbol] = []
        goal = rewrite(rewrite(goal, lambda part: self._through(part, found)), self._entry)
        if unsettled([goal], obligation.hypotheses) or not found:
            return None
        kept = [h for h in obligation.hypotheses if "derivative" not in heads(h)]
        told = {h.args[0] for h in kept if isinstance(h, Apply) and h.head == "="}
        pending, known = set(free(goal)), set()
        while pending:
            one = pending.pop()
            known.add(one)
            source = self.values.get(one, self.made.get(one))
            if source is not None and one not in told:
                kept.append(Apply("=", (one, source)))
                pending |= free(source) - known
        return Obligation((*kept, DOUBT), goal)

    def _through(self, part: Term, found: list[Symbol]) -> Term | None:
        match part:
            case Bind("derivative", variable, Symbol() as it, (_, *index)):
                by = self.entries.get((variable.name, tuple(index))) if index else variable
                if by is None or by == it:
                    return None
                written = self._written(it, by, 0)
                if by not in free(written) or self._is_doubtful(it, by, set()):
                    return None
                found.append(by)
                return Bind("derivative", by, written, (by,))
        return None

    def _written(self, name: Symbol, by: Symbol, depth: int) -> Term:
        """What a name is made of, down to the variable."""
        formula = self.made.get(name)
        if name == by or formula is None or depth > DEPTH:
            return name
        formula = rewrite(formula, self._entry)
        inside = {one: self._written(one, by, depth + 1) for one in free(formula)}
        return substitute(formula, {one: term for one, term in inside.items() if term != one and by in free(term)})

    def _is_doubtful(self, name: Symbol, by: Symbol, seen: set[Symbol]) -> bool:
        """Whether a numeral on the way may stand for the variable, or for what rests on it."""
        if name in seen or name == by:
            return False
        seen.add(name)
        others = self.doubtful.get(name, set())
        if any(by in free(self._written(other, by, 0)) for other in others):
            return True
        formula = self.made.get(name)
        return formula is not None and any(self._is_doubtful(one, by, seen) for one in free(formula))

    def _entry(self, part: Term) -> Term | None:
        """W_{1,2} as the name that it has here."""
        match part:
            case Apply("at", (Symbol(name), *index)):
                return self.entries.get((name, tuple(index)))
        return None


def _half_unit(value: Fraction) -> float:
    """Half a unit of the last digit of a decimal that has some; 0 of a short one, which is exact."""
    digits = 0
    while digits < 12 and (value * 10**digits).denominator != 1:
        digits += 1
    return 0.5 * 10.0**-digits * 1.001 if 2 <= digits < 12 else 0.0


def _called(part: Term, functions: Mapping[Symbol, object]) -> Term | None:
    """sigma(1.37), where sigma is defined."""
    match part:
        case Apply("call", (Symbol() as name, *args)) if name in functions:
            known = functions[name]
            return substitute(known.body, dict(zip(known.parameters, args, strict=False)))  # type: ignore[attr-defined]
    return None


__all__ = ["seen"]
