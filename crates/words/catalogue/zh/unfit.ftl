### Why a text or a value is not what it should be.

unfit-word = `{ $text }` 不是标识词：请用 1 至 64 个字母（A-Z、a-z）、数字及 - . _ / + :，不含空格
unfit-path = `{ $path }` 不是路径：请写成 vehicles[bus-1].bullet_proof 的形式
unfit-year = { $text } 不在 1900 至 2199 年之间：请核对年份
unfit-moment = `{ $text }` 不是时间：请写成 2024-03-26T09:15:00+05:00，并注明与 UTC 的时差
unfit-day = `{ $text }` 不是日期：请写成 2024-03-26
unfit-area = `{ $text }` 不是区域：请用小写并以两字母国家代码开头，例如 pk/kp/shangla
unfit-list-full = { $list } 已有 { $most } 项，已达上限：请拆分出行
unfit-fact = 没有事实 `{ $path }`：见事实清单
unfit-fact-hint = 没有事实 `{ $path }`：{ $hint }
unfit-hint-thing = 它指的是一个事物；请写明其某项属性
unfit-hint-list = 它是列表；请以 [label] 写明其中一项（{ $kind }）
unfit-hint-no-list = 它不是列表
unfit-hint-no-attributes = 最后一个点之前的部分没有属性
unfit-hint-attributes = { $kind } 的属性有：{ $names }
unfit-value = `{ $path }` 应为：{ $expected }，而不是 `{ $given }`
takes-yes-no = true 或 false
takes-word = 一个标识词
takes-one-of = 以下之一：{ $words }
takes-area = 小写区域，以两字母国家代码开头，例如 pk/kp/shangla
takes-number = 非负整数
takes-length = 长度，例如 "150 m"，不为负
takes-mass = 质量，例如 "15 kg"，不为负
takes-span = 时长，例如 "2 h"，不为负
takes-moment = 带时差的时间，例如 2024-03-26T09:15:00+05:00
takes-day = 日期，例如 2024-03-26
takes-place = 地点，例如 34.93,72.88
