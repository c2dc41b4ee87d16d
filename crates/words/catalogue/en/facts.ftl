### Names of things and facts, as in `crates/model/src/schema/kinds.rs`. The attribute `item` names one thing of a list.

fact-of-item = { $item }: { $fact }
fact-within-item = { $fact } ({ $item })
fact-of-record = { $record } { $fact }
fact-complete = list of { $list } complete

## Kinds

kind-dossier = everything said about one movement
kind-movement = movement
kind-person = person
kind-vehicle = vehicle
kind-certificate = certificate
kind-party = party to be told
kind-notice = notice
kind-agency = agency
kind-escort = escort
kind-project = project
kind-site = site
kind-finding = finding
kind-halt = halt
kind-point = point of the way
kind-safe-area = safe area
kind-watch = watch
kind-communications = communications plan
kind-dead-ground = dead ground
kind-escalation = escalation
kind-silence = silence
kind-alert-level = alert level
kind-incident = incident
kind-sighting = sighting

## The dossier

fact-dossier-movement = movement
fact-dossier-commanders = commanders
    .item = commander { $label }
fact-dossier-principals = protected people
    .item = protected person { $label }
fact-dossier-crew = crew members
    .item = crew member { $label }
fact-dossier-vehicles = vehicles
    .item = vehicle { $label }
fact-dossier-districts = districts
    .item = district { $label }
fact-dossier-highway_police = highway police
fact-dossier-unit_commandant = commandant of the protection unit
fact-dossier-agencies = agencies
    .item = agency { $label }
fact-dossier-escort = escort
fact-dossier-projects = projects
    .item = project { $label }
fact-dossier-sites = sites
    .item = site { $label }
fact-dossier-halts = halts
    .item = halt { $label }
fact-dossier-points = points of the way
    .item = point { $label }
fact-dossier-safe_areas = safe areas
    .item = safe area { $label }
fact-dossier-watch = watch
fact-dossier-communications = communications plan
fact-dossier-dead_ground = stretches of dead ground
    .item = dead ground { $label }
fact-dossier-escalation = escalation of alerts
fact-dossier-silences = announced silences
    .item = silence { $label }
fact-dossier-alerts = alert levels
    .item = alert level of { $label }
fact-dossier-incidents = incidents
    .item = incident { $label }
fact-dossier-sightings = sightings
    .item = sighting { $label }

## The movement

fact-movement-kind = kind of movement
fact-movement-purpose = purpose
fact-movement-emergency = medical emergency
fact-movement-area = area of the movement
fact-movement-inter_city = leaves its city or district
fact-movement-begins_on = first day of the movement
fact-movement-ends_on = last day of the standing period
fact-movement-departs_on = day of departure
fact-movement-departs_at = hour of departure
fact-movement-arrives_at = planned hour of arrival
fact-movement-approved = movement approved beforehand
fact-movement-road_clearance_asked_at = road clearance asked for at
fact-movement-manifest_given = manifest given
fact-movement-ticket_verified = flight ticket verified
fact-movement-vehicle_count = vehicles in the convoy
fact-movement-largest_march_unit = vehicles in the largest march unit
fact-movement-environment = kind of road
fact-movement-interval = distance between vehicles
fact-movement-longest_leg = longest drive between two halts
fact-movement-tail_in_contact = trail element in contact with the leader

## People

fact-person-duty = duty
fact-person-vehicle = vehicle ridden in
fact-person-seated_in_listed_vehicle = rides in a vehicle of the order
fact-person-briefed_on = day last briefed
fact-person-inspected_on = day last inspected

## Vehicles and their certificates

fact-vehicle-plate = registration plate
fact-vehicle-identity = chassis number
fact-vehicle-element = place in the convoy
fact-vehicle-carries_principals = carries protected people
fact-vehicle-escorts = escorts
fact-vehicle-hired_as = public hire
fact-vehicle-bullet_proof = withstands bullets
fact-vehicle-bomb_proof = withstands blast
fact-vehicle-ballistic = examinations against bullets
    .item = bullet examination { $label }
