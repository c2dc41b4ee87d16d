### What `replay` answers about historical cases.

finding-breached = 违反
finding-no-breach = 未公布违反情况
finding-not-provable = 无法证实
replay-case = { $number }：{ $finding }
replay-as-of = 截至 { $at }，依据 { $books }
replay-rule = { $verdict } { $rule }：{ $reason }
replay-unproved = { $verdict } { $count } 条；当时当地不适用：{ $idle } 条
replay-differs = 不符 { $rule }：预期{ $expected }，结果{ $found }：{ $reason }
replay-differs-unknown = 不符 { $rule }：预期{ $expected }，但所采用的规则集中没有该规则
replay-as-expected = { $count } 个案例；全部符合预期。
replay-not-as-expected = { $count } 个案例；与预期不符：见上文。
replay-day-begins = 演练：{ $title }。当日以时钟 { $speed } 倍的速度推演。以下内容为虚构：
replay-day-line = { $at }  { $said }
replay-day-ends = 当日结束：发出 { $raised } 条警报，撤回 { $withdrawn } 条，尚有 { $open } 条未关闭。
replay-day-person = { $duty }{ $is ->
    [alone] { "" }
   *[of] ，{ $of }
}（虚构）
replay-day-told = { $told } 条消息送达为当日虚构的人员；没有任何内容离开本机。
replay-day-unreached = 应被告知但没有地址者（当日未获通知）：{ $people }。
replay-day-kept = 已保存，可重新回放：将所发现情况与所收报告核对。若在该目录上开设值班室，早于轨迹保留期限（--keep-tracks）的报告会被删除。
replay-day-thrown-away = 未保存任何内容：使用 --data DIR 可重新回放当天。
