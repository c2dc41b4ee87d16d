### 向 TAK 客户端告知其自身行动的内容：地图上的与消息中的。

tak-way = 行动 { $number }
tak-way-begins = 起点
tak-way-ends = 目的地
tak-point = { $point }（{ $sort }）
tak-halt = 停留点 { $halt }
tak-halt-after = 计划在行驶 { $span } 后
tak-haven = 安全点
tak-incident = 事件：{ $kind }
tak-closed = 封闭
tak-no-go = 禁入区
tak-alert = 关于行动 { $number } 的警报：{ $rule }。{ $taken ->
        [yes] 已有人接手。
       *[no] 已通知指挥室。
    }
tak-alert-expected = 预计到达该处：{ $at }
tak-alert-mark = 警报：{ $rule }
tak-alert-over = 自 { $at } 起已结束，指挥室尚未关闭。
tak-alert-since = 自 { $at } 起
tak-alert-where = 地图上：{ $vehicle } 最后所在位置，时间 { $at }
tak-alert-where-movement = 地图上：行动最后所在位置，时间 { $at }
