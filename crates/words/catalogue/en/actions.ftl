### What mends a rule.

action-postpone = postpone the departure
action-change-plan = change the plan
action-reroute = take another route
action-replace-vehicle = replace the vehicle
action-leave-behind = leave the vehicle behind
action-reseat-principals = seat the protected people in another vehicle
action-appoint-commander = appoint a commander
action-relieve-commander = relieve a commander, so that one commands
action-assign-escort = assign the escort
action-set-interval = set the interval between vehicles
action-split-march-units = split the convoy into march units
action-plan-halt = plan a halt
action-drop-halt = drop the halt
action-plan-communications = plan the communications
action-schedule-voice-calls = schedule calls by voice
action-keep-contact = bring the trail element into contact with the leader
action-give-notice = give notice
action-change-channel = tell them by a proper channel
action-obtain-acceptance = obtain acceptance by a named officer
action-obtain-approval = obtain the approval
action-obtain-no-objection = obtain the no-objection certificate
action-give-manifest = give the manifest
action-report-sighting = report the sighting
action-brief = brief
action-inspect = inspect
action-obtain-certificate = have the vehicle examined and certified
action-verify-fact = establish the fact
action-verify-ticket = verify the ticket
action-complete-list = have somebody vouch that the list is complete
action-confirm-dead-ground = try the means of communication there
action-contract-unit = contract the protection unit
action-fund-security = fund the security
action-supply-armour = supply armoured vehicles
action-write-duties = write down the duties and have them accepted
action-man-post = man the post for the passage
action-bring-site-into-compliance = bring the site into compliance
action-raise-wall = raise the perimeter wall
action-inspect-site = inspect the site
action-visit-site = visit the site
action-patrol-site = patrol around the site
action-seal-site = seal the site
action-own-finding = have a named person own the finding
action-close-finding = close the finding with evidence

## An act with what it is about; what holds afterwards; what the rule's author adds.

act-about = { $act }: { $objects }
act-noted = { $act } ({ $note })
act-for-each = { $act }, for each of the { $list }
act-for-those = { $act }, for each of the { $list } that needs it
act-on-the-day = { $act }, on the day of departure
act-by = { $owner }: { $act }
act-afterwards = then { $facts }

## What a way out takes for granted, said with its act.

note-first-possible = no day of departure is known: the first on which it may
note-taken-to-be = taken to be there: if it is elsewhere, say so, and ask again
note-no-other = the movement touches no other
