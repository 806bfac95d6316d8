"""What each LaTeX macro and each character stands for, as tables: (kind of token, canonical text)."""

from __future__ import annotations

GREEK = ["alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa", "varkappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "varpi", "rho", "varrho", "sigma", "varsigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "ell", "hbar", "imath", "jmath", "wp", "aleph", "digamma", "Alpha", "Beta", "Epsilon", "Zeta", "Eta", "Iota", "Kappa", "Mu", "Nu", "Rho", "Tau", "Chi", "varGamma", "varDelta", "varTheta", "varLambda", "varSigma", "varPhi", "varPsi", "varOmega", "eth", "beth", "hslash", "Bbbk"]

FUNCTIONS = ["sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "arccot", "arcsec", "arccsc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "arcsinh", "arccosh", "arctanh", "arsinh", "arcosh", "artanh", "asin", "acos", "atan", "asinh", "acosh", "atanh", "exp", "log", "ln", "lg", "lb", "det", "dim", "ker", "deg", "gcd", "lcm", "hom", "arg", "Pr", "tr", "Tr", "rank", "sgn", "sign", "diag", "erf", "erfc", "Re", "Im"]

# Written as bare letters these are functions too: nobody means the product s i n.
BARE_FUNCTIONS = frozenset(
    ["sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "exp", "log", "ln", "det", "sgn"]
)
BARE_NAMES = frozenset(["ReLU", "relu", "softmax", "sigmoid", "Softmax", "Sigmoid", "Var", "Cov", "MSE", "SSE", "argmax", "argmin", "sqrt", "sign", "diag", "rank"])

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
    "star": "star", "bullet": "bullet", "wedge": "wedge", "bigotimes": "otimes", "centerdot": "cdot", "cdotp": "cdot",
    "boxtimes": "boxtimes", "diamond": "diamond", "bigcdot": "cdot", "rtimes": "rtimes", "ltimes": "ltimes",
}

OPERATORS: dict[str, str] = {
    "cup": "cup", "cap": "cap", "setminus": "setminus", "smallsetminus": "setminus", "oplus": "oplus",
    "ominus": "ominus", "uplus": "uplus", "sqcup": "sqcup", "triangle": "triangle", "bmod": "mod", "mod": "mod",
    "backslash": "setminus", "amalg": "amalg", "boxplus": "boxplus",
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
    "int": "int", "iint": "iint", "iiint": "iiint", "oint": "oint", "oiint": "oiint", "intop": "int",
    "idotsint": "idotsint", "smallint": "int", "fint": "fint",
}

ACCENTS: dict[str, str] = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde",
    "vec": "vec", "overrightarrow": "vec", "dot": "dot", "ddot": "ddot", "dddot": "dddot", "check": "check",
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
# Upright or plain letters: the same name.
UPRIGHT = frozenset(["mathrm", "operatorname", "mathit", "mathnormal", "mathop", "rm", "it", "mathup", "symup", "symrm", "mathord", "mathbin"])
TEXT = frozenset(["text", "textrm", "textit", "textbf", "textsf", "texttt", "textnormal", "mbox", "hbox", "textup", "textsc", "emph", "intertext", "fbox"])

SYMBOLS: dict[str, str] = {
    "infty": "infty", "emptyset": "emptyset", "varnothing": "emptyset", "forall": "forall", "exists": "exists",
    "nexists": "nexists", "top": "top", "intercal": "top", "bot": "bot", "dagger": "dagger", "dag": "dagger",
    "ddagger": "ddagger", "angle": "angle", "square": "square", "Box": "square", "blacksquare": "qed", "prime": "prime",
    "checkmark": "checkmark", "sharp": "sharp", "flat": "flat", "natural": "natural", "clubsuit": "clubsuit",
    "degree": "circ", "Diamond": "diamond", "lozenge": "lozenge", "Finv": "Finv", "hearts": "hearts", "S": "section",
    "qed": "qed", "qedsymbol": "qed", "bigstar": "bigstar", "heartsuit": "heartsuit", "spadesuit": "spadesuit",
    "#": "#", "_": "_", "$": "dollar", "&": "ampersand", "@": "@", "pounds": "pounds", "P": "pilcrow", "lightning": "lightning",
}

