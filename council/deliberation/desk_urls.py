"""The desk's addresses of meetings, motions, votes and resolutions."""

from django.urls import path

from council.deliberation.views import (
    ballots,
    conflicts,
    councils,
    meetings,
    motions,
    resolutions,
    votes,
)

urlpatterns = [
    path("", meetings.listing, name="desk_meetings"),
    path("new/", meetings.convene, name="desk_meeting_new"),
    path("step/<int:pk>/", meetings.step_page, name="desk_vote_step"),
    path("<int:pk>/", meetings.meeting_page, name="desk_meeting"),
    path("<int:pk>/attendance/", meetings.attendance, name="desk_attendance"),
    path("<int:pk>/minutes/", meetings.minutes, name="desk_minutes"),
    path("<int:pk>/minutes.pdf", meetings.minutes_paper, name="desk_minutes_pdf"),
    path("<int:pk>/close/", meetings.close, name="desk_meeting_close"),
    path("<int:pk>/sheets/<slug:which>.pdf", meetings.sheet, name="desk_sheet"),
    path("<int:pk>/motion/", motions.put, name="desk_motion_new"),
    path("<int:pk>/resolution/", resolutions.enter, name="desk_resolution_new"),
    path("motion/<int:pk>/", motions.motion_page, name="desk_motion"),
    path("motion/<int:pk>/withdraw/", motions.leave, name="desk_withdraw"),
    path("motion/<int:pk>/open/", motions.open_it, name="desk_open_vote"),
    path("vote/<int:pk>/", votes.vote_page, name="desk_vote"),
    path("vote/<int:pk>/own/", votes.own, name="desk_own_vote"),
    path("vote/<int:pk>/hands/", votes.hands, name="desk_hands"),
    path("vote/<int:pk>/certify/", votes.certify, name="desk_certify"),
    path("vote/<int:pk>/close/", votes.close, name="desk_close_vote"),
    path("vote/<int:pk>/ballot/", ballots.ballot, name="desk_ballot"),
    path("vote/<int:pk>/annul/", ballots.annul, name="desk_annul_vote"),
    path("vote/<int:pk>/conflict/", conflicts.late, name="desk_late_conflict"),
    path("council/", councils.listing, name="desk_councils"),
    path("council/term/<int:pk>/", councils.term_page, name="desk_term"),
    path("council/term/<int:pk>/members/", councils.nominate_page, name="desk_nominate"),
    path("council/term/<int:pk>/confirm/", councils.confirm, name="desk_seat"),
    path("council/term/<int:pk>/sitting/", councils.sitting, name="desk_term_sitting"),
    path("council/term/<int:pk>/close/", councils.close, name="desk_term_close"),
    path("council/<str:area>/", councils.council_page, name="desk_council"),
    path("council/<str:area>/term/", councils.new_term, name="desk_term_new"),
    path("resolution/<int:pk>/", resolutions.resolution_page, name="desk_resolution"),
]
