"""The command line: `proof-check`. What a command needs is imported when it runs, so that help is immediate.

Exit codes: 0 no step refuted; 1 a step refuted (with --strict also undecided or unread); 2 usage or internal
error, or a file that could not be opened; 5 nothing could be checked.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

import click

from derive.report.formats import names as formats

if TYPE_CHECKING:
    from derive.diagnose.judgement import JudgedDocument
    from derive.report.look import Look

HELD, REFUTED, FAILED, NOTHING = 0, 1, 2, 5
PATHS = click.Path()
JOBS = click.option("-j", "--jobs", metavar="N", type=click.IntRange(1, 256), default=1, show_default=True,
                    help="Worker processes.")
OUT = click.option("-o", "--output", metavar="OUT", type=PATHS, help="Write to this file, not to standard output.")
CONTEXT = click.option("--context", metavar="C.toml", type=PATHS,
                       help="What the page leaves out; by default FILE.toml beside FILE.")
TIMEOUT = click.option("--timeout", metavar="S", type=click.FloatRange(0, min_open=True), default=None,
                       help="Seconds that one step may take.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code; a bug exits with 2, never with the code of a refuted step."""
    sys.excepthook = _crashed
    try:
        with cli.make_context("proof-check", list(sys.argv[1:] if arguments is None else arguments)) as context:
            code = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as fault:
        fault.show()
        code = FAILED
    except click.Abort:
        click.echo("interrupted", err=True)
        code = FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAILED
    sys.exit(code)


def _crashed(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, fault, trace)
    print("proof-check: internal error; nothing is said of the steps", file=sys.stderr, flush=True)
    os._exit(FAILED)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, help="Show the version.",
              callback=lambda context, _, wanted: _version(context) if wanted else None)
def cli() -> None:
    """Check mathematical derivations step by step: proved, refuted with a counterexample, or honestly undecided."""


@cli.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATHS)
@click.option("--format", "style", type=click.Choice(formats()), default="text", show_default=True)
@OUT
@CONTEXT
@click.option("--strict", is_flag=True, help="Exit with 1 also when a step is undecided or unread.")
@JOBS
@TIMEOUT
@click.option("--certificates", metavar="FILE", type=PATHS, help="Write the proofs here, for recheck.")
@click.option("--second-reader", is_flag=True, help="Have latex2sympy2 read every side it can; doubts are findings.")
def check(files: tuple[str, ...], style: str, output: str | None, context: str | None, strict: bool, jobs: int,
          timeout: float | None, certificates: str | None, second_reader: bool) -> int:
    """Say of every step of the FILEs whether it holds. '-' is standard input."""
    from derive.report.formats import format_of

    judged, failed = _judged(files, context, timeout, jobs)
    if second_reader:
        from derive.second_opinion import with_second_reading

        judged = [with_second_reading(document) for document in judged]
    if judged or not failed:
        _write(output, lambda look: format_of(style).render(judged, look))
    if certificates is not None:
        from derive.recheck import dump

        verdicts = [(f"{document.document.path}:{one.step.id}", one.verdict)
                    for document in judged for one in document.judgements if one.verdict is not None]
        _write(certificates, lambda look: dump(verdicts) + "\n")
    return FAILED if failed else exit_code(judged, strict)


@cli.command()
@click.argument("rows", metavar="IN.jsonl", type=PATHS)
@click.argument("answers", metavar="OUT.jsonl", type=PATHS)
@JOBS
@click.option("--timeout", metavar="S", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True,
              help="Seconds that one row may take.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run into OUT.jsonl was stopped.")
def batch(rows: str, answers: str, jobs: int, timeout: float, resume: bool) -> int:
    """Check a document a line: one answer for each row, in order, whatever the row is."""
    from derive.batch import BatchError, run

    try:
        run(rows, answers, workers=jobs, seconds=timeout, resume=resume)
    except BatchError as fault:
        raise click.ClickException(str(fault)) from None
    return HELD


@cli.command("compile")
@click.argument("file", metavar="FILE", type=PATHS)
@click.option("-o", "--output", metavar="MODULE.py", type=PATHS, required=True, help="The module to write.")
@CONTEXT
def compile_(file: str, output: str, context: str | None) -> int:
    """Write the definitions and proved results of FILE as NumPy functions."""
    judged, failed = _judged((file,), context, None, 1)
    if failed:
        return FAILED
    from derive.codegen.module import compile_document

    _write(output, lambda look: compile_document(judged[0]))
    return HELD


