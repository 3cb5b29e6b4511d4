"""What is known beforehand: metrics, benchmarks, aliases, acronyms."""
