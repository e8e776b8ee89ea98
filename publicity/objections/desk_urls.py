"""The desk's addresses of objections."""

from django.urls import path

from publicity.objections import desk_views

urlpatterns = [
    path("<int:pk>/", desk_views.objection_page, name="desk_objection"),
    path("new/<int:notice>/", desk_views.file_for_a_villager, name="desk_file_objection"),
]
