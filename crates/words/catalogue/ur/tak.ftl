### TAK کلائنٹس کو ان کی اپنی نقل و حرکت کے بارے میں نقشے پر اور پیغامات میں کیا بتایا جاتا ہے۔

tak-way = نقل و حرکت { $number }
tak-way-begins = آغاز
tak-way-ends = منزل
tak-point = { $point } ({ $sort })
tak-halt = پڑاؤ { $halt }
tak-halt-after = { $span } ڈرائیو کے بعد طے شدہ
tak-haven = محفوظ پناہ گاہ
tak-incident = واقعہ: { $kind }
tak-closed = بند
tak-no-go = ممنوعہ علاقہ
tak-alert = نقل و حرکت { $number } کے بارے میں الرٹ: { $rule }۔ { $taken ->
        [yes] کسی نے اسے سنبھال لیا ہے۔
       *[no] کمرے کو بتا دیا گیا ہے۔
    }
tak-alert-expected = وہاں متوقع: { $at }
tak-alert-mark = الرٹ: { $rule }
tak-alert-over = یہ { $at } سے ختم ہے۔ کمرے نے اسے بند نہیں کیا۔
tak-alert-since = { $at } سے
tak-alert-where = نقشے پر: جہاں { $vehicle } آخری بار تھی، { $at } پر
tak-alert-where-movement = نقشے پر: جہاں نقل و حرکت آخری بار تھی، { $at } پر
