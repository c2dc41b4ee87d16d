### What people outside the open pages are written. A movement's number, and nothing more about it.

message-subject = { $number }: { $what }
message-notice = Your district was given notice of movement { $number }. Sign in to read it and to answer.
    .what = notice
message-call-due = A party to be told of movement { $number } has been silent too long: somebody must telephone. Sign in to see whom.
    .what = call due
message-cleared = Movement { $number } was held against the rules, and every rule was proved. Sign in to see which, and until when.
    .what = cleared
message-held = Movement { $number } was cleared and no longer is: it holds. Sign in to read why, and the way out.
    .what = HOLDS
message-decision-asked = A decision about movement { $number } is asked of those in command. Sign in, or call the duty officer.
    .what = decision asked
message-route-touched = A danger was reported on the way of movement { $number }. Sign in to read it, with the ways that are left.
    .what = danger on the way
message-alert = An alert about movement { $number } needs a person. Sign in to take it.
    .what = ALERT
message-alert-escalated = Nobody has taken an alert about movement { $number }. If you may take it, sign in; if not, call the duty officer.
    .what = ALERT NOT TAKEN
message-alert-withdrawn = The alert you were told of about movement { $number } was taken back: what it was raised for was not so.
    .what = alert taken back
message-cancelled = Movement { $number } was cancelled.
    .what = cancelled
cap-restriction = those who were given this feed by the protection unit
cap-taken = Somebody has taken the alert about movement { $number }.
cap-closed = The alert about movement { $number } was closed.
message-foot = This message was sent by a machine and says no more on purpose. An answer to it reaches nobody.
