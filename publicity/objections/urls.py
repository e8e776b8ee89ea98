"""The addresses of objections."""

from django.urls import path

from publicity.objections import views

urlpatterns = [
    path("", views.follow, name="follow_objection"),
    path("receipt.pdf", views.receipt_paper, name="objection_receipt"),
    path("<str:number>/", views.object_to, name="object"),
]
