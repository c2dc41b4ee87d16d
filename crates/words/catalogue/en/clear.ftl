### What `clear` answers: both ends of it, the table, the way out, and what it does not say.

outcome-cleared = CLEARED
outcome-refused = REFUSED
headline = { $number }  { $outcome }{ $off }  at { $at }: { $counts }
headline-switched-off = { $count ->
        [one] {", WITH 1 RULE SWITCHED OFF"}
       *[other] {", WITH "}{ $count } RULES SWITCHED OFF
    }
headline-rules = rules { $counts }
headline-rules-and-warnings = rules { $counts }; { $warnings ->
        [one] { $warnings } warning
       *[other] { $warnings } warnings
    }
headline-count = { $count } { $verdict }
held-against = Held against { $books }
held-against-book = { $book } ({ $applying } of { $all } rules apply)
held-against-without = Switched off: { $rules }
table-rule = Rule
table-verdict = Verdict
table-why = Why, and the facts behind it
table-mend = Who can mend it, and how
table-others = (others)
table-a-warning = (a warning)
table-fact = · { $fact }
table-more-facts = · and { $count } more
table-or = { $way }; or { $other }
table-waiver = (a waiver: { $role })
fact-known = { $fact }: { $claims }
fact-missing = { $fact }: nobody has said
fact-stale = { $fact }: expired; it was { $claims }
fact-contradictory = { $fact }: disputed: { $claims }
fact-against = { $claim } against { $other }
claim = { $value } ({ $cite }, { $age })
claim-by = { $value } ({ $by }, { $cite }, { $age })
age-fresh = fresh
age-old = { $span } old
not-waived = Not waived: { $rule }. The role { $role } may not waive it; the attempt is on the record.
besides-the-rules = Besides the rules: { $bar }
way-out = { $rules ->
        [one] 1 rule stands
       *[other] { $rules } rules stand
    } in the way. The shortest way to clearance, { $steps ->
        [one] 1 step
       *[other] { $steps } steps
    }:
way-out-found = { $rules ->
        [one] 1 rule stands
       *[other] { $rules } rules stand
    } in the way. The shortest way to clearance found, { $steps ->
        [one] 1 step
       *[other] { $steps } steps
    }:
way-out-none = { $rules ->
        [one] 1 rule stands
       *[other] { $rules } rules stand
    } in the way, and no way to clearance was found.
way-out-stuck = No remedy mends { $rules }: what was found there stands. Plan another movement.
way-out-unknown = Too little is known for { $rules }: see the rows above, say what is known, ask again.
way-out-bounded = (The search was bounded, { $tried } combinations: there may be a shorter way.)
way-out-none-bounded = (The search was bounded, { $tried } combinations: there may be a way.)
proved-until = Proved for now. Time alone may change it on { $until }; then it is proved again or the movement holds.
proved-for-now = Proved for now. Time alone does not change it; a changed fact does.
not-yet-proved = Not yet proved for the planned departure, { $at }: { $rules }. What they rest on lapses, or is due on the day.
oldest-fact = The oldest fact behind a rule that is met: { $fact }, { $age }.
asked-by-no-rule = Stated, and asked about by no rule that applies: { $facts }.
asked-by-no-rule-and-more = Stated, and asked about by no rule that applies: { $facts } and { $count } more.
not-covered = What is stated nowhere and asked by no rule is not covered: these rules are not the road.
seal-rulebook = Rulebook { $hash }
seal-facts = Facts    { $hash }
seal-record = Record   entries { $first } to { $last }

## The demonstration

demonstration = DEMONSTRATION. The first movement is the historical case of Besham, with its published facts; the second is made up. Nothing here concerns a movement of today.
rule-titled = { $title } [{ $cited }]

## Where the terminal is too narrow for columns, or the language runs from right to left

row-heading = { $rule }: { $verdict }
row-warning = { $verdict } { $warning }
row-mend = To mend it – { $mend }
step = { $number }. { $step }
