"""Archives: what the service does for one report, done for millions, with the same functions.

`rows` says what a row is and what becomes of it; the processes of a `pool` take a row after another from
the parts of an `archive`, `spark` from its own partitions. Needs the extra `bulk`, or `spark`.
"""
