### What became of a rule, and of a movement.

verdict-met = 符合
verdict-breached = 违反
verdict-unproved = 未证实
verdict-waived = 已豁免
verdict-not-applicable = 不适用
effect-refuse = 不得出发，任何人不得豁免
effect-refuse-unless-waived = 不得出发，除非{ $role }书面限期豁免
effect-warn = 予以警示，仍可出发
state-known = 已知
state-missing = 无人说明
state-stale = 已过期
state-contradictory = 有争议
stage-requested = 已申请
stage-cleared = 已准放行
stage-held = 暂扣
stage-under-way = 途中
stage-arrived = 已到达
stage-closed = 已结束
stage-cancelled = 已取消

## What bars a movement besides the rules

bar-stand-fast = { $area } 已下令原地待命，解除前不得出发
bar-clock-unsound = 时钟未同步：任何与时间有关的规则都无法证实
bar-no-rules = 没有生效的规则集：什么都无法证实
bar-urgent = 属紧急出行：紧急出行立即启动、全程监控、事后复查，但不予放行裁定
bar-not-a-journey = 这是许可；出发的是其下的各次出行
bar-no-permission = 所依据的许可未获批、已终止或不涵盖当日
bar-before-its-day = 命令规定于 { $day } 出发：如需提前，请修改命令并重新通知各方
bar-out-of-season = 路线有一段在该季节关闭，或出发日期未知：请另行规划或注明日期
bar-vehicle-does-not-fit = { $vehicle } 超过路线所容许的尺寸或重量：请另行规划或更换车辆
bar-vehicle-unmeasured = 路线有限制，而 { $vehicle } 的尺寸或重量未登记：请在登记册中注明
bar-too-much-said = 信息量超出可裁定的范围：请拆分出行
bar-gate-unchecked = 出门时未核对车牌、人员和人数
bar-gate-outdated = 出门检查已过时，或此后命令有变
bar-heads-differ = 出门清点人数与命令不符
