### Why a command was not taken.

rejected-no-such-movement = 此处没有出行 { $number }：请核对编号
rejected-number-taken = 出行编号 { $number } 已被使用：请另选，或修改该出行
rejected-outdated = 您阅读之后命令已更改（您看到第 { $seen } 版，现为第 { $current } 版）：请重新阅读并再次修改
rejected-out-of-place = { $number } 的状态：{ $stage }。{ $hint }
rejected-misshapen = 命令不符合规定结构：列表中每项只写一次，无人说明的请省略
rejected-not-in-order = 命令中没有可去除的 `{ $path }`：请写明其自有列表中的一项，例如 vehicles[SPU-7]；证据从不去除
rejected-not-one-thing = `{ $path }` 不是关于某一项的：登记册只登记列表中某一项的事实，例如 vehicles[SPU-7].plate
rejected-reserved = `{ $path }` 不是陈述而是办理的：请使用{ $instead }
rejected-reserved-origin = 任何人不得以 `{ $origin }` 的名义说明：它属于指挥室本身，请写明由谁说明
rejected-nothing-to-settle = `{ $path }` 不是查明的而是计划或办理的：无人可裁定，由说明者自己以后来的话更正
rejected-not-theirs-to-settle = { $given }不能裁定 `{ $settled }` 就 `{ $path }` 查明的事项：须由主管机关、调查员或 `{ $settled }` 本身
rejected-not-their-word = { $given }不能收回 `{ $origin }` 就 `{ $path }` 查明的事项：须由 `{ $origin }` 本身，或由记录其说法的值班员、主管机关或调查员
rejected-not-allowed = { $given }不能办理此事，须由：{ $needed }
rejected-no-such-party = `{ $path }` 不是可通知的一方：请写明一方，例如 districts[shangla] 或 highway_police
rejected-notice-order = { $party }{ $problem }
rejected-run-without = 每次出行须自行写明，此处缺少：{ $list }。常设出行每天都以当日的车辆和人员重新证实
rejected-no-way = 路线至少一段，且不得长过一个大陆：请从所列路线中选择
rejected-way-breaks-off = 现用路网中没有道路通向此路线的第 { $stretch } 段：请重新查询并从中选择
rejected-way-refuses = 这些车辆因尺寸或通行权届时不能驶入 { $road }：请选择为其提供的路线
rejected-never-open = 此路线没有全程开放的月份：请另选
rejected-no-area = 路网中有一区名为“{ $name }”，不是区域名：请以 pk/kp/shangla 之类的区域名重新导入
rejected-no-network = 没有启用的路网，或其文件不可用：请启用一个（safeconduct roads adopt）
danger-too-many = 态势中的危险过多：请移除已结束者
danger-over = 它在此刻之前就已结束：请注明何时结束，或留空
alert-is-somebodys = 已有人接手：请交由其处理，或请值班室接管
shift-not-yours = 您并未当班：请先接班
shift-yours-already = 您已当班：请交给下一班
shift-of-somebody-enrolled = 当班须落到具体的人：需要已登记的值班员
shift-goes-to-an-officer = 班只在已登记的值班员之间交接：请选择一位
search-of-a-person = 查询只针对一个人的设备：请写为 commanders[SPU-41]、crew[driver-1] 或 principals[P-1]
search-time = 查询的时段最长七天，且须先开始后结束：请选择更短的时段
search-too-many = 未结的查询太多，或此查询已存在：请等其中一些得到答复
search-your-own = 这是您自己提出的：须由另一主管机关决定
search-of-yourself = 这是针对您的查询：须由另一主管机关决定
search-answered = 已有答复：需要别的答复请重新提出
search-over = 一天之内无人批准：请重新提出
search-somebody-elses = 只有提出者可以阅读
search-unanswered = 尚无人批准
search-closed = 已被拒绝，或可阅读的一天已过：请重新提出
search-by-somebody-enrolled = 查询需要两名在此登记姓名的人
search-without-a-case = 该行动没有立案：查询须有立案
rejected-shift-differs = 清单与当前未结事项不符。未结而不在清单上：{ $missing }。在清单上而已不再未结：{ $gone }。请重新读取清单并确认
rejected-shift-nothing = 无
device-serves-nobody = 一台设备只为一辆车、护卫人员中的一人或一名被保护者报告：请写作 vehicles[SPU-7]、commanders[SPU-41]、crew[driver-1] 或 principals[P-1]
device-without-consent = 只保存已同意的被保护者的轨迹：请用其本人的话说明同意了什么
device-over = 它在开始之前就已结束：请选择更晚的时刻，或留空
device-too-many = 设备数量已达上限：请撤销不再使用的设备
device-credential-taken = 该凭据现在或曾经属于另一台设备：请用新的凭据登记
voice-of-nobody = 语音报告来自护卫人员或受保护者：请写成 commanders[SPU-41]、crew[driver-1] 或 principals[P-1]，或用文字说明
voice-not-heard = 仍计入的语音报告中没有所指的这一条：它已被撤回，或早于指挥室据以决定的报告。请查看该行动的页面
voice-before-departure = 所述时刻早于该出行的出发时刻：请写明所指的时刻，若是现在则省略
duress-of-nobody = 胁迫暗语与护卫人员或受保护者约定：请写成 commanders[SPU-41]、crew[driver-1] 或 principals[P-1]
duress-nothing-agreed = 尚未与其约定：请先约定暗语、PIN 和问题
duress-not-challenged = 未向其询问，或回答时间已过：请再次询问
duress-none = 该行动中没有已知受胁迫者
duress-not-to-be-called = 不能通知此人：只能通知既不指挥也不随行该行动的值班员、辖区警官、主管机关或指挥员
duress-ends-by-challenge = 胁迫不能像其他警报那样关闭：须由当事人答对询问才解除
danger-grade = 等级为字母 A 至 F 加数字 1 至 6，如 B2
danger-closes = 封路或禁行区请按其类别报告：作为事件报告不会封闭任何道路
danger-corners = 区域应有 3 至 64 个角点
danger-too-wide = 超过 100 公里：请说明更确切的位置，或分多次报告
draw-lots = 这些不是签：请给出 1 至 16 条路线和 1 至 48 个时刻，合计多于一签且不重复
draw-another-day = 有一时刻已过，或不在命令所定之日：各方被告知的是那一天
draw-would-not-clear = 其中一签会增加阻碍出行的事项：请去掉不能获准的路线与时刻
draw-contribution = 加入内容为 256 位，写作 64 位 0 至 9、a 至 f 的数字
draw-contributions-many = 此抽签已加入足够内容：请揭晓
draw-exchanged = 此种子不是所承诺的种子，或签已被更换：请重新承诺抽签
rejected-from-the-future = { $moment } 尚未到来：请说明发生的时间，或省略时间
rejected-no-such-rule = 生效的规则集中没有规则 { $rule }：见 `rules explain`
rejected-no-such-rulebook = 拟采用的规则集不在此处或无法组合：请用 `rules check` 检查
rejected-switched-off-without-reason = { $rules } 将被无理由停用：请说明理由，这是须有人负责的例外
rejected-no-such = 此处没有：{ $thing }

