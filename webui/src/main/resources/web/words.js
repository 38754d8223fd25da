// The page's texts, in the browser's language: English, or Chinese where that is preferred.

/** `en` or `zh`. */
export const language = /^zh\b/i.test((navigator.languages ?? [navigator.language])[0] ?? '') ? 'zh' : 'en';

/** For Intl. */
export const locale = language === 'zh' ? 'zh-CN' : 'en';

const en = {
  skip: 'Skip to content', pages: 'Pages', dashboard: 'Dashboard', pipeline: 'Pipeline', blacklist: 'Blacklist',
  day: 'Day', previousDay: 'Previous day', nextDay: 'Next day', today: 'Today', compareWith: 'Compare with',
  dayBefore: 'the day before', weekBefore: 'a week before', anotherDay: 'another day', nothing: 'nothing',
  connecting: 'Connecting', live: 'Live', delayedSince: 'Delayed since {time}', waitingSince: 'Waiting since {time}',
  reconnectingSince: 'Reconnecting since {time}',
  delayedNotice: '{source}: changes are late or missing since {time}: {reason}.', source_kafka: 'Kafka', source_store: 'Store',
  waitingNotice: 'Counts are not available yet: {reason}',
  trust: 'Data quality', filters: 'Filters', removeFilter: 'Remove the filter {name}',
  filter_course: 'Course {name}', filter_engine: 'From {name}',
  clicksToday: 'Clicks today', clicksOn: 'Clicks on {day}',
  courses: 'Courses', fromSearch: 'From search', now: 'Now', aMinute: '{rate} per minute', pulse: 'clicks per second, last minute',
  byMinute: 'Clicks by the minute', minutesLoading: 'Loading minutes…',
  notByEngineCurve: 'Minutes are not counted by search engine.',
  peak: 'Clicks by the minute; most at {time}: {clicks}',
  findCourse: 'Find a course', tableCaption: '{title} by clicks, most first', course: 'Course', dayShape: 'Day',
  tenMinutes: '10 min', clicks: 'Clicks', share: 'Share', noClicks: 'No clicks on this day.',
  showAll: 'Show all {count}', showFewer: 'Show fewer', noneFound: 'No matching courses.',
  recent: 'Recent activity', window: 'Window', recentCaption: 'Courses by recent clicks', change: 'Change',
  inWindow: 'clicks in {window}', filling: 'less than {window} of data so far', windowEnds: 'until {time}',
  late: '{count} arrived too late for their window',
  clocksAhead: 'a web server’s clock is ahead: {partitions}', clockAhead: 'by {time} in partition {partition}', noActivity: 'Recent activity is not available: {reason}',
  noActivityYet: 'No activity yet: the topology "activity" may not be running.',
  noSearch: 'No clicks from search engines on this day.', noKeywords: 'No search keywords on this day.',
  noValues: 'No data for this day.', notByEngine: 'Not counted by search engine.',
  map: 'Map', china: 'China', world: 'World', unknownRegion: 'Unknown',
  rejectedTitle: 'Rejected lines', close: 'Close', reason: 'Reason',
  rejectedHint: 'The newest lines of each reason. The topic access-log-rejected has them unchanged.',
  noSamples: 'No samples yet.', sampleOf: '{topic}-{partition}, offset {offset}, {bytes} bytes', cut: 'truncated',
  api: 'API', zone: 'Days begin at midnight in {zone}', lastChange: 'Last change {time}',
  newestLine: 'Newest line {ago}', countedWithin: 'counted within {time}', waitingLines: '{count} waiting', noLines: 'No lines yet',
  ledgerUnknown: 'Ledger not read yet', linesIn: '{count} lines in', counted: 'counted', other_page: 'other pages', not_served: 'not served',
  blacklisted: 'blacklisted', robot: 'robots', no_line: 'markers', rejected: 'rejected',
  notAdding: 'The ledger does not balance', notAudited: 'Not audited yet', audit_EXACT: 'Audited {ago}: EXACT',
  audit_CONSISTENT: 'Audited {ago}: consistent', audit_DIFFERENT: 'Audited {ago}: DIFFERENT, see coursepulse audit',
  auditHint: '{lines} lines, {clicks} clicks: the ledger, Kafka and the tables were compared at {time}.', moving: 'Day in progress',
  final: 'Day is final', notFinal: 'Not final: lines are waiting', finalHint: 'The day is over and every line in Kafka is counted. A line that arrives later is still counted.',
  movingHint: 'Clicks are still arriving.', sameTime: 'against {day} until {time}', against: 'against {day}', noBefore: 'no clicks on {day}',
  csv: 'CSV', json: 'JSON', exportAs: 'Save {table} as {format}', ago_s: '{n} s ago', ago_m: '{n} min ago', ago_h: '{n} h ago', ago_d: '{n} days ago',
  titleToday: '{count} clicks today', titleOn: '{count} clicks on {day}', before: 'Before',
  skippedRecords: '{records} records of the topic of {topic} were skipped: they are not messages of this version. The web server’s log names the first.',
  topologies: 'Topologies', partitions: 'Partitions', partition: 'Partition', counted_to: 'Counted to', ends_at: 'Ends at',
  allPartitions: 'All', errorTime: 'Time', waiting_lines: 'Waiting', lastBatch: 'Last batch', txid: 'Transaction', stormOff: 'Storm is not monitored: set web.nimbus in coursepulse.conf to the address of Nimbus.',
  stormDown: 'Nimbus has not responded since {time}: {reason}', openStorm: 'Open Storm UI', topology: 'Topology', state: 'State', uptime: 'Uptime',
  executors: 'Executors', tuples: 'Tuples in 10 min', latency: 'Time per batch', errors: 'Errors', noErrors: 'No errors', component: 'Component',
  worker: 'Worker', noTopologies: 'No topology of CoursePulse is running.', asOf: 'As of {time}', linesPerSecond: '{rate} lines/s',
  noPartitions: 'No data about the topic yet.', kafkaProblem: 'Kafka: {reason}', acked: 'Acked', failed: 'Failed',
  entry: 'Entry', kind: 'Kind', add: 'Add', remove: 'Remove', removeEntry: 'Remove {name}', import: 'Import a file', version: 'Version {number}, since {time}', versionNone: 'Empty: no entry has been added yet', entries: '{count} entries',
  blacklistOff: 'No blacklist is configured: set blacklist.zookeeper in coursepulse.conf.', adminToken: 'Admin token', adminHint: 'Changes need the admin token (web.admin-token). It is stored in this tab only.',
  newEntry: 'Address, network, "agent TEXT" or "course ID"', added: '{count} added', alreadyThere: 'Already on the blacklist', findEntry: 'Find an entry', kindAddress: 'address', kindAgent: 'user agent', kindCourse: 'course',
  changesOff: 'Changes are disabled: web.admin-token is not set.', imported: '{count} new entries from {file}', confirmRemove: 'Removed {name}',
  password: 'Password', login: 'Log in', loginTitle: 'Password required', loginWrong: 'Wrong password.', loginSlow: 'Too many attempts; try again in a few seconds.', serverGone: 'The server does not respond.',
};

