### Why a command was not taken.

rejected-no-such-movement = یہاں نقل و حرکت { $number } نہیں ہے: نمبر دیکھیں
rejected-number-taken = نقل و حرکت کا نمبر { $number } لیا جا چکا ہے: دوسرا چنیں، یا اسی نقل و حرکت میں ترمیم کریں
rejected-outdated = آپ کے پڑھنے کے بعد حکم بدل گیا (آپ نے ترمیم { $seen } دیکھی، اب { $current } ہے): دوبارہ پڑھیں اور اپنی ترمیم دہرائیں
rejected-out-of-place = { $number } کی حالت: { $stage }۔ { $hint }
rejected-misshapen = حکم مقررہ ساخت کا نہیں: فہرست کی ہر چیز ایک بار لکھیں، اور جس کے بارے میں کچھ نہ کہا گیا ہو اسے چھوڑ دیں
rejected-not-in-order = حکم میں `{ $path }` نہیں کہ نکالا جائے: اس کی اپنی فہرست کی کوئی چیز لکھیں، جیسے vehicles[SPU-7]؛ شواہد کبھی نہیں نکالے جاتے
rejected-not-one-thing = `{ $path }` کسی ایک چیز کے بارے میں نہیں: رجسٹر میں فہرست کی کسی ایک چیز کے حقائق درج کریں، جیسے vehicles[SPU-7].plate
rejected-reserved = `{ $path }` بیان نہیں کیا جاتا بلکہ عمل سے ہوتا ہے: یہ استعمال کریں: { $instead }
rejected-reserved-origin = `{ $origin }` کے نام سے کوئی نہیں بولتا: یہ خود کمرۂ کار کا نام ہے، بتائیں کہ یہ کون کہتا ہے
rejected-nothing-to-settle = `{ $path }` دریافت نہیں بلکہ منصوبہ یا عمل ہے: کوئی اور اسے طے نہیں کرتا، جس نے کہا وہی بعد میں بدل سکتا ہے
rejected-not-theirs-to-settle = { $given } طے نہیں کر سکتا جو `{ $settled }` نے `{ $path }` کے بارے میں پایا: اس کے لیے مجاز اتھارٹی، تفتیشی افسر یا خود `{ $settled }` درکار ہے
rejected-not-their-word = { $given } واپس نہیں لے سکتا جو `{ $origin }` نے `{ $path }` کے بارے میں پایا: خود `{ $origin }` درکار ہے، یا ڈیوٹی افسر، مجاز اتھارٹی یا تفتیشی افسر جو اس کی بات درج کرے
rejected-not-allowed = { $given } یہ نہیں کر سکتا، درکار ہے: { $needed }
rejected-no-such-party = `{ $path }` کوئی فریق نہیں جسے اطلاع دی جائے: فریق لکھیں، جیسے districts[shangla] یا highway_police
rejected-notice-order = { $party } { $problem }
rejected-run-without = ہر سفر اپنی چیزیں خود بتاتا ہے، یہ غائب ہے: { $list }۔ مستقل نقل و حرکت ہر دن اسی دن کی گاڑیوں اور افراد پر دوبارہ ثابت کی جاتی ہے
rejected-no-way = راستے میں کم از کم ایک ٹکڑا ہوتا ہے اور اتنے نہیں جتنے ایک براعظم میں: پیش کیے گئے راستوں میں سے چنیں
rejected-way-breaks-off = نافذ نقشے کی کوئی سڑک اس راستے کے { $stretch } ویں ٹکڑے تک نہیں جاتی: راستے دوبارہ دیکھیں اور ان میں سے چنیں
rejected-way-refuses = یہ گاڑیاں اپنے حجم یا اجازت کے باعث اس وقت { $road } پر نہیں جا سکتیں: وہ راستہ چنیں جو ان کے لیے پیش کیا گیا
rejected-never-open = کوئی مہینہ ایسا نہیں جس میں یہ پورا راستہ کھلا ہو: دوسرا چنیں
rejected-no-area = نقشے میں ایک ضلع کا نام ”{ $name }“ ہے جو علاقہ نہیں: اضلاع کے لیے pk/kp/shangla جیسے علاقوں کے ساتھ دوبارہ درآمد کریں
rejected-no-network = سڑکوں کا کوئی نقشہ نافذ نہیں یا اس کی فائل دستیاب نہیں: کوئی نافذ کریں (safeconduct roads adopt)
danger-too-many = تصویر میں خطرے بہت زیادہ ہیں: جو ختم ہو چکے انہیں ہٹائیں
danger-over = یہ اب سے پہلے ختم ہو چکا ہوتا: بتائیں کب ختم ہوگا، یا خالی چھوڑیں
alert-is-somebodys = کوئی اسے پہلے ہی لے چکا ہے: ان پر چھوڑ دیں، یا کمرے سے کہیں کہ سنبھال لے
shift-not-yours = نگرانی آپ کے پاس نہیں: پہلے سنبھالیں
shift-yours-already = نگرانی پہلے ہی آپ کے پاس ہے: اگلے افسر کو پیش کریں
shift-of-somebody-enrolled = نگرانی کسی کے نام ہوتی ہے: اس کے لیے درج ڈیوٹی افسر درکار ہے
shift-goes-to-an-officer = نگرانی ایک درج ڈیوٹی افسر سے دوسرے کو جاتی ہے: کسی کو چنیں
search-of-a-person = تلاش ایک شخص کے آلے کی ہوتی ہے: اسے commanders[SPU-41]، crew[driver-1] یا principals[P-1] لکھیں
search-time = تلاش زیادہ سے زیادہ سات دن کی ہوتی ہے اور ختم ہونے سے پہلے شروع ہوتی ہے: کم مدت چنیں
search-too-many = بہت سی تلاشیں کھلی ہیں، یا یہ پہلے سے ہے: کچھ کے جواب تک رکیں
search-your-own = یہ آپ نے خود مانگی: کوئی اور اتھارٹی فیصلہ کرے
search-of-yourself = یہ تلاش آپ کی ہے: کوئی اور اتھارٹی فیصلہ کرے
search-answered = اس کا جواب دیا جا چکا: دوسرا جواب چاہیے تو دوبارہ مانگیں
search-over = ایک دن میں کسی نے منظوری نہیں دی: دوبارہ مانگیں
search-somebody-elses = اسے صرف مانگنے والا پڑھتا ہے
search-unanswered = ابھی کسی نے منظوری نہیں دی
search-closed = یہ رد ہوئی، یا پڑھنے کا دن گزر گیا: دوبارہ مانگیں
search-by-somebody-enrolled = تلاش کے لیے دو افراد چاہییں جو یہاں نام سے درج ہوں
search-without-a-case = اس نقل و حرکت پر کوئی تفتیش نہیں کھلی: تلاش کے لیے ضروری ہے
rejected-shift-differs = فہرست وہ نہیں جو اب کھلا ہے۔ کھلا ہے مگر فہرست میں نہیں: { $missing }۔ فہرست میں ہے مگر اب کھلا نہیں: { $gone }۔ فہرست دوبارہ پڑھیں اور تصدیق کریں
rejected-shift-nothing = کچھ نہیں
device-serves-nobody = ایک آلہ ایک گاڑی، عملے کے ایک فرد، یا ایک محفوظ شخص کے لیے اطلاع دیتا ہے: اسے vehicles[SPU-7]، commanders[SPU-41]، crew[driver-1] یا principals[P-1] کی طرح لکھیں
device-without-consent = صرف انہی محفوظ افراد کا راستہ رکھا جاتا ہے جو راضی ہوں: ان کے الفاظ میں بتائیں کہ کس بات پر
device-over = یہ شروع ہونے سے پہلے ختم ہو جائے گا: بعد کا وقت چنیں، یا خالی چھوڑیں
device-too-many = اتنے آلے ہیں جتنے کمرہ رکھتا ہے: جو استعمال میں نہیں انہیں منسوخ کریں
device-credential-taken = یہ شناخت کسی اور آلے کی ہے یا تھی: نئی شناخت سے درج کریں
voice-of-nobody = زبانی اطلاع عملے یا زیرِ حفاظت فرد کی ہوتی ہے: انہیں commanders[SPU-41]، crew[driver-1] یا principals[P-1] لکھیں، یا الفاظ میں
voice-not-heard = شمار ہونے والی کوئی زبانی اطلاع یہ نہیں: یہ پہلے ہی واپس لی جا چکی ہے، یا ان سے پرانی ہے جن پر کمرہ فیصلہ کرتا ہے۔ نقل و حرکت کا صفحہ دیکھیں
voice-before-departure = بتایا گیا وقت نقل و حرکت کی روانگی سے پہلے کا ہے: مراد والا وقت لکھیں، یا ابھی کے لیے وقت چھوڑ دیں
duress-of-nobody = جبر کے الفاظ عملے یا زیرِ حفاظت فرد کے ساتھ طے ہوتے ہیں: انہیں commanders[SPU-41]، crew[driver-1] یا principals[P-1] لکھیں
duress-nothing-agreed = ان کے ساتھ کچھ طے نہیں: پہلے الفاظ، پن اور سوال طے کریں
duress-not-challenged = ان سے سوال نہیں پوچھا گیا یا جواب کا وقت گزر گیا: دوبارہ پوچھیں
duress-none = اس نقل و حرکت میں کسی پر جبر معلوم نہیں
duress-not-to-be-called = انہیں آگاہ نہیں کیا جا سکتا: ڈیوٹی افسر، ضلعی افسر، مجاز حاکم یا کمانڈر جو نہ اس کی کمان کرے نہ اس میں سفر کرے
duress-ends-by-challenge = جبر دوسرے انتباہوں کی طرح بند نہیں ہوتا: یہ تب ختم ہوتا ہے جب متعلقہ فرد سوال کا درست جواب دے
danger-grade = درجہ A سے F تک حرف اور 1 سے 6 تک ہندسہ ہے، جیسے B2
danger-closes = بندش یا ممنوعہ علاقے کی اطلاع اسی طور پر دیں: واقعہ بتانے سے کوئی سڑک بند نہیں ہوگی
danger-corners = علاقے کے 3 سے 64 کونے ہوتے ہیں
danger-too-wide = یہ 100 کلومیٹر سے چوڑا ہے: زیادہ درست جگہ بتائیں، یا کئی اطلاعات دیں
draw-lots = یہ پرچیاں نہیں: 1 سے 16 راستے اور 1 سے 48 اوقات دیں، مل کر ایک سے زیادہ، کوئی دو بار نہیں
draw-another-day = ایک وقت گزر چکا یا حکم کے دن سے مختلف دن کا ہے: جنہیں بتایا گیا انہیں وہی دن بتایا گیا تھا
draw-would-not-clear = ایک پرچی نقل و حرکت کی راہ میں نئی رکاوٹ لاتی ہے: ایسے راستے اور اوقات چھوڑ دیں
draw-contribution = اضافہ 256 بٹ ہے، 64 ہندسے 0 تا 9 اور a تا f
draw-contributions-many = اس قرعہ اندازی میں کافی اضافے ہو چکے: اسے ظاہر کریں
draw-exchanged = یہ وہ بیج نہیں جس کا عہد تھا، یا پرچیاں بدل دی گئیں: نئی قرعہ اندازی کا عہد کریں
rejected-from-the-future = { $moment } ابھی نہیں آیا: بتائیں کہ یہ کب ہوا، یا وقت چھوڑ دیں
rejected-no-such-rule = نافذ ضابطوں میں قاعدہ { $rule } نہیں: `rules explain` دیکھیں
rejected-no-such-rulebook = نافذ کیے جانے والے ضابطے یہاں نہیں یا باہم نہیں جڑتے: `rules check` سے جانچیں
rejected-switched-off-without-reason = { $rules } بلا وجہ معطل ہو جائیں گے: وجہ بتائیں، یہ ایسا استثنا ہے جس کا کوئی جواب دہ ہے
rejected-no-such = یہاں ایسا کچھ نہیں: { $thing }

