### `roads import` 与 `roads show` 的说明。

roads-imported = 路网已写入 { $file }，{ $bytes } 字节。其标识为 { $pin }
roads-adopted = 路网 { $network } 已置于记录旁并启用。
roads-at-hand = 路网 { $network } 已置于记录旁。记录由服务器持有：请主管机关在其中启用。
roads-attribution = 道路 © OpenStreetMap 贡献者，Open Database License 1.0：凡显示之处均须注明。
roads-kept = 保留
roads-dropped = 舍去
roads-unread = 在路网中，但并非各点均能读懂
roads-line = { $what }：{ $count }
roads-kilometres-of-class = { $class } 公里数

roads-phase-ways = 正在读取道路
roads-phase-nodes = 正在读取地点
roads-phase-graph = 正在生成路网
roads-phase-districts = 正在查找辖区
roads-phase-order = 为快速查询排序
roads-phase-tiles = 正在切分地图瓦片

roads-show-name = 路网：{ $name }
roads-show-openstreetmap = 由 OpenStreetMap 摘录生成
roads-show-openstreetmap-of = 由 { $moment } 的 OpenStreetMap 摘录生成
roads-show-drawn = 手工绘制：是示意图，不是测绘。任何人不得据此行车。
roads-show-file = 格式 { $format }，{ $bytes } 字节。其标识为 { $pin }
roads-show-extent = 自 { $south }, { $west } 至 { $north }, { $east }（纬度、经度）
roads-show-offset = 当地时钟比 UTC 早 { $offset }
roads-show-reach = 距路口 { $kilometres } 公里以内的点视为位于该路口
roads-show-districts = 辖区（{ $count }）：{ $names }
roads-show-no-districts = 生成时未带辖区。
roads-show-order = 带有快速查询的次序
roads-show-no-order = 不带快速查询的次序
roads-show-tiles = 地图：{ $count } 个瓦片，缩放级别 { $lowest } 至 { $highest }，{ $bytes } 字节
roads-show-no-tiles = 不带地图

roads-note-ways = 属于道路的路线
roads-note-stretches = 路口之间的路段
roads-note-kilometres = 公里
roads-note-junctions = 路口与端点
roads-note-arcs = 单向弧
roads-note-copies = 限制转弯处的路口副本
roads-note-islands = 孤岛：没有道路与其余相连的道路
roads-note-contracted = 两段相同道路之间的节点，已并为一段
roads-note-restrictions = 转弯限制
roads-note-restrictions-always = 仅在某些时段有效的转弯限制，按始终有效处理
roads-note-ferries = 渡轮
roads-note-bridges = 桥上路线
roads-note-tunnels = 隧道路线
roads-note-limits = 有尺寸或重量限制的路线
roads-note-closed-months = 某些月份封闭的路线
roads-note-barriers-closed = 阻挡一切车辆的路障
roads-note-barriers-partly = 阻挡部分车辆或须经许可的路障
roads-note-boundaries = 路段进入另一辖区的地点
roads-note-places = 有名称的地点，供地图使用
roads-note-water-areas = 水域，供地图使用
roads-note-water-lines = 河流、运河、溪流和海岸线，供地图使用

roads-note-paths = 步行、骑行的路线
roads-note-not-built = 尚未建成或已不存在的道路
roads-note-other-class = 类别不属车行道路的路线
roads-note-areas = 广场及其他区域
roads-note-closed-to-all = 对一切车辆封闭的道路
roads-note-impassable = 无法通行的道路
roads-note-ferries-without = 未说明载运车辆的渡轮
roads-note-nodes-missing = 摘录中没有的节点：路线到此为止
roads-note-no-length = 没有长度的路线片段
roads-note-small-islands = 道路不足 2 公里的孤岛上的路段
roads-note-restrictions-others = 针对其他车辆的转弯限制
roads-note-restrictions-elsewhere = 涉及路网外道路的转弯限制
roads-note-restrictions-moot = 所禁止的本就无法行驶的转弯限制
roads-note-restrictions-broken = 缺少成员或道路并不相接的转弯限制
roads-note-places-unnamed = 没有名称的地点
roads-note-water-broken = 轮廓在提取文件中不完整的水域：完整的部分予以保留

roads-note-access-unread = 通行权的取值，按私有处理
roads-note-oneway-unread = 单行的取值，按未说明处理
roads-note-limit-unread = 尺寸或重量限制：对注明尺寸的车辆封闭
roads-note-speed-unread = 限速，按未说明处理
roads-note-surface-unread = 路面，按未说明处理
roads-note-condition-unread = 不止涉及月份的条件，按原文保留
roads-note-season-unread = 一年中仅部分时间开放而无人说明月份的道路
roads-note-ferry-unread = 没有航时的渡轮，按每小时 5 公里计
roads-note-barrier-unread = 类别不明的路障，按封闭处理
roads-note-restriction-unread = 类别不明的转弯限制，未采用

roads-bad-empty = { $file } 是空的。OpenStreetMap 摘录以 .osm.pbf 结尾：请重新获取。
roads-bad-not-an-extract = { $file } 不是 OpenStreetMap PBF 文件：第 0 字节处没有数据块。请指定以 .osm.pbf 结尾的文件，或以 .toml 结尾的手绘路网。
roads-bad-cut-off = { $file } 不完整：第 { $block } 块始于第 { $at } 字节，需要 { $needs } 字节，只有 { $has } 字节。请重新获取。
roads-bad-damaged = { $file }：第 { $at } 字节处的第 { $block } 块已损坏（{ $what }）。请重新获取。
roads-bad-compression = { $file }：第 { $at } 字节处的第 { $block } 块以 { $by } 压缩，此处只读 zlib。请转换：osmium cat IN.osm.pbf -o OUT.osm.pbf
roads-bad-demands = { $file } 要求读取方支持 `{ $feature }`，此处不支持。请使用不含历史的普通摘录。
roads-bad-no-roads = { $file } 中没有车辆可行驶的道路。
roads-bad-too-large = { $file } 中的 { $what } 多得无法计数。请切分为较小的摘录。

roads-file-not-a-network = { $file } 不是路网文件。请生成一个：safeconduct roads import
roads-file-other-format = { $file } 的格式为 { $found }，本程序读取格式 { $reads }。请用本程序重新导入路网。
roads-file-length = { $file } 称有 { $says } 字节，实有 { $has } 字节：被截断或被添加。请重新导入或复制。
roads-file-header = { $file }：文件头已损坏。请重新导入或复制。
roads-file-damaged = { $file }：`{ $section }` 段已损坏。请重新导入或复制。
roads-file-missing = { $file } 没有 `{ $section }` 段。请重新导入路网。
roads-file-impossible = { $file }：`{ $section }` 段含有不可能的内容（{ $what }）。请重新导入路网。

roads-districts-too-large = { $file } 有 { $bytes } 字节，对辖区而言过多。请简化其边界。
roads-districts-malformed = { $file } 既不是 GeoJSON 也不是 TopoJSON（{ $what }）。
roads-districts-which-layer = { $file } 有多个图层（{ $layers }），没有一个名为 `districts`。请只保留一个。
roads-districts-unnamed = { $file }：第 { $position } 个辖区没有 `{ $property }` 文本。请用 --district-property 指定属性；它有 { $has }。
roads-districts-no-area = { $file }：第 { $position } 个辖区（{ $name }）不是地球上的多边形。
roads-districts-empty = { $file } 中没有辖区。
