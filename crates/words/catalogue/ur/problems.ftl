### Why a request was not answered as asked.

## Kinds of problems

problem-not-json = JSON نہیں
problem-not-signed-in = سائن ان نہیں
problem-wrong = درست نہیں
problem-not-yours-to-do = یہ آپ کا کام نہیں
problem-forged = دوسری سائٹ سے بھیجا گیا
problem-factor-required = دوسرا عامل درکار ہے
problem-not-there = موجود نہیں
problem-not-like-this = اس طرح نہیں
problem-outdated = اس دوران کسی نے اسے بدل دیا
problem-number-taken = نمبر لیا جا چکا ہے
problem-out-of-place = اس مرحلے پر ممکن نہیں
problem-notice-order = ایک کام دوسرے سے پہلے ہوتا ہے
problem-key-used = کلید پہلے استعمال ہو چکی ہے
problem-name-taken = نام لیا جا چکا ہے
problem-no-passkeys = یہاں پاس کی نہیں
problem-not-good = اب کارآمد نہیں
problem-too-long = بہت طویل
problem-not-this-medium = بطور JSON نہیں بھیجا گیا
problem-malformed = سمجھا نہیں گیا
problem-too-many = بہت زیادہ کوششیں
problem-defect = خرابی
problem-busy = ابھی نہیں
problem-not-watched = کوئی نگرانی نہیں
problem-nobody-watches = کمرہ کھلا ہے، مگر اس کی نگرانی ناکام ہوئی: کسی سفر پر نظر نہیں، اور جو اطلاع آتی ہے اس سے کچھ نہیں نکالا جاتا۔ وہ خود پھر سے شروع ہوتی ہے۔ راستے والوں سے آواز پر پوچھیں، اور لاگ میں دیکھیں کہ کیا ناکام ہوا۔
problem-disk-full = ڈسک بھر گئی ہے

## Who asks, and what for

problem-nothing-to-do-with-you = یہاں آپ سے متعلق کچھ نہیں: پتہ دیکھیں
problem-nobody-signed-in = کوئی سائن ان نہیں، یا نشست ختم ہو گئی: سائن ان کریں
problem-done-by = یہ کام ان کا ہے: { $roles }
problem-another-site = کسی اور سائٹ نے آپ کے براؤزر سے یہ بھجوایا: کچھ نہیں کیا گیا۔ کمرۂ کار کے اپنے صفحات استعمال کریں
problem-method = یہ پتہ اس طریقے کو نہیں لیتا: /openapi.json دیکھیں
problem-idempotency-key = Idempotency-Key میں 1 سے 100 قابلِ طباعت ASCII حروف ہوتے ہیں: نئی UUID استعمال کریں
problem-query = پتے میں کچھ سمجھا نہیں گیا ({ $why }): /openapi.json دیکھیں
problem-no-ends = دونوں بتائیں، کہاں سے اور کہاں تک: عرض بلد اور طول بلد ڈگریوں میں، جیسے from=34.93,72.88
problem-no-draw = کوئی قرعہ اندازی ظاہر ہونے کی منتظر نہیں: پہلے عہد کریں
problem-seed-gone = اس قرعہ اندازی کا بیج اب محفوظ نہیں: نئی قرعہ اندازی کا عہد کریں
problem-no-identifier = ”{ $text }“ شناخت نہیں: پڑھی گئی فہرست سے لیں
problem-account-window = حساب زیادہ سے زیادہ 31 دن کا ہوتا ہے اور ختم ہونے سے پہلے شروع ہوتا ہے: کم مدت چنیں
problem-replays-full = بہت سے لوگ گزرا ہوا دیکھ رہے ہیں: تھوڑی دیر میں دوبارہ کوشش کریں
problem-feed-too-long = ایک ہفتے میں الرٹ کے بارے میں اتنا ہوا کہ فیڈ میں نہیں سماتا: کمرے میں پڑھیں
problem-no-place = ”{ $text }“ جگہ نہیں: عرض بلد اور طول بلد ڈگریوں میں لکھیں، زیادہ سے زیادہ سات اعشاریے، جیسے 34.93,72.88
problem-no-digest = نقشے کا نام اس کا ڈائجسٹ ہے: sha256: اور 64 ہندسے 0 تا 9 اور a تا f، جیسا فہرست میں ہے
problem-went-wrong = کچھ ایسا غلط ہوا جو نہیں ہونا چاہیے تھا: معلوم نہیں کہ کچھ ہوا یا نہیں۔ دہرانے سے پہلے دیکھیں

