### What TAK clients are told of their own movement, on their map and as messages.

tak-way = Movement { $number }
tak-way-begins = Start
tak-way-ends = Destination
tak-point = { $point } ({ $sort })
tak-halt = Halt { $halt }
tak-halt-after = Planned after { $span } of driving
tak-haven = Safe haven
tak-incident = Incident: { $kind }
tak-closed = Closed
tak-no-go = No-go area
tak-alert = ALERT about movement { $number }: { $rule }. The room has it.
