### What `clear` answers: both ends of it, the table, the way out, and what it does not say.

outcome-cleared = 准予放行
outcome-refused = 不予放行
headline = { $number }  { $outcome }{ $off }  { $at }：{ $counts }
headline-switched-off = {"，"}已停用 { $count } 条规则
headline-rules = 规则：{ $counts }
headline-rules-and-warnings = 规则：{ $counts }；警示 { $warnings } 条
headline-count = { $count } 条{ $verdict }
held-against = 适用规则集：{ $books }
held-against-book = { $book }（{ $all } 条中 { $applying } 条适用）
held-against-without = 已停用：{ $rules }
table-rule = 规则
table-verdict = 裁定
table-why = 理由及所依据的事实
table-mend = 谁能补救，如何补救
table-others = （其他）
table-a-warning = （警示）
table-fact = · { $fact }
table-more-facts = · 另有 { $count } 项
table-or = { $way }；或{ $other }
table-waiver = （可豁免：{ $role }）
fact-known = { $fact }：{ $claims }
fact-missing = { $fact }：无人说明
fact-stale = { $fact }：已过期；原为 { $claims }
fact-contradictory = { $fact }：有争议：{ $claims }
fact-against = { $claim } 对 { $other }
claim = { $value }（{ $cite }，{ $age }）
claim-by = { $value }（{ $by }，{ $cite }，{ $age }）
age-fresh = 最新
age-old = { $span }前
not-waived = 未豁免：{ $rule }。{ $role }无权豁免；该尝试已记录在案。
besides-the-rules = 规则之外：{ $bar }
way-out = 有 { $rules } 条规则阻碍放行。最短的放行途径，共 { $steps } 步：
way-out-found = 有 { $rules } 条规则阻碍放行。已找到的最短放行途径，共 { $steps } 步：
way-out-none = 有 { $rules } 条规则阻碍放行，未找到放行途径。
way-out-stuck = { $rules } 无法补救：查明的情况成立。请另行计划出行。
way-out-unknown = { $rules } 所知过少：请查看上文各行，补充已知情况后再次提交。
way-out-bounded = （搜索有上限，已试 { $tried } 种组合：可能有更短的途径。）
way-out-none-bounded = （搜索有上限，已试 { $tried } 种组合：可能仍有途径。）
proved-until = 目前已证实。到 { $until }，仅时间推移即可能使其改变；届时须重新证实，否则出行暂扣。
proved-for-now = 目前已证实。仅时间推移不会改变；事实变化才会改变。
not-yet-proved = 对计划出发时间 { $at } 尚未证实：{ $rules }。其依据届时失效，或须当日办理。
oldest-fact = 已符合规则所依据的最早事实：{ $fact }，{ $age }。
asked-by-no-rule = 已说明但无适用规则问及：{ $facts }。
asked-by-no-rule-and-more = 已说明但无适用规则问及：{ $facts }，另有 { $count } 项。
not-covered = 未说明且无规则问及的情况不在涵盖之列：规则不等于道路实况。
seal-rulebook = 规则集 { $hash }
seal-facts = 事实 { $hash }
seal-record = 记录：第 { $first } 至 { $last } 条

## The demonstration

demonstration = 演示。第一次出行为贝沙姆历史案例，采用已公布的事实；第二次为虚构。此处内容与今日任何出行无关。
rule-titled = { $title } [{ $cited }]

## Where the terminal is too narrow for columns, or the language runs from right to left

row-heading = { $rule }：{ $verdict }
row-warning = { $verdict }{ $warning }
row-mend = 补救——{ $mend }
step = { $number }. { $step }
