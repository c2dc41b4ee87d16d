### 地图，以及其下的文字。

page-map = 地图
map-label = 道路与地点的地图。方向键移动，加号和减号放大和缩小。
map-zoom-in = 放大
map-zoom-out = 缩小
map-none = 没有生效的道路网络，因此没有地图。由主管机关使其生效。
map-untiled = 网络 { $name } 导入时不带地图：请用 `safeconduct roads import` 重新导入并采用。
map-unable = 此浏览器无法绘制地图（没有 WebGL），或地图未能取得。行程与路线仍以文字说明。
map-drawn = 手工绘制：示意图，并非测绘。任何人不得据此行车。
map-openstreetmap = © OpenStreetMap 贡献者，Open Database License 1.0
map-shows = 地图当前所示内容（文字）
map-places = 地点
map-roads = 道路
map-nothing = 无
map-line-planned = 计划路线
map-spots = 最近在此报告
map-line-best = 当前最佳路线
map-line-offered = 另一条可选路线
map-line-danger = 危险路段
map-areas = 危险区域
