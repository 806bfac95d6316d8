"""Rules for powers, roots, exponentials, logarithms and circular functions."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import isqrt

from derive.kernel import polynomial as poly
from derive.kernel.golden import GOLDEN, golden, unit
from derive.kernel.polynomial import ONE, Atom, Beyond, Polynomial, Rational, add, constant, multiply, scale, single
from derive.kernel.principal import Principal
from derive.kernel.term import Apply, Term
from derive.kernel.writing import HALF, IMAGINARY, IMAGINARY_ATOM, PI, PI_ATOM, TURN


class Powers(Principal):
    """What has an exponent."""

    def _raised(self, u: Term, e: Polynomial) -> Polynomial:
        """u^e

            e a number                 whole, or a root           u = 0, e > 0               0
            u = exp(1), or u > 0       exp(e log u)
            e whole, u of any sign     u^(n + c) = u^n u^c, (-1)^(2n) = 1
            otherwise                  u >= 0 because the power is defined
        """
        exponent = poly.value(e)
        if u == Apply("e"):
            return poly.by_delta(e, self.exp)
        base = self.of(u)
        if exponent is not None:
            if self.plane and exponent % 1 and Fraction(exponent).denominator % 2 and not self.facts.nonnegative(base):
                return self.principal(base, e)
            return poly.power(base, int(exponent)) if exponent == int(exponent) else self.root(base, exponent)
        if any(atom.kind == "delta" for m in e for atom, _ in m):
            return poly.by_delta(e, partial(self._raised, u))
        if not base:
            if not self.facts.positive(e):
                raise Beyond("a power of zero")
            return {}
        if base == ONE:
            return ONE
        if self.facts.positive(base):
            return self.exp(multiply(e, self.log(base)))
        if unit(base) is not None and self.integral(e):     # a negative one
            return multiply(self.exp(multiply(e, multiply(IMAGINARY, PI))), self._raised(Apply("-", (u,)), e))
        if self.integral(e) and not poly.is_real(base) and self.angle(base) is not None:     # i^n
            return self.principal(base, e)
        return self._whole(base, e) if self.integral(e) else self._fluent(base, e)

    def _fluent(self, base: Polynomial, e: Polynomial) -> Polynomial:
        """base^e for an e that need not be whole: base >= 0 since it is defined, but not above 0 (0^2 = 0).

        Factors known to be positive go through exp and log; the rest stays one power for each monomial of e.
        """
        if not poly.is_real(base) or (self.plane and not self.facts.nonnegative(base)):
            return self.principal(base, e)
        lead, common, rest = poly.primitive(base)
        rest = scale(rest, 1 if lead > 0 else -1)
        total = self.exp(multiply(e, self.log(constant(abs(Fraction(lead))))))
        if rest != ONE and self.facts.positive(rest):
            total, rest = multiply(total, self.exp(multiply(e, self.log(rest)))), ONE
        for atom, k in common:
            if self.facts.positive(single(atom)):
                total = multiply(total, self.exp(scale(multiply(e, self.log(single(atom))), k)))
            else:
                rest = multiply(rest, poly.settled({atom: k}))
        if poly.value(rest) is not None and rest != ONE:
            raise Beyond("a power of a negative number")
        rest, e = _upright(rest, e)
        for m, c in e.items() if rest != ONE else ():
            tower = poly.compound("function", "power", (rest, {m: 1}))
            total = multiply(total, self.root(rest, c) if m == () else poly.settled({tower: c}))
        return total

    def _whole(self, base: Polynomial, e: Polynomial) -> Polynomial:
        """base^e for a whole e with names in it: c^e common^e rest^e, the sign of c apart."""
        lead, common, rest = poly.primitive(base)
        total = self.exp(multiply(e, self.log(constant(abs(Fraction(lead))))))
        if lead < 0:
            total = multiply(total, self.exp(multiply(e, multiply(IMAGINARY, PI))))
        for factor, k in [*((single(atom), k) for atom, k in common), (rest, 1)]:
            if factor == ONE:
                continue
            if self.facts.positive(factor):
                total = multiply(total, self.exp(scale(multiply(e, self.log(factor)), k)))
                continue
            for m, c in e.items():
                tower = poly.compound("function", "power", (factor, {m: 1}))  # a root has factor >= 0, or is an odd one
                total = multiply(total, self.root(factor, c * k) if m == () else poly.settled({tower: c * k}))
        return total

    def root(self, p: Polynomial, e: Rational) -> Polynomial:
        """p^e for a fraction e. Odd roots are those of the reals; an even root has p >= 0 because it is defined.

            (a^k q)^e = a^(k e) q^e  for a >= 0, or an odd root      (a^2k q)^e = |a|^(2k e) q^e
        """
        if e == int(e):
            return poly.power(p, int(e))
        number = poly.value(p)
        odd = Fraction(e).denominator % 2 == 1
        if number is not None:
            if number == 0 and e > 0:
                return {}
            if number < 0 and odd:
                return scale(self.root(constant(-number), e), -1 if Fraction(e).numerator % 2 else 1)
            if number < 0 and self.plane:
                return multiply(_number_root(-number, e), self.exp(scale(multiply(IMAGINARY, PI), e)))
            if number <= 0:
                raise Beyond("an even root of a negative number")
            return _number_root(number, e)
        if any(atom.kind == "delta" for m in p for atom, _ in m):
            return poly.by_delta(p, lambda q: self.root(q, e))
        if not poly.is_real(p) or (self.plane and not odd and not self.facts.nonnegative(p)):
            return self._principal_root(p, e)
        lead, common, rest = poly.primitive(p)
        total = _number_root(abs(Fraction(lead)), e)
        rest = scale(rest, 1 if lead > 0 else -1)
        for atom, k in common:
            alone = single(atom)
            if not atom.real:                    # exp(i u) of a wave stays with the others, which make it real
                rest = multiply(rest, poly.settled({atom: k}))
            elif odd or self.facts.nonnegative(alone):
                total = multiply(total, poly.settled({atom: k * e}))
            elif atom.real and k == int(k) and k % 2 == 0:
                total = multiply(total, self.root(self.size(alone), k * e))
            else:
                rest = multiply(rest, poly.settled({atom: k}))
        if odd and rest and rest[min(rest)] < 0:
            rest, total = scale(rest, -1), scale(total, -1 if Fraction(e).numerator % 2 else 1)
        if rest == ONE:
            return total
        if len(rest) == 1:
            ((m, c),) = rest.items()
            if len(m) == 1 and c == 1:
                return multiply(total, poly.settled({m[0][0]: m[0][1] * e}))
            if m == ():
                raise Beyond("an even root of a negative number")
        base = poly.base_atom(rest)
        whole = e // 1
        return multiply(multiply(total, poly.power(rest, int(whole))), single(base, e - whole))

    def exp(self, p: Polynomial) -> Polynomial:
        """exp of a sum: exp(c log q) = q^c, exp(i pi c) by its value, otherwise one atom for each monomial."""
        total = ONE
        for m, c in p.items():
            if len(m) == 1 and m[0][0].kind == "log" and m[0][1] == 1 and (m[0][0].real or Fraction(c).denominator < 3):
                total = multiply(total, self.root(m[0][0].inner[0], c))
                continue
            if m == ((GOLDEN, 1),) and c == int(c):
                total = multiply(total, golden(int(c)))
                continue
            phase = dict(m)
            turned = phase.pop(IMAGINARY_ATOM, 0) == 1 and phase.pop(PI_ATOM, 0) == 1
            if turned and not phase:
                total = multiply(total, _turn(c))
            elif turned and self.integral({tuple(phase.items()): 1}):
                total = multiply(total, poly.settled({poly.compound("exp", "", ({m: 1},), 2): c}))
            else:
                total = multiply(total, self.atom_power(poly.compound("exp", "", ({m: 1},)), c))
        return total

    def atom_power(self, atom: Atom, e: Rational) -> Polynomial:
        return poly.settled({atom: e})

    def log(self, p: Polynomial) -> Polynomial:
        """log of a product: factors known to be positive apart, log(a^2k q) = 2k log|a| + log q, log exp u = u."""
        if not p:
            raise Beyond("log of zero")
        if not poly.is_real(p) or (self.plane and not self.facts.positive(p) and not _is_square(p)):
            return self.principal_log(p)
        if (power_of_phi := unit(p)) is not None and power_of_phi[0] > 0:
            return add(_log_number(power_of_phi[0]), single(GOLDEN), power_of_phi[1])
        lead, common, rest = poly.primitive(p)
        total = _log_number(abs(Fraction(lead)))
        rest = scale(rest, 1 if lead > 0 else -1)
        for atom, e in common:
            alone = single(atom)
            if not atom.real:
                rest = multiply(rest, poly.settled({atom: e}))
            elif atom.kind == "exp":
                total = add(total, atom.inner[0], e)
            elif atom.kind == "prime" or (atom.kind == "base" and self.facts.positive(alone)):
                total = add(total, self.log(atom.inner[0] if atom.kind == "base" else constant(int(atom.head))), e)
            elif self.facts.nonnegative(alone):  # and not zero, since the logarithm is defined
                total = add(total, self._log_atom(alone), e)
            elif atom.real and e == int(e) and e % 2 == 0:
                total = add(total, self._log_atom(self.size(alone)), e)
            else:
                rest = multiply(rest, poly.settled({atom: e}))
        if rest == ONE:
            return total
        if poly.value(rest) is not None:
            raise Beyond("log of a negative number")
        return add(total, self._log_atom(rest))

    def _log_atom(self, p: Polynomial) -> Polynomial:
        return self.atom(poly.compound("log", "", (p,)))

    def _wave(self, head: str, unit: Polynomial, u: Polynomial) -> Polynomial:
        """Circular functions with unit i, hyperbolic ones with unit 1, through exp(unit u)."""
        up = self.exp(multiply(unit, u))
        down = self.exp(scale(multiply(unit, u), -1))
        cosine = scale(add(up, down), HALF)
        sine = multiply(scale(add(up, down, -1), HALF), poly.power(unit, -1))
        match head:
            case "sin":
                return sine
            case "cos":
                return cosine
            case "tan":
                return multiply(sine, poly.power(cosine, -1))
            case "cot":
                return multiply(cosine, poly.power(sine, -1))
            case "sec":
                return poly.power(cosine, -1)
        return poly.power(sine, -1)


def _is_square(p: Polynomial) -> bool:
    """c m^2 for a positive number c: real, and above zero where it has a logarithm."""
    ((m, c), *others) = p.items()
    return not others and c > 0 and all(atom.real and e == int(e) and e % 2 == 0 for atom, e in m)


def factors(n: int) -> dict[int, int]:
    """Small primes of n with their exponents, and what is left as one more factor."""
    found: dict[int, int] = {}
    p = 2
    while p < 1000 and p * p <= n:
        while n % p == 0:
            found[p] = found.get(p, 0) + 1
            n //= p
        p += 1 if p == 2 else 2
    root = isqrt(n)
    if n > 1 and root * root == n:
        found[root] = found.get(root, 0) + 2
    elif n > 1:
        found[n] = found.get(n, 0) + 1
    return found


def _number_factors(number: Rational) -> list[tuple[int, int]]:
    fraction = Fraction(number)
    if max(fraction.numerator, fraction.denominator).bit_length() > 4000:
        raise Beyond("a number is too large")
    return [*factors(fraction.numerator).items(), *((p, -k) for p, k in factors(fraction.denominator).items())]


def _upright(base: Polynomial, e: Polynomial) -> tuple[Polynomial, Polynomial]:
    """(1 / q)^e as q^(-e), where q > 0 since both are defined: the first factor stands above the line."""
    if len(base) != 1 or base == ONE:
        lead, common, rest = poly.primitive(base)
        if lead != 1 or not common or rest == ONE:
            return base, e
        factors = [(atom, k) for atom, k in common] + [(poly.base_atom(rest), 1)]
    else:
        ((m, c),) = base.items()
        if c != 1:
            return base, e
        factors = list(m)
    first = min(factors, key=lambda part: part[0].key)
    if first[1] > 0:
        return base, e
    turned = ONE
    for atom, k in factors:
        turned = multiply(turned, poly.settled({atom: -k}))
    return turned, scale(e, -1)


def _number_root(number: Rational, e: Rational) -> Polynomial:
    """number^e for number > 0, by its primes"""
    total = ONE
    for p, k in _number_factors(number):
        total = multiply(total, poly.settled({Atom("prime", f"prime {p}", str(p)): k * e}))
    return total


def _log_number(number: Rational) -> Polynomial:
    total: Polynomial = {}
    for p, k in _number_factors(number):
        total = add(total, single(poly.compound("log", "", (constant(p),))), k)
    return total


def _turn(c: Rational) -> Polynomial:
    """exp(i pi c): by square roots for denominators 2, 3, 4, 6, 12; a power of exp(i pi) otherwise"""
    fraction = Fraction(c) % 2
    total = constant(-1 if fraction >= 1 else 1)
    fraction %= 1
    if 12 % fraction.denominator:
        return multiply(total, single(TURN, fraction))
    root3 = scale(_number_root(3, HALF), HALF)
    root2 = scale(_number_root(2, HALF), HALF)
    sixth = add(root3, scale(IMAGINARY, HALF))                     # exp(i pi / 6)
    eighth = add(root2, multiply(root2, IMAGINARY))                # exp(i pi / 4)
    twelfths = int(fraction * 12)
    k = twelfths % 2                                               # 1/12 = 1/4 - 1/6: an odd count takes one of these
    for factor, times in ((eighth, 3 * k), (sixth, (twelfths - 9 * k) // 2 % 12)):
        total = multiply(total, poly.power(factor, times))
    return total
