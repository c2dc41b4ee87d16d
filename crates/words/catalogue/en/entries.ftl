### What an entry of the record says, as `record show` and `record verify` read it out.

## The line: its place, when, who, what

entry-place = entry { $n }
entry-place-exercise = entry { $n } (exercise)
entry-recorded-later = { $at } (recorded { $recorded })
entry-by = { $role }, { $agency }
entry-line = { $place }  { $when }  { $what }
entry-line-by = { $place }  { $when }  { $who }: { $what }
entry-not-one = what stands here is no entry: { $problem }
entry-unknown = an entry of the type { $type } v{ $version }, which this version does not know: a newer version says what it means
entry-unreadable = an entry of the type { $type } v{ $version } that cannot be read: { $problem }

## What several of them say: further parts of what happened, and things in it

entry-nothing = nothing
entry-text = the words are kept by the room: text { $text }
entry-until = until { $at }
entry-statement = { $fact }: { $value } ({ $source })
entry-dropped = dropped { $items }
entry-person = person { $person }
entry-agency = agency { $agency }

## The log itself

entry-log-begun = the log begins, named { $origin }, with the key { $key }
entry-epoch-opened = a new epoch begins, named { $origin }, with the key { $key }; it goes on from { $size ->
        [one] 1 entry
       *[other] { $size } entries
    } of { $previous }
entry-key-rotated = the log has a new key, signed by the old and the new: { $key }
entry-clock-jumped = the clock was set { $way ->
        [back] back
       *[forward] forward
    } by { $span }; it says { $wall } since, { $synchronised ->
        [yes] synchronised
       *[no] not known to be synchronised
    }

## The world, its rules, its register

entry-world-opened = { $world ->
        [actual] opened the real world
       *[exercise] opened a world for a case or exercise
    }
entry-rulebooks-adopted = put into force { $count ->
        [one] 1 rulebook
       *[other] { $count } rulebooks
    }: { $rulebooks }
entry-registered = entered in the register: { $facts }

## A movement, from its order to its file

entry-movement-requested = { $kind ->
        [single] requested the movement
        [standing] requested the standing permission
        [run] planned, under a standing permission, the run
        [urgent] reported the urgent movement
       *[observed] reported, seen on the road and unknown until then, the movement
    } { $number } ({ $movement }); its order states { $facts ->
        [one] 1 fact
       *[other] { $facts } facts
    }
entry-order-amended = changed the order of { $number }, now revision { $revision }: { $facts }
entry-network-adopted = took the road network { $network } into force
entry-route-planned = planned the way of { $number }, now revision { $revision }: { $km } km over { $stretches } stretches, { $dangers ->
        [0] no danger reported on it
        [one] 1 danger reported on it
       *[other] { $dangers } dangers reported on it
    }
entry-route-touched = a danger lies on the way of { $number } and { $closes ->
        [yes] closes it
        [announced] closes it from an announced hour on
       *[no] does not close it
    } ({ $danger })
