"""Run every benchmark: `python -m bench`."""

from bench import extraction, numbers, page, reconciliation, service

for benchmark in (numbers, extraction, reconciliation, service, page):
    benchmark.main()
