### What `record verify` answers.

record-not-proved = ثابت نہیں: { $finding }
record-covered = اس سے پہلے درست چیک پوائنٹس میں شامل: { $count } اندراجات
record-witnessed = { $size } اندراجات کے بیرونی چیک پوائنٹ سے مطابقت ہے، { $proved } تک خود سے مطابق
record-unwitnessed = { $proved } تک خود سے مطابق، کوئی بیرونی گواہ نہیں
record-root = جڑ { $root }
record-epoch = دور { $epoch }، اندراج { $entry } سے: کلید { $key }
record-key-given = اوپر کی کلیدیں دی گئی کلید سے نکلتی ہیں: { $key }
record-key-of-itself = اوپر کی کلیدیں لاگ خود بتاتا ہے: انہیں مالک کی دی ہوئی کلید سے ملائیں
record-entry = اندراج { $entry }: { $problem }
record-entries = اندراجات { $first } تا { $last }: { $problem }
record-kept = اس کے ساتھ { $count } ضابطے اور حقائق کے مجموعے جوں کے توں ہیں
record-kept-not = ثابت نہیں: اندراج { $entry } کا فیصلہ جس پر ہوا، { $artefact }: { $problem }
record-not-indexed = نہیں ملا: اندراج { $entry } ریکارڈ پر ہے مگر اشاریے میں { $subject } کے تحت نہیں: کنٹرول روم جو دکھاتا اور دیتا ہے اس سے رہ جائے گا۔ بیک اپ بحال کریں
bundle-entries = { $count } اندراجات لاگ { $origin } (کل { $size } اندراجات) میں ہیں، جیسے اس کی کلید نے دستخط کیے
bundle-signed-by = دستخط کنندہ { $key }
bundle-subject = بتایا گیا موضوع: { $subject }
bundle-not-complete = یہ ثابت کرتا ہے کہ یہ اندراجات لاگ میں ہیں۔ یہ ثابت نہیں کرتا کہ کوئی چھوڑا نہیں گیا۔
bundle-checkpoint = اس کا چیک پوائنٹ: { $problem }
bundle-artefact = ساتھ رکھی چیز { $artefact }: { $problem }
bundle-against-nothing = کسی محفوظ رکھے گئے چیک پوائنٹ سے نہیں ملایا گیا: اس کی کلید کسی اور لاگ پر بھی دستخط کر سکتی تھی
bundle-against-same = لاگ وہی ہے جس کا چیک پوائنٹ محفوظ رکھا گیا، { $size } اندراجات
bundle-against-continues = لاگ محفوظ رکھے گئے چیک پوائنٹ سے آگے جاری ہے: پہلے { $size } اندراجات میں کوئی تبدیلی نہیں
bundle-against-fork = ایک ہی لاگ نہیں: اس کی کلید نے { $size } اندراجات کے دو مختلف لاگ پر دستخط کیے، محفوظ چیک پوائنٹ میں جڑ { $kept } اور بنڈل میں { $here }۔ دونوں محفوظ رکھیں: مل کر یہ ثبوت ہیں
bundle-against-not-proved = { $size } اندراجات کے محفوظ چیک پوائنٹ کے مقابلے میں ثابت نہیں: { $reason }
record-epoch-follows = دور { $epoch } { $opened } پر کھلا اور { $size } اندراجات سے آگے چلتا ہے، جن میں آخری { $left } کا ہے: اس کے بعد پچھلی کلید کے تحت جو درج ہوا وہ اس لاگ میں نہیں۔ جس کے پاس بعد کا چیک پوائنٹ ہو وہ بتا سکتا ہے کہ کتنا تھا: --checkpoint
record-lost = ضائع: پچھلے دور کے { $count } اندراجات، { $first } تا { $last }، جو { $left } کے بعد درج ہوئے۔ جو موجود تھے ان سے پوچھیں کہ تب سے کیا ہوا، اور اسے تاخیر سے درج کریں
record-texts = لوگوں کے متن: { $readable } پڑھے جا سکتے ہیں، { $erased } مٹا دیے گئے
record-texts-without-key = { $subjects } افراد یا موضوعات کے { $count } متن نہیں پڑھے جا سکتے کیونکہ ان کی کلیدیں یہاں نہیں:
record-texts-of = { "  " }{ $subject } ({ $count })
record-texts-altered = جیسا مہر بند ہوا تھا ویسا نہیں: { $problem }
record-shown-not-proved = ذیل میں جو ہے وہ پڑھا گیا ہے، ثابت نہیں کیا گیا: جیسا دستخط ہوا تھا ویسا ہے یا نہیں، یہ `record verify` بتاتا ہے۔
record-nothing-there = { $path } پر نہ کوئی ڈیٹا ڈائریکٹری ہے نہ کوئی بنڈل
record-no-such-movement = بنڈل میں نقل و حرکت { $movement } کے بارے میں کچھ نہیں: اس کا نمبر یا شناخت دیں
record-key-wanted = { $path } ایک بنڈل ہے: --key سے بتائیں کہ یہ کس کے لاگ کا ہونا چاہیے (عوامی کلید، یا وہ فائل جس میں یہ ہے)
record-no-checkpoint = { $path } چیک پوائنٹ نہیں: { $problem }
record-snapshot-as-replayed = محفوظ اسنیپ شاٹ وہی ہے جو پہلے { $size } اندراجات سے بنتا ہے
record-snapshot-not-believed = محفوظ اسنیپ شاٹ کا موازنہ نہیں کیا گیا، اور یہ پروگرام اس سے شروع نہیں ہوتا: { $reason }
record-snapshot-differs = ثابت نہیں: محفوظ اسنیپ شاٹ وہ نہیں جو پہلے { $size } اندراجات سے بنتا ہے۔ لاگ ویسا ہی ہے جیسا دستخط ہوا؛ مگر جو کمرۂ کار یہ ڈائریکٹری کھولے گا وہ اسنیپ شاٹ سے آگے چلے گا۔ اس سے پہلے اسنیپ شاٹ حذف کریں (docs/record.md)، اور معلوم کریں کہ اسے کس نے لکھا
record-no-waivers = کسی نے استثنا نہیں دیا، نہ دینے کی کوشش کی۔
record-waivers = { $by }، { $rule }: دیے گئے { $granted }، ان میں سے واپس لیے گئے { $revoked }؛ نامنظور { $refused }

