### What became of a rule, and of a movement.

verdict-met = met
verdict-breached = breached
verdict-unproved = unproved
verdict-waived = waived
verdict-not-applicable = not applicable
effect-refuse = the movement does not depart, and nobody can waive it
effect-refuse-unless-waived = the movement does not depart, unless { $role } waives it, in writing and with an end
effect-warn = it is said, and the movement may depart
state-known = known
state-missing = nobody has said
state-stale = expired
state-contradictory = disputed
stage-requested = requested
stage-cleared = cleared
stage-held = held
stage-under-way = under way
stage-arrived = arrived
stage-closed = closed
stage-cancelled = cancelled

## What bars a movement besides the rules

bar-stand-fast = { $area } stands fast until it is released
bar-clock-unsound = the clock is not synchronised: no rule about time can be proved
bar-no-rules = no rulebook is in force: nothing can be proved
bar-urgent = it is urgent: urgent movements are started at once, watched and reviewed, but never cleared
bar-not-a-journey = this is a permission; its runs depart
bar-no-permission = the permission it runs under is not approved, has ended or does not cover the day
bar-before-its-day = the order says it departs on { $day }: amend it to leave before, so that those told are told again
bar-out-of-season = part of its way is closed at that time of the year, or its day is not known: plan another way or say the day
bar-vehicle-does-not-fit = { $vehicle } is larger or heavier than its way lets through: plan another way or take another vehicle
bar-vehicle-unmeasured = its way has a limit and nobody said how large or heavy { $vehicle } is: say it in the register
bar-too-much-said = more is said about it than can be judged: split the movement
bar-gate-unchecked = plates, crew and heads were not checked at the gate
bar-gate-outdated = the gate check is too old, or the order changed since
bar-heads-differ = the heads counted at the gate differ from the order
