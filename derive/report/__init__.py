"""Reports: judged documents in, text out. Nothing is decided here.

A format is a module of `derive.report.formats` with one function `render`; its name is the name on the
command line. What several formats need is here:

    place     offsets to lines and columns (cells, for notebooks)
    notice    what there is to say about a document, in words, in order of place
    record    the same as plain dictionaries, in the shape of `proof-check/1`
    excerpt   a source line with carets under a stretch of it
    look      colours, width
"""
