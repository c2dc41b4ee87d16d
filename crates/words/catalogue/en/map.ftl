### The map, and what stands under it.

page-map = Map
map-label = Map of roads and places. The arrow keys move it, plus and minus bring it nearer and farther.
map-zoom-in = Nearer
map-zoom-out = Farther
map-none = No road network is in force, so there is no map. An authority takes one into force.
map-untiled = The network { $name } was imported without a map: import it again with `safeconduct roads import`, and adopt it.
map-unable = This browser cannot draw the map (it has no WebGL), or it could not be fetched. Movements and ways are told in words all the same.
map-drawn = drawn by hand: a schematic, not a survey. Nobody may drive by it.
map-openstreetmap = © OpenStreetMap contributors, Open Database License 1.0
map-shows = What the map shows just now, in words
map-places = Places
map-roads = Roads
map-nothing = none
map-line-planned = planned way
map-spots = last reported here
map-line-best = best way now
map-line-offered = another way on offer
map-line-danger = dangerous stretch
map-areas = dangerous area
