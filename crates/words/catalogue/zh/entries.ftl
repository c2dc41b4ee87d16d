### What an entry of the record says, as `record show` and `record verify` read it out.

## The line: its place, when, who, what

entry-place = 第 { $n } 条
entry-place-exercise = 第 { $n } 条（演练）
entry-recorded-later = { $at }（记录于 { $recorded }）
entry-by = { $role }，{ $agency }
entry-line = { $place }  { $when }  { $what }
entry-line-by = { $place }  { $when }  { $who }：{ $what }
entry-not-one = 此处内容不是记录条目：{ $problem }
entry-unknown = { $type } v{ $version } 类型的条目，本版本不认识：其含义须由更新的版本说明
entry-unreadable = { $type } v{ $version } 类型的条目，无法读取：{ $problem }

## What several of them say: further parts of what happened, and things in it

entry-nothing = 无
entry-text = 原文由指挥室保存：文本 { $text }
entry-until = 有效至 { $at }
entry-statement = { $fact }：{ $value }（{ $source }）
entry-dropped = 去除：{ $items }
entry-person = 人员 { $person }
entry-agency = 机构 { $agency }

## The log itself

entry-log-begun = 日志开始，名称 { $origin }，密钥 { $key }
entry-epoch-opened = 新纪元开始，名称 { $origin }，密钥 { $key }；接续 { $previous } 的 { $size } 条记录
entry-key-rotated = 日志启用新密钥，由新旧密钥共同签署：{ $key }
entry-clock-jumped = 时钟被{ $way ->
        [back] 拨回
       *[forward] 拨快
    } { $span }；此后显示 { $wall }，{ $synchronised ->
        [yes] 已同步
       *[no] 是否同步不明
    }

## The world, its rules, its register

entry-world-opened = { $world ->
        [actual] 开启真实世界
       *[exercise] 为案例或演练开启一个世界
    }
entry-rulebooks-adopted = 使 { $count } 份规则集生效：{ $rulebooks }
entry-registered = 登记册载入：{ $facts }

## A movement, from its order to its file

entry-movement-requested = { $kind ->
        [single] 申请出行
        [standing] 申请常设许可
        [run] 在常设许可下安排出行
        [urgent] 报告紧急出行
       *[observed] 报告途中发现、此前未知的出行
    } { $number }（{ $movement }）；其命令载明 { $facts } 项事实
entry-order-amended = 修改 { $number } 的命令，现为第 { $revision } 版：{ $facts }
entry-network-adopted = 启用路网 { $network }
entry-route-planned = 规划了 { $number } 的路线，现为第 { $revision } 版：{ $km } 公里，{ $stretches } 段，{ $dangers ->
        [0] 路线上无已报告的危险
       *[other] 路线上有 { $dangers } 项已报告的危险
    }
entry-route-touched = { $number } 的路线上有危险，{ $closes ->
        [yes] 路线被封
        [announced] 自预告时刻起路线被封
       *[no] 路线未被封
    }（{ $danger }）
