r"""What is refuted where words beside it say that something else is meant, and no slip explains it.

    x = 2 (mod 5), so 5a = 1 (mod 7), -4 = 5          equations of remainders, typed with the sign of equality
    the new values are ...: z_1 = 2(1.015) + 1.0075   a quantity of before, reckoned with new numbers
    Case z < 0: the value is 0 + (-z) = |z|           a case within a sentence
    2x^2 - 5x - 3 <= 0. The roots are x = (5 +- 7)/4  roots are told of an order, which is no equivalence
    (x - 1)/(x + 2) >= 2, (x - 1)/(x + 2) >= 2 => ... what an arrow starts from is asked
    S = sum over K classes, n entries of z            a length that the page does not name, chosen apart from its own
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from derive.diagnose.borrowed import is_weak, told_names
from derive.diagnose.columns_anew import is_column_anew
from derive.diagnose.judgement import Judgement
from derive.diagnose.other_units import is_in_another_unit
from derive.diagnose.withheld import withheld
from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.language.phrases_notation_en import CASE_BEFORE, NEW_VALUES, TO_FIGURES, WITHIN_AN_ERROR
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, subterms
from derive.kernel.verdict import Refuted

ORDERS = frozenset({"<", "<=", ">", ">="})
MODULO = re.compile(r"(?:\(|\\[pb]?)mod(?:ulo)?\b\W{0,3}(?P<by>\d{1,6})?|\bmod(?:ulo)?\s+\$?(?P<of>\d{1,6})")
ARROW = re.compile(r"\\\w*[Aa]rrow|\\iff|\\implies|⇔|⇒|⟹|<?=+>")
DIGITS = re.compile(r"\d{1,12}(?:\.\d{1,8})?")
DECIMAL = re.compile(r"\d\.\d")
NATURAL = re.compile(r"(?<![A-Za-z])ln(?![A-Za-z])")
PLAIN_LOGARITHM = re.compile(r"(?<![A-Za-z])log(?![A-Za-z_]|\s*_)")
VALUE_AT = re.compile(
    r"[A-Za-z]\w*\s*(?:\\left)?[(\[]\s*\d+(?:\.\d+)?(?:(?:\s|\\,)*\\?%)?\s*(?:\\right)?[)\]]")
POWER_OF_TEN = re.compile(r"(?<![A-Za-z_])\d+(?:\.\d+)?[eE][-+]?\d")
DEGREES = re.compile(r"\bdeg(?:rees?)?\b|°")
UNIT_BEHIND = re.compile(r"[ \t]*(?:\\,|\\;|~|\$)*[ \t]*(?:\\(?:text|mathrm|rm|,)\{?\s*)?[A-Za-zµΩ%]")  # of the line
PREFIXES = (0, 3, -3, 6, -6, 9, -9)              # powers of ten between units: m and mm, bit and Mbit
TURN = 7                                         # radians, more than one turn
WAVES = frozenset({"sin", "cos"})
INDEFINITE = frozenset({"antiderivative"})
SHARE = 0.05                                     # of a value, that two figures leave open
NEAR = 600                                       # characters


def not_of_another_meaning(judgements: Sequence[Judgement], source: str) -> list[Judgement]:
    """The judgements, in which nothing is refuted that words may tell of something else."""
    meanings: tuple[tuple[Callable[[Judgement], bool], str], ...] = (
        (lambda one: _is_modular(one, source),
         "false as an equation of numbers, beside congruences: a remainder may be meant"),
        (lambda one: _is_anew(one, source), "false with the value of before, and words speak of new ones"),
        (lambda one: _is_in_a_case(one, source), "false outside of the case that its sentence speaks of"),
        (lambda one: _tells_roots(one, source), "no equivalence, and none need be meant: an order, and roots"),
        (lambda one: _is_premise(one, judgements, source), "false of some numbers, and an arrow starts from it"),
        (lambda one: _is_rounded_in_words(one, source), "off by less than the figures that words leave it"),
        (lambda one: _is_over_everything(one), "false of an antiderivative: the integral over all values may be meant"),
        (_is_of_no_formula, "false of a formula that does not say how it depends on the variable"),
        (_is_of_a_class, "false of some class, and which one is right was not understood"),
        (_is_of_two_logarithms, "false of natural logarithms: beside ln, log has another base"),
        (_is_in_powers_of_ten, "false of a product with e: a power of ten may be meant, 1.26e-3"),
        (lambda one: _is_in_degrees(one, source), "false of radians, and the page speaks of degrees"),
        (lambda one: _is_in_a_unit(one, source), "false of numbers alone: a unit stands behind the result"),
        (lambda one: is_in_another_unit(one, source), "false of the value in one unit: it is told in another, too"),
        (is_column_anew, "false with values of before, and a column of names may be given anew"),
        (_is_of_a_value, "false of a product, where the value at a place may be meant"),
        (lambda one: _is_on_one_period(one, source), "false for some numbers: a Fourier series is meant on one period"),
        (lambda one: _is_of_coefficients(one, source), "false of the function: elements of the same name may be else"),
        (lambda one: _has_a_length_of_its_own(one, source),
         "false where a length that the page does not name is another than its own"),
    )

    def why(one: Judgement) -> str:
        if not isinstance(one.verdict, Refuted) or not (is_weak(one) or _is_solved(one)):
            return ""
        return next((why for may_be_meant, why in meanings if may_be_meant(one)), "")

    return [withheld(one, said) if (said := why(one)) else one for one in judgements]


def _is_solved(one: Judgement) -> bool:
    """Whether a step leads from one relation to another: any slip of these may be that of a remainder."""
    return one.step.relation in ("iff", "implies")


def _paragraph(source: str, place: int) -> tuple[int, int]:
    start = source.rfind("\n\n", 0, place)
    stop = source.find("\n\n", place)
    return max(start, 0), len(source) if stop < 0 else stop


def _is_modular(one: Judgement, source: str) -> bool:
    """Whether the paragraph is about congruences, and the step has names or holds modulo one of its moduli."""
    if one.step.relation not in ("=", "iff", "implies") or one.step.obligation is None:
        return False
    start, stop = _paragraph(source, one.step.at.start)
    start = min([start, *(side.span.start for side in (one.step.lhs,) if side is not None)])
    moduli = {int(found["by"] or found["of"] or 0) for found in MODULO.finditer(source, start, stop)}
    if not moduli:
        return False
    match one.step.obligation.goal:
        case Apply("=", (left, right)) if (one_number := _number(left)) is not None and (
                other := _number(right)) is not None:
            return any(by and (one_number - other) % by == 0 for by in moduli)
        case Apply("=" | "iff" | "implies") as goal:
            written = [side.latex for side in (one.step.lhs, one.step.rhs) if side is not None]
            return bool(free(goal)) and not any(sign in side for side in written for sign in (r"\equiv", "≡", "mod"))
    return False


def _number(term: Term) -> Fraction | None:
    match term:
        case Number(value):
            return value
        case Apply("-", (Number(value),)):
            return -value
    return None


def _is_anew(one: Judgement, source: str) -> bool:
    """Whether a name of which a number is told is reckoned again, where new values are spoken of."""
    step = one.step
    if step.lhs is None or step.rhs is None or step.lhs.term is None or step.rhs.term is None:
        return False
    name = step.lhs.term
    if not isinstance(name, Symbol) and not (isinstance(name, Apply) and name.head == "at" and len(free(name)) == 1):
        return False
    before = source[max(0, step.lhs.span.start - NEAR) : step.lhs.span.start]
    return not free(step.rhs.term) and not isinstance(step.rhs.term, Number) and NEW_VALUES.search(before) is not None


def _is_in_a_case(one: Judgement, source: str) -> bool:
    """Whether the sentence of a step begins with a case, of which its hypotheses know nothing."""
    if one.step.case is not None or one.step.lhs is None:
        return False
    end = one.step.lhs.span.start
    return CASE_BEFORE.search(source[max(0, end - NEAR // 2) : end]) is not None


def _tells_roots(one: Judgement, source: str) -> bool:
    """Whether an order is said to be equations, and no arrow stands between them."""
    goal = one.step.obligation.goal if one.step.obligation is not None else None
    match goal:
        case Apply("iff", (Apply(head), conclusion)) if head in ORDERS:
            lhs, rhs = one.step.lhs, one.step.rhs
            between = source[lhs.span.stop : rhs.span.start] if lhs is not None and rhs is not None else "⇔"
            return ARROW.search(between) is None and _is_of_equations(conclusion)
    return False


def _is_of_equations(term: Term) -> bool:
    return isinstance(term, Apply) and (
        term.head == "=" or (term.head == "or" and all(map(_is_of_equations, term.args))))


def _is_premise(one: Judgement, judgements: Sequence[Judgement], source: str) -> bool:
    """Whether an arrow of the page starts from what was said, word for word, and nothing is told of its names."""
    obligation = one.step.obligation
    if obligation is None or not free(obligation.goal) or any(
            not free(obligation.goal).isdisjoint(told_names(fact)) for fact in obligation.hypotheses):
        return False
    return any(
        other.step.lhs is not None and other.step.lhs.term == obligation.goal
        and ARROW.match(source, other.step.at.start) for other in judgements if _is_solved(other))


def _is_rounded_in_words(one: Judgement, source: str) -> bool:
    """2 (8.33 * 0.6) = 10 (to two figures): digits that no numeral shows."""
    goal = one.step.obligation.goal if one.step.obligation is not None else None
    if one.step.rhs is None or not isinstance(goal, Apply) or free(goal) or len(goal.args) != 2:
        return False
    values = [approximate(side, {}) for side in goal.args]
    if WITHIN_AN_ERROR.match(source, one.step.rhs.span.stop):
        return True
    near = values[0] is not None and values[1] is not None and abs(values[0] - values[1]) <= SHARE * abs(values[0])
    return near and TO_FIGURES.match(source, one.step.rhs.span.stop) is not None


def _is_over_everything(one: Judgement) -> bool:
    """sqrt(2 pi) sigma = int g(t) dt: the other side knows no t."""
    match one.step.obligation.goal if one.step.obligation is not None else None:
        case Apply("=", sides):
            return any(isinstance(side, Bind) and side.head in INDEFINITE and side.variable not in free(other)
                       for side, other in (sides, sides[::-1]))
    return False


def _is_of_no_formula(one: Judgement) -> bool:
    """F(m) = E[z^2], of a z whose law knows m, and F' = 2m: the formula for F knows no m."""
    match one.step.obligation.goal if one.step.obligation is not None else None:
        case Apply("=", (Bind("derivative", variable, body, (Symbol() as at,)), other)):
            return at not in free(body) and variable not in free(body) and bool(free(body)) and at in free(other)
    return False


