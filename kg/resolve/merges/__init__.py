"""Which names are merged, and why: a rule a module, each yields links with a reason; `explain` tells it to readers."""