## What would be possible at this point

hint-notice-while-open = اطلاع صرف کھلی نقل و حرکت کی دی جاتی ہے
hint-answers-while-open = جواب صرف کھلی نقل و حرکت کے لیے لیے جاتے ہیں
hint-calls-while-open = کال صرف کھلی نقل و حرکت کے لیے کی جاتی ہے
hint-certificates-while-open = این او سی صرف کھلی نقل و حرکت کے لیے جاری ہوتا ہے
hint-waiting-departs = صرف منتظر نقل و حرکت روانہ ہوتی ہے؛ جو سڑک پر دکھائی دے اسے بطور مشاہدہ درج کریں
hint-permission-does-not-travel = اجازت خود سفر نہیں کرتی: جو دیکھا گیا اسے اس کے سفر کے نمبر یا نئے نمبر سے درج کریں
hint-on-the-road-already = پہلے سے معلوم ہے کہ یہ راستے میں ہے
hint-on-the-road-arrives = صرف راستے میں موجود نقل و حرکت پہنچتی ہے؛ پہلے اس کی روانگی بطور مشاہدہ درج کریں
hint-arrived-closes = فائل پہنچنے کے بعد بند ہوتی ہے
hint-watched-until-closed = اس پر نظر اس کی فائل بند ہونے تک رہتی ہے
hint-watched-on-the-road = نگرانی صرف سڑک پر موجود کی ہوتی ہے
hint-silent-while-open = خاموشی اس کے کھلے ہونے تک طے کی جاتی ہے
hint-no-hand-over = اس ضلع میں اس کی حوالگی نہیں: اس کی حوالگیوں میں سے چنیں، جو روانگی پر طے ہوتی ہیں
hint-hand-over-whose-word = بتائیں یہ کس کی بات ہے (reporter): کنٹرول روم وہی لکھتا ہے جو کمانڈر یا ضلعی افسر نے کہا
hint-hand-over-by-the-other = اس حد کی دوسری طرف بھی اسی شخص کی بات ہے: حوالگی کی تصدیق دونوں طرف سے الگ الگ ہوتی ہے۔ سائن اِن، حکم کے نام اور لکھے گئے الفاظ ملائے گئے، بڑے چھوٹے حروف، چوڑائی اور خالی جگہ کے فرق کے بغیر: اگر یہ کوئی اور ہے تو زیادہ واضح لکھیں کہ کون ہے
hint-duress-first = جب تک ممکنہ جبر والا فرد سوال کا جواب نہ دے، فائل کھلی رہتی ہے
hint-alerts-first = جب تک اس کا ہر انتباہ درست، غلط یا منصوبے کے مطابق قرار دے کر بند نہ ہو، فائل کھلی رہتی ہے
hint-reviewed-first = فوری روانگی کی فائل بند کرنے سے پہلے جائزہ لیا جاتا ہے
hint-called-off-before-departure = منسوخی روانگی سے پہلے ہوتی ہے
hint-runs-under-one-in-force = سفر صرف نافذ مستقل نقل و حرکت کے تحت طے کریں
hint-runs-under-standing = سفر مستقل نقل و حرکت کے تحت طے ہوتے ہیں، اور یہ مستقل نہیں
hint-amended-until-departure = حکم میں ترمیم روانگی تک ہو سکتی ہے؛ راستے میں جو بدلا اس کی شہادت دیں
hint-evidence-while-open = شواہد صرف کھلی نقل و حرکت کے لیے لیے جاتے ہیں
hint-urgent-is-reviewed = جائزہ صرف فوری روانگی کا لیا جاتا ہے
hint-evaluated-while-open = قواعد پر صرف کھلی نقل و حرکت پرکھی جاتی ہے
hint-routed-while-open = راستہ صرف کھلی نقل و حرکت کا طے ہوتا ہے
hint-drawn-before-departure = راستہ اور وقت روانگی سے پہلے قرعہ سے نکلتے ہیں
hint-nothing-asked = اس سے کوئی فیصلہ نہیں مانگا گیا
hint-approval-before-departure = منظوری روانگی سے پہلے ہوتی ہے
hint-waiver-before-departure = استثنا روانگی سے پہلے دیا جاتا ہے
hint-revoked-while-open = استثنا صرف کھلی نقل و حرکت کا واپس لیا جاتا ہے
hint-gate-before-departure = گیٹ کی جانچ روانگی سے پہلے ہوتی ہے

