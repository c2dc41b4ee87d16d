### What facts say: yes and no, units, the schema's listed words, roles.

value-yes = ہاں
value-no = نہیں
unit-metres = { $number } میٹر
unit-kilograms = { $number } کلوگرام
span-days = { $count } دن
span-hours = { $count ->
        [one] { $count } گھنٹہ
       *[other] { $count } گھنٹے
    }
span-minutes = { $count } منٹ
span-seconds = { $count } سیکنڈ
span-negative = منفی { $span }
between-items = {"، "}
between-parts = {"؛ "}

## Listed words

word-single = واحد
word-standing = مستقل
word-urgent = فوری
word-shuttle = شٹل
word-airport-transfer = ہوائی اڈے کی منتقلی
word-hospital = ہسپتال
word-site-visit = سائٹ کا دورہ
word-transfer = منتقلی
word-leave = رخصت
word-evacuation = انخلا
word-urban = شہری
word-rural = دیہی
word-expressway = ایکسپریس وے
word-principal = زیرِ حفاظت فرد
word-commander = کمانڈر
word-driver = ڈرائیور
word-guard = محافظ
word-medic = طبی اہلکار
word-interpreter = مترجم
word-liaison = رابطہ افسر
word-lead = سب سے آگے
word-main = وسط
word-start = نقطۂ آغاز
word-checkpoint = چیک پوائنٹ
word-phase-line = فیز لائن
word-safe-haven = محفوظ پناہ
word-release = نقطۂ اختتام
word-trail = سب سے پیچھے
word-none = کوئی نہیں
word-coach = کوچ
word-taxi = ٹیکسی
word-rickshaw = رکشہ
word-vehicle = پوری گاڑی
word-glazing = صرف شیشے
word-system = یہی نظام
word-letter = خط
word-mail = ڈاک
word-fax = فیکس
word-telephone = ٹیلی فون
word-radio = ریڈیو
word-whatsapp = WhatsApp
word-by-hand = دستی
word-satellite = سیٹلائٹ
word-mobile = موبائل فون
word-sms = ایس ایم ایس
word-landline = لینڈ لائن
word-courier = قاصد
word-beacon = بیکن
word-protection-unit = حفاظتی یونٹ
word-police = پولیس
word-army = فوج
word-paramilitary = نیم فوجی دستے
word-own-guards = اپنے محافظ
word-mixed = کئی فورسز، حفاظتی یونٹ کی قیادت کے بغیر
word-green = سبز
word-amber = زرد
word-red = سرخ
word-attack = حملہ
word-explosion = دھماکہ
word-shooting = فائرنگ
word-unrest = ہنگامہ آرائی
word-landslide = لینڈ سلائیڈ
word-accident = حادثہ
word-closure = سڑک کی بندش
word-no-go = ممنوعہ علاقہ

## Roles

role-duty-officer = ڈیوٹی افسر
role-sponsor = درخواست گزار ادارہ
role-district-officer = ضلعی افسر
role-commander = کمانڈر
role-principal = زیرِ حفاظت فرد
role-authority = مجاز اتھارٹی
role-investigator = تفتیشی افسر
role-partner = شراکت دار
role-administrator = منتظم
role-system = نظام
