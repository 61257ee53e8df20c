"""Run every benchmark: `python -m bench`."""

from bench import bulk, extraction, numbers, page, reconciliation, service

for benchmark in (numbers, extraction, reconciliation, service, page, bulk):
    benchmark.main()
