### What `roads import` and `roads show` say.

roads-imported = Network written to { $file }, { $bytes } bytes. Its pin is { $pin }
roads-adopted = The network { $network } is beside the record and in force.
roads-at-hand = The network { $network } is beside the record. A server holds the record: an authority takes the network into force there.
roads-attribution = Roads © OpenStreetMap contributors, Open Database License 1.0: say so wherever they are shown.
roads-kept = Kept
roads-dropped = Dropped
roads-unread = In the network, and not understood in every point
roads-line = { $what }: { $count }
roads-kilometres-of-class = km of { $class }

roads-phase-ways = Reading roads
roads-phase-nodes = Reading places
roads-phase-graph = Making the network
roads-phase-districts = Finding districts
roads-phase-order = Ordering for fast queries
roads-phase-tiles = Cutting the map into tiles

roads-show-name = Network: { $name }
roads-show-openstreetmap = Made from an OpenStreetMap extract
roads-show-openstreetmap-of = Made from an OpenStreetMap extract of { $moment }
roads-show-drawn = Drawn by hand: a schematic, not a survey. Nobody may drive by it.
roads-show-file = Format { $format }, { $bytes } bytes. Its pin is { $pin }
roads-show-extent = From { $south }, { $west } to { $north }, { $east } (latitude, longitude)
roads-show-offset = Clocks there stand { $offset } ahead of UTC
roads-show-reach = A point counts as at a junction within { $kilometres } km
roads-show-districts = Districts ({ $count }): { $names }
roads-show-no-districts = It was made without districts.
roads-show-order = With an order for fast queries
roads-show-no-order = Without an order for fast queries
roads-show-tiles = Map: { $count } tiles of zooms { $lowest } to { $highest }, { $bytes } bytes
roads-show-no-tiles = Without a map

roads-note-ways = ways that are roads
roads-note-stretches = stretches between junctions
roads-note-kilometres = kilometres
roads-note-junctions = junctions and ends
roads-note-arcs = arcs
roads-note-copies = copies of junctions at which turns are restricted
roads-note-islands = islands: roads that no road joins to the others
roads-note-contracted = nodes between two alike stretches that became one
roads-note-restrictions = turn restrictions
roads-note-restrictions-always = turn restrictions of certain hours, taken to hold always
roads-note-ferries = ferries
roads-note-bridges = ways over bridges
roads-note-tunnels = ways through tunnels
roads-note-limits = ways with a limit of size or weight
roads-note-closed-months = ways closed in some months
roads-note-barriers-closed = barriers that stop every vehicle
roads-note-barriers-partly = barriers that stop some vehicles, or want leave
roads-note-boundaries = points where a stretch enters another district
roads-note-places = named places, for the map
roads-note-water-areas = areas of water, for the map
roads-note-water-lines = rivers, canals, streams and coasts, for the map

roads-note-paths = ways for walking, cycling or riding
roads-note-not-built = roads not built yet, or not there any more
roads-note-other-class = ways of a class that is no road for vehicles
roads-note-areas = squares and other areas
roads-note-closed-to-all = roads closed to every vehicle
roads-note-impassable = impassable roads
roads-note-ferries-without = ferries that do not say they take vehicles
roads-note-nodes-missing = nodes that the extract does not have: the way ends there
roads-note-no-length = pieces of ways without a length
roads-note-small-islands = stretches on islands with less than 2 km of road
roads-note-restrictions-others = turn restrictions for other vehicles
roads-note-restrictions-elsewhere = turn restrictions on roads that are not in the network
roads-note-restrictions-moot = turn restrictions that forbid what cannot be driven anyway
roads-note-restrictions-broken = turn restrictions with a member missing, or whose roads do not meet
roads-note-places-unnamed = places without a name
roads-note-water-broken = areas of water whose outline is not whole in the extract: what is whole of them is kept

roads-note-access-unread = access values, taken as private
roads-note-oneway-unread = one-way values, taken as not stated
roads-note-limit-unread = limits of size or weight: closed to whoever states a size
roads-note-speed-unread = speed limits, taken as not stated
roads-note-surface-unread = surfaces, taken as not stated
roads-note-condition-unread = conditions on more than months, kept as stated
roads-note-season-unread = roads open in a part of the year that nobody states
roads-note-ferry-unread = ferries without a duration, taken at 5 km/h
roads-note-barrier-unread = barriers of an unknown kind, taken as closed
roads-note-restriction-unread = turn restrictions of an unknown kind, left out

roads-bad-empty = { $file } is empty. An OpenStreetMap extract ends in .osm.pbf: fetch it again.
roads-bad-not-an-extract = { $file } is not an OpenStreetMap PBF file: there is no block at byte 0. Name a file that ends in .osm.pbf, or a network drawn by hand that ends in .toml.
roads-bad-cut-off = { $file } is cut off: block { $block } begins at byte { $at } and needs { $needs } bytes, of which { $has } are there. Fetch it again.
roads-bad-damaged = { $file }: block { $block } at byte { $at } is damaged ({ $what }). Fetch it again.
roads-bad-compression = { $file }: block { $block } at byte { $at } is compressed by { $by }, and only zlib is read. Convert it: osmium cat IN.osm.pbf -o OUT.osm.pbf
roads-bad-demands = { $file } demands `{ $feature }` of whoever reads it, which is not understood here. Use an ordinary extract, without history.
roads-bad-no-roads = { $file } has no road that a vehicle may drive on.
roads-bad-too-large = { $file } has more { $what } than can be counted. Cut it into smaller extracts.

roads-file-not-a-network = { $file } is not a network file. Make one: safeconduct roads import
roads-file-other-format = { $file } has format { $found }, and this program reads format { $reads }. Import the network again with this program.
roads-file-length = { $file } says it has { $says } bytes and has { $has }: it was cut off or added to. Import or copy it again.
roads-file-header = { $file }: its header is damaged. Import or copy it again.
roads-file-damaged = { $file }: section `{ $section }` is damaged. Import or copy it again.
roads-file-missing = { $file } has no section `{ $section }`. Import the network again.
roads-file-impossible = { $file }: section `{ $section }` holds what cannot be ({ $what }). Import the network again.

roads-districts-too-large = { $file } has { $bytes } bytes, too many for districts. Simplify their boundaries.
roads-districts-malformed = { $file } is neither GeoJSON nor TopoJSON ({ $what }).
roads-districts-which-layer = { $file } has several layers ({ $layers }), and none is called `districts`. Leave one in it.
roads-districts-unnamed = { $file }: district { $position } has no text as its `{ $property }`. Name the property with --district-property; it has { $has }.
roads-districts-no-area = { $file }: district { $position } ({ $name }) is no polygon on the globe.
roads-districts-empty = { $file } has no districts.
