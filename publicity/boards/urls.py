"""The addresses villagers see: short, plain letters, fit for a printed code."""

from django.urls import path

from publicity.boards import downloads, views

urlpatterns = [
    path("", views.home, name="home"),
    path("a/<str:code>/", views.area_page, name="area"),
    path("a/<str:code>/offices/", views.officers_page, name="officers"),
    path("notices/", views.notice_list, name="notice_list"),
    path("gs/<str:number>/", views.notice_page, name="notice"),
    path("gs/<str:number>/table.<str:form>", downloads.table, name="notice_table"),
    path("gs/<str:number>/poster-<str:size>.pdf", downloads.poster, name="notice_poster"),
]
