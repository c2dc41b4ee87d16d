### `backup` 与 `restore` 的说明。

backup-done = 已备份至 { $to }：{ $size } 条记录，已验证，连同随附的规则集与事实、封存的文本和账户。
backup-not-in-it = 有意不含：打开人员文本的密钥（用 `backup --keys` 导出并另行保管），以及签署记录的密钥（恢复后的记录使用新密钥）。
backup-of-nothing-sound = 未备份：记录未获证明，其副本不成其为备份。请保持目录原样，并恢复最后一份完好的备份。
backup-keys-done = { $subjects } 个主体的密钥及 { $erased } 个已销毁者的名单已写入 { $to }。此文件须与所有备份分开保管：两者兼得者可读出每个姓名。
restore-done = 已恢复至 { $data }：来自 { $made } 所作备份的 { $size } 条记录。
restore-epoch = 记录在第 { $epoch } 纪元中继续，由 { $key } 签署。请将此密钥和一份新的检查点按首次交付的途径交给合作方。
restore-erased = 重新执行的销毁：{ $count }。
restore-signs-in-again = 所有人均已退出，登记链接均已失效。密码和第二因素与备份时相同。
restore-lost = 备份之后所记的内容在此已丢失。合作方保存的更晚检查点可说明数量：safeconduct record verify { $data } --checkpoint FILE