entry-draw-committed = committed to a draw of way and hour for { $number } among { $lots } lots: { $commitment }
entry-draw-contributed = added to the draw for { $number }: { $contribution }
entry-draw-revealed = drew way { $way } at { $at } for { $number }: ticket { $ticket } of a billion, seed { $seed }
entry-danger-reported = reported a danger on the roads, { $kind }, since { $since } ({ $danger })
entry-danger-began = the danger { $danger }, which had been announced, began
entry-danger-lifted = took the danger { $danger } out of the picture
entry-device-enrolled = enrolled the device { $device }, which reports for { $serves }
entry-device-until = until { $at }
entry-device-language = told in { $language ->
    [ur] Urdu
    [zh] Chinese
   *[other] English
}
entry-device-revoked = revoked the device { $device }
entry-track-sealed = { $devices ->
    [one] anchored { $reports } reports of one device on { $number }
   *[other] anchored { $reports } reports of { $devices } devices on { $number }
}
entry-tracks-sealed-beside = { $devices ->
    [one] anchored { $reports } reports of one device beside any movement
   *[other] anchored { $reports } reports of { $devices } devices beside any movement
}
entry-voice-reported = wrote down that { $number } passed { $point } at { $at }, by { $means ->
    [radio] radio
    [telephone] telephone
   *[sms] short message
}
entry-voice-well = wrote down that { $number } was well at { $at }, by { $means ->
    [radio] radio
    [telephone] telephone
   *[sms] short message
}
entry-voice-reporter = said by { $who }
entry-voice-taken-back = TOOK BACK what was written down as said by voice about { $number }: it counts no more
entry-silence-announced = planned for a silence over { $over } from { $from } to { $until }, because of { $why ->
    [shutdown] a shutdown of mobile service
    [jamming] jamming
   *[dead-ground] dead ground
}; those under way call every { $minutes } minutes ({ $silence })
entry-silence-lifted = ended the silence { $silence }
entry-voice-calls-checked = looked at the calls of { $at } in the silence { $silence }: { $missed ->
    [0] none was missed
   *[other] { $missed } missed
}
entry-words-agreed = agreed with { $who } on the words and PINs of duress
entry-checked-in = { $who } of { $number } said that all is well
entry-duress-signalled = DURESS in { $number }: { $who }, { $by ->
    [word] by the word that was agreed on
    [pin] by the PIN that was agreed on
    [challenge-missed] who did not answer a challenge in time
   *[challenge-failed] who did not answer a challenge rightly
} ({ $alert })
entry-duress-ended = { $who } of { $number } answered a challenge: the duress is over ({ $alert })
entry-duress-unheard = nobody of those who know took the duress in { $number } in time: they are told again, and next at { $due } unless somebody takes it ({ $alert })
entry-challenge-put = put a challenge to { $who } of { $number }, to be answered by { $due }
entry-challenge-answered = { $right ->
    [yes] { $who } of { $number } answered the challenge rightly
   *[no] { $who } of { $number } did not answer the challenge rightly and in time
}
entry-responder-called = called { $person } to know of the duress in { $number }
entry-hand-overs-planned = worked out where { $number } is handed over: { $count ->
    [one] 1 boundary
   *[other] { $count } boundaries
}
entry-hand-over-given = { $number } was given over at the boundary into { $party } at { $at }
entry-hand-over-confirmed = { $number } was taken over at the boundary into { $party } at { $at }
entry-hand-over-overdue = { $number } is due in { $party }, and not both sides confirmed that it was handed over
entry-facts-reported = gave evidence about { $number }: { $facts }
entry-approved = { $granted ->
        [yes] approved { $number }
       *[no] refused to approve { $number }
    }
entry-urgent-started = started { $number } at once, uncleared; to be reviewed by { $due }
entry-urgent-reviewed = reviewed the urgent departure of { $number }
entry-review-overdue = the review of { $number } is overdue
entry-departure-observed = saw { $number } on the road at { $at }, without authority
entry-arrived = { $number } arrived at { $at }
entry-closed = closed the file of { $number }
entry-cancelled = called { $number } off
entry-case-opened = opened a case about { $number }
entry-search-asked = asked for a search in the case of { $number }: where the device of { $of } was from { $from } until { $until }
entry-search-answered = { $approved ->
        [yes] approved a search in the case of { $number }; it can be read until { $until }
       *[no] refused a search in the case of { $number }
    }
entry-search-read = read what a search in the case of { $number } found

## Those who are told

entry-early-notice-given = gave early notice of { $number } to { $party } ({ $channel }) at { $at }, for { $first } to { $last }; a call is due at { $due } if nobody answers
entry-late-notice-given = gave late notice (hour and route) of { $number } to { $party } ({ $channel }) at { $at }
entry-notice-answered = about { $number }: { $party } { $answer ->
        [received] received the notice and promised nothing
        [accepted] accepted (a named officer, resources and a telephone)
       *[objected] objected
    }, at { $at }, { $means ->
        [written] in writing
        [read-back] by telephone, read back
       *[telephone] by telephone, not read back
    }
entry-call-due = a telephone call to { $party } about { $number } is due: it has answered nothing
entry-call-was-vain = called { $party } about { $number } in vain; the next call is due at { $due }
entry-no-objection-issued = { $granted ->
        [yes] issued
       *[no] refused
    } the no-objection certificate of { $party } for { $number }

## The rules

entry-waiver-granted = waived { $rule } for { $number } until { $at }
entry-waiver-refused = tried to waive { $rule } for { $number } and may not: nothing was waived
entry-waiver-revoked = took back the waiver { $waiver } for { $number }
entry-clearance-evaluated = { $prompt ->
        [asked] asked for clearance
        [change] something changed
        [time] time passed
       *[departure] departure was asked for
    }: { $number } { $outcome }: { $why }
entry-departure-authorised = DEPARTURE AUTHORISED for { $number }: { $why }
entry-departure-refused = DEPARTURE REFUSED for { $number }: { $why }
entry-verdict = { $rule } { $verdict }
entry-bars = besides the rules: { $bars }
entry-warnings = warnings: { $rules }
entry-proved = { $met ->
        [one] 1 rule met
       *[other] { $met } rules met
    }, { $idle } not applicable