DOTS = frozenset(["dots", "ldots", "cdots", "vdots", "ddots", "dotsc", "dotsb", "dotsm", "dotsi", "dotso", "hdots", "iddots", "textellipsis", "mathellipsis"])

OPEN: dict[str, str] = {
    "(": "(", "[": "[", "{": "{", "lbrace": "{", "langle": "<", "lfloor": "lfloor", "lceil": "lceil", "lbrack": "[",
    "lparen": "(", "llbracket": "[[", "lang": "<", "lgroup": "(", "ulcorner": "ulcorner",
}
CLOSE: dict[str, str] = {
    ")": ")", "]": "]", "}": "}", "rbrace": "}", "rangle": ">", "rfloor": "rfloor", "rceil": "rceil", "rbrack": "]",
    "rparen": ")", "rrbracket": "]]", "rang": ">", "rgroup": ")", "urcorner": "urcorner",
}
PARTNER: dict[str, str] = {
    "(": ")", "[": "]", "{": "}", "<": ">", "lfloor": "rfloor", "lceil": "rceil", "[[": "]]", "ulcorner": "urcorner",
}

SPACES = frozenset(
    [",", ";", ":", "!", ">", "~", "thinspace", "medspace", "thickspace", "enspace", "enskip", "negthinspace", "negmedspace", "negthickspace", "space", "nobreakspace", "limits", "nolimits", "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "nonumber", "notag", "hfill", "hfil", "allowbreak", "nobreak", "relax", "mathstrut", "strut", "strutstack", "noindent", "centering", "allowdisplaybreaks", "displaylimits", "newline", "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr", "Biggr", "bigm", "Bigm", "biggm", "Biggm", "rm", "it", "normalsize", "small", "large", "Large", "tiny", "footnotesize", "scriptsize", "huge", "Huge", "normalfont", "itshape", "upshape", "hline", "smallskip", "medskip", "bigskip", "par", "protect", "ensuremath", "mathclose", "mathopen", "mathinner", "mathpunct", "mathrel", "-", "/", "*", "left", "right", "middle"]
) - {"left", "right", "middle"}
# With one argument that is layout only; the argument goes too.
SPACES_WITH_ARGUMENT = frozenset(
    ["hspace", "vspace", "hskip", "mspace", "kern", "mkern", "hphantom", "vphantom", "phantom", "label", "tag", "color", "displaybreak", "cline", "rule", "raisebox", "setlength", "arraystretch", "smash", "cite", "ref", "vskip", "mskip", "footnotemark", "pagebreak", "linebreak"]
) - {"smash"}
# The argument stays, the macro says nothing about it.
TRANSPARENT = frozenset(
    ["cancel", "bcancel", "xcancel", "boxed", "smash", "mathop", "mathord", "mathbin", "mathopen", "mathclose", "ensuremath", "fbox", "framebox", "mathinner", "hlinefix", "clap", "mathclap", "mathllap", "mathrlap", "llap", "rlap", "underline", "left.", "fcolorbox", "hl", "uwave", "displaylines"]
) - {"underline", "left.", "hlinefix", "displaylines"}

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
DOUBLE_STRUCK: dict[str, str] = {"ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℚ": "Q", "ℂ": "C", "ℙ": "P", "𝔼": "E"}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵀ", "0123456789+-niT", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙₘₜₓ", "0123456789+-ijknmtx", strict=True))

