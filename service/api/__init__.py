"""The REST face, a module a resource."""