def _is_of_a_class(one: Judgement) -> bool:
    """L = -ln 0.24, where y is 1 at the right class: the counterexample chooses which one that is."""
    assert isinstance(one.verdict, Refuted)
    chosen = {symbol for symbol, _ in one.verdict.counterexample.point if isinstance(symbol, Symbol)}
    obligation, written = one.step.obligation, one.step.rhs.latex if one.step.rhs is not None else ""
    match obligation.goal if obligation is not None else None:
        case Apply("=", (_, value)) if not free(value) and DECIMAL.search(written):
            facts = obligation.hypotheses if obligation is not None else ()
        case _:
            return False
    return any(isinstance(fact, Bind) and fact.head == "forall" and isinstance(part, Apply) and part.head == "delta"
               and not free(part).isdisjoint(chosen) for fact in facts for part in subterms(fact))


def _is_of_two_logarithms(one: Judgement) -> bool:
    r"""\ln n = \ln 2 \log n"""
    written = _written(one)
    return NATURAL.search(written) is not None and PLAIN_LOGARITHM.search(written) is not None


def _written(one: Judgement) -> str:
    return " ".join(side.latex for side in (one.step.lhs, one.step.rhs) if side is not None)


def _is_in_powers_of_ten(one: Judgement) -> bool:
    """2e-3/1.26e-3 = 1.59, as programs write them"""
    goal = one.step.obligation.goal if one.step.obligation is not None else None
    by_e = goal is not None and any(isinstance(part, Apply) and part.head in ("e", "exp") for part in subterms(goal))
    return by_e and POWER_OF_TEN.search(_written(one)) is not None


