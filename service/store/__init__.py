"""The ledger: tables, migrations, and the one class that writes them."""
