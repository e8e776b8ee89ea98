"""The columns of an allocation from above, as an importer would declare them, for the tests."""

from gongshi.spreadsheets.reading.columns import Column, Kind

ALLOCATION = (
    Column("number", "序号", synonyms=("编号", "顺序号")),
    Column("county", "县(区)", Kind.AREA, ("县市区", "区县", "所属县区"), group=True),
    Column(
        "place",
        "乡镇(街道)",
        Kind.AREA,
        (
            "建设地点",
            "实施地点",
            "实施镇村",
            "镇、村",
            "乡镇村",
            "乡镇",
            "镇村",
            "项目地点",
            "地点",
        ),
        group=True,
    ),
    Column("document", "项目文号", synonyms=("资金文号", "文件号", "文号"), group=True),
    Column("project", "项目名称", synonyms=("名称", "工程名称", "项目")),
    Column("before", "变更前项目内容", synonyms=("原项目内容", "调整前内容"), group=True),
    Column("after", "变更后项目地点内容", synonyms=("调整后内容", "现项目内容")),
    Column("reason", "变更理由", synonyms=("变更原因", "调整理由"), group=True),
    Column("content", "建设内容", synonyms=("项目内容", "主要建设内容", "建设内容及规模", "内容")),
    Column("households", "户数", Kind.INTEGER, ("现有贫困户数", "受益户数")),
    Column(
        "amount",
        "补助金额",
        Kind.MONEY,
        (
            "资金安排额",
            "资金安排",
            "资金规模",
            "安排资金",
            "分配金额",
            "下达资金",
            "补助资金",
            "项目金额",
            "投资规模",
            "资金投入",
            "金额",
            "资金",
        ),
        required=True,
    ),
    Column("standard", "补助标准", Kind.RATE, ("发放标准", "标准"), group=True),
    Column("body", "责任单位", synonyms=("实施单位", "项目单位", "主管部门")),
)
