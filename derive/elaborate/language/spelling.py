"""Canonical names: one spelling for each name, whatever LaTeX was used for it.

    x_1   x_{1}   x_{\\text{1}}    x_1
    \\alpha_{max}                  alpha_max
    \\hat x_1                      hat{x}_1
    x_{t-1}                       x_{t-1}
    x^*   x^{(2)}                 x^{*}   x^{(2)}
    \\mathbf x                     mathbf{x}
    x'                            x'
"""

from __future__ import annotations

from derive.read.node import Node

# Wide accents are the same mark as narrow ones; roman is no type face of its own.
_ACCENTS = {"widehat": "hat", "widetilde": "tilde", "overline": "bar", "widebar": "bar", "overrightarrow": "vec"}
_WIDE = frozenset({"widehat", "overrightarrow"})                   # \\widehat{rate}: one name of several letters
_PLAIN_FONTS = frozenset({"mathrm", "rm", "text", "textrm", "operatorname", "mathnormal", "displaystyle", "mathit"})
_MARKED = frozenset({"accent", "font", "prime", "sub", "sup"})
_NAMED = _MARKED | {"name"}
_WORDS = frozenset({"new", "old", "next", "prev", "opt", "true", "pred", "train", "test", "init", "final", "total",
                    "updated", "hidden", "input", "output", "start", "end", "val", "dev", "est", "obs", "ref"})
_DECORATIONS = frozenset({"*", "+", "-", "ast", "star", "dagger", "prime", "circ", "perp"})
_SCRIPTS = frozenset(("mathcal", "mathscr", "mathfrak"))
_TRANSFORMS = frozenset("FHLMZ")                                   # letters of operators on functions, in script


def spelling(node: Node) -> str | None:
    """The canonical name that a node spells, or None where it spells none.

    A power of a name by a number is not a name: `x^2` is None, `x^{(2)}` and `x^*` are names.
    """
    match node.kind:
        case "name":
            return node.text
        case "accent":
            inner = spelling(node.children[0])
            if inner is None and node.text in _WIDE and node.children[0].kind == "juxtapose":
                letters = node.children[0].children
                inner = flat(node.children[0]) if all(letter.kind == "name" for letter in letters) else None
            if node.text == "bracket":
                return inner and f"[{inner}]"
            return inner and f"{_ACCENTS.get(node.text, node.text)}{{{inner}}}"
        case "font":
            inner = spelling(node.children[0])
            if inner is None and node.children[0].kind in ("number", "juxtapose"):
                inner = flat(node.children[0])
            return inner if node.text in _PLAIN_FONTS else inner and f"{node.text}{{{inner}}}"
        case "prime":
            return _primed(node)
        case "sub":
            base, index = node.children[0], flat(node.children[1])
            if base.kind == "sub":               # {x_1}_i is x_{1,i}
                first = flat(base.children[1])
                index = first and index and f"{first},{index}"
                base = base.children[0]
            inner = spelling(base)
            return inner and index and inner + "_" + wrapped(index)
        case "sup":
            inner = spelling(node.children[0])
            mark = decoration(node.children[1])
            return inner and mark and f"{inner}^{{{mark}}}"
    return None


def varied(variable: Node) -> Node:
    """x of dx, and of x: what is differentiated or integrated in."""
    return variable.children[0] if variable.kind == "differential" else variable


def head_of(node: Node) -> str | None:
    """The name that a side is, or applies: f of f(x), x_1 of x_1."""
    call = call_of(node)
    return call[0] if call is not None else spelling(node)


def call_of(node: Node) -> tuple[str, Node] | None:
    """The name and what stands in the bracket behind it, of f(x) and nothing more; None of anything else."""
    if node.kind != "juxtapose" or len(node.children) != 2 or node.children[1].kind != "paren":
        return None
    name = spelling(node.children[0])
    return (name, node.children[1].children[0]) if name and not is_of_function(*node.children) else None


def is_of_function(letter: Node, bracket: Node) -> bool:
    r"""Whether a transform is said of one function, \\mathcal{L}\\{t\\} = 1/s^2; \\mathcal{L}[q] may define one."""
    return is_transform(letter, bracket) and (bracket.text == "{}" or bracket.children[0].text in ("t", "s", "tau"))


def is_transform(letter: Node, bracket: Node) -> bool:
    r"""Whether a script letter stands before braces or square brackets: \mathcal{L}\{f\}, an operator on functions."""
    while letter.kind in ("sup", "sub"):
        letter = letter.children[0]
    return (letter.kind == "font" and letter.text in _SCRIPTS and letter.children[0].text in _TRANSFORMS
            and bracket.kind == "paren" and bracket.text in ("{}", "[]"))


