### What an entry of the record says, as `record show` and `record verify` read it out.

## The line: its place, when, who, what

entry-place = اندراج { $n }
entry-place-exercise = اندراج { $n } (مشق)
entry-recorded-later = { $at } (درج ہوا { $recorded })
entry-by = { $role }، { $agency }
entry-line = { $place }  { $when }  { $what }
entry-line-by = { $place }  { $when }  { $who }: { $what }
entry-not-one = یہاں جو ہے وہ کوئی اندراج نہیں: { $problem }
entry-unknown = { $type } v{ $version } قسم کا اندراج، جسے یہ ورژن نہیں جانتا: اس کا مطلب کوئی نیا ورژن بتائے گا
entry-unreadable = { $type } v{ $version } قسم کا اندراج، جو پڑھا نہیں جا سکتا: { $problem }

## What several of them say: further parts of what happened, and things in it

entry-nothing = کچھ نہیں
entry-text = الفاظ کمرۂ کار کے پاس محفوظ ہیں: متن { $text }
entry-until = کارآمد تا { $at }
entry-statement = { $fact }: { $value } ({ $source })
entry-dropped = خارج: { $items }
entry-person = فرد { $person }
entry-agency = ادارہ { $agency }

## The log itself

entry-log-begun = لاگ شروع ہوا، نام { $origin }، کلید { $key }
entry-epoch-opened = نیا دور شروع ہوا، نام { $origin }، کلید { $key }؛ یہ { $previous } کے { $size ->
        [one] 1 اندراج
       *[other] { $size } اندراجات
    } سے آگے چلتا ہے
entry-key-rotated = لاگ کی نئی کلید، جس پر پرانی اور نئی دونوں کے دستخط ہیں: { $key }
entry-clock-jumped = گھڑی { $span } { $way ->
        [back] پیچھے کی گئی
       *[forward] آگے کی گئی
    }؛ تب سے وہ { $wall } بتاتی ہے، { $synchronised ->
        [yes] ہم وقت
       *[no] معلوم نہیں کہ ہم وقت ہے
    }

## The world, its rules, its register

entry-world-opened = { $world ->
        [actual] اصل صورتِ حال کا ریکارڈ کھولا گیا
       *[exercise] کسی واقعے یا مشق کے لیے الگ ریکارڈ کھولا گیا
    }
entry-rulebooks-adopted = { $count ->
        [one] 1 ضابطہ نافذ کیا گیا
       *[other] { $count } ضابطے نافذ کیے گئے
    }: { $rulebooks }
entry-registered = رجسٹر میں درج کیا گیا: { $facts }

## A movement, from its order to its file

entry-movement-requested = { $kind ->
        [single] نقل و حرکت کی درخواست کی گئی:
        [standing] مستقل اجازت کی درخواست کی گئی:
        [run] مستقل اجازت کے تحت سفر طے کیا گیا:
        [urgent] فوری نقل و حرکت کی اطلاع دی گئی:
       *[observed] سڑک پر دیکھی گئی، تب تک نامعلوم نقل و حرکت کی اطلاع دی گئی:
    } { $number } ({ $movement })؛ اس کے حکم میں { $facts ->
        [one] 1 حقیقت درج ہے
       *[other] { $facts } حقائق درج ہیں
    }
entry-order-amended = { $number } کا حکم بدلا گیا، اب نظرِ ثانی { $revision }: { $facts }
entry-network-adopted = سڑکوں کا نقشہ { $network } نافذ کیا
entry-route-planned = { $number } کا راستہ طے کیا، اب نظرثانی { $revision }: { $km } کلومیٹر، { $stretches } ٹکڑے، { $dangers ->
        [0] اس پر کوئی خطرہ رپورٹ نہیں
        [one] اس پر 1 خطرہ رپورٹ ہے
       *[other] اس پر { $dangers } خطرے رپورٹ ہیں
    }
