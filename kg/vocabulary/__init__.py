"""What is known beforehand, a module a table: `acronyms`, `aliases`, `benchmarks`, `metrics`; `lexicon` holds all."""
