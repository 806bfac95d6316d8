"""The value that a row of a reader corpus expects, built from its srepr, in the words in which ours is compared.

What SymPy has a class for and we have a name for is compared by that name: `legendre(n, x)` is P with the arguments
n, x; `MatrixSymbol('A', 3, 3)` is a name that does not commute; a transfer function is the fraction that is printed.
A name is what is typeset for it: `xHat` is \\hat{x}, `Alpha` is A, `x^alpha` is a power.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

import sympy as sp

ACCENTS = ("mathring", "ddddot", "dddot", "ddot", "dot", "check", "breve", "acute", "grave", "tilde", "hat", "bar", "vec")
FONTS = ("mathbf", "boldsymbol", "mathcal", "mathrm", "mathsf", "operatorname", "text", "rm", "mathit", "textbf", "cal")
CAPITALS = {"Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I", "Kappa": "K", "Mu": "M",
            "Nu": "N", "Omicron": "O", "omicron": "o", "Rho": "P", "Tau": "T", "Chi": "X"}


def key(name: str) -> str:
    """A name without the marks on which corpora differ: x_{1}, \\bar x and xbar, a'_b and a_b'."""
    primes = "'" * name.count("'")
    name = name.replace("'", "")
    if name.isidentifier() and not re.search(r"[_^\\{]", name):
        accents = ACCENTS + tuple(mark.capitalize() for mark in ACCENTS) + ("HAT", "BAR", "DOT", "VEC")
        for mark in accents:
            if name.lower().endswith(mark) and len(name) > len(mark):
                name = name[:-len(mark)] + mark
                break
    name = re.sub(rf"\\(?:{'|'.join(FONTS)})\b", "", name)
    for font in FONTS:
        name = re.sub(rf"\b{font}\{{(\w+)\}}", r"\1", name)
    name = name.replace("ring{", "mathring{").replace("mathmathring", "mathring")
    for _ in range(3):
        name = re.sub(rf"\\?(?:\b|(?<=\{{))({'|'.join(ACCENTS)})\{{?\\?(\w+)\}}?", r"\2\1", name)
    bare = re.sub(r"[\\{}\s,_^[\]]", "", name.replace("**", "^")).replace("varepsilon", "epsilon")
    return CAPITALS.get(bare, bare) + primes


def opaque(name: str) -> Callable[..., Any]:
    return lambda *args: sp.Function(name)(*args)


SPECIAL: dict[str, Callable[..., Any]] = {
    **{name: opaque(letter) for name, letter in {
        "legendre": "P", "chebyshevt": "T", "chebyshevu": "U", "hermite": "H", "hermite_prob": "He", "laguerre": "L",
        "besselj": "J", "bessely": "Y", "besseli": "I", "besselk": "K", "hankel1": "H(1)", "hankel2": "H(2)", "jn": "j",
        "yn": "y", "hn1": "h(1)", "hn2": "h(2)", "airyai": "Ai", "airybi": "Bi", "fresnels": "S", "fresnelc": "C",
        "elliptic_k": "K", "expint": "E", "Chi": "Chi", "Shi": "Shi", "Ei": "Ei", "Si": "Si", "Ci": "Ci",
        "polylog": "Li", "zeta": "zeta", "dirichlet_eta": "eta", "lowergamma": "gamma", "uppergamma": "Gamma",
        "lerchphi": "Phi", "mathieuc": "C", "mathieus": "S", "mathieucprime": "C'", "mathieusprime": "S'",
        "totient": "phi", "reduced_totient": "lambda", "primenu": "nu", "primeomega": "Omega", "mobius": "mu",
        "DiracDelta": "delta", "Heaviside": "theta", "frac": "frac", "digamma": "psi", "Expectation": "E",
        "Probability": "P", "Variance": "Var", "Covariance": "Cov", "Cross": "cross", "Dot": "dot",
    }.items()},
    "elliptic_f": opaque("F|"), "elliptic_e": lambda *a: sp.Function("E" if len(a) == 1 else "E|")(*a),
    "elliptic_pi": lambda *a: sp.Function("Pi|" if len(a) == 2 else "Pi,|")(*a),
    "assoc_legendre": lambda n, a, x: sp.Function(f"P({a})")(n, x),
    "assoc_laguerre": lambda n, a, x: sp.Function(f"L({a})")(n, x),
    "gegenbauer": lambda n, a, x: sp.Function(f"C({a})")(n, x),
    "jacobi": lambda n, a, b, x: sp.Function(f"P({a}{b})")(n, x),
    "LambertW": lambda n, k=None: sp.Function("W")(*([n] if k is None else [k, n])),
    "divisor_sigma": lambda n, k=None: sp.Function("sigma")(*([n] if k is None else [k, n])),
    "udivisor_sigma": lambda n, k=None: sp.Function("sigma^*")(*([n] if k is None else [k, n])),
    "beta": lambda x, y=None: sp.Function("B")(x, x if y is None else y),
    "bell": lambda n, k=None, xs=(): sp.Function("B")(n, *([k] if k is not None else []), *xs),
    **{name: (lambda n, x=None, letter=letter: sp.Function(letter)(n, x) if x is not None
              else sp.Symbol(f"{letter}{n}") if isinstance(n, sp.Symbol) else sp.Function(letter)(n))
       for name, letter in {"euler": "E", "genocchi": "G", "catalan": "C", "lucas": "L", "tribonacci": "T",
                            "fibonacci": "F", "bernoulli": "B", "stieltjes": "gamma"}.items()},
    **{f"Inverse{name}Transform": (lambda f, k, x, *_, letter=name[0]: sp.Function(
        f"transform mathcal{{{letter}}}^{{-1}}")(f, k, x)) for name in ("Fourier", "Laplace", "Mellin")},
    "LeviCivita": lambda *a: sp.Symbol("epsilon" + "".join(str(x).replace(" ", "") for x in a)),
    **{name: (lambda n, m, *at, letter=name[0]: sp.Function(f"{letter}{m}")(n, *at)) for name in ("Ynm", "Znm")},
    "Tr": lambda a, *_: sp.Function("Trace")(a), "Range": lambda *ends: _range(ends),
    "AccumulationBounds": opaque("dot"), "SingularityFunction": lambda x, a, n: sp.Function("mean")(x - a) ** n,
    # Matrices of which only the name is known do not commute.
    "MatrixSymbol": lambda name, *shape: _symbol(str(name), {"commutative": False}),
    "MatMul": lambda *a: _product(a), "MatAdd": lambda *a: _sum(a), "MatPow": lambda a, b: a ** b,
    "Transpose": sp.transpose, "Adjoint": sp.adjoint, "Inverse": lambda a, *_: a ** -1,
    "Trace": lambda a: a.trace() if isinstance(a, sp.MatrixBase) else sp.Function("Trace")(a),
    "HadamardProduct": opaque("circ"), "HadamardPower": opaque("circpower"), "KroneckerProduct": opaque("otimes"),
    "DotProduct": lambda a, b: a * b, "MatrixElement": lambda a, *i: _element(a, i), "Identity": lambda n: sp.Symbol("I"),
    "ZeroMatrix": lambda *n: sp.Symbol("0"),
    # Transfer functions are the fractions that are printed; elements of fields and rings, sums of monomials.
    "TransferFunction": lambda n, d, *_: n / d, "DiscreteTransferFunction": lambda *a: _unknown(),
    "Series": lambda *a: _product(a), "Parallel": lambda *a: sp.Add(*a),
    "Feedback": lambda g, h, sign=-1: g / (1 - sign * g * h),
    "PolyElement": lambda ring, terms: _polynomial(ring, terms),
    "FracElement": lambda field, above, below: _polynomial(field, above) / _polynomial(field, below),
    "PolyRing": lambda names, *_: list(names), "FracField": lambda names, *_: list(names),
    "FractionField": lambda field: field,
    "frozenset": lambda items: sp.FiniteSet(*items), "set": lambda items: sp.FiniteSet(*items),
    "Object": lambda name: sp.Symbol(name), "Category": lambda name, *_: sp.Symbol(name),
    "ImmutableDenseNDimArray": lambda *a: _array(*a), "ArraySymbol": lambda name, *_: name,
    "IndexedBase": lambda label, *_: label, "Permutation": lambda *a: _unknown(), "Cycle": lambda *a: _unknown(),
    "Poly": lambda *a: _unknown(), "ComplexRootOf": lambda *a: _unknown(), "RootSum": lambda *a: _unknown(),
    "RandomSymbol": lambda name, *_: sp.Symbol(str(name)), "TupleArg": lambda *a: list(a),
}


def _range(ends: tuple[Any, ...]) -> Any:
    """A row of whole numbers, or what SymPy prints for one with names in it."""
    if not any(end.free_symbols for end in ends):
        return sp.Range(*ends)
    kept = ends[:2] if ends[2] == 1 else ends
    return sp.Function("Range")(*(kept[1:] if len(kept) == 2 and kept[0] == 0 else kept))


class NotCompared(Exception):
    """What the row expects is no value that a formula could have."""


def _unknown() -> Any:
    raise NotCompared("an object of SymPy's own")


def _element(a: Any, index: tuple[Any, ...]) -> Any:
    if not isinstance(a, sp.Symbol):
        return sp.Function("entry")(a, *index)
    return sp.Symbol(a.name + "".join(str(i) for i in index))


def _array(items: Any, shape: Any = None) -> Any:
    if shape is None or len(shape) != 2:
        raise NotCompared("an array that is no matrix")
    return sp.ImmutableMatrix(int(shape[0]), int(shape[1]), list(items))


def _product(parts: Any) -> Any:
    result = parts[0]
    for part in parts[1:]:
        result = result * part
    return result


def _sum(parts: Any) -> Any:
    for shape in [part.shape for part in parts if isinstance(part, sp.MatrixBase)][:1]:
        if any(isinstance(part, sp.Symbol) for part in parts):
            return sp.MatAdd(*[sp.MatrixSymbol(p.name, *shape) if isinstance(p, sp.Symbol) else p for p in parts])
    result = parts[0]
    for part in parts[1:]:
        result = result + part
    return result


def _polynomial(names: list[Any], terms: Any) -> Any:
    flat = []
    for name in names:
        flat.append(name)
    return sp.Add(*[coefficient * _product([sp.Integer(1), *(s ** e for s, e in zip(flat, powers, strict=False))])
                    for powers, coefficient in terms])


NAMES: dict[str, Any] = {
    "ExprCondPair": lambda value, condition: (value, condition), "true": sp.true, "false": sp.false, "oo": sp.oo,
    "nan": sp.nan, "pi": sp.pi, "E": sp.E, "I": sp.I, "zoo": sp.zoo, "Str": str, "EmptySet": sp.EmptySet,
    "Naturals": sp.S.Naturals0, "Naturals0": sp.S.Naturals0, "Integers": sp.S.Integers, "Reals": sp.S.Reals,
    "ZZ": None, "QQ": None, "lex": None, "grlex": None,
}
UNITS = {"meter": "m", "second": "s", "gram": "g", "micro": "mu", "kilogram": "kg"}


def built(text: str) -> Any:
    """The SymPy expression of an srepr, built without evaluating the text."""
    text = re.sub(r"\b(?:ZZ|QQ)\[[^\]]*\]", "ZZ", text)
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as fault:
        raise NotCompared("no srepr") from fault
    match tree:
        case ast.Call(func=ast.Name(id="Function"), args=[ast.Constant(value=str(name))]):
            return sp.Symbol(name)               # a function without arguments is its name
    return _built(tree)


def _built(node: ast.AST) -> Any:
    match node:
        case ast.Constant(value=str(text)) if text.startswith("ImmutableDenseMatrix("):
            return built(text)
        case ast.Constant(value=None):
            return _unknown()
        case ast.Constant(value=value):
            return value
        case ast.Tuple(elts=[ast.Tuple(elts=[ast.Call(), ast.Constant() | ast.UnaryOp()]), *_] as items):
            word = [_built(item) for item in items]      # a word of a free group
            return _product([sp.Symbol(str(name), commutative=False) ** power for name, power in word])
        case ast.Call(func=ast.Name(id="MatrixSlice"), args=[ast.Call(args=[name, *sizes]), *cuts]):
            parts = [_cut(_built(cut), _built(size)) for cut, size in zip(cuts, sizes, strict=True)]
            return sp.Function("slice")(sp.Symbol(str(_built(name)), commutative=False), *parts)
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            return [_built(item) for item in items]
        case ast.UnaryOp(operand=operand):
            return -_built(operand)
        case ast.Name(id=name):
            return _named(name)
        case ast.Call(func=ast.Name(id="Symbol"), args=args):
            return _symbol(_built(args[0]), {word.arg: _built(word.value) for word in node.keywords})
        case ast.Call(func=ast.Name(id="Function"), args=[name]):
            return _function(str(_built(name)))
        case ast.Call(func=ast.Name(id=name), args=args) if name in SPECIAL:
            return SPECIAL[name](*[_built(arg) for arg in args])
        case ast.Call(func=func, args=args):
            keywords = {word.arg: _built(word.value) for word in node.keywords if word.arg}
            return _built(func)(*[_built(arg) for arg in args], **keywords)
    raise NotCompared("no srepr")


def _cut(ends: list[Any], size: Any) -> Any:
    """From, to and step as they are printed: an end that goes without saying is left out."""
    start, stop, step = ends
    kept = [sp.Symbol("none") if start == 0 else start, sp.Symbol("none") if stop == size else stop]
    return sp.Tuple(*kept, *([step] if step != 1 else []))


def _function(name: str) -> Any:
    """A function by its name; words of several letters take what is typeset below them as arguments: ab_c(x)."""
    if name.startswith("\\") and name[1:] in ("exp", "sin", "cos", "tan", "log"):
        return getattr(sp, name[1:])
    if name.endswith("'"):
        return _primed(name.rstrip("'"), len(name) - len(name.rstrip("'")))
    found = re.fullmatch(r"([A-Za-z]{2,}?)_?(\d+|(?<=_)[a-z]+)", name)
    if found is None or found[1] in ("alpha", "beta", "gamma", "omega"):
        return sp.Function(name)
    lower = [sp.Integer(found[2])] if found[2].isdigit() else [sp.Symbol(letter) for letter in found[2]]
    return lambda *args: sp.Function(found[1])(*lower, *args)


def _primed(name: str, order: int) -> Any:
    """f'(u): the derivative of f at u."""
    def made(at: Any) -> Any:
        t = sp.Symbol("t")
        slope = sp.Derivative(sp.Function(name)(t), (t, order))
        return sp.Derivative(sp.Function(name)(at), (at, order)) if at.is_Symbol else sp.Subs(slope, t, at)
    return made


