### What the pages say.

## The frame of every page

page-skip = To the contents
page-motto = No movement departs unless every rule is proved to hold.
page-demonstration = DEMONSTRATION. The people, vehicles and movements here are made up. Nothing here concerns a movement of today.
page-language = Language
page-sign-out = Sign out
page-places = Pages
page-line-lost = LINE LOST since { $at }. What is shown may no longer be so. It is being tried again; use the telephone meanwhile.
page-no-answer = Nobody answers
page-no-answer-detail = The room did not answer. Whether it was done is not known: send the same again, it is done once only.
page-times-by = Times by this device's clock, { $zone }
page-as-of = as of { $at }
page-loading = Loading …
page-problem-place = Where:
page-problem-changes = What others changed since you read it:

## The way in

page-take-role = Take a role
page-take-role-explained = Whoever opens this page may be any of these made-up people. Open it twice to see two of them at once.
page-sign-in = Sign in
page-sign-in-explained = There is no way to set a password here. Whoever has lost the way in asks an administrator for a new link.
page-start-again = Start again
page-use-passkey = Use a passkey
page-enrol = Enrol
page-enrol-no-token = This address lacks the part after the #. Open the link exactly as it was handed to you.
page-enrol-continue = Continue
page-enrol-codes = Add this account to an app that makes codes, then type the code it shows.
page-enrol-codes-link = Open it in the app on this device
page-enrol-codes-typed = Or type this secret into the app:
page-enrol-finish = Finish with this code
page-enrol-passkey = Use a passkey of this device instead
page-enrol-without = Finish without a code
page-enrol-factor-required = Your role needs a code or a passkey.
page-passwords-differ = The two passwords differ.
page-field-sign-in-name = Name to sign in with
page-field-password = Password
page-field-new-password = Password
page-hint-password = 12 characters or more. A sentence of your own is best.
page-field-repeat-password = The same password again
page-field-code = The code of this moment, six digits

## The room

page-movements = Movements
page-no-movements = There is no movement that you have to do with.
page-column-number = Number
page-column-kind = Kind
page-column-stage = Stage
page-column-departs = Departs
page-column-outcome = Rules
page-column-valid-until = Valid until
page-column-since = Since
page-files = Closed files
page-no-files = There is no closed file that you have to do with.
page-no-file-of-number = There is no closed file { $number } that you have to do with.
page-column-closed-at = Closed
page-find = Find
page-older = Older ones
page-until-changed = until a fact changes
page-kind-single = single journey
page-kind-standing = standing permission
page-kind-run = run of a standing permission
page-kind-urgent = urgent
page-kind-observed = seen on the road
page-authority-authorised = authorised
page-authority-urgent = urgent, not cleared
page-authority-none = WITHOUT AUTHORITY
page-outcome-proved = every rule proved at the last evaluation
page-outcome-failing = { $count ->
        [one] { $count } rule not proved
       *[other] { $count } rules not proved
    }
page-outcome-barred = barred, besides the rules
page-outcome-none = not yet evaluated
page-failing-more = { $rules } and { $more } more
page-asked-to-choose = Those under way are asked to choose
page-asked-rules = Rules no longer hold:
page-asked-stand-fast = An area on the way stands fast
page-asked-danger = A danger was reported on the way
page-asked-permission-ended = The permission it runs under has ended
page-alerts = Alerts: { $count }
page-alert-stand-fast = under way in an area that stands fast
page-alert-danger-on-the-way = a danger was reported on its way
page-alert-review-overdue = the review of an urgent departure is overdue
page-alert-departed-without-authority = departed without authority
page-alert-delivery-failed = somebody could not be told
page-alert-taken = somebody has taken it
page-alert-not-taken = NOBODY HAS TAKEN IT
page-alert-true = it was so
page-alert-false = it was not so
page-alert-planned = it was so, and planned
page-areas = Areas and their alert levels
page-no-areas = No area's level has been set.
page-ways = Ways
page-ways-none = Every way there is closed by what is reported now.
page-ways-mean = Under what is reported now, for these vehicles and that month. Exposure: expected events of a million such drives. Where no feed looks it is unknown, not nothing.
page-ways-on-map = On the map
page-way-planned = planned
page-way-closed = closed
page-way-elsewhere = The way was planned on another road network than the one in force: plan it again.
page-plan-way = Plan
page-plan-this-way = Plan this way: { $way }
page-field-from = From
page-field-to = To
page-find-ways = Find ways
page-draw = By lot
page-draw-explained = Way and hour can be drawn instead of chosen, from the { $count ->
        [one] way
       *[other] { $count } ways
    } offered above. How often each is drawn is the best answer to somebody who waits on the road and knows these shares.
