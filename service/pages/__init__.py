"""The page: what the service shows to a person with a browser, in Arabic and in English.

`routes` take a question (`asked`) and read what it is about from the ledger (`readings`), by the same
functions as the API. Views (`overview`, `incident`, `tried`) are pure functions from that to what a
template shows; `headline` and `claim_rows` say it in the reader's `language`, `chart` draws it,
`marking` finds the words in a text. `rendering` fills the templates; nothing else writes HTML.
"""
