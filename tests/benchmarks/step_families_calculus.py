"""True steps of calculus, sums, equations being solved and inequalities, in the form of `step_families`."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from step_families import SMALL, Steps, at, derived, poly, quotient, times, total


def derivatives(d: Random) -> Steps:
    a, b = d.sample(range(2, 6), 2)
    p, q = ([d.choice(SMALL) for _ in range(d.randint(3, 4))] for _ in range(2))
    yield rf"\frac{{d}}{{dx}} ({poly(p)})", poly(derived(p))
    yield (rf"\frac{{d}}{{dx}} \left[({poly(p)})({poly(q)})\right]",
           f"({poly(derived(p))})({poly(q)}) + ({poly(p)})({poly(derived(q))})")
    yield rf"\frac{{d}}{{dx}} x^{a} e^{{{b}x}}", rf"({b}x + {a}) x^{{{a - 1}}} e^{{{b}x}}"
    yield rf"\frac{{d}}{{dx}} \ln(1 + {a}x^2)", rf"\frac{{{2 * a}x}}{{1 + {a}x^2}}"
    yield rf"\frac{{d}}{{dx}} \sin({a}x)\cos x", rf"{a}\cos({a}x)\cos x - \sin({a}x)\sin x"
    yield rf"\frac{{d}}{{dx}} \frac{{x}}{{{a} + x^2}}", rf"\frac{{{a} - x^2}}{{({a} + x^2)^2}}"
    yield rf"\frac{{d}}{{dx}} \arctan({a}x)", rf"\frac{{{a}}}{{1 + {a * a}x^2}}"
    yield r"\frac{d}{dx} \tanh x", r"1 - \tanh^2 x"
    yield rf"\frac{{d}}{{dx}} \sqrt{{{a} + x^2}}", rf"\frac{{x}}{{\sqrt{{{a} + x^2}}}}"
    yield rf"\frac{{\partial}}{{\partial x}} ({a}x - y)^{b}", rf"{a * b}({a}x - y)^{{{b - 1}}}"
    yield rf"\frac{{\partial}}{{\partial y}} e^{{{a}xy}}\cos y", rf"e^{{{a}xy}}({a}x\cos y - \sin y)"
    yield rf"\frac{{d^2}}{{dx^2}} e^{{-{a}x^2}}", rf"({4 * a * a}x^2 - {2 * a}) e^{{-{a}x^2}}"
    yield rf"\frac{{\partial^2}}{{\partial x \partial y}} (x^{a} y^{b})", rf"{a * b}x^{{{a - 1}}}y^{{{b - 1}}}"
    yield rf"\frac{{d}}{{dx}} {a}^x", rf"{a}^x \ln {a}"
    yield r"\frac{d}{dx} x^x", r"x^x (1 + \ln x)", "x > 0"
    yield rf"\frac{{d}}{{dx}} \frac{{1}}{{1 + e^{{-{a}x}}}}", rf"\frac{{{a}e^{{-{a}x}}}}{{(1 + e^{{-{a}x}})^2}}"
    yield rf"\frac{{d}}{{dx}} \int_0^x \sin(t^{a}) \, dt", rf"\sin(x^{a})"
    yield rf"\frac{{d}}{{dx}} \arcsin\frac{{x}}{{{a}}}", rf"\frac{{1}}{{\sqrt{{{a * a} - x^2}}}}"


def definite_integrals(d: Random) -> Steps:
    a, b = d.sample(range(2, 6), 2)
    p = [d.choice(SMALL) for _ in range(d.randint(2, 4))]
    whole = [Fraction(0), *(Fraction(c, e + 1) for e, c in enumerate(p))]
    value = at(whole, a) - at(whole, 1)
    yield rf"\int_1^{a} ({poly(p)}) \, dx", ("-" if value < 0 else "") + quotient(abs(value))
    yield rf"\int_0^{a} e^{{{b}x}} \, dx", rf"\frac{{e^{{{a * b}}} - 1}}{{{b}}}"
    yield rf"\int_0^\pi \sin({a}x)^2 \, dx", r"\frac{\pi}{2}"
    yield rf"\int_0^1 x e^{{{a}x}} \, dx", rf"\frac{{{a - 1}e^{a} + 1}}{{{a * a}}}".replace("{1e", "{e")
    yield rf"\int_0^{a} \frac{{1}}{{1 + x^2}} \, dx", rf"\arctan {a}"
    yield rf"\int_1^{a} \frac{{{b}}}{{x}} \, dx", rf"{b}\ln {a}"
    yield rf"\int_0^\infty e^{{-{a}x}} \, dx", rf"\frac{{1}}{{{a}}}"
    yield r"\int_0^\infty x e^{-a x} \, dx", r"\frac{1}{a^2}", "a > 0"
    yield r"\int_a^b x^2 \, dx", r"\frac{b^3 - a^3}{3}"
    yield rf"\int_{{-\infty}}^\infty e^{{-{a}x^2}} \, dx", rf"\sqrt{{\frac{{\pi}}{{{a}}}}}"
    yield rf"\int_0^1 \frac{{{a}}}{{\sqrt{{x}}}} \, dx", str(2 * a)
    yield rf"\int_0^{{\pi/2}} \cos({2 * a + 1}x) \, dx", rf"\frac{{{(-1) ** a}}}{{{2 * a + 1}}}"
    yield rf"\int_1^e x^{a} \ln x \, dx", rf"\frac{{{a}e^{{{a + 1}}} + 1}}{{{(a + 1) ** 2}}}"
    yield rf"\int_{{-{a}}}^{a} x^3 \cos x \, dx", "0"
    yield rf"\int_0^x t({a} + t) \, dt", rf"{quotient(Fraction(a, 2))}x^2 + \frac{{x^3}}{{3}}"
    yield rf"\int_0^1 x(1 + x^2)^{a} \, dx", rf"\frac{{1}}{{2}} \int_1^2 u^{a} \, du"


def indefinite_integrals(d: Random) -> Steps:
    a, b = d.sample(range(2, 6), 2)
    p = [d.choice(SMALL) for _ in range(d.randint(2, 4))]
    whole = [Fraction(0), *(Fraction(c, e + 1) for e, c in enumerate(p))]
    yield rf"\int ({poly(p)}) \, dx", f"{poly(whole)} + C"
    yield rf"\int x e^{{{a}x}} \, dx", rf"\frac{{({a}x - 1)e^{{{a}x}}}}{{{a * a}}} + C"
    yield rf"\int \cos({a}x) \, dx", rf"\frac{{\sin({a}x)}}{{{a}}} + C"
    yield rf"\int \frac{{{a}x}}{{x^2 + {b}}} \, dx", rf"\frac{{{a}}}{{2}} \ln(x^2 + {b}) + C"
    yield r"\int \ln x \, dx", r"x \ln x - x + C"
    yield rf"\int \frac{{1}}{{x^2 + {a * a}}} \, dx", rf"\frac{{1}}{{{a}}} \arctan\frac{{x}}{{{a}}} + C"
    yield r"\int \sin^2 x \, dx", r"\frac{x}{2} - \frac{\sin(2x)}{4} + C"
    yield rf"\int x \sin({a}x) \, dx", rf"-\frac{{x\cos({a}x)}}{{{a}}} + \frac{{\sin({a}x)}}{{{a * a}}} + C"
    yield rf"\int ({a}x + {b})^3 \, dx", rf"\frac{{({a}x + {b})^4}}{{{4 * a}}} + C"
    yield rf"\int \frac{{1}}{{x(x + {a})}} \, dx", rf"\frac{{1}}{{{a}}} \ln\left|\frac{{x}}{{x + {a}}}\right| + C"
    yield r"\int \tan x \, dx", r"-\ln|\cos x| + C"
    yield r"\int e^x \cos x \, dx", r"\frac{e^x(\sin x + \cos x)}{2} + C"


def limits(d: Random) -> Steps:
    a, b = d.sample(range(2, 8), 2)
    yield rf"\lim_{{x \to 0}} \frac{{\sin({a}x)}}{{{b}x}}", quotient(Fraction(a, b))
    yield rf"\lim_{{x \to 0}} \frac{{1 - \cos({a}x)}}{{x^2}}", quotient(Fraction(a * a, 2))
    yield rf"\lim_{{x \to \infty}} \frac{{{a}x^2 + x}}{{{b}x^2 - 1}}", quotient(Fraction(a, b))
    yield rf"\lim_{{x \to {a}}} \frac{{x^2 - {a * a}}}{{x - {a}}}", str(2 * a)
    yield rf"\lim_{{x \to 0}} \frac{{e^{{{a}x}} - 1}}{{{b}x}}", quotient(Fraction(a, b))
    yield rf"\lim_{{n \to \infty}} \left(1 + \frac{{{a}}}{{n}}\right)^n", f"e^{a}"
    yield rf"\lim_{{x \to \infty}} \left(\sqrt{{x^2 + {2 * a}x}} - x\right)", str(a)
    yield rf"\lim_{{x \to 0}} \frac{{\ln(1 + {a}x)}}{{x}}", str(a)
    yield rf"\lim_{{x \to \infty}} x^{a} e^{{-x}}", "0"
    yield rf"\lim_{{x \to 0^+}} x \ln({a}x) + {b}", str(b)
    yield rf"\lim_{{h \to 0}} \frac{{(x + h)^{a} - x^{a}}}{{h}}", rf"{a}x^{{{a - 1}}}"
    yield rf"\lim_{{x \to 1}} \frac{{x^{a} - 1}}{{x^{b} - 1}}", quotient(Fraction(a, b))
    yield rf"\lim_{{x \to 0}} \frac{{\tan({a}x) - {a}x}}{{x^3}}", quotient(Fraction(a**3, 3))
    yield rf"\lim_{{x \to 0}} \frac{{e^{{{a}x}} - 1 - {a}x}}{{x^2}}", quotient(Fraction(a * a, 2))
    yield rf"\lim_{{x \to \infty}} (\sqrt{{x + {a}}} - \sqrt{{x}})", "0"
    yield rf"\lim_{{n \to \infty}} \frac{{{b + 1}^n + {b}^n}}{{{b + 1}^n}}", "1"
    yield rf"\lim_{{x \to \infty}} \frac{{{a}x + \sin x}}{{{b}x}}", quotient(Fraction(a, b))
    yield rf"\lim_{{n \to \infty}} \sqrt[n]{{{a}n}}", "1"
    yield rf"\lim_{{x \to 0}} \frac{{\sqrt{{{a * a} + x}} - {a}}}{{x}}", quotient(Fraction(1, 2 * a))
    yield rf"\lim_{{x \to 0^+}} x^{{{a}x}}", "1"
    yield rf"\lim_{{x \to 0}} x^2 \cos\frac{{{a}}}{{x}}", "0"


def series(d: Random) -> Steps:
    a, b = d.sample(range(2, 8), 2)
    yield rf"\sum_{{k=0}}^\infty \frac{{1}}{{{a}^k}}", quotient(Fraction(a, a - 1))
    yield rf"\sum_{{k=1}}^\infty \frac{{k}}{{{a}^k}}", quotient(Fraction(a, (a - 1) ** 2))
    yield rf"\sum_{{k=0}}^\infty \frac{{{a}^k}}{{k!}}", f"e^{a}"
    yield r"\sum_{k=1}^\infty \frac{1}{k^2}", r"\frac{\pi^2}{6}"
    yield rf"\sum_{{k=1}}^\infty \frac{{{b}}}{{k(k+1)}}", str(b)
    yield r"\sum_{k=0}^\infty x^k", r"\frac{1}{1 - x}", "-1 < x", "x < 1"
    yield r"\sum_{k=1}^\infty k x^{k-1}", r"\frac{1}{(1 - x)^2}", "-1 < x", "x < 1"
    yield rf"\sum_{{k={b}}}^\infty x^k", rf"\frac{{x^{b}}}{{1 - x}}", "-1 < x", "x < 1"
    yield rf"\sum_{{k=1}}^\infty \frac{{1}}{{k {a}^k}}", rf"\ln\frac{{{a}}}{{{a - 1}}}"
    yield r"\sum_{k=0}^\infty \frac{(-1)^k x^{2k+1}}{(2k+1)!}", r"\sin x"
    yield r"\sum_{k=1}^\infty \frac{1}{k(k+2)}", r"\frac{3}{4}"
    yield rf"\sum_{{k=0}}^\infty \frac{{({a}x)^k}}{{k!}}", rf"e^{{{a}x}}"


def closed_sums(d: Random) -> Steps:
    a, b = d.sample(range(2, 7), 2)
    n = r"n \ge 1"
    yield rf"\sum_{{k=1}}^n ({a}k + {b})", rf"\frac{{{a}n(n+1)}}{{2}} + {b}n", n
    yield rf"\sum_{{k=1}}^n {a}k^2", rf"\frac{{{a}n(n+1)(2n+1)}}{{6}}", n
    yield r"\sum_{k=1}^n k^3", r"\left(\frac{n(n+1)}{2}\right)^2", n
    yield rf"\sum_{{k=0}}^n {a}^k", rf"\frac{{{a}^{{n+1}} - 1}}{{{a - 1}}}", r"n \ge 0"
    yield rf"\sum_{{k=1}}^n \frac{{{b}}}{{k(k+1)}}", rf"\frac{{{b}n}}{{n+1}}", n
    yield r"\sum_{k=1}^n k \cdot 2^k", r"(n-1) 2^{n+1} + 2", n
    yield r"\sum_{k=1}^n k \cdot k!", "(n+1)! - 1", n
    yield r"\sum_{k=0}^n \binom{n}{k}", "2^n", r"n \ge 0"
    yield rf"\sum_{{k=0}}^n \binom{{n}}{{k}} {a}^k", f"{a + 1}^n", r"n \ge 0"
    yield r"\sum_{k=1}^n (2k - 1)", "n^2", n
    yield r"\sum_{k=1}^n \frac{1}{(2k-1)(2k+1)}", r"\frac{n}{2n+1}", n
    yield r"\sum_{k=0}^{n-1} x^k", r"\frac{1 - x^n}{1 - x}", n
    yield r"\prod_{k=1}^n \frac{k+1}{k}", "n + 1", n
    yield rf"\prod_{{k=1}}^n {a}", f"{a}^n", n
    yield r"\sum_{k=1}^n k(k+1)", r"\frac{n(n+1)(n+2)}{3}", n
    yield rf"\sum_{{k={a}}}^{{{a + b}}} k^2", str(sum(k * k for k in range(a, a + b + 1)))
    yield r"\prod_{k=2}^n \left(1 - \frac{1}{k^2}\right)", r"\frac{n+1}{2n}", r"n \ge 2"
    yield r"\sum_{k=0}^n \binom{n}{k} x^k y^{n-k}", "(x + y)^n", r"n \ge 0"


def sums_rearranged(d: Random) -> Steps:
    a, b = d.sample(range(2, 7), 2)
    n = r"n \ge 1"
    yield r"\sum_{k=1}^n a_k", r"\sum_{k=0}^{n-1} a_{k+1}", n
    yield r"\sum_{k=1}^{n+1} a_k", r"a_{n+1} + \sum_{k=1}^n a_k", n
    yield rf"\sum_{{k=1}}^n ({a}a_k + {b}b_k)", rf"{a}\sum_{{k=1}}^n a_k + {b}\sum_{{k=1}}^n b_k", n
    yield r"\sum_{k=1}^n (a_{k+1} - a_k)", "a_{n+1} - a_1", n
    yield r"\sum_{i=1}^n \sum_{j=1}^m a_i b_j", r"\left(\sum_{i=1}^n a_i\right)\left(\sum_{j=1}^m b_j\right)"
    yield r"\sum_{i=1}^n \sum_{j=1}^n a_{ij}", r"\sum_{j=1}^n \sum_{i=1}^n a_{ij}"
    yield rf"\sum_{{k=1}}^n {a} x_k", rf"{a} \sum_{{j=1}}^n x_j"
    yield rf"\sum_{{k=1}}^n (x_k - {a})^2", rf"\sum_{{k=1}}^n x_k^2 - {2 * a}\sum_{{k=1}}^n x_k + {a * a}n", n
    yield r"\prod_{k=1}^n e^{x_k}", r"\exp\left(\sum_{k=1}^n x_k\right)"
    yield rf"\prod_{{k=1}}^n {a} x_k", rf"{a}^n \prod_{{k=1}}^n x_k", n
    yield r"\sum_{k=0}^n a_k", r"\sum_{k=0}^n a_{n-k}", n
    yield r"\sum_{i=1}^n \sum_{j=1}^i a_{ij}", r"\sum_{j=1}^n \sum_{i=j}^n a_{ij}"
    yield r"\left(\sum_{k=1}^n x_k\right)^2", r"\sum_{i=1}^n \sum_{j=1}^n x_i x_j"
    yield r"\sum_{k=1}^{2n} a_k", r"\sum_{k=1}^n a_k + \sum_{k=n+1}^{2n} a_k", n
    yield r"\prod_{k=1}^{n+1} x_k", r"x_{n+1} \prod_{k=1}^n x_k", n
    yield rf"\sum_{{k=1}}^n (a_k + {b})", rf"{b}n + \sum_{{k=1}}^n a_k", n


def indexed_calculus(d: Random) -> Steps:
    a, b = d.sample(range(2, 7), 2)
    span = (r"1 \le i \le n", r"1 \le j \le n")
    p = r"\frac{e^{h_i}}{\sum_{k=1}^n e^{h_k}}"
    yield r"\frac{\partial}{\partial h_i} \ln \sum_{k=1}^n e^{h_k}", p, *span
    yield rf"\frac{{\partial}}{{\partial x_i}} \sum_{{k=1}}^n {a}x_k^2", f"{2 * a}x_i", *span
    yield rf"\frac{{\partial}}{{\partial x_i}} \sum_{{k=1}}^n (x_k - {a})^{b}", rf"{b}(x_i - {a})^{{{b - 1}}}", *span
    yield r"\frac{\partial}{\partial w_j} \sum_{k=1}^n w_k x_k", "x_j", *span
    yield (rf"\frac{{\partial}}{{\partial h_j}} {p}",
           r"-\frac{e^{h_i} e^{h_j}}{\left(\sum_{k=1}^n e^{h_k}\right)^2}", *span, r"i \neq j")
    yield rf"\frac{{\partial}}{{\partial h_i}} {p}", rf"{p}\left(1 - {p}\right)", *span
    yield r"\frac{\partial}{\partial x_i} \prod_{k=1}^n e^{a_k x_k}", r"a_i \prod_{k=1}^n e^{a_k x_k}", *span
    yield rf"\sum_{{k=1}}^n \delta_{{ik}} ({a}x_k + {b})", f"{a}x_i + {b}", *span
    yield r"\frac{\partial}{\partial x_i} \left(\sum_{k=1}^n x_k\right)^2", r"2\sum_{k=1}^n x_k", *span
    yield r"\frac{\partial}{\partial x_i} \sqrt{\sum_{k=1}^n x_k^2}", r"\frac{x_i}{\sqrt{\sum_{k=1}^n x_k^2}}", *span
    yield rf"\frac{{\partial}}{{\partial x_j}} ({a}x_i + {b})", "0", *span, r"i \neq j"
    yield rf"\frac{{\partial}}{{\partial x_j}} {a}x_i", str(a), *span, "i = j"


def equations(d: Random) -> Steps:
    a, b = sorted(d.sample(range(-6, 7), 2))
    c = d.randint(2, 9)
    both = f"\\iff x = {a} \\lor x = {b}"
    yield f"{poly(times([-a, 1], [-b, 1]))} = 0", both
    yield f"{poly(times([-c * a, c], [-b, 1]))} = 0", both
    yield f"{c}x + {c * c} = {c * a}", f"\\iff x = {a - c}"
    yield f"x^2 = {c * c}", f"\\iff x = {c} \\lor x = -{c}"
    yield f"|x - {c}| = {abs(a) + 1}", f"\\iff x = {c + abs(a) + 1} \\lor x = {c - abs(a) - 1}"
    yield f"e^x = {c}", rf"\iff x = \ln {c}"
    yield rf"\ln x = {c}", rf"\iff x = e^{c}"
    yield rf"\sqrt{{x}} = {c}", rf"\iff x = {c * c}"
    yield f"x = {a}", rf"\Rightarrow x^2 = {a * a}"
    yield f"x > {c}", rf"\Rightarrow x^2 > {c * c}"
    yield f"x^3 = {c**3}", f"\\iff x = {c}"
    yield rf"\frac{{{c}}}{{x}} = {c * c}", rf"\iff x = \frac{{1}}{{{c}}}"
    yield f"x^2 < {c * c}", rf"\iff -{c} < x < {c}"
    yield f"{poly(times([-a, 1], [-b, 1]))} < 0", rf"\iff {a} < x < {b}"
    yield f"x^2 + {c} = 0", r"\iff 1 = 0"
    yield f"{c} - {c - 1}x > {c * c}", rf"\iff x < {total([(Fraction(c - c * c, c - 1), '')])}"


def inequalities(d: Random) -> Steps:
    a, b = d.sample(range(2, 8), 2)
    p, q = "a > 0", "b > 0"
    yield f"x^2 + {a * a}y^2", rf"\ge {2 * a}xy"
    yield r"\frac{a + b}{2}", r"\ge \sqrt{ab}", p, q
    yield r"\frac{a}{b} + \frac{b}{a}", r"\ge 2", p, q
    yield f"x^2 + {a}", f"> {a - 1}"
    yield f"e^{{{a}x}}", "> 0"
    yield rf"{a}\sin x", rf"\le {a}"
    yield "x^2 + y^2 + z^2", r"\ge xy + yz + zx"
    yield f"{poly([a * a + 1, -2 * a, 1])}", r"\ge 1"
    yield "|x + y|", r"\le |x| + |y|"
    yield f"{a}x + {b}", f"> {2 * a + b}", "x > 2"
    yield "e^x", r"\ge 1 + x"
    yield r"\ln x", r"\le x - 1", "x > 0"
    yield rf"\frac{{1}}{{x + {a}}}", rf"< \frac{{1}}{{{a}}}", "x > 0"
    yield r"(a + b)\left(\frac{1}{a} + \frac{1}{b}\right)", r"\ge 4", p, q
    yield "x^2", f"> {a * a}", f"x > {a}"
    yield r"(ax + by)^2", r"\le (a^2 + b^2)(x^2 + y^2)"
    yield r"\sqrt{x}", rf"> {a}", f"x > {a * a}"
    yield rf"\sum_{{k=1}}^n (x_k - {a})^2", r"\ge 0"
    yield rf"x + \frac{{{a * a}}}{{x}}", rf"\ge {2 * a}", "x > 0"
    yield r"\frac{2ab}{a + b}", r"\le \sqrt{ab}", p, q
    yield r"\frac{a + b + c}{3}", r"\ge \sqrt[3]{abc}", p, q, "c > 0"
    yield r"\left(\sum_{k=1}^n a_k b_k\right)^2", r"\le \left(\sum_{k=1}^n a_k^2\right)\left(\sum_{k=1}^n b_k^2\right)"
    yield rf"\frac{{{2 * a}x}}{{x^2 + {a * a}}}", r"\le 1"
    yield rf"e^{{-{a}x}}", rf"\ge 1 - {a}x"
    yield rf"\ln(1 + {a}x)", rf"\le {a}x", r"x \ge 0"
    yield rf"\ln(1 + {a}x)", rf"\ge \frac{{{a}x}}{{1 + {a}x}}", r"x \ge 0"
    yield rf"\sin({a}x)", rf"\le {a}x", r"x \ge 0"
    yield rf"\cos({a}x)", rf"\ge 1 - \frac{{{a * a}x^2}}{{2}}"
    yield rf"{3 * a}\sin x + {4 * a}\cos x", rf"\le {5 * a}"
    yield rf"(1 + x)^{a}", rf"\ge 1 + {a}x", r"x \ge 0"
    yield rf"|x - y + {a}|", rf"\le |x| + |y| + {a}"
    yield r"\sqrt{a + b}", r"\le \sqrt{a} + \sqrt{b}", p, q
    yield rf"\ln(a + {a})", r"> \ln a", p
    yield rf"x({a} - x)", rf"\le {quotient(Fraction(a * a, 4))}"
    yield rf"{a}^n", rf"\ge {a - 1}n + 1", "n is a natural number"
    yield r"n!", r"\ge 2^{n-1}", r"n \ge 1", "n is a natural number"
    yield rf"\int_0^1 e^{{-{a}x^2}} \, dx", r"\le 1"


def cases(d: Random) -> Steps:
    a, b = d.sample(range(2, 8), 2)
    yield rf"\sqrt{{x^2}} + {a}x", f"{a - 1}x", "x < 0"
    yield f"|x| - {a}x", f"-{a - 1}x" if a > 2 else "-x", "x > 0"
    yield rf"\max(x, {a})", str(a), f"x < {a}"
    yield r"\ln x^2", r"2\ln x", "x > 0"
    yield rf"\ln(x^{{{2 * a}}})", rf"{2 * a}\ln(-x)", "x < 0"
    yield r"\arcsin(\sin x)", "x", r"-\frac{\pi}{2} < x", r"x < \frac{\pi}{2}"
    yield rf"\delta_{{ij}} + {a}", str(a), r"i \neq j"
    yield rf"{a}\delta_{{ij}}", str(a), "i = j"
    yield f"(-1)^{{2n}} + {a}", str(a + 1), "n is a natural number"
    yield f"x^2 + {a}y", f"{a}y + {b * b}", f"x = {b}"
    yield "x^2 + y^2", f"{a * a} - 2xy", f"y = {a} - x"
    yield rf"\begin{{cases}} x & x > {a} \\ 0 & x \le {a} \end{{cases}}", "0", f"x < {a}"
    yield r"\sin(\pi n)", "0", "n is a natural number"
    yield rf"\cos({2 * a}\pi n)", "1", "n is a natural number"
    yield rf"\min(x, y) + {a}", f"y + {a}", "x > y"
    yield r"\sqrt[4]{x^4}", "-x", "x < 0"


CALCULUS = (
    derivatives, definite_integrals, indefinite_integrals, limits, series, closed_sums, sums_rearranged,
    indexed_calculus, equations, inequalities, cases,
)  # fmt: skip
