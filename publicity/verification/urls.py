"""The address printed beside the check code."""

from django.urls import path

from publicity.verification import views

urlpatterns = [path("", views.verify, name="verify_paper")]
