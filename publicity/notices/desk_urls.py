"""The desk's addresses of notices."""

from django.urls import path

from publicity.notices import views

urlpatterns = [
    path("", views.listing, name="desk_notices"),
    path("requests/<int:pk>/", views.request_page, name="desk_request"),
    path("<int:pk>/", views.notice_page, name="desk_notice"),
    path("<int:pk>/poster-<str:size>.pdf", views.full_poster, name="desk_poster"),
    path("<int:pk>/document.pdf", views.document, name="desk_document"),
    path("<int:pk>/withdraw/", views.withdraw, name="desk_withdraw"),
    path("<int:pk>/conclude/", views.conclude, name="desk_conclude"),
]