entry-route-touched = { $number } کے راستے پر خطرہ ہے اور { $closes ->
        [yes] راستہ بند ہے
        [announced] راستہ اعلان کردہ وقت سے بند ہو گا
       *[no] راستہ بند نہیں
    } ({ $danger })
entry-draw-committed = { $number } کے راستے اور وقت کی قرعہ اندازی کا عہد، { $lots } پرچیوں میں سے: { $commitment }
entry-draw-contributed = { $number } کی قرعہ اندازی میں اضافہ کیا: { $contribution }
entry-draw-revealed = { $number } کے لیے راستہ { $way } اور وقت { $at } نکلا: ایک ارب میں سے ٹکٹ { $ticket }، بیج { $seed }
entry-danger-reported = سڑکوں پر خطرے کی اطلاع دی، { $kind }، { $since } سے ({ $danger })
entry-danger-began = خطرہ { $danger }، جس کا اعلان ہو چکا تھا، شروع ہو گیا
entry-danger-lifted = خطرہ { $danger } تصویر سے ہٹا دیا
entry-device-enrolled = آلہ { $device } درج کیا، جو { $serves } کے لیے اطلاع دیتا ہے
entry-device-until = { $at } تک
entry-device-language = اطلاع کی زبان: { $language ->
    [ur] اردو
    [zh] چینی
   *[other] انگریزی
}
entry-device-revoked = آلہ { $device } منسوخ کیا
entry-track-sealed = { $number } پر { $devices } آلات کی { $reports } اطلاعات ریکارڈ سے جوڑیں
entry-tracks-sealed-beside = کسی نقل و حرکت کے بغیر { $devices } آلات کی { $reports } اطلاعات ریکارڈ سے جوڑیں
entry-voice-reported = درج کیا گیا کہ { $number } نے { $at } پر { $point } عبور کیا، بذریعہ { $means ->
    [radio] ریڈیو
    [telephone] ٹیلی فون
   *[sms] مختصر پیغام
}
entry-voice-well = درج کیا گیا کہ { $number } { $at } پر خیریت سے تھا، بذریعہ { $means ->
    [radio] ریڈیو
    [telephone] ٹیلی فون
   *[sms] مختصر پیغام
}
entry-voice-reporter = اطلاع دینے والا: { $who }
entry-voice-taken-back = { $number } کے بارے میں درج زبانی اطلاع واپس لی گئی: اب شمار نہیں ہوتی
entry-silence-announced = { $over } پر { $from } سے { $until } تک خاموشی طے کی گئی، وجہ: { $why ->
    [shutdown] موبائل سروس کی بندش
    [jamming] جیمنگ
   *[dead-ground] بے سگنل علاقہ
}؛ راستے پر موجود ہر { $minutes } منٹ بعد کال کریں گے ({ $silence })
entry-silence-lifted = خاموشی { $silence } ختم کی گئی
entry-voice-calls-checked = خاموشی { $silence } میں { $at } کی کالیں دیکھی گئیں: { $missed ->
    [0] کوئی نہیں چھوٹی
   *[other] { $missed } چھوٹ گئیں
}
entry-words-agreed = { $who } کے ساتھ جبر کے الفاظ اور پن طے کیے گئے
entry-checked-in = { $number } کے { $who } نے بتایا کہ سب خیریت ہے
entry-duress-signalled = { $number } میں جبر: { $who }، { $by ->
    [word] طے شدہ لفظ سے
    [pin] طے شدہ پن سے
    [challenge-missed] وقت پر جواب نہ دینے سے
   *[challenge-failed] درست جواب نہ دینے سے
} ({ $alert })
entry-duress-ended = { $number } کے { $who } نے سوال کا جواب دیا: جبر ختم ({ $alert })
entry-duress-unheard = { $number } کے جبر کو جاننے والوں میں سے کسی نے وقت پر نہیں لیا: انہیں پھر بتایا گیا، اور کوئی نہ لے تو اگلی بار { $due } پر ({ $alert })
entry-challenge-put = { $number } کے { $who } سے طے شدہ سوال پوچھا گیا، جواب { $due } تک
entry-challenge-answered = { $right ->
    [yes] { $number } کے { $who } نے سوال کا درست جواب دیا
   *[no] { $number } کے { $who } نے سوال کا وقت پر درست جواب نہیں دیا
}
entry-responder-called = { $number } میں جبر سے { $person } کو آگاہ کیا گیا
entry-hand-overs-planned = { $number } کی حوالگی کی سرحدیں طے کی گئیں: { $count }
entry-hand-over-given = { $number } کو { $at } پر { $party } کی حد پر حوالے کیا گیا
entry-hand-over-confirmed = { $number } کو { $at } پر { $party } کی حد پر وصول کیا گیا
entry-hand-over-overdue = { $number } { $party } میں متوقع ہے، اور دونوں طرف سے حوالگی کی تصدیق نہیں ہوئی
entry-facts-reported = { $number } کے بارے میں شواہد دیے گئے: { $facts }
entry-approved = { $granted ->
        [yes] { $number } کی منظوری دی گئی
       *[no] { $number } کی منظوری سے انکار کیا گیا
    }
