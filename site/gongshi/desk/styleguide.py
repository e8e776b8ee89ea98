"""The style guide: every component with invented content, on a developer's machine alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongshi.desk import samples

#: Address of a sample and its title; the template has the same name.
SAMPLES = {
    "home": "县首页",
    "notice": "公示页",
    "village": "村页面",
    "notices": "公示列表",
    "object": "我有异议",
    "tasks": "待办",
    "meeting": "会议",
    "vote": "举手表决登记",
    "signin": "登录",
    "slip": "第一次登录",
    "error": "没有这一页",
    "expired": "页面已过期",
    "components": "全部组件",
}


class ObjectionSample(forms.Form):
    """Stands for the objection form."""

    about = forms.ChoiceField(
        label="对哪一部分有意见",
        choices=[("all", "整个方案"), ("row", "名单里的一户"), ("sum", "金额")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="你的意见",
        error_messages={"required": "这一项要填"},
        help_text="写清楚哪里不对、你知道什么。",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    phone = forms.CharField(
        label="你的电话",
        help_text="只用来答复你，不公开。",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    named = forms.BooleanField(label="可以让工作人员知道我是谁", required=False)


class SignInSample(forms.Form):
    """Stands for the sign-in form."""

    username = forms.CharField(
        label="登录名", widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def style_guide(request: HttpRequest, sample: str = "index") -> HttpResponse:
    """Show one sample page, or the list of them."""
    if not settings.DEBUG or (sample != "index" and sample not in SAMPLES):
        raise Http404
    return render(request, f"styleguide/{sample}.html", _content(sample))


def _content(sample: str) -> dict[str, Any]:
    crumbs = [("示范县", "#"), ("示范镇", "#"), ("示范村", "#"), (SAMPLES.get(sample, "样式"), "")]
    wrong = ObjectionSample({"about": "row", "text": "", "phone": "123"})
    wrong.is_valid()
    return {
        "s": samples,
        "samples": SAMPLES,
        "place": samples.PLACE,
        "hotlines": samples.HOTLINES,
        "crumbs": crumbs,
        "form": SignInSample() if sample in {"signin", "slip"} else ObjectionSample(),
        "written": ["水渠第三段比公示的少修了三十米，我量过。"],
        "wrong": wrong,
        "page": Paginator(range(43), 8).page(2),
        "section": "meetings" if sample in {"meeting", "vote"} else "tasks",
        "tasks_waiting": len(samples.TASKS),
        "acting": "理事",
        "desk_user": "卞样本",
    }
