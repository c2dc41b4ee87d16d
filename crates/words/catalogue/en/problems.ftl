### Why a request was not answered as asked.

## Kinds of problems

problem-not-json = Not JSON
problem-not-signed-in = Not signed in
problem-wrong = Not right
problem-not-yours-to-do = Not yours to do
problem-forged = Sent by another site
problem-factor-required = A second factor is needed
problem-not-there = Not there
problem-not-like-this = Not like this
problem-outdated = Somebody changed it meanwhile
problem-number-taken = The number is taken
problem-out-of-place = Not possible at this point
problem-notice-order = One thing comes before another
problem-key-used = The key was used before
problem-name-taken = The name is taken
problem-no-passkeys = No passkeys here
problem-not-good = No longer good
problem-too-long = Too long
problem-not-this-medium = Not sent as JSON
problem-malformed = Not understood
problem-too-many = Too many attempts
problem-defect = A defect
problem-busy = Not now
problem-not-watched = Nobody watches
problem-nobody-watches = The room is open, but its watch failed: no movement is watched, and nothing is found of what is reported. It begins anew by itself. Ask those on the road by voice, and look into the log for what failed.
problem-disk-full = The disk is full

## Who asks, and what for

problem-nothing-to-do-with-you = there is nothing here that you have to do with: check the address
problem-nobody-signed-in = nobody is signed in, or the session has ended: sign in
problem-done-by = this is done by: { $roles }
problem-another-site = another site had your browser send this: nothing was done. Use the room's own pages
problem-method = this address does not take that method: see /openapi.json
problem-idempotency-key = Idempotency-Key has 1 to 100 printable ASCII characters: use a fresh UUID
problem-query = the address asks for something that is not understood ({ $why }): see /openapi.json
problem-no-ends = say from where and to where, both: latitude and longitude in degrees, such as from=34.93,72.88
problem-no-draw = no draw waits to be revealed: commit to one first
problem-seed-gone = the seed of this draw is not kept any more: commit to another draw
problem-no-identifier = “{ $text }” is not an identifier: take it from the list that was read
problem-account-window = an account is of at most 31 days, and begins before it ends: choose a shorter window
problem-replays-full = too many look at what has been: try again in a moment
problem-feed-too-long = more happened about alerts within a week than a feed holds: read them in the room
problem-no-place = “{ $text }” is not a place: write latitude and longitude in degrees with at most seven decimals, such as 34.93,72.88
problem-no-digest = a network is named by its digest: sha256: and 64 digits 0 to 9 and a to f, as the list of networks has it
problem-went-wrong = something went wrong that should not: nothing is known to have been done. Look before you repeat it

## Bodies

problem-send-json = send the body as application/json
problem-body-too-long = a body has at most { $most } bytes: send less at a time
problem-body-not-utf8 = byte { $byte } of the body is not UTF-8: send text as UTF-8
problem-body-too-deep = the body nests deeper than { $deepest } levels at byte { $byte }: send a flatter one
problem-body-broken = the body is not whole JSON ({ $why }): check how it is written
problem-field-missing = `{ $field }` is missing: give it
problem-field-unknown = there is no `{ $field }` here, but: { $known }
problem-field-unknown-here = there is no `{ $field }` here: leave it out
problem-field-twice = `{ $field }` is there twice: give it once
problem-field-type = this is { $given }, and should be { $expected }
problem-field-other = this is not as /openapi.json describes it: { $why }
problem-words-length = say it in 1 to { $most } characters
problem-too-many-facts = at most { $most } facts at a time: send several requests
problem-own-party = you answer for your own party: leave the party out
problem-no-own-party = no party that you answer for was told of this movement: you see it because you were called for help, and there is nothing to answer
problem-report = the report is not understood: { $why }
problem-no-device = no device is enrolled with that credential, or it was revoked: a duty officer enrols it
problem-device-not-packed = no package could be made for the device, and it was not enrolled: whoever runs the room finds why in its log. Try again
problem-report-from-the-future = the report is from the future: set the device's clock
problem-report-too-old = the report is older than tracks are kept
problem-report-too-many = more reports at once than are taken: send them in parts
problem-report-again = reports cannot be kept at the moment: send it again
problem-report-too-fast = This device sends more reports than one may. Nothing of this is kept yet: send it again in { $seconds } seconds.
problem-voice-empty = nothing is said: type the movement, the point and the hour, such as 0412 CP3 0915
problem-voice-too-long = that is too long: type the movement, the point and the hour, such as 0412 CP3 0915
problem-voice-no-movement = none of it is the number of a movement: check the number, and spell it as the list of movements does
problem-voice-unknown = “{ $said }” is neither a point nor an hour: an hour is written 0915 or 9:15
problem-voice-which = “{ $said }” is the end of several points: { $points }. Say which
problem-voice-ambiguous = that can be read in more than one way: say the movement first, then the point, then the hour
problem-voice-before-departure = understood as { $number } at { $at }, and it left at { $left } only. An hour that is still to come is read as that of the day before: say the hour that is meant, or leave it out for now
problem-voice-line-or-parts = give either the line as it was typed, or its parts: movement, point, at
problem-silence-over = say what the silence lies over: a movement or an area, one of them
problem-duress-word = a word of duress is one word of 4 to 24 letters, without digits: one that can be said beside a report
problem-duress-pins = the two PINs have as many digits as each other, and are not the same
problem-pin = a PIN is 4 to 12 digits
problem-wrong-pin = that is not the PIN that was agreed on: type it again
problem-which-side = say which side: giving or taking
problem-report-disk-full = the disk for tracks is full and the report was not kept: send it again
problem-no-seat = the room has as many connections as it can hold: try again in a moment
problem-which-of-own-parties = you answer for several: say for which, one of { $parties }
problem-which-party = say which party, such as districts[shangla]
problem-in-your-own-name = what others say about this is not shown to you: say it in your own name, without `by`
problem-too-much-said = more is said about this movement than can be judged, so nothing about it is proved: a duty officer drops from its order what is not needed

