"""Exponentials that do not overflow: quotients and logarithms of sums of them.

In a denominator or a logarithm a sum of exponentials is divided by its largest term, and that factor is
carried as a *scale* until it meets its inverse. Only what was never there to be divided is multiplied on:

    exp(h_i) / Σ_k exp(h_k)  =  exp(h_i - m) / Σ_k exp(h_k - m)          m = max_k h_k
    log Σ_k exp(h_k)         =  log Σ_k exp(h_k - m) + m
    1 / (1 + exp(-x))        =  exp(-m) / (exp(-m) + exp(-x - m))        m = max(0, -x)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.codegen.arrays import Arrays, Scale, Shift, Value
from derive.codegen.source import ATOM, POWER, PRODUCT, SUM, UNARY, Piece
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, subterms

ROOM = 64                                        # room enough for any power of a shift


@dataclass(frozen=True)
class Group:
    """Exponentials that share a shift: their exponents, each with those places of its axes that the shift has."""

    shift: Value
    keep: Mapping[Piece, tuple[int, ...]]


class Exponentials(Arrays):
    """The part of the emitter that knows products, sums of terms, and their scales."""

    groups: list[Group]

    def scaled(self, term: Term, room: Scale) -> Value:
        raise NotImplementedError

    def number(self, value: Fraction) -> Value:
        raise NotImplementedError

    def natural(self, term: Term) -> Value:
        """The value in a denominator or a logarithm: sums of exponentials divided by their largest term."""
        match term:
            case Apply("*" | "/" | "-"):
                return self.product(term, self._room(term))
        return self.scaled(term, self._room(term))

    def _room(self, term: Term) -> Scale:
        """Room for every shift that was registered for the term."""
        return dict.fromkeys(self._shifts(term), ROOM)

    def _shifts(self, term: Term) -> list[Shift]:
        match term:
            case Apply("*" | "/" | "-" | "^", args):
                return [shift for arg in args for shift in self._shifts(arg)]
            case Bind("sum", variable, body, _):
                made = self._exponent_of(body, variable)
                return [] if made is None else [shift for shift in self._fits(made) if variable not in shift[1]]
            case Apply("+", args):
                exponents = [arg.args[0] for arg in args if isinstance(arg, Apply) and arg.head == "exp"]
                return [shift for inner in exponents[:1] for shift in self._fits(self.value(inner))]
        return []

    def register(self, term: Term) -> None:
        """Make a group of the exponentials of every sum that is a factor of the term."""
        match term:
            case Apply("*" | "/" | "-", args):
                for arg in args:
                    self.register(arg)
            case Apply("^", (base, Number())):
                self.register(base)
            case Bind("sum", variable, body, _) if not self.is_ragged(variable):
                made = self._exponent_of(body, variable)
                if made is None or self._shifts(term):
                    return
                keep = tuple(place for place, axis in enumerate(made.axes) if axis != variable)
                largest = self.make.make(f"{{0}}.max({self.place(made, variable)})", made.piece, demands=ATOM)
                shift = replace(made, piece=largest, axes=tuple(made.axes[place] for place in keep))
                self.groups.append(Group(shift, {made.piece: keep}))
            case Apply("+", args) if not self._shifts(term):
                self._register_terms(args)

    def _register_terms(self, args: tuple[Term, ...]) -> None:
        """1 + exp(u): the largest exponent is max(0, u)."""
        positive = [arg.args[0] if isinstance(arg, Apply) and arg.head == "-" else arg for arg in args]
        exponents = [self.value(arg.args[0]) for arg in positive if isinstance(arg, Apply) and arg.head == "exp"]
        plain = [arg for arg in positive if not (isinstance(arg, Apply) and arg.head == "exp")]
        if not exponents or any(_has_exp(arg) for arg in plain):
            return
        shift = Value(self.make.make("0")) if plain else exponents[0]
        for exponent in exponents if plain else exponents[1:]:
            shift = self.join("np.maximum({0}, {1})", shift, exponent)
        if all(exponent.axes == shift.axes for exponent in exponents):
            keep = tuple(range(len(shift.axes)))
            self.groups.append(Group(shift, {exponent.piece: keep for exponent in exponents}))

    def _exponent_of(self, body: Term, variable: Symbol) -> Value | None:
        """u where the body of a sum has exp(u) as its only exponential factor that varies."""
        factors = body.args if isinstance(body, Apply) and body.head == "*" else (body,)
        found = [f.args[0] for f in factors if isinstance(f, Apply) and f.head == "exp" and variable in free(f)]
        made = self.value(found[0]) if len(found) == 1 else None
        return made if made is not None and variable in made.axes else None

    def _fits(self, exponent: Value) -> list[Shift]:
        """The shifts that an exponential may take up."""
        return [
            (number, tuple(exponent.axes[place] for place in group.keep[exponent.piece]))
            for number, group in enumerate(self.groups)
            if exponent.piece in group.keep
        ]

    def room_outside(self, variable: Symbol, room: Scale) -> Scale:
        """Room for the body of a sum: shifts that do not move with its index."""
        return {shift: amount for shift, amount in room.items() if variable not in shift[1]}

    def _shift(self, shift: Shift) -> Value:
        number, axes = shift
        return replace(self.groups[number].shift, axes=axes)

    def exponential(self, inner: Term, room: Scale) -> Value:
        exponent = self.value(inner)
        for shift in self._fits(exponent):
            if room.get(shift, 0) > 0:
                parts = (exponent, self._shift(shift))
                less = self.join("{0} - {1}", *parts, level=SUM, demands=(SUM, PRODUCT), order=exponent.axes)
                return replace(self.join("np.exp({0})", less), scale={shift: 1})
        return self.join("np.exp({0})", exponent)

    def shift_times(self, shift: Shift, times: int) -> Value:
        """The shift, times a whole number."""
        if times == 1:
            return self._shift(shift)
        if times == -1:
            return self.join("-{0}", self._shift(shift), level=UNARY, demands=UNARY)
        return self.join("{0} * {1}", self.number(Fraction(times)), self._shift(shift), level=PRODUCT, demands=PRODUCT)

    def unscaled(self, made: Value) -> Value:
        """The value with its scale multiplied on."""
        for shift, times in made.scale.items():
            factor = self.join("np.exp({0})", self.shift_times(shift, times))
            made = self.join("{0} * {1}", replace(made, scale={}), factor, level=PRODUCT, demands=(PRODUCT, UNARY))
        return replace(made, scale={})

    def product(self, term: Term, room: Scale) -> Value:
        sign, above, below, scale = self.pieces(term, room)
        return replace(self.signed(sign, self.quotient(above, below)), scale=scale)

    def signed(self, sign: int, made: Value) -> Value:
        return made if sign > 0 else self.join("-{0}", made, level=UNARY, demands=UNARY)

    def pieces(self, term: Term, room: Scale) -> tuple[int, list[Value], list[Value], Scale]:
        """The sign, the factors and the divisors of a product, and the scale of it all.

        The divisors come first, each on its own scale; the factors then take up what these need.
        """
        sign, tops, bottoms = factors_of(term)
        for bottom, _ in bottoms:
            self.register(bottom)
        below = [self._raised(self.natural(bottom), times) for bottom, times in bottoms]
        scale = dict.fromkeys(room, 0)
        for made in below:
            for shift, times in made.scale.items():
                scale[shift] = scale.get(shift, 0) - times
        above = []
        for top, times in tops:
            left = {shift: (room.get(shift, 0) - used) // times for shift, used in scale.items()}
            made = self.scaled(top, left) if any(amount > 0 for amount in left.values()) else self.value(top)
            above.append(self._raised(made, times))
            for shift, taken in above[-1].scale.items():
                scale[shift] = scale.get(shift, 0) + taken
        return sign, above, below, {shift: times for shift, times in scale.items() if times}

    def _raised(self, made: Value, times: int) -> Value:
        if times == 1:
            return made
        scale = {shift: times * count for shift, count in made.scale.items()}
        if made.piece.template.isdigit():
            made = replace(made, piece=self.make.make(made.piece.template + ".0"))
        return replace(self.join(f"{{0}} ** {times}", made, level=POWER, demands=ATOM), scale=scale)

    def quotient(self, above: Sequence[Value], below: Sequence[Value]) -> Value:
        """a / c * b: each divisor under the smallest factor that has all its axes, each factor taking its turn."""
        parts = [(made, 0) for made in above if made.piece.template != "1"]
        rest = []
        for divisor in sorted(below, key=lambda made: len(made.axes)):
            fits = [place for place, (made, _) in enumerate(parts) if set(made.axes) >= set(divisor.axes)]
            if not fits:
                rest.append(divisor)
                continue
            place = min(fits, key=lambda place: (parts[place][1], len(parts[place][0].axes)))
            made, count = parts[place]
            parts[place] = (self.divided(made, divisor), count + 1)
        factors = sorted((made for made, _ in parts), key=lambda made: len(made.axes))
        made = factors[0] if factors else Value(self.make.make("1"))
        for factor in factors[1:]:
            made = self.join("{0} * {1}", made, factor, level=PRODUCT, demands=(PRODUCT, UNARY))
        for divisor in rest:
            made = self.divided(made, divisor)
        return made

    def divided(self, made: Value, divisor: Value) -> Value:
        return self.join("{0} / {1}", made, divisor, level=PRODUCT, demands=(PRODUCT, UNARY))

    def sum_of_terms(self, term: Apply, room: Scale) -> Value:
        """a + b; all terms on one scale if they can be, else on none."""
        shifts = [shift for shift in self._shifts(term) if room.get(shift, 0) > 0]
        if shifts:
            return self._shifted_terms(term, shifts[0])
        parts = [self._signed(arg, room) for arg in term.args]
        if any(part.scale != parts[0][1].scale for _, part in parts):
            parts = [(sign, self.unscaled(part)) for sign, part in (self._signed(arg, {}) for arg in term.args)]
        return self._added(parts, parts[0][1].scale)

    def _shifted_terms(self, term: Apply, shift: Shift) -> Value:
        """1 + exp(u) over exp(m): exp(-m) + exp(u - m)."""
        down = self.join("np.exp(-{0})", self._shift(shift), demands=UNARY)
        parts = []
        for arg in term.args:
            sign, part = self._signed(arg, {shift: 1})
            if not part.scale:
                part = self.quotient([part, down], [])
            parts.append((sign, part))
        return self._added(parts, {shift: 1})

    def _signed(self, term: Term, room: Scale) -> tuple[int, Value]:
        match term:
            case Apply("-", (inner,)):
                sign, part = self._signed(inner, room)
                return -sign, part
            case Number(value) if value < 0:
                return -1, self.number(-value)
        return 1, self._hinted(term, room)

    def _hinted(self, term: Term, room: Scale) -> Value:
        return self.value(term) if not room else self.scaled(term, room)

    def _added(self, parts: Sequence[tuple[int, Value]], scale: Scale) -> Value:
        parts = sorted(parts, key=lambda part: part[0] < 0)
        made = self.signed(*parts[0])
        for sign, part in parts[1:]:
            text, demand = ("{0} + {1}", SUM) if sign > 0 else ("{0} - {1}", PRODUCT)
            made = self.join(text, made, part, level=SUM, demands=(SUM, demand))
        return replace(made, scale=scale)


def factors_of(term: Term) -> tuple[int, list[tuple[Term, int]], list[tuple[Term, int]]]:
    """The sign of a product, its factors and its divisors, each with a positive integer power."""
    sign = 1
    tops: list[tuple[Term, int]] = []
    bottoms: list[tuple[Term, int]] = []
    pending: list[tuple[Term, int]] = [(term, 1)]
    while pending:
        part, times = pending.pop()
        match part:
            case Apply("*", args):
                pending.extend((arg, times) for arg in reversed(args))
            case Apply("/", (top, bottom)):
                pending.extend(((bottom, -times), (top, times)))
            case Apply("-", (inner,)):
                sign = -sign if times % 2 else sign
                pending.append((inner, times))
            case Apply("^", (base, Number(power))) if splits(power):
                pending.append((base, times * power.numerator))
            case _:
                (tops if times > 0 else bottoms).append((part, abs(times)))
    return sign, tops, bottoms


def splits(power: Fraction) -> bool:
    """Whether a power goes to the factors of its base: a small integer, never 0."""
    return power.denominator == 1 and 0 < abs(power) <= ROOM


def _has_exp(term: Term) -> bool:
    return any(isinstance(part, Apply) and part.head == "exp" for part in subterms(term))
