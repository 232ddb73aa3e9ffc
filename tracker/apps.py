from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = "Milkspot"

    def ready(self) -> None:
        from tracker import checks, log_ins  # noqa: F401  (registers them)
