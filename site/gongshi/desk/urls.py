"""The desk's own addresses."""

from django.urls import path

from gongshi.desk import access, views

urlpatterns = [
    path("", views.home, name="desk"),
    path("sign-in/", access.sign_in, name="sign_in"),
    path("slip/", access.slip, name="slip"),
    path("password/", access.password, name="choose_password"),
    path("sign-out/", access.sign_out, name="sign_out"),
]
