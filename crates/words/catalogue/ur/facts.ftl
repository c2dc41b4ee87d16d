### Names of things and facts, as in `crates/model/src/schema/kinds.rs`. The attribute `item` names one thing of a list.

fact-of-item = { $item }: { $fact }
fact-within-item = { $fact } ({ $item })
fact-of-record = { $record } { $fact }
fact-complete = فہرست مکمل ({ $list })

## Kinds

kind-dossier = ایک نقل و حرکت کے بارے میں تمام معلومات
kind-movement = نقل و حرکت
kind-person = فرد
kind-vehicle = گاڑی
kind-certificate = سرٹیفکیٹ
kind-party = جسے اطلاع دینی ہے
kind-notice = اطلاع
kind-agency = ادارہ
kind-escort = محافظ دستہ
kind-project = منصوبہ
kind-site = تنصیب
kind-finding = خامی
kind-halt = پڑاؤ
kind-point = راستے کا نقطہ
kind-safe-area = محفوظ علاقہ
kind-watch = نگرانی
kind-communications = مواصلاتی منصوبہ
kind-dead-ground = مواصلاتی خلا
kind-escalation = الرٹ آگے پہنچانا
kind-silence = مواصلاتی بندش
kind-alert-level = الرٹ کی سطح
kind-incident = واقعہ
kind-sighting = مشاہدہ

## The dossier

fact-dossier-movement = نقل و حرکت
fact-dossier-commanders = کمانڈر
    .item = کمانڈر { $label }
fact-dossier-principals = زیرِ حفاظت افراد
    .item = زیرِ حفاظت فرد { $label }
fact-dossier-crew = عملہ
    .item = عملے کا رکن { $label }
fact-dossier-vehicles = گاڑیاں
    .item = گاڑی { $label }
fact-dossier-districts = اضلاع
    .item = ضلع { $label }
fact-dossier-highway_police = ہائی وے پولیس
fact-dossier-unit_commandant = حفاظتی یونٹ کے کمانڈنٹ
fact-dossier-agencies = ادارے
    .item = ادارہ { $label }
fact-dossier-escort = محافظ دستہ
fact-dossier-projects = منصوبے
    .item = منصوبہ { $label }
fact-dossier-sites = تنصیبات
    .item = تنصیب { $label }
fact-dossier-halts = پڑاؤ
    .item = پڑاؤ { $label }
fact-dossier-points = راستے کے نقطے
    .item = نقطہ { $label }
fact-dossier-safe_areas = محفوظ علاقے
    .item = محفوظ علاقہ { $label }
fact-dossier-watch = نگرانی
fact-dossier-communications = مواصلاتی منصوبہ
fact-dossier-dead_ground = مواصلاتی خلا والے حصے
    .item = مواصلاتی خلا { $label }
fact-dossier-escalation = الرٹ آگے پہنچانے کا وقت
fact-dossier-silences = اعلان شدہ مواصلاتی بندشیں
    .item = مواصلاتی بندش { $label }
fact-dossier-alerts = الرٹ کی سطحیں
    .item = { $label } میں الرٹ
fact-dossier-incidents = واقعات
    .item = واقعہ { $label }
fact-dossier-sightings = مشاہدات
    .item = مشاہدہ { $label }

## The movement

fact-movement-kind = نقل و حرکت کی قسم
fact-movement-purpose = مقصد
fact-movement-emergency = طبی ہنگامی صورت حال
fact-movement-area = نقل و حرکت کا علاقہ
fact-movement-inter_city = اپنے شہر یا ضلع سے باہر جاتی ہے
fact-movement-begins_on = نقل و حرکت کا پہلا دن
fact-movement-ends_on = مستقل اجازت کا آخری دن
fact-movement-departs_on = روانگی کا دن
fact-movement-departs_at = روانگی کا وقت
fact-movement-arrives_at = پہنچنے کا طے شدہ وقت
fact-movement-approved = پیشگی منظوری
fact-movement-road_clearance_asked_at = راستے کی کلیئرنس کی درخواست کا وقت
fact-movement-manifest_given = مکمل فہرست (مینی فیسٹ) دی گئی
fact-movement-ticket_verified = ہوائی ٹکٹ کی تصدیق
fact-movement-vehicle_count = قافلے میں گاڑیوں کی تعداد
fact-movement-largest_march_unit = سب سے بڑے دستے میں گاڑیاں
fact-movement-environment = سڑک کی قسم
fact-movement-interval = گاڑیوں کے درمیان فاصلہ
fact-movement-longest_leg = دو پڑاؤ کے درمیان سب سے لمبا سفر
fact-movement-tail_in_contact = آخری گاڑی کا قائد سے رابطہ

