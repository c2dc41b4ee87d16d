### What `match` says.

match-road = { $from } 至 { $until }：{ $road }，{ $length } 公里
match-unnamed = 无名道路
match-off-road = { $from } 至 { $until }：不在路网的任何道路上
match-silence = { $from } 至 { $until }：太久或太远没有收到位置；其间的行驶路线未知
match-jump = { $from } 至 { $until }：比任何车辆都快；两个位置中有一个是错的
match-no-way = { $from } 至 { $until }：没有道路能解释它如何前行；可能路网缺少道路，或未按规定行驶
match-other-network = { $from } 至 { $until }：从此处起以另一路网为准
match-left-out-late = 因晚于后续位置到达而未计入的位置：{ $count }
match-left-out-repeated = 因同一时刻已有位置而未计入的位置：{ $count }
match-left-out-vague = 因误差超过 200 米而未计入的位置：{ $count }
