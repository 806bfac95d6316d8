"""Attack on whole pages: what is told in words, and a last step that is right, or wrong by one change.

    python tests/benchmarks/attack_pages.py [PAGES] [FIRST] [FAMILY,...]

Families: laws (told distributions, independence, Bayes), names (definitions that rest on definitions, and their
slopes), ranges (sums shifted and split at symbolic places), chains (of inequalities), cases, solving (roots gained
and lost), results (steps that rest on earlier ones), congruences, vectors, units, orders (O, Theta, o), arrows.
A page and its truth come from the same numbers, worked out here by plain arithmetic; of claims about every number,
from trying many. A right last step must not be refuted, a wrong one not proved. Prints the counts and every wrong
verdict; seeded by the number of the page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction as F
from functools import partial
from math import comb, isqrt, log
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[2])]

from attack import campaign  # noqa: E402

from derive.pipeline import check_text  # noqa: E402

Page = tuple[str, bool]                           # Markdown whose last line holds the step, and whether that is right
SECONDS = 2.0


def num(value: F | int) -> str:
    value = F(value)
    if value.denominator == 1:
        return str(value.numerator)
    return ("-" if value < 0 else "") + rf"\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def poly(coefficients: list[F] | list[int], name: str = "x") -> str:
    """The polynomial with these coefficients, the constant first."""
    parts = []
    for e, c in reversed(list(enumerate(coefficients))):
        if c:
            power = "" if e == 0 else name if e == 1 else f"{name}^{{{e}}}"
            size = num(abs(F(c))) if abs(c) != 1 or not power else ""
            parts.append(("-" if c < 0 else "+") + " " + size + power)
    return " ".join(parts).removeprefix("+ ") or "0"


def times(p: list[F], q: list[F]) -> list[F]:
    found = [F(0)] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            found[i + j] += a * b
    return found


def perhaps(dice: Random, value: F | int) -> tuple[F, bool]:
    """The value or another, and whether it is the value."""
    if dice.random() < 0.4:
        return F(value), True
    other = dice.choice([F(value) + 1, F(value) - 1, -F(value), 2 * F(value), F(value) + F(1, 10), F(value) / 2])
    return other, other == value


def page(text: str, left: str, value: tuple[F, bool], sign: str = "=") -> Page:
    return f"{text}\n\n$${left} {sign} {num(value[0])}$$\n", value[1]


# --- probability ----------------------------------------------------------------------------------


def laws(dice: Random) -> Page:
    n, k, rate = dice.randint(2, 6), dice.randint(0, 2), dice.randint(1, 5)
    p, a, b, c = F(dice.randint(1, 4), 5), dice.choice((-2, 1, 2, 3)), dice.choice((-1, 2, 3)), dice.randint(-3, 3)
    known = {                                     # mean and variance
        rf"X \sim \text{{Binomial}}({n}, {num(p)})": (n * p, n * p * (1 - p)),
        rf"X \sim \text{{Poisson}}({rate})": (F(rate), F(rate)),
        rf"X \sim \mathcal{{N}}({c}, {rate})": (F(c), F(rate)),
        rf"X \sim \text{{Uniform}}({c}, {c + rate})": (F(2 * c + rate, 2), F(rate * rate, 12)),
        rf"X \sim \text{{Bernoulli}}({num(p)})": (p, p * (1 - p)),
        rf"X \sim \text{{Exponential}}({rate})": (F(1, rate), F(1, rate * rate)),
    }
    told = dice.choice(list(known))
    mean, variance = known[told]
    apart = dice.random() < 0.6
    text = f"Let ${told}$ and let $Y$ have mean ${c}$ and variance ${rate}$." + (
        " $X$ and $Y$ are independent." if apart else "")
    left, value, certain = dice.choice([
        (f"E[{a}X + {b}]", a * mean + b, True), (rf"\operatorname{{Var}}({a}X + {b})", a * a * variance, True),
        ("E[X^2]", variance + mean**2, True), (f"E[{a}X + {b}Y]", a * mean + b * c, True),
        (rf"\operatorname{{Var}}({a}X + {b}Y)", a * a * variance + b * b * rate, apart),
        ("E[XY]", mean * c, apart), (r"\operatorname{Cov}(X, X + Y)", variance, apart),
        (r"\operatorname{Var}(X - Y)", variance + rate, apart), (f"E[(X - {c})^2]", variance + (mean - c)**2, True),
    ])
    if dice.random() < 0.3:
        text = f"Let $X \\sim \\text{{Binomial}}({n}, {num(p)})$."
        left, value, certain = f"P(X = {k})", comb(n, k) * p**k * (1 - p)**(n - k), True
    elif dice.random() < 0.3:
        q, r = F(dice.randint(1, 9), 10), F(dice.randint(1, 9), 10)
        text = f"Given $P(A) = {num(p)}$, $P(B | A) = {num(q)}$ and $P(B | A^c) = {num(r)}$."
        whole = p * q + (1 - p) * r
        left, value = dice.choice([("P(B)", whole), ("P(A | B)", p * q / whole), (r"P(A \cap B)", p * q),
                                   (r"P(A \cup B)", p + whole - p * q), ("P(A^c | B)", 1 - p * q / whole)])
        certain = True
    stated, right = perhaps(dice, value)
    return page(text, left, (stated, right and certain))


# --- names, sums, orders --------------------------------------------------------------------------


def names(dice: Random) -> Page:
    """u of x, v of u and x, w of both: the slope of w in x, or its value."""
    some = [F(dice.randint(-3, 3)) for _ in range(4)]
    u = [some[0], F(dice.choice((1, 2, -1)))]
    v = [s + t for s, t in zip(times(u, u), [F(0), some[1], F(0)], strict=True)]
    w = times(u, v)
    slope = [e * c for e, c in enumerate(w)][1:]
    text = f"Let $u = {poly(u)}$, $v = u^2 + {num(some[1])} x$ and $w = u v$." if some[1] >= 0 else (
        f"Let $u = {poly(u)}$, $v = u^2 - {num(-some[1])} x$ and $w = u v$.")
    if dice.random() < 0.5:
        at = dice.randint(-2, 2)
        return page(f"{text} At $x = {at}$:", "w", perhaps(dice, sum(c * at**e for e, c in enumerate(w))))
    place = dice.randrange(len(slope))
    changed, same = perhaps(dice, slope[place])
    held = [some[1], F(0)] if dice.random() < 0.2 else None       # u held fixed
    stated = held or [*slope[:place], changed, *slope[place + 1:]]
    right = same if held is None else all(
        sum(c * t**e for e, c in enumerate(held)) == sum(c * t**e for e, c in enumerate(slope)) for t in range(5))
    return f"{text}\n\n$$\\frac{{dw}}{{dx}} = {poly(stated)}$$\n", right


def ranges(dice: Random) -> Page:
    """Sums over symbolic ranges, shifted, turned or split; tried at many places with all elements different."""
    s, cut = dice.randint(1, 3), dice.choice(("m", "m + 1", "m - 1"))
    low, high = dice.choice(("1", "m", "0")), dice.choice(("n", "n + 1", "2n", "n - 1"))
    def total(lo: str, hi: str, at: str) -> str:
        return rf"\sum_{{k={lo}}}^{{{hi}}} a_{{{at}}}"
    right = dice.choice([
        total(f"{low} + {s}", f"{high} + {s}", f"k - {s}"), total(f"{low} - {s}", f"{high} - {s}", f"k + {s}"),
        total(f"{low} + {s}", f"{high} + {s}", f"k + {s}"), total(f"{low} + {s}", high, f"k - {s}"),
        total(low, high, f"{low} + {high} - k"), total(low, high, f"{high} - k"), total(low, high, f"n + {low} - k"),
        f"{total(low, cut, 'k')} + {total('m + 1', high, 'k')}", f"{total(low, cut, 'k')} + {total('m', high, 'k')}",
        f"a_{{{low}}} + {total(f'{low} + 1', high, 'k')}", f"{total(low, f'{high} - 1', 'k')} + a_{{{high}}}",
        f"{total(low, f'{high} + 1', 'k')} - a_{{{high}}}", f"{total('0', high, 'k')} - {total('0', f'{low} - 1', 'k')}",
    ])
    def value(text: str, m: int, n: int) -> int:
        return sum(_sum(part, m, n) for part in _summands(text))
    left = total(low, high, "k")
    found = {value(left, m, n) == value(right, m, n) for n in range(2, 7) for m in range(1, n)}
    return f"Let $m$ and $n$ be integers with $1 \\le m < n$.\n\n$${left} = {right}$$\n", found == {True}


def _summands(text: str) -> list[str]:
    """What stands between the signs outside of braces, with its sign."""
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if char in "+-" and not depth and at:
            parts.append(text[begin:at])
            begin = at
    return [*parts, text[begin:]]


def _sum(part: str, m: int, n: int) -> int:
    sign, rest = (-1, part[1:]) if part.startswith("-") else (1, part.removeprefix("+"))
    inside = [piece.partition("}")[0] for piece in rest.split("{")[1:]]
    def whole(formula: str, k: int = 0) -> int:
        total = 0
        for term in formula.replace("-", "+-").split("+"):
            term = term.strip().replace(" ", "")
            minus = -1 if term.startswith("-") else 1
            term = term.removeprefix("-")
            total += minus * {"m": m, "n": n, "k": k, "2n": 2 * n, "": 0}.get(term, int(term) if term.isdigit() else 0)
        return total
    def element(place: int) -> int:
        return (place + 17)**5 % 10007            # all different, also below 1
    if len(inside) == 1:
        return sign * element(whole(inside[0]))
    return sign * sum(element(whole(inside[2], k)) for k in range(whole(inside[0].removeprefix("k=")), whole(inside[1]) + 1))


def chains(dice: Random) -> Page:
    """f <= g <= h for x beyond a bound, tried on a fine grid."""
    bound, sign = F(dice.randint(-2, 4), dice.choice((1, 2))), dice.choice((r"\ge", ">", r"\le", "<"))
    functions: list[tuple[str, Callable[[F], F]]] = [
        ("x", lambda t: t), ("x^2", lambda t: t * t), ("x^3", lambda t: t**3), ("2x - 1", lambda t: 2 * t - 1),
        ("x^2 + 1", lambda t: t * t + 1), (r"\frac{x^2 + 1}{2}", lambda t: (t * t + 1) / 2), ("0", lambda t: F(0)),
        ("|x|", abs), ("x^4", lambda t: t**4), ("1", lambda t: F(1)), ("2x^2", lambda t: 2 * t * t), ("-x", lambda t: -t),
        (r"\max(x, 1)", lambda t: max(t, F(1))), ("x(x - 1)", lambda t: t * (t - 1)), ("4x - 4", lambda t: 4 * t - 4),
    ]
    picked = dice.sample(functions, 3)
    order, strict = dice.choice(((r"\le", False), ("<", True), (r"\le", False)))
    points = [t for t in [*(F(k, 8) for k in range(-160, 161)), *(F(k) for k in range(-60, 60, 7)), bound]
              if {r"\ge": t >= bound, ">": t > bound, r"\le": t <= bound, "<": t < bound}[sign]]
    last = all(picked[1][1](t) < picked[2][1](t) or (picked[1][1](t) == picked[2][1](t) and not strict) for t in points)
    if dice.random() < 0.5:
        return f"Let $x {sign} {num(bound)}$.\n\n$${picked[1][0]} {order} {picked[2][0]}$$\n", last
    return f"Let $x {sign} {num(bound)}$.\n\n$${f' {order} '.join(name for name, _ in picked)}$$\n", last


def cases(dice: Random) -> Page:
    a, b = sorted(dice.sample(range(-4, 5), 2))
    inside: dict[str, Callable[[F], bool]] = {
        f"x < {a}": lambda t: t < a, f"{a} \\le x < {b}": lambda t: a <= t < b, f"x \\ge {b}": lambda t: t >= b,
        f"x = {a}": lambda t: t == a, f"x > {a}": lambda t: t > a, f"x \\le {b}": lambda t: t <= b}
    told = dice.choice(list(inside))
    p, q = dice.choice((1, -1, 2)), dice.choice((1, -1))
    c, d = dice.choice([(p + q, -p * a - q * b), (p - q, -p * a + q * b), (-p - q, p * a + q * b), (-p + q, p * a - q * b)])
    right = all(p * abs(t - a) + q * abs(t - b) == c * t + d for t in (F(k, 4) for k in range(-160, 161))
                if inside[told](t))
    text = f"Case ${told}$:\n\n$${num(p)}|x - ({a})| {'+' if q > 0 else '-'} |x - ({b})| = {poly([d, c])}$$\n"
    return text, right


# --- equations, results, numbers ------------------------------------------------------------------


def solving(dice: Random) -> Page:
    r, s = dice.sample(range(-5, 6), 2)
    kind = dice.randrange(5)
    if kind == 0:
        equation, roots = f"{poly([r * s, -(r + s), 1])} = 0", {F(r), F(s)}
    elif kind == 1:
        c = dice.randint(1, 4)                    # sqrt(x + c) = x - d
        d = dice.randint(-2, 3)
        found = [(2 * d + 1 + e * t) for e in (1, -1) if (t := isqrt(max(0, 4 * d + 4 * c + 1))) or e == 1]
        if 4 * d + 4 * c + 1 < 0 or isqrt(4 * d + 4 * c + 1)**2 != 4 * d + 4 * c + 1:
            return solving(dice)
        candidates = {F(v, 2) for v in found}
        equation, roots = rf"\sqrt{{x + {c}}} = {poly([-d, 1])}", {v for v in candidates if v >= d}
        if not roots:
            return solving(dice)
        extra = candidates - roots
        stated = roots | (extra if dice.random() < 0.5 else set())
        return f"$${equation} \\iff {_or(stated)}$$\n", stated == roots
    elif kind == 2:
        equation, roots = rf"\frac{{{poly([r * s, -(r + s), 1])}}}{{{poly([-r, 1])}}} = 0", {F(s)}
    elif kind == 3:
        equation, roots = f"x^2 = {num(r)}x" if r >= 0 else f"x^2 = {r}x", {F(0), F(r)}
    else:
        equation, roots = f"|x - ({r})| = {abs(s) + 1}", {F(r + abs(s) + 1), F(r - abs(s) - 1)}
    stated = set(roots)
    for _ in range(dice.choice((0, 0, 1))):
        stated = dice.choice([stated | {F(r)}, stated | {F(9)}, stated - {next(iter(stated))}, {-v for v in stated}])
    if not stated:
        return solving(dice)
    sign, right = dice.choice([(r"\iff", stated == roots), (r"\Rightarrow", stated >= roots)])
    return f"$${equation} {sign} {_or(stated)}$$\n", right


def _or(roots: set[F]) -> str:
    return r" \lor ".join(f"x = {num(r)}" for r in sorted(roots))


def results(dice: Random) -> Page:
    """Values, each worked out from the ones before, the last of them perhaps wrongly."""
    a, b = dice.randint(1, 6), dice.randint(1, 6)
    c, d = F(a * b), F(a * a - b)
    text = (f"Let $a = {a}$ and $b = {b}$. Then $c = a b = {num(c)}$ and $d = a^2 - b = {num(d)}$.")
    left, value = dice.choice([("c + d", c + d), ("c d", c * d), ("c^2 - d", c * c - d), (r"\frac{c}{a}", c / a),
                               ("e = c - 2d", c - 2 * d), ("a c + b d", a * c + b * d)])
    if dice.random() < 0.3:                       # a sign that is told, and a root
        text = r"Let $\sin t = \frac{3}{5}$ and $\cos t < 0$. Then $\cos t = -\frac{4}{5}$."
        left, value = dice.choice([(r"\tan t", F(-3, 4)), (r"\sin(2t)", F(-24, 25)), (r"\cos(2t)", F(7, 25)),
                                   (r"\sin t + \cos t", F(-1, 5)), (r"\frac{1}{\cos t}", F(-5, 4))])
    return page(text, left, perhaps(dice, value))


def congruences(dice: Random) -> Page:
    m, r = dice.randint(2, 12), dice.randint(0, 11)
    p = [dice.randint(-3, 6) for _ in range(dice.randint(2, 4))]
    left = poly(p, "n")
    s = dice.randrange(m)
    if dice.random() < 0.5:
        base, e = dice.randint(2, 9), dice.randint(2, 40)
        s = pow(base, e, m) if dice.random() < 0.5 else s
        return f"$${base}^{{{e}}} \\equiv {s} \\pmod{{{m}}}$$\n", (base**e - s) % m == 0
    value = sum(c * r**e for e, c in enumerate(p)) % m
    s = value if dice.random() < 0.5 else s
    modulus = m if dice.random() < 0.7 else dice.randint(2, 12)
    right = all((sum(c * t**e for e, c in enumerate(p)) - s) % modulus == 0 for t in range(r - 5 * m, r + 90 * m, m))
    return f"Let $n$ be an integer with $n \\equiv {r} \\pmod{{{m}}}$.\n\n$${left} \\equiv {s} \\pmod{{{modulus}}}$$\n", right


IDENTITIES = [                                    # of x, y in R^n, A, B in R^(n n)
    ("x^T A y = y^T A^T x", True), ("x^T A y = y^T A x", False), ("(A x)^T y = x^T A^T y", True), ("x^T y = y^T x", True),
    ("(A x)^T (A x) = x^T A^T A x", True), ("(A x)^T (A x) = x^T A A^T x", False), ("x y^T = y x^T", False),
    (r"\operatorname{tr}(A B) = \operatorname{tr}(B A)", True), ("A B x = B A x", False), ("x^T y x = x x^T y", True),
    (r"\operatorname{tr}(A B) = \operatorname{tr}(A) \operatorname{tr}(B)", False), ("x^T y x = x y^T y", False),
    (r"\operatorname{tr}(x y^T) = x^T y", True), (r"\|x + y\|^2 = \|x\|^2 + \|y\|^2", False),
    (r"\|x + y\|^2 = \|x\|^2 + 2 x^T y + \|y\|^2", True), (r"\nabla_x (x^T A x) = (A + A^T) x", True),
    (r"\nabla_x (x^T A x) = 2 A x", False), (r"\nabla_x (y^T A x) = A^T y", True), (r"\nabla_x (y^T A x) = A y", False),
    (r"\nabla_x \|x - y\|^2 = 2(x - y)", True), (r"\nabla_x \|x - y\|^2 = 2(y - x)", False),
    (r"\nabla_x \|A x - y\|^2 = 2 A^T (A x - y)", True), (r"\nabla_x \|A x - y\|^2 = 2 A (A x - y)", False),
    (r"\|A x\|^2 = \|A\|^2 \|x\|^2", False), ("(A + B)^T = B^T + A^T", True), ("(A B)^T = A^T B^T", False),
    (r"\|2 x\| = 2 \|x\|", True), (r"\|{-2} x\| = -2 \|x\|", False), ("(A - B)(A + B) = A^2 - B^2", False),
    ("(x + y)^T A (x + y) = x^T A x + 2 x^T A y + y^T A y", False), ("x^T x = 0", False), (r"x^T x \ge 0", True),
    ("(x + y)^T A (x + y) = x^T A x + x^T A y + y^T A x + y^T A y", True), (r"x \odot y = y \odot x", True),
    (r"\operatorname{tr}(A^T B) = \operatorname{tr}(B^T A)", True), (r"\operatorname{tr}(A^T A) = \operatorname{tr}(A^2)", False),
]


def vectors(dice: Random) -> Page:
    if dice.random() < 0.6:
        claim, right = dice.choice(IDENTITIES)
        symmetric = dice.random() < 0.2
        if symmetric and not right:               # some of them hold then
            symmetric = False
        told = " The matrix $A$ is symmetric." if symmetric else ""
        shape = r"x, y \in \mathbb{R}^n$ and $A, B \in \mathbb{R}^{n \times n}"
        return f"Let ${shape}$.{told}\n\n$${claim}$$\n", right
    size = dice.randint(2, 4)
    u, v = ([dice.randint(-4, 4) for _ in range(size)] for _ in range(2))
    dot = sum(s * t for s, t in zip(u, v, strict=True))
    text = rf"Let $\mathbf{{u}} = ({', '.join(map(str, u))})$ and $\mathbf{{v}} = ({', '.join(map(str, v))})$."
    left, value = dice.choice([(r"\mathbf{u} \cdot \mathbf{v}", dot), (r"\|\mathbf{u}\|^2", sum(s * s for s in u)),
                               (r"\|\mathbf{u} + \mathbf{v}\|^2", sum((s + t)**2 for s, t in zip(u, v, strict=True))),
                               (r"\mathbf{u} \cdot (\mathbf{u} - 2\mathbf{v})", sum(s * s for s in u) - 2 * dot)])
    return page(text, left, perhaps(dice, value))


def units(dice: Random) -> Page:
    a, b = dice.randint(1, 9), dice.randint(2, 9)
    left, value, unit = dice.choice([
        (rf"{18 * a}\,\text{{km/h}}", F(5 * a), r"\,\text{m/s}"), (rf"{a}\,\text{{m}} + {b}\,\text{{cm}}", F(100 * a + b), r"\,\text{cm}"),
        (rf"{a}\,\text{{h}}", F(60 * a), r"\,\text{min}"), (rf"{a}\,\text{{kg}} \cdot {b}\,\text{{m/s}}^2", F(a * b), r"\,\text{N}"),
        (rf"{a}\,\text{{m/s}} \cdot {b}\,\text{{s}}", F(a * b), r"\,\text{m}"), (rf"\frac{{{a * b}\,\text{{m}}}}{{{b}\,\text{{s}}}}", F(a), r"\,\text{m/s}"),
        (rf"{a}\,\text{{m/s}} \cdot {b}\,\text{{min}}", F(60 * a * b), r"\,\text{m}"), (rf"{a}\,\text{{kJ}}", F(1000 * a), r"\,\text{J}"),
        (rf"({a}\,\text{{m}})^2", F(a * a), r"\,\text{m}^2"), (rf"{a}\,\text{{m}}^2", F(10000 * a), r"\,\text{cm}^2"),
    ])
    stated, right = perhaps(dice, value)
    if dice.random() < 0.2:
        unit, right = r"\,\text{K}", False
    return f"$${left} = {num(stated)}{unit}$$\n", right


def orders(dice: Random) -> Page:
    """Products of powers, logarithms and exponentials, compared by their exponents."""
    def term() -> tuple[tuple[float, F, int], str]:
        c, e, b = dice.choice((1, 1, 2, 3)), F(dice.randint(0, 6), 2), dice.randint(0, 2)
        parts = [f"{c}^n" if c > 1 else "", f"n^{{{num(e)}}}" if e else "", {0: "", 1: r"\log n", 2: r"(\log n)^2"}[b]]
        return (log(c), e, b), " ".join(filter(None, parts)) or "1"
    (f, left), (g, right), (h, more) = term(), term(), term()
    if dice.random() < 0.5:
        left, f = f"{dice.randint(2, 9)} {left} + {more}", max(f, h)
    sign = dice.choice(("O", r"\Theta", r"\Omega", "o"))
    return f"$${left} = {sign}({right})$$\n", {"O": f <= g, r"\Theta": f == g, r"\Omega": f >= g, "o": f < g}[sign]


def arrows(dice: Random) -> Page:
    """a x + b = c x + d, step by step; one of the numbers of the last line may be another."""
    root, a, c, d = dice.randint(-6, 6), dice.choice((2, 3, 5, -2)), dice.choice((1, -1, 7)), dice.randint(-5, 5)
    b = (c - a) * root + d
    sides = f"{poly([b, a])} = {poly([d, c])}"
    middle = f"{poly([0, a - c])} = {num(d - b)}"
    sign = dice.choice((r"\Rightarrow", r"\iff"))
    stated, right = perhaps(dice, root)
    if dice.random() < 0.5:
        return f"$${sides} {sign} {middle} {sign} x = {num(stated)}$$\n", right
    return f"Solve ${sides}$.\n\n$${middle}$$\n\n$$x = {num(stated)}$$\n", right


FAMILIES: dict[str, Callable[[Random], Page]] = {
    "laws": laws, "names": names, "ranges": ranges, "chains": chains, "cases": cases, "solving": solving,
    "results": results, "congruences": congruences, "vectors": vectors, "units": units, "orders": orders,
    "arrows": arrows,
}


def judged(family: str, dice: Random) -> tuple[str, str]:
    """The outcome of the last step of one page, beside what it is in truth; the page, where they are opposed."""
    text, right = FAMILIES[family](dice)
    last = check_text(text, "page.md", seconds=SECONDS).judgements[-1:]
    outcome, truth = last[0].outcome if last else "unread", "right" if right else "wrong"
    opposed = outcome == ("refuted" if right else "proved")
    return f"{truth} {outcome}", f"{truth}, but {outcome}\n{text}" if opposed else ""


if __name__ == "__main__":
    trials = {family: partial(judged, family) for family in FAMILIES}
    sys.exit(bool(campaign(trials, sys.argv[1:], count=100, noun="pages")))
