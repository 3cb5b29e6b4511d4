"""What is known beforehand, a module a table: `acronyms`, `aliases`, `benchmarks`, `metrics`, `other_things`.

`lexicon` is what all of them say of a name.
"""
