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
bundle-entry = اندراج { $entry }: { $kind } v{ $version }، منجانب { $actor }، دنیا { $world }
bundle-subject = بتایا گیا موضوع: { $subject }
bundle-not-complete = یہ ثابت کرتا ہے کہ یہ اندراجات لاگ میں ہیں۔ یہ ثابت نہیں کرتا کہ کوئی چھوڑا نہیں گیا۔
bundle-checkpoint = اس کا چیک پوائنٹ: { $problem }
