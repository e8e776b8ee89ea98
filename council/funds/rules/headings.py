"""The words that clerks put over the columns of fund tables: the one list of synonyms (pure).

In each tuple the first word is the one our own templates print, the others are synonyms in the
order of preference: where two columns of money fit, the earlier word is the amount, the other
column is kept beside it. Add a word here and every import of funds knows it.
"""

#: Who gets it, and where.
COUNTY = (
    "县(区)",
    "县市区",
    "县(市、区)",
    "区县",
    "市县",
    "县区名称",
    "所属县区",
)
PLACE = (
    "乡镇(街道)",
    "建设地点",
    "实施地点",
    "实施镇村",
    "镇、村",
    "乡镇村",
    "乡镇",
    "镇村",
    "镇街",
    "镇(街道)",
    "示范村名称",
    "村(社区)",
    "项目地点",
    "使用单位",
    "村名",
    "地点",
)
#: What for.
PROJECT = (
    "项目名称",
    "工程名称",
    "开支项目",
    "开支内容",
    "资金名称",
    "名称",
    "项目",
    "资金来源",
    "项目类别",
    "项目类型",
    "农户类别",
    "户别",
    "类别",
    "对象",
)
BEFORE = ("变更前项目内容", "原项目内容", "原项目名称", "调整前项目名称", "调整前内容")
AFTER = ("变更后项目地点内容", "调整后项目名称", "调整后内容", "现项目内容", "现项目名称")
REASON = ("变更理由", "变更原因", "调整理由", "调整原因")
CONTENT = (
    "建设内容",
    "项目内容",
    "主要建设内容",
    "建设内容及规模",
    "建设任务",
    "用途",
    "内容",
)
#: How many, how much.
COUNT = (
    "户数",
    "现有贫困户数",
    "受益户数",
    "分配户数",
    "涉及户数",
    "人数",
    "受益人数",
    "项目个数",
    "数量",
)
AMOUNT = (
    "补助金额",
    "补贴金额",
    "资金安排额",
    "资金分配额",
    "资金安排",
    "安排资金",
    "安排金额",
    "本次分配数",
    "分配金额",
    "分配资金",
    "资金分配",
    "下达资金",
    "下达金额",
    "补助资金",
    "补贴资金",
    "奖补资金",
    "奖补金额",
    "贴息资金",
    "贴息金额",
    "分红金额",
    "发放金额",
    "发放资金",
    "兑付金额",
    "兑付资金",
    "调整金额",
    "项目金额",
    "财政资金",
    "衔接资金",
    "计划投资",
    "投资规模",
    "资金规模",
    "资金投入",
    "总投资",
    "投资额",
    "投资",
    "金额",
    "资金",
    "合计",
)
#: A measured quantity; it is shown with its row, the rate times it is compared with the amount.
MEASURE = ("面积", "补贴面积", "补助面积", "种植面积", "亩数")
STANDARD = ("补助标准", "补贴标准", "发放标准", "标准")
UNIT_RESPONSIBLE = ("责任单位", "实施单位", "项目单位", "主管部门", "主管单位")
NUMBER = ("序号", "编号", "顺序号")
DOCUMENT = ("项目文号", "资金文号", "文件号", "文号")
NOTE = ("备注", "说明")

#: The lines of a village's plan.
LINE_KIND = ("类别", "对象类别", "分配类别")
LINE_NUMBER = ("户号", "户编号", "农户编号", "户编码")
LINE_NAME = (
    "户主姓名",
    "户主",
    "农户姓名",
    "受益人姓名",
    "姓名",
    "名称",
    "对象",
    "分配对象",
    "项目名称",
)
LINE_GROUP = ("村民小组", "组别", "村组", "小组", "组")
LINE_PERSONS = ("人数", "家庭人口", "家庭人口数", "受益人数", "人口")
LINE_QUANTITY = ("股数", "份额", "数量", "股权数量", "月数", "补贴月数")
LINE_UNIT = ("单位", "计量单位")
LINE_STANDARD = (
    "标准",
    "发放标准",
    "分配标准",
    "补助标准",
    "补贴标准",
    "月补贴标准",
    "每股收益",
    "每股金额",
    "每人金额",
    "每户金额",
    "每亩金额",
)
LINE_AMOUNT = (
    "金额",
    "分配金额",
    "实发金额",
    "发放金额",
    "补助金额",
    "补贴金额",
    "分红金额",
    "贴息金额",
    "应发金额",
)

#: The yearly catalogue of fund items.
ITEM_YEAR = ("年度", "年份", "年")
ITEM_DEPARTMENT = ("主管部门", "部门", "单位", "责任单位")
ITEM_NUMBER = ("项目编号", "编号", "编码", "序号")
ITEM_NAME = ("资金项目", "项目名称", "资金名称", "项目", "名称")
ITEM_PURPOSE = ("用途", "使用方向", "资金用途")
ITEM_CEILING = ("金额", "资金规模", "资金额度", "预算金额", "安排金额")
