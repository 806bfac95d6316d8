"""The parts of a goal: a place in it, a sum under another index, its limits replaced, the obligations of a compound."""

from __future__ import annotations

from functools import lru_cache

from derive.kernel.definedness import TOTAL
from derive.kernel.definedness import whole as whole
from derive.kernel.limits import Equal, limit
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, children, free, fresh, heads, substitute, subterms
from derive.kernel.term import Unproved as Unproved

Terms = tuple[Term, ...]
NUMERIC = TOTAL | {"/", "^", "sqrt", "log", "at", "piecewise", "sum", "product", "derivative"}
LINEAR = frozenset({"matmul", "transpose", "inverse"})


def replace_at(term: Term, path: tuple[int, ...], found: Term, new: Term, outer: frozenset[Symbol]) -> Term:
    """The term with `found`, which must stand at the path, replaced."""
    if not path:
        if plain(term) != plain(found):
            raise Unproved("the law does not fit the place")
        return new
    below = children(term)
    if not 0 <= path[0] < len(below):
        raise Unproved("no such place")
    changed = replace_at(below[path[0]], path[1:], found, new, outer)
    kept = (*below[:path[0]], changed, *below[path[0] + 1:])
    match term:
        case Bind(head, variable, _, _):
            if path[0] == 0 and variable in outer:
                raise Unproved("a bound name is also free")
            return Bind(head, variable, kept[0], kept[1:])
        case Apply(head, _):
            return Apply(head, kept)
    raise Unproved("no such place")


@lru_cache(maxsize=4096)
def plain(term: Term) -> Term:
    """Numbers and powers of e written in one way, parts of sums and products in one order; nothing cancels."""
    if not isinstance(term, Apply):
        return term
    args = tuple(map(plain, term.args))
    match term.head, args:
        case "-", (Number(u),):
            return Number(-u)
        case "/", (Number(u), Number(v)) if v:
            return Number(u / v)
        case "/", (u, Number(v)) if v:           # u/2 is 1/2 u
            return Apply("*", tuple(sorted((Number(1 / v), u), key=repr)))
        case "^", (Apply("e"), u):
            return Apply("exp", (u,))
    return Apply(term.head, tuple(sorted(args, key=repr)) if term.head in ("+", "*") else args)


def reindexed(term: Term, by: Term, back: bool) -> Term:
    """The same sum or product under another index."""
    if not isinstance(term, Bind) or term.head not in ("sum", "product") or Apply("infinity") in term.bounds:
        raise Unproved("the place does not hold a sum or a product")
    lo, hi = term.bounds
    k = fresh(term.variable, free(term.body) | free(lo) | free(hi) | free(by))
    if not all(whole(end) for end in ((lo, hi) if back else (by,))):
        raise Unproved("an end of the range, or what moves it, may not be whole")
    if back:
        at: Term = Apply("+", (lo, hi, Apply("-", (k,))))
        return Bind(term.head, k, substitute(term.body, {term.variable: at}), (lo, hi))
    ends = tuple(Apply("+", (end, Apply("-", (by,)))) for end in (lo, hi))
    return Bind(term.head, k, substitute(term.body, {term.variable: Apply("+", (k, by))}), ends)


def parts(hypotheses: Terms, goal: Term) -> list[tuple[Terms, Term]]:
    """The obligations of which a compound goal consists.

        (a, b) = (c, d): a = c, b = d
        P and Q: P, Q     P iff Q: P |- Q, Q |- P     P implies Q: P |- Q     forall x. P: P for a new x
    """
    match goal:
        case Apply("and", args):
            return [(hypotheses, arg) for arg in args]
        case Apply("implies", (premise, conclusion)):
            return [((*hypotheses, premise), conclusion)]
        case Apply("iff", (left, right)):
            return [((*hypotheses, left), right), ((*hypotheses, right), left)]
        case Bind("forall", x, body, ()):
            new = fresh(x, frozenset().union(free(goal), *map(free, hypotheses)))
            return [(hypotheses, substitute(body, {x: new}))]
        case Apply("=", (Apply("tuple" | "matrix" as head, left), Apply(other, right))) if (
            head == other and len(left) == len(right)
        ):
            return [(hypotheses, Apply("=", pair)) for pair in zip(left, right, strict=True)]
        case Apply("not", (Apply("=", args),)):
            return [(hypotheses, Apply("!=", args))]
    raise Unproved("the goal has no parts")

def without_limits(goal: Term, known: frozenset[Apply], equal: Equal) -> Term:
    """The goal with every limit that it needs to be defined replaced by its value. Fails with NoLimit."""
    match goal:
        case Bind("limit", x, Bind("integral", v, f, (lo, hi)), (Apply("infinity") as at, _)) if (
                x not in free(f) | free(lo)) and (
                    x == hi or (x.sort == "real" and limit(hi, x, at, 0, known, equal) == at)):
            return Bind("integral", v, f, (lo, at))                  # by definition
        case Bind("limit", x, body, (at, Number(side))):
            return limit(without_limits(body, known, equal), x, at, int(side), known, equal)
        case Apply(head, args) if head not in ("piecewise", "and", "or", "not", "implies", "iff"):
            return Apply(head, tuple(without_limits(arg, known, equal) for arg in args))
    return goal


def unfolded(hypotheses: Terms, goal: Term, name: Symbol) -> Term:
    """
        s = t is a hypothesis, s not in t      hypotheses |- goal[t for s]
        ------------------------------------------------------------------ Unfolded
        hypotheses |- goal

    Where the hypothesis holds, t has a value, and s has the same one; they are of one sort.
    """
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("=", (Symbol() as s, t)) if s == name and s not in free(t) and s.sort == "real":
                return substitute(goal, {s: t})
    raise Unproved(f"no hypothesis gives {name.name}")


def without(hypotheses: Terms, goal: Term, dropped: Terms) -> Terms:
    """
        hypotheses without D |- goal
        ---------------------------- Weakened
        hypotheses |- goal

    A mean is taken, and a derivative, on the graph of definitions. So there are none of random names in the goal, and
    where a derivative stands in it, D only says what the very name is worth that it varies, with or without D.
    """
    if not heads(goal) <= (NUMERIC if "derivative" in heads(goal) else NUMERIC | LINEAR):
        raise Unproved("what is set aside may say what varies")
    varied = {part.variable for part in subterms(goal) if isinstance(part, Bind) and part.head == "derivative"}
    if varied:
        for hypothesis in dropped:
            while isinstance(hypothesis, Bind) and hypothesis.head == "forall":
                hypothesis = hypothesis.body
            match hypothesis:
                case Apply("=", (Apply("at", (Symbol() as s, *_)) | (Symbol() as s), _)) if varied == {s}:
                    continue
            raise Unproved("a derivative may rest on what is set aside")
    return tuple(hypothesis for hypothesis in hypotheses if hypothesis not in dropped)
