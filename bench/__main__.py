"""Run every benchmark: `python -m bench`."""

from bench import extraction, reconciliation

for benchmark in (extraction, reconciliation):
    benchmark.main()
