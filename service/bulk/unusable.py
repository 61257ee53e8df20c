"""What can't be used, told apart from what went wrong."""


class Unusable(ValueError):
    """An archive, or a folder to write to, that can't be used; the message says why."""