page-draw-waits = A draw is committed to and waits to be revealed. { $count ->
        [0] Nobody has added to it yet: whoever made its seed alone would decide it.
        [one] 1 text was added to it.
       *[other] { $count } texts were added to it.
    }
page-draw-commitment = Commitment
page-draw-commit = Commit to a draw
page-draw-add = Add to the draw
page-draw-reveal = Reveal and draw
page-field-first-hour = First hour
page-field-last-hour = Last hour
page-field-every-minutes = Every so many minutes
page-dangers = Dangers on the roads
page-no-dangers = Nothing is reported. That is no proof that nothing happened.
page-dangers-mean = A closure and a no-go area close the ways they lie on at once. An incident leaves the picture after 90 days.
page-danger-within = within { $metres } m
page-habits = How predictable we have been
page-habits-mean = Simple guessers look at the movements between two places and guess each from those before it. That nothing is found is no promise: a habit none of them knows may still be one.
page-column-between = Between
page-column-movements = Movements
page-column-their-ways = Their ways
page-column-their-hours = Their hours
page-habit-rate = { $right } of { $of } guessed, { $low } to { $high } %
page-habit-predictable = predictable
page-habit-nothing-found = nothing found
page-habit-too-few = too few to tell
page-networks = Road networks
page-no-networks = None is at hand: import one and put it beside the record with safeconduct roads adopt.
page-network-in-force = in force
page-network-stretches = { $count ->
        [one] 1 stretch of road
       *[other] { $count } stretches of road
    }
page-act-incident = Report an incident
page-act-incident-explained = Every open movement whose way it comes near is judged again, and its people are told.
page-act-closure = Report a closure
page-act-closure-explained = Every road within that distance is closed at once, until it is lifted or its time is over.
page-act-no-go = Declare a no-go area
page-act-no-go-explained = Ways through it are closed at once.
page-act-lift = It is over
page-act-network = Take a network into force
page-act-network-explained = Ways that are planned stay on their network until they are planned again.
page-field-incident = What happened
page-field-place = Where
page-hint-place = Latitude and longitude in degrees, such as 34.93,72.88
page-field-within = Within how many metres of there
page-field-closed-within = Closed within how many metres
page-field-happened-at = When
page-field-ends-at = Until when
page-field-grade = Admiralty grade
page-hint-grade = A letter A to F and a digit 1 to 6, such as B2; it is shown and nothing is weighed by it
page-field-corners = Its corners in turn
page-hint-corners = 3 to 64 places, one a line, such as 34.93,72.88
page-field-lift-reason = Why it is none any more
page-field-network = Which network
page-stands-fast = STANDS FAST
page-actions = What you can do

## One movement

