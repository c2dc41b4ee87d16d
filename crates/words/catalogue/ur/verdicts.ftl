### What became of a rule, and of a movement.

verdict-met = پورا
verdict-breached = خلاف ورزی
verdict-unproved = غیر ثابت شدہ
verdict-waived = مستثنیٰ
verdict-not-applicable = لاگو نہیں
effect-refuse = نقل و حرکت روانہ نہیں ہوگی، اور کوئی استثنا نہیں دے سکتا
effect-refuse-unless-waived = نقل و حرکت روانہ نہیں ہوگی، جب تک { $role } تحریری طور پر اور مقررہ مدت کے لیے استثنا نہ دے
effect-warn = خبردار کیا جاتا ہے، اور نقل و حرکت روانہ ہو سکتی ہے
state-known = معلوم
state-missing = کسی نے نہیں بتایا
state-stale = میعاد ختم
state-contradictory = متنازع
stage-requested = درخواست شدہ
stage-cleared = اجازت یافتہ
stage-held = روکی گئی
stage-under-way = راستے میں
stage-arrived = پہنچ گئی
stage-closed = مکمل بند
stage-cancelled = منسوخ

## What bars a movement besides the rules

bar-stand-fast = { $area } میں نقل و حرکت بند ہے جب تک حکم واپس نہ لیا جائے
bar-clock-unsound = گھڑی ہم وقت نہیں: وقت سے متعلق کوئی قاعدہ ثابت نہیں ہو سکتا
bar-no-rules = کوئی ضابطہ نافذ نہیں: کچھ ثابت نہیں ہو سکتا
bar-urgent = یہ فوری ہے: فوری نقل و حرکت فوراً شروع ہوتی ہے، اس کی نگرانی اور جائزہ ہوتا ہے، مگر اسے اجازت نامہ نہیں ملتا
bar-not-a-journey = یہ صرف اجازت ہے؛ روانگی اس کے تحت ہر سفر کی ہوتی ہے
bar-no-permission = جس اجازت کے تحت یہ ہے وہ منظور نہیں، ختم ہو چکی ہے یا اس دن پر لاگو نہیں
bar-before-its-day = حکم کے مطابق روانگی { $day } کو ہے: پہلے جانا ہو تو حکم میں ترمیم کریں تاکہ متعلقہ افراد کو دوبارہ اطلاع ملے
bar-out-of-season = راستے کا ایک حصہ سال کے اس وقت بند ہے، یا دن معلوم نہیں: دوسرا راستہ طے کریں یا دن بتائیں
bar-vehicle-does-not-fit = { $vehicle } راستے کی حد سے بڑی یا بھاری ہے: دوسرا راستہ طے کریں یا دوسری گاڑی لیں
bar-vehicle-unmeasured = راستے پر حد ہے اور { $vehicle } کا حجم یا وزن کسی نے نہیں بتایا: رجسٹر میں درج کریں
bar-too-much-said = اس کے بارے میں معلومات جانچ کی حد سے زیادہ ہیں: نقل و حرکت کو تقسیم کریں
bar-gate-unchecked = گیٹ پر نمبر پلیٹوں، عملے اور افراد کی گنتی نہیں ہوئی
bar-gate-outdated = گیٹ کی جانچ پرانی ہے، یا اس کے بعد حکم بدل گیا
bar-heads-differ = گیٹ پر گنے گئے افراد حکم سے مختلف ہیں
