"""Pictures of the graph, and the HTML pages that show them.

drawing        what a user asks for, and which picture answers it: the way in
concept_map, comparison, timeline, leaderboard
               one picture each: which concepts, papers or values it shows
selection, scene, time_filter, layout/
               parts of pictures: what is chosen, where it lies, which papers count
pages/         the HTML pages: `*_page` writes one, `*_payload` makes the data in it
web/           the front end that the pages embed, a folder a page: `map/`, `chart/`, `questions/`. The table of a page
               is in its `table.js`. Libraries are in `vendor/`
"""
