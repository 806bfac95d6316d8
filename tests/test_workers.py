"""Work that hangs, crashes or eats memory costs itself only."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from derive.decide import workers
from derive.decide.workers import Answer, ask


def test_an_answer_comes_back() -> None:
    assert Answer("answered", 3) == ask(len, "abc")


def test_what_hangs_is_killed_at_the_deadline() -> None:
    start = time.monotonic()

    assert Answer("timeout") == ask(time.sleep, 60, seconds=0.3)
    assert time.monotonic() - start < 5


def test_what_spins_without_end_is_killed_too() -> None:
    assert Answer("timeout") == ask(pow, 7, 7**9, seconds=0.3)


def test_too_much_memory_is_an_outcome() -> None:
    assert Answer("memory") == ask(bytearray, 8 << 30)


def test_a_process_that_dies_is_an_outcome() -> None:
    assert Answer("died") == ask(os._exit, 3)


def test_an_exception_is_an_outcome_with_its_name() -> None:
    assert ask(int, "x").outcome.startswith("error: ValueError")


def test_an_answer_that_cannot_be_sent_is_an_outcome() -> None:
    assert ask(memoryview, b"x").outcome.startswith("error: TypeError")


def test_after_every_failure_the_next_question_is_answered() -> None:
    for _ in range(3):
        ask(os._exit, 1)
        ask(time.sleep, 60, seconds=0.05)

        assert Answer("answered", 2) == ask(len, "ab")


def test_a_killed_nursery_is_replaced() -> None:
    ask(len, "")
    assert workers._nursery is not None
    workers._nursery.process.kill()
    workers._nursery.process.wait()

    assert Answer("answered", 1) == ask(len, "a")


def test_a_script_without_a_main_guard_may_ask_and_nothing_outlives_it() -> None:
    code = "from derive.decide import workers\nprint(workers.ask(len, 'abcd').value, workers._nursery.process.pid)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    value, nursery = done.stdout.split()

    assert "4" == value
    assert not os.path.exists(f"/proc/{nursery}")


def test_loading_the_workers_starts_nothing_and_loads_no_sympy() -> None:
    code = (
        "import sys; from derive.decide import oracle, workers;"
        "print(workers._nursery, 'sympy' in sys.modules, 'z3' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert "None False False" == done.stdout.strip()
