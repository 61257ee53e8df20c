"""Run every benchmark: `python -m bench`."""

from bench import extraction, numbers, reconciliation

for benchmark in (numbers, extraction, reconciliation):
    benchmark.main()
