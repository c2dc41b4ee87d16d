### What `replay` answers about historical cases.

finding-breached = خلاف ورزی
finding-no-breach = کوئی خلاف ورزی شائع نہیں
finding-not-provable = ناقابلِ ثبوت
replay-case = { $number }: { $finding }
replay-as-of = بتاریخ { $at }، بمطابق { $books }
replay-rule = { $verdict } { $rule }: { $reason }
replay-unproved = { $verdict }: { $count } قاعدے؛ اس وقت اور جگہ لاگو نہیں: { $idle }
replay-differs = فرق { $rule }: متوقع { $expected }، نتیجہ { $found }: { $reason }
replay-differs-unknown = فرق { $rule }: متوقع { $expected }، مگر کسی اختیار کردہ ضابطے میں یہ نہیں
replay-as-expected = { $count } واقعات؛ ہر ایک کا نتیجہ توقع کے مطابق۔
replay-not-as-expected = { $count } واقعات؛ توقع کے مطابق نہیں: اوپر دیکھیں۔
replay-day-begins = مشق: { $title }۔ دن گھڑی سے { $speed } گنا تیز چلایا جاتا ہے۔ فرضی باتیں:
replay-day-line = { $at }  { $said }
replay-day-ends = دن ختم ہوا: { $raised } انتباہات اٹھے، { $withdrawn } واپس لیے گئے، { $open } کھلے ہیں۔
replay-day-person = { $duty }{ $is ->
    [alone] { "" }
   *[of] ، { $of }
} (فرضی)
replay-day-told = { $told } پیغام اس دن کے فرضی افراد تک پہنچے؛ اس مشین سے کچھ باہر نہیں گیا۔
replay-day-unreached = جنہیں بتانا تھا اور جن کا کوئی پتا نہیں، جیسا کہ اس دن انہیں اطلاع نہیں دی گئی: { $people }۔
replay-day-kept = یہ محفوظ ہے اور دوبارہ دیکھا جا سکتا ہے: جو پایا گیا اسے موصول رپورٹوں سے پرکھا جاتا ہے۔ اس ڈائریکٹری سے چلایا گیا کمرہ وہ رپورٹیں مٹا دیتا ہے جو رکھنے کی مدت (‎--keep-tracks) سے پرانی ہوں۔
replay-day-thrown-away = اس میں سے کچھ محفوظ نہیں: ‎--data DIR کے ساتھ دن دوبارہ دیکھا جا سکتا ہے۔
