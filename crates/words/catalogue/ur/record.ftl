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
