### What the command line says of an open room.

room-open = The room is open at { $at }
room-listens = It listens at { $at }
room-closed = The room is closed.
demonstration-open = DEMONSTRATION: a made-up unit's room is open at { $at } on this machine only. Take any role there; Ctrl-C closes it.
first-administrator = The first administrator is enrolled. Serve the room and open this address after the room's own; it works once, for three days, and is shown only now:
authority-written = The certificate of the room's authority is written to { $file }. Install it on the unit's own devices as an authority for web sites, and compare there that its SHA-256 fingerprint is:
