from tests.journeys.test_marking import *  # noqa
from tests.journeys.test_marking import scene, axe  # noqa
from assessments.actions.mark_item import Judgment, mark_item
from assessments.actions.propose_fix import propose_fix
from assessments.actions.preview_fix import preview_fix
from assessments.models import QuestionFix, SavedComment, Dispute, DisputeMessage
from django.utils import timezone
del test_two_mark_one_case_and_a_key_is_corrected

def test_pictures(scene, visitors):
    first, second = AttemptItem.objects.filter(version__type="fact_pattern").order_by("pk")
    for name, pts in (("one", (1,1,2,2)), ("two", (3,2,2,3))):
        j = Judgment(dict(zip(("advice.facts","advice.law","issues.time","issues.harm"), pts)), f"Words of {name}: cite the rule, then say why it does or does not apply here.", {"advice.law": "The paragraph is missing."})
        mark_item(item=first, judgment=j, seen=0, by=scene.instructor(name))
    SavedComment.objects.create(campus=scene.campus, owner="x", shared=True, text="Name the paragraph, not only the section.")
    Attempt.objects.filter(pk=scene.attempts[1].pk)
    by = scene.instructor("two")
    scene.correct_key("b")
    fix, _ = propose_fix(question=scene.choice, policy="both", assessments=[scene.page.pk], told="Option b is right as well, as the regulation was amended.", by=by)
    preview_fix(fix=fix, person=by, advance=lambda *a: None)
    d = Dispute.objects.create(item=scene.item(0), opened_at=timezone.now(), due_on="2026-12-12")
    DisputeMessage.objects.create(dispute=d, author=scene.attempts[0].enrollment.student, text="I think option b is right too.", at=timezone.now())
    pages = {"queue": "/teach/marking/?by=student", "mark": f"/teach/marking/{second.pk}/", "reconcile": f"/teach/marking/{first.pk}/reconcile/", "of": f"/teach/marking/of/{scene.page.public_id}/", "dispute": f"/attempts/{scene.attempts[0].public_id}/questions/1/dispute/", "fixes": "/teach/fixes/", "new_fix": f"/teach/fixes/new/{scene.choice.public_id}/", "fix": f"/teach/fixes/{fix.public_id}/"}
    faults = []
    for width, scheme in ((1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")):
        v = visitors(viewport={"width": width, "height": 844}, color_scheme=scheme).sign_in_as(by)
        for name, path in pages.items():
            answer = v.open(path)
            v.page.screenshot(path=f"/dev/shm/marking/{name}-{width}-{scheme}.png", full_page=True)
            faults += [(name, width, f) for f in axe(v.page)]
            if v.page.evaluate("document.documentElement.scrollWidth > innerWidth"): faults.append((name, width, "sideways"))
            if answer.status != 200: faults.append((name, answer.status))
        faults += v.faults
    assert faults == []
