"""The conventions of notation, as tables: what an ambiguous formula is taken to mean, and what else it may mean.

The weight of a row says what its other reading can do. Where a page settles a row by its words or by the rest of
its notation (`derive.elaborate.language.habits`), that holds instead.

    FIRM       nothing: it is not what the notation means
    LEANING    it keeps a step from being refuted
    OPEN       it keeps a step from being refuted and from being proved
"""

from __future__ import annotations

from dataclasses import dataclass

FIRM, LEANING, OPEN = "firm", "leaning", "open"


@dataclass(frozen=True, slots=True)
class Convention:
    """One ambiguity: how it looks, how it is read, how else it could be read."""

    pattern: str
    reading: str
    other: str = ""
    weight: str = FIRM
    uniform: bool = True                         # a page means the same by it at every place


AMBIGUITIES: dict[str, Convention] = {
    "slash_number": Convention("1/2x", "(1/2)x", "1/(2x)", OPEN, uniform=False),
    "slash_name": Convention("a/bc", "a/(bc)", "(a/b)c", OPEN, uniform=False),
    "slash_bracket": Convention("1/n(n+1)", "(1/n)(n+1)", "1/(n(n+1))", LEANING, uniform=False),
    "division_bracket": Convention("6 \\div 2(1+2)", "(6/2)(1+2)", "6/(2(1+2))", OPEN, uniform=False),
    "slash_power_of_ten": Convention("1/2.5 \\cdot 10^3", "1/(2.5 * 10^3); (1/2) 10^3", "(1/2.5) 10^3; 1/(2 * 10^3)",
                                     LEANING, uniform=False),
    "application": Convention("y(t), v(r)", "y applied to t", "y times t", OPEN),
    "powered_application": Convention("y^2(t)", "(y applied to t)^2", "y^2 times t", OPEN),
    "function_argument": Convention("F(a + b)", "F applied to a + b", "F times (a + b)", OPEN),
    "numeric_argument": Convention("y(0), \\zeta(2)", "y times 0", "y applied to 0", OPEN),
    "combinations": Convention("C_n^k, A_n^k", "a power of C_n", "a number of combinations or arrangements", LEANING),
    "braced_call": Convention("a^{2}{\\left(x\\right)}", "(a applied to x)^2", "a^2 times x", LEANING),
    "product": Convention("x(y+1)", "x times (y+1)", "x applied to y+1, where x is declared a function"),
    "function_letter": Convention("f(x)", "f applied to x", "f times x, where f is declared a number"),
    "implicit_argument": Convention("\\sin x y", "sin(x y)", "sin(x) y", OPEN, uniform=False),
    "angle_before_name": Convention("\\sin(a+b)x", "sin(a+b) times x", "sin((a+b)x)", LEANING, uniform=False),
    "legendre": Convention("\\left(\\frac{a}{p}\\right)", "a/p", "the symbol of Legendre, where the page speaks of it"),
    "log_power": Convention("\\log x^2", "log(x^2)", "(log x)^2", LEANING),
    "log_bracket": Convention("\\log(x)^2", "(log x)^2", "log(x^2)", LEANING),
    "power_of_moment": Convention("\\operatorname{E}(X - a)^2", "the mean of (X - a)^2", "the square of the mean",
                                  LEANING, uniform=False),
    "power_of_part": Convention("\\operatorname{Re}(z)^n", "(Re z)^n; Re(u^n) of a + i b", "the other one", LEANING,
                                uniform=False),
    "factorial_product": Convention("2n!", "2 times n!", "(2n)!", LEANING, uniform=False),
    "negated_power": Convention("-x^2", "-(x^2)", "(-x)^2"),
    "power_tower": Convention("2^3^4", "an error: braces are missing"),
    "sum_body": Convention("\\sum a + b", "(sum of a) + b", "sum of (a + b)", LEANING, uniform=False),
    "euler": Convention("e", "Euler's number", "a name: the charge of the electron", LEANING),
    "imaginary": Convention("i", "a name or an index; the imaginary unit in e^{i t}, \\mathrm{i}, i^2 = -1"),
    "pi": Convention("\\pi", "the circle's number", "a name", LEANING),
    "differential": Convention("d", "a name; before another name, d x, unread, unless d is declared"),
    "difference": Convention("\\Delta x", "one name", "a product, where \\Delta is declared"),
    "transpose": Convention("A^T", "the transpose, where A is a vector or a matrix", "a power with exponent T"),
    "bars": Convention("|a|b|c|", "|a| b |c|", "|a |b| c|, only with \\left and \\right"),
    "inverse_function": Convention("f^{-1}(x)", "the inverse function", "1/f(x)"),
    "inverse_sine": Convention("\\sin^{-1} x", "the arc sine", "1/\\sin x", LEANING),
    "prime": Convention("y', where y = x^2", "the derivative of y in x", "a name of its own", LEANING),
    "prime_of_layer": Convention("t', where t = \\tanh(w x + b)", "the derivative in x", "tanh' at its argument",
                                 LEANING),
    "starred": Convention("x^*", "a name of its own", "the conjugate", LEANING),
    "barred": Convention("\\bar z", "a name of its own", "the conjugate, of z, w and psi", LEANING),
    "log": Convention("\\log x", "the natural logarithm", "to base 10", LEANING),
    "log_binary": Convention("\\log x", "the natural logarithm", "to base 2", LEANING),
    "sinc": Convention("\\operatorname{sinc} x", "sin(x) / x", "sin(pi x) / (pi x)", LEANING),
    "pochhammer": Convention("(x)_n", "the rising factorial, of a number x and a whole n", "the falling one", LEANING),
    "lg": Convention("\\lg x", "to base 2", "to base 10", OPEN),
    "floor_bracket": Convention("[x]", "a bracket", "the floor of x", LEANING, uniform=False),
    "braces": Convention("\\{x\\}", "a bracket", "the fractional part of x", LEANING, uniform=False),
    "scientific": Convention("3E-2", "the numeral 0.03; a product where E stands elsewhere too", "3 times E, minus 2",
                             OPEN),
    "mod_of_sum": Convention("a + b \\bmod n", "(a + b) mod n", "a + (b mod n)", OPEN, uniform=False),
    "congruence": Convention("a = b \\mod n", "a is the remainder of b", "a and b are congruent", LEANING,
                             uniform=False),
    "mixed_number": Convention("2\\frac{1}{3}", "2 + 1/3", "2 times 1/3", OPEN),
    "percent_added": Convention("100 + 10\\%", "100 + 0.1", "100 and a tenth of it", LEANING),
    "percent_made": Convention("0.15 \\times 100 = 15\\%", "15% is 0.15", "15, as 100 has made the percents",
                               uniform=False),
    "little_omega": Convention("\\omega(n)", "omega times n; of an order above n where orders of growth stand"),
    "operator": Convention("\\frac{d}{dx}(u)v", "the derivative of u, times v", "the derivative of uv",
                           LEANING, uniform=False),
    "slope_at": Convention("\\frac{df}{dx}(a)", "the derivative of f at a", "the derivative of f, times a", OPEN,
                           uniform=False),
    "differentiator": Convention("D f(x), D_x f", "the derivative of f", "D times f, where D is declared", LEANING),
    "superscript_index": Convention("x^{(t)}", "a name of its own", "a power, where the bracket holds a formula"),
    "indicator": Convention("1\\{A\\}", "1 where A holds, 0 otherwise"),
    "delta": Convention("\\delta_{ij}", "Kronecker's delta", "an element of an array that is declared"),
    "interval": Convention("(a, b)", "a pair", "an open interval, after \\in"),
    "evaluated": Convention("F|_a^b", "F(b) - F(a) in the only variable of F"),
    "unlimited_sum": Convention("\\sum_k a_k", "over the whole range of the index"),
}