fact-vehicle-blast = examinations against blast
    .item = blast examination { $label }
fact-vehicle-seats = seats
fact-vehicle-height = height
fact-vehicle-width = width
fact-vehicle-length = length
fact-vehicle-weight = weight
fact-vehicle-axle_weight = weight on its heaviest axle
fact-certificate-issuer = examined by
fact-certificate-protects = passed
fact-certificate-identity = chassis number on the certificate
fact-certificate-standard = standard
fact-certificate-level = level
fact-certificate-covers = covers
fact-certificate-charge = charge withstood (as TNT)
fact-certificate-stand_off = distance of the charge

## Those who must be told

fact-party-area = area answered for
fact-party-enters_at = movement enters the area at
fact-party-notice = early notice
fact-party-late_notice = late notice
fact-party-accepted = accepted
fact-party-no_objection = no-objection certificate
fact-party-risk_district = listed as a risk district
fact-notice-given = given
fact-notice-given_on = day
fact-notice-given_at = hour
fact-notice-channel = channel

## Agencies, escort, projects

fact-agency-duty_written = duty written down and accepted
fact-agency-post_manned = post on the way manned
fact-escort-lead = escort led by
fact-escort-under_one_command = every element under the one commander
fact-escort-contracted = contract with the protection unit
fact-project-cost = cost of the project
fact-project-security_funded = security funds put up
fact-project-lacks_armour = lacks armoured vehicles
fact-project-lacks_armour_since = lack of armour established at

## Sites

fact-site-area = area of the site
fact-site-wall_height = lowest height of the perimeter wall
fact-site-patrol_every = longest time between two patrols
fact-site-head_visited_on = last visit of the unit's head
fact-site-officer_visited_on = last visit of a field officer
fact-site-inspected_on = last inspection as a vulnerable establishment
fact-site-compliant = found compliant
fact-site-sealed = sealed
fact-site-findings = open findings
    .item = finding { $label }
fact-finding-raised_on = day raised
fact-finding-owned = owned by a named person
fact-finding-closed = closed with evidence

## On the way

fact-halt-after = drive since the start or the last halt
fact-halt-clear_view = clear view
fact-halt-at = where
fact-halt-radius = room to stand around it
fact-halt-stay = planned stay
fact-halt-longest = longest stay
fact-point-sort = sort of point
fact-point-at = where
fact-point-due = planned time
fact-point-radius = room to stand around it
fact-safe-area-at = middle
fact-safe-area-radius = reaches from there
fact-safe-area-from = stay in it from
fact-safe-area-until = until
fact-watch-corridor = corridor to each side
fact-watch-stop = longest unplanned stop
fact-watch-stop_radius = a stop is within
fact-watch-late = late from
fact-watch-unreported = phase line unreported from
fact-watch-interval_least = least interval
fact-watch-interval_most = most interval
fact-watch-spacing_for = wrong interval from
fact-watch-broken = convoy broken from
fact-watch-straggler = left behind from
fact-watch-silence = longest silence
fact-watch-separation = without escort from
fact-watch-fastest = farthest in an hour
fact-watch-vague = too inaccurate from
fact-watch-pace = planned way in an hour
fact-communications-primary = primary means of communication
fact-communications-alternate = alternate means of communication
fact-communications-contingency = contingency means of communication
fact-communications-emergency = emergency means of communication
fact-dead-ground-covered_by = means that works there
fact-dead-ground-confirmed = means tried there
fact-dead-ground-from = begins at
fact-dead-ground-to = ends at
fact-escalation-room = to the whole room after
fact-escalation-commander = to the commander after
fact-escalation-districts = to the districts after
fact-escalation-authority = to the authority after
fact-silence-from = begins
fact-silence-until = ends
fact-silence-voice_schedule = calls by voice scheduled
fact-silence-calls_every = a call by voice every
fact-alert-level-level = level in force
fact-incident-at = when
fact-incident-kind = kind
fact-incident-place = place
fact-incident-closes_route = closes the route
fact-sighting-at = when
fact-sighting-unarmoured = vehicle not armoured
fact-sighting-reported = reported
