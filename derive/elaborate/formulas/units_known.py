"""Units that authors write, by kind: how many of the base units each is, and of which."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derive.read.record import record

Powers = tuple[tuple[str, Fraction], ...]         # of the base units, none of them 0, in order

# One line for each kind: its powers of the base units, then the units of that kind with their factors.
_TABLE = """
m: kilometers 1000, kilometres 1000
m: m 1, meter 1, meters 1, metre 1, metres 1, mm 1/1000, cm 1/100, dm 1/10, km 1000, nm 1/1000000000, µm 1/1000000
m ~: in 0.0254, inch 0.0254, inches 0.0254, ft 0.3048, foot 0.3048, feet 0.3048, yd 0.9144, mi 1609.344
m ~: mile 1609.344, miles 1609.344
s: µs 1/1000000, ns 1/1000000000
s: s 1, sec 1, second 1, seconds 1, ms 1/1000, min 60, minute 60, minutes 60, h 3600, hr 3600, hrs 3600, hour 3600
s: hours 3600, day 86400, days 86400, week 604800, weeks 604800
kg: kg 1, g 1/1000, mg 1/1000000, gram 1/1000, grams 1/1000, kilograms 1
kg ~: lb 0.45359237, lbs 0.45359237, pounds 0.45359237, oz 0.028349523125
m^3: liter 1/1000, liters 1/1000, litre 1/1000, litres 1/1000
m^3: L 1/1000, l 1/1000, dL 1/10000, mL 1/1000000, ml 1/1000000
m^3 ~: gal 0.003785411784, gallon 0.003785411784, gallons 0.003785411784
m/s ~: mph 0.44704
kg m/s^2: N 1, kN 1000
kg m^2/s^2: J 1, kJ 1000, MJ 1000000, Wh 3600, kWh 3600000
kg m^2/s^2 ~: cal 4.184, kcal 4184
kg m^2/s^3: W 1, mW 1/1000, kW 1000, MW 1000000
kg/m s^2: Pa 1, hPa 100, kPa 1000, MPa 1000000
1/s: Hz 1, kHz 1000, MHz 1000000, GHz 1000000000
A: A 1, mA 1/1000, µA 1/1000000, nA 1/1000000000
A s: C 1
kg m^2/s^3 A: V 1, mV 1/1000, kV 1000, µV 1/1000000
kg m^2/s^3 A^2: Omega 1, Ω 1, mΩ 1/1000, kΩ 1000, MΩ 1000000
A^2 s^4/kg m^2: F 1, mF 1/1000, µF 1/1000000, nF 1/1000000000, pF 1/1000000000000
kg/s^2 A: T 1, mT 1/1000
kg m^2/s^2 A^2: H 1, mH 1/1000, µH 1/1000000
K: K 1
mol: mol 1, mmol 1/1000
1: rad 1
byte: bytes 1, byte 1, KiB 1024, MiB 1048576, GiB 1073741824, TiB 1099511627776
dollar: dollars 1, dollar 1, cents 1/100
euro: euros 1, euro 1
degC: degC 1
degF: degF 1
eV: eV 1, keV 1000, MeV 1000000
"""


@record(frozen=True, slots=True)
class Unit:                                      # Used for:
    factor: Fraction                             # how many of the base units it is
    powers: Powers                               # of the base units
    rough: bool = False                          # authors round the factor


def joined(one: Powers, other: Powers) -> Powers:
    found = dict(one)
    for base, power in other:
        found[base] = found.get(base, Fraction(0)) + power
    return tuple(sorted((base, power) for base, power in found.items() if power))


def _kinds() -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for line in filter(None, _TABLE.splitlines()):
        kind, _, listed = line.partition(": ")
        rough = kind.endswith("~")
        above, _, below = kind.rstrip(" ~").partition("/")
        powers: Powers = ()
        for sign, written in ((1, above), (-1, below)):
            for part in written.split():
                base, _, power = part.partition("^")
                powers = joined(powers, () if base == "1" else ((base, Fraction(sign * int(power or 1))),))
        for one in listed.split(", "):
            name, factor = one.split()
            found[name] = Unit(Fraction(factor), powers, rough)
    return found


KNOWN = _kinds()
# Units of one kind: where a problem has two of them, its numbers do not go together.
SCALES = tuple(frozenset(words.split()) for words in (
    "s sec seconds ms µs ns min minutes h hr hrs hours days weeks years",
    "m meters metres mm cm dm km nm µm inches feet ft miles",
    "kg g mg", "L l ml mL litres liters gallons", "dollars euros cents", "rad deg",
    "J kJ MJ eV keV MeV", "W mW kW MW", "N kN", "Pa kPa hPa", "A mA µA nA", "V mV µV kV", "Omega Ω mΩ kΩ MΩ",
    "F mF µF nF pF", "H mH µH", "T mT", "Hz kHz MHz GHz", "bits bytes kB MB GB",
))
# Units that are reckoned with in base units, or in others of which the prefixes happen to cancel.
APART = frozenset((
    "mph", "km/h", "dB", "mA", "µA", "nA", "mV", "µV", "kV", "mΩ", "kΩ", "MΩ", "mF", "µF", "nF", "pF", "mH", "µH",
    "mT"))

__all__ = ["APART", "KNOWN", "SCALES", "Powers", "Unit", "joined"]
