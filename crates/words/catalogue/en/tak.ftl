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
tak-alert = ALERT about movement { $number }: { $rule }. { $taken ->
        [yes] Somebody has taken it.
       *[no] The room was told.
    }
tak-alert-expected = Expected there at { $at }
tak-alert-mark = ALERT: { $rule }
tak-alert-over = It is over since { $at }. The room has not closed it.
tak-alert-since = Since { $at }
tak-alert-where = On the map: where { $vehicle } was last, at { $at }
tak-alert-where-movement = On the map: where the movement was last, at { $at }