## Who can

needed-own-hand = فریق کا اپنا افسر؛ یا ٹیلی فون کال درج کریں
needed-whoever-it-is = خود کمانڈر یا زیرِ حفاظت فرد
needed-that-side = وہی طرف: چھوڑے جانے والے ضلع کا افسر یا کمانڈر حوالے کرتا ہے، داخل ہونے والے ضلع کا افسر وصول کرتا ہے، یا ان کے کہنے پر ڈیوٹی افسر
needed-caller = ڈیوٹی افسر، جس نے کال کی
needed-police-head = ضلعی پولیس سربراہ
needed-duty-or-authority = ڈیوٹی افسر یا مجاز اتھارٹی
needed-duty-officer = ڈیوٹی افسر
needed-duty-or-administrator = ڈیوٹی افسر یا منتظم
needed-whoever-reports-dangers = ڈیوٹی افسر، مجاز اتھارٹی، ضلعی افسر یا کمانڈر
needed-reviewer = ڈیوٹی افسر، مجاز اتھارٹی یا تفتیشی افسر
needed-commander-or-duty-on-word = کمانڈر، یا کمانڈر کے کہنے پر ڈیوٹی افسر
needed-authority = مجاز اتھارٹی
needed-investigator-or-authority = تفتیش کار یا اتھارٹی
needed-authority-or-granter = مجاز اتھارٹی، یا جس نے استثنا دیا
needed-commander-or-duty = کمانڈر یا ڈیوٹی افسر
needed-whoever-was-told = ڈیوٹی افسر، اس کا کمانڈر، یا وہ جسے اس لیے بتایا گیا کہ کسی نے نہیں لیا
needed-administrator = منتظم
needed-authority-or-duty = مجاز اتھارٹی یا ڈیوٹی افسر
needed-system = خود نظام

