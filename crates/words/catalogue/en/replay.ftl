### What `replay` answers about historical cases.

finding-breached = breached
finding-no-breach = no breach published
finding-not-provable = not provable
replay-case = { $number }: { $finding }
replay-as-of = as of { $at }, by { $books }
replay-rule = { $verdict } { $rule }: { $reason }
replay-unproved = { $verdict } { $count } rules; not applicable then and there: { $idle }
replay-differs = DIFFERS { $rule }: expected { $expected }, came out { $found }: { $reason }
replay-differs-unknown = DIFFERS { $rule }: expected { $expected }, but no adopted rulebook has it
replay-as-expected = { $count ->
        [one] 1 case
       *[other] { $count } cases
    }; every case came out as expected.
replay-not-as-expected = { $count ->
        [one] 1 case
       *[other] { $count } cases
    }; NOT as expected: see above.
replay-day-begins = Exercise: { $title }. The day is driven { $speed } times as fast as the clock. What is made up:
replay-day-line = { $at }  { $said }
replay-day-ends = The day is over: { $raised } alerts raised, { $withdrawn } withdrawn, { $open } open.
replay-day-person = { $duty }{ $is ->
    [alone] { "" }
   *[of] , { $of }
} (made up)
replay-day-told = { $told ->
    [one] 1 message
   *[other] { $told } messages
} reached the people made up for this day; nothing left this machine.
replay-day-unreached = To be told and without an address, as the day left them without notice: { $people }.
replay-day-kept = It is kept, and can be gone through again: what was found is held against what was reported. A room that is served there lets go of reports older than it keeps tracks (--keep-tracks).
replay-day-thrown-away = Nothing of it is kept: with --data DIR the day can be gone through again.
