### Why a text or a value is not what it should be.

unfit-word = `{ $text }` لفظ نہیں: 1 سے 64 حروف (A-Z، a-z)، ہندسے اور - . _ / + : لکھیں، بغیر خالی جگہ
unfit-path = `{ $path }` پتہ نہیں: یوں لکھیں vehicles[bus-1].bullet_proof
unfit-year = { $text } سن 1900 سے 2199 کے باہر ہے: سال دیکھیں
unfit-moment = `{ $text }` وقت نہیں: یوں لکھیں 2024-03-26T09:15:00+05:00، یو ٹی سی سے فرق کے ساتھ
unfit-day = `{ $text }` تاریخ نہیں: یوں لکھیں 2024-03-26
unfit-area = `{ $text }` علاقہ نہیں: چھوٹے حروف میں، ملک کے دو حرفی کوڈ سے شروع کر کے لکھیں، جیسے pk/kp/shangla
unfit-list-full = { $list } میں پہلے ہی { $most } چیزیں ہیں، جو زیادہ سے زیادہ ہے: نقل و حرکت کو تقسیم کریں
unfit-fact = حقیقت `{ $path }` نہیں ہے: حقائق کی فہرست دیکھیں
unfit-fact-hint = حقیقت `{ $path }` نہیں ہے: { $hint }
unfit-hint-thing = یہ کسی چیز کا نام ہے؛ اس کی کوئی صفت لکھیں
unfit-hint-list = یہ فہرست ہے؛ ایک چیز ({ $kind }) یوں لکھیں: [label]
unfit-hint-no-list = یہ فہرست نہیں ہے
unfit-hint-no-attributes = آخری نقطے سے پہلے والے حصے کی صفات نہیں ہیں
unfit-hint-attributes = { $kind } کی صفات: { $names }
unfit-value = `{ $path }` میں یہ آتا ہے: { $expected }؛ `{ $given }` نہیں
takes-yes-no = true یا false
takes-word = ایک لفظ
takes-one-of = ان میں سے ایک: { $words }
takes-area = علاقہ چھوٹے حروف میں، ملک کے دو حرفی کوڈ سے شروع، جیسے pk/kp/shangla
takes-number = مکمل عدد، منفی نہیں
takes-length = لمبائی جیسے "150 m"، منفی نہیں
takes-mass = وزن جیسے "15 kg"، منفی نہیں
takes-span = مدت جیسے "2 h"، منفی نہیں
takes-moment = وقت یو ٹی سی سے فرق کے ساتھ، جیسے 2024-03-26T09:15:00+05:00
takes-day = دن جیسے 2024-03-26
takes-place = مقام جیسے 34.93,72.88
