"""Terms in LaTeX, so that reading the text again gives the same term.

Where a shorter way of writing could be read otherwise, the longer one is taken: brackets after a function, a dot
before a bracket.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.elaborate.notation.bound import ATOM as _ATOM
from derive.elaborate.notation.bound import LOGIC as _LOGIC
from derive.elaborate.notation.bound import POWER as _POWER
from derive.elaborate.notation.bound import PRODUCT as _PRODUCT
from derive.elaborate.notation.bound import RELATION as _RELATION
from derive.elaborate.notation.bound import SUM as _SUM
from derive.elaborate.notation.bound import binder, conditional, is_whole
from derive.elaborate.notation.names import name_latex
from derive.elaborate.notation.tree import decimals, digits
from derive.elaborate.reading import FUNCTION_SORTS
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free

_COMMANDS = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "exp", "log", "det", "max", "min"}
)
_NAMES = {
    "asin": "\\arcsin", "acos": "\\arccos", "atan": "\\arctan", "acot": "\\operatorname{arccot}",
    "asinh": "\\operatorname{arsinh}", "acosh": "\\operatorname{arcosh}", "atanh": "\\operatorname{artanh}",
    "sign": "\\operatorname{sgn}", "gamma": "\\Gamma", "trace": "\\operatorname{tr}", "re": "\\operatorname{Re}",
    "im": "\\operatorname{Im}",
}
_BRACKETS = {"abs": ("|", "|"), "norm": ("\\|", "\\|"), "floor": ("\\lfloor ", " \\rfloor"),
             "ceil": ("\\lceil ", " \\rceil")}
_CONSTANTS = {
    "pi": "\\pi", "e": "e", "i": "\\imath", "infinity": "\\infty", "true": "\\top", "false": "\\bot",
    "set": "\\emptyset",
    "reals": "\\mathbb{R}", "integers": "\\mathbb{Z}", "naturals": "\\mathbb{N}", "complexes": "\\mathbb{C}",
    "undefined": "\\text{undefined}", "bullet": "\\bullet", "dots": "\\ldots",
}
_RELATIONS = {
    "=": "=", "!=": "\\neq", "<": "<", "<=": "\\leq", ">": ">", ">=": "\\geq", "in": "\\in", "approx": "\\approx",
    "propto": "\\propto", "sim": "\\sim", "subset": "\\subset", "perp": "\\perp", "divides": "\\mid",
    **{name: "\\" + name for name in (
        "subseteq", "supset", "supseteq", "subsetneq", "nsubseteq", "ll", "gg", "simeq", "cong", "asymp", "lesssim",
        "gtrsim", "prec", "preceq", "succ", "succeq", "parallel", "trianglelefteq",
    )},
    "nsubset": "\\not\\subset",
}
# Letters that are read as functions before a bracket in any case; others take braces around it.
_CALLED = frozenset({"f", "g", "h", "F", "G", "H", "P", "p", "q", "Q", "O", "o"})
_SETWISE = ("cup", "cap", "setminus", "oplus", "otimes", "odot", "star", "bullet", "circ", "wedge", "triangle",
            "ominus", "uplus", "sqcup", "boxplus", "veebar")
_LOGICAL = {"and": "\\land", "or": "\\lor", "implies": "\\Rightarrow", "iff": "\\Leftrightarrow"}


def latex(term: Term) -> str:
    """A term in LaTeX."""
    return _text(term, _LOGIC)


def _text(term: Term, least: int) -> str:
    """The text of a term, in brackets where it holds together less than its place asks for."""
    text, level = _piece(term)
    return text if level >= least else f"\\left({text}\\right)"


def _piece(term: Term) -> tuple[str, int]:
    match term:
        case Number(value):
            return _number(value)
        case Symbol(name):
            # A mark above the line is in the way of an exponent.
            return name_latex(name), _POWER if "^" in name else _ATOM
        case Apply(head, args):
            return _application(head, args)
        case Bind():
            return binder(term, _text)
    raise TypeError(term)


def _number(value: Fraction) -> tuple[str, int]:
    if value < 0:
        return "-" + _number(-value)[0], _SUM
    if value.denominator == 1:
        return digits(value), _ATOM
    places = decimals(value.denominator)
    if places is None:
        return f"\\frac{{{digits(Fraction(value.numerator))}}}{{{digits(Fraction(value.denominator))}}}", _POWER
    text = digits(value * 10**places).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}", _ATOM


def _application(head: str, args: tuple[Term, ...]) -> tuple[str, int]:
    if not args and "/" in head:
        return f"\\text{{ {head.removeprefix('unit ')}}}", _ATOM
    if not args:
        return _CONSTANTS.get(head) or name_latex(head.removeprefix("unit ")), _ATOM
    special = _SPECIAL.get(head)
    if special is not None:
        return special(args)
    if head == "=" and (congruence := _congruence(args)):
        return congruence, _RELATION
    if head in _RELATIONS and len(args) == 2:
        return f"{_text(args[0], _SUM)} {_RELATIONS[head]} {_text(args[1], _SUM)}", _RELATION
    if head in _LOGICAL:
        return f" {_LOGICAL[head]} ".join(_text(arg, _RELATION) for arg in args), _LOGIC
    if head in _BRACKETS and len(args) == 1:
        left, right = _BRACKETS[head]
        return f"\\left{left}{_text(args[0], _SUM)}\\right{right}".replace("\\right \\", "\\right\\"), _ATOM
    if head.startswith("transform "):
        return f"{name_latex(head[10:])}\\left\\{{{_text(args[0], _SUM)}\\right\\}}{_at(args[1:])}", _POWER
    if head.endswith("|"):
        return conditional(head, args, _text)
    if head.removeprefix("dotted ") in _SETWISE:
        return _SPECIAL[head.removeprefix("dotted ")](args)
    name = _NAMES.get(head) or ("\\" + head if head in _COMMANDS else name_latex(head))
    if head in _NAMES or head in _COMMANDS:
        return f"{name}\\left({_list(args)}\\right)", _POWER
    return _applied(name, args)


def _at(args: tuple[Term, ...]) -> str:
    return f"\\left({_list(args)}\\right)" if args else ""


def _congruence(args: tuple[Term, ...]) -> str:
    """a = b (mod n), of whole numbers; "" of other equations."""
    match args:
        case (Apply("mod", (left, modulus)), Apply("mod", (right, same))) if modulus == same and all(
            symbol.sort == "integer" for arg in args for symbol in free(arg)
        ):
            return f"{_text(left, _SUM)} \\equiv {_text(right, _SUM)} \\pmod{{{_text(modulus, _SUM)}}}"
    return ""


def _applied(name: str, args: tuple[Term, ...]) -> tuple[str, int]:
    """A function with its arguments; whole numbers before others are its indices, T_n(x)."""
    count = 0
    while count < len(args) and is_whole(args[count]):
        count += 1
    lower = ""
    if count == len(args) > 1 and isinstance(args[0], Symbol) and len(args[0].name) == 1 and args[0].name.isupper():
        count = 1                                # f_X(k), of a random variable X
    if 0 < count < len(args) and "_" not in name:
        lower, args = f"_{{{_list(args[:count])}}}", args[count:]
    inner = ", ".join(_text(arg, _RELATION) for arg in args)
    if name in ("E", "\\mathbb{E}") and not lower:
        return f"{name}\\left[{inner}\\right]", _POWER
    if name.startswith(("\\mathrm", "\\text", "\\operatorname")) or name in _CALLED:
        return f"{name}{lower}\\left({inner}\\right)", _POWER
    return f"{name}{lower}{{\\left({inner}\\right)}}", _POWER


def _list(args: tuple[Term, ...]) -> str:
    return ", ".join(_text(arg, _SUM) for arg in args)


def _sum(args: tuple[Term, ...]) -> tuple[str, int]:
    if len(args) == 1:
        return _text(args[0], _ATOM), _ATOM
    text = ""
    for position, arg in enumerate(args):
        open_ended = isinstance(arg, Bind) and position < len(args) - 1
        if isinstance(arg, Apply) and arg.head == "-" and len(arg.args) == 1:
            inner = _text(arg.args[0], _ATOM if isinstance(arg.args[0], Bind) and open_ended else _PRODUCT)
            text += (" - " if position else "-") + inner
        else:
            text += (" + " if position else "") + _text(arg, _ATOM if open_ended else _PRODUCT)
    return text, _SUM


def _negation(args: tuple[Term, ...]) -> tuple[str, int]:
    return "-" + _text(args[0], _PRODUCT), _SUM


def _product(args: tuple[Term, ...]) -> tuple[str, int]:
    """Factors side by side where nothing else could be read, with a dot between them otherwise."""
    if len(args) == 1:
        return _text(args[0], _ATOM), _ATOM
    parts = [_text(arg, _ATOM if isinstance(arg, Bind) else _POWER) for arg in args]
    text = parts[0]
    for before, after, left, right in zip(args, args[1:], parts, parts[1:], strict=False):
        if isinstance(after, Apply) and after.head.startswith("unit "):
            text += " " + right
            continue
        lettered = right[0].isalpha() or right.startswith("\\mathbf")
        plain = _is_simple(before) and left != "d" and left[-1:] not in ")]" and lettered
        text += (" " if plain else " \\cdot ") + right
    return text, _PRODUCT


def _is_simple(term: Term) -> bool:
    if isinstance(term, Symbol):
        return term.sort not in FUNCTION_SORTS and len(term.name) == 1
    return isinstance(term, Number)


def _quotient(args: tuple[Term, ...]) -> tuple[str, int]:
    return f"\\frac{{{_text(args[0], _SUM)}}}{{{_text(args[1], _SUM)}}}", _POWER


def _power(args: tuple[Term, ...]) -> tuple[str, int]:
    return f"{_text(args[0], _ATOM)}^{{{_text(args[1], _SUM)}}}", _POWER


def _exponential(args: tuple[Term, ...]) -> tuple[str, int]:
    return f"e^{{{_text(args[0], _SUM)}}}", _POWER


def _logarithm(args: tuple[Term, ...]) -> tuple[str, int]:
    base = f"_{{{_text(args[1], _SUM)}}}" if len(args) == 2 else ""
    return f"\\log{base}\\left({_text(args[0], _SUM)}\\right)", _POWER


def _element(args: tuple[Term, ...]) -> tuple[str, int]:
    return f"{_text(args[0], _ATOM)}_{{{_list(args[1:])}}}", _ATOM


def _call(args: tuple[Term, ...]) -> tuple[str, int]:
    head, rest = args[0], args[1:]
    name = head.name if isinstance(head, Symbol) else ""
    if name.endswith("|"):
        return conditional(name, rest, _text)
    return _applied(_text(head, _POWER), rest)


def _piecewise(args: tuple[Term, ...]) -> tuple[str, int]:
    rows = [f"{_text(args[k + 1], _SUM)} & {_text(args[k], _LOGIC)}" for k in range(0, len(args) - 1, 2)]
    if len(args) % 2:
        rows.append(f"{_text(args[-1], _SUM)} & \\text{{otherwise}}")
    return "\\begin{cases} " + " \\\\ ".join(rows) + " \\end{cases}", _POWER


def _matrix(args: tuple[Term, ...]) -> tuple[str, int]:
    width = int(args[1].value) if isinstance(args[1], Number) else 1
    cells = [_text(arg, _SUM) for arg in args[2:]]
    rows = [" & ".join(cells[k:k + width]) for k in range(0, len(cells), width)]
    return "\\begin{pmatrix} " + " \\\\ ".join(rows) + " \\end{pmatrix}", _POWER


def _chained_product(args: tuple[Term, ...]) -> tuple[str, int]:
    return " ".join(_text(arg, _POWER) for arg in args), _PRODUCT


def _interval(args: tuple[Term, ...]) -> tuple[str, int]:
    kind = args[2].name if isinstance(args[2], Symbol) else "[]"
    return f"\\left{kind[0]}{_list(args[:2])}\\right{kind[1]}", _ATOM


def _denied(args: tuple[Term, ...]) -> tuple[str, int]:
    inner = args[0]
    if isinstance(inner, Apply) and inner.head == "divides":
        return f"{_text(inner.args[0], _SUM)} \\nmid {_text(inner.args[1], _SUM)}", _RELATION
    return f"\\lnot {_text(inner, _ATOM)}", _RELATION


def _norm(args: tuple[Term, ...]) -> tuple[str, int]:
    order = f"_{{{_text(args[1], _SUM)}}}" if len(args) > 1 else ""
    return f"\\left\\|{_text(args[0], _SUM)}\\right\\|{order}", _POWER if order else _ATOM


_SPECIAL: dict[str, Callable[[tuple[Term, ...]], tuple[str, int]]] = {
    "+": _sum, "-": _negation, "*": _product, "/": _quotient, "^": _power, "exp": _exponential, "log": _logarithm,
    "at": _element, "call": _call, "piecewise": _piecewise, "matrix": _matrix, "interval": _interval,
    "matmul": _chained_product, "states": _chained_product,
    "sqrt": lambda args: (f"\\sqrt{{{_text(args[0], _SUM)}}}", _POWER),
    "root": lambda args: (f"\\sqrt[{_text(args[1], _SUM)}]{{{_text(args[0], _SUM)}}}", _POWER),
    "binomial": lambda args: (f"\\binom{{{_text(args[0], _SUM)}}}{{{_text(args[1], _SUM)}}}", _POWER),
    "factorial": lambda args: (f"{_text(args[0], _ATOM)}!", _POWER),
    "rising": lambda args: (f"{_text(args[0], _ATOM)}^{{\\overline{{{_text(args[1], _SUM)}}}}}", _POWER),
    "range": lambda args: (f"\\left\\{{{_text(args[0], _SUM)}, \\ldots, {_text(args[1], _SUM)}\\right\\}}", _ATOM),
    "fibonacci": lambda args: (f"F_{{{_text(args[0], _SUM)}}}", _ATOM),
    "catalan": lambda args: ("G", _ATOM),
    "delta": lambda args: (f"\\delta_{{{_list(args)}}}", _ATOM),
    "tuple": lambda args: (f"\\left({_list(args)}\\right)", _ATOM),
    "set": lambda args: (f"\\left\\{{{_list(args)}\\right\\}}", _ATOM),
    "not": _denied,
    "bra": lambda args: (f"\\bra{{{_text(args[0], _SUM)}}}", _ATOM),
    "ket": lambda args: (f"\\ket{{{_text(args[0], _SUM)}}}", _ATOM),
    "braket": lambda args: ("\\braket" + "".join(f"{{{_text(arg, _SUM)}}}" for arg in args), _ATOM),
    "stirling1": lambda args: (f"{{{_text(args[0], _SUM)} \\brack {_text(args[1], _SUM)}}}", _ATOM),
    "stirling2": lambda args: (f"{{{_text(args[0], _SUM)} \\brace {_text(args[1], _SUM)}}}", _ATOM),
    "norm": _norm,
    "total": lambda args: (f"\\sum {_text(args[0], _PRODUCT)}", _PRODUCT),
    "mod": lambda args: (f"{_text(args[0], _PRODUCT)} \\bmod {_text(args[1], _PRODUCT)}", _SUM),
    "transpose": lambda args: (f"{_text(args[0], _ATOM)}^{{\\top}}", _POWER),
    "inverse": lambda args: (f"{_text(args[0], _ATOM)}^{{-1}}", _POWER),
    "matpow": _power, "differential": lambda args: (f"d{_text(args[0], _ATOM)}", _POWER),
    "circpower": lambda args: (f"{_text(args[0], _ATOM)}^{{\\circ {_text(args[1], _ATOM)}}}", _POWER),
    "slice": lambda args: (f"{_text(args[0], _ATOM)}[{_list(args[1:])}]", _POWER),
    ":": lambda args: (":".join("" if arg == Apply("none") else _text(arg, _SUM) for arg in args), _SUM),
    "cartesian": lambda args: (" \\times ".join(_text(arg, _POWER) for arg in args), _PRODUCT),
    "cross": lambda args: (" \\times ".join(_text(arg, _POWER) for arg in args), _PRODUCT),
    "dot": lambda args: (f"\\left\\langle {_list(args)} \\right\\rangle", _ATOM),
    **{sign: lambda args, sign=sign: (f" \\{sign} ".join(_text(arg, _POWER) for arg in args), _PRODUCT)  # type: ignore
       for sign in _SETWISE},
    "entry": lambda args: (f"\\left[{_text(args[0], _SUM)}\\right]_{{{_list(args[1:])}}}", _POWER),
    "dotted sum": _sum, "dotted product": lambda args: (" \\cdot ".join(_text(arg, _POWER) for arg in args), _PRODUCT),
    "dotted binomial": lambda args: (f"\\binom{{{_text(args[0], _SUM)}}}{{{_list(args[1:])}}}", _POWER),
    "dotted matrix": _matrix,
    "dotted tuple": lambda args: (f"\\left({_list(args)}\\right)", _ATOM),
    "dotted set": lambda args: (f"\\left\\{{{_list(args)}\\right\\}}", _ATOM),
    "mean": lambda args: (f"\\mathbb{{E}}_{{{_text(args[1], _SUM)}}}\\left[{_text(args[0], _SUM)}\\right]"
                          if len(args) == 2 else f"\\left\\langle {_text(args[0], _SUM)} \\right\\rangle", _ATOM),
    "over": lambda args: (_text(args[0], _SUM), _SUM), "under": lambda args: (_list(args), _SUM),
    "held": lambda args: (f"\\left({_text(args[0], _SUM)}\\right)_{{{_list(args[1:])}}}", _ATOM),
    "adjoint": lambda args: (f"{_text(args[0], _ATOM)}^{{H}}", _POWER),
    "factorial2": lambda args: (f"{_text(args[0], _ATOM)}!!", _POWER),
    "nabla cdot": lambda args: (f"\\nabla \\cdot {_text(args[0], _POWER)}", _PRODUCT),
    "nabla times": lambda args: (f"\\nabla \\times {_text(args[0], _POWER)}", _PRODUCT),
    "nabla ^2": lambda args: (f"\\nabla{''.join(f'_{{{_text(arg, _SUM)}}}' for arg in args[1:])}^2 "
                              f"{_text(args[0], _POWER)}", _PRODUCT),
    "nabla": lambda args: (f"\\nabla {_text(args[0], _POWER)}", _PRODUCT),
}
