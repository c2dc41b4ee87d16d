### What facts say: yes and no, units, the schema's listed words, roles.

value-yes = 是
value-no = 否
unit-metres = { $number } 米
unit-kilograms = { $number } 千克
span-days = { $count } 天
span-hours = { $count } 小时
span-minutes = { $count } 分钟
span-seconds = { $count } 秒
span-negative = 负 { $span }
between-items = {"、"}
between-parts = {"；"}

## Listed words

word-single = 单次
word-standing = 常设
word-urgent = 紧急
word-shuttle = 通勤
word-airport-transfer = 机场接送
word-hospital = 就医
word-site-visit = 现场视察
word-transfer = 转移
word-leave = 休假
word-evacuation = 撤离
word-urban = 城区
word-rural = 乡村
word-expressway = 高速公路
word-principal = 受保护人员
word-commander = 指挥员
word-driver = 驾驶员
word-guard = 警卫
word-medic = 医护员
word-interpreter = 翻译
word-liaison = 联络员
word-lead = 头车
word-main = 本队
word-trail = 尾车
word-none = 无
word-coach = 客车
word-taxi = 出租车
word-rickshaw = 三轮车
word-vehicle = 整车
word-glazing = 仅玻璃
word-system = 本系统
word-letter = 信函
word-mail = 邮寄
word-fax = 传真
word-telephone = 电话
word-radio = 无线电
word-whatsapp = WhatsApp
word-by-hand = 专人递送
word-satellite = 卫星
word-mobile = 移动电话
word-sms = 短信
word-landline = 固定电话
word-courier = 通信员
word-beacon = 信标
word-protection-unit = 保护部队
word-police = 警察
word-army = 军队
word-paramilitary = 准军事部队
word-own-guards = 自有警卫
word-mixed = 多方混合，非保护部队带队
word-green = 绿色
word-amber = 橙色
word-red = 红色
word-attack = 袭击
word-explosion = 爆炸
word-shooting = 枪击
word-unrest = 骚乱
word-landslide = 山体滑坡
word-accident = 事故
word-closure = 道路封闭

## Roles

role-duty-officer = 值班员
role-sponsor = 出行申请方
role-district-officer = 县级主管警官
role-commander = 指挥员
role-principal = 受保护人员
role-authority = 主管机关
role-investigator = 调查员
role-partner = 合作方
role-administrator = 系统管理员
role-system = 系统
