"""Migrations of the ledger, run by `service.store.engine`."""
