### What `match` says.

match-road = { $from } سے { $until } تک: { $road }، { $length } کلومیٹر
match-unnamed = بے نام سڑک
match-off-road = { $from } سے { $until } تک: نیٹ ورک کی ہر سڑک سے باہر
match-silence = { $from } سے { $until } تک: بہت دیر یا بہت دور تک کوئی اطلاع نہیں آئی؛ اس دوران کہاں سے گزرا معلوم نہیں
match-jump = { $from } سے { $until } تک: کسی بھی گاڑی سے زیادہ تیز؛ دونوں میں سے ایک مقام غلط ہے
match-no-way = { $from } سے { $until } تک: کوئی سڑک نہیں بتاتی کہ یہ کیسے آگے پہنچا؛ یا سڑک نقشے میں نہیں، یا اس کے قواعد کے خلاف چلائی گئی
match-other-network = { $from } سے { $until } تک: یہاں سے دوسرا نیٹ ورک شمار ہوتا ہے
match-left-out-late = مقامات جو بعد والوں کے پیچھے آنے کی وجہ سے چھوڑ دیے گئے: { $count }
match-left-out-repeated = مقامات جو اسی لمحے کا مقام موجود ہونے کی وجہ سے چھوڑ دیے گئے: { $count }
match-left-out-vague = مقامات جو 200 میٹر سے زیادہ غیر واضح ہونے کی وجہ سے چھوڑ دیے گئے: { $count }
