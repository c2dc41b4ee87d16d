### Why a command was not taken.

rejected-no-such-movement = there is no movement { $number } here: check its number
rejected-number-taken = the movement number { $number } is taken: choose another, or amend that movement
rejected-outdated = the order has changed since you read it (you saw revision { $seen }, it is now { $current }): read it again and repeat your change
rejected-out-of-place = { $number } is { $stage }: { $hint }
rejected-misshapen = the order is not of the shape the schema gives it: name each item of a list once, and leave out what nobody said anything about
rejected-not-in-order = the order has no `{ $path }` to drop: name an item of one of its own lists, such as vehicles[SPU-7]; evidence is never dropped
rejected-not-one-thing = `{ $path }` is not about one thing: register facts about an item of a list, such as vehicles[SPU-7].plate
rejected-reserved = `{ $path }` is not stated but done: use { $instead }
rejected-reserved-origin = nobody speaks as `{ $origin }`: what the room itself does or concludes stands under it, name who says this
rejected-nothing-to-settle = `{ $path }` was not found but planned or done: nobody settles it, whoever said it replaces their own word by a later one
rejected-not-theirs-to-settle = a { $given } cannot settle what `{ $settled }` found about `{ $path }`: it takes an authority, an investigator, or `{ $settled }` itself
rejected-not-their-word = a { $given } cannot take back what `{ $origin }` found about `{ $path }`: it takes `{ $origin }` itself, or a duty officer, authority or investigator who writes its word down
rejected-not-allowed = a { $given } cannot do this: it takes { $needed }
rejected-no-such-party = `{ $path }` is nobody to be told: name a party, such as districts[shangla] or highway_police
rejected-notice-order = { $party } { $problem }
rejected-run-without = a run names its own { $list }: a standing movement is proved again each day against that day's vehicles and people
rejected-no-way = a way has at least one stretch and at most as many as a continent: choose one of the ways offered
rejected-way-breaks-off = no road of the network in force leads on to the { $stretch }th stretch of this way: look the ways up again and choose one of them
rejected-way-refuses = these vehicles may not or cannot drive { $road } then, by their size or by what is open to them: choose a way that was offered for them
rejected-never-open = there is no month in which all of this way is open: choose another
rejected-no-area = the network calls a district “{ $name }”, which is no area: import it again with areas such as pk/kp/shangla for its districts
rejected-no-network = no road network is in force, or its file is not at hand: adopt one (safeconduct roads adopt)
danger-too-many = too many dangers are in the picture: take those out that are over
danger-over = it would have been over before now: say when it ends, or leave that out
alert-is-somebodys = somebody has taken it already: leave it to them, or have the room take it over
shift-not-yours = you do not have the watch: take it first
shift-yours-already = the watch is yours already: offer it to whoever comes next
shift-of-somebody-enrolled = a watch is somebody's by name: it takes an enrolled duty officer
shift-goes-to-an-officer = a watch goes from one enrolled duty officer to another: choose one
search-of-a-person = a search is for one person's device: name them as commanders[SPU-41], crew[driver-1] or principals[P-1]
search-time = a search is for a time of at most seven days, which begins before it ends: choose a shorter one
search-too-many = too many searches are open, or this one is: wait until some are answered
search-your-own = you asked for it yourself: another authority decides
search-of-yourself = it is a search for you: another authority decides
search-answered = it was answered already: whoever needs another answer asks again
search-over = nobody approved it within a day: ask again
search-somebody-elses = only whoever asked reads it
search-unanswered = nobody has approved it yet
search-closed = it was refused, or the day in which it can be read is over: ask again
search-by-somebody-enrolled = a search takes two people who are enrolled here by name
search-without-a-case = no case is open about that movement: a search needs one
rejected-shift-differs = the list is not what is open now. Open and not on it: { $missing }. On it and no longer open: { $gone }. Read the list again and confirm it
rejected-shift-nothing = nothing
device-serves-nobody = a device reports for one vehicle, one of the detail, or one principal: name it as vehicles[SPU-7], commanders[SPU-41], crew[driver-1] or principals[P-1]
device-without-consent = tracks are kept only of principals who agreed: say in their words to what
device-over = it would end before it begins: choose a later moment, or leave that out
device-too-many = there are as many devices as the room keeps: revoke those that are not in use
device-credential-taken = that credential is or was another device's: enrol it with a fresh one
voice-of-nobody = a report by voice is of the detail or a principal: name them as commanders[SPU-41], crew[driver-1] or principals[P-1], or in words
voice-not-heard = no report by voice that counts is the one named: it was taken back already, or is older than those the room decides by. Look at the movement’s page
voice-before-departure = the hour that is stated lies before the movement left: say the hour that is meant, or leave it out for now
duress-of-nobody = words of duress are agreed on with one of the detail or a principal: name them as commanders[SPU-41], crew[driver-1] or principals[P-1]
duress-nothing-agreed = nothing was agreed on with them: agree on words, PINs and a question first
duress-not-challenged = they were not asked, or the time to answer is over: put the challenge again
duress-none = nobody of this movement is known to be under duress
duress-not-to-be-called = they cannot be called: a duty officer, district officer, authority or commander can, who neither commands this movement nor travels with it
duress-ends-by-challenge = duress is not closed as other alerts are: it ends when whoever it is about answers a challenge rightly
danger-grade = a grade is a letter A to F and a digit 1 to 6, such as B2
danger-closes = report a closure or a no-go area as that: told as an incident it would close no road
danger-corners = an area has 3 to 64 corners
danger-too-wide = that is wider than 100 km: say more exactly where it is, or report several
draw-lots = these are no lots: name 1 to 16 ways and 1 to 48 hours, more than one of them together, and none twice
draw-another-day = an hour that could be drawn is over or lies on another day than the order says: whoever was told was told of that day
draw-would-not-clear = one of the lots would add something that stands in the way of the movement: leave out ways and hours that would not clear
draw-contribution = a contribution is 256 bits, written as 64 digits 0 to 9 and a to f
draw-contributions-many = enough was added to this draw: reveal it
draw-exchanged = this seed is not the one that was committed to, or what is drawn from was exchanged: commit to another draw
rejected-from-the-future = { $moment } has not come yet: state when it happened, or leave the time out
rejected-no-such-rule = no adopted rulebook has a rule { $rule }: see `rules explain`
rejected-no-such-rulebook = the rulebooks to adopt are not here or do not compose: check them with `rules check`
rejected-switched-off-without-reason = { $rules } would be switched off without a reason: say why, it is an exception somebody answers for
rejected-no-such = there is no such thing here: { $thing }

