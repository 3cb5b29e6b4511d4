"""What is known beforehand, a module a table: `acronyms`, `aliases`, `benchmarks`, `metrics`, `other_things`."""