entry-draw-committed = 承诺为 { $number } 抽取路线与时刻，共 { $lots } 签：{ $commitment }
entry-draw-contributed = 为 { $number } 的抽签加入：{ $contribution }
entry-draw-revealed = 为 { $number } 抽得路线 { $way }，时刻 { $at }：十亿签中第 { $ticket } 签，种子 { $seed }
entry-danger-reported = 报告道路危险：{ $kind }，自 { $since }（{ $danger }）
entry-danger-began = 已预告的危险 { $danger } 开始生效
entry-danger-lifted = 将危险 { $danger } 移出态势
entry-device-enrolled = 登记了设备 { $device }，为 { $serves } 报告
entry-device-until = 至 { $at }
entry-device-language = 告知语言：{ $language ->
    [ur] 乌尔都语
    [zh] 中文
   *[other] 英语
}
entry-device-revoked = 撤销了设备 { $device }
entry-track-sealed = 锚定了 { $number } 的 { $devices } 台设备的 { $reports } 条报告
entry-tracks-sealed-beside = 锚定了不属于任何行动的 { $devices } 台设备的 { $reports } 条报告
entry-voice-reported = 记下 { $number } 于 { $at } 通过 { $point }，方式：{ $means ->
    [radio] 无线电
    [telephone] 电话
   *[sms] 短信
}
entry-voice-well = 记下 { $number } 于 { $at } 平安，方式：{ $means ->
    [radio] 无线电
    [telephone] 电话
   *[sms] 短信
}
entry-voice-reporter = 报告人：{ $who }
entry-voice-taken-back = 撤回关于 { $number } 的语音报告：不再计入
entry-silence-announced = 为 { $over } 计划了静默，自 { $from } 至 { $until }，原因：{ $why ->
    [shutdown] 移动通信关停
    [jamming] 干扰
   *[dead-ground] 无信号地段
}；途中者每 { $minutes } 分钟通话一次（{ $silence }）
entry-silence-lifted = 结束静默 { $silence }
entry-voice-calls-checked = 查看静默 { $silence } 中 { $at } 的通话：{ $missed ->
    [0] 无一漏接
   *[other] 漏了 { $missed } 次
}
entry-words-agreed = 与 { $who } 约定了胁迫暗语和 PIN
entry-checked-in = { $number } 的 { $who } 报平安
entry-duress-signalled = { $number } 中有胁迫：{ $who }，{ $by ->
    [word] 说出约定的暗语
    [pin] 使用约定的 PIN
    [challenge-missed] 未及时回答询问
   *[challenge-failed] 未正确回答询问
}（{ $alert }）
entry-duress-ended = { $number } 的 { $who } 答对了询问：胁迫已解除（{ $alert }）
entry-duress-unheard = 知情者无人及时受理 { $number } 的胁迫：再次告知；若无人受理，下次在 { $due }（{ $alert }）
entry-challenge-put = 向 { $number } 的 { $who } 提出约定的询问，须在 { $due } 前回答
entry-challenge-answered = { $right ->
    [yes] { $number } 的 { $who } 答对了询问
   *[no] { $number } 的 { $who } 未及时正确回答询问
}
entry-responder-called = 通知 { $person } 知悉 { $number } 中的胁迫
entry-hand-overs-planned = 算出 { $number } 的交接地点：{ $count } 处辖区边界
entry-hand-over-given = { $number } 于 { $at } 在进入 { $party } 的边界移交
entry-hand-over-confirmed = { $number } 于 { $at } 在进入 { $party } 的边界接收
entry-hand-over-overdue = { $number } 应已进入 { $party }，但双方未都确认交接
entry-facts-reported = 就 { $number } 提交证据：{ $facts }
entry-approved = { $granted ->
        [yes] 批准 { $number }
       *[no] 不予批准 { $number }
    }
entry-urgent-started = 未经放行立即启动 { $number }；须于 { $due } 前复查
entry-urgent-reviewed = 复查 { $number } 的紧急出发
entry-review-overdue = { $number } 的复查已逾期
entry-departure-observed = 于 { $at } 途中发现 { $number }，未经授权
entry-arrived = { $number } 于 { $at } 到达
entry-closed = 结束 { $number } 的档案
entry-cancelled = 取消 { $number }
entry-case-opened = 就 { $number } 立案
entry-search-asked = 在 { $number } 的立案中请求查询：{ $of } 的设备从 { $from } 到 { $until } 在何处
entry-search-answered = { $approved ->
        [yes] 批准了 { $number } 立案中的查询；可阅读至 { $until }
       *[no] 拒绝了 { $number } 立案中的查询
    }
entry-search-read = 阅读了 { $number } 立案中查询的结果

## Those who are told

entry-early-notice-given = 于 { $at } 就 { $number } 向{ $party } 发出早期通知（{ $channel }），日期 { $first } 至 { $last }；如无答复，须于 { $due } 致电
entry-late-notice-given = 于 { $at } 就 { $number } 向{ $party } 发出临行通知（时间与路线）（{ $channel }）
entry-notice-answered = 关于 { $number }：{ $party } { $answer ->
        [received] 已收到通知，未作任何承诺
        [accepted] 接受（附具名警官、资源和电话）
       *[objected] 反对
    }，{ $at }，{ $means ->
        [written] 书面
        [read-back] 电话，已复诵
       *[telephone] 电话，未复诵
    }
entry-call-due = 须就 { $number } 致电{ $party }：其未作任何答复
entry-call-was-vain = 就 { $number } 致电{ $party }，无人接听；须于 { $due } 再次致电
entry-no-objection-issued = { $granted ->
        [yes] 就 { $number } 出具{ $party } 的无异议证明
       *[no] 就 { $number } 拒绝出具{ $party } 的无异议证明
    }

## The rules

entry-waiver-granted = 就 { $number } 豁免 { $rule }，至 { $at }
entry-waiver-refused = 试图就 { $number } 豁免 { $rule }，但无权豁免：未作任何豁免
entry-waiver-revoked = 撤销就 { $number } 给予的豁免 { $waiver }
entry-clearance-evaluated = { $prompt ->
        [asked] 请求放行
        [change] 情况有变
        [time] 时间推移
       *[departure] 请求出发
    }：{ $number } { $outcome }：{ $why }
entry-departure-authorised = 授权出发 { $number }：{ $why }
entry-departure-refused = 拒绝出发 { $number }：{ $why }
entry-verdict = { $rule } { $verdict }
entry-bars = 规则之外：{ $bars }
entry-warnings = 警示：{ $rules }
entry-proved = { $met } 条规则符合，{ $idle } 条不适用
entry-holds-until = 最迟有效至 { $at }

