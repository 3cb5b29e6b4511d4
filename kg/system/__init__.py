"""The operating system: files that are replaced as a whole, terminals, faults of the machine, telemetry."""