entry-holds-until = holds until { $at } at the latest

## The gate

entry-gate-checked = checked { $number } at the gate: { $vehicles ->
        [one] 1 vehicle
       *[other] { $vehicles } vehicles
    }, { $crew } of the detail, { $heads ->
        [one] 1 head
       *[other] { $heads } heads
    }; { $compared } (order revision { $revision })
entry-gate-as-ordered = as ordered
entry-gate-differs = { $how ->
        [vehicle-absent] vehicle { $what } absent
        [vehicle-unplanned] vehicle { $what } not planned
        [person-absent] { $what } absent
       *[person-unplanned] { $what } not planned
    }
entry-gate-heads-differ = { $seen ->
        [one] 1 head
       *[other] { $seen } heads
    } where { $planned } were planned

## The road: areas, those under way, alerts

entry-alert-level-set = { $stands-fast ->
        [yes] set the alert level of { $area } to { $level }, stand fast
       *[no] set the alert level of { $area } to { $level }
    }
entry-held-to-stand-fast = { $number } holds: { $area } stands fast
entry-released = released { $area }
entry-decision-asked = asked those under way with { $number } to decide: { $why ->
        [rules] no longer proved: { $what }
        [stand-fast] { $what } stands fast
        [danger] a danger was reported on their way ({ $what })
       *[permission-ended] the permission it runs under has ended
    }
entry-chosen = those under way with { $number } chose { $choice ->
        [continue] to continue as planned
        [divert] to divert to another route
        [return] to return
       *[safe-haven] to make for a safe haven
    }
entry-alert-about = { $about }, { $part }
entry-alert-raised = ALERT about { $number }: { $rule } ({ $alert })
entry-alert-raised-late = ALERT about { $number }, raised late: { $rule } ({ $alert })
entry-alert-withdrawn = took back the alert { $alert } about { $number }: later reports show it was not so
entry-alert-changed = what the alert { $alert } about { $number } says { $how ->
    [again] is so AGAIN: somebody has to take it anew
    [over] is over
   *[goes-on] is so
}{ $of ->
    [none] { "" }
   *[some] : { $vehicles }
}
entry-watch-set = { $number } is watched by the order { $order } from now on
entry-went-unheard = { $number } is heard of again: nothing was since { $since }, for the room was closed or down, or its machine slept. What was sent over TAK meanwhile is lost, telephones send it again
entry-room-unheard = the room hears again: nothing was heard since { $since }, for it was closed or down, or its machine slept
entry-heard-again = it did again at { $at }
entry-alert-escalated = NOBODY TOOK the alert { $alert } about { $number } in time: it went up to { $step ->
        [room] the whole room
        [commander] the commander
        [districts] the districts concerned
       *[authority] the authority
    }: { $people }
entry-nobody-to-tell = NOBODY TO TELL, so at once to the next step
entry-shift-begun = took the watch, which nobody had
entry-shift-taken = { $offered ->
        [yes] took the watch that { $person } offered
       *[no] took the watch from { $person }, who had not offered it
    }
entry-shift-next = { $person } comes next
entry-shift-offered = offered the watch to { $person }
entry-shift-signed-for = signed for the movements { $movements } and the alerts { $alerts }
entry-alert-acknowledged = took the alert { $alert }
entry-alert-closed = closed the alert { $alert }: { $verdict ->
        [true] it was so
        [false] it was not so
       *[planned] it was so, and planned
    }

## People, and messages to them

entry-person-enrolled = enrolled { $person } as { $role } of { $agency }
entry-person-dismissed = dismissed { $person }
entry-person-erased = { $again ->
        [yes] erased the data of { $person } again, after a restore
       *[no] erased the data of { $person }
    }
entry-seen = noted who has seen what: { $count ->
        [one] 1 part
       *[other] { $count } parts
    }
entry-address-set = messages for { $recipient } go to another address from now on
entry-address-dropped = messages for { $recipient } go nowhere any more
entry-messages-due = to be told about { $number }, { $about }: { $recipients }
entry-messages-due-nobody = nobody
entry-messages-due-message = { $recipient } (message { $message })
entry-messages-due-without-address = no address for { $people }
entry-message-delivered = told { $recipient } about { $number }, { $about }: message { $message }
entry-message-failed = NOT TOLD: { $recipient } about { $number }, { $about }: message { $message } failed ({ $why ->
        [given-up] given up
        [not-in-time] not taken in time, tried on
        [refused] the receiver refuses it
        [bad-address] bad address
       *[no-address] no address
    })
