"""Binders in LaTeX: sums, limits, integrals, derivatives, and those of which only the shape is known; P(x | y)."""

from __future__ import annotations

from collections.abc import Callable

from derive.elaborate.notation.names import name_latex
from derive.kernel.term import Apply, Bind, Number, Term, free

# How tightly a piece of text holds together.
LOGIC, RELATION, SUM, PRODUCT, POWER, ATOM = range(6)

Writer = Callable[[Term, int], str]

_OPERATORS = {"sum": "\\sum", "product": "\\prod"}
_EXTREMA = {"max_over": "\\max", "min_over": "\\min", "argmax": "\\arg\\max", "argmin": "\\arg\\min"}
_OVER = {
    "sup": "\\sup", "inf": "\\inf", "esssup": "\\operatorname{esssup}", "union": "\\bigcup",
    "intersection": "\\bigcap", "coprod": "\\coprod", "bigoplus": "\\bigoplus", "otimes": "\\bigotimes",
    "bigor": "\\bigvee", "bigand": "\\bigwedge", "biguplus": "\\biguplus", "bigsqcup": "\\bigsqcup", "max": "\\max",
    "min": "\\min", "argmax": "\\arg\\max", "argmin": "\\arg\\min",
}
_TENDING = {"limit": "\\lim", "limsup": "\\limsup", "liminf": "\\liminf", "plim": "\\operatorname{plim}"}


def binder(term: Bind, text: Writer) -> tuple[str, int]:
    """A binder in LaTeX, with how tightly it holds together."""
    head, bounds = term.head, term.bounds
    name = name_latex(term.variable.name)
    if head in _OPERATORS:
        low, high = (text(bound, LOGIC) for bound in bounds)
        return f"{_OPERATORS[head]}_{{{name}={low}}}^{{{high}}} {text(term.body, PRODUCT)}", PRODUCT
    if head in _EXTREMA:
        return f"{_EXTREMA[head]}_{{{_within(name, bounds, text)}}} {text(term.body, PRODUCT)}", PRODUCT
    if head == "integral":
        low, high = (text(bound, LOGIC) for bound in bounds)
        return f"\\int_{{{low}}}^{{{high}}} {text(term.body, PRODUCT)} \\, d{name}", PRODUCT
    if head in _TENDING:
        way = bounds[1] if len(bounds) > 1 else None
        side = {1: "^{+}", -1: "^{-}"}.get(int(way.value), "") if isinstance(way, Number) else ""
        place = text(bounds[0], ATOM if side else SUM)
        return f"{_TENDING[head]}_{{{name} \\to {place}{side}}} {text(term.body, PRODUCT)}", PRODUCT
    if head in ("antiderivative", "derivative"):
        return _pointed(term, name, text)
    if head == "nth derivative":
        order = text(bounds[0], SUM)
        return f"\\frac{{d^{{{order}}}}}{{d{name}^{{{order}}}}} \\left[{text(term.body, SUM)}\\right]", PRODUCT
    if head == "collection":
        return _collection(term, text)
    stem = head.removesuffix(" over")
    if stem in _OVER and stem != head:
        return _over(term, stem, text)
    if stem.endswith("int") and stem != head:
        return _region(term, stem, text)
    if head.startswith("transform "):
        at = f"\\left({text(bounds[0], SUM)}\\right)" if bounds else ""
        return f"{name_latex(head[10:])}_{{{name}}}\\left\\{{{text(term.body, SUM)}\\right\\}}{at}", POWER
    within = f" \\in {text(bounds[0], LOGIC)}" if bounds else ""
    return f"\\{head} {name}{within} : {text(term.body, RELATION)}", LOGIC


def _within(name: str, bounds: tuple[Term, ...], text: Writer) -> str:
    """What stands under an extremum: a name, a name in a set, or one that counts."""
    if len(bounds) == 2:
        low, high = (text(bound, SUM) for bound in bounds)
        return f"{low} \\leq {name} \\leq {high}"
    return name + (f" \\in {text(bounds[0], LOGIC)}" if bounds else "")


