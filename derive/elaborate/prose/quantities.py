"""Quantities of layers: a claimed value against the one that follows from the declared layers.

A quantity of several layers (a sum, a comparison) is judged on the values that
the page itself has stated; the step names the claims that it builds on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import prod

from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.formulas.operand import Operand
from derive.elaborate.page import Page
from derive.elaborate.prose.layers import Count, Shape
from derive.elaborate.step import Quantity, Side, Step
from derive.kernel.term import Apply, Number, Obligation, Term, number
from derive.read.document import Formula
from derive.read.node import Node, Span
from derive.read.record import replace

BARE = Valuation({}, {})
NOWHERE = Span(0, 0)


@dataclass
class Value:
    """A value as it was written: a number, a shape, or a formula with the arithmetic after it."""

    first: Side                                  # what is claimed: the first side of the formula
    number: Fraction | None
    shape: Shape = ()
    node: Node | None = None                     # the whole formula, where it is a chain
    gap: int = -1
    last: Fraction | None = None                 # the value at the end of the chain
    last_side: Side | None = None
    at: Span = NOWHERE
    problem: str = ""


@dataclass
class Mention:
    """A quantity as it is named: its kind, of which layers, whether their sum."""

    kind: str = ""
    names: list[str] = field(default_factory=list)
    total: bool = False
    start: int = -1
    stop: int = 0
    span: Span = NOWHERE
    value: Value | None = None

    def begin(self, place: int) -> None:
        if self.start < 0 or place < self.start:
            self.start = place
        self.stop = max(self.stop, place + 1)

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.kind, tuple(sorted(set(self.names)))


def formula_value(page: Page, formula: Formula, gap: int) -> Value | None:
    """The value that a formula states; None where it states none."""
    if len(formula.parts) != 1:
        return None
    node = formula.parts[0]
    sides = node.children[0::2] if node.kind == "chain" else (node,)
    if not sides or sides[0].kind == "none":
        return None
    first, last = page.read(sides[0]), page.read(sides[-1])
    value = BARE.of(first.term) if first.term is not None else None
    final = BARE.of(last.term) if last.term is not None else None
    problem = first.reading.problem if first.term is None else ""
    if value is None and not problem:
        return None
    whole = node if node.kind == "chain" and len(node.children) >= 3 else None
    return Value(first.side, value, shape_of(sides[0]), whole, gap, final, last.side, problem=problem)


def shape_of(node: Node) -> Shape:
    """98 x 98 x 5 as a shape; () where the formula is none."""
    while node.kind == "paren" and node.children:
        node = node.children[0]
    parts = node.children if node.kind in ("product", "list") else (node,)
    sizes = [int(part.text) for part in parts if part.kind == "number" and part.text.isdigit() and len(part.text) < 10]
    return tuple(sizes) if len(sizes) == len(parts) else ()


def text_value(page: Page, written: str, span: Span) -> Value | None:
    """A number or a shape in running text: 7,203,000 or 98 x 98 x 5."""
    parts = [part.replace(",", "").strip() for part in written.replace("×", "x").replace("by", "x").split("x")]
    if any(not part.replace(".", "", 1).isdigit() or len(part) > 30 for part in parts):
        return None
    total = Fraction(1)
    for part in parts:
        total *= Fraction(part)
    shape = tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()
    side = Side(span, page.text(span), None, number(total))
    return Value(side, total, shape, last=total, last_side=side)


def state_value(page: Page, mention: Mention, value: Value) -> None:
    """A quantity is said to have a value: a claim, and the arithmetic of its formula."""
    mention.value = value
    known = page.stated.get(mention.key)
    stated = value.shape if mention.kind == "size" else value.number
    repeated = known is not None and stated is not None and known[0] in (stated, value.last) and value.node is None
    uses: tuple[str, ...] = ()
    place = known[1] if known is not None else len(page.steps)
    if not repeated:
        if mention.total or len(set(mention.names)) > 1:
            uses = add_up(page, mention, value)
        else:
            page.add(_claim(page, mention, value))
        place = max(place, len(page.steps) - 1)
    if value.node is not None:
        _arithmetic(page, value, uses)
        place = max(place, len(page.steps) - 1) if known is None else place
    final = value.shape if mention.kind == "size" else value.last if value.last is not None else value.number
    if final is not None and known is None:
        page.stated[mention.key] = (final, place if uses or not page.steps else _first(page, mention, value, place))


def _first(page: Page, mention: Mention, value: Value, place: int) -> int:
    """The claim itself, not the arithmetic after it."""
    return next((i for i in range(len(page.steps) - 1, -1, -1) if page.steps[i].kind == "claim"), place)


def _claim(page: Page, mention: Mention, value: Value) -> Step:
    quantity = expected(page, mention.kind, mention.names[0], value)
    left = Side(mention.span, page.text(mention.span), None, quantity.expected)
    step = page.step("claim", value.at, lhs=left, relation="=", rhs=value.first, quantity=quantity, numeric=True)
    if value.problem:
        return replace(step, unread=value.problem, unread_span=value.first.span)
    goal = _goal(quantity, mention.kind, value)
    if goal is None:
        return replace(step, undecidable=quantity.message)
    return replace(step, obligation=Obligation((), goal))


def _goal(quantity: Quantity, kind: str, value: Value) -> Term | None:
    if quantity.expected is None:
        return None
    if kind != "size":
        return Apply("=", (quantity.expected, value.first.term or number(0)))
    right = quantity.expected.args if isinstance(quantity.expected, Apply) else ()
    said = _sizes_said(value)
    if len(said) == 2 and len(right) == 3:
        right = right[:2]                        # the sides of a picture, without its channels
    if len(said) == 1 and len(right) == 3:       # one of its sides, or how many numbers it has
        sides = [side.value for side in right if isinstance(side, Number)]
        right = (right[0],) if sides[0] == sides[1] and said[0] != prod(sides) else (number(prod(sides)),)
        if sides[0] != sides[1] and said[0] != prod(sides):
            return None
    if len(right) != len(said):
        return None
    links = tuple(Apply("=", (side, number(one))) for side, one in zip(right, said, strict=True))
    return links[0] if len(links) == 1 else Apply("and", links)


def _sizes_said(value: Value) -> tuple[Fraction, ...]:
    """The sizes that are claimed: 98 x 98 x 5, or the one number at the end of a calculation."""
    if value.shape:
        return tuple(Fraction(side) for side in value.shape)
    last = value.last if value.last is not None else value.number
    return () if last is None else (last,)


def expected(page: Page, kind: str, name: str, value: Value) -> Quantity:
    """What the declared layers say of a quantity, or why they say nothing."""
    network = page.network
    if kind == "size":
        shape = network.shape(name)
        if shape is not None:
            sizes = tuple(number(side) for side in shape)
            message = f"the output of {_shown(name)} is {_times(shape)}"
            return Quantity(kind, name, Apply("tuple", sizes), message=message)
        return Quantity(kind, name, None, message=_missing(page, name, value.shape))
    count = _count(page, kind, name)
    if count is None:
        return Quantity(kind, name, None, message=_missing(page, name, ()))
    right = count.value
    if kind == "biases":
        right = count.extra
    elif kind == "parameters" and value.number == count.value + count.extra:
        right = count.value + count.extra
    factors = tuple((_named(label, factor), number(factor)) for label, factor in count.factors)
    return Quantity(kind, name, number(right), factors, _message(page, kind, name, count))


def _count(page: Page, kind: str, name: str) -> Count | None:
    network = page.network
    return network.multiplications(name) if kind == "multiplications" else network.parameters(name)


def _named(label: str, factor: int) -> str:
    return f"the {factor} {label}"


def _shown(name: str) -> str:
    """conv_layer_1 as it was written, or nearly so."""
    return name.replace("_", " ") if len(name.partition("_")[0]) > 1 else name


def _times(shape: Shape) -> str:
    return " x ".join(str(side) for side in shape)


def _message(page: Page, kind: str, name: str, count: Count) -> str:
    product = " * ".join(str(factor) for _, factor in count.factors)
    if kind == "multiplications":
        shape = page.network.shape(name) or ()
        window = page.network.weights_per_output(name) or ()
        return (f"a {_times(shape)} output of {_times(tuple(f for _, f in window))} windows takes "
                f"{product} = {count.value:,} multiplications")
    with_biases = f" ({count.value + count.extra:,} with biases)" if count.extra else ""
    return f"the weights of {_shown(name)} are {product} = {count.value:,}{with_biases}"


def _missing(page: Page, name: str, shape: Shape) -> str:
    layer = page.network.layers.get(name)
    if layer is not None:
        return f"the declared layers do not settle this for {_shown(name)}"
    sizes = ((key[1][0], value) for key, (value, _) in page.stated.items() if key[0] == "size")
    told = {layer: value for layer, value in sizes if isinstance(value, tuple)}
    known = {n: s for n in page.network.layers if (s := page.network.shape(n)) is not None and n not in told} | told
    fits = page.network.fitting(shape, known) if shape else ""
    reason = f"no layer for {name} is declared"
    return f"{reason}: {fits}, which the text never states" if fits else reason


def _arithmetic(page: Page, value: Value, uses: tuple[str, ...]) -> None:
    """The links of the formula itself: (...) * 15 = 1,323,135."""
    node = value.node
    assert node is not None
    left = page.read(node.children[0])
    for index in range(1, len(node.children) - 1, 2):
        right = page.read(node.children[index + 1])
        step = page.link(left, node.children[index], right, [], [])
        page.add(replace(step, uses=uses))
        left = right


def add_up(page: Page, mention: Mention, value: Value) -> tuple[str, ...]:
    """A sum over layers, on the values that the page has stated; what it builds on.

    Where the formula spells the sum out, its own arithmetic is the claim and no step is added here.
    """
    parts = [page.stated.get((mention.kind, (name,))) for name in dict.fromkeys(mention.names)]
    known = [part for part in parts if part is not None and isinstance(part[0], Fraction)]
    uses = tuple(page.steps[place].id for _, place in known)
    left = Side(mention.span, page.text(mention.span))
    quantity = Quantity("sum", " and ".join(dict.fromkeys(mention.names)), None)
    step = page.step("claim", value.at, lhs=left, relation="=", rhs=value.first, quantity=quantity, numeric=True,
                     uses=uses)
    if len(known) != len(parts) or value.first.term is None:
        page.add(replace(step, undecidable="the page has not stated every value that this adds up"))
        return uses
    terms = tuple(number(told) for told, _ in known if isinstance(told, Fraction))
    total = Apply("+", terms) if len(terms) > 1 else terms[0]
    if value.node is not None and value.number == sum(t.value for t in terms):
        return uses
    step = replace(step, lhs=replace(left, term=total), quantity=replace(quantity, expected=total),
                   obligation=Obligation((), Apply("=", (total, value.first.term))))
    page.add(step)
    return uses


def compare(page: Page, sign: str, left: Mention, right: Mention, at: Span) -> None:
    """One quantity is greater or less than another, on the values that the page has stated."""
    sides: list[Side] = []
    uses: list[str] = []
    for mention in (left, right):
        value = mention.value
        known = page.stated.get(mention.key)
        if known is not None:
            uses.append(page.steps[known[1]].id)
        if value is not None and value.last is not None and value.last_side is not None:
            sides.append(value.last_side)
        elif known is not None and isinstance(known[0], Fraction):
            sides.append(Side(mention.span, page.text(mention.span), None, number(known[0])))
    if len(sides) != 2:
        return
    one, other = sides
    step = page.step("claim", at, lhs=one, relation=sign, rhs=other, numeric=True, uses=tuple(dict.fromkeys(uses)),
                     quantity=Quantity("comparison", " and ".join([*left.names, *right.names]), None))
    assert one.term is not None
    assert other.term is not None
    page.add(replace(step, obligation=Obligation((), Apply(sign, (one.term, other.term)))))


__all__ = ["Mention", "Operand", "Value", "add_up", "compare", "formula_value", "state_value", "text_value"]