## What a party has not done yet, after its name

notice-order-accepts-first = نے قبول نہیں کیا: وقت اور راستہ صرف قبول کرنے والے افسروں کو بتایا جاتا ہے
notice-order-read-back = نے زبانی قبول کیا: افسر، وسائل اور ٹیلی فون نمبر دہرا کر سنائیں اور «دہرا کر سنایا» کے طور پر درج کریں
notice-order-told-first = کو نہ اطلاع دی گئی نہ کال: پہلے اطلاع دیں
notice-order-has-answered = جواب دے چکا ہے: کال لازم نہیں
notice-order-early-first = کو پیشگی اطلاع نہیں دی گئی: پہلے وہ دیں

## Periods that make no sense

period-days-reversed = آخری دن پہلے دن سے پہلے ہے: دونوں کو بدلیں
period-level-over = سطح مقرر ہونے سے پہلے ہی ختم ہو جائے گی: بعد کا وقت دیں
period-certificate-over = سرٹیفکیٹ جاری ہونے سے پہلے ہی ختم ہو جائے گا: بعد کا وقت دیں
period-waiver-over = استثنا دیے جانے سے پہلے ہی ختم ہو جائے گا: بعد کا وقت دیں
period-silence = خاموشی زیادہ سے زیادہ 20 دن کی ہوتی ہے، اور راستے پر موجود ہر 10 منٹ سے 4 گھنٹے میں، کم از کم ایک بار کال کرتے ہیں: اوقات بدلیں
period-silence-over = خاموشی ابھی سے پہلے ختم ہو جائے گی: بعد کا اختتام دیں
period-silences-many = اتنی خاموشیاں طے ہیں جتنی کمرہ رکھتا ہے: جو ختم ہو چکیں انہیں ہٹائیں