page-runs-under = the permission it runs under
page-next = What is next
page-next-clear = Hold it against the rules.
page-next-mend = Mend what stands in the way, in the order below; then hold it against the rules again.
page-next-held = It was cleared and no longer is. See what changed below, mend it, and it is evaluated again.
page-next-standing = Have it approved; then plan its runs. Each run is proved on its own day.
page-next-gate = Check plates, people and heads at the gate.
page-next-depart = Let it go: every rule is evaluated again at that moment.
page-next-choose = The commander chooses: continue, divert, return or make for a safe haven. The room commands no convoy.
page-next-arrive = Watch it until it arrives, then record the arrival.
page-next-review = Review the urgent departure; then close the file.
page-next-close = Close its file.
page-next-answer = Answer the notice.
page-next-nothing = Nothing.
page-review-due = To be reviewed by
page-last-evaluation = Evaluated { $at }
page-gate = Gate check
page-revision = Changes of the order
page-bar-stand-fast = an area it touches stands fast until it is released
page-bar-before-its-day = the order says a later day: amend it to leave before, so that those told are told again
page-bar-vehicle-does-not-fit = a vehicle is larger or heavier than its way lets through: plan another way or take another vehicle
page-bar-vehicle-unmeasured = its way has a limit and nobody said how large or heavy a vehicle is: say it in the register
page-way-out = The way out
page-mends = mends:
page-judging = Something changed: this is being evaluated again. What stands below is of before.
page-ruling = The rules, now
page-column-owner = Who can mend it
page-met = { $count } met
page-not-applicable = { $count } not applicable
page-facts-count = { $count ->
        [one] { $count } fact
       *[other] { $count } facts
    }
page-facts = What is known
page-no-facts = Nothing that your duty shows you.
page-until = until { $at }
page-expired = EXPIRED { $at }
page-parties = Who was told, and what they answered
page-nobody-told = Nobody has been told.
page-column-early = Early notice: the days
page-column-late = Late notice: hour and route
page-column-answer = Answer
page-column-objection = No-objection certificate
page-window = { $from } to { $until }
page-not-given = not given
page-no-answer-yet = no answer
page-call-due = telephone by { $at }
page-none-yet = none
page-answer-received = Received
page-answer-accepted = Accepted
page-answer-objected = Objected
page-permissions = Approvals and waivers
page-approved = Approved
page-approval-refused = Approval refused
page-waiver-of = Waiver of
page-waived-by-nobody = (nobody can waive it)
page-text-destroyed = (the words were destroyed)
page-granted = granted
page-refused = refused
page-history = What happened
page-entry = { $at }, entry { $entry }
page-sights = Who has seen it
page-messages = Told outside the open pages
page-messages-explained = By mail and webhook, with the movement's number and nothing more. Delivered is not read.
page-column-told = Told
page-column-standing = Standing
page-message-waiting = waiting
page-message-delivered = delivered
page-message-failed = NOT TOLD: it failed
page-message-no-address = NOT TOLD: no address
page-column-who = Who
page-column-hour = In the hour from
page-column-parts = Which parts
page-part-number = that it exists
page-part-window = the days announced
page-part-schedule = hour and route
page-part-vehicles = vehicles
page-part-detail = commander, crew and escort
page-part-principals = protected people
page-part-own-party = their own party's notice and answer
page-part-parties = every party's notice and answer
page-part-permissions = approvals and waivers
page-part-outcome = the outcome
page-part-ruling = the rules and the way out
page-part-picture = incidents, levels and alerts
page-extract = Take what is on the record about it, with proofs

## What happened, by the types of entries

page-happened-movement-requested = requested
page-happened-order-amended = order changed
page-happened-route-planned = way planned
page-happened-route-touched = danger reported on its way
page-happened-draw-committed = draw of way and hour committed to
page-happened-draw-contributed = something added to the draw
page-happened-draw-revealed = way and hour drawn
page-happened-danger-reported = danger reported
page-happened-danger-lifted = danger taken out of the picture
page-happened-network-adopted = road network taken into force
page-happened-facts-reported = evidence given
page-happened-early-notice-given = early notice given
page-happened-late-notice-given = late notice given
page-happened-notice-answered = notice answered
page-happened-call-due = a telephone call is due
page-happened-call-was-vain = a call was not answered
page-happened-no-objection-issued = no-objection certificate decided
page-happened-approved = approval decided
page-happened-waiver-granted = waiver granted
page-happened-waiver-refused = waiver attempted and refused
page-happened-waiver-revoked = waiver taken back
page-happened-clearance-evaluated = held against the rules
page-happened-gate-checked = gate checked
page-happened-departure-authorised = departure authorised
page-happened-departure-refused = departure refused
page-happened-urgent-started = started as urgent
page-happened-urgent-reviewed = urgent departure reviewed
page-happened-review-overdue = review overdue
page-happened-departure-observed = seen on the road
page-happened-arrived = arrived
page-happened-closed = file closed
page-happened-cancelled = cancelled
page-happened-alert-level-set = alert level set
page-happened-held-to-stand-fast = held: its area stands fast
page-happened-released = area released
page-happened-decision-asked = those under way asked to choose
page-happened-chosen = choice recorded
page-happened-alert-raised = alert raised
page-happened-alert-acknowledged = alert taken
page-happened-alert-closed = alert closed
page-happened-person-enrolled = person enrolled
page-happened-person-dismissed = person dismissed
page-happened-rulebooks-adopted = rulebooks taken into force
page-happened-registered = register changed
page-happened-case-opened = case opened
page-happened-address-set = address set
page-happened-address-dropped = address dropped
page-happened-messages-due = people outside the open pages are to be told
page-happened-message-delivered = somebody was told outside the open pages
page-happened-message-failed = SOMEBODY WAS NOT TOLD

