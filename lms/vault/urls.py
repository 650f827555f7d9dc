from django.urls import path

from lms.vault import views

app_name = "vault"
urlpatterns = [path("<str:public_id>/", views.download, name="file")]
