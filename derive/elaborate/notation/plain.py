"""Terms in plain text, for people at a terminal: x_0 w_0 + b_0 > 0."""

from __future__ import annotations

from derive.elaborate.notation.names import pieces
from derive.elaborate.notation.tree import digits
from derive.kernel.term import Apply, Bind, Number, Symbol, Term

_LOGIC, _RELATION, _SUM, _PRODUCT, _POWER, _ATOM = range(6)
_RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">=", "in"})
_SIGNS = {"approx": "≈", "propto": "∝", "sim": "~", "subset": "⊂", "perp": "⊥"}
_LOGICAL = {"and": "and", "or": "or", "implies": "=>", "iff": "<=>"}


def plain(term: Term) -> str:
    """A term in plain text.

    >>> plain(Apply(">", (Apply("+", (Apply("*", (Symbol("x_0"), Symbol("w_0"))), Symbol("b_0"))), Symbol("c"))))
    'x_0 w_0 + b_0 > c'
    """
    return _text(term, _LOGIC)


def _text(term: Term, least: int) -> str:
    text, level = _piece(term)
    return text if level >= least else f"({text})"


def _piece(term: Term) -> tuple[str, int]:
    match term:
        case Number(value):
            return digits(value), _SUM if value < 0 else (_ATOM if value.denominator == 1 else _PRODUCT)
        case Symbol(name):
            return _name(name), _ATOM
        case Apply(head, ()):
            return {"infinity": "∞", "set": "{}", "dots": "…"}.get(head, head.removeprefix("unit ")), _ATOM
        case Apply(head, args):
            return _application(head, args)
        case Bind():
            return _binder(term), _PRODUCT
    raise TypeError(term)


def _name(name: str) -> str:
    stem, primes, lower, upper = pieces(name)
    font, brace, inner = stem.partition("{")
    if stem[:1] == "[":
        stem = f"[{_name(stem[1:-1])}]"
    elif brace:
        stem = _name(inner[:-1]) + ({"hat": "^", "bar": "¯", "tilde": "~"}.get(font, ""))
    lower = ("_" + lower if lower.isalnum() else f"_{{{lower}}}") if lower else ""
    return stem + primes + lower + (f"^{upper}" if upper else "")


def _application(head: str, args: tuple[Term, ...]) -> tuple[str, int]:
    if head in ("+", "dotted sum"):
        return _sum(args), _SUM
    if head == "-" and len(args) == 1:
        return "-" + _text(args[0], _PRODUCT), _SUM
    if head in ("*", "matmul", "dotted product"):
        return _product(args), _PRODUCT
    if head == "/" and len(args) == 2:
        return f"{_text(args[0], _PRODUCT)}/{_text(args[1], _POWER)}", _PRODUCT
    if head in ("^", "matpow"):
        return f"{_text(args[0], _ATOM)}^{_text(args[1], _ATOM)}", _POWER
    if len(args) == 2 and (head in _RELATIONS or head in _SIGNS):
        return f"{_text(args[0], _SUM)} {_SIGNS.get(head, head)} {_text(args[1], _SUM)}", _RELATION
    if head in _LOGICAL:
        return f" {_LOGICAL[head]} ".join(_text(arg, _RELATION) for arg in args), _LOGIC
    match head:
        case "not":
            return f"not {_text(args[0], _ATOM)}", _RELATION
        case "abs":
            return f"|{_text(args[0], _SUM)}|", _ATOM
        case "factorial":
            return _text(args[0], _ATOM) + "!", _POWER
        case "transpose":
            return _text(args[0], _ATOM) + "^T", _POWER
        case "inverse":
            return _text(args[0], _ATOM) + "^-1", _POWER
        case "at":
            index = ",".join(_text(arg, _SUM) for arg in args[1:])
            return _text(args[0], _ATOM) + ("_" + index if index.isalnum() else f"_{{{index}}}"), _ATOM
        case "call":
            return f"{_text(args[0], _ATOM)}({', '.join(_text(arg, _RELATION) for arg in args[1:])})", _ATOM
        case "interval" if isinstance(args[2], Symbol):
            kind = args[2].name
            return f"{kind[0]}{_text(args[0], _SUM)}, {_text(args[1], _SUM)}{kind[1]}", _ATOM
        case "set" | "tuple":
            left, right = "{}" if head == "set" else "()"
            return left + ", ".join(_text(arg, _SUM) for arg in args) + right, _ATOM
        case "piecewise":
            return _piecewise(args), _ATOM
    return f"{head}({', '.join(_text(arg, _SUM) for arg in args)})", _ATOM


def _sum(args: tuple[Term, ...]) -> str:
    text = ""
    for position, arg in enumerate(args):
        if isinstance(arg, Apply) and arg.head == "-" and len(arg.args) == 1:
            text += (" - " if position else "-") + _text(arg.args[0], _PRODUCT)
        elif isinstance(arg, Number) and arg.value < 0 and position:
            text += " - " + digits(-arg.value)
        else:
            text += (" + " if position else "") + _text(arg, _PRODUCT)
    return text


def _product(args: tuple[Term, ...]) -> str:
    """Names side by side; a number after the first factor, and bracket after bracket, get a star."""
    parts = [_text(arg, _POWER) for arg in args]
    text = parts[0]
    for arg, part in zip(args[1:], parts[1:], strict=True):
        text += (" * " if isinstance(arg, Number) or part[0] in "(-" else " ") + part
    return text


def _piecewise(args: tuple[Term, ...]) -> str:
    rows = [f"{_text(args[k + 1], _SUM)} if {_text(args[k], _LOGIC)}" for k in range(0, len(args) - 1, 2)]
    if len(args) % 2:
        rows.append(f"{_text(args[-1], _SUM)} otherwise")
    return "{" + "; ".join(rows) + "}"


def _binder(term: Bind) -> str:
    name, body = _name(term.variable.name), _text(term.body, _POWER)
    bounds = [_text(bound, _ATOM) for bound in term.bounds]
    match term.head:
        case "sum" | "product":
            return f"{term.head}_({name}={bounds[0]}..{bounds[1]}) {body}"
        case "integral":
            return f"integral_({name}={bounds[0]}..{bounds[1]}) {body}"
        case "limit":
            side = {"1": "+", "-1": "-"}.get(plain(term.bounds[1]), "")
            return f"lim_({name}->{bounds[0]}{side}) {body}"
        case "derivative" | "antiderivative":
            return _pointed(term, name, body)
    within = f" in {bounds[0]}" if len(bounds) == 1 else ""
    return f"{term.head} {name}{within}: {_text(term.body, _RELATION)}"


def _pointed(term: Bind, name: str, body: str) -> str:
    at, index = term.bounds[0], term.bounds[1:]
    if index:
        inner = ",".join(plain(part) for part in index)
        name += "_" + inner if inner.isalnum() else f"_{{{inner}}}"
    text = f"d/d{name} {body}" if term.head == "derivative" else f"integral {body} d{name}"
    return text if at == term.variable else f"{text} at {name} = {plain(at)}"
