"""Relations that follow from relations: combinations of premises, for solving equations and inequalities.

A goal `implies(P, Q)` or `iff(P, Q)` is taken apart into cases (P as a disjunction of conjunctions) and
claims (Q as a conjunction of disjunctions). Each claim in each case is one `Consequence`:

    equations    M * (u1 - v1)^k ... (un - vn)^k  =  sum of c_i * (s_i - t_i),   M nowhere zero
                 -------------------------------------------------------------------------
                 s_i = t_i, ...  |-  u1 = v1 or ... or un = vn

    inequality   M * (v - u)  =  sum of c_i * (t_i - s_i) + r,   M > 0, c_i >= 0 at inequalities, r >= 0
                 --------------------------------------------------------------------------
                 s_i <= t_i, ...  |-  u <= v         (u < v if r > 0, or a strict premise has c_i > 0)

Where P holds Q must also be defined: an undefined equation has no solution there. Conditions on
parameters alone are exempt (a in a x = b, x = b / a): they narrow the step, as any other quotient does.
The identity itself is left to the caller, who proves it from the normal form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, product

from derive.kernel.certificate import Consequence, Consequences
from derive.kernel.signs import ZERO, conditions, facts, holds, is_nonnegative, is_nonzero, is_positive, learned
from derive.kernel.term import RELATIONS, Apply, Number, Symbol, Term, Unproved, free, minus, number, subterms

CASES = 64                                       # cases or claims of one goal
FLIPPED = {">": "<", ">=": "<="}


Conjunction = tuple[Apply, ...]                  # of a claim: a disjunction
Identical = Callable[[tuple[Term, ...], Term, Term], bool]


def cases(term: Term) -> tuple[Conjunction, ...]:
    """A boolean term as a disjunction of conjunctions of relations. Fails with Unproved.

        or(a, b) -> cases of a, cases of b      and(a, b) -> one of each      x in {a, b} -> x = a or x = b
    """
    match term:
        case Apply("or", args):
            found = tuple(case for arg in args for case in cases(arg))
        case Apply("and", args):
            found = _choices([cases(arg) for arg in args])
        case Apply("true", ()):
            found = ((),)
        case Apply("false", ()):
            found = ()
        case Apply("in", (element, Apply("set", members))):
            found = tuple((Apply("=", (element, member)),) for member in members)
        case Apply(head, (_, _)) if head in RELATIONS:
            found = ((_upright(term),),)
        case _:
            raise Unproved("not a combination of relations by and, or")
    return tuple(_capped(iter(found)))


def claims(term: Term) -> tuple[Conjunction, ...]:
    """A boolean term as a conjunction of disjunctions of relations. Fails with Unproved."""
    match term:
        case Apply("and", args):
            found = tuple(claim for arg in args for claim in claims(arg))
        case Apply("or", args):
            found = _choices([claims(arg) for arg in args])
        case Apply("true", ()):
            found = ()
        case Apply("false", ()):
            found = ((),)
        case Apply("in", (element, Apply("set", members))):
            found = (tuple(Apply("=", (element, member)) for member in members),)
        case _:
            return cases(term)
    return tuple(_capped(iter(found)))


def _choices(parts: list[tuple[Conjunction, ...]]) -> tuple[Conjunction, ...]:
    """One from each part, joined, in every way."""
    return tuple(_capped(tuple(chain.from_iterable(choice)) for choice in product(*parts)))


def _capped(items: Iterator[Conjunction]) -> Iterator[Conjunction]:
    for count, item in enumerate(items):
        if count >= CASES:
            raise Unproved("too many cases")
        yield item


def _upright(relation: Apply) -> Apply:
    """s > t is t < s."""
    if relation.head in FLIPPED:
        return Apply(FLIPPED[relation.head], (relation.args[1], relation.args[0]))
    return relation


def directions(goal: Term) -> tuple[tuple[Term, Term], ...]:
    """The implications of which a goal consists; a plain relation follows from nothing but the hypotheses."""
    match goal:
        case Apply("implies", (premise, conclusion)):
            return ((premise, conclusion),)
        case Apply("iff", (left, right)):
            return ((left, right), (right, left))
    return ((Apply("true"), goal),)


def obligations(hypotheses: tuple[Term, ...], goal: Term) -> Iterator[tuple[Conjunction, Conjunction]]:
    """The premises and the claim of every consequence that the goal needs, in order."""
    known = tuple(_upright(h) for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS)
    known += tuple(rounded(goal))
    for premise, conclusion in directions(goal):
        for case in cases(premise):
            for claim in claims(conclusion):
                yield case + known, claim


def rounded(goal: Term) -> Iterator[Apply]:
    """What holds of every floor and ceiling in a plain relation, whose sides are taken to be defined.

        floor u <= u,  u < floor u + 1        u <= ceil u,  ceil u < u + 1
    """
    pending: list[Term] = [goal] if isinstance(goal, Apply) and goal.head in RELATIONS else []
    met: set[Term] = set()
    while pending:
        part = pending.pop()
        if not isinstance(part, Apply) or part.head in ("piecewise", "and", "or", "not") or part in met:
            continue
        met.add(part)
        pending += part.args
        if part.head == "floor":
            yield Apply("<=", (part, part.args[0]))
            yield Apply("<", (part.args[0], Apply("+", (part, number(1)))))
        elif part.head == "ceil":
            yield Apply("<=", (part.args[0], part))
            yield Apply("<", (part, Apply("+", (part.args[0], number(1)))))


def check(hypotheses: tuple[Term, ...], goal: Term, certificate: Consequences, identical: Identical) -> None:
    """Accept the consequences for a goal. Fails with Unproved, saying which condition is missing."""
    named = {part.args[0] for part in subterms(goal) if isinstance(part, Apply) and part.head == "call"}
    if any(s.sort not in ("real", "integer", "array") and not (s in named and s.sort in ("function", "unknown"))
           for s in free(goal)) or Apply("i") in subterms(goal):
        _check_planar(goal, certificate)
    needed = list(obligations(hypotheses, goal))
    if len(needed) != len(certificate.steps):
        raise Unproved("a claim without its consequence")
    unknowns = isolated(goal)
    for (premises, claim), step in zip(needed, certificate.steps, strict=True):
        case = Case(premises, knowledge(premises, goal, unknowns), hypotheses, identical)
        known = _check_defined(case, claim, step, unknowns)
        _check_step(replace(case, known=known), claim, step)


def _check_planar(goal: Term, certificate: Consequences) -> None:
    """Equations of complex numbers follow likewise, by factors that are plain numbers; no order is asked for."""
    sorts = {s.sort for s in free(goal)}
    plain = all(isinstance(part, Number) for step in certificate.steps for part in step.factors)
    if not sorts <= {"real", "integer", "complex"} or not plain or any(step.defined for step in certificate.steps):
        raise Unproved("not over the real numbers")
    if any(isinstance(part, Apply) and part.head in ("<", "<=", ">", ">=", "!=", "in") for part in subterms(goal)):
        raise Unproved("an order among complex numbers")


@dataclass(frozen=True)
class Case:
    """The premises of one case, what is known in it, and how an identity is proved."""

    premises: Conjunction
    known: frozenset[Apply]
    hypotheses: tuple[Term, ...]
    identical: Identical


def isolated(goal: Term) -> frozenset[Symbol]:
    """The unknowns of an equation being solved.

    Symbols that a relation of the goal gives by themselves, on its left side or against a number; all of them if
    there are none: in x^2 = a x, x^2 / x = a nobody says that a is sought. A plain relation has none: both its
    sides are taken to be defined.
    """
    if goal.head in RELATIONS if isinstance(goal, Apply) else True:
        return frozenset()
    found = set()
    for part in subterms(goal):
        match part:
            case Apply(head, (Symbol() as symbol, other)) if head in RELATIONS or head == "in":
                if symbol not in free(other):
                    found.add(symbol)
            case Apply(head, (other, Symbol() as symbol)) if head in RELATIONS and not free(other):
                found.add(symbol)
    return frozenset(found) or free(goal)


def knowledge(premises: Conjunction, goal: Term, unknowns: frozenset[Symbol]) -> frozenset[Apply]:
    """The premises, what they need to be defined, and every condition of the goal on parameters alone."""
    stated = learned(side for premise in premises for side in premise.args)
    return facts(premises) | stated | {c for c in learned(sides(goal)) if not free(c) & unknowns}


def sides(goal: Term) -> Iterator[Term]:
    """The sides of the relations of which a goal consists."""
    match goal:
        case Apply("and" | "or" | "implies" | "iff", args):
            for arg in args:
                yield from sides(arg)
        case Apply(_, args):
            yield from args


def _check_defined(
    case: Case, claim: Conjunction, step: Consequence, unknowns: frozenset[Symbol]
) -> frozenset[Apply]:
    """Where the premises hold, each side of the claim denotes; what is known thereby."""
    needed, opaque = conditions(side for relation in claim for side in relation.args)
    _, stated = conditions(side for premise in case.premises for side in premise.args)
    if any(part not in stated and free(part) & unknowns for part in opaque):
        raise Unproved("whether a part of the conclusion is defined")
    missing = [c for c in needed if not holds(c, case.known) and free(c) & unknowns]
    if len(missing) != len(step.defined):
        raise Unproved("the conclusion may be undefined where the premise holds")
    for condition, proof in zip(missing, step.defined, strict=True):
        _check_cofactors(case, proof)
        if condition.head == "!=":
            _check_nonzero(case, condition.args[0], proof)
        else:
            _check_sign(case, condition.args[0], proof, strict=condition.head == ">")
    shown = frozenset(c for c in needed if free(c) & unknowns)
    return case.known | shown | learned(side for relation in claim for side in relation.args)


def _check_nonzero(case: Case, term: Term, proof: Consequence) -> None:
    """M = c * term + a combination of equations, M without zeros: so the term has none."""
    if not proof.cofactors or any(p.head != "=" for p, c in _used(case.premises, proof.cofactors[1:])):
        raise Unproved("a condition of the conclusion does not follow")
    if not all(is_nonzero(factor, case.known) for factor in proof.factors):
        raise Unproved("a factor may vanish")
    total = (Apply("*", (proof.cofactors[0], term)), *_combination(case, proof.cofactors[1:]))
    if not case.identical(case.hypotheses, Apply("*", proof.factors), Apply("+", total)):
        raise Unproved("the combination does not give the condition")


def _check_sign(case: Case, term: Term, proof: Consequence, strict: bool) -> None:
    """M * term = a combination + r, M > 0: so the term is at least, or above, zero."""
    if not all(is_positive(factor, case.known) for factor in proof.factors):
        raise Unproved("a factor may be negative")
    if not is_nonnegative(proof.remainder, case.known):
        raise Unproved("the remainder may be negative")
    if strict and not is_positive(proof.remainder, case.known) and not any(
        premise.head == "<" and is_positive(cofactor, case.known)
        for premise, cofactor in _used(case.premises, proof.cofactors)
    ):
        raise Unproved("the two sides may be equal")
    total = (*_combination(case, proof.cofactors), proof.remainder)
    if not case.identical(case.hypotheses, Apply("*", (*proof.factors, term)), Apply("+", total)):
        raise Unproved("the combination of the premises is not the claim")


def _check_step(case: Case, claim: Conjunction, step: Consequence) -> None:
    _check_cofactors(case, step)
    heads = {relation.head for relation in claim}
    if len(claim) == 1 and heads <= {"<", "<="}:
        return _check_sign(case, minus(claim[0].args[1], claim[0].args[0]), step, strict=heads == {"<"})
    if not heads <= {"="}:
        raise Unproved("a claim that is neither one inequality nor equations only")
    if any(premise.head != "=" for premise, _ in _used(case.premises, step.cofactors)):
        raise Unproved("an inequality in a combination of equations")
    if step.power < 1 or not all(is_nonzero(factor, case.known) for factor in step.factors):
        raise Unproved("a factor may vanish")
    target = tuple(Apply("^", (minus(*relation.args), number(step.power))) for relation in claim)
    total = Apply("+", tuple(_combination(case, step.cofactors)))
    if not case.identical(case.hypotheses, Apply("*", (*step.factors, *target)), total):
        raise Unproved("the combination of the premises is not the claim")
    return None


def _used(premises: Conjunction, cofactors: tuple[Term, ...]) -> list[tuple[Apply, Term]]:
    if len(premises) != len(cofactors):
        raise Unproved("one cofactor for each premise")
    return [pair for pair in zip(premises, cofactors, strict=True) if pair[1] != ZERO]


def _combination(case: Case, cofactors: tuple[Term, ...]) -> list[Term]:
    """The terms c_i * (t_i - s_i); at an inequality c_i must be at least zero."""
    found: list[Term] = []
    for premise, cofactor in _used(case.premises, cofactors):
        if premise.head == "!=" or (premise.head != "=" and not is_nonnegative(cofactor, case.known)):
            raise Unproved("an inequality is multiplied by what may be negative")
        found.append(Apply("*", (cofactor, minus(premise.args[1], premise.args[0]))))
    return found


def _check_cofactors(case: Case, step: Consequence) -> None:
    """Cofactors, factors and remainder denote wherever the premises do."""
    needed, opaque = conditions((*step.cofactors, *step.factors, step.remainder))
    _, stated = conditions(side for premise in case.premises for side in premise.args)
    if any(part not in stated for part in opaque) or not all(holds(c, case.known) for c in needed):
        raise Unproved("a cofactor may be undefined")
