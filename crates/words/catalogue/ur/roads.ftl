### `roads import` اور `roads show` کیا کہتے ہیں۔

roads-imported = نیٹ ورک { $file } میں لکھا گیا، { $bytes } بائٹ۔ اس کی شناخت { $pin }
roads-adopted = نقشہ { $network } ریکارڈ کے ساتھ ہے اور نافذ ہے۔
roads-at-hand = نقشہ { $network } ریکارڈ کے ساتھ ہے۔ ریکارڈ سرور کے پاس ہے: مجاز اتھارٹی اسے وہاں نافذ کرتی ہے۔
roads-attribution = سڑکیں © OpenStreetMap کے معاونین، Open Database License 1.0: جہاں بھی دکھائی جائیں یہ لکھا جائے۔
roads-kept = رکھا گیا
roads-dropped = چھوڑا گیا
roads-unread = نیٹ ورک میں ہے، مگر ہر بات سمجھی نہیں گئی
roads-line = { $what }: { $count }
roads-kilometres-of-class = { $class } کے کلومیٹر

roads-phase-ways = سڑکیں پڑھی جا رہی ہیں
roads-phase-nodes = مقامات پڑھے جا رہے ہیں
roads-phase-graph = نیٹ ورک بن رہا ہے
roads-phase-districts = اضلاع ڈھونڈے جا رہے ہیں
roads-phase-order = تیز تلاش کے لیے ترتیب
roads-phase-tiles = نقشہ ٹکڑوں میں کاٹا جا رہا ہے

roads-show-name = نیٹ ورک: { $name }
roads-show-openstreetmap = OpenStreetMap کے اقتباس سے بنا
roads-show-openstreetmap-of = OpenStreetMap کے { $moment } کے اقتباس سے بنا
roads-show-drawn = ہاتھ سے کھینچا گیا: خاکہ ہے، پیمائش نہیں۔ کوئی اس کے سہارے گاڑی نہ چلائے۔
roads-show-file = فارمیٹ { $format }، { $bytes } بائٹ۔ اس کی شناخت { $pin }
roads-show-extent = { $south }, { $west } سے { $north }, { $east } تک (عرض بلد، طول بلد)
roads-show-offset = وہاں کی گھڑیاں UTC سے { $offset } آگے ہیں
roads-show-reach = چوراہے سے { $kilometres } کلومیٹر کے اندر کا نقطہ اسی پر شمار ہوتا ہے
roads-show-districts = اضلاع ({ $count }): { $names }
roads-show-no-districts = یہ اضلاع کے بغیر بنایا گیا۔
roads-show-order = تیز تلاش کی ترتیب کے ساتھ
roads-show-no-order = تیز تلاش کی ترتیب کے بغیر
roads-show-tiles = نقشہ: زوم { $lowest } سے { $highest } تک کے { $count } ٹکڑے، { $bytes } بائٹ
roads-show-no-tiles = نقشے کے بغیر

roads-note-ways = راستے جو سڑکیں ہیں
roads-note-stretches = چوراہوں کے درمیان ٹکڑے
roads-note-kilometres = کلومیٹر
roads-note-junctions = چوراہے اور سرے
roads-note-arcs = یک سمتی کڑیاں
roads-note-copies = چوراہوں کی نقلیں جہاں مڑنے پر پابندی ہے
roads-note-islands = جزیرے: سڑکیں جنہیں کوئی سڑک باقیوں سے نہیں ملاتی
roads-note-contracted = دو یکساں ٹکڑوں کے درمیان نقطے، جو ایک ہو گئے
roads-note-restrictions = مڑنے کی پابندیاں
roads-note-restrictions-always = خاص اوقات کی مڑنے کی پابندیاں، ہمیشہ لاگو مانی گئیں
roads-note-ferries = کشتیاں (فیری)
roads-note-bridges = پلوں کے راستے
roads-note-tunnels = سرنگوں کے راستے
roads-note-limits = راستے جن پر حجم یا وزن کی حد ہے
roads-note-closed-months = راستے جو کچھ مہینوں میں بند ہیں
roads-note-barriers-closed = رکاوٹیں جو ہر گاڑی کو روکتی ہیں
roads-note-barriers-partly = رکاوٹیں جو کچھ گاڑیوں کو روکتی ہیں یا اجازت چاہتی ہیں
roads-note-boundaries = نقطے جہاں ٹکڑا دوسرے ضلع میں داخل ہوتا ہے
roads-note-places = نام والے مقامات، نقشے کے لیے
roads-note-water-areas = پانی کے رقبے، نقشے کے لیے
roads-note-water-lines = دریا، نہریں، نالے اور ساحل، نقشے کے لیے

roads-note-paths = پیدل، سائیکل یا سواری کے راستے
roads-note-not-built = سڑکیں جو ابھی نہیں بنیں، یا اب نہیں رہیں
roads-note-other-class = راستے جن کی قسم گاڑیوں کی سڑک نہیں
roads-note-areas = چوک اور دوسرے رقبے
roads-note-closed-to-all = سڑکیں جو ہر گاڑی پر بند ہیں
roads-note-impassable = ناقابل گزر سڑکیں
roads-note-ferries-without = کشتیاں جو گاڑیاں لے جانے کا نہیں بتاتیں
roads-note-nodes-missing = نقطے جو اقتباس میں نہیں: راستہ وہاں ختم ہوتا ہے
roads-note-no-length = راستوں کے ٹکڑے جن کی لمبائی نہیں
roads-note-small-islands = 2 کلومیٹر سے کم سڑک والے جزیروں کے ٹکڑے
roads-note-restrictions-others = دوسری گاڑیوں کے لیے مڑنے کی پابندیاں
roads-note-restrictions-elsewhere = مڑنے کی پابندیاں ان سڑکوں پر جو نیٹ ورک میں نہیں
roads-note-restrictions-moot = مڑنے کی پابندیاں جو اسے روکتی ہیں جو ویسے بھی ممکن نہیں
roads-note-restrictions-broken = مڑنے کی پابندیاں جن کا کوئی حصہ غائب ہے یا جن کی سڑکیں نہیں ملتیں
roads-note-places-unnamed = مقامات جن کا نام نہیں
roads-note-water-broken = پانی کے رقبے جن کی حد ماخذ میں پوری نہیں: ان کا جو حصہ پورا ہے وہ رکھا گیا