## Decisions made again

again-nothing-carried = بنڈل میں ضابطے اور حقائق نہیں، اس لیے اس سے فیصلے دوبارہ نہیں کیے جا سکتے۔
again-nothing-decided = یہاں کوئی اندراج قواعد کی جانچ نہیں: دوبارہ کرنے کو کچھ نہیں۔
again-same = { $count ->
        [one] 1 فیصلہ دوبارہ کیا گیا، نتیجہ
       *[other] { $count } فیصلے دوبارہ کیے گئے، نتائج
    } ریکارڈ کے مطابق
again-different = ثابت نہیں: دوبارہ کرنے پر { $count ->
        [one] 1 فیصلہ
       *[other] { $count } فیصلے
    } مختلف؛ پہلا اندراج { $entry } ہے، { $movement } کے بارے میں: { $what }
again-different-engine = { "  " }اسے { $engine } نے درج کیا اور { $this } نے دوبارہ کیا: فرق ان کا ہو سکتا ہے
again-not-made = { $count ->
        [one] 1 فیصلہ دوبارہ نہیں کیا جا سکا
       *[other] { $count } فیصلے دوبارہ نہیں کیے جا سکے
    }؛ پہلا اندراج { $entry } ہے: { $why }
again-other-engine = { $count ->
        [one] 1 فیصلہ
       *[other] { $count } فیصلے
    } اس ورژن { $this } کے علاوہ کسی ورژن نے درج کیے
again-bars-as-recorded = دوبارہ صرف قواعد کے فیصلے کیے گئے۔ قواعد کے علاوہ رکاوٹیں (گیٹ، علاقہ، اجازت) ریکارڈ کے مطابق مانی گئیں۔
again-verdict = { $rule } ریکارڈ پر { $recorded } ہے اور دوبارہ { $again } نکلا
again-verdict-not-asked = نہیں پوچھا گیا
again-failing = ریکارڈ پر رکاوٹ: { $recorded }؛ دوبارہ: { $again }
again-clears = { $recorded ->
        [cleared] ریکارڈ پر اجازت ہے اور دوبارہ کرنے پر اجازت نہیں بنتی
       *[refused] ریکارڈ پر اجازت نہیں اور دوبارہ کرنے پر اجازت بنتی ہے
    }
again-holds-until = ریکارڈ کے مطابق یہ { $recorded ->
        [for-ever] ہمیشہ
       *[other] { $recorded } تک
    } برقرار ہے، اور قواعد کے مطابق { $again } تک
again-absent = { $artefact } یہاں نہیں
again-unreadable = یہ ورژن { $artefact } نہیں پڑھ سکتا: { $reason }
again-not-composing = یہ ورژن اس کے ضابطے یکجا نہیں کر سکتا
record-export-with-duress = یہ بنڈل جبر کے بارے میں بتاتا ہے: کس نے اور کیسے اشارہ کیا، ان سے کیا پوچھا گیا، کنٹرول روم نے کسے بلایا۔ جب تک جبر جاری ہو اس سے ان کی جان جا سکتی ہے۔ جسے معلوم نہیں ہونا چاہیے اسے نہ دیں
