"""True steps of algebra and analysis with random parameters, one function a family, as LaTeX.

Each function yields `(left side, right side, conditions...)`; a right side that begins with a relation other than
`=` brings its own. The steps are built from expansions done here in integers, and from identities in any textbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb, factorial
from random import Random

Steps = Iterator[tuple[str, ...]]
SMALL = (-5, -4, -3, -2, 2, 3, 4, 5)


def quotient(value: Fraction | int) -> str:
    """A positive rational."""
    value = Fraction(value)
    return str(value.numerator) if value.denominator == 1 else rf"\frac{{{value.numerator}}}{{{value.denominator}}}"


def total(parts: Sequence[tuple[Fraction | int, str]]) -> str:
    """A sum of coefficients times monomials, with signs as people write them."""
    written = ""
    for coefficient, monomial in parts:
        if coefficient:
            sign = "-" if coefficient < 0 else "+" if written else ""
            size = "" if abs(coefficient) == 1 and monomial else quotient(abs(coefficient))
            written += f" {sign} {size}{monomial}"
    return written.strip() or "0"


def power(name: str, exponent: int) -> str:
    return "" if exponent == 0 else name if exponent == 1 else f"{name}^{{{exponent}}}"


def poly(coefficients: Sequence[Fraction | int], name: str = "x") -> str:
    """A polynomial, its coefficients from the constant upwards."""
    return total([(c, power(name, e)) for e, c in reversed(list(enumerate(coefficients)))])


def times(left: Sequence[int], right: Sequence[int]) -> list[int]:
    product = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            product[i + j] += a * b
    return product


def derived(coefficients: Sequence[Fraction | int]) -> list[Fraction | int]:
    return [e * c for e, c in enumerate(coefficients)][1:] or [0]


def at(coefficients: Sequence[Fraction | int], x: Fraction | int) -> Fraction:
    return sum((Fraction(c) * Fraction(x) ** e for e, c in enumerate(coefficients)), Fraction(0))


def polynomials(d: Random) -> Steps:
    a, b, c = d.sample(SMALL, 3)
    n = d.randint(2, 5)
    p, q, r = ([d.choice(SMALL) for _ in range(d.randint(2, 4))] for _ in range(3))
    yield f"({poly(p)})({poly(q)})", poly(times(p, q))
    yield f"({poly(p)})({poly(q)})({poly(r)})", poly(times(times(p, q), r))
    yield (f"(x + {abs(a)}y)^{n}",
           total([(comb(n, k) * abs(a) ** k, power("x", n - k) + power("y", k)) for k in range(n + 1)]))
    yield f"x^{n} - y^{n}", f"(x - y)({total([(1, power('x', n - 1 - k) + power('y', k)) for k in range(n)])})"
    yield (f"x^2 {total([(2 * a, 'x')]) if a < 0 else '+ ' + total([(2 * a, 'x')])} + {abs(b)}",
           f"({poly([a, 1])})^2 + {total([(abs(b) - a * a, '')])}".replace("+ -", "-"))
    yield (f"({total([(abs(a), 'x'), (b, 'y')])})^2 - ({total([(abs(a), 'x'), (-b, 'y')])})^2",
           total([(4 * abs(a) * b, "xy")]))
    yield r"(x+y+z)^3 - x^3 - y^3 - z^3", r"3(x+y)(y+z)(z+x)"
    yield f"(x^2 + {n}y^2)(z^2 + {n}t^2)", f"(xz - {n}yt)^2 + {n}(xt + yz)^2"
    yield f"x^3 + y^3 + {c * c}z - (x + y)^3", f"{c * c}z - 3xy(x + y)"
    yield f"{abs(a)}(x - y) - {abs(b)}(y - x)", f"{abs(a) + abs(b)}(x - y)"
    yield f"(x - {n})(y + {abs(c)}) - xy", total([(abs(c), "x"), (-n, "y"), (-n * abs(c), "")])


def rational_functions(d: Random) -> Steps:
    a, b, c = d.sample(range(1, 8), 3)
    n = d.randint(2, 5)
    e, f, g, h = (d.choice(SMALL) for _ in range(4))
    yield (rf"\frac{{1}}{{(x - {a})(x - {b})}}",
           rf"\frac{{1}}{{{a - b}}} \left(\frac{{1}}{{x - {a}}} - \frac{{1}}{{x - {b}}}\right)")
    yield rf"\frac{{x^{n} - 1}}{{x - 1}}", poly([1] * n)
    yield rf"\frac{{x}}{{y + {a}}} + \frac{{{b}}}{{x}}", rf"\frac{{x^2 + {b}y + {a * b}}}{{x(y + {a})}}"
    yield (rf"\frac{{{c}}}{{1 + \frac{{1}}{{{poly([b, a])}}}}}",
           rf"\frac{{{poly([c * b, c * a])}}}{{{poly([b + 1, a])}}}")
    yield rf"\frac{{{poly([e, f])}}}{{x + {a}}}", rf"{total([(f, '')])} + \frac{{{e - f * a}}}{{x + {a}}}"
    yield rf"\frac{{1}}{{\frac{{1}}{{{a}x}} + \frac{{1}}{{y}}}}", rf"\frac{{{a}xy}}{{{a}x + y}}"
    yield rf"\frac{{x^2 - {a * a}}}{{x + {a}}}", f"x - {a}"
    yield rf"\frac{{1}}{{x^{n}}} - \frac{{{c}}}{{x^{n + 1}}}", rf"\frac{{x - {c}}}{{x^{n + 1}}}"
    yield rf"\frac{{{total([(a * b, 'xy'), (a * g, 'x')])}}}{{{a}x}}", f"{total([(b, 'y'), (g, '')])}"
    yield rf"\frac{{x / y}}{{z / {c}}}", rf"\frac{{{c}x}}{{yz}}"
    yield rf"\frac{{{a}}}{{x}} - \frac{{{a}}}{{x + {b}}}", rf"\frac{{{a * b}}}{{x(x + {b})}}"
    yield (rf"\frac{{{poly(times([-a, 1], [h, 1]))}}}{{{poly(times([-a, 1], [b, 1]))}}}",
           rf"\frac{{{poly([h, 1])}}}{{x + {b}}}")


def radicals(d: Random) -> Steps:
    a, b = d.sample((2, 3, 5, 6, 7, 10, 11), 2)
    c, m = d.randint(2, 7), d.randint(2, 4)
    p, q = "a > 0", "b > 0"
    yield rf"\frac{{1}}{{\sqrt{{{a}}} + \sqrt{{{b}}}}}", rf"\frac{{\sqrt{{{a}}} - \sqrt{{{b}}}}}{{{a - b}}}"
    yield rf"\sqrt{{{a + b} + 2\sqrt{{{a * b}}}}}", rf"\sqrt{{{a}}} + \sqrt{{{b}}}"
    yield rf"\sqrt{{{a * c * c}}}", rf"{c}\sqrt{{{a}}}"
    yield rf"\sqrt{{a^{{{2 * m}}} b}}", rf"a^{m} \sqrt{{b}}", p, q
    yield rf"(\sqrt{{a}} + {c}\sqrt{{b}})^2", rf"a + {2 * c}\sqrt{{ab}} + {c * c}b", p, q
    yield r"\frac{a - b}{\sqrt{a} - \sqrt{b}}", r"\sqrt{a} + \sqrt{b}", p, q
    yield rf"\frac{{1}}{{\sqrt{{x^2 + {c}}} - x}}", rf"\frac{{\sqrt{{x^2 + {c}}} + x}}{{{c}}}"
    yield rf"\sqrt{{x^2 + {2 * c}x + {c * c}}}", f"|x + {c}|"
    yield rf"\frac{{{c}a}}{{\sqrt{{a}}}}", rf"{c}\sqrt{{a}}", p
    yield rf"\sqrt{{1 + {c}x^2}} - \frac{{{c}x^2}}{{\sqrt{{1 + {c}x^2}}}}", rf"\frac{{1}}{{\sqrt{{1 + {c}x^2}}}}"
    yield rf"\sqrt[3]{{{c ** 3}a^3b}}", rf"{c}a\sqrt[3]{{b}}", p, q
    yield rf"\sqrt[{m}]{{a}} \cdot \sqrt[{m + 1}]{{a}}", rf"a^{{{2 * m + 1}/{m * (m + 1)}}}", p
    yield r"\frac{1}{\sqrt[3]{a} - \sqrt[3]{b}}", r"\frac{a^{2/3} + a^{1/3} b^{1/3} + b^{2/3}}{a - b}", p, q
    yield rf"\sqrt{{\frac{{a}}{{b}}}} \sqrt{{\frac{{{c * c}b}}{{a}}}}", str(c), p, q
    yield rf"\sqrt{{{c * c + a} - {2 * c}\sqrt{{{a}}}}}", rf"|{c} - \sqrt{{{a}}}|"


def powers_and_logarithms(d: Random) -> Steps:
    a, b = d.sample(range(2, 7), 2)
    n = d.randint(2, 5)
    p, q = "a > 0", "b > 0"
    yield rf"e^{{{a}x + {b}}} e^{{-{b}x}}", rf"e^{{{total([(a - b, 'x'), (b, '')])}}}"
    yield rf"\ln(a^{a} b^{b})", rf"{a} \ln a + {b} \ln b", p, q
    yield rf"\ln\frac{{a^{n}}}{{{b}b}}", rf"{n} \ln a - \ln {b} - \ln b", p, q
    yield rf"\ln(1 + {a}e^x)", rf"x + \ln({a} + e^{{-x}})"
    yield rf"\frac{{{a}}}{{1 + e^{{-x}}}}", rf"\frac{{{a}e^x}}{{1 + e^x}}"
    yield rf"{a}^{{x + {n}}}", rf"{a ** n} \cdot {a}^x"
    yield rf"e^{{{n} \ln a}}", f"a^{n}", p
    yield rf"\log_{a} (a^{n} b)", rf"\frac{{{n} \ln a + \ln b}}{{\ln {a}}}", p, q
    yield rf"(e^x - {a}e^{{-x}})^2", rf"e^{{2x}} - {2 * a} + {a * a}e^{{-2x}}"
    yield rf"\frac{{{a}e^x}}{{e^x + e^y}}", rf"\frac{{{a}}}{{1 + e^{{y - x}}}}"
    yield rf"\sqrt{{e^{{{2 * a}x}}}}", rf"e^{{{a}x}}"
    yield rf"\log_{{{a}}} {a ** n}", str(n)
    yield rf"\ln({a}x) - \ln({b}x)", rf"\ln \frac{{{a}}}{{{b}}}"
    yield (rf"\exp\left(-\frac{{(x - {a})^2}}{{2}}\right)",
           rf"e^{{-x^2/2}} e^{{{a}x}} e^{{-{quotient(Fraction(a * a, 2))}}}")
    yield rf"a^{{{n}x}} \cdot a^{{x}}", rf"(a^x)^{{{n + 1}}}", p
    yield rf"\ln \sqrt[{n}]{{a}}", rf"\frac{{\ln a}}{{{n}}}", p


def trigonometry(d: Random) -> Steps:
    a, b = d.sample(range(2, 6), 2)
    yield rf"\sin({a}x + {b}y)", rf"\sin({a}x)\cos({b}y) + \cos({a}x)\sin({b}y)"
    yield rf"\cos({a}x) \cos({b}x)", rf"\frac{{\cos({a + b}x) + \cos({abs(a - b)}x)}}{{2}}"
    yield rf"\cos({a}x) - \cos({b}x)", rf"-2\sin\frac{{{a + b}x}}{{2}} \sin\frac{{({a - b})x}}{{2}}"
    yield rf"\sin(2 \cdot {a}x)", rf"2\sin({a}x)\cos({a}x)"
    yield r"\tan(2x)", r"\frac{2\tan x}{1 - \tan^2 x}"
    yield rf"{a} + {a}\tan^2 x", rf"\frac{{{a}}}{{\cos^2 x}}"
    yield rf"\sin^4 ({a}x) - \cos^4 ({a}x)", rf"1 - 2\cos^2 ({a}x)"
    yield rf"\sin({3 * a}x)", rf"3\sin({a}x) - 4\sin^3 ({a}x)"
    yield r"\tan\frac{x}{2}", r"\frac{\sin x}{1 + \cos x}"
    yield rf"\sin\left(x + \frac{{\pi}}{{6}}\right) \cdot {2 * a}", rf"{a}\sqrt{{3}} \sin x + {a}\cos x"
    yield rf"\cos^2 ({a}x)", rf"\frac{{1 + \cos({2 * a}x)}}{{2}}"
    yield r"\frac{1}{1 - \sin x} + \frac{1}{1 + \sin x}", r"\frac{2}{\cos^2 x}"
    yield rf"(\sin({b}x) + \cos({b}x))^2", rf"1 + \sin({2 * b}x)"
    yield rf"\cot x - \cot({2}x)", r"\frac{1}{\sin(2x)}"
    yield rf"\cos(\pi - {a}x)", rf"-\cos({a}x)"
    yield r"\sec^2 x - \tan^2 x", "1"
    yield r"\cos(4x)", r"8\cos^4 x - 8\cos^2 x + 1"
    yield r"\sin(x + y)\sin(x - y)", r"\sin^2 x - \sin^2 y"


def hyperbolic_functions(d: Random) -> Steps:
    a, b = d.sample(range(2, 6), 2)
    yield rf"\cosh^2({a}x) - \sinh^2({a}x)", "1"
    yield rf"\sinh({2 * a}x)", rf"2\sinh({a}x)\cosh({a}x)"
    yield rf"\tanh({a}x)", rf"\frac{{e^{{{2 * a}x}} - 1}}{{e^{{{2 * a}x}} + 1}}"
    yield rf"\cosh({a}x + y)", rf"\cosh({a}x)\cosh y + \sinh({a}x) \sinh y"
    yield r"1 - \tanh^2 x", r"\frac{1}{\cosh^2 x}"
    yield rf"{a}\cosh x + {a}\sinh x", rf"{a}e^x"
    yield r"\tanh x", r"\frac{2}{1 + e^{-2x}} - 1"
    yield rf"\sinh x + \sinh({b}y)", rf"2\sinh\frac{{x + {b}y}}{{2}} \cosh\frac{{x - {b}y}}{{2}}"
    yield r"\sinh(3x)", r"3\sinh x + 4\sinh^3 x"
    yield rf"(\cosh x + \sinh x)^{a}", rf"\cosh({a}x) + \sinh({a}x)"


def inverse_functions(d: Random) -> Steps:
    a, b = d.sample(range(2, 9), 2)
    yield rf"\sin(\arccos({a}x))", rf"\sqrt{{1 - {a * a}x^2}}"
    yield rf"\cos(\arctan({a}x))", rf"\frac{{1}}{{\sqrt{{1 + {a * a}x^2}}}}"
    yield rf"\arcsin({a}x) + \arccos({a}x)", r"\frac{\pi}{2}"
    yield rf"\tan(\arcsin x) + {b}", rf"{b} + \frac{{x}}{{\sqrt{{1 - x^2}}}}"
    yield rf"\operatorname{{arsinh}} ({a}x)", rf"\ln({a}x + \sqrt{{{a * a}x^2 + 1}})"
    yield rf"\operatorname{{artanh}} x \cdot {2 * a}", rf"{a} \ln \frac{{1 + x}}{{1 - x}}"
    yield rf"\arctan x + \arctan\frac{{1}}{{x}} - {b}", rf"\frac{{\pi}}{{2}} - {b}", "x > 0"
    yield r"\sin(2\arctan x)", r"\frac{2x}{1 + x^2}"
    yield r"\cos(2\arcsin x)", r"1 - 2x^2"
    yield rf"\arctan\frac{{1}}{{{a}}} + \arctan\frac{{{a - 1}}}{{{a + 1}}}", r"\frac{\pi}{4}"
    yield rf"\sinh(\ln({a}x))", rf"\frac{{{a}x}}{{2}} - \frac{{1}}{{{2 * a}x}}", "x > 0"
    yield rf"\arcsin(-{a}x)", rf"-\arcsin({a}x)"
    yield rf"\tan(\arctan {a} - \arctan {b})", rf"\frac{{{a - b}}}{{{1 + a * b}}}"


def pieces(d: Random) -> Steps:
    a, b = d.sample(range(2, 8), 2)
    yield rf"\max({a}x, 0)", rf"\frac{{{a}x + {a}|x|}}{{2}}"
    yield rf"\max(x, {a}y) + \min(x, {a}y)", f"x + {a}y"
    yield rf"\max(x, y + {b})", rf"\frac{{x + y + {b} + |x - y - {b}|}}{{2}}"
    yield rf"\begin{{cases}} {a}x & x > 0 \\ {b}x & x \le 0 \end{{cases}}", rf"{a}\max(x, 0) - {b}\max(-x, 0)"
    yield rf"\min(\max(x, -{a}), {a})", rf"\frac{{|x + {a}| - |x - {a}|}}{{2}}"
    yield f"|x - {a}|^2", f"x^2 - {2 * a}x + {a * a}"
    yield f"|{a}x| |{b}y|", f"{a * b}|xy|"
    yield rf"\lfloor x + {a} \rfloor", rf"\lfloor x \rfloor + {a}"
    yield rf"\lceil x - {a} \rceil", rf"\lceil x \rceil - {a}"
    yield r"\lceil x \rceil", r"-\lfloor -x \rfloor"
    yield rf"\lfloor {quotient(Fraction(10 * a + 3, 7))} \rfloor", str((10 * a + 3) // 7)
    yield rf"\begin{{cases}} -x^2 & x < 0 \\ x^2 & x \ge 0 \end{{cases}} + {a}", f"x|x| + {a}"
    yield rf"\max(x, y, {a}) - {b}", rf"\max(\max(x - {b}, y - {b}), {a - b})"
    yield rf"\max(0, x)\max(0, -x) + {a}", str(a)
    yield f"|x - {a}|", f"{a} - x", f"x < {a}"
    yield rf"\sqrt{{(x - {b})^2}} + x", str(b), f"x \\le {b}"
    yield rf"|x - {a}| + |x + {b}|", str(a + b), f"-{b} \\le x", f"x \\le {a}"


def factorials(d: Random) -> Steps:
    a, m = d.randint(2, 6), d.randint(4, 9)
    whole, between = "n is a natural number", "k is a natural number"
    yield rf"\frac{{(n + {a})!}}{{(n + {a - 1})!}}", f"n + {a}", whole
    yield r"\frac{(n+2)!}{n!}", "n^2 + 3n + 2", whole
    yield r"\binom{n}{2}", r"\frac{n(n - 1)}{2}", whole, r"n \ge 2"
    yield r"\binom{n}{k}", r"\frac{n}{k} \binom{n-1}{k-1}", whole, between, r"1 \le k", r"k \le n"
    yield r"\binom{n+1}{k}", r"\binom{n}{k} + \binom{n}{k-1}", whole, between, r"1 \le k", r"k \le n"
    yield r"(n+1)! - n!", r"n \cdot n!", whole
    yield rf"\binom{{{m}}}{{{m - 3}}}", str(comb(m, 3))
    yield f"{m}!", str(factorial(m))
    yield r"\frac{n}{(n+1)!}", r"\frac{1}{n!} - \frac{1}{(n+1)!}", whole
    yield r"\binom{n}{k}", r"\binom{n}{n-k}", whole, between, r"k \le n"
    yield r"\frac{(2n+2)!}{(2n)!}", "(2n+1)(2n+2)", whole
    yield rf"\frac{{{a}^{{n+1}}}}{{(n+1)!}} \cdot \frac{{n!}}{{{a}^n}}", rf"\frac{{{a}}}{{n+1}}", whole
    yield r"\frac{\binom{n}{k+1}}{\binom{n}{k}}", r"\frac{n-k}{k+1}", whole, between, "k < n"
    yield rf"\binom{{n+{a}}}{{n}}", rf"\binom{{n+{a}}}{{{a}}}", whole


def decimals(d: Random) -> Steps:
    p, q = d.randint(1, 40), d.choice((3, 7, 9, 11, 13, 17))
    a, places = d.randint(2, 9), d.randint(2, 5)
    value = Fraction(p, q)
    yield quotient(value), f"{float(value):.{places}f}", "rounded"
    yield rf"\sqrt{{{q}}}", f"\\approx {q ** 0.5:.{places}f}", "rounded"
    yield rf"e^{{{a}/10}}", f"\\approx {2.718281828459045 ** (a / 10):.{places}f}", "rounded"
    yield rf"\pi \cdot {a}", f"\\approx {3.141592653589793 * a:.{places}f}", "rounded"
    yield f"0.{a} + 0.{10 - a}5", "1.05"
    yield f"{p}.5 \\cdot 0.{a}", f"{(2 * p + 1) * a / 20:.2f}"
    yield f"{p} / 8", f"{p / 8:.3f}"
    yield f"(0.{a})^2", f"{a * a / 100:.2f}"
    yield (rf"\frac{{1}}{{1 + e^{{-{a}/4}}}}",
           f"\\approx {1 / (1 + 2.718281828459045 ** (-a / 4)):.{places}f}", "rounded")
    yield f"{p}.25 - {a}.5", f"{p + 0.25 - a - 0.5:.2f}"


def constants(d: Random) -> Steps:
    a, b = d.sample(range(2, 9), 2)
    yield r"\cos\frac{\pi}{7} - \cos\frac{2\pi}{7} + \cos\frac{3\pi}{7}", r"\frac{1}{2}"
    yield r"4\arctan\frac{1}{5} - \arctan\frac{1}{239}", r"\frac{\pi}{4}"
    yield rf"\sin\frac{{\pi}}{{12}} \cdot {4 * a}", rf"{a}\sqrt{{6}} - {a}\sqrt{{2}}"
    yield r"\cos\frac{\pi}{5}", r"\frac{1 + \sqrt{5}}{4}"
    yield r"\sqrt[3]{2 + \sqrt{5}} + \sqrt[3]{2 - \sqrt{5}}", "1"
    yield rf"\sqrt{{{a * a + b * b * 2} + {2 * a * b}\sqrt{{2}}}}", rf"{a} + {b}\sqrt{{2}}"
    yield rf"\log_2 {2 ** a} \cdot \ln e^{b}", str(a * b)
    yield rf"\frac{{{a}}}{{\sqrt{{{a * b + 1}}} - 1}}", rf"\frac{{\sqrt{{{a * b + 1}}} + 1}}{{{b}}}"
    yield rf"\tan\frac{{\pi}}{{8}} + {a}", rf"\sqrt{{2}} + {a - 1}"
    yield r"\cos\frac{\pi}{9}\cos\frac{2\pi}{9}\cos\frac{4\pi}{9}", r"\frac{1}{8}"
    yield rf"e^{{\ln {a} + \ln {b}}}", str(a * b)
    yield r"\sin\frac{\pi}{10}", r"\frac{\sqrt{5} - 1}{4}"
    yield r"\arctan 1 + \arctan 2 + \arctan 3", r"\pi"
    yield rf"{a}^{{\log_{a} {b}}}", str(b)
    yield rf"\left(\frac{{1 + \sqrt{{5}}}}{{2}}\right)^2 + {a}", rf"\frac{{1 + \sqrt{{5}}}}{{2}} + {a + 1}"
    yield rf"1/2^{{{90 + a}}} + 1/2^{{{90 + a}}}", f"1/2^{{{89 + a}}}"


ALGEBRA = (
    polynomials, rational_functions, radicals, powers_and_logarithms, trigonometry, hyperbolic_functions,
    inverse_functions, pieces, factorials, decimals, constants,
)  # fmt: skip
