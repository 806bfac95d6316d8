"""Judged documents made by hand out of Terms, for the tests of modules and comparisons."""

from __future__ import annotations

from derive.diagnose.judgement import JudgedDocument, Judgement
from derive.elaborate.names.signature import Definition, Signature
from derive.elaborate.prose.layers import Network
from derive.elaborate.step import Elaborated, Named, Side, Step
from derive.kernel.certificate import Counterexample, Identity
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, number
from derive.kernel.verdict import Proved, Refuted
from derive.read.document import Document
from derive.read.node import Span
from formulas import ONE, Y, at, exp, f, h, i, j, k, log, n, over, plus, times, total

X0, W0, B0, W1, B1 = (Symbol(name) for name in ("x_0", "w_0", "b_0", "w_1", "b_1"))
X1, Y1, Z = (Symbol(name) for name in ("x_1", "y_1", "z"))
P, LOSS = Symbol("P", "array"), Symbol("L")
NETWORK = (
    Definition(X1, (), f("max", 0, plus(times(X0, W0), B0)), 1),
    Definition(Y1, (), plus(times(X1, W1), B1), 2),
    Definition(Z, (), f("max", 0, plus(Y1, X0)), 3),
)
SOFTMAX = (
    Definition(LOSS, (), f("-", total(j, times(at(Y, j), log(at(P, j))))), 1),
    Definition(P, (j,), over(exp(at(h, j)), total(k, exp(at(h, k)))), 2),
)
VALUES = {"x_0": "1", "w_0": "0.5", "w_1": "-0.2", "b_0": "0.1", "b_1": "0.15"}


def document(
    definitions: tuple[Definition, ...] = (),
    derivatives: tuple[tuple[str, ...], ...] = (),
    links: tuple[tuple[str, Obligation], ...] = (),
    values: dict[str, str] | None = None,
    network: Network | None = None,
) -> JudgedDocument:
    """A document of one line for each definition, then each derivative, then each link with its verdict."""
    source = "\n".join(["="] * (len(definitions) + len(derivatives) + len(links)))
    steps: list[Judgement] = []
    named: list[Named] = []
    for definition in definitions:
        named.append(Named(definition, len(steps)))
        steps.append(Judgement(_step(len(steps), "given", f"\\{definition.symbol.name}"), None))
    for names in derivatives:
        result = Definition(Symbol("d" + "_d".join(names)), (), number(0), len(steps))
        named.append(Named(result, len(steps), names))
        obligation = Obligation((), Apply("true"))
        steps.append(Judgement(_step(len(steps), "link"), Proved(obligation, Identity(), "hand", "kernel")))
    for verdict, obligation in links:
        said = (Proved(obligation, Identity(), "hand", "kernel") if verdict == "proved" else
                Refuted(obligation, Counterexample(()), "hand", "kernel"))
        steps.append(Judgement(_step(len(steps), "link"), said))
    signature = Signature(
        definitions={one.symbol.name: one for one in definitions},
        values={name: number(value) for name, value in (values or {}).items()},
        aliases={"Z": "z"},
    )
    elaborated = Elaborated(tuple(one.step for one in steps), named=tuple(named), signature=signature, network=network)
    return JudgedDocument(Document(source, (), (), "page.md"), elaborated, tuple(steps))


def _step(place: int, kind: str, latex: str = "a") -> Step:
    span = Span(2 * place, 2 * place + 1)
    return Step(str(place + 1), kind, span, Side(span, latex), "=", Side(span, "b"))  # type: ignore[arg-type]


def equation(left: Term, right: Term, *hypotheses: Term) -> Obligation:
    return Obligation(hypotheses, Apply("=", (left, right)))


def defined(definition: Definition) -> Term:
    """A definition as a hypothesis."""
    if not definition.parameters:
        return Apply("=", (definition.symbol, definition.body))
    index = definition.parameters[0]
    return Bind("forall", index, Apply("=", (at(definition.symbol, index), definition.body)))


def slope(operand: Term, variable: Symbol, *index: Term) -> Term:
    return Bind("derivative", variable, operand, (variable, *index))


RANGE = (f("<=", ONE, i), f("<=", i, n), f("<=", ONE, n))