FUNCTIONS: dict[str, str] = {
    **{name: name for name in (
        "exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
        "asin", "acos", "atan", "acot", "asinh", "acosh", "atanh", "floor", "ceil", "erf", "sqrt", "det", "abs", "sinc",
    )},
    "ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arccot": "acot", "arsinh": "asinh",
    "arcsinh": "asinh", "arcosh": "acosh", "arccosh": "acosh", "artanh": "atanh", "arctanh": "atanh",
    "sgn": "sign", "sign": "sign", "ceiling": "ceil", "tr": "trace", "Tr": "trace", "trace": "trace", "Re": "re",
    "Im": "im", "tg": "tan", "ctg": "cot", "arctg": "atan", "cosec": "csc", "atan2": "atan2", "Gamma": "gamma",
    "max": "max", "min": "min", "mod": "mod", "rank": "rank", "Log": "log", "binomial": "binomial",
    "re": "re", "im": "im", "conj": "conj", "arg": "arg", "Arg": "arg",
}
CLOSED = frozenset({"e", "pi", *FUNCTIONS})       # names that stand in formulas of numbers alone
CIRCULAR = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan"})
SPECIAL = frozenset({"ReLU", "relu", "sigmoid", "softplus", "lg", "lb", "logit"})

# Heads with a meaning of their own in terms: a function of the document's that bears such a name is called by it.
VOCABULARY = frozenset({
    "at", "call", "tuple", "set", "interval", "matrix", "transpose", "inverse", "dot", "norm", "cross", "matmul",
    "matpow", "nabla", "range", "in", "and", "or", "not", "implies", "iff", "piecewise", "delta", "family", "undefined",
    "sum", "product", "limit", "derivative", "integral", "antiderivative", "forall", "exists", "conj", "root",
})

