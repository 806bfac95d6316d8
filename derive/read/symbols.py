"""What each LaTeX macro and each character stands for, as tables: (kind of token, canonical text)."""

from __future__ import annotations

import re
import unicodedata

from derive.read.vocabulary import DOTS, FUNCTIONS, GREEK, UPRIGHT

RELATIONS: dict[str, str] = {
    "=": "=", "==": "=", "!=": "!=", "neq": "!=", "ne": "!=", "<": "<", "lt": "<", ">": ">", "gt": ">",
    "<=": "<=", "le": "<=", "leq": "<=", "leqslant": "<=", "leqq": "<=", ">=": ">=", "ge": ">=", "geq": ">=",
    "geqslant": ">=", "geqq": ">=", "approx": "approx", "approxeq": "approx", "simeq": "simeq", "cong": "cong",
    "propto": "propto", "varpropto": "propto", "equiv": "equiv", ":=": "define", "coloneqq": "define",
    "coloneq": "define", "triangleq": "define", "doteq": "define", "eqqcolon": "isdefine", "=:": "isdefine",
    "in": "in", "ni": "ni", "notin": "notin", "subset": "subset", "subseteq": "subseteq", "supset": "supset",
    "supseteq": "supseteq", "subsetneq": "subsetneq", "sim": "sim", "to": "to", "rightarrow": "to", "->": "to",
    "longrightarrow": "to", "leftarrow": "gets", "gets": "gets", "mapsto": "mapsto", "longmapsto": "mapsto",
    "nearrow": "nearrow", "searrow": "searrow", "uparrow": "uparrow", "downarrow": "downarrow",
    "leftrightarrow": "leftrightarrow", "rightsquigarrow": "to", "hookrightarrow": "to",
    "perp": "perp", "parallel": "parallel", "ll": "ll", "gg": "gg", "lll": "ll", "ggg": "gg", "prec": "prec",
    "preceq": "preceq", "succ": "succ", "succeq": "succeq", "models": "models", "vdash": "vdash", "asymp": "asymp",
    "lesssim": "lesssim", "gtrsim": "gtrsim", "nmid": "nmid", "divides": "divides", "preccurlyeq": "preceq",
    "succcurlyeq": "succeq", "nless": ">=", "ngtr": "<=", "nleq": ">", "ngeq": "<", "lessapprox": "lesssim",
    "gtrapprox": "gtrsim", "thickapprox": "approx", "thicksim": "sim", "trianglelefteq": "trianglelefteq",
    "nsubseteq": "nsubseteq", "varsubsetneq": "subsetneq", "nparallel": "nparallel", "eqsim": "simeq",
}

# Relations between statements bind looser than relations between values.
ARROWS: dict[str, str] = {
    "implies": "implies", "Rightarrow": "implies", "Longrightarrow": "implies", "=>": "implies",
    "iff": "iff", "Leftrightarrow": "iff", "Longleftrightarrow": "iff", "<=>": "iff", "<->": "iff",
    "impliedby": "impliedby", "Leftarrow": "impliedby", "Longleftarrow": "impliedby", "leadsto": "implies",
}

NEGATED: dict[str, str] = {
    "=": "!=", "in": "notin", "<": ">=", ">": "<=", "<=": ">", ">=": "<", "subset": "nsubset", "sim": "nsim",
    "subseteq": "nsubseteq", "equiv": "notequiv", "approx": "notapprox", "perp": "notperp", "ni": "notni",
    "cong": "notcong", "parallel": "nparallel", "propto": "notpropto", "to": "notto",
}

PRODUCTS: dict[str, str] = {
    "*": "*", "cdot": "cdot", "times": "times", "ast": "ast", "circ": "circ", "odot": "odot", "otimes": "otimes",
    "star": "star", "wedge": "wedge", "bigotimes": "otimes", "centerdot": "cdot", "cdotp": "cdot",
    "boxtimes": "boxtimes", "diamond": "diamond", "bigcdot": "cdot", "rtimes": "rtimes", "ltimes": "ltimes",
}

