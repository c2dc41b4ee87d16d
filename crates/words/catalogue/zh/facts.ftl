### Names of things and facts, as in `crates/model/src/schema/kinds.rs`. The attribute `item` names one thing of a list.

fact-of-item = { $item }：{ $fact }
fact-within-item = { $fact }（{ $item }）
fact-of-record = { $record }{ $fact }
fact-complete = { $list }清单完整

## Kinds

kind-dossier = 一次出行的全部信息
kind-movement = 出行
kind-person = 人员
kind-vehicle = 车辆
kind-certificate = 检验证书
kind-party = 应通知方
kind-notice = 通知
kind-agency = 机构
kind-escort = 护卫
kind-project = 项目
kind-site = 场所
kind-finding = 隐患
kind-halt = 停靠点
kind-point = 途中点
kind-safe-area = 安全区
kind-watch = 监视
kind-communications = 通信方案
kind-dead-ground = 通信盲区
kind-escalation = 警报上报
kind-silence = 通信静默
kind-alert-level = 警戒级别
kind-incident = 事件
kind-sighting = 目击记录

## The dossier

fact-dossier-movement = 出行
fact-dossier-commanders = 指挥员
    .item = 指挥员 { $label }
fact-dossier-principals = 受保护人员
    .item = 受保护人员 { $label }
fact-dossier-crew = 随队人员
    .item = 随队人员 { $label }
fact-dossier-vehicles = 车辆
    .item = 车辆 { $label }
fact-dossier-districts = 途经县
    .item = 县 { $label }
fact-dossier-highway_police = 公路警察
fact-dossier-unit_commandant = 保护部队指挥官
fact-dossier-agencies = 机构
    .item = 机构 { $label }
fact-dossier-escort = 护卫
fact-dossier-projects = 项目
    .item = 项目 { $label }
fact-dossier-sites = 场所
    .item = 场所 { $label }
fact-dossier-halts = 停靠点
    .item = 停靠点 { $label }
fact-dossier-points = 途中各点
    .item = 途中点 { $label }
fact-dossier-safe_areas = 安全区
    .item = 安全区 { $label }
fact-dossier-watch = 监视
fact-dossier-communications = 通信方案
fact-dossier-dead_ground = 通信盲区路段
    .item = 通信盲区 { $label }
fact-dossier-escalation = 警报上报时限
fact-dossier-silences = 已公告的通信静默
    .item = 通信静默 { $label }
fact-dossier-alerts = 警戒级别
    .item = { $label } 警戒
fact-dossier-incidents = 事件
    .item = 事件 { $label }
fact-dossier-sightings = 目击记录
    .item = 目击记录 { $label }

## The movement

fact-movement-kind = 出行类型
fact-movement-purpose = 出行目的
fact-movement-emergency = 医疗急救
fact-movement-area = 出行所属区域
fact-movement-inter_city = 离开所在城市或县
fact-movement-begins_on = 出行起始日
fact-movement-ends_on = 常设许可截止日
fact-movement-departs_on = 出发日期
fact-movement-departs_at = 出发时间
fact-movement-arrives_at = 计划到达时间
fact-movement-approved = 出行事先获批
fact-movement-road_clearance_asked_at = 申请道路放行的时间
fact-movement-manifest_given = 人员车辆清单已提交
fact-movement-ticket_verified = 机票已核实
fact-movement-vehicle_count = 车队车辆数
fact-movement-largest_march_unit = 最大行军分队车辆数
fact-movement-environment = 道路类型
fact-movement-interval = 车距
fact-movement-longest_leg = 两次停靠间最长行驶时间
fact-movement-tail_in_contact = 尾车与带队者保持联络

## People

fact-person-duty = 职责
fact-person-vehicle = 乘坐车辆
fact-person-seated_in_listed_vehicle = 乘坐命令所列车辆
fact-person-briefed_on = 最近一次交底日期
fact-person-inspected_on = 最近一次检查日期

## Vehicles and their certificates

fact-vehicle-plate = 车牌号
fact-vehicle-identity = 车架号
fact-vehicle-element = 车队中位置
fact-vehicle-carries_principals = 搭载受保护人员
fact-vehicle-escorts = 担任护卫
fact-vehicle-hired_as = 营运车辆类别
fact-vehicle-bullet_proof = 防弹
fact-vehicle-bomb_proof = 防爆
fact-vehicle-ballistic = 防弹检验
    .item = 防弹检验 { $label }
fact-vehicle-blast = 防爆检验
    .item = 防爆检验 { $label }
