"""What stands between the program and the machine: files, terminals, faults, telemetry."""
