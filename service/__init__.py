"""Everything of Hasila that touches the world: the REST service, the ledger, the command."""

__version__ = "0.1.0"
