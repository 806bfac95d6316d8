"""Several documents: each judged here, or in worker processes so that none can hurt another."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence

from derive.diagnose.judgement import JudgedDocument
from derive.pipeline import SECONDS_PER_STEP, check_text
from derive.pool import outcomes
from derive.progress import Progress
from derive.sources import Source

SECONDS_PER_DOCUMENT = 1800.0
FUNCTION = f"{__name__}:judged"


def check_documents(
    sources: Sequence[Source], workers: int, seconds: float | None
) -> Iterator[tuple[Source, JudgedDocument | None, str]]:
    """Each document with its judgements, or none and why; `seconds` is what one step may take."""
    seconds = seconds or SECONDS_PER_STEP
    if workers == 1 or len(sources) == 1:
        with Progress("steps") as progress:
            for source in sources:
                progress.note = source.path
                yield source, check_text(source.text, source.path, source.context, seconds, progress.at), ""
        return
    tasks = (pickle.dumps((source, seconds)) for source in sources)
    with Progress("documents", len(sources)) as progress:
        results = outcomes(FUNCTION, tasks, min(workers, len(sources)), SECONDS_PER_DOCUMENT)
        for source, (_, outcome) in zip(sources, results, strict=True):
            progress.advance()
            if outcome.status == "ok":
                yield source, pickle.loads(outcome.value), ""
            else:
                yield source, None, f"{outcome.status}: {outcome.error}"


def judged(task: bytes, _: float) -> bytes:
    """In a worker: one document."""
    source, seconds = pickle.loads(task)
    return pickle.dumps(check_text(source.text, source.path, source.context, seconds))