entry-urgent-started = { $number } اجازت کے بغیر فوراً شروع کی گئی؛ جائزے کی آخری حد { $due }
entry-urgent-reviewed = { $number } کی فوری روانگی کا جائزہ لیا گیا
entry-review-overdue = { $number } کا جائزہ تاخیر کا شکار ہے
entry-departure-observed = { $number } کو { $at } پر سڑک پر دیکھا گیا، بلا اجازت
entry-arrived = { $number } { $at } پر پہنچ گئی
entry-closed = { $number } کی فائل بند کی گئی
entry-cancelled = { $number } منسوخ کی گئی
entry-case-opened = { $number } کے بارے میں تفتیش کھولی گئی
entry-search-asked = { $number } کی تفتیش میں تلاش مانگی: { $of } کا آلہ { $from } سے { $until } تک کہاں تھا
entry-search-answered = { $approved ->
        [yes] { $number } کی تفتیش میں تلاش منظور کی؛ { $until } تک پڑھی جا سکتی ہے
       *[no] { $number } کی تفتیش میں تلاش رد کی
    }
entry-search-read = { $number } کی تفتیش میں تلاش کا نتیجہ پڑھا

## Those who are told

entry-early-notice-given = { $number } کی پیشگی اطلاع { $party } کو { $at } پر دی گئی ({ $channel })، ایام { $first } تا { $last }؛ جواب نہ آئے تو { $due } پر ٹیلی فون کرنا لازم ہے
entry-late-notice-given = { $number } کی حتمی اطلاع (وقت اور راستہ) { $party } کو { $at } پر دی گئی ({ $channel })
entry-notice-answered = { $number } کے بارے میں { $party } کا جواب: { $answer ->
        [received] اطلاع موصول ہوئی، کوئی وعدہ نہیں کیا گیا
        [accepted] قبول (نامزد افسر، وسائل اور ٹیلی فون کے ساتھ)
       *[objected] اعتراض
    }، بوقت { $at }، { $means ->
        [written] تحریری
        [read-back] ٹیلی فون پر، دہرایا گیا
       *[telephone] ٹیلی فون پر، دہرایا نہیں گیا
    }
entry-call-due = { $number } کے بارے میں { $party } کو ٹیلی فون کرنا لازم ہے: کوئی جواب نہیں آیا
entry-call-was-vain = { $number } کے بارے میں { $party } کو ٹیلی فون کیا گیا، جواب نہیں ملا؛ اگلا ٹیلی فون { $due } پر لازم ہے
entry-no-objection-issued = { $granted ->
        [yes] { $number } کے لیے { $party } کا این او سی جاری کیا گیا
       *[no] { $number } کے لیے { $party } کا این او سی دینے سے انکار کیا گیا
    }