## What would be possible at this point

hint-notice-while-open = 只对未结束的出行发出通知
hint-answers-while-open = 只对未结束的出行接收答复
hint-calls-while-open = 只为未结束的出行致电
hint-certificates-while-open = 只对未结束的出行出具证明
hint-waiting-departs = 只有待出发的出行才能出发；途中所见请作为“途中发现”记录
hint-permission-does-not-travel = 许可本身不出行：请用其下某次出行的编号或新编号记录所见
hint-on-the-road-already = 已知其在途中
hint-on-the-road-arrives = 只有在途的出行才能到达；请先将其出发作为“途中发现”记录
hint-arrived-closes = 到达之后才能结束档案
hint-watched-until-closed = 在其档案关闭之前一直受到监看
hint-watched-on-the-road = 只监视在途的出行
hint-silent-while-open = 只能在其未结束时计划静默
hint-no-hand-over = 它不在该辖区交接：请从其交接中选择，交接在出发时算出
hint-hand-over-whose-word = 请说明是谁的话（reporter）：值班室记录的是指挥员或辖区警官所说
hint-hand-over-by-the-other = 该边界另一方也是同一人的话：交接须由双方各自确认。比较的是登录者、命令中的名称和所写文字，不分大小写、全角半角和空格：如系他人，请更确切地写明是谁
hint-duress-first = 在可能受胁迫者答对询问之前，档案保持开启
hint-alerts-first = 在其每个警报都以属实、误报或计划内关闭之前，档案保持开启
hint-reviewed-first = 紧急出发须先复查，才能结束档案
hint-called-off-before-departure = 只能在出发前取消
hint-runs-under-one-in-force = 请在有效的常设出行之下安排出行
hint-runs-under-standing = 出行须安排在常设出行之下，而此项不是
hint-amended-until-departure = 命令只能在出发前修改；途中的变化请作为证据报告
hint-evidence-while-open = 只对未结束的出行接收证据
hint-urgent-is-reviewed = 只复查紧急出发
hint-evaluated-while-open = 只评估未结束的出行
hint-routed-while-open = 只为未结束的出行规划路线
hint-drawn-before-departure = 路线与时刻在出发前抽取
hint-nothing-asked = 未要求其作出选择
hint-approval-before-departure = 批准须在出发前作出
hint-waiver-before-departure = 豁免须在出发前作出
hint-revoked-while-open = 只能撤销未结束出行的豁免
hint-gate-before-departure = 出门检查须在出发前进行

