"""The page, mirrored file by file, and in a real browser."""
