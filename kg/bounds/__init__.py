"""The least score at which each kind of record is shown, learned from judged records; others are doubtful."""