## People who cannot be enrolled or dismissed like this

not-enrolled-not-system = خود نظام کے طور پر کسی کا اندراج نہیں ہوتا: کسی فرد کا کردار چنیں
not-enrolled-areas-of-district = ضلعی افسر علاقوں کا جواب دہ ہے، اور کوئی نہیں: علاقے صرف اسی کردار کے لیے لکھیں
not-enrolled-areas-in-form = علاقے چھوٹے حروف میں، ملک سے شروع کر کے لکھیں، جیسے pk/kp/shangla
not-enrolled-label-needed = کمانڈر یا زیرِ حفاظت فرد کا ایک لیبل ہوتا ہے جس سے حکم انہیں نام دیتا ہے: وہ دیں، تاکہ وہ اپنی نقل و حرکت دیکھ سکیں
not-enrolled-label-taken = اس کردار میں یہ لیبل کسی اور کا ہے: دوسرا چنیں
not-enrolled-identifier-taken = یہ شناخت کسی اور کی ہے: نئی شناخت سے اندراج کریں
not-enrolled-last-administrator = یہ آخری منتظم ہے: پہلے دوسرے کا اندراج کریں

## What does it instead

instead-report = شہادت دیں، ماخذ کے ساتھ
instead-amend = ترمیم: یہ حکم کا حصہ ہے
instead-amend-standing = مستقل نقل و حرکت میں ترمیم
instead-set-alert-level = سطحِ انتباہ مقرر کرنا (set-alert-level)
instead-give-early-notice = پیشگی اطلاع دینا (give-early-notice)
instead-give-late-notice = حتمی اطلاع دینا (give-late-notice)
instead-approve = منظوری (approve)
instead-answer-notice = اطلاع کا جواب (answer-notice)
instead-issue-no-objection = این او سی جاری کرنا (issue-no-objection)
instead-request-of-that-kind = اس قسم کی نقل و حرکت کی درخواست

