"""In a worker of a batch: the answer to one row. Importing this loads all that answering needs."""

from __future__ import annotations

import time

from derive.pipeline import SECONDS_PER_STEP, check_row, check_text
from derive.report.record import document_record
from derive.row import RowError, dumps, failure, id_of, row_of


def answer(line: bytes, seconds: float) -> bytes:
    """The answer to one row, as it is written."""
    began = time.monotonic()
    try:
        row = row_of(line)
    except RowError as fault:
        return dumps(failure(line, "crashed", str(fault), time.monotonic() - began))
    # What has been found out by then is worth more than a row that is killed.
    step, page = min(SECONDS_PER_STEP, seconds / 4), 0.6 * seconds
    if "markdown" in row:
        judged = check_text(row["markdown"], seconds=step, page=page)
    else:
        judged = check_row(row["display"], row["context"], row["assuming"], step, page, row["after"])
    record = document_record(judged)
    del record["path"]
    return dumps({"id": id_of(line), "status": "ok", "seconds": round(time.monotonic() - began, 4)} | record)
