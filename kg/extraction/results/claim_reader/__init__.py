"""The claim reader: a small network that reads the numbers of a paper together and scores what each is about."""
