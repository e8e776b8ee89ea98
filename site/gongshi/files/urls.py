"""Addresses of files: stored ones at /files/, Wagtail's library where Wagtail looks for it."""

from django.urls import path, re_path

from gongshi.files import views

app_name = "files"
urlpatterns = [path("<uuid:key>/", views.serve, name="serve")]

#: Without a namespace: Wagtail asks for its own name, and for the folder of uploads.
library = [
    re_path(
        r"^documents/(?P<number>[0-9]+)/(?P<name>.*)$", views.document, name="wagtaildocs_serve"
    ),
    path("media/<path:name>", views.picture, name="picture"),
]
