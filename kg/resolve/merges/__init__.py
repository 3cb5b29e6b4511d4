"""Which names are merged, and why: each module is one rule and yields links; `explain` makes records of them."""