## Bodies

problem-send-json = متن application/json کے طور پر بھیجیں
problem-body-too-long = متن زیادہ سے زیادہ { $most } بائٹ کا ہوتا ہے: ایک وقت میں کم بھیجیں
problem-body-not-utf8 = متن کا بائٹ { $byte } UTF-8 نہیں: UTF-8 میں بھیجیں
problem-body-too-deep = متن بائٹ { $byte } پر { $deepest } سے زیادہ تہوں میں ہے: کم تہوں والا بھیجیں
problem-body-broken = متن مکمل JSON نہیں ({ $why }): لکھائی دیکھیں
problem-field-missing = `{ $field }` موجود نہیں: دیں
problem-field-unknown = یہاں `{ $field }` نہیں ہوتا، یہ ہوتے ہیں: { $known }
problem-field-unknown-here = یہاں `{ $field }` نہیں ہوتا: چھوڑ دیں
problem-field-twice = `{ $field }` دو بار ہے: ایک بار دیں
problem-field-type = یہ { $given } ہے، ہونا چاہیے: { $expected }
problem-field-other = یہ /openapi.json کے مطابق نہیں: { $why }
problem-words-length = 1 سے { $most } حروف میں کہیں
problem-too-many-facts = ایک وقت میں زیادہ سے زیادہ { $most } حقائق: کئی درخواستیں بھیجیں
problem-own-party = آپ اپنے فریق کی طرف سے جواب دیتے ہیں: فریق نہ لکھیں
problem-no-own-party = آپ کے کسی فریق کو اس نقل و حرکت کی اطلاع نہیں دی گئی تھی: آپ اسے اس لیے دیکھ رہے ہیں کہ آپ کو مدد کے لیے بلایا گیا، جواب دینے کو کچھ نہیں
problem-report = اطلاع سمجھ میں نہیں آئی: { $why }
problem-no-device = اس شناخت کا کوئی آلہ درج نہیں، یا منسوخ ہو چکا: ڈیوٹی افسر اسے درج کرتا ہے
problem-device-not-packed = آلے کے لیے پیکج نہیں بن سکا اور آلہ درج نہیں ہوا: وجہ روم چلانے والے کو لاگ میں ملے گی۔ دوبارہ کوشش کریں
problem-report-from-the-future = اطلاع مستقبل کی ہے: آلے کی گھڑی درست کریں
problem-report-too-old = اطلاع اس سے پرانی ہے جتنا راستے رکھے جاتے ہیں
problem-report-too-many = ایک ساتھ اتنی اطلاعات نہیں لی جاتیں: حصوں میں بھیجیں
problem-report-again = اس وقت اطلاعات محفوظ نہیں ہو سکتیں: دوبارہ بھیجیں
problem-report-too-fast = یہ آلہ ایک آلے کی اجازت سے زیادہ رپورٹیں بھیج رہا ہے۔ ابھی اس میں سے کچھ محفوظ نہیں ہوا: { $seconds } سیکنڈ بعد دوبارہ بھیجیں۔
problem-voice-empty = کچھ نہیں کہا گیا: نقل و حرکت، مقام اور وقت لکھیں، مثلاً 0412 CP3 0915
problem-voice-too-long = یہ بہت لمبا ہے: نقل و حرکت، مقام اور وقت لکھیں، مثلاً 0412 CP3 0915
problem-voice-no-movement = اس میں کسی نقل و حرکت کا نمبر نہیں: نمبر دیکھیں اور فہرست کی طرح لکھیں
problem-voice-unknown = “{ $said }” نہ مقام ہے نہ وقت: وقت 0915 یا 9:15 لکھا جاتا ہے
problem-voice-which = “{ $said }” کئی مقامات کا آخری حصہ ہے: { $points }۔ بتائیں کون سا
problem-voice-ambiguous = یہ ایک سے زیادہ طرح پڑھا جا سکتا ہے: پہلے نقل و حرکت، پھر مقام، پھر وقت لکھیں
problem-voice-before-departure = اسے { $number }، { $at } سمجھا گیا، جبکہ یہ { $left } پر روانہ ہوئی۔ جو وقت ابھی نہیں آیا وہ گزشتہ دن کا پڑھا جاتا ہے: مراد والا وقت لکھیں، یا ابھی کے لیے وقت چھوڑ دیں
problem-voice-line-or-parts = یا تو لکھی ہوئی سطر دیں، یا اس کے حصے: movement، point، at
problem-silence-over = بتائیں خاموشی کس پر ہے: نقل و حرکت یا علاقہ، ایک
problem-duress-word = جبر کا لفظ 4 سے 24 حروف کا ایک لفظ ہے، ہندسوں کے بغیر: جو اطلاع کے ساتھ کہا جا سکے
problem-duress-pins = دونوں پن میں ہندسے برابر ہوں اور وہ ایک نہ ہوں
problem-pin = پن 4 سے 12 ہندسوں کا ہوتا ہے
problem-wrong-pin = یہ طے شدہ پن نہیں: دوبارہ لکھیں
problem-which-side = بتائیں کون سی طرف: giving یا taking
problem-report-disk-full = راستوں کی ڈسک بھر گئی اور اطلاع محفوظ نہیں ہوئی: دوبارہ بھیجیں
problem-no-seat = کمرے میں اتنے رابطے ہیں جتنے سما سکتے ہیں: تھوڑی دیر بعد دوبارہ کوشش کریں
problem-which-of-own-parties = آپ کئی فریقوں کی طرف سے جواب دہ ہیں: بتائیں کس کی طرف سے، ان میں سے ایک: { $parties }
problem-which-party = فریق بتائیں، جیسے districts[shangla]
problem-in-your-own-name = دوسرے اس بارے میں جو کہتے ہیں وہ آپ کو نہیں دکھایا جاتا: اپنے نام سے کہیں، `by` کے بغیر
problem-too-much-said = اس نقل و حرکت کے بارے میں معلومات جانچ کی حد سے زیادہ ہیں، اس لیے کچھ ثابت نہیں: ڈیوٹی افسر حکم سے غیر ضروری چیزیں نکالے

