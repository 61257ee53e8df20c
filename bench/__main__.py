"""Run every benchmark: `python -m bench`."""

from bench import extraction, numbers, reconciliation, service

for benchmark in (numbers, extraction, reconciliation, service):
    benchmark.main()