## The gate

entry-gate-checked = 出门检查 { $number }：{ $vehicles } 辆车，{ $crew } 名随队人员，清点 { $heads } 人；{ $compared }（命令第 { $revision } 版）
entry-gate-as-ordered = 与命令一致
entry-gate-differs = { $how ->
        [vehicle-absent] 车辆 { $what } 不在场
        [vehicle-unplanned] 车辆 { $what } 不在计划内
        [person-absent] { $what } 不在场
       *[person-unplanned] { $what } 不在计划内
    }
entry-gate-heads-differ = 清点 { $seen } 人，计划 { $planned } 人

## The road: areas, those under way, alerts

entry-alert-level-set = { $stands-fast ->
        [yes] 设定 { $area } 的警戒级别为{ $level }，原地待命
       *[no] 设定 { $area } 的警戒级别为{ $level }
    }
entry-held-to-stand-fast = { $number } 暂扣：{ $area } 已下令原地待命
entry-released = 解除 { $area } 的待命
entry-decision-asked = 请 { $number } 途中人员作出决定：{ $why ->
        [rules] 不再获证实：{ $what }
        [stand-fast] { $what } 已下令原地待命
        [danger] 其路线上报告了危险（{ $what }）
       *[permission-ended] 所依据的许可已终止
    }
entry-chosen = { $number } 途中人员选择{ $choice ->
        [continue] 按计划继续
        [divert] 改走其他路线
        [return] 返回
       *[safe-haven] 前往避险点
    }
entry-alert-about = { $about }，{ $part }
entry-alert-raised = 警报 { $number }：{ $rule }（{ $alert }）
entry-alert-raised-late = 警报 { $number }（迟发）：{ $rule }（{ $alert }）
entry-alert-withdrawn = 撤回关于 { $number } 的警报 { $alert }：后来的报告表明并非如此
entry-alert-changed = 关于 { $number } 的警报 { $alert } 所述情形{ $how ->
    [again] 再次出现：须重新受理
    [over] 已结束
   *[goes-on] 仍在持续
}{ $of ->
    [none] { "" }
   *[some] ：{ $vehicles }
}
entry-watch-set = 此后按命令 { $order } 监视 { $number }
entry-went-unheard = 重新收到 { $number } 的消息：自 { $since } 起，控制室关闭、停机或机器休眠，什么也没有收到。其间经 TAK 发送的已丢失，手机会重新发送
entry-room-unheard = 控制室恢复接收：自 { $since } 起因关闭、停机或机器休眠，什么也没有收到
entry-heard-again = 自 { $at } 起恢复
entry-alert-escalated = 关于 { $number } 的警报 { $alert } 未及时有人接手：已上报至{ $step ->
        [room] 整个值班室
        [commander] 指挥员
        [districts] 有关地区
       *[authority] 主管机关
    }：{ $people }
entry-nobody-to-tell = 无人可告知，立即进入下一级
entry-shift-begun = 接班（此前无人值守）
entry-shift-taken = { $offered ->
        [yes] 接下 { $person } 交出的班
       *[no] 从 { $person } 处接班，对方并未交班
    }
entry-shift-next = 下一班：{ $person }
entry-shift-offered = 向 { $person } 交班
entry-shift-signed-for = 签收的出行：{ $movements }；警报：{ $alerts }
entry-alert-acknowledged = 接手警报 { $alert }
entry-alert-closed = 关闭警报 { $alert }：{ $verdict ->
        [true] 属实
        [false] 不属实
       *[planned] 属实，且在计划之内
    }

## People, and messages to them

entry-person-enrolled = 登记 { $person }，角色：{ $role }，机构：{ $agency }
entry-person-dismissed = 注销 { $person }
entry-person-erased = { $again ->
        [yes] 恢复后再次销毁 { $person } 的数据
       *[no] 销毁 { $person } 的数据
    }
entry-seen = 记录谁看过什么：{ $count } 项
entry-address-set = 发给{ $recipient } 的消息此后改用另一地址
entry-address-dropped = 不再向{ $recipient } 发送消息
entry-messages-due = 关于 { $number }（{ $about }）应通知：{ $recipients }
entry-messages-due-nobody = 无人
entry-messages-due-message = { $recipient }（消息 { $message }）
entry-messages-due-without-address = 无地址者：{ $people }
entry-message-delivered = 已通知{ $recipient }，关于 { $number }（{ $about }）：消息 { $message }
entry-message-failed = 未获通知：{ $recipient }，关于 { $number }（{ $about }）：消息 { $message } 失败（{ $why ->
        [given-up] 已放弃重试
        [not-in-time] 未及时接收，继续重试
        [refused] 接收方拒收
        [bad-address] 地址不可用
       *[no-address] 没有地址
    }）
