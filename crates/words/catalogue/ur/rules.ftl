### What `rules` answers.

explain-rule = { $rule } ({ $book }، سطر { $line })
explain-when = کب لاگو ہے
explain-require = کیا ضروری ہے
explain-facts = حقائق کا مطلب
explain-fact = { $name }: { $meaning }
explain-where-and-when = کہاں اور کب: { $area }، { $effective }
explain-everywhere = ہر جگہ
explain-in-area = { $area } میں
explain-consequence = اگر پورا نہ ہو یا ثابت نہ ہو: { $effect }
explain-mended-by = درست کرنے والا: { $role }
explain-ways-out = حل
explain-or = یا
explain-source = ماخذ: { $key } { $text }
explain-our-choice = ہمارا انتخاب، بحوالہ: { $key } { $text }
explain-note = نوٹ: { $note }
explain-examples = مثالیں
fact-complete-meaning = کوئی ذمہ دار ضمانت دیتا ہے کہ فہرست مکمل ہے

## Checked and tested

rules-sound = { $file }: { $count ->
        [one] 1 قاعدہ
       *[other] { $count } قاعدے
    }{ $thresholds ->
        [0] {""}
        [one] ، 1 حد
       *[other] ، { $thresholds } حدیں
    }، کوئی خامی نہیں؛ { $hash }
rules-together = یکجا: { $problem }
rules-tested = { $count ->
        [one] 1 مثال
       *[other] { $count } مثالیں
    }، { $failed } ناکام
rules-example-failed = { $at }: { $rule }، { $example }: متوقع { $expected }، نتیجہ { $found }: { $reason }
rules-no-such = قاعدہ `{ $rule }` نہیں ہے؛ یہ ہیں: { $known }
