"""The addresses of the admin's own pages."""

from django.urls import path

from gongshi.admin import accounts, appointments, features, imports, persons, views, waiting

urlpatterns = [
    path("settings/areas/", views.areas, name="admin_areas"),
    path("settings/plugins/", views.plugins, name="admin_plugins"),
    path("settings/rules/", views.rules, name="admin_rules"),
    path("offices/", appointments.index, name="admin_appointments"),
    path("offices/appoint/", appointments.appoint, name="admin_appoint"),
    path("offices/<int:pk>/", appointments.look, name="admin_appointment"),
    path("waiting/", waiting.index, name="admin_waiting"),
    path("waiting/<uuid:key>/", waiting.look, name="admin_proposal"),
    path("waiting/<uuid:key>/confirm/", waiting.confirm, name="admin_proposal_confirm"),
    path("waiting/<uuid:key>/decline/", waiting.decline, name="admin_proposal_decline"),
    path("accounts/", accounts.index, name="admin_accounts"),
    path("accounts/check/", accounts.check, name="admin_accounts_check"),
    path("accounts/slips/", accounts.slips, name="admin_accounts_slips"),
    path("accounts/<uuid:key>/close/", accounts.close, name="admin_account_close"),
    path("persons/", persons.index, name="admin_persons"),
    path("persons/merge/", persons.merge, name="admin_person_merge"),
    path("persons/<uuid:key>/erase/", persons.erase, name="admin_person_erase"),
    path("settings/features/", features.index, name="admin_features"),
    path("settings/features/switch/", features.switch, name="admin_feature_switch"),
    path("imports/", imports.index, name="admin_imports"),
    path("imports/new/<str:key>/", imports.upload, name="admin_import_upload"),
    path("imports/template/<str:key>/", imports.template, name="admin_import_template"),
    path("imports/<uuid:key>/", imports.look, name="admin_import_preview"),
    path("imports/<uuid:key>/confirm/", imports.confirm, name="admin_import_confirm"),
    path("imports/<uuid:key>/give-up/", imports.give_up, name="admin_import_give_up"),
    path("imports/<uuid:key>/errors.xlsx", imports.annotated, name="admin_import_errors"),
]
