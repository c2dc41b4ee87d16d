### What mends a rule.

action-postpone = روانگی مؤخر کریں
action-change-plan = منصوبہ تبدیل کریں
action-reroute = دوسرا راستہ اختیار کریں
action-replace-vehicle = گاڑی بدلیں
action-leave-behind = گاڑی پیچھے چھوڑیں
action-reseat-principals = زیرِ حفاظت افراد کو دوسری گاڑی میں بٹھائیں
action-appoint-commander = کمانڈر مقرر کریں
action-relieve-commander = ایک کمانڈر کو سبکدوش کریں تاکہ ایک ہی کی کمان ہو
action-assign-escort = محافظ دستہ مقرر کریں
action-set-interval = گاڑیوں کے درمیان فاصلہ مقرر کریں
action-split-march-units = قافلے کو چھوٹے دستوں میں تقسیم کریں
action-plan-halt = پڑاؤ طے کریں
action-drop-halt = پڑاؤ ختم کریں
action-plan-communications = مواصلات کا منصوبہ بنائیں
action-schedule-voice-calls = صوتی رابطوں کا شیڈول بنائیں
action-keep-contact = آخری گاڑی کا قائد سے رابطہ قائم کریں
action-give-notice = اطلاع دیں
action-change-channel = مناسب ذریعے سے دوبارہ اطلاع دیں
action-obtain-acceptance = نامزد افسر سے قبولیت حاصل کریں
action-obtain-approval = منظوری حاصل کریں
action-obtain-no-objection = این او سی حاصل کریں
action-give-manifest = مکمل فہرست (مینی فیسٹ) دیں
action-report-sighting = مشاہدے کی رپورٹ کریں
action-brief = بریفنگ دیں
action-inspect = معائنہ کریں
action-obtain-certificate = گاڑی کا معائنہ کرا کے سرٹیفکیٹ حاصل کریں
action-verify-fact = حقیقت معلوم کریں
action-verify-ticket = ٹکٹ کی تصدیق کریں
action-complete-list = کسی ذمہ دار سے فہرست مکمل ہونے کی ضمانت لیں
action-confirm-dead-ground = وہاں مواصلاتی ذریعہ آزمائیں
action-contract-unit = حفاظتی یونٹ سے معاہدہ کریں
action-fund-security = سکیورٹی کے لیے رقم فراہم کریں
action-supply-armour = بکتر بند گاڑیاں فراہم کریں
action-write-duties = ذمہ داریاں تحریر کر کے قبول کرائیں
action-man-post = گزرنے کے وقت چوکی پر نفری تعینات کریں
action-bring-site-into-compliance = تنصیب کو معیار کے مطابق لائیں
action-raise-wall = بیرونی دیوار اونچی کریں
action-inspect-site = تنصیب کا معائنہ کریں
action-visit-site = تنصیب کا دورہ کریں
action-patrol-site = تنصیب کے گرد گشت کریں
action-seal-site = تنصیب سربمہر کریں
action-own-finding = خامی کا نامزد ذمہ دار مقرر کریں
action-close-finding = ثبوت کے ساتھ خامی ختم کریں

## An act with what it is about; what holds afterwards; what the rule's author adds.

act-about = { $act }: { $objects }
act-noted = { $act } ({ $note })
act-for-each = { $act }، ہر ایک کے لیے: { $list }
act-for-those = { $act }، جسے ضرورت ہو: { $list }
act-on-the-day = { $act }، روانگی کے دن
act-by = { $owner }: { $act }
act-afterwards = اس کے بعد { $facts }

## What a way out takes for granted, said with its act.

note-first-possible = روانگی کا دن معلوم نہیں: یہ پہلا ممکن دن ہے
note-taken-to-be = یہیں سمجھا گیا: کہیں اور ہو تو بتائیں اور دوبارہ پوچھیں
note-no-other = نقل و حرکت کسی اور سے نہیں گزرتی
