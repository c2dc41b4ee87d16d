### What `rules` answers.

explain-rule = { $rule }（{ $book }，第 { $line } 行）
explain-when = 适用条件
explain-require = 必须满足
explain-facts = 所涉事实的含义
explain-fact = { $name }：{ $meaning }
explain-where-and-when = 适用地域和时间：{ $area }，{ $effective }
explain-everywhere = 各地
explain-in-area = { $area }
explain-consequence = 不满足或未证实时：{ $effect }
explain-mended-by = 补救责任方：{ $role }
explain-ways-out = 补救办法
explain-or = 或
explain-source = 来源：{ $key } { $text }
explain-our-choice = 我方自定，参照：{ $key } { $text }
explain-note = 说明：{ $note }
explain-examples = 示例
fact-complete-meaning = 有人担保清单完整

## Checked and tested

rules-sound = { $file }：{ $count } 条规则{ $thresholds ->
        [0] {""}
       *[other] ，{ $thresholds } 个阈值
    }，无错误；{ $hash }
rules-together = 合并：{ $problem }
rules-tested = { $count } 个示例，{ $failed } 个未通过
rules-example-failed = { $at }: { $rule }，{ $example }：预期{ $expected }，结果{ $found }：{ $reason }
rules-no-such = 没有规则 `{ $rule }`；现有：{ $known }