INVERSES: dict[str, str] = {
    "sin": "asin", "cos": "acos", "tan": "atan", "cot": "acot", "sinh": "asinh", "cosh": "acosh", "tanh": "atanh",
    "exp": "log", "log": "exp",
}

ARITIES: dict[str, tuple[int, int]] = {
    "atan2": (2, 2), "mod": (2, 2), "binomial": (2, 2), "max": (1, 999), "min": (1, 999),
}

FUNCTION_LETTERS = frozenset({"f", "g", "h", "F", "G", "H", "phi", "psi", "varphi", "Phi", "Psi", "sigma"})
RESIDUES = frozenset({"Res", "res", "operatorname{Res}", "mathrm{Res}"})
INDICATORS = frozenset({"mathbb{1}", "mathbf{1}", "mathbbm{1}", "mathbb{I}", "mathds{1}"})
# Letters that name one function of their field: probability, expectation, and the orders of growth.
PROBABILITY_LETTERS = frozenset({
    "O", "o", "Theta", "Omega", "p", "q", "P", "Q", "Pr", "E", "Var", "Cov", "mathbb{P}", "mathbb{E}", "mathbb{V}",
})
ORDERS = frozenset({"O", "o", "Theta", "Omega", "omega"})
TIME_LETTERS = frozenset({"t", "tau"})
INDEX_LETTERS = frozenset({"i", "j", "k", "l", "m", "n", "r", "s", "t", "ell"})

SETS: dict[str, str] = {
    "mathbb{R}": "reals", "mathbb{Z}": "integers", "mathbb{N}": "naturals", "mathbb{C}": "complexes",
}

RELATIONS: dict[str, str] = {
    "=": "=", "equiv": "=", "define": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    "in": "in", "approx": "approx", "propto": "propto", "sim": "sim", "subset": "subset", "perp": "perp",
    "implies": "implies", "iff": "iff",
    # Relations of which nothing is known here but that they hold between two things.
    **{name: name for name in (
        "subseteq", "supset", "supseteq", "subsetneq", "nsubseteq", "nsubset", "ll", "gg", "simeq", "cong", "asymp",
        "lesssim", "gtrsim", "prec", "preceq", "succ", "succeq", "parallel", "trianglelefteq",
    )},
    "mid": "divides", "divides": "=",
}

# Units of measure after a number: heads of their own, so that 3 cm + 4 cm is 7 cm, and nothing of it is refuted.
UNITS = frozenset({
    "mm", "cm", "dm", "km", "nm", "mg", "kg", "ms", "min", "hr", "hrs", "Hz", "kHz", "MHz", "GHz", "Pa", "kPa",
    "hPa", "mol", "ml", "mL", "kJ", "MJ", "kW", "MW", "kN", "eV", "keV", "MeV", "dB", "mph", "km/h", "m/s", "sec",
    "seconds", "minutes", "hours", "days", "weeks", "years", "meters", "metres", "inches", "feet", "ft",
    "miles", "dollars", "euros", "cents", "bits", "bytes", "kB", "MB", "GB", "rad", "deg", "units", "students",
    "people", "points", "liter", "liters", "litre", "litres", "gallon", "gallons", "gram", "grams", "kilograms",
    "kilometers", "kilometres", "dollar", "euro", "hour", "minute", "second", "day", "week", "year", "meter", "metre",
    "mile", "inch", "foot", "byte", "KiB", "MiB", "GiB", "TiB", "mA", "µA", "nA", "mV", "µV", "kV", "mΩ", "kΩ", "MΩ",
    "mF", "µF", "nF", "pF", "mH", "µH", "mT", "µs", "ns", "µm", "mW",
})

# Words that join statements: a text with one of them names no quantity.
PROSE = frozenset({
    "if", "for", "where", "when", "with", "and", "or", "is", "are", "was", "so", "then", "since", "because",
    "by", "let", "given", "such", "that", "as", "not", "no", "otherwise", "hence", "thus", "therefore", "we",
    "have", "has", "iff", "else", "from", "to", "in", "on", "all", "some", "any", "every", "each", "it", "this",
    "these", "be", "using", "which", "does", "do", "there", "exists", "exist", "above", "below", "at", "only",
    "but", "also", "assume", "suppose", "note", "unless", "until", "while", "than", "equals", "times", "plus",
    "minus", "undefined", "holds", "case", "true", "false",
})

GREEK = frozenset({
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota",
    "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "varpi", "rho", "varrho", "sigma", "varsigma", "tau",
    "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma",
    "Upsilon", "Phi", "Psi", "Omega", "ell", "hbar", "imath", "jmath", "aleph",
})