OPERATORS: dict[str, str] = {
    "cup": "cup", "cap": "cap", "setminus": "setminus", "smallsetminus": "setminus", "oplus": "oplus",
    "ominus": "ominus", "uplus": "uplus", "sqcup": "sqcup", "triangle": "triangle", "bmod": "mod", "mod": "mod",
    "backslash": "setminus", "amalg": "amalg", "boxplus": "boxplus", "bigtriangleup": "triangle",
    "veebar": "veebar", "xor": "veebar", "complement": "complement",
}

BIG: dict[str, str] = {
    "sum": "sum", "prod": "prod", "coprod": "coprod", "bigcup": "union", "bigcap": "intersection",
    "bigoplus": "bigoplus", "bigotimes": "bigotimes", "bigvee": "bigor", "bigwedge": "bigand", "biguplus": "biguplus",
    "bigsqcup": "bigsqcup", "lim": "lim", "limsup": "limsup", "liminf": "liminf", "varlimsup": "limsup",
    "varliminf": "liminf", "max": "max", "min": "min", "sup": "sup", "inf": "inf", "argmax": "argmax",
    "argmin": "argmin", "esssup": "esssup", "plim": "plim",
}
# These are functions of a bracket too: \max(a, b), \inf S.
BIG_FUNCTIONS = frozenset(["max", "min", "sup", "inf", "argmax", "argmin", "esssup"])

INTEGRALS: dict[str, str] = {
    "int": "int", "iint": "iint", "iiint": "iiint", "iiiint": "idotsint", "oint": "oint", "oiint": "oiint",
    "intop": "int", "idotsint": "idotsint", "smallint": "int", "fint": "fint",
}

ACCENTS: dict[str, str] = {
    "hat": "hat", "widehat": "widehat", "bar": "bar", "overline": "overline", "tilde": "tilde", "widetilde": "tilde",
    "vec": "vec", "overrightarrow": "overrightarrow", "dot": "dot", "ddot": "ddot", "dddot": "dddot",
    "ddddot": "ddddot", "check": "check",
    "breve": "breve", "acute": "acute", "grave": "grave", "mathring": "ring", "underline": "underline",
    "overleftarrow": "overleftarrow", "utilde": "underline", "underbar": "underline", "widecheck": "check",
}

FONTS: dict[str, str] = {
    "mathbf": "mathbf", "boldsymbol": "boldsymbol", "bm": "boldsymbol", "mathcal": "mathcal", "mathbb": "mathbb",
    "mathfrak": "mathfrak", "mathscr": "mathscr", "mathsf": "mathsf", "mathtt": "mathtt", "mathbit": "boldsymbol",
    "pmb": "boldsymbol", "mathds": "mathbb", "mathbbm": "mathbb", "Bbb": "mathbb", "mathbfit": "boldsymbol",
    "symbf": "mathbf", "symcal": "mathcal", "symbb": "mathbb", "bf": "mathbf", "cal": "mathcal", "vb": "mathbf",
    "frak": "mathfrak", "bold": "mathbf",
}

SYMBOLS: dict[str, str] = {
    "infty": "infty", "emptyset": "emptyset", "varnothing": "emptyset", "forall": "forall", "exists": "exists",
    "nexists": "nexists", "top": "top", "intercal": "top", "bot": "bot", "dagger": "dagger", "dag": "dagger",
    "ddagger": "ddagger", "angle": "angle", "square": "square", "Box": "square", "blacksquare": "qed", "prime": "prime",
    "checkmark": "checkmark", "sharp": "sharp", "flat": "flat", "natural": "natural", "clubsuit": "clubsuit",
    "degree": "circ", "Diamond": "diamond", "lozenge": "lozenge", "Finv": "Finv", "hearts": "hearts", "S": "section",
    "qed": "qed", "qedsymbol": "qed", "bigstar": "bigstar", "bullet": "bullet",
    "heartsuit": "heartsuit", "spadesuit": "spadesuit",
    "#": "#", "_": "_", "$": "dollar", "&": "ampersand", "@": "@", "pounds": "pounds",
}

