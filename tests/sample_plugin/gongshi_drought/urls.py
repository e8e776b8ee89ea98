"""The plugin's addresses below /drought/; ``area`` lets the house hide them where it is off."""

from django.urls import path

from gongshi_drought import views

urlpatterns = [path("<str:area>/", views.area_page, name="drought_area")]
