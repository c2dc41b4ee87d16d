### What `match` says.

match-road = { $from } to { $until }: { $road }, { $length } km
match-unnamed = a road without a name
match-off-road = { $from } to { $until }: off every road that the network has
match-silence = { $from } to { $until }: nothing heard for too long or too far; what was driven in between is not known
match-jump = { $from } to { $until }: faster than any vehicle; one of the two positions is false
match-no-way = { $from } to { $until }: no road explains how it got on; one is missing, or was driven against its rules
match-other-network = { $from } to { $until }: another network counts from here on
match-left-out-late = Positions left out because they came after later ones: { $count }
match-left-out-repeated = Positions left out because there was one of that moment: { $count }
match-left-out-vague = Positions left out because they are vaguer than 200 m: { $count }