def _is_in_degrees(one: Judgement, source: str) -> bool:
    """sin(56.7) = 0.836, 90 - 56.7 = 33.3 deg"""
    goal = one.step.obligation.goal if one.step.obligation is not None else None
    if goal is None or free(goal) or DEGREES.search(source) is None:
        return False
    beyond = any(isinstance(part, Apply) and part.head in ("sin", "cos", "tan")
                 and (value := approximate(part.args[0], {})) is not None and abs(value) > TURN
                 for part in subterms(goal))
    written = [side.latex if side is not None else "" for side in (one.step.lhs, one.step.rhs)]
    return beyond or (DEGREES.search(written[0]) is None and DEGREES.search(written[1]) is not None)


def _is_in_a_unit(one: Judgement, source: str) -> bool:
    """44100*16*2 = 1.41 Mbit/s, of L = 4: L/250 = 16 mm: the digits are right, and a unit takes the power of ten."""
    goal = one.step.obligation.goal if one.step.obligation is not None else None
    rhs = one.step.rhs
    if rhs is None or not isinstance(goal, Apply) or goal.head not in ("=", "approx") or isinstance(
            goal.args[0], Number) or (
            DIGITS.fullmatch(rhs.latex.strip()) is None or UNIT_BEHIND.match(source, rhs.span.stop) is None):
        return False
    assert isinstance(one.verdict, Refuted)
    values = {symbol: float(value.value) for symbol, value in one.verdict.counterexample.point
              if isinstance(symbol, Symbol) and isinstance(value, Number)}
    values |= {fact.args[0]: float(fact.args[1].value)
               for fact in (one.step.obligation.hypotheses if one.step.obligation is not None else ())
               if isinstance(fact, Apply) and fact.head == "=" and isinstance(fact.args[0], Symbol)
               and isinstance(fact.args[1], Number)}
    left = approximate(goal.args[0], values)
    powers = (0, 2) if "%" in source[rhs.span.stop :][:4] else PREFIXES
    digits = rhs.latex.strip()
    half = 0.5 * 10.0 ** -len(digits.partition(".")[2])
    return left is not None and float(digits) != 0 and any(
        abs(left * 10.0 ** power - float(digits)) <= half * 1.02 for power in powers)


