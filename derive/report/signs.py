"""The signs of MathML: what a name, a relation or an operator of a Node looks like on the page."""

from __future__ import annotations

import unicodedata
from functools import cache

RELATIONS = {
    "=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "approx": "≈", "propto": "∝", "equiv": "≡",
    "define": "≔", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "sim": "∼", "simeq": "≃",
    "cong": "≅", "to": "→", "mapsto": "↦", "implies": "⇒", "iff": "⇔", "impliedby": "⇐", "perp": "⊥", "mid": "∣",
    "ll": "≪", "gg": "≫", "parallel": "∥", "asymp": "≍",
}
PRODUCTS = {"*": "∗", "cdot": "⋅", "times": "×", "circ": "∘", "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "div": "÷"}
OPERATORS = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "union": "⋃", "inter": "⋂", "intersection": "⋂", "int": "∫", "iint": "∬",
    "iiint": "∭", "oint": "∮", "argmax": "arg max", "argmin": "arg min",
}
SYMBOLS = {
    "infty": "∞", "emptyset": "∅", "forall": "∀", "exists": "∃", "cdot": "⋅", "top": "⊤", "dagger": "†", "partial": "∂",
    "therefore": "∴", "because": "∵", "star": "⋆", "ast": "∗", "prime": "′", "perp": "⊥", "pm": "±", "mp": "∓",
    "nabla": "∇", "ell": "ℓ", "hbar": "ℏ", "and": "∧", "or": "∨", "not": "¬", "bot": "⊥",
}
NAMES = {
    "ell": "ℓ", "hbar": "ℏ", "varepsilon": "ε", "epsilon": "ϵ", "varphi": "φ", "phi": "ϕ", "vartheta": "ϑ",
    "varsigma": "ς", "varrho": "ϱ", "varpi": "ϖ", "lambda": "λ", "Lambda": "Λ",
    "aleph": "ℵ", "imath": "ı", "jmath": "ȷ",
}
ACCENTS = {
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~", "vec": "→", "dot": "˙",
    "ddot": "¨", "check": "ˇ", "breve": "˘", "acute": "´", "grave": "`", "underline": "_",
}
BRACKETS = {"<": "⟨", ">": "⟩"}
FENCES = {"abs": ("|", "|"), "norm": ("‖", "‖"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}
MATRICES = {"pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"),
            "Bmatrix": ("{", "}")}
ALPHABETS = {
    "mathbf": "BOLD", "boldsymbol": "BOLD", "bm": "BOLD", "mathbb": "DOUBLE-STRUCK", "mathcal": "SCRIPT",
    "mathscr": "SCRIPT", "mathfrak": "FRAKTUR", "mathsf": "SANS-SERIF", "mathtt": "MONOSPACE",
}


@cache
def name_sign(name: str) -> str:
    """A name as it is printed: Greek letters by their letter, anything else as it stands."""
    if name in NAMES:
        return NAMES[name]
    if name.isascii() and name.isalpha() and 2 <= len(name) <= 7:
        size = "CAPITAL" if name[0].isupper() else "SMALL"
        return _character(f"GREEK {size} LETTER {name.upper()}") or name
    return name


@cache
def lettered(alphabet: str, text: str) -> str:
    """A text in one of the mathematical alphabets, letter by letter, where there is such a letter."""
    style = ALPHABETS.get(alphabet)
    return "".join(_letter(style, c) for c in text) if style else text


def _letter(style: str, character: str) -> str:
    if character.isascii() and character.isalpha():
        size = "CAPITAL" if character.isupper() else "SMALL"
        name = f"{style} {size} {character.upper()}"
        black = f"BLACK-LETTER {size} {character.upper()}" if style == "FRAKTUR" else ""
        return _character(f"MATHEMATICAL {name}") or _character(name) or _character(black) or character
    return character


def _character(name: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return ""
