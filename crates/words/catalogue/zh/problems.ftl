### Why a request was not answered as asked.

## Kinds of problems

problem-not-json = 不是 JSON
problem-not-signed-in = 未登录
problem-wrong = 不正确
problem-not-yours-to-do = 不由您办理
problem-forged = 由其他网站发出
problem-factor-required = 需要第二重验证
problem-not-there = 不存在
problem-not-like-this = 方式不对
problem-outdated = 期间已被他人更改
problem-number-taken = 编号已被使用
problem-out-of-place = 此阶段不可行
problem-notice-order = 须按先后次序
problem-key-used = 键已被使用
problem-name-taken = 名称已被使用
problem-no-passkeys = 此处没有通行密钥
problem-not-good = 已失效
problem-too-long = 过长
problem-not-this-medium = 未以 JSON 发送
problem-malformed = 无法理解
problem-too-many = 尝试次数过多
problem-defect = 缺陷
problem-busy = 暂时不行
problem-not-watched = 无人监视
problem-nobody-watches = 指挥室已开放，但监视已失效：没有任何行程受到监视，收到的报告也不会得出任何发现。监视会自行重新开始。请用语音询问在途人员，并在日志中查看失效的原因。
problem-disk-full = 磁盘已满

## Who asks, and what for

problem-nothing-to-do-with-you = 此处没有与您有关的内容：请核对地址
problem-nobody-signed-in = 无人登录，或会话已结束：请登录
problem-done-by = 此事由以下角色办理：{ $roles }
problem-another-site = 另一网站让您的浏览器发出了此请求：未作任何处理。请使用指挥室自己的页面
problem-method = 此地址不接受该方法：见 /openapi.json
problem-idempotency-key = Idempotency-Key 须为 1 至 100 个可打印 ASCII 字符：请用新的 UUID
problem-query = 地址中的参数无法理解（{ $why }）：见 /openapi.json
problem-no-ends = 请同时注明起点与终点：纬度与经度（度），如 from=34.93,72.88
problem-no-draw = 没有待揭晓的抽签：请先承诺一次
problem-seed-gone = 此抽签的种子已不存在：请重新承诺抽签
problem-no-identifier = “{ $text }”不是标识符：请取自所读的清单
problem-account-window = 统计最长 31 天，且须先开始后结束：请选择更短的时段
problem-replays-full = 查看过往的人太多：请稍后再试
problem-feed-too-long = 一周内的警报事项超出信息源容量：请在值班室中查看
problem-no-place = “{ $text }”不是地点：请写纬度与经度（度，至多七位小数），如 34.93,72.88
problem-no-digest = 路网以摘要命名：sha256: 加 64 位 0 至 9、a 至 f 的数字，见路网列表
problem-went-wrong = 发生了不应发生的错误：不知是否已办理。请先查看再重试

## Bodies

problem-send-json = 请以 application/json 发送正文
problem-body-too-long = 正文最多 { $most } 字节：请分次发送
problem-body-not-utf8 = 正文第 { $byte } 字节不是 UTF-8：请以 UTF-8 发送
problem-body-too-deep = 正文在第 { $byte } 字节处嵌套超过 { $deepest } 层：请减少层次
problem-body-broken = 正文不是完整的 JSON（{ $why }）：请检查写法
problem-field-missing = 缺少 `{ $field }`：请填写
problem-field-unknown = 此处没有 `{ $field }`，可用的是：{ $known }
problem-field-unknown-here = 此处没有 `{ $field }`：请省略
problem-field-twice = `{ $field }` 出现两次：只填一次
problem-field-type = 此处为 { $given }，应为 { $expected }
problem-field-other = 与 /openapi.json 的说明不符：{ $why }
problem-words-length = 请用 1 至 { $most } 个字符说明
problem-too-many-facts = 一次最多 { $most } 项事实：请分次发送
problem-own-party = 您只代表本方答复：请勿填写一方
problem-no-own-party = 您所代表的各方均未收到此次出行的通知：您能看到它，是因为有人向您求助，无需答复
problem-report = 无法理解该报告：{ $why }
problem-no-device = 没有以该凭据登记的设备，或已被撤销：由值班员登记
problem-device-not-packed = 无法为该设备生成数据包，设备未登记：运行系统的人可在日志中找到原因。请重试
problem-report-from-the-future = 报告的时间在未来：请校准设备时钟
problem-report-too-old = 报告早于轨迹的保存期限
problem-report-too-many = 一次报告过多：请分批发送
problem-report-again = 目前无法保存报告：请重新发送
problem-report-too-fast = 该设备发送的报告超过单个设备允许的数量。本次内容尚未保存：请在 { $seconds } 秒后重发。
problem-voice-empty = 没有内容：请输入行动编号、地点和时间，例如 0412 CP3 0915
problem-voice-too-long = 太长：请输入行动编号、地点和时间，例如 0412 CP3 0915
problem-voice-no-movement = 其中没有行动编号：请核对编号，按行动列表的写法输入
problem-voice-unknown = “{ $said }”既不是地点也不是时间：时间写作 0915 或 9:15
problem-voice-which = “{ $said }”是多个地点名称的结尾：{ $points }。请说明是哪一个
problem-voice-ambiguous = 有多种读法：请先写行动编号，再写地点，再写时间
problem-voice-before-departure = 理解为 { $number }，{ $at }，而该出行于 { $left } 才出发。尚未到来的时刻会被读作前一天的时刻：请写明所指的时刻，若是现在则省略
problem-voice-line-or-parts = 请给出输入的整行，或其各部分：movement、point、at
problem-silence-over = 请说明静默覆盖什么：一个行动或一个区域，二者之一
problem-duress-word = 胁迫暗语是 4 至 24 个字母的一个词，不含数字：能在报告时顺口说出
problem-duress-pins = 两个 PIN 位数相同，且不能一样
problem-pin = PIN 为 4 至 12 位数字
problem-wrong-pin = 与约定的 PIN 不符：请重新输入
problem-which-side = 请说明是哪一方：giving 或 taking
problem-report-disk-full = 轨迹磁盘已满，报告未保存：请重新发送
problem-no-seat = 连接数已达上限：请稍后重试
problem-which-of-own-parties = 您代表多方：请写明代表哪一方（{ $parties } 之一）
problem-which-party = 请写明哪一方，例如 districts[shangla]
problem-in-your-own-name = 他人对此的说法不向您显示：请以自己的名义说明，不填 `by`
problem-too-much-said = 关于此出行的信息超出可裁定的范围，因此什么都未证实：请值班员从命令中去除不需要的内容