## What can be done with one movement

page-act-clear = Hold it against the rules
page-act-clear-explained = Every rule is evaluated now and the outcome goes on the record, whatever it is.
page-act-check-gate = Check the gate
page-act-check-gate-explained = Tick what you see with your own eyes. Where it differs, the order follows what stands there and is evaluated again.
page-act-depart = Let it depart
page-act-depart-explained = Every rule is evaluated again at this moment. If one is not proved, it does not depart, and that is on the record.
page-act-choose = Say what those under way choose
page-act-choose-explained = The commander's choice. A duty officer records it on the commander's word.
page-choice-continue = continue as planned
page-choice-divert = divert to another route
page-choice-return = return
page-choice-haven = make for a safe haven
page-act-arrive = Record the arrival
page-act-review = Review the urgent departure
page-act-close = Close its file
page-act-approve = Approve or refuse
page-act-run = Plan a run
page-act-early = Give early notice
page-act-early-explained = The days only. Hour and route go to those who accepted, later.
page-act-late = Give late notice
page-act-late-explained = Hour and route, to a party that accepted.
page-act-vain = Record a call nobody answered
page-act-objection = Decide the no-objection certificate
page-act-amend = Change the order
page-act-amend-explained = If somebody changed it since you opened this form, you are told what, and nothing is overwritten.
page-act-report = Give evidence
page-act-report-explained = What was found or done: a certificate, a briefing, a list that is complete. It is added; nothing is deleted.
page-act-waive = Make an exception to one rule
page-act-waive-explained = For this movement only, with a reason and an end. An attempt the rule does not allow goes on the record as refused.
page-act-revoke = Take a waiver back
page-act-case = Open a case
page-act-case-explained = Whoever investigates then sees the movement, and who has seen it.
page-act-cancel = Call it off
page-act-answer = Answer the notice
page-act-answer-by-telephone = Record an answer by telephone
page-act-answer-explained = Received promises nothing. Only acceptance by a named officer, with a telephone and resources, meets the rule.
page-send-answer = Send: { $answer }
page-answer-sent = Your answer is on the record.
page-means-read-back = by telephone, read back word for word
page-means-telephone = by telephone, not read back

## What can be done in the room

page-act-request = Request a movement
page-act-request-explained = Say what is known; what is missing is asked for by the rules. Lists need somebody's word that they are complete.
page-act-urgent = Start an urgent movement NOW
page-act-urgent-explained = Casualty, fire, evacuation. It starts at once, without clearance; everybody on the way is to be called; it is reviewed within a day.
page-act-observed = Record a movement seen on the road
page-act-observed-explained = Reality is always accepted, with or without authority.
page-act-level = Set an area's alert level, have it stand fast
page-act-level-explained = Standing fast holds every waiting movement there and asks every one under way to choose. Only a release ends it.
page-act-address = Be told by mail
page-act-address-explained = What concerns you is told to you by mail when no page is open: a movement's number and nothing more about it.
page-act-no-address = Be told by mail no more
page-act-no-address-explained = Nothing is sent to you any more. What concerns you is only told on an open page.
page-act-release = Release an area
page-act-release-explained = Nothing releases an area by itself.
page-act-register = Say what is known of a thing several movements use
page-act-register-explained = Vehicles, sites, people of the detail. Every open movement that lists the thing is evaluated again.
page-act-acknowledge = Take it
page-act-close-alert = Close it
page-not-cleared = NOT CLEARED. What stands in the way is shown with the movement.
page-done = On the record from entry { $entry }:

