### Why a text or a value is not what it should be.

unfit-word = `{ $text }` is not a word: use 1 to 64 letters (A-Z, a-z), digits and - . _ / + : without spaces
unfit-path = `{ $path }` is not a path: write it like vehicles[bus-1].bullet_proof
unfit-year = { $text } lies outside the years 1900 to 2199: check the year
unfit-moment = `{ $text }` is not a time: write it as 2024-03-26T09:15:00+05:00, with its offset from UTC
unfit-day = `{ $text }` is not a day: write it as 2024-03-26
unfit-area = `{ $text }` is not an area: write it in lower case, beginning with its country's two-letter code, such as pk/kp/shangla
unfit-list-full = { $list } has { $most } items already, the most it may have: split the movement
unfit-fact = there is no fact `{ $path }`: see the list of facts
unfit-fact-hint = there is no fact `{ $path }`: { $hint }
unfit-hint-thing = it names a thing; say which of its attributes
unfit-hint-list = it is a list; name one { $kind } as [label]
unfit-hint-no-list = it is not a list
unfit-hint-no-attributes = the part before the last dot has no attributes
unfit-hint-attributes = a { $kind } has { $names }
unfit-value = `{ $path }` takes { $expected }, not `{ $given }`
takes-yes-no = true or false
takes-word = a word
takes-one-of = one of { $words }
takes-area = an area in lower case that begins with its country's two-letter code, such as pk/kp/shangla
takes-number = a whole number, not negative
takes-length = a length such as "150 m", not negative
takes-mass = a mass such as "15 kg", not negative
takes-span = a span of time such as "2 h", not negative
takes-moment = a moment with its offset, such as 2024-03-26T09:15:00+05:00
takes-day = a day such as 2024-03-26
takes-place = a place such as 34.93,72.88