def _is_of_a_value(one: Judgement) -> bool:
    """V(6) = -1.75 - 9, of a V that is told piece by piece."""
    match one.step.obligation.goal if one.step.obligation is not None else None:
        case Apply("=", (Apply("*", (Symbol(), value)), _)) if not free(value):
            return one.step.lhs is not None and VALUE_AT.fullmatch(one.step.lhs.latex.strip()) is not None
    return False


def _is_on_one_period(one: Judgement, source: str) -> bool:
    """|x| = pi/2 - (4/pi) sum cos((2k + 1) x)/(2k + 1)^2: of a function that is no wave, between -pi and pi."""
    match one.step.obligation.goal if one.step.obligation is not None else None:
        case Apply("=", sides) if "Fourier" in source:
            sums = ([part for part in subterms(side) if isinstance(part, Bind) and part.head == "sum"]
                    for side in sides)
            return sum(any(heads(part.body) & WAVES and free(part) for part in found) for found in sums) == 1
    return False


def _is_of_coefficients(one: Judgement, source: str) -> bool:
    """D_n beside D(x) = e^{-x}/(1 - x): its coefficients; CS_c beside CS_m = 400: another label."""
    obligation = one.step.obligation
    if obligation is None:
        return False
    for fact in obligation.hypotheses:
        match fact:
            case Bind("forall", Symbol(letter), Apply("=", (Apply("at", (array, _)), value))) if not free(value):
                match obligation.goal:           # CS_m = 400 was told, of a label m, and CS_c is asked
                    case Apply("=", (Apply("at", (other, Symbol(label))), _)) if other == array and label != letter:
                        return True
            case Bind("forall", Symbol("x" | "z" | "s" | "q"), Apply("=", (Apply("at", (Symbol() as array, _)), _))):
                stem = rf"(?<![A-Za-z]){re.escape(array.name)}"
                if array in free(obligation.goal) and re.search(stem + r"\(", source) and re.search(stem + "_", source):
                    return True
    return False


def _has_a_length_of_its_own(one: Judgement, source: str) -> bool:
    """Whether a counterexample chooses a length that stands nowhere on the page, apart from one that does."""
    assert isinstance(one.verdict, Refuted)
    whole = {symbol: value for symbol, value in one.verdict.counterexample.point
             if isinstance(symbol, Symbol) and symbol.sort == "integer" and isinstance(value, Number)}
    obligation = one.step.obligation
    if obligation is None or len(whole) < 2 or heads(obligation.goal).isdisjoint(("sum", "at")):
        return False
    made_up = {symbol for symbol in whole
               if not re.search(rf"(?<![A-Za-z\\]){re.escape(symbol.name)}(?![A-Za-z])", source)}
    ends = {symbol for symbol in whole if symbol.name.isupper() or symbol.name in ("n", "m", "d")}
    return any(one_end in made_up and whole[one_end] != whole[other] for one_end in made_up & ends
               for other in ends - made_up)


__all__ = ["not_of_another_meaning"]