## What would be possible at this point

hint-notice-while-open = notice is given while it is open
hint-answers-while-open = answers are taken while it is open
hint-calls-while-open = calls are made while it is open
hint-certificates-while-open = certificates are issued while it is open
hint-waiting-departs = only a waiting movement departs; record what is seen as observed
hint-permission-does-not-travel = a permission does not travel: record what was seen under the number of its run, or a new one
hint-on-the-road-already = it is known to be on the road already
hint-on-the-road-arrives = only a movement on the road arrives; record its departure as observed first
hint-arrived-closes = its file is closed after it arrived
hint-watched-until-closed = it is watched until its file is closed
hint-watched-on-the-road = only what is on the road is watched
hint-silent-while-open = a silence is planned for while it is open
hint-no-hand-over = it is not handed over into that district: choose one of its hand-overs, which are worked out when it departs
hint-hand-over-whose-word = say whose word it is (reporter): the room writes down what a commander or an officer of a district said
hint-hand-over-by-the-other = the other side of this boundary is the same person's word: a hand-over is confirmed by both sides, each for itself. Compared are sign-ins, names of the order and written words, whatever their capitals, width and spaces: if it is somebody else, write who it is more exactly
hint-duress-first = its file stays open until whoever may be under duress has answered a challenge
hint-alerts-first = its file stays open until every alert about it is closed as true, false or planned
hint-reviewed-first = an urgent departure is reviewed before its file is closed
hint-called-off-before-departure = it is called off before departure
hint-runs-under-one-in-force = plan runs under a standing movement that is in force
hint-runs-under-standing = runs are planned under a standing movement, and this is none
hint-amended-until-departure = its order can be amended until it departs; report what changed on the way
hint-evidence-while-open = evidence is taken while it is open
hint-urgent-is-reviewed = only urgent departures are reviewed
hint-evaluated-while-open = it is evaluated while it is open
hint-routed-while-open = its way is planned while it is open
hint-drawn-before-departure = way and hour are drawn before it departs
hint-nothing-asked = nothing is asked of it
hint-approval-before-departure = approval comes before departure
hint-waiver-before-departure = a waiver is granted before departure
hint-revoked-while-open = a waiver is revoked while it is open
hint-gate-before-departure = the gate is checked before departure

