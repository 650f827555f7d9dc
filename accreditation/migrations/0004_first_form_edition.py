"""Form EOIR-31A, “Revised October 2022”: the field inventory of the domain reference (2.2). It was not read verbatim,
so no field is confirmed until a person compares it with the official PDF."""

from datetime import date

from django.db import migrations

from lms.core.append_only import AppendOnlyTable

FIELDS = [
    ("org.legal_name", "Organization", "Full legal name", "A"),
    ("org.dba", "Organization", "Doing-business-as names", "A"),
    ("org.address", "Organization", "Street address (a PO box is refused)", "A"),
    ("org.phone", "Organization", "Telephone", "A"),
    ("org.email", "Organization", "E-mail", "A"),
    ("org.recognition_state", "Organization", "Already recognized, or Form EOIR-31 accompanies", "A"),
    ("org.recognition_date", "Organization", "Date of (last) recognition", "A"),
    ("org.locations", "Organization", "Offices where the person will work", "C"),
    ("rep.first", "Proposed representative", "First name", "A"),
    ("rep.middle", "Proposed representative", "Middle name", "A"),
    ("rep.last", "Proposed representative", "Last name", "A"),
    ("rep.other_names", "Proposed representative", "Every other name ever used", "A"),
    ("rep.role", "Proposed representative", "Employee or volunteer of the organization, and title", "A"),
    ("rep.contact", "Proposed representative", "Work telephone, e-mail and address", "C"),
    ("rep.prior_accreditation", "Proposed representative", "Accredited before? Organizations and dates of last approval", "A"),
    ("rep.prior_applications", "Proposed representative", "Earlier applications: by whom, when, result, refusals included", "B"),
    ("rep.not_attorney", "Proposed representative", "Not an attorney", "C"),
    ("req.kind", "Request", "Initial, renewal, or change from partial to full", "A"),
    ("req.level", "Request", "Partial (DHS) or full (DHS and EOIR)", "A"),
    ("kn.resume", "Knowledge and experience", "Resume attached", "A"),
    ("kn.letters", "Knowledge and experience", "Recommendation letters, at least two, signed", "C"),
    ("kn.training_list", "Knowledge and experience", "Trainings: title, provider, dates, duration, topics, in person or other means", "A"),
    ("kn.training_proof", "Knowledge and experience", "Certificates; results of formal tests if any", "A"),
    ("kn.fundamentals", "Knowledge and experience", "The overview course on fundamentals", "A"),
    ("kn.experience", "Knowledge and experience", "Description of immigration-law experience", "C"),
    ("kn.support", "Knowledge and experience", "Who gives technical legal support", "A"),
    ("cf.letters", "Character and fitness", "Character letters", "A"),
    ("cf.background", "Character and fitness", "Background check result", "B"),
    ("cf.cert", "Character and fitness", "Officer certifies 8 CFR 1292.12(a)(1), (4) and (5) point by point", "B"),
    ("sig.rep", "Signatures", "Proposed representative: signature, printed name, date", "C"),
    ("sig.ao", "Signatures", "Authorized officer: signature, title, printed name, date", "B"),
    ("svc.recipients", "Proof of service", "USCIS district directors served", "A"),
    ("svc.date", "Proof of service", "Date, method and server (must be dated)", "B"),
]


def put_edition(apps, schema_editor):
    fields = [{"key": key, "group": group, "asks": asks, "confirmed": False, "mark": mark} for key, group, asks, mark in FIELDS]
    apps.get_model("accreditation", "FormEdition").objects.get_or_create(
        form="EOIR-31A",
        edition="Revised October 2022",
        defaults={
            "effective_from": date(2023, 11, 3),
            "source": "EOIR Recognition & Accreditation program page, 2023; field inventory gathered from earlier editions, check numbering",
            "fields": fields,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0003_certificates_and_forms")]

    operations = [
        AppendOnlyTable("accreditation_certificate", keys=[("code",), ("enrollment", "track")]),
        AppendOnlyTable("accreditation_certificateevent"),
        migrations.RunPython(put_edition, migrations.RunPython.noop),
    ]
