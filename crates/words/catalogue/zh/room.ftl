### 命令行关于已开放指挥室的说明。

room-open = 指挥室已开放：{ $at }
room-listens = 监听地址：{ $at }
room-closed = 指挥室已关闭。
demonstration-open = 演示：一个虚构单位的指挥室已在 { $at } 开放，仅限本机。可在其中担任任何角色；按 Ctrl-C 关闭。
first-administrator = 首位管理员已登记。开放指挥室后，在其地址之后打开以下路径；该链接仅可使用一次，三天内有效，且仅此时显示：
authority-written = 指挥室证书颁发机构的证书已写入 { $file }。请在本单位自己的设备上将其安装为网站的受信任颁发机构，并在设备上核对其 SHA-256 指纹为：
