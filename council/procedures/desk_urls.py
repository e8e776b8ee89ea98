"""The desk's addresses of cases and steps."""

from django.urls import path

from council.procedures import views

urlpatterns = [
    path("overdue/", views.overdue_list, name="desk_overdue"),
    path("<int:pk>/", views.case_page, name="desk_case"),
    path("held/<int:pk>/settle/", views.settle_reason, name="desk_settle"),
    path("steps/<int:pk>/", views.step_page, name="desk_step"),
]