## Signing in

problem-wrong-password = the name or the password is not right: check both, and the keyboard's language
problem-wrong-code = the code is not right, or was used before: wait for the next one, and check the clock of the phone
problem-wrong-passkey = the passkey was not accepted: begin again, with a passkey that was set up here
problem-try-again-at = too many attempts: try again at { $until }
problem-no-factor = this role signs in with a second factor, and the account has none: ask an administrator for a new enrolment link and set one up
problem-set-up-factor = this role signs in with a second factor: set up a code generator or a passkey
problem-link-not-good = this enrolment link is not good: it was used, replaced by a newer one, or is older than 72 hours. Ask an administrator for a new one
problem-begin-again = this took too long, or was begun elsewhere: begin again
problem-sign-in-name-taken = the name { $name } is taken: choose another
problem-sign-in-name-length = this cannot be a name: it needs 2 to 64 characters
problem-sign-in-name-letters = this cannot be a name: only letters, digits and . _ - @ + may stand in it
problem-password-length = this cannot be a password: it needs 12 to 128 characters; a few words that do not belong together are easy to keep
problem-password-has-name = this cannot be a password: it must not contain the name
problem-passkeys-not-set-up = passkeys are not set up here: they need the server's own domain name. Use a code generator
problem-accounts-unreadable = accounts cannot be read or written at the moment: { $why }

## The record

problem-key-used-before = the key { $key } was used before with another request: use a fresh key for a new request
problem-rulebook-faulty = a rulebook to adopt is faulty: { $why }
problem-cannot-be-kept = this cannot be kept: { $why }
problem-not-recorded = nothing was recorded: { $why }. Send it again
problem-nothing-recorded-disk-full = nothing was recorded, the disk is full: { $why }. Free space on the disk of the room, or have that done; then send it again
problem-waiting = { $why } submissions are waiting already and nothing was recorded: send it again in a moment
problem-closed = the room is closed and nothing was recorded: { $why }
problem-unanswered = the writer failed before it answered: whether this was recorded is not known. Send it again with its key once the room is open
problem-record-unreadable = the record cannot be read at the moment: { $why }
problem-no-rulebook = no rulebook is in force here: an authority adopts one, and nothing is proved before
problem-other-world = this is not for the world shown here: { $why }

## Ways here, and addresses of messages

problem-cut-off = Cut off
problem-in-the-clear = Said in the clear
problem-too-slow = Too slow
problem-another-name = Not this room
problem-body-too-slow = the rest of the body did not come in time: send it again
problem-body-cut-off = the body ended before all of it had come: send it again
problem-from-nowhere = it is not known where this came from
problem-not-over-tls = the proxy before the room does not say that this came to it over TLS: open the room's https address, and have the proxy send X-Forwarded-Proto
problem-not-called-that = this room is not called that: use the address it was opened under, and have a proxy pass on the Host header
problem-no-mail-address = this is no mail address: write it as name@example.org
problem-no-webhook-address = this is no address: write it as https://hooks.example.org/path
problem-webhook-in-the-clear = what is told is not told in the clear: give an https address
problem-webhook-with-password = leave out name, password and what follows a #: messages are signed instead
problem-key-not-destroyed = the erasure is on the record, but the key could not be destroyed yet: see to the disk. It is tried again every second and at every start; send this again with its key to hear whether it was done
