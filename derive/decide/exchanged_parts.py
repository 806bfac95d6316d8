"""Terms with one part in place of another, wherever it stands."""

from __future__ import annotations

from derive.kernel.term import Apply, Bind, Term


def exchanged_part(term: Term, old: Term, new: Term, within: bool = True) -> Term:
    """A term with one part for another, under binders too; no bound name is looked at.

    Not in the bodies of binders unless `within`.
    """
    if term == old:
        return new
    match term:
        case Apply(head, args):
            return Apply(head, tuple(exchanged_part(arg, old, new, within) for arg in args))
        case Bind(head, variable, body, bounds):
            ends = tuple(exchanged_part(end, old, new, within) for end in bounds)
            return Bind(head, variable, exchanged_part(body, old, new) if within else body, ends)
    return term