def _pointed(term: Bind, name: str, text: Writer) -> tuple[str, int]:
    """A derivative or antiderivative, with the point at which it is taken where that is not the variable."""
    at, index = term.bounds[0], term.bounds[1:]
    if index:
        name += f"_{{{', '.join(text(part, SUM) for part in index)}}}"
    if term.head == "antiderivative":
        written = f"\\int {text(term.body, PRODUCT)} \\, d{name}"
    else:
        sign = "\\partial " if index else "d"
        written = f"\\frac{{{sign.strip()}}}{{{sign}{name}}} \\left[{text(term.body, SUM)}\\right]"
    if at != term.variable:
        return f"\\left. {written} \\right|_{{{name} = {text(at, SUM)}}}", POWER
    return written, PRODUCT


def _unrolled(term: Bind) -> tuple[list[str], Term]:
    """The names of binders of one head, each right within the one before, and what stands in the innermost."""
    names, body = [name_latex(term.variable.name)], term.body
    while isinstance(body, Bind) and body.head == term.head and not body.bounds:
        names.append(name_latex(body.variable.name))
        body = body.body
    return names, body


def _stated(body: Term, text: Writer) -> tuple[Term, list[str]]:
    """What stands before a condition, and the condition in parts."""
    if not (isinstance(body, Apply) and body.head == "where"):
        return body, []
    value, condition = body.args
    parts = condition.args if isinstance(condition, Apply) and condition.head == "and" else (condition,)
    return value, [text(part, RELATION) for part in parts]


def _collection(term: Bind, text: Writer) -> tuple[str, int]:
    _, body = _unrolled(term)
    value, conditions = _stated(body, text)
    stated = " \\land ".join(conditions)
    return f"\\left\\{{{text(value, SUM)} : {stated}\\right\\}}", ATOM


def _over(term: Bind, stem: str, text: Writer) -> tuple[str, int]:
    names, body = _unrolled(term)
    value, conditions = _stated(body, text)
    under, upper = ", ".join([*names, *conditions]), ""
    if len(term.bounds) == 2:
        low, high = (text(bound, SUM) for bound in term.bounds)
        under, upper = f"{names[0]}={low}", f"^{{{high}}}"
    elif term.bounds:
        under = f"{names[0]} \\in {text(term.bounds[0], LOGIC)}"
    setwise = isinstance(value, Apply) and value.head in ("cup", "cap", "setminus", "triangle", "wedge")
    return f"{_OVER[stem]}_{{{under}}}{upper} {text(value, ATOM if setwise else PRODUCT)}", PRODUCT


def _region(term: Bind, stem: str, text: Writer) -> tuple[str, int]:
    names, body = _unrolled(term)
    under = f"_{{{text(term.bounds[0], LOGIC)}}}" if term.bounds else ""
    ends = " ".join(f"\\, d{name}" for name in reversed(names))
    return f"\\{stem}{under} {text(body, PRODUCT)} {ends}", PRODUCT


def conditional(head: str, args: tuple[Term, ...], text: Writer) -> tuple[str, int]:
    """P(x, y | z), of the head P,|: a sign for each argument but the last ones, which are parted by commas."""
    name = head.rstrip("|,")
    signs = head[len(name):]
    count = 0
    while count < len(args) - len(signs) - 1 and is_whole(args[count]) and "_" not in name:
        count += 1
    lower = f"_{{{', '.join(text(arg, SUM) for arg in args[:count])}}}" if count else ""
    parts = [text(arg, RELATION) for arg in args[count:]]
    joints = [" | " if sign == "|" else ", " for sign in signs] + [", "] * len(parts)
    inner = "".join(part + joint for part, joint in zip(parts, joints, strict=False))
    return f"{name_latex(name)}{lower}\\left({inner.removesuffix(', ')}\\right)", POWER


def is_whole(term: Term) -> bool:
    """Whether an argument is made of whole numbers, as the index of T_{n+1}(x) is."""
    inside = free(term)
    return bool(inside) and all(symbol.sort == "integer" for symbol in inside)