## Signing in

problem-wrong-password = 名称或密码不正确：请核对两者以及键盘语言
problem-wrong-code = 验证码不正确或已用过：请等待下一个，并核对手机时钟
problem-wrong-passkey = 通行密钥未被接受：请重新开始，并使用在此设置的通行密钥
problem-try-again-at = 尝试次数过多：请于 { $until } 再试
problem-no-factor = 该角色须用第二重验证登录，而此账户没有：请向系统管理员索取新的登记链接并设置
problem-set-up-factor = 该角色须用第二重验证登录：请设置验证码应用或通行密钥
problem-link-not-good = 此登记链接无效：已用过、已被更新的替代，或已超过 72 小时。请向系统管理员索取新链接
problem-begin-again = 用时过长，或在别处开始：请重新开始
problem-sign-in-name-taken = 名称 { $name } 已被使用：请另选
problem-sign-in-name-length = 不能用作名称：须为 2 至 64 个字符
problem-sign-in-name-letters = 不能用作名称：只能包含字母、数字及 . _ - @ +
problem-password-length = 不能用作密码：须为 12 至 128 个字符；几个互不相关的词容易记住
problem-password-has-name = 不能用作密码：不得包含名称
problem-passkeys-not-set-up = 此处未设置通行密钥：需要服务器自己的域名。请使用验证码应用
problem-accounts-unreadable = 目前无法读写账户：{ $why }

## The record

problem-key-used-before = 键 { $key } 已用于另一请求：新请求请用新键
problem-rulebook-faulty = 拟采用的规则集有误：{ $why }
problem-cannot-be-kept = 无法保存：{ $why }
problem-not-recorded = 未作任何记录：{ $why }。请重新发送
problem-nothing-recorded-disk-full = 磁盘已满，未作任何记录：{ $why }。请由机器管理者腾出空间后重新发送
problem-waiting = 已有 { $why } 项在等待，未作任何记录：请稍后重新发送
problem-closed = 指挥室已关闭，未作任何记录：{ $why }
problem-unanswered = 记录者在答复前失败：不知是否已记录。指挥室开放后请用同一键重新发送
problem-record-unreadable = 目前无法读取记录：{ $why }
problem-no-rulebook = 此处没有生效的规则集：由主管机关采用，此前什么都未证实
problem-other-world = 这不适用于此处所示的世界：{ $why }

## Ways here, and addresses of messages

problem-cut-off = 中断
problem-in-the-clear = 未加密传来
problem-too-slow = 过慢
problem-another-name = 不是此指挥室
problem-body-too-slow = 正文其余部分未及时到达：请重新发送
problem-body-cut-off = 正文未传完即结束：请重新发送
problem-from-nowhere = 不知来自何处
problem-not-over-tls = 指挥室前的代理未说明此请求经 TLS 到达：请打开 https 地址，并让代理发送 X-Forwarded-Proto
problem-not-called-that = 此指挥室不叫这个名称：请使用其开放时的地址，并让代理传递 Host 标头
problem-no-mail-address = 不是邮件地址：请写成 name@example.org
problem-no-webhook-address = 不是地址：请写成 https://hooks.example.org/path
problem-webhook-in-the-clear = 告知内容不以明文发送：请给出 https 地址
problem-webhook-with-password = 请去掉用户名、密码以及 # 之后的部分：消息改用签名
problem-key-not-destroyed = 清除已记录在案，但密钥尚未能销毁：请检查磁盘。每秒及每次启动都会重试；请用同一键重新发送以得知是否完成
