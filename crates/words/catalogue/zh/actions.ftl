### What mends a rule.

action-postpone = 推迟出发
action-change-plan = 更改计划
action-reroute = 改走其他路线
action-replace-vehicle = 更换车辆
action-leave-behind = 不带该车辆
action-reseat-principals = 受保护人员改乘其他车辆
action-appoint-commander = 任命指挥员
action-relieve-commander = 解除多余指挥员，由一人指挥
action-assign-escort = 指派护卫
action-set-interval = 规定车距
action-split-march-units = 将车队分为若干行军分队
action-plan-halt = 安排停靠
action-drop-halt = 取消停靠
action-plan-communications = 制定通信方案
action-schedule-voice-calls = 安排定时语音联络
action-keep-contact = 使尾车与带队者保持联络
action-give-notice = 发出通知
action-change-channel = 改用正规渠道通知
action-obtain-acceptance = 取得具名警官的接受
action-obtain-approval = 取得批准
action-obtain-no-objection = 取得无异议证明
action-give-manifest = 提交人员车辆清单
action-report-sighting = 上报目击情况
action-brief = 进行交底
action-inspect = 进行检查
action-obtain-certificate = 送检车辆并取得证书
action-verify-fact = 查明事实
action-verify-ticket = 核实机票
action-complete-list = 由专人担保清单完整
action-confirm-dead-ground = 实地试通通信手段
action-contract-unit = 与保护部队签订合同
action-fund-security = 落实安保经费
action-supply-armour = 提供装甲车辆
action-write-duties = 书面明确职责并取得接受
action-man-post = 通过时段派员驻守哨位
action-bring-site-into-compliance = 使场所达到合规要求
action-raise-wall = 加高围墙
action-inspect-site = 检查场所
action-visit-site = 到访场所
action-patrol-site = 在场所周边巡逻
action-seal-site = 查封场所
action-own-finding = 指定专人负责该隐患
action-close-finding = 凭证据关闭该隐患

## An act with what it is about; what holds afterwards; what the rule's author adds.

act-about = { $act }：{ $objects }
act-noted = { $act }（{ $note }）
act-for-each = { $act }，逐项：{ $list }
act-for-those = { $act }，需要者逐项：{ $list }
act-on-the-day = { $act }（出发当日）
act-by = { $owner }：{ $act }
act-afterwards = 之后：{ $facts }

## What a way out takes for granted, said with its act.

note-first-possible = 出发日期不明：此为可出发的首日
note-taken-to-be = 视为在该处：若在别处，请说明后再次询问
note-no-other = 出行不涉及其他
