### 写给未打开页面的人员的内容：只有出行编号，别无其他。

message-subject = { $number }：{ $what }
message-notice = 贵区已收到出行 { $number } 的通知。请登录阅读并答复。
    .what = 通知
message-call-due = 应获知出行 { $number } 的一方沉默过久，必须有人打电话。请登录查看是哪一方。
    .what = 需要打电话
message-cleared = 出行 { $number } 已按规则审核，每条规则均已证实。请登录查看是哪些规则、有效至何时。
    .what = 已准放行
message-held = 出行 { $number } 曾获准放行，现已失效：出行暂扣。请登录查看原因与解决办法。
    .what = 暂扣
message-decision-asked = 请指挥人员就出行 { $number } 作出决定。请登录，或致电值班员。
    .what = 请求决定
message-route-touched = 出行 { $number } 的路线上报告了危险。请登录查看详情及其他可行路线。
    .what = 路线有危险
message-alert = 出行 { $number } 有一项警报需要有人处理。请登录接收。
    .what = 警报
message-alert-escalated = 出行 { $number } 的一项警报尚无人接手。如您可以接手，请登录；否则请致电值班员。
    .what = 警报无人接手
message-alert-withdrawn = 此前通知您的出行 { $number } 警报已撤回：情况并非如此。
    .what = 警报已撤回
message-cancelled = 出行 { $number } 已取消。
    .what = 已取消
cap-restriction = 由保护单位提供本信息源的接收方
cap-taken = 出行 { $number } 的警报已有人接手。
cap-closed = 出行 { $number } 的警报已关闭。
message-foot = 本消息由机器发送，有意不作更多说明。回复本消息不会有人收到。
