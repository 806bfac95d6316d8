"""Documents: read from top to bottom, as a person does, into steps.

    elaborate(document, context)    every statement of the page as a step with its obligation

Problems ("T1.", "Exercise 2") are scopes of their own, headings below them are not; a case holds for its stretch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from derive.elaborate.chance.densities import Densities
from derive.elaborate.chance.stochastic import Chance, chance
from derive.elaborate.context import Context
from derive.elaborate.equations.called import defined_further_down, differentiated, recursive, told_at_numbers
from derive.elaborate.equations.granted import lengths_by_name
from derive.elaborate.equations.numbers_told import numbers_told
from derive.elaborate.equations.samples_told import end_examples
from derive.elaborate.finish import finished
from derive.elaborate.formulas.columns import written_as_columns
from derive.elaborate.formulas.expression import usage
from derive.elaborate.formulas.primes import sloping, unknown_function
from derive.elaborate.formulas.units import go_together, measured, units_told
from derive.elaborate.formulas.vectors_beside import settle_vectors
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.begun_anew import begun_anew
from derive.elaborate.language.habits import habits
from derive.elaborate.language.own_items import ITEM, own_items
from derive.elaborate.language.part_introductions import with_introductions
from derive.elaborate.language.purposes import lead_of, leading
from derive.elaborate.language.sections import (
    first_words,
    is_case,
    is_first_of,
    nodes,
    problem_label,
    problems,
    stretches,
)
from derive.elaborate.language.sheets import BARE
from derive.elaborate.language.spelling import names_in
from derive.elaborate.language.template import template
from derive.elaborate.language.typed_laws import with_laws
from derive.elaborate.line_above import chain_above
from derive.elaborate.lines import gather, is_remark, said_alone, unwrapped
from derive.elaborate.names.axes import survey_of
from derive.elaborate.names.brought import bring
from derive.elaborate.names.counted_sets import counted_sets
from derive.elaborate.names.counts import input_sizes, sorts_of_costs
from derive.elaborate.names.customary import sequences, settle_letters
from derive.elaborate.names.entries import settle_entries
from derive.elaborate.names.imaginary import complex_names, role_of_i, set_to_points
from derive.elaborate.names.numbers_beside import numbers_beside
from derive.elaborate.names.operators import quaternion_units
from derive.elaborate.names.pseudoinverses import pseudoinverses
from derive.elaborate.names.rewritten import rewritten
from derive.elaborate.names.shapes import multiplied
from derive.elaborate.names.signature import Choice, Signature
from derive.elaborate.names.told_rows import with_rows
from derive.elaborate.names.wording import in_runs
from derive.elaborate.page import Page
from derive.elaborate.pieces import defined_twice
from derive.elaborate.prose.assumptions import begins_with_relation, carry_into_proof
from derive.elaborate.prose.layers import declared
from derive.elaborate.prose.overlooked import read_paragraph
from derive.elaborate.prose.own_laws_told import hear_tables
from derive.elaborate.prose.resuming import resumed_display, tie
from derive.elaborate.prose.sentences import read_template, read_trailing
from derive.elaborate.prose.splits import begin_case, ends_case
from derive.elaborate.statements import begin_chain, state
from derive.elaborate.step import Elaborated, Finding
from derive.elaborate.upstream import read_upstream
from derive.kernel.term import Symbol, free
from derive.read.document import Block, Display, Document, Formula, Heading, Paragraph
from derive.read.node import Node, Span

STATEMENTS = frozenset({"chain", "logic", "error", "text", "cases"})


def elaborate(
    document: Document, context: Mapping[str, object] | None = None, exchanged: frozenset[Choice] = frozenset()
) -> Elaborated:
    """What a document says, step by step; a context file supplies layers, and nothing that could prove a step.

    Ambiguities that are exchanged are read the other way, throughout.
    """
    network, wrong_entries = declared(context)
    document = rewritten(document)
    page = Page(document, Context(exchanged=exchanged), network)
    page.findings += [Finding("structure", entry) for entry in wrong_entries]
    preamble, preface = page.context, is_first_of(stretches := problems(document.blocks, document.source))
    for label, start, stop in with_introductions(document.blocks, stretches):
        blocks, before = document.blocks[start:stop], len(page.steps)
        ends = [0, *own_items(blocks, document.source), len(blocks)]
        alone = not label and not start and preface
        enter(page, preamble.copy() if alone else preamble, label, blocks[: ends[1]])
        page.chance.outer = Chance() if alone else page.chance.outer        # nothing of it is said of what follows
        read_problem(page, blocks[: ends[1]])
        shared = page.context
        for first, last in pairwise(ends[1:]):
            enter(page, shared, ITEM, blocks[first:last], label)
            read_problem(page, blocks[first:last])
        if not label and not alone:
            page.told_before += page.steps[before:]
    for fault in document.faults:
        page.unread(fault.span, fault.message)
    return finished(page)


def read_problem(page: Page, blocks: Sequence[Block]) -> None:
    """What a problem says, to its end."""
    read_blocks(page, blocks)
    end_examples(page, at_end=True)
    page.close_problem()


def enter(page: Page, preamble: Context, label: str, blocks: Sequence[Block], problem: str | None = None) -> None:
    """A problem begins, or an item of one that is its own: the names of the preamble stay, those of others do not."""
    title = label if problem is None else problem
    page.context = preamble.copy() if label else preamble
    page.section, page.has_label, page.path = ((title,) if title else ()), bool(title), []
    page.chain, page.case, page.local, page.correct, page.items = None, None, [], None, page.items.of(blocks)
    page.told, page.digits, page.sequences, page.tied = numbers_told(blocks), type(page.digits)(), set(), {}
    page.solved = set() if label else page.solved
    words = " ".join(page.text(block.span) for block in blocks)
    page.densities = Densities.spoken_of(words)
    hear_tables(page, blocks)
    page.guesses, page.open, page.lent = [], set(preamble.open) if label else page.open - page.lent, set()
    page.written = everything = nodes(blocks)
    page.defined_twice, page.capitals = defined_twice(everything, page.document.source), in_runs(everything)
    page.doubted &= page.open
    settle_letters(page, everything, words)
    found = survey_of(blocks, sequences(page.context.sorts), page.context.ranges)
    page.near = {id(block): ranges for block, ranges in zip(blocks, found.local, strict=True)}
    page.taken, page.classes = page.taken | found.names, found.classes
    context, seen = page.context, usage(Node("list", ",", tuple(everything), Span(0, 0)), page.context.signature)
    for name, sort in seen.sorts.items():
        if sort in ("integer", "matrix", "vector") and name not in context.sorts and (
                name.rpartition("_")[0] not in found.arity):         # y_i of y_i!, an element of the y
            context.sorts[name] = sort
    page.measured = measured(page, blocks) | lengths_by_name(words)      # t is a time in one problem, and in no other
    page.together = go_together(units_told(everything, words, page.document.source))
    if phrases.NOT_COMMUTING.search(words):
        context.sorts = dict.fromkeys(multiplied(everything) - found.arity.keys(), "matrix") | context.sorts
    context.sorts = counted_sets(everything, words) | context.sorts | quaternion_units(everything, words)
    context.sorts = dict.fromkeys(written_as_columns(everything) - found.arity.keys(), "vector") | context.sorts
    context.definitions |= pseudoinverses(everything)
    beside = settle_vectors(everything, context.sorts, found.arity)
    page.open |= settle_entries(stretches(blocks), context.sorts)
    at_numbers = told_at_numbers(everything) - found.arity.keys()
    for name in (calls_itself := recursive(everything)) | at_numbers | differentiated(everything) - context.brought:
        context.sorts.setdefault(name, "unknown")
    context.sorts = dict.fromkeys(defined_further_down(everything) - found.arity.keys(), "function") | context.sorts
    context.arity.update(found.arity)
    if context.arity:                            # arrays of this part, and of what stands before all parts
        context.numbers |= numbers_beside(everything) & context.arity.keys() - context.sorts.keys() - beside
    context.distinct |= found.distinct
    context.ranges = with_rows(context.ranges, found.rows, found.fresh)
    for letter, ends in found.ranges.items():
        context.ranges[letter] = ends
        context.declare(letter, "integer")
        if isinstance(ends[1], Symbol):
            context.sorts.setdefault(ends[1].name, "integer")
    _settle_i(page, blocks, everything)
    for name, variable in sloping(everything, words).items():
        plain = context.sorts.get(name, "real") in ("real", "unknown") and name not in found.arity
        if plain and not context.knows(name):
            context.definitions[name], context.sloping[name] = unknown_function(name, variable), variable
            context.brought.add(name)            # the page may yet say how it depends on the variable
    if label and blocks:
        bring(page, label, blocks)
    context.settled |= ({"lg": "first"} if calls_itself else {}) | habits(everything, words)     # costs by recurrences
    context.inputs |= input_sizes(everything, calls_itself, context.settled.get("lg") == "first")
    context.sorts = sorts_of_costs(everything, context.inputs) | context.sorts
    read_upstream(page, everything, words)
    page.chance = _chance(page, blocks, everything, (page.chance.outer or page.chance) if label else None)
    context.changed()


def _chance(page: Page, blocks: Sequence[Block], everything: Sequence[Node], before: Chance | None) -> Chance:
    """What is random here, and what was said of it in the preamble."""
    texts = [(b.span.start, with_laws(page.text(b.span))) for b in blocks if isinstance(b, Paragraph | Heading)]
    headings = [b.span.start for b in blocks if isinstance(b, Heading) and b.level < BARE]
    found = chance(everything, texts, headings)
    if before is not None:
        found.outer = before
        found.random |= before.random
        found.lawful |= before.lawful
        found.constant |= before.constant - found.random
        found.symmetric |= before.symmetric
        found.invertible |= before.invertible
        found.samples = [sample for sample in before.samples if sample.stop == float("inf")] + found.samples
        found.families += [family for family in before.families if family[1] == float("inf")]
    return found


def _settle_i(page: Page, blocks: Sequence[Block], everything: Sequence[Node]) -> None:
    """Whether i is the imaginary unit here, and which names are complex because their parts are spoken of."""
    context = page.context
    role = role_of_i(everything, " ".join(page.text(block.span) for block in blocks))
    page.mixed_i = role == "both"
    if role == "index" and context.sorts.get("i") == "imaginary":
        del context.sorts["i"]                   # of a page on complex numbers, a problem that counts by i
    if role == "unit" and "i" not in context.sorts and not context.knows("i"):
        context.sorts["i"] = "imaginary"
    points = set_to_points(everything) if context.sorts.get("i") == "imaginary" else set()
    for name in complex_names(everything) | points:
        if name != "i" and name not in context.arity and not context.knows(name):
            context.sorts.setdefault(name, "complex")


def read_blocks(page: Page, blocks: Sequence[Block]) -> None:
    blocks = list(blocks)                        # without trailing clauses, read before the display they speak of
    anew = begun_anew(blocks, page.document.source)
    for index, block in enumerate(blocks):
        page.anew = anew.get(index, page.anew if index - 1 in anew else frozenset())
        for name in anew.get(index, ()):
            page.context.forget(name, page.context.sorts.get(name))
        if isinstance(block, Paragraph) and not block.pieces:
            continue
        settle_ranges(page, block)
        if page.case is not None and ends_case(page, blocks, index):
            page.leave_case()
        if is_case(block) and isinstance(block, Heading | Paragraph):
            begin_case(page, block)
        elif isinstance(block, Heading):
            _heading(page, block)
            if block.level < BARE:
                _look_again(page, blocks[index + 1 :])
        elif isinstance(block, Paragraph):
            read_paragraph(page, block)
            page.words = page.text(block.span).rpartition(". ")[2]
            page.lead, page.lead_word = lead_of(first_words(block) if not block.pieces else _last_words(page, block))
        else:
            follows = blocks[index + 1] if index + 1 < len(blocks) else None
            under = list(page.local)
            if isinstance(follows, Paragraph):
                blocks[index + 1] = read_trailing(page, follows)
            read_display(page, block)
            if isinstance(follows, Display):     # if x < 1, then: said of displays with nothing between them
                here = set().union(*map(names_in, nodes([follows])))
                page.local = [one for one in under if {symbol.name for symbol in free(one.term)} & here]
        page.items.note(page.context.terms(of_definitions=False), block.span.start)


def settle_ranges(page: Page, block: Block) -> None:
    """The ranges of the index letters of a block; what the text itself says of a letter stays."""
    near = page.near.get(id(block), {})
    nearer = {letter: ends for letter, ends in near.items() if letter not in page.context.told}
    if any(page.context.ranges.get(letter) != ends for letter, ends in nearer.items()):
        page.context.ranges.update(nearer)
        page.context.changed()


def _look_again(page: Page, blocks: Sequence[Block]) -> None:
    """Under a heading of its own, a letter is an array where it is indexed there, or known as one from before."""
    stop = next((i for i, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    context = page.context
    found = survey_of(blocks[:stop], before=context.ranges)
    context.ranges = with_rows(context.ranges, found.rows, found.fresh)
    page.near |= {id(block): ranges for block, ranges in zip(blocks, found.local, strict=False)}
    seen = usage(Node("list", ",", tuple(nodes(blocks[:stop])), Span(0, 0)), Signature())
    page.densities = Densities(page.densities.standard, page.densities.rough, named=dict(page.densities.named))
    hear_tables(page, blocks[:stop])
    page.earlier = {name: seen.sorts.get(name) for name in context.names()}
    gone = {name for name in found.names & context.arity.keys() - found.arity.keys() if not context.knows(name)}
    context.arity = {**found.arity, **{name: count for name, count in context.arity.items() if name not in gone}}
    context.numbers |= numbers_beside(nodes(blocks[:stop])) & context.arity.keys() - context.sorts.keys()
    context.changed()


def _last_words(page: Page, block: Paragraph) -> str:
    """The words with which a paragraph ends, after its last formula."""
    return leading(page.words, page.text(block.pieces[-1].span) if not isinstance(block.pieces[-1], Formula) else "")


def _heading(page: Page, heading: Heading) -> None:
    """A heading: the path of sections changes, chains and cases end."""
    page.citations.hear("")
    page.run, title = [], heading.text.strip().rstrip(".:")
    page.chain = page.statement = page.behind = page.hanging = None
    page.context.withdraw(page.system)
    carry_into_proof(page, title)
    if heading.level < BARE and page.case is not None:
        page.leave_case()
    label, path = problem_label(heading), [(part, level) for part, level in page.path if level < heading.level]
    if (not label or not title.startswith(label)) and (title,) != page.section[:1]:
        path.append((title, heading.level))
    page.path, page.words = path, page.text(heading.span) if heading.level >= BARE else ""
    page.section = (*(page.section[:1] if page.has_label else ()), *(part for part, _ in path))
    end_examples(page)
    if nodes([heading]):
        read_template(page, template(heading, page.document.source, page.taken), set())


def read_display(page: Page, display: Display) -> None:
    """The statements of a display, line by line."""
    lines, first = list(unwrapped(display.lines)), len(page.steps)
    parts = tuple(part for line in lines for part in line.parts)
    before = chain.last.side.node if (chain := chain_above(page, display)) is not None else None
    page.around, page.chain = Node("list", ",", parts if before is None else (before, *parts), display.span), chain
    purpose, page.said, page.lead = page.lead, page.lead_word, ""
    if purpose == "goal" and sum(part.kind == "relation" for node in parts for part in node.children) != 1:
        purpose = ""                             # the proof itself
    conditions, tied = page.local, tie(page, page.around)
    for line in lines:
        statements = resumed_display(page, gather(page, line, purpose), line is lines[0])
        for index, statement in enumerate(statements):
            chain = page.chain if index and is_remark(page, statements[index - 1].node, statement.node) else None
            if not begins_with_relation(statement.node):
                page.local = page.local or list(conditions)
            state(page, statement)
            if statement.node.kind not in STATEMENTS:
                begin_chain(page, statement.node)
            page.chain = chain or page.chain
        purpose = "given" if "given" in (purpose, said_alone(line), *(one.purpose for one in statements[-1:])) else ""
    page.local, page.around, page.said, page.words, page.open = [], None, "", "", page.open - tied
    page.citations.record(display, page.steps[first:])
    page.citations.hear("")
