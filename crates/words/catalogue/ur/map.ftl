### نقشہ، اور جو اس کے نیچے لکھا ہے۔

page-map = نقشہ
map-label = سڑکوں اور مقامات کا نقشہ۔ تیر والی کلیدیں اسے سرکاتی ہیں، جمع اور نفی اسے قریب اور دور کرتی ہیں۔
map-zoom-in = قریب
map-zoom-out = دور
map-none = کوئی سڑکوں کا نیٹ ورک نافذ نہیں، اس لیے نقشہ نہیں۔ مجاز حکام کوئی نافذ کرتے ہیں۔
map-untiled = نیٹ ورک { $name } نقشے کے بغیر بنایا گیا: اسے `safeconduct roads import` سے دوبارہ بنائیں اور نافذ کریں۔
map-unable = یہ براؤزر نقشہ نہیں بنا سکتا (اس میں WebGL نہیں) یا نقشہ لایا نہ جا سکا۔ سفر اور راستے پھر بھی الفاظ میں بتائے جاتے ہیں۔
map-drawn = ہاتھ سے بنایا گیا: خاکہ ہے، پیمائش نہیں۔ کوئی اس کے سہارے گاڑی نہ چلائے۔
map-openstreetmap = © OpenStreetMap کے معاونین، Open Database License 1.0
map-shows = نقشہ اس وقت کیا دکھاتا ہے، الفاظ میں
map-places = مقامات
map-roads = سڑکیں
map-nothing = کوئی نہیں
map-line-planned = طے شدہ راستہ
map-spots = آخری اطلاع یہاں سے
map-line-best = اس وقت بہترین راستہ
map-line-offered = ایک اور ممکنہ راستہ
map-line-danger = خطرناک ٹکڑا
map-areas = خطرناک علاقہ
