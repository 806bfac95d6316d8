"""Terms: substitution without capture, equality up to bound names, definitions."""

import pytest

from building import A, add, ap, at, c, claim, eq, every, f, h, i, j, k, mul, n, number, p, pw, slope, total, x, y, z
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import measured
from derive.kernel.term import Bind, Symbol, free, same, substitute
from derive.kernel.unfold import Definitions


def test_bound_names_do_not_matter():
    assert same(total(at(h, k), k), total(at(h, j), j))
    assert same(total(total(at(A, i, j), j), i), total(total(at(A, j, k), k), j))


def test_free_names_do():
    assert not same(total(at(h, i), k), total(at(h, j), k))
    assert not same(total(at(h, k), k), total(at(h, k), j))


def test_a_name_bound_twice_is_the_inner_one():
    inner = total(ap("delta", c, k), j, k)
    other = total(ap("delta", c, j), j, k)

    assert not same(total(total(inner, k, 2, k), k), total(total(other, k, 2, k), k))


def test_what_comes_in_is_not_captured():
    assert same(substitute(total(at(A, k, i), k), {i: k}), total(at(A, j, k), j))
    assert substitute(total(at(h, k), k), {k: i}) == total(at(h, k), k)


def test_a_name_that_only_an_end_holds_is_not_taken_for_the_bound_one():
    prime = Symbol("k'", k.sort)

    assert same(substitute(total(at(h, k), k, prime), {prime: k}), total(at(h, j), j, k))
    assert same(substitute(total(mul(k, prime), k, prime), {prime: k}), total(mul(j, k), j, k))


def test_an_end_of_a_range_lies_outside_the_binder():
    assert free(total(1, k, k)) == frozenset({k})
    assert same(substitute(total(at(h, k), k, k), {k: n}), total(at(h, k), k, n))


def test_definitions_unfold_in_any_order():
    names = Definitions()

    assert names.take(eq(z, add(y, 1)))
    assert names.take(eq(y, pw(x, 2)))
    assert add(pw(x, 2), 1) == names.unfold(z)


def test_a_circle_is_no_definition():
    names = Definitions()

    assert names.take(eq(y, add(x, 1)))
    assert not names.take(eq(x, mul(2, y)))
    assert not names.take(eq(z, add(z, 1)))


def test_a_definition_by_index_is_not_captured():
    names = Definitions()
    names.take(every(j, eq(at(p, j), mul(at(h, j), total(at(h, k), k)))))

    unfolded = names.unfold(total(at(p, k), k))

    assert same(unfolded, total(mul(at(h, k), total(at(h, j), j)), k))


def test_a_parameter_may_bear_the_name_of_a_free_index():
    names = Definitions()
    names.take(eq(i, j))
    names.take(every(j, eq(at(p, j), mul(at(h, j), at(h, i)))))

    assert mul(at(h, c), at(h, j)) == names.unfold(at(p, c))


def test_a_bound_variable_hides_its_definition():
    names = Definitions()
    names.take(eq(x, number(3)))

    unfolded = names.unfold(slope(pw(x, 2), x))

    assert same(unfolded, slope(pw(x, 2), x, 3))


def test_a_function_is_unfolded_at_its_argument():
    names = Definitions()
    names.take(every(x, eq(ap("call", f, x), pw(x, 2))))

    assert pw(add(x, 1), 2) == names.unfold(ap("call", f, add(x, 1)))


def test_a_universal_statement_over_a_set_is_no_definition():
    given = Bind("forall", k, eq(at(p, k), number(1)), (ap("interval", 1, n, "0"),))

    assert not Definitions().take(given)


def test_a_term_nested_too_deeply_is_refused():
    deep = x
    for _ in range(500):
        deep = ap("-", deep)

    with pytest.raises(Beyond, match="nested too deeply"):
        measured(deep)


def test_a_term_too_large_is_refused():
    wide = add(*(pw(x, k) for k in range(10000)))

    with pytest.raises(Beyond, match="too large"):
        measured(wide)


def test_a_claim_is_an_obligation():
    assert eq(x, y) == claim(x, y).goal