## Signing in

problem-wrong-password = نام یا پاس ورڈ درست نہیں: دونوں دیکھیں، اور کی بورڈ کی زبان بھی
problem-wrong-code = کوڈ درست نہیں، یا پہلے استعمال ہو چکا: اگلے کا انتظار کریں، اور فون کی گھڑی دیکھیں
problem-wrong-passkey = پاس کی قبول نہیں ہوئی: دوبارہ شروع کریں، یہاں بنائی گئی پاس کی سے
problem-try-again-at = بہت زیادہ کوششیں: { $until } پر دوبارہ کوشش کریں
problem-no-factor = یہ کردار دوسرے عامل سے سائن ان کرتا ہے اور اس کھاتے میں نہیں: منتظم سے اندراج کا نیا لنک لیں اور اسے ترتیب دیں
problem-set-up-factor = یہ کردار دوسرے عامل سے سائن ان کرتا ہے: کوڈ بنانے والی ایپ یا پاس کی ترتیب دیں
problem-link-not-good = اندراج کا یہ لنک کارآمد نہیں: استعمال ہو چکا، نئے سے بدل گیا، یا 72 گھنٹے سے پرانا ہے۔ منتظم سے نیا لیں
problem-begin-again = بہت دیر ہو گئی، یا کہیں اور شروع ہوا تھا: دوبارہ شروع کریں
problem-sign-in-name-taken = نام { $name } لیا جا چکا ہے: دوسرا چنیں
problem-sign-in-name-length = یہ نام نہیں ہو سکتا: 2 سے 64 حروف درکار ہیں
problem-sign-in-name-letters = یہ نام نہیں ہو سکتا: صرف حروف، ہندسے اور . _ - @ + آ سکتے ہیں
problem-password-length = یہ پاس ورڈ نہیں ہو سکتا: 12 سے 128 حروف درکار ہیں؛ چند غیر متعلق الفاظ یاد رکھنا آسان ہے
problem-password-has-name = یہ پاس ورڈ نہیں ہو سکتا: اس میں نام نہیں ہونا چاہیے
problem-passkeys-not-set-up = یہاں پاس کی ترتیب نہیں: اس کے لیے سرور کا اپنا ڈومین نام چاہیے۔ کوڈ بنانے والی ایپ استعمال کریں
problem-accounts-unreadable = کھاتے اس وقت پڑھے یا لکھے نہیں جا سکتے: { $why }