## The rules

entry-waiver-granted = { $number } کے لیے { $rule } سے { $at } تک استثنا دیا گیا
entry-waiver-refused = { $number } کے لیے { $rule } سے استثنا دینے کی کوشش کی گئی، جس کا اختیار نہ تھا: کوئی استثنا نہیں دیا گیا
entry-waiver-revoked = { $number } کے لیے استثنا { $waiver } واپس لیا گیا
entry-clearance-evaluated = { $prompt ->
        [asked] اجازت مانگی گئی
        [change] کچھ بدلا
        [time] وقت گزرا
       *[departure] روانگی مانگی گئی
    }: { $number } { $outcome }: { $why }
entry-departure-authorised = روانگی کی اجازت: { $number }: { $why }
entry-departure-refused = روانگی سے انکار: { $number }: { $why }
entry-verdict = { $rule } { $verdict }
entry-bars = قواعد کے علاوہ: { $bars }
entry-warnings = تنبیہات: { $rules }
entry-proved = { $met ->
        [one] 1 قاعدہ پورا
       *[other] { $met } قاعدے پورے
    }، { $idle } لاگو نہیں
entry-holds-until = زیادہ سے زیادہ { $at } تک برقرار

## The gate

entry-gate-checked = { $number } کی گیٹ پر جانچ: { $vehicles ->
        [one] 1 گاڑی
       *[other] { $vehicles } گاڑیاں
    }، عملے کے { $crew }، گنے گئے افراد { $heads }؛ { $compared } (حکم کی نظرِ ثانی { $revision })
entry-gate-as-ordered = حکم کے مطابق
entry-gate-differs = { $how ->
        [vehicle-absent] گاڑی { $what } موجود نہیں
        [vehicle-unplanned] گاڑی { $what } منصوبے میں نہیں
        [person-absent] { $what } موجود نہیں
       *[person-unplanned] { $what } منصوبے میں نہیں
    }
entry-gate-heads-differ = گنے گئے افراد { $seen }، منصوبے میں { $planned }

## The road: areas, those under way, alerts

entry-alert-level-set = { $stands-fast ->
        [yes] { $area } کی سطحِ انتباہ { $level } مقرر، نقل و حرکت بند
       *[no] { $area } کی سطحِ انتباہ { $level } مقرر
    }
entry-held-to-stand-fast = { $number } روکی گئی: { $area } میں نقل و حرکت بند ہے
entry-released = { $area } کھول دیا گیا
entry-decision-asked = { $number } کے راستے والوں سے فیصلہ مانگا گیا: { $why ->
        [rules] اب ثابت نہیں: { $what }
        [stand-fast] { $what } میں نقل و حرکت بند ہے
        [danger] ان کے راستے پر خطرے کی اطلاع ملی ({ $what })
       *[permission-ended] جس اجازت کے تحت یہ ہے وہ ختم ہو گئی
    }
entry-chosen = { $number } کے راستے والوں کا فیصلہ: { $choice ->
        [continue] منصوبے کے مطابق جاری
        [divert] دوسرا راستہ
        [return] واپسی
       *[safe-haven] قریبی پناہ گاہ
    }