## Who can

needed-own-hand = the party's own officer; record a telephone call instead
needed-whoever-it-is = the commander or principal themselves
needed-that-side = that side: the commander or the officer of the district that is left gives over, the officer of the district that is entered takes over, or a duty officer on their word
needed-caller = a duty officer, who made the call
needed-police-head = the district's police head
needed-duty-or-authority = a duty officer or an authority
needed-duty-officer = a duty officer
needed-duty-or-administrator = a duty officer or an administrator
needed-whoever-reports-dangers = a duty officer, an authority, a district officer or a commander
needed-reviewer = a duty officer, authority or investigator
needed-commander-or-duty-on-word = the commander, or a duty officer on the commander's word
needed-authority = an authority
needed-investigator-or-authority = an investigator or an authority
needed-authority-or-granter = an authority, or the role that granted it
needed-commander-or-duty = the commander or a duty officer
needed-whoever-was-told = a duty officer, its commander, or whoever was told because nobody took it
needed-administrator = an administrator
needed-authority-or-duty = an authority or a duty officer
needed-system = the system itself

## What a party has not done yet, after its name

notice-order-accepts-first = has not accepted: hour and route go to accepting officers only
notice-order-read-back = accepted by voice: read officer, resources and telephone back and record it as read back
notice-order-told-first = was neither told nor called: give it notice first
notice-order-has-answered = has answered: no call is due
notice-order-early-first = was not given early notice: give it first

## Periods that make no sense

period-days-reversed = the last day announced lies before the first: exchange them
period-level-over = the level would expire before it is set: give a later time
period-certificate-over = the certificate would expire before it is issued: give a later time
period-waiver-over = the waiver would expire before it is granted: give a later time
period-silence = a silence lasts at most 20 days, and those under way call every 10 minutes to 4 hours, at least once in it: change its times
period-silence-over = the silence would be over before now: give a later end
period-silences-many = as many silences are planned for as the room keeps: lift those that are over

## People who cannot be enrolled or dismissed like this

not-enrolled-not-system = nobody is enrolled as the system itself: choose a person's role
not-enrolled-areas-of-district = a district officer answers for areas, and nobody else does: name them for that role, and for that role only
not-enrolled-areas-in-form = name areas in lower case with their country first, such as pk/kp/shangla
not-enrolled-label-needed = a commander or principal has a label, the one orders name them by: give it, so that they see their own movements
not-enrolled-label-taken = that label is somebody else's in this role: choose another
not-enrolled-identifier-taken = this identifier is somebody's: enrol under a fresh one
not-enrolled-last-administrator = this is the last administrator: enrol another one first

## What does it instead

instead-report = report, with its source
instead-amend = amend: it belongs to the order
instead-amend-standing = amend on the standing movement
instead-set-alert-level = set-alert-level
instead-give-early-notice = give-early-notice
instead-give-late-notice = give-late-notice
instead-approve = approve
instead-answer-notice = answer-notice
instead-issue-no-objection = issue-no-objection
instead-request-of-that-kind = the request for that kind of movement

## What is not there

no-such-alert = alert
no-such-network = road network of that name at hand
no-such-danger = danger in the picture
no-such-silence = planned silence
no-such-device = device
no-such-search = search
no-such-draw = draw that waits to be revealed
no-such-stand-fast = stand-fast
no-such-waiver = waiver
no-such-person = person

## Addresses that cannot be set, and data that is not erased, like this

not-addressed-signed-for-agencies = what goes to an agency is signed, and mail to a person is not: give a secret for an agency, and only for one
not-addressed-nobody-of-agency = nobody here acts for that agency: check how it is written
not-addressed-set-by-whose-it-is = an address is set by whoever it is of: have them do it themselves
erasure-says-why = say why: an erasure is on lawful request, and somebody answers for it
erasure-dismissed-first = dismiss them first: whoever acts here has a name
erasure-done-before = their data was erased before: there is nothing left to destroy
no-such-message = waiting message
