"""Rules for merging names: each module is one rule and yields links, and `explain` makes records of them."""
