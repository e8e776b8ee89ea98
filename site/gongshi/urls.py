"""Addresses: the admin, the desk, files, the plugins' public pages, and Wagtail last."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from gongshi.desk.access import sign_out
from gongshi.desk.styleguide import style_guide
from gongshi.desk.views import switch_view
from gongshi.files.urls import library
from gongshi.plugins.mounting import patterns

handler400 = "gongshi.desk.wrong.not_understood"
handler403 = "gongshi.desk.wrong.not_open"
handler404 = "gongshi.desk.wrong.not_found"
handler500 = "gongshi.desk.wrong.broken"

urlpatterns = [
    # One door: Wagtail's own sign-in would know neither telephone nor slip.
    path(
        "admin/login/",
        RedirectView.as_view(pattern_name="sign_in", query_string=True),
        name="wagtailadmin_login",
    ),
    path("admin/logout/", sign_out, name="wagtailadmin_logout"),
    path("admin/", include(wagtailadmin_urls)),
    path("desk/", include("gongshi.desk.urls")),
    path("desk/", include(patterns("desk"))),
    path("view/", switch_view, name="switch_view"),
    path("styleguide/", style_guide, name="style_guide"),
    path("styleguide/<slug:sample>/", style_guide, name="style_guide_sample"),
    path("files/", include("gongshi.files.urls")),
    path("", include(library)),
    path("", include(patterns("url"))),
    path("", include(wagtail_urls)),
]
