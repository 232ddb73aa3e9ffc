"""URL configuration of the app. Paths about a child start with ``children/<child_id>/``."""

from datetime import date

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.views.generic import RedirectView

from tracker.views.account import password_link
from tracker.views.diary import (
    concern_page,
    concerns,
    day_notes,
    deleted,
    entries,
    flags,
    joining,
    moving,
    one_tap,
    questions,
    records,
    splitting,
    timeline,
    today,
    triggers,
    undo,
)
from tracker.views.doctor import calendar, export, pdf, shared_page, shares, summary
from tracker.views.family import (
    accept_invitation,
    children,
    history,
    invitations,
    people,
    reminders,
    removals,
    sample,
    settings,
    sign_up,
    start,
)
from tracker.views.find import all_photos, month, search
from tracker.views.info import (
    guide,
    health,
    home,
    keys,
    rules,
    security_contact,
    terms,
    what_works,
    worried_now,
)
from tracker.views.offline import installed, offline_pages, outbox, push
from tracker.views.photos import compare, edit, file, measure, share_target


class DayConverter:
    """Converts an ISO date, such as ``2026-05-25``."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    to_python = staticmethod(date.fromisoformat)
    to_url = staticmethod(str)


register_converter(DayConverter, "day")


def record_urls(prefix: str, kind: records.RecordPages) -> list[URLPattern | URLResolver]:
    """Returns the URL patterns to add, edit and delete one kind of record."""
    name, arguments = kind.name, {"kind": kind}
    return [
        path(f"{prefix}/new/", records.new, arguments, name=f"{name}_new"),
        path(f"{prefix}/<int:pk>/", records.edit, arguments, name=f"{name}_edit"),
        path(f"{prefix}/<int:pk>/delete/", records.delete, arguments, name=f"{name}_delete"),
    ]


concern_urls: list[URLPattern | URLResolver] = [
    path("", concern_page.show, name="concern"),
    path("edit/", concerns.edit, name="concern_edit"),
    path("delete/", concerns.delete, name="concern_delete"),
    path("join/", joining.join, name="concern_join"),
    path("move/", moving.concern, name="concern_move"),
    path("split/", splitting.split, name="concern_split"),
    path("log/", one_tap.log, name="log"),
    path("photo/", one_tap.photo, name="log_photo"),
    path("entries/new/", entries.new, name="entry_new"),
    path("entries/<uuid:entry>/", entries.edit, name="entry_edit"),
    path("entries/<uuid:entry>/delete/", entries.delete, name="entry_delete"),
    path("entries/<uuid:entry>/move/", moving.entry, name="entry_move"),
    path("entries/<uuid:entry>/photos/", edit.show, name="photos"),
    path("last-photo.jpg", file.last, name="last_photo"),
    path("photos/", compare.concern_photos, name="concern_photos"),
    path("photos/film/", compare.film, name="concern_film"),
    path("photos/compare/", compare.compare, name="concern_compare"),
    *record_urls("care", records.CARE),
]

share_urls: list[URLPattern | URLResolver] = [
    path("", shares.show, name="share_show"),
    path("summary.pdf", shares.pdf, name="share_pdf"),
    path("revoke/", shares.revoke, name="share_revoke"),
]

child_urls: list[URLPattern | URLResolver] = [
    path("", today.show, name="today"),
    path("same/", one_tap.log_all_same, name="log_all_same"),
    path("add/", today.add, name="add"),
    path("more/", children.more, name="more"),
    path("edit/", children.edit, name="child_edit"),
    path("delete/", removals.delete_child, name="child_removal"),
    path("timeline/", timeline.show, name="timeline"),
    path("month/", month.show, name="month"),
    path("search/", search.show, name="search"),
    path("triggers/", triggers.show, name="triggers"),
    path("summary/", summary.show, name="summary"),
    path("summary.pdf", pdf.show, name="summary_pdf"),
    path("shares/", shares.show_all, name="shares"),
    path("shares/new/", shares.new, name="share_new"),
    path("shares/<uuid:share>/", include(share_urls)),
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/stop/", calendar.stop, name="calendar_stop"),
    path("calendar/<day:day>.ics", calendar.one_day, name="calendar_day"),
    path("export/", export.show, name="export"),
    path("export/entries.csv", export.as_csv, name="export_csv"),
    path("export/triggers.csv", export.triggers_as_csv, name="export_triggers_csv"),
    path("export/diary.json", export.as_json, name="export_json"),
    path("export/diary.zip", export.as_zip, name="export_zip"),
    path("export/fhir.json", export.as_fhir, name="export_fhir"),
    path("dealt-with/", flags.pause, name="flag_pause"),
    path("end-pause/", flags.bring_back, name="flag_bring_back"),
    path("mistake/", flags.take_back, name="flag_mistake"),
    path("notices/close/", today.close_notices, name="notices_close"),
    path("undo/<uuid:change_set>/", undo.undo, name="undo"),
    path("history/", history.show, name="history"),
    path("history/<slug:kind>/<int:pk>/", history.of_record, name="history_of"),
    path("deleted/", deleted.show, name="deleted"),
    path("deleted/photos/<uuid:photo>.jpg", file.removed, name="deleted_photo"),
    path("deleted/<slug:kind>/<int:pk>/", deleted.restore, name="deleted_bring_back"),
    path("deleted/<slug:kind>/<int:pk>/remove/", deleted.remove, name="deleted_remove"),
    path("notes/new/", day_notes.new, name="note_new"),
    path("notes/<uuid:uuid>/", day_notes.edit, name="note_edit"),
    path("notes/<uuid:uuid>/delete/", day_notes.delete, name="note_delete"),
    path("notes/<uuid:uuid>/move/", moving.note, name="note_move"),
    *record_urls("exposures", records.EXPOSURE),
    *record_urls("visits", records.VISIT),
    path("exposures/<int:pk>/move/", moving.record, {"kind": records.EXPOSURE}, "exposure_move"),
    path("visits/<int:pk>/move/", moving.record, {"kind": records.VISIT}, "visit_move"),
    path("questions/", questions.show, name="questions"),
    path(
        "questions/<int:pk>/",
        records.edit,
        {"kind": records.QUESTION},
        name="question_edit",
    ),
    path("questions/<int:pk>/answered/", questions.tick, name="question_tick"),
    path("questions/<int:pk>/delete/", questions.delete, name="question_delete"),
    path("photos/", all_photos.show, name="child_photos"),
    path("photos/<uuid:photo>/", edit.edit, name="photo_edit"),
    path("photos/<uuid:photo>/look/", compare.detail, name="photo_view"),
    path("photos/<uuid:photo>/scale/", measure.scale, name="photo_scale"),
    path("photos/<uuid:photo>/move/", edit.move, name="photo_move"),
    path("photos/<uuid:photo>/turn/", edit.turn, name="photo_turn"),
    path("photos/<uuid:photo>/delete/", edit.delete, name="photo_delete"),
    path("photos/<uuid:photo>/remove/", edit.remove, name="photo_remove"),
    path("photos/<uuid:photo>/<slug:size>.jpg", file.show, name="photo_file"),
    path("concerns/new/", concerns.new, name="concern_new"),
    path("concerns/<uuid:concern>/", include(concern_urls)),
]

family_urls: list[URLPattern | URLResolver] = [
    path("", settings.edit, name="family_edit"),
    path("people/", people.show, name="people"),
    path("history/", people.history, name="family_history"),
    path("reminders/", reminders.show, name="reminders"),
    path("reminders/evening/", reminders.turn_on, {"switch": "evening"}, "reminders_evening"),
    path("reminders/follow-up/", reminders.turn_on, {"switch": "follow_up"}, "reminders_follow_up"),
    path(
        "reminders/evening/decline/",
        reminders.decline,
        {"switch": "evening"},
        "reminders_evening_decline",
    ),
    path(
        "reminders/follow-up/decline/",
        reminders.decline,
        {"switch": "follow_up"},
        "reminders_follow_up_decline",
    ),
    path("reminders/missed/close/", reminders.close_missed, name="reminders_missed_close"),
    path("leave/", removals.leave, name="family_leave"),
    path("delete/", removals.delete_family, name="family_removal"),
    path("members/<int:member_id>/", people.edit, name="member"),
    path("members/<int:member_id>/relation/", people.relation, name="member_relation"),
    path("members/<int:member_id>/password/", password_link.make, name="member_password"),
    path("invitations/new/", invitations.new, name="invitation_new"),
    path("invitations/<int:pk>/", invitations.show, name="invitation_show"),
    path("invitations/<int:pk>/revoke/", invitations.revoke, name="invitation_revoke"),
    path("removals/<int:pk>/cancel/", removals.cancel, name="removal_cancel"),
]

shared_link_urls: list[URLPattern | URLResolver] = [
    path("s/<str:token>/", shared_page.open_link, name="share_open"),
    path("shared/<uuid:share>/", shared_page.show, name="shared"),
    path("shared/<uuid:share>/summary.pdf", shared_page.pdf, name="shared_pdf"),
    path("shared/<uuid:share>/photos/<str:signed>.jpg", shared_page.photo, name="shared_photo"),
]

phone_urls: list[URLPattern | URLResolver] = [
    path("manifest.webmanifest", installed.manifest, name="manifest"),
    path("sw.js", installed.worker, name="worker"),
    path("offline/", installed.offline, name="offline"),
    path("offline/pages/", offline_pages.pages, name="pages_to_keep"),
    path("offline/guide/", offline_pages.guide, name="guide_to_keep"),
    path("outbox/ticket/", outbox.ticket, name="ticket"),
    path("photo/", share_target.new, name="photo_new"),
    path("works-here/", what_works.show, name="works_here"),
    path("push/on/", push.turn_on, name="push_on"),
    path("push/off/", push.turn_off, name="push_off"),
    path("push/try/", push.send_one, name="push_try"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("start/", start.baby, name="start"),
    path("start/account/", start.account, name="start_account"),
    path("start/done/", start.done, name="start_done"),
    path("start/invited/<str:token>/", sign_up.landing, name="sign_up_open"),
    path("sample/", sample.open_sample, name="sample_open"),
    path("sample/remove/", sample.remove, name="sample_remove"),
    path("worried/", worried_now.show, name="worried"),
    path("guide/", guide.index, name="guide"),
    path("guide/<slug:slug>/", guide.page, name="guide_page"),
    path("rules/", rules.show, name="rules"),
    path("terms/", terms.show, name="terms"),
    path("keys/", keys.show, name="keys"),
    path("calendar/<slug:token>.ics", calendar.feed, name="calendar_feed"),
    path("stop/<str:token>/", reminders.stop, name="reminders_stop"),
    path(
        ".well-known/change-password",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="well_known_change_password",  # where password managers look
    ),
    path(".well-known/security.txt", security_contact.show, name="security_contact"),
    path("healthz", health.health, name="health"),
    path("invitation/", accept_invitation.show, name="invitation"),
    path("invitation/<str:token>/", accept_invitation.landing, name="invitation_open"),
    path("family/<int:family_id>/", include(family_urls)),
    path("children/new/", children.new, name="child_new"),
    path("children/<int:child_id>/", include(child_urls)),
    *shared_link_urls,
    *phone_urls,
]
