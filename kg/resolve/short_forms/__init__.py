"""What short forms stand for: definitions, senses, and which sense a paper means."""
