"""The notation in which tables of laws are written: formulas as Python writes them.

    x + y - z    2*x*y    a/b    x**2    1/2, a number    sin(x)    x < y    p and q    oo    i, e, pi, catalan

A letter is real; k, m, n and r are whole, z and w complex. f(u) is the head f of terms, whatever that is, but sinc(u)
is sin(u)/u, and 1 where u is 0; sum(f, a, b), integral(f, a, b), limit(f, oo), nth_derivative(f, n) run over a letter
of f.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number

CONSTANTS = {"oo": Apply("infinity"), "pi": Apply("pi"), "i": Apply("i"), "catalan": Apply("catalan"), "e": Apply("e")}
SORTS = {**dict.fromkeys("kmnr", "integer"), **dict.fromkeys("wz", "complex")}
RUNNING = {"integral": "xy", "sum": "k", "product": "k", "limit": "xk", "nth_derivative": "zx"}
HEADS: dict[type, str] = {
    ast.Add: "+", ast.Mult: "*", ast.Div: "/", ast.Pow: "^", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">",
    ast.GtE: ">=", ast.Eq: "=", ast.NotEq: "!=", ast.And: "and", ast.Or: "or",
}


def formula(text: str) -> Term:
    """The term that a formula stands for. Fails with ValueError on what is none."""
    return _term(ast.parse(text.strip(), mode="eval").body)


def table(name: str) -> str:
    """The text of a table, which stands beside the kernel's modules."""
    return Path(__file__).with_name(f"{name}.laws").read_text("utf-8")


def rows(text: str) -> Iterator[tuple[str, str, tuple[Term, ...]]]:
    """Name, claim and conditions of each row `name: claim if condition, condition`.

    A row goes on after a blank, # begins a remark.
    """
    for row in re.sub(r"\n +| *#.*", " ", text).strip().split("\n"):
        if not row.strip():
            continue
        name, _, law = row.partition(":")
        claim, _, needed = law.partition(" if ")
        yield name.strip(), claim.strip(), tuple(map(_term, _listed(needed)))


def _listed(needed: str) -> list[ast.expr]:
    """What stands between the commas."""
    found = ast.parse(f"[{needed.strip()}]", mode="eval").body
    return found.elts if isinstance(found, ast.List) else []


def sides(claim: str) -> tuple[Term, Term]:
    """Both sides of `left = right`."""
    left, right = claim.split(" = ")
    return formula(left), formula(right)


def _term(node: ast.expr) -> Term:
    match node:
        case ast.Constant(int() as value):
            return number(value)
        case ast.Name(name):
            return CONSTANTS.get(name) or Symbol(name, SORTS.get(name, "real"))
        case ast.UnaryOp(ast.USub(), operand):
            inner = _term(operand)
            return Number(-inner.value) if isinstance(inner, Number) else Apply("-", (inner,))
        case ast.BinOp(left, operator, right):
            first, second = _term(left), _term(right)
            return _joined("+", first, Apply("-", (second,))) if isinstance(operator, ast.Sub) else _joined(
                HEADS[type(operator)], first, second)
        case ast.Compare(left, [sign], [right]):
            return Apply(HEADS[type(sign)], (_term(left), _term(right)))
        case ast.BoolOp(joining, parts):
            return Apply(HEADS[type(joining)], tuple(map(_term, parts)))
        case ast.Call(ast.Name("sinc"), [inner], []):
            u = _term(inner)
            return Apply("piecewise", (Apply("!=", (u, number(0))), Apply("/", (Apply("sin", (u,)), u)), number(1)))
        case ast.Call(ast.Name(head), [body, *bounds], []) if head in RUNNING:
            return _bound(head, _term(body), tuple(map(_term, bounds)))
        case ast.Call(ast.Name(head), args, []):
            return Apply(head, tuple(map(_term, args)))
    raise ValueError(f"no formula: {ast.dump(node)}")


def _bound(head: str, body: Term, bounds: tuple[Term, ...]) -> Term:
    """The running letter is the first of its kind that stands in the body."""
    letters = [Symbol(name, SORTS.get(name, "real")) for name in RUNNING[head]]
    x = next(letter for letter in letters if letter in free(body))
    return Bind(head.replace("_", " "), x, body, (*bounds, number(0)) if head == "limit" else bounds)


def _joined(head: str, left: Term, right: Term) -> Term:
    """(a + b) + c is a + b + c,  (-a) b is -(a b),  1/2 is a number"""
    match head, left, right:
        case ("*" | "/"), Apply("-", (inner,)), _:
            return Apply("-", (_joined(head, inner, right),))
        case "/", Number(above), Number(below):
            return Number(Fraction(above, below))
        case ("+" | "*"), Apply(same, parts), _ if same == head:
            return Apply(head, (*parts, right))
    return Apply(head, (left, right))
