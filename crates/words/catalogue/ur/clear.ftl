### What `clear` answers: both ends of it, the table, the way out, and what it does not say.

outcome-cleared = اجازت ہے
outcome-refused = اجازت نہیں
headline = { $number }  { $outcome }{ $off }  بوقت { $at }: { $counts }
headline-switched-off = {"، "}{ $count } قاعدے بند
headline-rules = قواعد: { $counts }
headline-rules-and-warnings = قواعد: { $counts }؛ تنبیہات { $warnings }
headline-count = { $count } { $verdict }
held-against = جن ضابطوں پر پرکھا گیا: { $books }
held-against-book = { $book } ({ $all } میں سے { $applying } قاعدے لاگو)
held-against-without = بند کیے گئے: { $rules }
table-rule = قاعدہ
table-verdict = فیصلہ
table-why = وجہ، اور اس کے پیچھے حقائق
table-mend = کون درست کر سکتا ہے، اور کیسے
table-others = (دیگر)
table-a-warning = (تنبیہ)
table-fact = · { $fact }
table-more-facts = · اور { $count } مزید
table-or = { $way }؛ یا { $other }
table-waiver = (استثنا: { $role })
fact-known = { $fact }: { $claims }
fact-missing = { $fact }: کسی نے نہیں بتایا
fact-stale = { $fact }: میعاد ختم؛ پہلے { $claims }
fact-contradictory = { $fact }: متنازع: { $claims }
fact-against = { $claim } بمقابلہ { $other }
claim = { $value } ({ $cite }، { $age })
claim-by = { $value } ({ $by }، { $cite }، { $age })
age-fresh = تازہ
age-old = { $span } پرانا
not-waived = استثنا نہیں دیا گیا: { $rule }۔ { $role } کو اس کا اختیار نہیں؛ کوشش ریکارڈ پر ہے۔
besides-the-rules = قواعد کے علاوہ: { $bar }
way-out = { $rules } قاعدے رکاوٹ ہیں۔ اجازت کا مختصر ترین راستہ، { $steps } اقدامات:
way-out-found = { $rules } قاعدے رکاوٹ ہیں۔ اجازت کا اب تک ملا مختصر ترین راستہ، { $steps } اقدامات:
way-out-none = { $rules } قاعدے رکاوٹ ہیں، اور اجازت کا کوئی راستہ نہیں ملا۔
way-out-stuck = { $rules } کا کوئی تدارک نہیں: جو پایا گیا وہ برقرار ہے۔ کسی اور نقل و حرکت کا منصوبہ بنائیں۔
way-out-unknown = { $rules } کے لیے معلومات ناکافی ہیں: اوپر کی سطریں دیکھیں، جو معلوم ہے بتائیں، پھر پوچھیں۔
way-out-bounded = (تلاش محدود تھی، { $tried } امتزاج: ممکن ہے اس سے مختصر راستہ ہو۔)
way-out-none-bounded = (تلاش محدود تھی، { $tried } امتزاج: ممکن ہے کوئی راستہ ہو۔)
proved-until = فی الحال ثابت شدہ۔ صرف وقت گزرنے سے { $until } کو یہ بدل سکتا ہے؛ تب دوبارہ ثابت ہوگا ورنہ نقل و حرکت رکے گی۔
proved-for-now = فی الحال ثابت شدہ۔ صرف وقت گزرنے سے یہ نہیں بدلتا؛ حقائق بدلنے سے بدلتا ہے۔
not-yet-proved = طے شدہ روانگی { $at } کے لیے ابھی ثابت نہیں: { $rules }۔ جن باتوں پر یہ قائم ہیں ان کی میعاد تب تک ختم ہو جائے گی، یا وہ اسی دن ہونی ہیں۔
oldest-fact = پورے ہونے والے قواعد کے پیچھے سب سے پرانی حقیقت: { $fact }، { $age }۔
asked-by-no-rule = بتائے گئے، مگر کسی لاگو قاعدے نے نہیں پوچھے: { $facts }۔
asked-by-no-rule-and-more = بتائے گئے، مگر کسی لاگو قاعدے نے نہیں پوچھے: { $facts } اور { $count } مزید۔
not-covered = جو کہیں نہیں بتایا گیا اور کسی قاعدے نے نہیں پوچھا، وہ اس میں شامل نہیں: یہ قواعد سڑک کی اصل صورت حال نہیں۔
seal-rulebook = ضابطہ { $hash }
seal-facts = حقائق { $hash }
seal-record = ریکارڈ: اندراج { $first } تا { $last }

## The demonstration

demonstration = نمائش۔ پہلی نقل و حرکت بشام کا تاریخی واقعہ ہے، شائع شدہ حقائق کے ساتھ؛ دوسری فرضی ہے۔ یہاں کسی موجودہ نقل و حرکت کا ذکر نہیں۔
rule-titled = { $title } [{ $cited }]

## Where the terminal is too narrow for columns, or the language runs from right to left

row-heading = { $rule }: { $verdict }
row-warning = { $verdict } { $warning }
row-mend = حل – { $mend }
step = { $number }. { $step }
