"""The admin's addresses of notices beside their list."""

from django.urls import path

from publicity.notices import admin

urlpatterns = [
    path("write/", admin.write, name="admin_notice_write"),
    path("<int:pk>/review/", admin.review, name="admin_notice_review"),
    path("<int:pk>/release/", admin.release, name="admin_notice_release"),
    path("<int:pk>/post/", admin.post, name="admin_notice_post"),
    path("<int:pk>/withdraw/", admin.withdraw, name="admin_notice_withdraw"),
]