## People

fact-person-duty = ذمہ داری
fact-person-vehicle = کس گاڑی میں سوار
fact-person-seated_in_listed_vehicle = حکم میں درج گاڑی میں سوار
fact-person-briefed_on = آخری بریفنگ کا دن
fact-person-inspected_on = آخری معائنے کا دن

## Vehicles and their certificates

fact-vehicle-plate = نمبر پلیٹ
fact-vehicle-identity = چیسس نمبر
fact-vehicle-element = قافلے میں جگہ
fact-vehicle-carries_principals = زیرِ حفاظت افراد سوار
fact-vehicle-escorts = محافظ گاڑی ہے
fact-vehicle-hired_as = کرائے کی سواری کی قسم
fact-vehicle-bullet_proof = گولی سے محفوظ رکھتی ہے
fact-vehicle-bomb_proof = دھماکے کو سہہ سکتی ہے
fact-vehicle-ballistic = بلٹ پروف معائنے
    .item = بلٹ پروف معائنہ { $label }
fact-vehicle-blast = دھماکے کے خلاف معائنے
    .item = دھماکے کے خلاف معائنہ { $label }
fact-vehicle-seats = نشستیں
fact-vehicle-height = اونچائی
fact-vehicle-width = چوڑائی
fact-vehicle-length = لمبائی
fact-vehicle-weight = وزن
fact-vehicle-axle_weight = سب سے بھاری ایکسل پر وزن
fact-certificate-issuer = معائنہ کنندہ
fact-certificate-protects = معائنے میں کامیاب
fact-certificate-identity = سرٹیفکیٹ پر چیسس نمبر
fact-certificate-standard = معیار
fact-certificate-level = درجہ
fact-certificate-covers = کس حصے پر لاگو
fact-certificate-charge = برداشت شدہ بارود (TNT)
fact-certificate-stand_off = بارود کا فاصلہ

## Those who must be told

fact-party-area = زیرِ ذمہ علاقہ
fact-party-enters_at = علاقے میں داخلے کا وقت
fact-party-notice = پیشگی اطلاع
fact-party-late_notice = حتمی اطلاع
fact-party-accepted = قبولیت
fact-party-no_objection = این او سی (عدم اعتراض سرٹیفکیٹ)
fact-party-risk_district = خطرے والے اضلاع میں شامل
fact-notice-given = دی گئی
fact-notice-given_on = کا دن
fact-notice-given_at = کا وقت
fact-notice-channel = کا ذریعہ

## Agencies, escort, projects

fact-agency-duty_written = ذمہ داری تحریری اور قبول شدہ
fact-agency-post_manned = راستے کی چوکی پر نفری موجود
fact-escort-lead = محافظ دستے کی قیادت
fact-escort-under_one_command = تمام حصے ایک ہی کمانڈر کے ماتحت
fact-escort-contracted = حفاظتی یونٹ سے معاہدہ
fact-project-cost = منصوبے کی لاگت
fact-project-security_funded = سکیورٹی کے لیے مختص رقم
fact-project-lacks_armour = بکتر بند گاڑیوں کی کمی
fact-project-lacks_armour_since = بکتر بند گاڑیوں کی کمی کب سے

## Sites

