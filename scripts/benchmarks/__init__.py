"""Time, memory and size of the program: each benchmark prints rows of one table (`scripts.benchmarks.table`)."""
