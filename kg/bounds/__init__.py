"""What is sure enough to be shown: how many records are right at which score, and what is set apart as doubtful."""