entry-alert-about = { $about }، { $part }
entry-alert-raised = انتباہ { $number }: { $rule } ({ $alert })
entry-alert-raised-late = انتباہ { $number }، تاخیر سے: { $rule } ({ $alert })
entry-alert-withdrawn = { $number } کے بارے میں انتباہ { $alert } واپس لیا گیا: بعد کی اطلاعات کے مطابق ایسا نہیں تھا
entry-alert-changed = { $number } کے بارے میں انتباہ { $alert } میں بتائی گئی بات { $how ->
    [again] پھر سے ہے: کسی کو اسے نئے سرے سے لینا ہے
    [over] ختم ہو گئی
   *[goes-on] جاری ہے
}{ $of ->
    [none] { "" }
   *[some] : { $vehicles }
}
entry-watch-set = اب سے { $number } کی نگرانی حکم { $order } کے مطابق ہے
entry-went-unheard = { $number } کی خبر پھر آ رہی ہے: { $since } سے کچھ نہیں سنا گیا، کیونکہ کمرہ یا اس کی مشین بند تھی، یا مشین سو رہی تھی۔ اس دوران TAK سے بھیجا گیا ضائع ہے، فون اسے دوبارہ بھیجتے ہیں
entry-room-unheard = کمرہ پھر سن رہا ہے: { $since } سے کچھ نہیں سنا گیا، کیونکہ وہ یا اس کی مشین بند تھی، یا مشین سو رہی تھی
entry-heard-again = { $at } سے پھر سن رہا تھا
entry-alert-escalated = { $number } کے بارے میں انتباہ { $alert } کسی نے وقت پر نہیں لیا: اسے آگے پہنچایا گیا، { $step ->
        [room] پورے کمرے تک
        [commander] کمانڈر تک
        [districts] متعلقہ اضلاع تک
       *[authority] مجاز حکام تک
    }: { $people }
entry-nobody-to-tell = بتانے کے لیے کوئی نہیں، اس لیے فوراً اگلا مرحلہ
entry-shift-begun = نگرانی سنبھالی، جو کسی کے پاس نہ تھی
entry-shift-taken = { $offered ->
        [yes] نگرانی سنبھالی جو { $person } نے پیش کی
       *[no] { $person } سے نگرانی سنبھالی، جس نے پیش نہیں کی تھی
    }
entry-shift-next = اگلی باری { $person }
entry-shift-offered = نگرانی { $person } کو پیش کی
entry-shift-signed-for = نقل و حرکت { $movements } اور انتباہات { $alerts } کی ذمہ داری لی گئی
entry-alert-acknowledged = انتباہ { $alert } کا ذمہ لیا گیا
entry-alert-closed = انتباہ { $alert } بند کیا گیا: { $verdict ->
        [true] ایسا ہی تھا
        [false] ایسا نہیں تھا
       *[planned] ایسا ہی تھا، اور منصوبے کے مطابق
    }

## People, and messages to them

entry-person-enrolled = { $person } کا اندراج: { $role }، { $agency }
entry-person-dismissed = { $person } سبکدوش
entry-person-erased = { $again ->
        [yes] بحالی کے بعد { $person } کا ڈیٹا دوبارہ مٹایا گیا
       *[no] { $person } کا ڈیٹا مٹایا گیا
    }
entry-seen = درج کیا گیا کہ کس نے کیا دیکھا: { $count ->
        [one] 1 حصہ
       *[other] { $count } حصے
    }
entry-address-set = { $recipient } کے پیغامات اب سے دوسرے پتے پر جائیں گے
entry-address-dropped = { $recipient } کے پیغامات اب کہیں نہیں جائیں گے
entry-messages-due = { $number } ({ $about }) کے بارے میں اطلاع دی جانی ہے: { $recipients }
entry-messages-due-nobody = کسی کو نہیں
entry-messages-due-message = { $recipient } (پیغام { $message })
entry-messages-due-without-address = جن کا پتا نہیں: { $people }
entry-message-delivered = { $recipient } کو { $number } ({ $about }) کے بارے میں اطلاع دی گئی: پیغام { $message }
entry-message-failed = اطلاع نہیں پہنچی: { $recipient }، { $number } ({ $about }) کے بارے میں: پیغام { $message } ناکام ({ $why ->
        [given-up] مزید کوشش ترک کر دی گئی
        [not-in-time] وقت پر نہیں لیا گیا، کوشش جاری ہے
        [refused] وصول کنندہ نے لینے سے انکار کیا
        [bad-address] پتا قابلِ استعمال نہیں
       *[no-address] کوئی پتا نہیں
    })
