"""Certificates go to disk and come back; a file that was changed is caught."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from building import add, ap, claim, div, k, mul, n, pw, total, x, y
from derive.kernel.certificate import Counterexample, Identity, Induction
from derive.kernel.term import number
from derive.kernel.verdict import certify, refute
from derive.recheck import Malformed, dump, main, recheck

SQUARE = claim(pw(add(x, y), 2), add(pw(x, 2), mul(2, x, y), pw(y, 2)))
GAUSS = claim(total(k, k), div(mul(n, add(n, 1)), 2), ap("<=", 1, n))
WRONG = claim(pw(add(x, y), 2), add(pw(x, 2), pw(y, 2)))
VERDICTS = (
    ("a", certify(SQUARE, Identity(), "normal_form")),
    ("b", certify(GAUSS, Induction(n, number(1), Identity(), Identity()), "induction")),
    ("c", refute(WRONG, Counterexample(((x, number(1)), (y, number(1)))))),
)


def test_what_was_certified_is_certified_again():
    assert [("a", "proved", "kernel", ""), ("b", "proved", "kernel", ""), ("c", "refuted", "kernel", "")] == [
        (r.id, r.claimed, r.trust, r.rejected) for r in recheck(dump(VERDICTS))
    ]


def test_a_changed_obligation_is_rejected():
    text = dump(VERDICTS).replace('["Number", {"rational": "2"}]', '["Number", {"rational": "3"}]', 1)

    first, *_ = recheck(text)

    assert "the normal forms differ" == first.rejected
    assert "" == first.trust


@pytest.mark.parametrize(("text", "reason"), [
    ("", "not JSON"),
    ("[]", "not of schema"),
    ('{"schema": "proof-check-certificates/1"}', "no list of items"),
    ('{"schema": "proof-check-certificates/1", "items": [{}]}', "obligation"),
    ('{"schema": "proof-check-certificates/1", "items": [{"obligation": ["os.system", "ls"]}]}', "unknown kind"),
    ('{"schema": "proof-check-certificates/1", "items": [{"obligation": ["Number"]}]}', "without some of its parts"),
    ('{"schema": "proof-check-certificates/1", "items": [{"obligation": {"rational": "1/0"}}]}', "no number"),
])
def test_a_file_of_another_kind_is_refused(text, reason):
    with pytest.raises(Malformed, match=reason):
        recheck(text)


def test_an_unknown_certificate_proves_nothing():
    item = json.loads(dump(VERDICTS[:1]))
    item["items"][0]["evidence"] = ["Number", {"rational": "1"}]

    (result,) = recheck(json.dumps(item))

    assert "an unknown kind of certificate" == result.rejected


def test_the_program_tells_good_from_bad(tmp_path, capsys):
    good, bad, none = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "none.json"
    good.write_text(dump(VERDICTS))
    bad.write_text(dump(VERDICTS).replace('{"rational": "2"}', '{"rational": "5"}'))

    assert (0, 1, 2) == (main([str(good)]), main([str(bad)]), main([str(none)]))
    assert "3 re-checked, 0 on an oracle's word, 0 rejected" in capsys.readouterr().out


def test_the_process_imports_the_kernel_alone(tmp_path):
    path = tmp_path / "good.json"
    path.write_text(dump(VERDICTS))
    script = (
        "import sys; from derive.recheck import main; code = main(sys.argv[1:]);"
        "rooms = {m for m in sys.modules if m.startswith('derive.')} - {'derive.recheck'};"
        "rooms = {m for m in rooms if not m.startswith('derive.kernel')};"
        "print(sorted(rooms), 'sympy' in sys.modules, 'flint' in sys.modules, 'numpy' in sys.modules); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True,
                          cwd=Path(__file__).parent.parent, check=True)

    assert done.stdout.endswith("[] False False False\n")
