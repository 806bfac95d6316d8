r"""Numbers with units as siunitx has them: \SI{9.81}{m/s^2}, \qty{3}{\kilo\metre\per\hour}, \ang{30}.

    \SI{0.718}{kJ/(kg.K)}              0.718\,\mathrm{kJ/(kg\,K)}
    \qty{3e5}{\metre\per\second}       3e5\,\mathrm{m/(s)}
    \ang{30}, \SI{20}{\percent}        {30}^{\circ}, 20\%

Left as they stand: numbers with an error or in words, units that are not known here, and a number with a unit behind a
slash or under a power, where more than the number is meant.
"""

from __future__ import annotations

import re

CALL = re.compile(
    r"\\(?:SI|qty|ang)\s*(?:\[[^\]\n]*\])?\s*\{\s*(?P<number>[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d{1,3})?)\s*\}"
    r"(?:\s*\{(?P<unit>(?:[^{}\n]|\{[-+]?\d\}){0,80})\})?")
DIVIDED = re.compile(r"/\s*\Z")
RAISED = re.compile(r"\s*\^")
NEAR = 20                                        # characters in which a slash stands
_PREFIXES = {"kilo": "k", "mega": "M", "giga": "G", "milli": "m", "micro": "µ", "nano": "n", "pico": "p",
             "centi": "c", "deci": "d", "hecto": "h"}
_UNITS = {"metre": "m", "meter": "m", "second": "s", "gram": "g", "kilogram": "kg", "kelvin": "K", "mole": "mol",
          "ampere": "A", "joule": "J", "newton": "N", "watt": "W", "pascal": "Pa", "volt": "V", "coulomb": "C",
          "farad": "F", "tesla": "T", "henry": "H", "hertz": "Hz", "ohm": "Omega", "litre": "L", "liter": "L",
          "minute": "min", "hour": "h", "day": "day", "electronvolt": "eV", "radian": "rad"}
_BEHIND = {"squared": "^{2}", "cubed": "^{3}"}
_BEFORE = {"square": "^{2}", "cubic": "^{3}"}
_PIECE = re.compile(r"\\([A-Za-z]+)\s*(?:\{([-+]?\d)\})?")
_PLAIN = re.compile(r"[A-Za-zµΩ](?:[A-Za-zµΩ0-9/().^~ *-]|\\[,;: ]|\\cdot(?![A-Za-z])|\{[-+]?\d\})*")


def expansion(text: str, start: int) -> tuple[str, int] | None:
    """What stands for the call that begins here, and where it ends; None where it is none, or is not understood."""
    call = CALL.match(text, start)
    if call is None or DIVIDED.search(text, max(0, start - NEAR), start) or RAISED.match(text, call.end()):
        return None
    number = call["number"].replace(",", ".").removeprefix("+")
    number = f"{{{number}}}" if number.startswith("-") else number
    if call[0].startswith("\\ang"):
        return (f"{{{number}}}^{{\\circ}}", call.end()) if call["unit"] is None else None
    unit = None if call["unit"] is None else _unit(call["unit"].strip())
    return None if unit is None else (number + unit, call.end())


def _unit(written: str) -> str | None:
    match written:
        case "":
            return ""
        case "\\percent" | "\\%" | "%":
            return "\\%"
        case "\\celsius" | "\\degreeCelsius" | "°C":
            return "\\,^{\\circ}\\mathrm{C}"
        case "\\degree" | "°":
            return "^{\\circ}"
    plain = written if _PLAIN.fullmatch(written) else _of_words(written)
    if plain is None:
        return None
    return "\\,\\mathrm{" + re.sub(r"\s*(?:\.|~|\\cdot)\s*", r"\\,", plain) + "}"


def _of_words(written: str) -> str | None:
    """Units in the words of the package: \\kilo\\joule\\per\\kilogram is kJ/(kg)."""
    above, below = list[str](), list[str]()
    prefix, before, side, last = "", "", above, above
    if re.sub(r"\s+", "", _PIECE.sub("", written)):
        return None
    for word, power in _PIECE.findall(written):
        if word == "per":
            side = below
        elif word in _PREFIXES:
            prefix += _PREFIXES[word]
        elif word in _BEFORE:
            before = _BEFORE[word]
        elif word in _UNITS:
            side.append(prefix + _UNITS[word] + before)
            prefix, before, side, last = "", "", above, side
        elif last and (word in _BEHIND or (word == "tothe" and power)):
            last[-1] += _BEHIND.get(word) or f"^{{{power}}}"
        else:
            return None
    if prefix or before or not above + below:
        return None
    return ("\\,".join(above) or "1") + ("/(" + "\\,".join(below) + ")" if below else "")