roads-note-access-unread = رسائی کی قدریں، نجی مانی گئیں
roads-note-oneway-unread = یک طرفہ ہونے کی قدریں، نہ بتائی گئی مانی گئیں
roads-note-limit-unread = حجم یا وزن کی حدیں: جو اپنا حجم بتائے اس پر بند
roads-note-speed-unread = رفتار کی حدیں، نہ بتائی گئی مانی گئیں
roads-note-surface-unread = سطحیں، نہ بتائی گئی مانی گئیں
roads-note-condition-unread = شرطیں جو مہینوں سے زیادہ پر ہیں، جوں کی توں رکھی گئیں
roads-note-season-unread = سڑکیں جو سال کے کسی حصے میں کھلی ہیں جو کوئی نہیں بتاتا
roads-note-ferry-unread = کشتیاں جن کا دورانیہ معلوم نہیں، 5 کلومیٹر فی گھنٹہ مانا گیا
roads-note-barrier-unread = نامعلوم قسم کی رکاوٹیں، بند مانی گئیں
roads-note-restriction-unread = نامعلوم قسم کی مڑنے کی پابندیاں، چھوڑ دی گئیں

roads-bad-empty = { $file } خالی ہے۔ OpenStreetMap کا اقتباس .osm.pbf پر ختم ہوتا ہے: اسے دوبارہ لائیں۔
roads-bad-not-an-extract = { $file } OpenStreetMap PBF فائل نہیں: بائٹ 0 پر کوئی بلاک نہیں۔ ایسی فائل بتائیں جو .osm.pbf پر ختم ہو، یا ہاتھ سے کھینچا نیٹ ورک جو .toml پر ختم ہو۔
roads-bad-cut-off = { $file } کٹی ہوئی ہے: بلاک { $block } بائٹ { $at } سے شروع ہوتا ہے اور اسے { $needs } بائٹ چاہییں، جن میں سے { $has } موجود ہیں۔ اسے دوبارہ لائیں۔
roads-bad-damaged = { $file }: بائٹ { $at } پر بلاک { $block } خراب ہے ({ $what })۔ اسے دوبارہ لائیں۔
roads-bad-compression = { $file }: بائٹ { $at } پر بلاک { $block } { $by } سے دبایا گیا ہے، اور یہاں صرف zlib پڑھا جاتا ہے۔ اسے بدلیں: osmium cat IN.osm.pbf -o OUT.osm.pbf
roads-bad-demands = { $file } پڑھنے والے سے `{ $feature }` مانگتی ہے جو یہاں نہیں سمجھا جاتا۔ عام اقتباس استعمال کریں، بغیر تاریخ کے۔
roads-bad-no-roads = { $file } میں کوئی سڑک نہیں جس پر گاڑی چل سکے۔
roads-bad-too-large = { $file } میں { $what } گنتی سے زیادہ ہیں۔ اسے چھوٹے اقتباسات میں کاٹیں۔

roads-file-not-a-network = { $file } نیٹ ورک کی فائل نہیں۔ ایک بنائیں: safeconduct roads import
roads-file-other-format = { $file } کا فارمیٹ { $found } ہے، اور یہ پروگرام فارمیٹ { $reads } پڑھتا ہے۔ اس پروگرام سے نیٹ ورک دوبارہ درآمد کریں۔
roads-file-length = { $file } کہتی ہے کہ اس میں { $says } بائٹ ہیں اور ہیں { $has }: کاٹی گئی یا بڑھائی گئی۔ دوبارہ درآمد یا نقل کریں۔
roads-file-header = { $file }: اس کا سرنامہ خراب ہے۔ دوبارہ درآمد یا نقل کریں۔
roads-file-damaged = { $file }: حصہ `{ $section }` خراب ہے۔ دوبارہ درآمد یا نقل کریں۔
roads-file-missing = { $file } میں حصہ `{ $section }` نہیں۔ نیٹ ورک دوبارہ درآمد کریں۔
roads-file-impossible = { $file }: حصہ `{ $section }` میں وہ ہے جو ہو نہیں سکتا ({ $what })۔ نیٹ ورک دوبارہ درآمد کریں۔

roads-districts-too-large = { $file } میں { $bytes } بائٹ ہیں، اضلاع کے لیے بہت زیادہ۔ ان کی حدود سادہ کریں۔
roads-districts-malformed = { $file } نہ GeoJSON ہے نہ TopoJSON ({ $what })۔
roads-districts-which-layer = { $file } میں کئی تہیں ہیں ({ $layers }) اور کسی کا نام `districts` نہیں۔ ایک رہنے دیں۔
roads-districts-unnamed = { $file }: ضلع { $position } میں `{ $property }` کا متن نہیں۔ خاصیت --district-property سے بتائیں؛ اس میں { $has } ہیں۔
roads-districts-no-area = { $file }: ضلع { $position } ({ $name }) کرے پر کوئی کثیر الاضلاع نہیں۔
roads-districts-empty = { $file } میں کوئی ضلع نہیں۔
