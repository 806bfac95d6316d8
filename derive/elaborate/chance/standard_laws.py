"""The standard laws: their densities, where these hold, and how a page names them.

    N(mu, sigma^2)   Gam(a, b)   Bet(a, b)   U(a, b)   Exp(lambda)   Poiss(lambda)   Bern(p)   Bin(n, p)

Where books differ in what a parameter is, the reading is told by how it is written, or there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from derive.elaborate.formulas.expression import elaborate, usage
from derive.elaborate.names.signature import Signature
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number, substitute, subterms
from derive.read.parse import parse

CALLED = frozenset(("mathcal{N}", "N", "mathcal{U}", "mathcal{B}"))
SCALAR = frozenset(("real", "integer", "random"))
SCALES = frozenset(("theta", "s", "sigma"))      # the second parameter of a gamma law where it is no rate


@dataclass(frozen=True, slots=True)
class Law:                                       # Used for:
    formula: str                                 # its density in x, with the parameters u and v
    support: tuple[str, str]                     # where x lies, or ("", "") for everywhere
    given: str                                   # what its parameters satisfy
    count: int = 2                               # how many there are
    discrete: bool = False                       # x is a whole number
    below: str = ""                              # the probability of what is not above x; of a normal law, of a score
    mean: str = ""
    variance: str = ""


NORMAL = Law(r"\frac{1}{\sqrt{2\pi v}} \exp(-\frac{(x-u)^2}{2v})", ("", ""), "v > 0",
             below=r"\frac{1 + \operatorname{erf}(\frac{x}{\sqrt{2}})}{2}", mean="u", variance="v")
_GAMMA = Law(r"\frac{v^u}{\Gamma(u)} x^{u-1} \exp(-v x)", ("0", ""), "u > 0 and v > 0",
             mean=r"\frac{u}{v}", variance=r"\frac{u}{v^2}")
_BETA = Law(r"\frac{\Gamma(u+v)}{\Gamma(u) \Gamma(v)} x^{u-1} (1-x)^{v-1}", ("0", "1"),
            "u > 0 and v > 0", mean=r"\frac{u}{u+v}", variance=r"\frac{uv}{(u+v)^2 (u+v+1)}")
UNIFORM = Law(r"\frac{1}{v-u}", ("u", "v"), "u < v", below=r"\frac{x-u}{v-u}",
               mean=r"\frac{u+v}{2}", variance=r"\frac{(v-u)^2}{12}")
EXPONENTIAL = Law(r"u \exp(-u x)", ("0", ""), "u > 0", 1, below=r"1 - \exp(-u x)",
                   mean=r"\frac{1}{u}", variance=r"\frac{1}{u^2}")
POISSON = Law(r"\frac{u^x \exp(-u)}{x!}", ("0", ""), "u > 0", 1, True, mean="u", variance="u")
BERNOULLI = Law("u^x (1-u)^{1-x}", ("0", "1"), "0 < u and u < 1", 1, True, mean="u", variance="u (1-u)")
GEOMETRIC = Law("u (1-u)^{x-1}", ("1", ""), "0 < u and u < 1", 1, True,
                mean=r"\frac{1}{u}", variance=r"\frac{1-u}{u^2}")
BINOMIAL = Law(r"\binom{u}{x} v^x (1-v)^{u-x}", ("0", "u"), "0 < v and v < 1", 2, True,
               mean="u v", variance="u v (1-v)")

LAWS = {
    "N": NORMAL, "mathcal{N}": NORMAL, "Normal": NORMAL, "Gam": _GAMMA, "Gamma": _GAMMA, "Ga": _GAMMA,
    "Bet": _BETA, "Beta": _BETA, "U": UNIFORM, "mathcal{U}": UNIFORM, "Unif": UNIFORM, "Uniform": UNIFORM,
    "Exp": EXPONENTIAL, "Poiss": POISSON, "Pois": POISSON, "Poisson": POISSON, "Poi": POISSON,
    "Bern": BERNOULLI, "Bernoulli": BERNOULLI, "Bin": BINOMIAL, "Binomial": BINOMIAL, "Binom": BINOMIAL,
}


def law_of(term: Term, before: int) -> tuple[Law, tuple[Term, ...]] | None:
    """The standard law that a term names, after so many arguments; None where it is none, or not told which."""
    if not isinstance(term, Apply):
        return None
    name = term.args[0].name if term.head == "call" and isinstance(term.args[0], Symbol) else term.head
    law = LAWS.get(name)
    given = tuple(_unnamed(part) for part in arguments(term))
    if law is None or len(given) != before + law.count or (term.head == "call" and name not in CALLED | LAWS.keys()):
        return None
    parameters = given[before:]
    if not all(is_simple(part) for part in given):
        return None
    if law is NORMAL and not _is_a_variance(parameters[1]):
        return None
    if law is _GAMMA and any(symbol.name.partition("_")[0] in SCALES for symbol in free(parameters[1])):
        return None
    if law is EXPONENTIAL and not any(symbol.name.startswith("lambda") for symbol in free(parameters[0])):
        return None                              # a mean, as like as not
    return law, parameters


def _unnamed(part: Term) -> Term:
    """The value of a parameter that is called by its name; what is called a deviation is squared."""
    match part:
        case Apply("=", (Symbol(name), Number(value))) if name.partition("_")[0] in ("sigma", "sd", "SD"):
            return Apply("^", (number(value), number(2)))
        case Apply("=", (Apply("^", (Symbol("sigma"), Number(two))), Number(value))) if two == 2:
            return Apply("^", (Apply("sqrt", (number(value),)), number(2)))
        case Apply("=", (Symbol("mu" | "mean" | "n" | "p" | "lambda"), value)):
            return value
    return part


def conditions_on(law: Law, parameters: tuple[Term, ...]) -> list[Term]:
    """What the parameters of a law satisfy; the root of a variance is not negative."""
    found = template(law.given, parameters, None)
    match parameters[-1]:
        case Apply("^", (Symbol() as root, Number(value))) if law is NORMAL and value == 2:
            found.append(Apply(">", (root, number(0))))
    return found


def arguments(term: Apply) -> tuple[Term, ...]:
    return term.args[1:] if term.head == "call" else term.args


def is_simple(term: Term) -> bool:
    """Whether a term is a number made of numbers."""
    if any(isinstance(part, Bind) for part in subterms(term)):
        return False
    banned = {"matmul", "transpose", "inverse", "matrix", "tuple", "dotted tuple", "E", "mean", "call", "Var", "Cov"}
    return all(symbol.sort in SCALAR | {"array"} for symbol in free(term)) and heads(term).isdisjoint(banned)


def _is_a_variance(term: Term) -> bool:
    """Whether the second parameter of a normal law is written as a variance: sigma^2, 1/tau, sigma^2/n, 1."""
    match term:
        case Number(value):
            return value == Fraction(1)
        case Apply("^", (_, Number(value))):
            return value in (2, -1)
        case Apply("*" | "/" | "+", args):
            return any(_is_a_variance(arg) and not isinstance(arg, Number) for arg in args) or (
                term.head == "/" and args[0] == number(1))
    return False


@cache
def _parsed(written: str) -> tuple[Term, ...]:
    found: list[Term] = []
    for part in written.split(" and "):
        node = parse(part)
        term = elaborate(node, usage(node, Signature())).term
        found += [term] if term is not None else []
    return tuple(found)


def term_of(written: str) -> Term | None:
    """The term that a formula is by itself, without what a page says of its names."""
    node = parse(written)
    return elaborate(node, usage(node, Signature())).term


def template(written: str, parameters: Iterable[Term], at: Term | None) -> list[Term]:
    """The parts of a formula in u, v and x, with these put in."""
    values = dict(zip("uv", parameters, strict=False))
    if at is not None:
        values["x"] = at
    result: list[Term] = []
    for term in _parsed(written):
        result.append(substitute(term, {symbol: values[symbol.name] for symbol in free(term) if symbol.name in values}))
    return result


def over_support(term: Bind) -> tuple[Term, tuple[Term, ...]] | None:
    """What a density over all of its support is multiplied by, with the conditions: its own sum or integral is 1."""
    factors = _factors(term.body)
    for place, factor in enumerate(factors):
        rest = factors[:place] + factors[place + 1:]
        known = law_of(factor, 1)
        if known is None or not isinstance(factor, Apply) or arguments(factor)[0] != term.variable:
            continue
        law, parameters = known
        low, high = (next(iter(template(end, parameters, None)), None) if end else None for end in law.support)
        everywhere = (Apply("-", (Apply("infinity"),)), Apply("infinity"))
        ends = (everywhere[0] if low is None else low, everywhere[1] if high is None else high)
        fixed = all(term.variable not in free(part) for part in (*parameters, *rest))
        if fixed and term.head == ("sum" if law.discrete else "integral") and term.bounds in (ends, everywhere):
            return Apply("*", (number(1), *rest)), tuple(conditions_on(law, parameters))
    return None


def _factors(term: Term) -> tuple[Term, ...]:
    """The factors of a product, one within another."""
    if isinstance(term, Apply) and term.head == "*":
        return tuple(part for arg in term.args for part in _factors(arg))
    return (term,)