def is_upright(node: Node) -> bool:
    """Whether a name is one letter in roman or double-struck type, \\mathrm{E} or \\mathbb{E}: roman leaves no node."""
    if node.kind == "sub":
        node = node.children[0]
    if node.kind == "font":
        return node.text in ("mathrm", "operatorname", "mathbb", "mathsf", "mathtt") and node.children[0].kind == "name"
    return node.kind == "name" and len(node.text) == 1 and node.span.stop - node.span.start > 5


def _primed(node: Node) -> str | None:
    """A name with primes: they stand before the subscript, wherever they were written."""
    base = node.children[0]
    if base.kind == "sub":
        inner, index = spelling(base.children[0]), flat(base.children[1])
        return inner and index and inner + node.text + "_" + wrapped(index)
    inner = spelling(base)
    return inner and inner + node.text


def names_in(node: Node) -> set[str]:
    """The names that occur in a formula, each whole: `n_{a} + i` has n_a and i."""
    if _MARKED.isdisjoint(node.kinds()):
        return set(node.letters())
    try:
        return set(node._spelled)
    except AttributeError:
        found = _spelled_in(node)
        object.__setattr__(node, "_spelled", found)
        return set(found)


def _spelled_in(node: Node) -> frozenset[str]:
    found: set[str] = set()
    pending = [node]
    while pending:
        part = pending.pop()
        if part.kind == "name":
            found.add(part.text)
            continue
        name = spelling(part) if part.kind in _NAMED else None
        if name is not None:
            found.add(name)
        else:
            pending.extend(part.children)
    return frozenset(found)


def wrapped(index: str) -> str:
    """A subscript as it stands in a name: bare when it is one word or one number."""
    return index if index.isalnum() else f"{{{index}}}"


def decoration(node: Node) -> str | None:
    """The mark that a superscript sets on a name, or None where it is an exponent."""
    written = flat(node) if node.kind in ("juxtapose", "text", "name", "font") else None
    if written is not None and written.strip("()") in _WORDS:
        return f"({written.strip('()')})"        # w^{new}, w^{\\text{old}}
    if node.kind in ("symbol", "name") and node.text in _DECORATIONS:
        return "*" if node.text in ("ast", "star") else node.text
    if node.kind == "paren" and node.text in ("()", "[]"):
        inner = node.children[0]
        if node.text == "[]" and flat(inner):    # x^{[l-1]}: a layer
            return f"[{flat(inner)}]"
        if inner.kind in ("name", "number") or (inner.kind == "font" and inner.text in _PLAIN_FONTS):
            text = flat(inner)
            return text and node.text[0] + text + node.text[1]
    return None


def flat(node: Node) -> str | None:
    """A subscript written out without blanks: `t-1`, `i,j`, `max`. None where it is too much for a name."""
    try:
        return node._flat                        # nests are asked for at every level
    except AttributeError:
        found = _flattened(node)
        object.__setattr__(node, "_flat", found)
        return found


def _flattened(node: Node) -> str | None:
    match node.kind:
        case "number" | "name" | "text":
            return node.text.strip() or None
        case "symbol":
            return {"cdot": "."}.get(node.text, node.text)
        case "list":
            return _joined(node, node.text)
        case "juxtapose":
            parts = [flat(child) or "" for child in node.children]
            return ("" if all(len(part) == 1 for part in parts) else " ").join(parts) if all(parts) else None
        case "sum":
            return (_joined(node, "+") or "").replace("+-", "-") or None
        case "negate":
            inner = flat(node.children[0])
            return inner and "-" + inner
        case "plus":
            inner = flat(node.children[0])
            return inner and "+" + inner
        case "paren":
            inner = flat(node.children[0])
            return inner and node.text[0] + inner + node.text[1]
        case "chain" if len(node.children) == 3:
            left, right = flat(node.children[0]), flat(node.children[2])
            sign = {"in": "in", "!=": "!="}.get(node.children[1].text, node.children[1].text)
            return left and right and f"{left}{sign}{right}"
        case "sup" if spelling(node) is None:
            return _joined(node, "^")
        case "sub" if node.children[0].kind == "none":
            return flat(node.children[1])        # x_{_{A}}
        case "over":
            return _joined(node, "/")
        case "given":
            return _joined(node, "|")
        case "relation":
            return node.text
    return spelling(node)


def _joined(node: Node, separator: str) -> str | None:
    parts = [flat(child) for child in node.children]
    return separator.join(part for part in parts if part) if all(parts) else None


def unwrapped(node: Node) -> Node:
    """What a bracket around a condition holds: (x > 0 or y > 0)."""
    while node.kind == "paren" and node.text == "()" and len(node.children) == 1 and node.children[0].kind in (
        "chain", "logic", "paren",
    ):
        node = node.children[0]
    return node


def capital(node: Node | None) -> str:
    """The name that is one capital letter, as random names are; "" of anything else."""
    name = spelling(node) if node is not None else None
    return name if name is not None and len(name) == 1 and name.isupper() else ""