const zh = {
  skip: '跳到数据', pages: '页面', dashboard: '总览', pipeline: '管道', blacklist: '黑名单',
  day: '日期', previousDay: '前一天', nextDay: '后一天', today: '今天', compareWith: '对比',
  dayBefore: '前一天', weekBefore: '一周前', anotherDay: '另一天', nothing: '不对比',
  connecting: '正在连接', live: '实时', delayedSince: '自 {time} 起延迟', waitingSince: '自 {time} 起等待',
  reconnectingSince: '自 {time} 起重连中',
  delayedNotice: '{source}：自 {time} 起，变化可能迟到或未到：{reason}。', source_kafka: 'Kafka', source_store: '存储',
  waitingNotice: '暂不显示计数：{reason}',
  trust: '数据可信度', filters: '筛选', removeFilter: '移除筛选 {name}',
  filter_course: '课程 {name}', filter_engine: '来自 {name}',
  clicksToday: '今日点击', clicksOn: '{day} 的点击',
  courses: '课程', fromSearch: '来自搜索', now: '当前', aMinute: '每分钟 {rate}', pulse: '最近一分钟，每秒点击',
  byMinute: '每分钟点击', minutesLoading: '正在读取分钟数据…',
  notByEngineCurve: '分钟数据不按搜索引擎统计。',
  peak: '每分钟点击；{time} 最高：{clicks}',
  findCourse: '查找课程', tableCaption: '{title}，按点击从多到少', course: '课程', dayShape: '全天',
  tenMinutes: '10 分钟', clicks: '点击', share: '占比', noClicks: '当天没有点击。',
  showAll: '显示全部 {count} 项', showFewer: '收起', noneFound: '没有匹配的课程。',
  recent: '最近活动', window: '窗口', recentCaption: '按最近点击排列的课程', change: '变化',
  inWindow: '次点击，{window}内', filling: '不足 {window}，累积中', windowEnds: '截至 {time}',
  late: '{count} 次点击迟到，未计入窗口',
  clocksAhead: '有网站服务器的时钟偏快：{partitions}', clockAhead: '分区 {partition} 快 {time}', noActivity: '收不到最近活动：{reason}',
  noActivityYet: '尚无数据：拓扑 “activity” 可能没有运行。',
  noSearch: '当天没有来自搜索引擎的点击。', noKeywords: '当天没有搜索关键词。',
  noValues: '当天没有数据。', notByEngine: '不按搜索引擎统计。',
  map: '地图', china: '中国', world: '世界', unknownRegion: '未知',
  rejectedTitle: '被拒绝的日志行', close: '关闭', reason: '原因',
  rejectedHint: '每种原因的最新样本。原文保存在主题 access-log-rejected 中。',
  noSamples: '尚无样本。', sampleOf: '{topic}-{partition}，位移 {offset}，{bytes} 字节', cut: '此处截断',
  api: 'API', zone: '按 {zone} 的零点划分日期', lastChange: '最近变化 {time}',
  newestLine: '最新日志行 {ago}', countedWithin: '{time}内计入', waitingLines: '{count} 行等待', noLines: '还没有日志行',
  ledgerUnknown: '尚未读到账本', linesIn: '共 {count} 行', counted: '计入', other_page: '其他页面', not_served: '未成功返回',
  blacklisted: '黑名单', robot: '爬虫', no_line: '标记', rejected: '拒绝',
  notAdding: '账本不平', notAudited: '尚未审计', audit_EXACT: '{ago}审计：EXACT',
  audit_CONSISTENT: '{ago}审计：一致', audit_DIFFERENT: '{ago}审计：有差异，见 coursepulse audit',
  auditHint: '{lines} 行，{clicks} 次点击：{time} 比较了账本、Kafka 和各表。', moving: '当天数据仍在变化',
  final: '当天数据已定', notFinal: '未定：有日志行等待', finalHint: '当天已结束，Kafka 中的每一行都已计入。之后才到达 Kafka 的行仍会计入。',
  movingHint: '点击仍在到来。', sameTime: '对比 {day} 截至 {time}', against: '对比 {day}', noBefore: '{day} 没有点击',
  csv: 'CSV', json: 'JSON', exportAs: '将{table}保存为 {format}', ago_s: '{n} 秒前', ago_m: '{n} 分钟前', ago_h: '{n} 小时前', ago_d: '{n} 天前',
  titleToday: '今日 {count} 次点击', titleOn: '{day} {count} 次点击', before: '之前',
  skippedRecords: '主题 {topic} 的 {records} 条记录已跳过：不是此版本的消息。Web 服务器日志中有第一条的位置。',
  topologies: '拓扑', partitions: '分区', partition: '分区', counted_to: '已计到', ends_at: '末尾',
  allPartitions: '合计', errorTime: '时间', waiting_lines: '等待', lastBatch: '上一批', txid: '事务', stormOff: '未监控 Storm：请在 coursepulse.conf 中把 web.nimbus 设为 Nimbus 的地址。',
  stormDown: 'Nimbus 自 {time} 起没有应答：{reason}', openStorm: '打开 Storm UI', topology: '拓扑', state: '状态', uptime: '运行时间',
  executors: 'Executor', tuples: '10 分钟元组', latency: '每批耗时', errors: '错误', noErrors: '没有错误', component: '组件',
  worker: 'Worker', noTopologies: 'CoursePulse 没有正在运行的拓扑。', asOf: '截至 {time}', linesPerSecond: '每秒 {rate} 行',
  noPartitions: '尚无该主题的数据。', kafkaProblem: 'Kafka：{reason}', acked: '已确认', failed: '失败',
  entry: '条目', kind: '类别', add: '添加', remove: '移除', removeEntry: '移除 {name}', import: '导入文件', version: '版本 {number}，自 {time}', versionNone: '空：从未加入任何条目', entries: '{count} 个条目',
  blacklistOff: '没有黑名单：请在 coursepulse.conf 中设置 blacklist.zookeeper。', adminToken: '管理令牌', adminHint: '修改需要管理令牌（web.admin-token）。它只保存在此标签页。',
  newEntry: '地址、网段、“agent 文本” 或 “course 编号”', added: '已添加 {count} 条', alreadyThere: '已在名单中', findEntry: '查找条目', kindAddress: '地址', kindAgent: '用户代理', kindCourse: '课程',
  changesOff: '修改已关闭：未设置 web.admin-token。', imported: '从 {file} 新增 {count} 条', confirmRemove: '已移除 {name}',
  password: '密码', login: '登录', loginTitle: '需要密码', loginWrong: '密码不对。', loginSlow: '尝试过多，请稍候。', serverGone: '服务器没有应答。',
};

/** All texts, by language. */
export const texts = { en, zh };

/** The text of that name; `{name}` stands for `values.name`. */
export function say(name, values = {}) {
  return texts[language][name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** Sets the texts of the elements that name one: `data-t` as content, `data-t-label` as label, `data-t-hint` as placeholder. */
export function translate(root = document) {
  document.documentElement.lang = locale;
  for (const element of root.querySelectorAll('[data-t]')) {
    element.textContent = say(element.dataset.t);
  }
  for (const element of root.querySelectorAll('[data-t-label]')) {
    element.setAttribute('aria-label', say(element.dataset.tLabel));
  }
  for (const element of root.querySelectorAll('[data-t-hint]')) {
    element.placeholder = say(element.dataset.tHint);
  }
}
