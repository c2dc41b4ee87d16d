### What `rules` answers.

explain-rule = { $rule } ({ $book }, line { $line })
explain-when = Applies when
explain-require = What must hold
explain-facts = What the facts mean
explain-fact = { $name }: { $meaning }
explain-where-and-when = Where and when: { $area }, { $effective }
explain-everywhere = everywhere
explain-in-area = in { $area }
explain-consequence = If it does not hold, or is not proved: { $effect }
explain-mended-by = Mended by: { $role }
explain-ways-out = Ways out
explain-or = or
explain-source = Source: { $key } { $text }
explain-our-choice = Our choice, after: { $key } { $text }
explain-note = Note: { $note }
explain-examples = Examples
fact-complete-meaning = somebody vouches that the list has everything

## Checked and tested

rules-sound = { $file }: { $count ->
        [one] 1 rule
       *[other] { $count } rules
    }{ $thresholds ->
        [0] {""}
        [one] , 1 threshold
       *[other] , { $thresholds } thresholds
    }, no fault; { $hash }
rules-together = together: { $problem }
rules-tested = { $count ->
        [one] 1 example
       *[other] { $count } examples
    }, { $failed } failed
rules-example-failed = { $at }: { $rule }, { $example }: expected { $expected }, came out { $found }: { $reason }
rules-no-such = there is no rule `{ $rule }`; there is { $known }
