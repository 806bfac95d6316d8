"""Nodes as MathML: what was read, as it would be printed, so that a wrong reading can be seen.

What could not be read stands as its source text. Every name and text is escaped; no tag or attribute comes from
the document. A mark gives some nodes a class: those whose span lies in a marked stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from derive.read.node import Node, Span
from derive.report import signs

DEEPEST = 60                                     # what is nested deeper stands as its source text

Marks = Mapping[Span, str]


def mathml(parts: tuple[Node, ...], source: str, marks: Marks, block: bool = False) -> str:
    """The statements of one line, with what separates them, as one <math>."""
    writer = _Writer(source, marks)
    body = ""
    for before, part in zip((None, *parts), parts, strict=False):
        if before is not None:
            gap = source[before.span.stop:part.span.start].strip()
            body += f"<mo>{escape(gap)}</mo>" if gap in (",", ";", ":", ".") else ""
            body += '<mspace width="1em"/>'
        body += writer.write(part, 0)
    display = ' display="block"' if block else ""
    return f"<math{display}>{body}</math>"


class _Writer:
    """Writes nodes; knows the source and the marks."""

    def __init__(self, source: str, marks: Marks) -> None:
        self.source, self.marks = source, marks

    def write(self, node: Node, depth: int, marked: bool = False) -> str:
        mark = "" if marked or node.kind in ("none", "chain") else self.mark(node.span)
        if depth > DEEPEST:
            body = self.verbatim(node)
        else:
            way = WAYS.get(node.kind, _row)
            body = way(self, node, depth + 1, marked or bool(mark))
        return f'<mrow class="{mark}">{body}</mrow>' if mark else body

    def all(self, nodes: tuple[Node, ...], depth: int, marked: bool) -> list[str]:
        return [self.write(node, depth, marked) for node in nodes]

    def mark(self, span: Span) -> str:
        for stretch, name in self.marks.items():
            if stretch.start <= span.start and span.stop <= stretch.stop and span.start < span.stop:
                return name
        return ""

    def verbatim(self, node: Node) -> str:
        return f'<mtext class="verbatim">{escape(self.source[node.span.start:node.span.stop][:2000])}</mtext>'


Way = Callable[[_Writer, Node, int, bool], str]


def _mo(sign: str, attributes: str = "") -> str:
    return f"<mo{attributes}>{escape(sign)}</mo>"


def _mrow(*parts: str) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


def _fenced(fences: Sequence[str], inner: str) -> str:
    left, right = (_mo(sign, ' fence="true"') if sign else "" for sign in fences)
    return _mrow(left, inner, right)


def _row(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    return _mrow(*w.all(node.children, depth, marked)) if node.children else w.verbatim(node)


def _error(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    text = escape(w.source[node.span.start:node.span.stop][:2000])
    return f'<mtext class="unread" title="{escape(node.text)}">{text}</mtext>'


def _number(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    written = w.source[node.span.start:node.span.stop].replace("{", "").replace("}", "").replace("\\", "")
    return f"<mn>{escape(written if len(written) < 200 else written[:200] + '…')}</mn>"


def _name(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    return f"<mi>{escape(signs.name_sign(node.text))}</mi>"


def _symbol(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    return f"<mi>{escape(signs.SYMBOLS.get(node.text, signs.name_sign(node.text)))}</mi>"


def _text(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    return f"<mtext>&#160;{escape(node.text)}&#160;</mtext>"


def _relation(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    sign = _mo(signs.RELATIONS.get(node.text, node.text))
    return f"<mover>{sign}{_mrow(*w.all(node.children, depth, marked))}</mover>" if node.children else sign


def _sum(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    body = ""
    for position, term in enumerate(node.children):
        plus = position and term.kind not in ("negate", "plusminus", "plus")
        body += (_mo("+") if plus else "") + w.write(term, depth, marked)
    return _mrow(body)


def _plusminus(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    parts = w.all(node.children, depth, marked)
    return "".join(parts[:-1]) + _mo("∓" if node.text == "mp" else "±") + parts[-1]


def _before(sign: str) -> Way:
    return lambda w, node, depth, marked: _mo(sign) + w.write(node.children[0], depth, marked)


def _joined(sign_of: Callable[[Node], str]) -> Way:
    def way(w: _Writer, node: Node, depth: int, marked: bool) -> str:
        return _mrow(_mo(sign_of(node)).join(w.all(node.children, depth, marked)))

    return way


def _frac(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    top, bottom = (_mrow(part) for part in w.all(node.children[:2], depth, marked))
    line = ' linethickness="0"' if node.kind == "binom" else ""
    body = f"<mfrac{line}>{top}{bottom}</mfrac>"
    return _mo("(") + body + _mo(")") if node.kind == "binom" else body


def _script(tag: str) -> Way:
    def way(w: _Writer, node: Node, depth: int, marked: bool) -> str:
        base, script = (_mrow(part) for part in w.all(node.children[:2], depth, marked))
        return f"<{tag}>{base}{script}</{tag}>"

    return way


def _prime(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    return f"<msup>{_mrow(w.write(node.children[0], depth, marked))}{_mo('′' * max(1, len(node.text)))}</msup>"


def _accent(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    below = node.text == "underline"
    tag = "munder" if below else "mover"
    sign = _mo(signs.ACCENTS.get(node.text, node.text))
    return f"<{tag} accent=\"true\">{_mrow(w.write(node.children[0], depth, marked))}{sign}</{tag}>"


def _font(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    child = node.children[0]
    if child.kind in ("name", "number"):
        text = signs.lettered(node.text, signs.name_sign(child.text))
        return f'<mi mathvariant="normal">{escape(text)}</mi>'
    return w.write(child, depth, marked)


def _paren(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    signs_of = [signs.BRACKETS.get(sign, sign) for sign in (node.text if len(node.text) == 2 else "()")]
    return _fenced(signs_of, "".join(w.all(node.children, depth, marked)))


def _fence(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    return _fenced(signs.FENCES[node.kind], "".join(w.all(node.children, depth, marked)))


def _root(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    parts = [_mrow(part) for part in w.all(node.children, depth, marked)]
    return f"<mroot>{parts[0]}{parts[1]}</mroot>" if len(parts) > 1 else f"<msqrt>{parts[0]}</msqrt>"


def _apply(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    parts = w.all(node.children, depth, marked)
    gap = '<mspace width="0.17em"/>' if node.children[-1].kind not in ("paren", "abs") else ""
    return _mrow(parts[0], _mo("\u2061"), gap, *parts[1:])


def _limits(w: _Writer, node: Node, sign: str, under: bool, depth: int, marked: bool) -> str:
    """An operator with what stands below and above it."""
    low, high = (_mrow(part) if part else "" for part in w.all(node.children[:2], depth, marked))
    tags = ("munder", "mover", "munderover") if under else ("msub", "msup", "msubsup")
    if low and high:
        return f"<{tags[2]}>{sign}{low}{high}</{tags[2]}>"
    if low or high:
        tag = tags[0] if low else tags[1]
        return f"<{tag}>{sign}{low or high}</{tag}>"
    return sign


def _bigop(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    text = signs.OPERATORS.get(node.text, node.text)
    sign = _mo(text, ' movablelimits="false"')
    return _mrow(_limits(w, node, sign, True, depth, marked), *w.all(node.children[2:], depth, marked))


def _integral(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    body = _limits(w, node, _mo(signs.OPERATORS.get(node.text, "∫")), False, depth, marked)
    inner, *variables = w.all(node.children[2:], depth, marked)
    return _mrow(body, inner, *(f'<mspace width="0.17em"/><mi>d</mi>{variable}' for variable in variables))


def _differential(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    return _mrow(f"<mi>{'∂' if node.text == 'partial' else 'd'}</mi>", *w.all(node.children, depth, marked))


def _derivative(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    """d^n f / dx dx, the operand above or after the fraction, as it was written."""
    sign = f"<mi>{'∂' if node.text == 'partial' else 'd'}</mi>"
    operand, *variables = node.children
    order = len(variables)
    above = sign if order < 2 else f"<msup>{sign}<mn>{order}</mn></msup>"
    below = ""
    while variables:
        count = sum(variable.children == variables[0].children and variable.text == variables[0].text
                    and variable.kind == variables[0].kind for variable in variables)
        letter = _mrow(w.write(variables[0], depth, marked))
        below += sign + (f"<msup>{letter}<mn>{count}</mn></msup>" if count > 1 else letter)
        variables = variables[count:]
    inner = w.write(operand, depth, marked)
    # In a fraction the operand stands before the variable, behind the fraction after it.
    raised = operand.kind == "none" or operand.span.stop <= node.children[1].span.start
    if raised:
        return f"<mfrac>{_mrow(above, inner)}{_mrow(below)}</mfrac>"
    return _mrow(f"<mfrac>{_mrow(above)}{_mrow(below)}</mfrac>", inner)


def _nabla(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    variable, operand = w.all(node.children[:2], depth, marked)
    sign = f"<msub><mi>∇</mi>{_mrow(variable)}</msub>" if variable else "<mi>∇</mi>"
    return _mrow(sign, operand)


def _evaluated(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    inner, low, high = (_mrow(part) for part in w.all(node.children[:3], depth, marked))
    bar = _mo("|", ' fence="true"')
    return f"<msubsup>{_mrow(inner, bar)}{low}{high}</msubsup>"


def _after(signs_of: Callable[[Node], str]) -> Way:
    def way(w: _Writer, node: Node, depth: int, marked: bool) -> str:
        return _mrow(*w.all(node.children, depth, marked), _mo(signs_of(node)))

    return way


def _matrix(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    fences = ("{", "") if node.kind == "cases" else signs.MATRICES.get(node.text, ("", ""))
    rows = ""
    for row in node.children:
        cells = w.all(row.children, depth, marked) if row.kind == "row" else [w.write(row, depth, marked)]
        rows += "<mtr>" + "".join(f"<mtd>{cell}</mtd>" for cell in cells) + "</mtr>"
    kind = ' class="cases"' if node.kind == "cases" else ""
    table = f"<mtable{kind}>{rows}</mtable>"
    return _fenced(fences, table)


def _brace(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    under = node.text == "under"
    tag, sign = ("munder", "⏟") if under else ("mover", "⏞")
    inner, *label = w.all(node.children, depth, marked)
    body = f"<{tag}>{_mrow(inner)}{_mo(sign)}</{tag}>"
    return f"<{tag}>{body}{_mrow(*label)}</{tag}>" if "".join(label) else body


def _logic(w: _Writer, node: Node, depth: int, marked: bool) -> str:
    sign = _mo({"and": "∧", "or": "∨", "not": "¬"}.get(node.text, node.text))
    parts = w.all(node.children, depth, marked)
    return _mrow(sign, *parts) if len(parts) == 1 else _mrow(sign.join(parts))


WAYS: dict[str, Way] = {
    "number": _number, "name": _name, "symbol": _symbol, "text": _text, "error": _error, "relation": _relation,
    "dots": lambda w, node, depth, marked: _mo("⋯"), "none": lambda w, node, depth, marked: "",
    "accent": _accent, "font": _font, "sub": _script("msub"), "sup": _script("msup"), "prime": _prime,
    "paren": _paren, "abs": _fence, "norm": _fence, "floor": _fence, "ceil": _fence,
    "sum": _sum, "negate": _before("−"), "plus": _before("+"), "plusminus": _plusminus,
    "product": _joined(lambda node: signs.PRODUCTS.get(node.text, node.text)),
    "over": _joined(lambda node: "÷" if node.text == "div" else "/"),
    "list": _joined(lambda node: node.text or ","), "given": _joined(lambda node: "∣"), "logic": _logic,
    "frac": _frac, "binom": _frac, "root": _root, "apply": _apply, "bigop": _bigop, "integral": _integral,
    "differential": _differential, "derivative": _derivative, "nabla": _nabla, "evaluated": _evaluated,
    "factorial": _after(lambda node: node.text or "!"), "percent": _after(lambda node: "%"),
    "degree": _after(lambda node: "°"), "cases": _matrix, "matrix": _matrix, "brace": _brace,
}