## People

page-people = People
page-people-enrol = Let somebody act here
page-act-enrol = Enrol somebody
page-act-invite = Make a new link
page-act-invite-explained = The old password, codes and sessions end at once.
page-act-dismiss = Dismiss
page-act-dismiss-explained = They can do nothing here any more. What they did stays on the record.
page-link-for = The way in for { $name }
page-link-explained = Hand it over in person. It works once, for three days, and is shown only now.
page-link-shown-before = Enrolled already by the same request, and the link was shown then. If it was lost, make a new one: the old one works no more.
page-link-handed-over = I have handed it over
page-name-erased = (the name was destroyed)

## Rulebooks and the record

page-rulebooks = Rules in force
page-rules-in-force = { $count ->
        [one] { $count } rule
       *[other] { $count } rules
    } in force
page-rulebooks-are = The rulebooks, by the digests of their files:
page-switched-off = SWITCHED OFF: { $rules }
page-column-effect = If it is not proved
page-act-adopt = Take rulebooks into force
page-act-adopt-explained = They replace those in force, in the order of their files. Every open movement is evaluated by them at once.
page-checkpoint = Latest checkpoint

## What forms ask

page-choose = Choose …
page-optional = may be left out
page-field-number = Number
page-hint-number = The number people will use, such as SPU-114
page-hint-observed-number = Its number if it is known, else the number it will have
page-field-standing = It is a standing permission, whose runs depart
page-field-order = The order
page-field-known = What is known of it
page-field-seen = What was seen
page-field-seen-at = When it was seen
page-field-evidence = What was found or done
page-field-drop = No longer in the order
page-hint-drop = One a line, such as vehicles[SPU-7]
page-fact-path = Fact
page-fact-value = What is said
page-fact-by = Who says so, if not you
page-fact-add = Add a fact
page-fact-remove = Remove this row
page-field-when = When it was
page-hint-now = Left out: now
page-field-plates = Plates that stand there
page-field-crew = Commander and crew that are there
page-field-others = Others, one a line
page-field-heads = Heads counted, protected people included
page-field-choice = What they choose
page-field-finding = What the review found
page-field-granted = Decision
page-field-party = Who is told
page-field-channel = How
page-field-first-day = First day announced
page-field-last-day = Last day announced
page-field-valid-until = Valid until
page-field-rule = Rule
page-field-reason = Reason
page-field-urgent-reason = Why it cannot wait: casualty, fire, evacuation
page-field-expires = Ends
page-field-waiver = Waiver
page-field-means = How the answer came
page-field-officer = Officer who answers for it
page-field-telephone = Officer's telephone
page-field-resources = What is provided
page-field-area = Area
page-hint-area = Such as pk/kp/upper-kohistan
page-field-mail = Mail address
page-hint-mail = Such as name@example.org
page-field-level = Level
page-field-stand-fast = Stand fast: hold what waits, ask what is under way
page-field-turned-out = What it turned out to be
page-field-name = Name
page-field-role = Role
page-field-agency = Agency
page-hint-agency = Such as spu
page-field-label = Label in orders
page-hint-label = For a commander or a protected person: how orders name them
page-field-areas = Areas answered for
page-hint-areas = For a district officer, one a line, such as pk/kp/shangla
page-field-rulebooks = Rulebook files, in order
page-field-switched-off = Rules switched off, one a line
page-field-switched-off-reason = Why rules are switched off
page-another-party = another district
page-field-another-party = Which, such as districts[shangla]
page-happened-person-erased = data of a person erased
page-act-erase = Destroy data
page-act-erase-explained = On lawful request: name, words and account become readable for nobody, here and in every backup. This cannot be undone.
page-field-erasure-reason = On what request, by which law or order
page-standing-dismissed = (dismissed)
page-standing-erased = (dismissed, data destroyed)
