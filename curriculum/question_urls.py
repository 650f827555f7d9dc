from django.urls import path

from curriculum.views import lesson_questions

app_name = "questions"
urlpatterns = [
    path("questions/<str:question>/", lesson_questions.question, name="question"),
    path("questions/<str:enrollment>/<str:snapshot>/", lesson_questions.under_lesson, name="under_lesson"),
    path("teach/questions/", lesson_questions.open_questions, name="open"),
    path("teach/questions/<str:question>/", lesson_questions.answer, name="answer"),
]
