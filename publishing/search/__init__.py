"""Search in four languages: words are cut, folded and stemmed here; the databases only store and match tokens.

`words` and `compounds` read text, `question` reads what a visitor typed, `index` writes one row for each approved
edition, `ask` answers, `snippets` shows where. Everything that asks starts from live editions: see `ask.Scope`.
"""
