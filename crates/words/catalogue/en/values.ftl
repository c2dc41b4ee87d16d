### What facts say: yes and no, units, the schema's listed words, roles.

value-yes = yes
value-no = no
unit-metres = { $number } m
unit-kilograms = { $number } kg
span-days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
span-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
span-minutes = { $count } min
span-seconds = { $count } s
span-negative = minus { $span }
between-items = {", "}
between-parts = {"; "}

## Listed words

word-single = single
word-standing = standing
word-urgent = urgent
word-shuttle = shuttle
word-airport-transfer = airport transfer
word-hospital = hospital
word-site-visit = site visit
word-transfer = transfer
word-leave = leave
word-evacuation = evacuation
word-urban = urban
word-rural = rural
word-expressway = expressway
word-principal = protected person
word-commander = commander
word-driver = driver
word-guard = guard
word-medic = medic
word-interpreter = interpreter
word-liaison = liaison
word-lead = lead
word-main = main
word-start = start point
word-checkpoint = checkpoint
word-phase-line = phase line
word-safe-haven = safe haven
word-release = release point
word-trail = trail
word-none = none
word-coach = coach
word-taxi = taxi
word-rickshaw = rickshaw
word-vehicle = whole vehicle
word-glazing = glazing only
word-system = this system
word-letter = letter
word-mail = mail
word-fax = fax
word-telephone = telephone
word-radio = radio
word-whatsapp = WhatsApp
word-by-hand = by hand
word-satellite = satellite
word-mobile = mobile telephone
word-sms = SMS
word-landline = landline
word-courier = courier
word-beacon = beacon
word-protection-unit = protection unit
word-police = police
word-army = army
word-paramilitary = paramilitary
word-own-guards = own guards
word-mixed = several forces, not led by the protection unit
word-green = green
word-amber = amber
word-red = red
word-attack = attack
word-explosion = explosion
word-shooting = shooting
word-unrest = unrest
word-landslide = landslide
word-accident = accident
word-closure = road closure
word-no-go = no-go area

## Roles

role-duty-officer = duty officer
role-sponsor = sponsor
role-district-officer = district officer
role-commander = commander
role-principal = protected person
role-authority = authority
role-investigator = investigator
role-partner = partner
role-administrator = administrator
role-system = system
