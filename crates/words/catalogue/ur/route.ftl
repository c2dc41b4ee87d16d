### What `route` says.

route-column-way = راستہ
route-column-time = وقت
route-column-length = فاصلہ
route-column-shared = پہلے راستے سے مشترک
route-column-districts = اضلاع
route-cell = { $head }: { $cell }
route-kilometres = { $length } کلومیٹر
route-no-districts = معلوم نہیں
route-exposure-unknown = ان راستوں پر خطرہ کتنا ہے معلوم نہیں، اس کا مطلب یہ نہیں کہ خطرہ نہیں: کوئی اطلاعات نہیں دیکھی گئیں۔
route-too-far = { $point } ہر سڑک سے بہت دور ہے: قریب ترین چوراہا { $nearest } ({ $label }) ہے، { $distance } کلومیٹر دور، اور نیٹ ورک اپنے چوراہوں کے گرد { $reach } کلومیٹر تک پہنچتا ہے
route-islands = { $from } سے { $to } تک کوئی سڑک نہیں جاتی: دونوں نیٹ ورک کے الگ ٹکڑوں میں ہیں جنہیں کوئی سڑک نہیں ملاتی
route-closed = { $from } سے { $to } تک کوئی ایسی سڑک نہیں جاتی جسے یہ گاڑی تب استعمال کر سکے: اس کا حجم، مہینہ، اور وہاں جو بند یا نجی ہے دیکھیں
