"""Pictures of the graph: maps, comparisons, timelines, leaderboards."""
