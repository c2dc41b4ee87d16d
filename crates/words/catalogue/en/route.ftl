### What `route` says.

route-column-way = Way
route-column-time = Time
route-column-length = Length
route-column-coverage = Longest without coverage
route-column-haven = Longest without haven
route-column-shared = Shared with 1
route-column-districts = Districts
route-cell = { $head }: { $cell }
route-kilometres = { $length } km
route-no-districts = not known
route-exposure-unknown = How exposed these ways are is unknown, not nothing: no fresh feed of reports looks there.
route-support-unknown = Where there is coverage and where safe havens are is unknown: nobody said it with this network (roads import --support).
route-too-far = { $point } is too far from any road: the nearest junction is { $nearest } ({ $label }), { $distance } km away, and the network reaches { $reach } km around its junctions
route-islands = No road leads from { $from } to { $to }: they lie on two islands of the network that no road joins
route-closed = No road that this vehicle may use then leads from { $from } to { $to }: look at its size, the month, and what is closed or private there
route-column-exposure = Exposure
route-sort-fastest = fastest
route-sort-least-exposed = least exposed
route-sort-trade-off = trade-off
route-sort-apart = apart
route-unknown = unknown
route-exposure = { $events } in a million
route-exposure-partly = { $events } in a million, { $unknown } % unknown
route-exposure-means = Exposure: expected events of a million such drives, by the reports handed in and docs/threat.md. Where nobody reports from, the mean of what is known is taken; it is unknown, not nothing. 0.0 means that nothing was reported, not that nothing can happen.