def _named(name: str) -> Any:
    if name in NAMES:
        return NAMES[name]
    if name in UNITS:
        return sp.Symbol(UNITS[name])
    if not hasattr(sp, name):
        raise NotCompared(f"SymPy's {name}")
    return getattr(sp, name)


def _symbol(name: str, keywords: dict[str, Any]) -> Any:
    if name in ("\\pi", "pi"):
        return sp.pi
    commutes = keywords.get("commutative", True)
    stem, hat, exponent = name.partition("^")
    if hat and "{" not in name and not exponent.startswith(("{", "\\", "*", "'")) and not stem.endswith("^") and "\\" not in name:
        exponent, _, lower = exponent.lstrip("^").partition("_")      # x^alpha is typeset as a power
        stem = stem + ("_" + lower if lower else "")
        power = sp.Integer(exponent) if exponent.isdigit() else sp.Symbol(exponent)
        return sp.Symbol(stem, commutative=commutes) ** power
    if re.fullmatch(r"[A-Za-z]+__\w+", name):
        stem, _, exponent = name.partition("__")
        return sp.Symbol(stem) ** (sp.Integer(exponent) if exponent.isdigit() else sp.Symbol(exponent))
    return sp.Symbol(name, commutative=commutes)


def matrices(text: str) -> list[str]:
    """The names that a row declares to be matrices."""
    found = re.findall(r"MatrixSymbol\((?:Str\()?'(\w+)[\^']|Symbol\('(\w+)', commutative=False", text)
    word = re.findall(r"\(Symbol\('(\w+)'\), -?\d+\)", text) if text.startswith("((") else []
    return [first or second for first, second in found] + word


def spelled_out(expression: Any) -> Any:
    """The expression with its words of several letters as the products of letters that are typeset for them."""
    words = [s for s in expression.atoms(sp.Symbol) if s.name.isalpha() and 1 < len(s.name) < 9]
    return expression.xreplace({word: sp.Mul(*[_letter(letter) for letter in word.name]) for word in words})


def _letter(letter: str) -> Any:
    return sp.E if letter == "e" else sp.Symbol(letter)