OPEN: dict[str, str] = {
    "(": "(", "[": "[", "{": "{", "lbrace": "{", "langle": "<", "lfloor": "lfloor", "lceil": "lceil", "lbrack": "[",
    "lparen": "(", "llcorner": "lfloor", "llbracket": "[[", "lang": "<", "lgroup": "(", "ulcorner": "ulcorner",
}
CLOSE: dict[str, str] = {
    ")": ")", "]": "]", "}": "}", "rbrace": "}", "rangle": ">", "rfloor": "rfloor", "rceil": "rceil", "rbrack": "]",
    "rparen": ")", "lrcorner": "rfloor", "rrbracket": "]]", "rang": ">", "rgroup": ")", "urcorner": "urcorner",
}
PARTNER: dict[str, str] = {
    "(": ")", "[": "]", "{": "}", "<": ">", "lfloor": "rfloor", "lceil": "rceil", "[[": "]]", "ulcorner": "urcorner",
}

# Unicode characters that have a macro.
UNICODE: dict[str, str] = {
    "×": "times", "·": "cdot", "⋅": "cdot", "∙": "cdot", "∗": "ast", "÷": "div", "≤": "le", "≥": "ge", "⩽": "le",
    "⩾": "ge", "≠": "ne", "≈": "approx", "≡": "equiv", "∝": "propto", "∼": "sim", "≃": "simeq", "≅": "cong",
    "≔": "coloneqq", "≜": "triangleq", "∞": "infty", "∑": "sum", "∏": "prod", "∫": "int", "∬": "iint", "∮": "oint",
    "√": "sqrt", "∂": "partial", "∇": "nabla", "∈": "in", "∉": "notin", "⊂": "subset", "⊆": "subseteq", "⊃": "supset",
    "⊇": "supseteq", "∪": "cup", "∩": "cap", "∖": "setminus", "∅": "emptyset", "∀": "forall", "∃": "exists",
    "→": "to", "⟶": "to", "←": "gets", "↦": "mapsto", "⇒": "implies", "⟹": "implies", "⇔": "iff", "⟺": "iff",
    "⇐": "impliedby", "∧": "land", "∨": "lor", "¬": "neg", "±": "pm", "∓": "mp", "…": "dots", "⋯": "cdots",
    "⋮": "vdots", "∴": "therefore", "∵": "because", "⟨": "langle", "⟩": "rangle", "⌊": "lfloor", "⌋": "rfloor",
    "⌈": "lceil", "⌉": "rceil", "‖": "|", "∥": "|", "∣": "mid", "⊥": "perp", "⊤": "top", "†": "dagger", "⊕": "oplus",
    "⊗": "otimes", "⊙": "odot", "∘": "circ", "°": "degree", "≪": "ll", "≫": "gg", "ℓ": "ell", "ℏ": "hbar",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}
# Macros that texts define for themselves, by what they are named after; read so where the definition is elsewhere and
# no argument in braces follows.
CUSTOMARY: dict[str, tuple[str, str]] = {
    "E": ("struck", "E"), "EE": ("struck", "E"), "Ex": ("struck", "E"), "PP": ("struck", "P"), "Prob": ("func", "Pr"),
    "R": ("struck", "R"), "RR": ("struck", "R"), "reals": ("struck", "R"), "NN": ("struck", "N"), "ZZ": ("struck", "Z"),
    "Var": ("word", "Var"), "Cov": ("word", "Cov"), "Corr": ("word", "Corr"),
}
ROOTS = {"∛": "3", "∜": "4"}
DOUBLE_STRUCK: dict[str, str] = {"ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℚ": "Q", "ℂ": "C", "ℙ": "P", "𝔼": "E"}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵀ", "0123456789+-niT", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌ᵢⱼₖₙₘₜₓ", "0123456789+-=ijknmtx", strict=True))


_LAYOUT = re.compile(r"\\(?:mathrm|operatorname\*?|rm|textrm|text|mathbf|limits|[,;! ])|[\\{}\s~]")


def operator(content: str) -> str | None:
    r"""The big operator that \\mathop{\\mathrm{lim}}, \\mathop{\\arg\\max} spell; None for other content."""
    letters = _LAYOUT.sub("", content)
    return letters if letters in BIG.values() and letters not in ("union", "intersection") else None


def spelled(character: str) -> str:
    """A fraction or a root of one character in LaTeX; "" for other characters."""
    if character in ROOTS:
        return f"\\sqrt[{ROOTS[character]}]"
    top, slash, bottom = unicodedata.normalize("NFKC", character).partition("\u2044")
    return f"\\frac{{{top}}}{{{bottom}}}" if slash else ""


