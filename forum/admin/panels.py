"""The panels of the house itself and of the floors below."""

from forum.admin.types import Panel
from forum.kernel.words import N_

PANELS = (
    Panel(N_("People and roles"), N_("Find people, entrust roles, suspend accounts."), "users", "accounts.people", "accounts.see_people"),
    Panel(N_("Audit trail"), N_("What happened, by whom, when; sealed so that changes show."), "scroll-text", "admin.audit", "admin.see_audit"),
    Panel(N_("Jobs and mail"), N_("Background work and outgoing mail."), "inbox", "admin.jobs", "admin.see_jobs"),
)
