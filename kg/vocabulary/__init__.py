"""Knowledge that ships with kg, a module a table: `acronyms`, `aliases`, `benchmarks`, `metrics`, `other_things`.

`lexicon` puts the tables together, by name.
"""