# Signs spelled on a keyboard: lim_{x->oo}, int_0^1 x^2 dx, sqrt(2) ~= 1.414.
TYPED = {"~=": ("rel", "approx"), "int": ("int", "int"), "sum": ("big", "sum"), "prod": ("big", "prod"),
         "oo": ("sym", "infty")}


def longer(text: str) -> tuple[str, str]:
    """Signs of several characters."""
    if text.startswith("..."):
        return "dots", "dots"
    if text == "**":
        return "^", "**"
    if text == "+-":
        return "pm", "pm"                        # (5 +- sqrt(5))/2, as it is typed
    if text in TYPED:
        return TYPED[text]
    return ("arrow", ARROWS[text]) if text in ARROWS else ("rel", RELATIONS[text])


def upright(text: str) -> tuple[str, str]:
    """What kind of token a word set upright is, and its canonical text."""
    if text in FUNCTIONS:
        return "func", text
    if text in BIG_FUNCTIONS or text in ("lim", "plim"):
        return "big", text
    if text in ("supremum", "infimum"):
        return "big", text[:3]
    if text == "d":
        return "dsign", "d"
    return "word" if len(text) > 1 else "name", text


def macros() -> dict[str, tuple[str, str]]:
    """Every macro that has a token of its own: name -> (kind, text)."""
    table: dict[str, tuple[str, str]] = {}
    table.update((name, ("name", name)) for name in GREEK)
    table.update((name, ("func", name)) for name in FUNCTIONS)
    for kind, entries in (
        ("rel", RELATIONS), ("arrow", ARROWS), ("times", PRODUCTS), ("operator", OPERATORS), ("big", BIG),
        ("int", INTEGRALS), ("accent", ACCENTS), ("font", FONTS), ("sym", SYMBOLS), ("open", OPEN), ("close", CLOSE),
    ):
        table.update((name, (kind, text)) for name, text in entries.items())
    table.update((name, ("dots", "dots")) for name in DOTS)
    table.update((name, ("font", "")) for name in UPRIGHT)
    for name in ("land", "and"):
        table[name] = ("logic", "and")
    for name in ("lor", "vee", "or"):
        table[name] = ("logic", "or")
    table.update({
        "neg": ("not", "not"), "lnot": ("not", "not"), "pm": ("pm", "pm"), "mp": ("pm", "mp"), "div": ("/", "div"),
        "frac": ("frac", ""), "tfrac": ("frac", ""), "dfrac": ("frac", ""), "cfrac": ("frac", ""),
        "sfrac": ("frac", ""), "nicefrac": ("frac", ""), "binom": ("binom", ""), "tbinom": ("binom", ""),
        "dbinom": ("binom", ""), "sqrt": ("sqrt", ""), "partial": ("partial", ""), "nabla": ("nabla", ""),
        "grad": ("nabla", ""), "quad": ("quad", ""), "qquad": ("quad", ""), "mid": ("mid", "|"), "vert": ("bar", "|"),
        "Vert": ("dbar", "||"),
        "|": ("dbar", "||"),
        "lvert": ("lbar", "|"), "rvert": ("rbar", "|"), "lVert": ("lbar", "||"), "rVert": ("rbar", "||"),
        "%": ("percent", ""), "therefore": ("text", "therefore"), "because": ("text", "because"),
        "Re": ("func", "Re"), "Im": ("func", "Im"), "dd": ("dsign", "d"), "differentialD": ("dsign", "d"),
        "diff": ("dsign", "d"), "colon": (":", ":"), "slash": ("/", "/"),
        "choose": ("infix", "choose"), "over": ("infix", "over"), "atop": ("infix", "atop"),
        "brack": ("infix", "brack"), "brace": ("infix", "brace"),
        "imaginaryunit": ("name", "imath"), "exponentialE": ("name", "e"), "trace": ("func", "tr"),
    })
    table["forall"] = ("quantifier", "forall")
    table["exists"] = ("quantifier", "exists")
    table["nexists"] = ("quantifier", "nexists")
    return table


MACROS = macros()
