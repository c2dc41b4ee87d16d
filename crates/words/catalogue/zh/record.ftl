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