fact-vehicle-seats = 座位数
fact-vehicle-height = 高度
fact-vehicle-width = 宽度
fact-vehicle-length = 长度
fact-vehicle-weight = 重量
fact-vehicle-axle_weight = 最重车轴的轴重
fact-certificate-issuer = 检验机构
fact-certificate-protects = 检验合格
fact-certificate-identity = 证书所载车架号
fact-certificate-standard = 标准
fact-certificate-level = 等级
fact-certificate-covers = 覆盖范围
fact-certificate-charge = 可承受装药量（TNT当量）
fact-certificate-stand_off = 装药距离

## Those who must be told

fact-party-area = 管辖区域
fact-party-enters_at = 进入辖区时间
fact-party-notice = 早期通知
fact-party-late_notice = 临行通知
fact-party-accepted = 已接受
fact-party-no_objection = 无异议证明
fact-party-risk_district = 列为高风险县
fact-notice-given = 已发出
fact-notice-given_on = 日期
fact-notice-given_at = 时间
fact-notice-channel = 渠道

## Agencies, escort, projects

fact-agency-duty_written = 职责已书面明确并接受
fact-agency-post_manned = 沿途哨位已派员
fact-escort-lead = 护卫带队方
fact-escort-under_one_command = 各单元服从同一指挥员
fact-escort-contracted = 与保护部队签有合同
fact-project-cost = 项目造价
fact-project-security_funded = 已落实的安保经费
fact-project-lacks_armour = 缺少装甲车辆
fact-project-lacks_armour_since = 确认缺少装甲车辆的时间

## Sites

fact-site-area = 场所所在区域
fact-site-wall_height = 围墙最低高度
fact-site-patrol_every = 巡逻最长间隔
fact-site-head_visited_on = 部队主官最近一次到访
fact-site-officer_visited_on = 外勤警官最近一次到访
fact-site-inspected_on = 最近一次易受袭场所检查
fact-site-compliant = 检查合规
fact-site-sealed = 已查封
fact-site-findings = 未结隐患
    .item = 隐患 { $label }
fact-finding-raised_on = 提出日期
fact-finding-owned = 有专人负责
fact-finding-closed = 已凭证据关闭

## On the way

fact-halt-after = 距出发或上次停靠的行驶时间
fact-halt-clear_view = 视野距离
fact-halt-at = 地点
fact-halt-radius = 周围可停范围
fact-halt-stay = 计划停留
fact-halt-longest = 最长停留
fact-point-sort = 点的类别
fact-point-at = 地点
fact-point-due = 计划时间
fact-point-radius = 周围可停范围
fact-safe-area-at = 中心
fact-safe-area-radius = 半径
fact-safe-area-from = 停留自
fact-safe-area-until = 至
fact-watch-corridor = 两侧走廊宽度
fact-watch-stop = 计划外停车上限
fact-watch-stop_radius = 视为停车的范围
fact-watch-late = 视为迟到的延误
fact-watch-unreported = 调整线未报告时限
fact-watch-interval_least = 最小车距
fact-watch-interval_most = 最大车距
fact-watch-spacing_for = 车距异常持续
fact-watch-broken = 视为车队断开的距离
fact-watch-straggler = 视为掉队的距离
fact-watch-silence = 静默上限
fact-watch-separation = 视为脱离护卫的距离
fact-watch-fastest = 一小时内不可能超过的路程
fact-watch-vague = 定位误差上限
fact-watch-pace = 计划每小时路程
fact-communications-primary = 主用通信手段
fact-communications-alternate = 备用通信手段
fact-communications-contingency = 应变通信手段
fact-communications-emergency = 应急通信手段
fact-dead-ground-covered_by = 当地可用手段
fact-dead-ground-confirmed = 已实地试通
fact-dead-ground-from = 起点
fact-dead-ground-to = 终点
fact-escalation-room = 多久后报整个值班室
fact-escalation-commander = 多久后报指挥员
fact-escalation-districts = 多久后报地区
fact-escalation-authority = 多久后报主管机关
fact-silence-from = 开始
fact-silence-until = 结束
fact-silence-voice_schedule = 已安排定时语音联络
fact-silence-calls_every = 语音联络间隔
fact-alert-level-level = 现行级别
fact-incident-at = 时间
fact-incident-kind = 类别
fact-incident-place = 地点
fact-incident-closes_route = 阻断路线
fact-sighting-at = 时间
fact-sighting-unarmoured = 车辆无装甲
fact-sighting-reported = 已上报
