"""The desk's addresses of funds."""

from django.urls import path

from council.funds.views import allocations, catalogue, delivery, draft, plans, spending

urlpatterns = [
    path("", plans.plan_list, name="funds_plans"),
    path("new/<str:area>/", plans.new_plan, name="funds_new_plan"),
    path("allocations/", allocations.listing, name="funds_allocations"),
    path("allocations/new/", allocations.new, name="funds_new_allocation"),
    path("allocations/<int:pk>/", allocations.page, name="funds_allocation"),
    path("allocations/<int:pk>/rows/", allocations.rows, name="funds_allocation_rows"),
    path("catalogue/", catalogue.page, name="funds_catalogue"),
    path("catalogue/items/new/", catalogue.new_item, name="funds_new_item"),
    path("catalogue/sources/new/", catalogue.new_source, name="funds_new_source"),
    path("<int:pk>/", plans.plan_page, name="funds_plan"),
    path("<int:pk>/draft/", draft.draft_page, name="funds_draft"),
    path("<int:pk>/draft/propose/", draft.propose, name="funds_propose"),
    path("<int:pk>/draft/adopt/", draft.adopt, name="funds_adopt"),
    path("<int:pk>/payment-list/", spending.payment_list_page, name="funds_payment_list"),
    path("<int:pk>/payments/", spending.payments_page, name="funds_payments"),
    path("<int:pk>/delivery/", delivery.delivery_page, name="funds_delivery"),
]
