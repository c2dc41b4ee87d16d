### What `route` says.

route-column-way = راستہ
route-column-time = وقت
route-column-length = فاصلہ
route-column-coverage = سگنل کے بغیر سب سے لمبا حصہ
route-column-haven = محفوظ پناہ کے بغیر سب سے لمبا حصہ
route-column-shared = پہلے راستے سے مشترک
route-column-districts = اضلاع
route-cell = { $head }: { $cell }
route-kilometres = { $length } کلومیٹر
route-no-districts = معلوم نہیں
route-exposure-unknown = ان راستوں پر خطرہ کتنا ہے معلوم نہیں، اس کا مطلب یہ نہیں کہ خطرہ نہیں: وہاں کوئی تازہ ذریعہ نظر نہیں رکھتا۔
route-support-unknown = سگنل کہاں ہے اور محفوظ پناہیں کہاں ہیں معلوم نہیں: اس نیٹ ورک کے ساتھ کسی نے نہیں بتایا (roads import --support)۔
route-too-far = { $point } ہر سڑک سے بہت دور ہے: قریب ترین چوراہا { $nearest } ({ $label }) ہے، { $distance } کلومیٹر دور، اور نیٹ ورک اپنے چوراہوں کے گرد { $reach } کلومیٹر تک پہنچتا ہے
route-islands = { $from } سے { $to } تک کوئی سڑک نہیں جاتی: دونوں نیٹ ورک کے الگ ٹکڑوں میں ہیں جنہیں کوئی سڑک نہیں ملاتی
route-closed = { $from } سے { $to } تک کوئی ایسی سڑک نہیں جاتی جسے یہ گاڑی تب استعمال کر سکے: اس کا حجم، مہینہ، اور وہاں جو بند یا نجی ہے دیکھیں
route-column-exposure = خطرہ
route-sort-fastest = تیز ترین
route-sort-least-exposed = سب سے کم خطرہ
route-sort-trade-off = درمیانی انتخاب
route-sort-apart = الگ راستہ
route-unknown = معلوم نہیں
route-exposure = دس لاکھ میں { $events }
route-exposure-partly = دس لاکھ میں { $events }، { $unknown } % معلوم نہیں
route-exposure-means = خطرہ: ایسے دس لاکھ سفروں میں متوقع واقعات، دی گئی اطلاعات اور docs/threat.md کے مطابق۔ جہاں سے کوئی اطلاع نہیں دیتا وہاں معلوم کا اوسط لیا گیا ہے؛ وہ نامعلوم ہے، صفر نہیں۔ 0.0 کا مطلب ہے کہ کوئی اطلاع نہیں آئی، یہ نہیں کہ کچھ نہیں ہو سکتا۔