# A \text that begins with one of these is prose between statements, not a name.
WORDS = frozenset(
    ["let", "if", "where", "when", "whenever", "with", "for", "since", "because", "as", "then", "so", "hence", "thus", "therefore", "otherwise", "else", "and", "or", "is", "are", "was", "such", "that", "given", "assume", "suppose", "by", "to", "from", "in", "on", "at", "of", "the", "an", "we", "have", "has", "not", "but", "using", "unless", "iff", "implies", "note", "recall", "which", "whose", "while", "also", "it", "this", "these", "there", "here", "via", "per", "over", "under", "provided", "assuming", "all", "every", "each", "any", "some", "i.e.", "e.g.", "ie", "eg", "s.t.", "w.r.t.", "w.p.", "a.s.", "i.i.d.", "otherwise,", "consider", "define", "substitute", "substituting", "equivalently", "similarly", "finally", "first", "second", "next", "now", "only", "find", "prove", "show", "that's", "follows", "gives", "yields", "yield", "plus", "minus", "times", "holds", "subject", "until", "after", "before", "both", "either", "neither", "nor", "do", "does", "did", "be", "been", "being", "can", "case"]
)

ENVIRONMENTS: dict[str, str] = {
    "matrix": "matrix", "pmatrix": "pmatrix", "bmatrix": "bmatrix", "vmatrix": "vmatrix", "Vmatrix": "Vmatrix",
    "Bmatrix": "Bmatrix", "smallmatrix": "matrix", "array": "matrix", "psmallmatrix": "pmatrix", "pmatrix*": "pmatrix",
    "bmatrix*": "bmatrix", "matrix*": "matrix", "vmatrix*": "vmatrix", "bsmallmatrix": "bmatrix", "tabular": "matrix",
    "subarray": "matrix", "cases": "cases", "dcases": "cases", "rcases": "cases", "cases*": "cases", "dcases*": "cases",
}
LINES = frozenset(
    ["aligned", "align", "align*", "alignat", "alignat*", "alignedat", "gathered", "gather", "gather*", "split", "equation", "equation*", "multline", "multline*", "eqnarray", "eqnarray*", "flalign", "flalign*", "multlined", "displaymath", "math", "dmath", "dmath*", "IEEEeqnarray", "IEEEeqnarray*", "IEEEeqnarraybox", "subequations", "lgathered", "rgathered", "dgroup"]
)


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
    table.update((name, ("font", "")) for name in UPRIGHT if name not in ("rm", "it"))
    for name in ("land", "and"):
        table[name] = ("logic", "and")
    for name in ("lor", "vee", "or"):
        table[name] = ("logic", "or")
    table.update({
        "neg": ("not", "not"), "lnot": ("not", "not"), "pm": ("pm", "pm"), "mp": ("pm", "mp"), "div": ("/", "div"),
        "frac": ("frac", ""), "tfrac": ("frac", ""), "dfrac": ("frac", ""), "cfrac": ("frac", ""), "sfrac": ("frac", ""),
        "nicefrac": ("frac", ""), "binom": ("binom", ""), "tbinom": ("binom", ""), "dbinom": ("binom", ""),
        "sqrt": ("sqrt", ""), "partial": ("partial", ""), "nabla": ("nabla", ""), "grad": ("nabla", ""), "quad": ("quad", ""),
        "qquad": ("quad", ""), "mid": ("mid", "|"), "vert": ("bar", "|"), "Vert": ("dbar", "||"), "|": ("dbar", "||"),
        "lvert": ("lbar", "|"), "rvert": ("rbar", "|"), "lVert": ("lbar", "||"), "rVert": ("rbar", "||"),
        "%": ("percent", ""), "therefore": ("text", "therefore"), "because": ("text", "because"),
        "Re": ("func", "Re"), "Im": ("func", "Im"), "dd": ("dsign", "d"), "differentialD": ("dsign", "d"),
        "diff": ("dsign", "d"), "colon": (":", ":"), "slash": ("/", "/"), "lq": ("sym", "lq"),
    })
    table["forall"] = ("quantifier", "forall")
    table["exists"] = ("quantifier", "exists")
    table["nexists"] = ("quantifier", "nexists")
    return table


MACROS = macros()
