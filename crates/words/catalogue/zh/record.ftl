### What `record verify` answers.

record-not-proved = 未获证明：{ $finding }
record-covered = 此前由有效检查点覆盖：{ $count } 条
record-witnessed = 与 { $size } 条的外部检查点一致，至 { $proved } 自身一致
record-unwitnessed = 至 { $proved } 自身一致，无外部见证
record-root = 根哈希 { $root }
record-epoch = 第 { $epoch } 纪元，自第 { $entry } 条起：密钥 { $key }
record-key-given = 以上密钥源自所提供的密钥：{ $key }
record-key-of-itself = 以上密钥为日志自述：请与其所有者提供的密钥核对
record-entry = 第 { $entry } 条：{ $problem }
record-entries = 第 { $first } 至 { $last } 条：{ $problem }
record-kept = 随附的 { $count } 份规则集和事实集与所记一致
record-kept-not = 未获证明：第 { $entry } 条裁定所依据的 { $artefact }：{ $problem }
record-not-indexed = 找不到：条目 { $entry } 在记录中，但不在索引的 { $subject } 之下，控制室显示和交出的内容会遗漏它。请恢复备份
bundle-entries = { $count } 条记录在日志 { $origin }（共 { $size } 条）中，与其密钥签署的一致
bundle-signed-by = 签署者 { $key }
bundle-subject = 据称内容：{ $subject }
bundle-not-complete = 这证明上述记录在日志中，不证明没有遗漏。
bundle-checkpoint = 其检查点：{ $problem }
bundle-artefact = 随附件 { $artefact }：{ $problem }
bundle-against-nothing = 未与他人留存的检查点核对：其密钥可能签署过另一份日志
bundle-against-same = 日志与留存的检查点为同一份，{ $size } 条
bundle-against-continues = 日志自留存的检查点延续：前 { $size } 条未变
bundle-against-fork = 不是同一份日志：其密钥签署了两份各 { $size } 条的不同日志，留存检查点的根哈希为 { $kept }，包中为 { $here }。请保留两者：合起来即为证据
bundle-against-not-proved = 对照留存的 { $size } 条检查点未获证明：{ $reason }
record-epoch-follows = 第 { $epoch } 纪元于 { $opened } 开启，接续 { $size } 条记录，其最后一条记于 { $left }：此后以先前密钥所记的内容不在本日志中。保有更晚检查点者可知其数量：--checkpoint
record-lost = 已丢失：先前纪元的 { $count } 条记录，第 { $first } 至 { $last } 条，记于 { $left } 之后。请询问在场者此后发生了什么，并补录
record-texts = 人员文本：{ $readable } 份可读，{ $erased } 份已销毁
record-texts-without-key = { $subjects } 个主体的 { $count } 份文本无法读取，因其密钥不在此处：
record-texts-of = { "  " }{ $subject }（{ $count }）
record-texts-altered = 与封存时不符：{ $problem }
record-shown-not-proved = 以下内容仅为读出，未经证明：是否与签署时一致，由 `record verify` 说明。
record-nothing-there = { $path } 既不是数据目录，也不是记录包
record-no-such-movement = 包中没有关于出行 { $movement } 的内容：请给出其编号或标识
record-key-wanted = { $path } 是记录包：请用 --key 说明它应出自谁的日志（公钥，或含公钥的文件）
record-no-checkpoint = { $path } 不是检查点：{ $problem }
record-snapshot-as-replayed = 所存快照与前 { $size } 条记录得出的状态一致
record-snapshot-not-believed = 所存快照未作比对，本程序不以其为起点：{ $reason }
record-snapshot-differs = 未获证明：所存快照与前 { $size } 条记录得出的状态不一致。日志与签署时一致；但在此目录开启的指挥室会从快照继续。请在此之前删除快照（docs/record.md），并查明由谁写入
record-no-waivers = 无人给予豁免，也无人试图给予。
record-waivers = { $by }，{ $rule }：给予 { $granted } 次，其中撤销 { $revoked } 次；被拒绝 { $refused } 次

## Decisions made again

again-nothing-carried = 包中未附规则集和事实，因此无法据以重新裁定。
again-nothing-decided = 此处没有规则评估的条目：没有可重新裁定的内容。
again-same = { $count } 项裁定经重新作出，与所记裁定一致
again-different = 未获证明：{ $count } 项裁定重新作出后结果不同；首项为第 { $entry } 条，关于 { $movement }：{ $what }
again-different-engine = { "  " }由 { $engine } 记录，由 { $this } 重新作出：差异可能源于版本
again-not-made = { $count } 项裁定无法重新作出；首项为第 { $entry } 条：{ $why }
again-other-engine = { $count } 项裁定由与本版本 { $this } 不同的版本记录
again-bars-as-recorded = 重新作出的是规则的裁定。规则之外的阻碍（出门检查、区域、许可）以记录为准。
again-verdict = { $rule } 记录为{ $recorded }，重新作出为{ $again }
again-verdict-not-asked = 未作裁定
again-failing = 记录的阻碍：{ $recorded }；重新作出：{ $again }
again-clears = { $recorded ->
        [cleared] 记录为准予放行，重新作出则不予放行
       *[refused] 记录为不予放行，重新作出则准予放行
    }
again-holds-until = 记录为{ $recorded ->
        [for-ever] 永久有效
       *[other] 有效至 { $recorded }
    }，而规则得出有效至 { $again }
again-absent = { $artefact } 不在此处
again-unreadable = 本版本无法读取 { $artefact }：{ $reason }
again-not-composing = 本版本无法将其规则集组合起来
record-export-with-duress = 此数据包包含胁迫情况：谁以何种方式发出信号、向其提出了什么问题、值班室通知了谁。胁迫期间，泄露可能致命。切勿交给不应知情的人
