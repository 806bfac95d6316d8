"""Diagnosis: a refuted step becomes a named slip when undoing the slip proves it.

Every slip proposes repairs, cheapest first; a repair that a few points already
break is dropped, and the first one that the kernel proves is the diagnosis. A
slip is never guessed: no proved repair, no slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from time import thread_time

from derive import catalog
from derive.decide.budget import worked
from derive.decide.judge import judge
from derive.decide.points import evidence
from derive.diagnose import slips
from derive.diagnose.fault import Fault, Repair
from derive.diagnose.judgement import Slip
from derive.kernel.verdict import Proved

REPAIRS_PER_SLIP = 120
SECONDS = 2.0                                     # of work of our own
PATIENCE = 4                                      # times that, with what an oracle works for us
SECONDS_PER_REPAIR = 0.5


def diagnose(fault: Fault, seconds: float = SECONDS) -> Slip | None:
    """The cheapest slip whose repair is proved within the time given."""
    is_over = _limit(seconds)
    for rule in catalog.collect(slips):
        for repair in _bounded(rule.repairs(fault), is_over):
            if holds(repair):
                return Slip(
                    kind=repair.kind or rule.KIND,
                    rule=catalog.name(rule),
                    message=repair.message or rule.MESSAGE,
                    span=repair.span,
                    help=repair.help or rule.HELP,
                    fix=repair.fix,
                    root=repair.root,
                )
    return None


def _limit(seconds: float) -> Callable[[], bool]:
    """Whether so much time is spent: what other programs do meanwhile does not change the diagnosis."""
    own, total = thread_time() + seconds, worked() + PATIENCE * seconds
    return lambda: thread_time() > own or worked() > total


def _bounded(repairs: Iterator[Repair], is_over: Callable[[], bool]) -> Iterator[Repair]:
    for repair in islice(repairs, REPAIRS_PER_SLIP):
        if is_over():
            return
        yield repair


def holds(repair: Repair) -> bool:
    """Whether the repaired step is proved; points that break it are looked for first, being cheap."""
    if repair.trusted:
        return True
    obligation = repair.step.obligation
    if obligation is None or evidence(obligation).disagree is not None:
        return False
    ruling = judge(repair.step, SECONDS_PER_REPAIR)
    return ruling is not None and isinstance(ruling.verdict, Proved)
