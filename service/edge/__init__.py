"""What stands between the world and the resources, as ASGI middleware, a file a concern.

From the outside in: `requests` gives every request an id, a log line and its metrics; `headers` refuses
too many; `gate` asks who calls, how often, and what they may; `bodies` refuses what can't be read;
`idempotency` answers a repeated request as the first time; `heads` lets GET answer HEAD; `conditional`
sends nobody what they have. `connections` lies before all of them. `browsers` knows what a browser
sends instead of a header; the outermost, `service.pages.problems`, makes pages of what they refuse one.
`held` holds an answer back for those that change all of it.
"""
