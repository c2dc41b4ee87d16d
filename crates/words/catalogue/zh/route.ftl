### What `route` says.

route-column-way = 路线
route-column-time = 时间
route-column-length = 长度
route-column-coverage = 最长无信号路段
route-column-haven = 最长无安全避难点路段
route-column-shared = 与路线1重合
route-column-districts = 途经地区
route-cell = { $head }：{ $cell }
route-kilometres = { $length } 公里
route-no-districts = 未知
route-exposure-unknown = 这些路线的暴露程度未知，并不等于没有：没有仍然有效的信息来源覆盖那里。
route-support-unknown = 何处有信号、何处有安全避难点均未知：没有人随此路网说明（roads import --support）。
route-too-far = { $point } 离任何道路都太远：最近的路口是 { $nearest }（{ $label }），相距 { $distance } 公里，而路网只覆盖其路口周围 { $reach } 公里
route-islands = 没有道路从 { $from } 通往 { $to }：两地位于路网中互不相连的两部分
route-closed = 届时没有该车辆可用的道路从 { $from } 通往 { $to }：请查看车辆尺寸、月份以及当地封闭或私有的道路
route-column-exposure = 暴露程度
route-sort-fastest = 最快
route-sort-least-exposed = 暴露最少
route-sort-trade-off = 折中
route-sort-apart = 另一条路
route-unknown = 未知
route-exposure = 百万分之 { $events }
route-exposure-partly = 百万分之 { $events }，{ $unknown } % 未知
route-exposure-means = 暴露程度：一百万次这样的行程中预期的事件数，依据所提供的报告和 docs/threat.md。无人报告之处取已知部分的平均值；那是未知，不是没有。0.0 表示没有报告，并不表示不会发生。