@cli.command()
@click.argument("file", metavar="FILE", type=PATHS)
@CONTEXT
def compare(file: str, context: str | None) -> int:
    """Hold every derivative, link and count of FILE against numbers; exit with 1 where they disagree."""
    judged, failed = _judged((file,), context, None, 1)
    if failed:
        return FAILED
    from derive.codegen.compare import compare as compared

    comparison = compared(judged[0])
    _write(None, lambda look: comparison.text())
    return REFUTED if comparison.failed else HELD


@cli.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATHS)
@click.option("--rubric", metavar="R.toml", type=PATHS, required=True, help="Questions and their marks.")
@click.option("--format", "style", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@OUT
@CONTEXT
@JOBS
def grade(files: tuple[str, ...], rubric: str, style: str, output: str | None, context: str | None,
          jobs: int) -> int:
    """Mark the FILEs by a rubric, with a reason and a place for each mark."""
    from derive.grade import RubricError, grades_text

    judged, failed = _judged(files, context, None, jobs)
    try:
        text = grades_text(judged, rubric, style)
    except RubricError as fault:
        raise click.ClickException(str(fault)) from None
    _write(output, lambda look: text)
    return FAILED if failed else HELD


@cli.command()
@click.argument("certificates", metavar="CERTIFICATES.json", type=PATHS)
def recheck(certificates: str) -> int:
    """Check what `check --certificates` wrote again, with the kernel alone; exit with 1 where it rejects one."""
    from derive.recheck import main as rechecked

    return rechecked([certificates])


@cli.command()
@click.argument("name", required=False)
def explain(name: str | None) -> int:
    """Say what a verdict, a finding, a procedure, a slip or a format is. Without NAME: list them."""
    from derive import explain as shelf

    if name is None:
        for title, known in shelf.names().items():
            click.echo(f"{title}:\n" + "".join(f"  {each}\n" for each in known), nl=False)
        return HELD
    text = shelf.explain(name)
    if text is None:
        near = shelf.close(name)
        raise click.UsageError(f"nothing is named {name!r}" + (f"; near it: {', '.join(near)}" if near else ""))
    click.echo(text)
    return HELD


def exit_code(judged: Sequence[JudgedDocument], strict: bool) -> int:
    """The code that a script may rely on; nothing checked never looks like a pass."""
    counts = {outcome: sum(document.summary[outcome] for document in judged)
              for outcome in ("proved", "refuted", "undecided", "unread")}
    if counts["refuted"] or (strict and (counts["undecided"] or counts["unread"])):
        return REFUTED
    return HELD if counts["proved"] or counts["undecided"] else NOTHING


def _judged(files: Sequence[str], context: str | None, seconds: float | None,
            jobs: int) -> tuple[list[JudgedDocument], bool]:
    """The documents that could be opened, judged, and whether any could not; each of these gets one line."""
    from derive.sources import SourceError, load

    sources, failed = [], False
    for path in files:
        try:
            sources.append(load(path, context))
        except SourceError as fault:
            click.echo(f"proof-check: {fault}", err=True)
            failed = True
    if not sources:
        return [], failed
    gc.disable()
    from derive.documents import check_documents
    from derive.pool import PoolError, collect_seldom

    collect_seldom()
    gc.enable()
    judged = []
    try:
        for source, document, why in check_documents(sources, jobs, seconds):
            if document is None:
                click.echo(f"proof-check: {source.path}: {why}; nothing is said of its steps", err=True)
                failed = True
            else:
                judged.append(document)
    except PoolError as fault:
        raise click.ClickException(str(fault)) from None
    return judged, failed


def _write(output: str | None, render: Callable[[Look], str]) -> None:
    """Write a text to a file, or to standard output with the colours that it takes."""
    from derive.report.look import Look, look_of

    if output is None or output == "-":
        look = look_of(sys.stdout)
        sys.stdout.flush()
        sys.stdout.buffer.write(render(look).encode("utf-8", "replace"))
        return
    text = render(Look())
    try:
        with open(output, "w", encoding="utf-8", errors="replace") as stream:
            stream.write(text)
    except OSError as fault:
        raise click.ClickException(f"{output}: cannot be written: {fault.strerror}") from None


def _version(context: click.Context) -> None:
    from derive import __version__

    click.echo(f"proof-check {__version__}")
    context.exit()