fact-site-area = تنصیب کا علاقہ
fact-site-wall_height = بیرونی دیوار کی کم سے کم اونچائی
fact-site-patrol_every = دو گشتوں کے درمیان زیادہ سے زیادہ وقت
fact-site-head_visited_on = یونٹ کے سربراہ کا آخری دورہ
fact-site-officer_visited_on = فیلڈ افسر کا آخری دورہ
fact-site-inspected_on = حساس تنصیب کے طور پر آخری معائنہ
fact-site-compliant = معائنے میں معیار کے مطابق
fact-site-sealed = سربمہر
fact-site-findings = زیرِ التوا خامیاں
    .item = خامی { $label }
fact-finding-raised_on = نشاندہی کا دن
fact-finding-owned = نامزد ذمہ دار شخص
fact-finding-closed = ثبوت کے ساتھ ختم

## On the way

fact-halt-after = آغاز یا پچھلے پڑاؤ سے سفر
fact-halt-clear_view = کھلا منظر
fact-halt-at = کہاں
fact-halt-radius = گرد کھڑے ہونے کی جگہ
fact-halt-stay = طے شدہ قیام
fact-halt-longest = زیادہ سے زیادہ قیام
fact-point-sort = نقطے کی قسم
fact-point-at = کہاں
fact-point-due = طے شدہ وقت
fact-point-radius = گرد کھڑے ہونے کی جگہ
fact-safe-area-at = مرکز
fact-safe-area-radius = وہاں سے پھیلاؤ
fact-safe-area-from = یہاں ٹھہرنا از
fact-safe-area-until = تا
fact-watch-corridor = ہر جانب راہداری
fact-watch-stop = غیر طے شدہ قیام کی حد
fact-watch-stop_radius = رکنا اتنے فاصلے میں
fact-watch-late = اتنی تاخیر سے دیر
fact-watch-unreported = فیز لائن کی اطلاع کی حد
fact-watch-interval_least = کم از کم درمیانی فاصلہ
fact-watch-interval_most = زیادہ سے زیادہ درمیانی فاصلہ
fact-watch-spacing_for = غلط فاصلے کی مدت
fact-watch-broken = قافلہ ٹوٹنے کا فاصلہ
fact-watch-straggler = پیچھے رہ جانے کا فاصلہ
fact-watch-silence = خاموشی کی حد
fact-watch-separation = محافظ سے جدا ہونے کا فاصلہ
fact-watch-fastest = ایک گھنٹے میں ممکن فاصلہ
fact-watch-vague = اتنی غلطی پر مقام بے معنی
fact-watch-pace = ایک گھنٹے میں طے شدہ فاصلہ
fact-communications-primary = بنیادی ذریعۂ مواصلات
fact-communications-alternate = متبادل ذریعۂ مواصلات
fact-communications-contingency = احتیاطی ذریعۂ مواصلات
fact-communications-emergency = ہنگامی ذریعۂ مواصلات
fact-dead-ground-covered_by = وہاں کام کرنے والا ذریعہ
fact-dead-ground-confirmed = ذریعہ وہاں آزمایا گیا
fact-dead-ground-from = یہاں سے
fact-dead-ground-to = یہاں تک
fact-escalation-room = پورے کمرے کو اتنی دیر بعد
fact-escalation-commander = کمانڈر کو اتنی دیر بعد
fact-escalation-districts = اضلاع کو اتنی دیر بعد
fact-escalation-authority = مجاز حکام کو اتنی دیر بعد
fact-silence-from = آغاز
fact-silence-until = اختتام
fact-silence-voice_schedule = صوتی رابطے کا شیڈول
fact-silence-calls_every = صوتی رابطے کا وقفہ
fact-alert-level-level = نافذ سطح
fact-incident-at = وقت
fact-incident-kind = نوعیت
fact-incident-place = مقام
fact-incident-closes_route = راستہ بند کرتا ہے
fact-sighting-at = وقت
fact-sighting-unarmoured = گاڑی بکتر بند نہیں
fact-sighting-reported = رپورٹ کیا گیا
