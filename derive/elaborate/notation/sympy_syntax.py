"""Terms in SymPy's syntax, as text: SymPy itself is not loaded, and nothing is evaluated."""

from __future__ import annotations

from derive.elaborate.notation.names import identifier
from derive.elaborate.notation.tree import digits
from derive.kernel.term import Apply, Bind, Number, Symbol, Term

_FUNCTIONS = {
    name: name for name in (
        "exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot", "atan2", "sinh", "cosh",
        "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "sqrt", "sign", "floor", "factorial", "binomial",
        "gamma", "erf", "re", "im",
    )
} | {
    "abs": "Abs", "ceil": "ceiling", "max": "Max", "min": "Min", "mod": "Mod", "conj": "conjugate",
    "root": "real_root", "delta": "KroneckerDelta", "and": "And", "or": "Or", "not": "Not", "implies": "Implies",
    "iff": "Equivalent", "=": "Eq", "!=": "Ne", "det": "Determinant", "trace": "Trace", "transpose": "Transpose",
    "inverse": "Inverse",
}
_CONSTANTS = {
    "pi": "pi", "e": "E", "i": "I", "infinity": "oo", "true": "True", "false": "False", "undefined": "nan",
    "reals": "Reals", "integers": "Integers", "naturals": "Naturals", "complexes": "Complexes", "set": "EmptySet",
}
# Names that mean something else to SymPy's own parser.
_TAKEN = frozenset(_FUNCTIONS.values()) | {
    "E", "I", "S", "N", "O", "Q", "pi", "oo", "nan", "beta", "zeta", "Chi", "Si", "Ci", "Ei", "li", "Li", "Sum",
    "Product", "Integral", "Derivative", "Limit", "Piecewise", "Matrix", "Symbol", "Function", "rf", "ff", "test",
    "Lambda", "Subs", "Interval", "Contains", "zoo", "lambdify", "init_printing", "symbols", "factor", "field", "ring",
}
_SUM, _PRODUCT, _POWER, _ATOM = range(4)


class _Untold(Exception):
    """A part for which SymPy has no words."""


def sympy_text(term: Term) -> str | None:
    """A term in SymPy's syntax, or None where there is none.

    >>> from derive.kernel.term import number
    >>> sympy_text(Apply("max", (number(0), Symbol("x_0"))))
    'Max(0, x_0)'
    """
    try:
        return _text(term, _SUM)
    except _Untold:
        return None


def _text(term: Term, least: int) -> str:
    text, level = _piece(term)
    return text if level >= least else f"({text})"


def _piece(term: Term) -> tuple[str, int]:
    match term:
        case Number(value):
            text = digits(value)
            return text, _SUM if value < 0 else (_ATOM if value.denominator == 1 else _PRODUCT)
        case Symbol(name):
            text = identifier(name)
            return f"Symbol('{text}')" if text in _TAKEN else text, _ATOM
        case Apply(head, ()):
            if head not in _CONSTANTS:
                raise _Untold
            return _CONSTANTS[head], _ATOM
        case Apply(head, args):
            return _application(head, args)
        case Bind():
            return _binder(term), _ATOM
    raise TypeError(term)


def _arguments(args: tuple[Term, ...]) -> str:
    return ", ".join(_text(arg, _SUM) for arg in args)


def _application(head: str, args: tuple[Term, ...]) -> tuple[str, int]:
    match head:
        case "+":
            return _sum(args), _SUM
        case "-":
            return "-" + _text(args[0], _PRODUCT), _SUM
        case "*":
            return "*".join(_text(arg, _POWER) for arg in args), _PRODUCT
        case "/":
            return f"{_text(args[0], _POWER)}/{_text(args[1], _POWER)}", _PRODUCT
        case "^":
            return f"{_text(args[0], _ATOM)}**{_text(args[1], _ATOM)}", _POWER
        case "<" | "<=" | ">" | ">=":
            return f"{_text(args[0], _SUM)} {head} {_text(args[1], _SUM)}", _SUM
        case "at":
            return f"{_text(args[0], _ATOM)}[{_arguments(args[1:])}]", _ATOM
        case "call" if isinstance(args[0], Symbol):
            name = identifier(args[0].name)
            return f"{f'Function({name!r})' if name in _TAKEN else name}({_arguments(args[1:])})", _ATOM
        case "piecewise":
            return _piecewise(args), _ATOM
        case "tuple":
            return f"({_arguments(args)},)" if len(args) == 1 else f"({_arguments(args)})", _ATOM
        case "set":
            return f"FiniteSet({_arguments(args)})", _ATOM
        case "in":
            return f"Contains({_arguments(args)})", _ATOM
        case "interval" if isinstance(args[2], Symbol):
            kind = args[2].name
            return f"Interval({_arguments(args[:2])}, {kind[0] == '('}, {kind[1] == ')'})", _ATOM
        case "matrix" if isinstance(args[1], Number):
            width = int(args[1].value)
            rows = [f"[{_arguments(args[k:k + width])}]" for k in range(2, len(args), width)]
            return f"Matrix([{', '.join(rows)}])", _ATOM
    if head not in _FUNCTIONS:
        raise _Untold
    return f"{_FUNCTIONS[head]}({_arguments(args)})", _ATOM


def _sum(args: tuple[Term, ...]) -> str:
    text = _text(args[0], _PRODUCT) if not _is_negative(args[0]) else _text(args[0], _SUM)
    for arg in args[1:]:
        if isinstance(arg, Apply) and arg.head == "-":
            text += " - " + _text(arg.args[0], _PRODUCT)
        else:
            text += " + " + _text(arg, _PRODUCT)
    return text


def _is_negative(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "-"


def _piecewise(args: tuple[Term, ...]) -> str:
    rows = [f"({_text(args[k + 1], _SUM)}, {_text(args[k], _SUM)})" for k in range(0, len(args) - 1, 2)]
    if len(args) % 2:
        rows.append(f"({_text(args[-1], _SUM)}, True)")
    return f"Piecewise({', '.join(rows)})"


def _binder(term: Bind) -> str:
    name, body = identifier(term.variable.name), _text(term.body, _SUM)
    match term.head, term.bounds:
        case "sum", (low, high):
            return f"Sum({body}, ({name}, {_text(low, _SUM)}, {_text(high, _SUM)}))"
        case "product", (low, high):
            return f"Product({body}, ({name}, {_text(low, _SUM)}, {_text(high, _SUM)}))"
        case "integral", (low, high):
            return f"Integral({body}, ({name}, {_text(low, _SUM)}, {_text(high, _SUM)}))"
        case "antiderivative", (at,):
            return _pointed(f"Integral({body}, {name})", name, term.variable, at)
        case "limit", (at, Number(side)):
            direction = {1: ", dir='+'", -1: ", dir='-'", 0: ", dir='+-'"}[int(side)]
            return f"Limit({body}, {name}, {_text(at, _SUM)}{direction})"
        case "derivative", (at,):
            return _pointed(f"Derivative({body}, {name})", name, term.variable, at)
        case "derivative", (at, *index) if at == term.variable:
            return f"Derivative({body}, {name}[{_arguments(tuple(index))}])"
    raise _Untold


def _pointed(text: str, name: str, variable: Symbol, at: Term) -> str:
    return text if at == variable else f"Subs({text}, {name}, {_text(at, _SUM)})"