## What is not there

no-such-alert = انتباہ
no-such-network = اس نام کا دستیاب نقشہ
no-such-danger = تصویر میں خطرہ
no-such-silence = طے شدہ خاموشی
no-such-device = آلہ
no-such-search = تلاش
no-such-draw = زیر التوا قرعہ اندازی
no-such-stand-fast = نقل و حرکت کی بندش
no-such-waiver = استثنا
no-such-person = فرد

## Addresses that cannot be set, and data that is not erased, like this

not-addressed-signed-for-agencies = ادارے کو جانے والا پیغام دستخط شدہ ہوتا ہے، فرد کی ڈاک نہیں: راز صرف ادارے کے لیے دیں
not-addressed-nobody-of-agency = یہاں اس ادارے کی طرف سے کوئی کام نہیں کرتا: املا دیکھیں
not-addressed-set-by-whose-it-is = پتہ وہی مقرر کرتا ہے جس کا ہے: اسی سے کروائیں
erasure-says-why = وجہ بتائیں: مٹانا قانونی درخواست پر ہوتا ہے، اور کوئی اس کا جواب دہ ہے
erasure-dismissed-first = پہلے انہیں سبکدوش کریں: جو یہاں کام کرتا ہے اس کا نام ہوتا ہے
erasure-done-before = ان کا ڈیٹا پہلے مٹایا جا چکا: مٹانے کو کچھ نہیں بچا
no-such-message = منتظر پیغام