## Who can

needed-own-hand = 该方自己的警官；或改为记录电话答复
needed-whoever-it-is = 指挥员或受保护者本人
needed-that-side = 相应一方：指挥员或所离开辖区的警官移交，所进入辖区的警官接收，或由值班员依其口述记录
needed-caller = 打电话的值班员
needed-police-head = 该县警察负责人
needed-duty-or-authority = 值班员或主管机关
needed-duty-officer = 值班员
needed-duty-or-administrator = 值班员或管理员
needed-whoever-reports-dangers = 值班员、主管机关、县级警官或指挥员
needed-reviewer = 值班员、主管机关或调查员
needed-commander-or-duty-on-word = 指挥员，或依指挥员的话代为记录的值班员
needed-authority = 主管机关
needed-investigator-or-authority = 调查员或主管机关
needed-authority-or-granter = 主管机关，或作出豁免的角色
needed-commander-or-duty = 指挥员或值班员
needed-whoever-was-told = 值班员、其指挥员，或因无人受理而被告知的人
needed-administrator = 系统管理员
needed-authority-or-duty = 主管机关或值班员
needed-system = 系统本身

## What a party has not done yet, after its name

notice-order-accepts-first = 尚未接受：时间和路线只告知已接受的警官
notice-order-read-back = 口头接受：请复述警官、资源和电话，并按“已复述”记录
notice-order-told-first = 既未获通知也未接到电话：请先发出通知
notice-order-has-answered = 已答复：无须致电
notice-order-early-first = 未获早期通知：请先发出

## Periods that make no sense

period-days-reversed = 所告知的最后一日早于第一日：请对调
period-level-over = 级别在设定前即已到期：请给出更晚的时间
period-certificate-over = 证明在出具前即已到期：请给出更晚的时间
period-waiver-over = 豁免在作出前即已到期：请给出更晚的时间
period-silence = 静默最长 20 天，途中者每 10 分钟至 4 小时通话一次，期间至少一次：请更改时间
period-silence-over = 静默在现在之前就已结束：请给出更晚的结束时间
period-silences-many = 计划的静默已达上限：请解除已结束的

## People who cannot be enrolled or dismissed like this

not-enrolled-not-system = 不能把人登记为系统本身：请选择人员角色
not-enrolled-areas-of-district = 只有县级主管警官对区域负责：只为该角色填写区域，且必须填写
not-enrolled-areas-in-form = 区域请用小写并以国家代码开头，例如 pk/kp/shangla
not-enrolled-label-needed = 指挥员和受保护人员须有命令中所用的标识：请填写，以便其查看自己的出行
not-enrolled-label-taken = 该标识已属同一角色的他人：请另选
not-enrolled-identifier-taken = 该标识符已属他人：请用新的登记
not-enrolled-last-administrator = 这是最后一名系统管理员：请先登记另一名

## What does it instead

instead-report = 报告证据并注明来源
instead-amend = 修改命令：它属于命令
instead-amend-standing = 修改常设出行的命令
instead-set-alert-level = 设定警戒级别（set-alert-level）
instead-give-early-notice = 发出早期通知（give-early-notice）
instead-give-late-notice = 发出临行通知（give-late-notice）
instead-approve = 批准（approve）
instead-answer-notice = 答复通知（answer-notice）
instead-issue-no-objection = 出具无异议证明（issue-no-objection）
instead-request-of-that-kind = 该类出行的申请

## What is not there

no-such-alert = 警报
no-such-network = 可用的该名路网
no-such-danger = 态势中的危险
no-such-silence = 计划的静默
no-such-device = 设备
no-such-search = 查询
no-such-draw = 待揭晓的抽签
no-such-stand-fast = 原地待命
no-such-waiver = 豁免
no-such-person = 人员

## Addresses that cannot be set, and data that is not erased, like this

not-addressed-signed-for-agencies = 发给机构的消息须签名，发给个人的邮件不签名：只为机构提供密钥
not-addressed-nobody-of-agency = 此处无人代表该机构：请核对写法
not-addressed-set-by-whose-it-is = 地址由其本人设定：请由其自行办理
erasure-says-why = 请说明理由：清除须依法申请，并有人负责
erasure-dismissed-first = 请先注销：在此行事者须有姓名
erasure-done-before = 其数据已清除：没有可销毁的内容
no-such-message = 待发消息