## The record

problem-key-used-before = کلید { $key } پہلے کسی اور درخواست کے ساتھ استعمال ہو چکی: نئی درخواست کے لیے نئی کلید لیں
problem-rulebook-faulty = نافذ کیا جانے والا ضابطہ ناقص ہے: { $why }
problem-cannot-be-kept = یہ محفوظ نہیں ہو سکتا: { $why }
problem-not-recorded = کچھ درج نہیں ہوا: { $why }۔ دوبارہ بھیجیں
problem-nothing-recorded-disk-full = کچھ درج نہیں ہوا، ڈسک بھر گئی ہے: { $why }۔ مشین چلانے والا جگہ خالی کرے؛ پھر دوبارہ بھیجیں
problem-waiting = { $why } درخواستیں پہلے ہی منتظر ہیں اور کچھ درج نہیں ہوا: ذرا دیر میں دوبارہ بھیجیں
problem-closed = کمرۂ کار بند ہے اور کچھ درج نہیں ہوا: { $why }
problem-unanswered = جواب سے پہلے اندراج ناکام ہوا: معلوم نہیں کہ درج ہوا یا نہیں۔ کمرۂ کار کھلنے پر اسی کلید سے دوبارہ بھیجیں
problem-record-unreadable = ریکارڈ اس وقت پڑھا نہیں جا سکتا: { $why }
problem-no-rulebook = یہاں کوئی ضابطہ نافذ نہیں: مجاز اتھارٹی نافذ کرتی ہے، اس سے پہلے کچھ ثابت نہیں
problem-other-world = یہ یہاں دکھائی گئی دنیا کے لیے نہیں: { $why }

## Ways here, and addresses of messages

problem-cut-off = ادھورا
problem-in-the-clear = بغیر خفیہ کاری بھیجا گیا
problem-too-slow = بہت سست
problem-another-name = یہ وہ کمرۂ کار نہیں
problem-body-too-slow = باقی متن وقت پر نہیں آیا: دوبارہ بھیجیں
problem-body-cut-off = متن پورا آنے سے پہلے ختم ہو گیا: دوبارہ بھیجیں
problem-from-nowhere = معلوم نہیں کہ یہ کہاں سے آیا
problem-not-over-tls = کمرۂ کار کے آگے کا پراکسی نہیں بتاتا کہ یہ TLS پر آیا: https پتہ کھولیں، اور پراکسی سے X-Forwarded-Proto بھجوائیں
problem-not-called-that = اس کمرۂ کار کا یہ نام نہیں: وہی پتہ استعمال کریں جس پر یہ کھلا ہے، اور پراکسی Host ہیڈر آگے بھیجے
problem-no-mail-address = یہ ڈاک کا پتہ نہیں: یوں لکھیں name@example.org
problem-no-webhook-address = یہ پتہ نہیں: یوں لکھیں https://hooks.example.org/path
problem-webhook-in-the-clear = اطلاع بغیر خفیہ کاری نہیں دی جاتی: https پتہ دیں
problem-webhook-with-password = نام، پاس ورڈ اور # کے بعد والا حصہ نہ لکھیں: پیغامات پر دستخط ہوتے ہیں
problem-key-not-destroyed = مٹانا ریکارڈ پر ہے، مگر کلید ابھی تلف نہیں ہو سکی: ڈسک دیکھیں۔ ہر سیکنڈ اور ہر آغاز پر دوبارہ کوشش ہوتی ہے؛ ہوا یا نہیں جاننے کے لیے اسی کلید سے دوبارہ بھیجیں
